"""The peer of redline.py: Docxodus, through python-redlines, on two Word files.

peer_docxodus.py OLD NEW OUTPUT
"""

from __future__ import annotations

import sys
from pathlib import Path

from python_redlines import DocxodusEngine

if __name__ == "__main__":
    old, new, output = map(Path, sys.argv[1:])
    redline, _, _ = DocxodusEngine().run_redline("Office", old, new)
    output.write_bytes(redline)

"""The peer of redline.py: docx-scalpel, on two Word files.

peer_docx_scalpel.py OLD NEW OUTPUT
"""

from __future__ import annotations

import sys
from pathlib import Path

from docx_scalpel import docx_diff_compare

if __name__ == "__main__":
    old, new, output = map(Path, sys.argv[1:])
    output.write_bytes(docx_diff_compare(old.read_bytes(), new.read_bytes()))

"""Make every table that README.md and benchmarks/README.md claim, one after the other.

    .bench/bin/python benchmarks/tables.py

About twenty minutes on a machine that does nothing else. Each benchmark says what it measures, and
installs its own peer. The exit code is the highest of theirs: 0 every bar met, 1 one missed, 2 one
could not be measured.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
TABLES = (
    ("run.py",),
    ("checking.py",),
    ("comparing.py",),
    ("redline.py",),
    ("meeting.py",),
    ("measures.py",),
    *(
        ("precision.py", str(folder))
        for folder in sorted(HERE.parent.glob("tests/other_hands/*"))
    ),
)


def main() -> int:
    """Run them all, whatever comes out."""
    code = 0
    for table in TABLES:
        print(f"\n== {' '.join(table)}", flush=True)  # noqa: T201
        run = [sys.executable, str(HERE / table[0]), *table[1:]]
        code = max(code, subprocess.run(run, check=False).returncode)
    return code


if __name__ == "__main__":
    sys.exit(main())

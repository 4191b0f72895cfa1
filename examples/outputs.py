"""Make what pccreport makes of each example, in its folder `out`.

    .venv/bin/python examples/outputs.py

`tests/test_examples.py` holds these files to the tool of today.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

EXAMPLES = Path(__file__).parent
SHOWN = {
    "thames-valley": ("2019/20 Q4", "2020/21 Q1", "2020-08-03"),
    "westhaven-mayor": ("2025/26 Q2", "2025/26 Q3", "2026-01-12"),
    "eastmere-fire": ("2024/25 Q3", "2024/25 Q4", "2025-05-12"),
    "larkbourne-council": ("2025/26 Q1", "2025/26 Q2", "2025-11-03"),
}
"""Each example, with the quarters that are compared in it, and the day on which its status is asked."""


def run_process(*words: str | Path) -> None:
    """Run the command as a process."""
    run = [sys.executable, "-m", "pccreport", *map(str, words)]
    subprocess.run(run, cwd=EXAMPLES.parent, check=True, capture_output=True)


def make(
    example: Path,
    shown: tuple[str, str, str],
    out: Path,
    run: Callable[..., object] = run_process,
) -> None:
    """Write the report, what changed and who has sent what, of an example into a folder."""
    old, new, today = shown
    compare = ("compare", example, old, new)
    for words in (
        ("build", example, "-o", out / "report.docx"),
        ("build", example, "-o", out / "report.html"),
        (*compare, "--redline", out / "redline.docx"),
        (*compare, "-o", out / "changes.html"),
        ("status", example, "--today", today, "-o", out / "status.html"),
    ):
        run(*words)


def main() -> None:
    """Make them all, and delete what is no longer made."""
    for name, shown in SHOWN.items():
        out = EXAMPLES / name / "out"
        out.mkdir(exist_ok=True)
        for path in out.iterdir():
            path.unlink()
        make(Path("examples", name), shown, out)


if __name__ == "__main__":
    main()

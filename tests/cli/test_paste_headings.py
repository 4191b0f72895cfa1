"""`pccreport paste`: what is a heading, of what, and what is none."""

from __future__ import annotations

from pathlib import Path

from tests.cases import in_turn
from tests.cli.test_paste_as_sent import EGGS, TRAILS, paste
from tests.conftest import Run

FORCE = ("--stream", "force")
TWO = {"farms force": [TRAILS], "wildlife force": [EGGS]}


@in_turn(
    "sign",
    [
        *("3 | {}", "3: {}", "3 – {}", "[3] {}", "C. {}", "iii. {}", "III) {}"),
        *("Section 3 {}", "Update on {}"),
    ],
)
def test_a_title_with_any_sign_is_a_heading(
    tmp_path: Path, run: Run, sign: str
) -> None:
    """Below the list of another key aim, too."""
    text = f"Fewer thefts from farms\n\n- {TRAILS}\n\n{sign.format('Wildlife crime taken seriously')}\n\n- {EGGS}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert read.public == TWO, read.account

"""Small invented projects, written as an officer would write them."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from tests import started

PLAN = """\
title: Safer Together Plan
years: 2021/22 to 2024/25
body: {name: Office of the Mayor of Northshire, short: OMN, area: Northshire}
holder: {short: Mayor}
force: {name: Northshire Police, short: NP}
priorities:
  - number: 2
    title: Rural Crime
    objective: making farms safer
    aims:
      farms: Fewer thefts from farms.
      roads: Safer country roads.
      wildlife: Wildlife crime taken seriously.
  - number: 3
    title: Trust
    aims:
      courtesy: Courtesy in every contact.
"""

REPORT = """\
format: 1
priority: 2
period: 2022/23 Q4
until: 2023/24 Q1
panel: Northshire Police and Crime Panel
meeting: 2023-07-11
objective: make farms safer
sign_off: {name: Jo Bloggs, office: Mayor of Northshire, date: 2023-07-01}
house: house.yaml
"""

EXTENDS = "extends: progress-report\n"
HOUSE = f"""\
{EXTENDS}streams:
  force: {{heading: "{{force.short}} actions:"}}
  opcc: {{heading: "{{body.short}} activities:"}}
  safety_fund: {{heading: Safety grants, fund: true}}
  property_fund: {{heading: Lost property grants, note: "(small sums too):", fund: true}}
deadlines: {{publish: 5}}
"""

UPDATES = {
    "2022-23-q1.yaml": """\
period: 2022/23 Q1
updates:
  farms:
    force: [Tractors were marked.]
""",
    "2022-23-q4.yaml": """\
period: 2022/23 Q4
updates:
  farms:
    force:
      - Two arrests were made.
    opcc:
      - Grants were given to twelve farms.
  roads:
    force:
      - see: farms
    opcc:
      - Speed cameras were paid for.
""",
    "2023-24-q1.yaml": """\
period: 2023/24 Q1
updates:
  farms:
    opcc:
      - More grants followed.
  roads:
    opcc:
      - More cameras, as [[farms]] and [[wildlife]] ask.
  wildlife:
    opcc:
      - A kite was released.
      - see: farms
""",
}


@contextmanager
def same_folder() -> Iterator[Path]:
    """An empty folder at the same place each time, so that the same file in it is parsed once."""
    folder = Path(tempfile.gettempdir(), f"pccreport-{os.getpid()}")
    folder.mkdir()
    started.READ.clear()
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def write(
    folder: Path,
    *,
    plan: str = PLAN,
    report: str = REPORT,
    updates: dict[str, str] | None = None,
    house: str = HOUSE,
) -> Path:
    """A project's folder with these files; what is not given is the small one above."""
    (folder / "updates").mkdir(parents=True, exist_ok=True)
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "report.yaml").write_text(report, encoding="utf-8")
    for name, text in (UPDATES if updates is None else updates).items():
        (folder / "updates" / name).parent.mkdir(exist_ok=True)
        (folder / "updates" / name).write_text(text, encoding="utf-8")
    (folder / "house.yaml").write_text(house, encoding="utf-8")
    return folder


def reword(path: Path, *pairs: tuple[str, str]) -> None:
    """Put other words in place of the first of each that a file has."""
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def retype(path: Path, old: str, new: str) -> None:
    """Type something else into a file, at every place where it is."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def link(path: Path, target: Path) -> Path:
    """Make a link to what is there; skip the test where Windows gives no right to."""
    with suppress(OSError):
        path.symlink_to(target, target_is_directory=target.is_dir())
    if not path.is_symlink():  # Wine says that it has made one
        pytest.skip("no right to make a link")
    return path


def one_update(entries: str) -> dict[str, str]:
    """One file of 2022/23 Q4 with these entries under farms, force."""
    indented = "\n".join(
        f"      {line}" if line else "" for line in entries.split("\n")
    )
    return {
        "2022-23-q4.yaml": (
            f"period: 2022/23 Q4\nupdates:\n  farms:\n    force:\n{indented}\n"
        )
    }

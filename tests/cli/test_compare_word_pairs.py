"""`pccreport compare --word` on small projects: what is the same, and what is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from tests import projects, transform
from tests.conftest import Run
from tests.word import Word

Q4, Q1 = "2022-23-q4.yaml", "2023-24-q1.yaml"
CHANGE = re.compile(r"<w:(?:ins|del|moveFrom|moveTo|pPrChange|rPrChange) ")

Shown = list[tuple[str, int | None, str]]
"""Of each paragraph its style, its level and its words."""


class Made(NamedTuple):
    """What the command made of two projects."""

    done: CompletedProcess[str]
    path: Path

    @property
    def body(self) -> str:
        """The main part."""
        return part(self.path, "word/document.xml")

    @property
    def changes(self) -> list[str]:
        """The words of each change in the text, with a sign for what became of them."""
        found = re.findall(r"<w:(ins|del) [^/>]*>(.*?)</w:\1>", self.body)
        return [
            ("+" if kind == "ins" else "-") + re.sub(r"<[^>]*>", "", runs)
            for kind, runs in found
        ]


def part(docx: Path, name: str) -> str:
    """A part of a Word file."""
    with ZipFile(docx) as archive:
        return archive.read(name).decode()


def shown(docx: bytes) -> Shown:
    """What a reader of the paper has, but for the forms of numbers."""
    return [(line.style, line.level, line.text) for line in Word(docx).lines()]


Tracked = Callable[..., Made]


@pytest.fixture
def tracked(run: Run, tmp_path: Path) -> Tracked:
    """Compares two projects, and what comes of it with what `build` makes of each."""

    def compared(old: Path, new: Path) -> Made:
        target, plain = tmp_path / "changes.docx", tmp_path / "plain.docx"
        done = run("compare", old, new, "--redline", target)
        assert done.returncode == 0, done.stderr
        for accept, project in ((True, new), (False, old)):
            assert run("build", project, "-o", plain).returncode == 0
            settled = transform.package(target.read_bytes(), accept=accept)
            assert shown(settled) == shown(plain.read_bytes())
        return Made(done, target)

    return compared


# What has another key now ---------------------------------------------------------

ROWS = {
    Q4: """\
period: 2022/23 Q4
caveat: Counted by hand.
updates:
  farms:
    force: [Two arrests were made near the river.]
    property_fund: [A gate was mended.]
    opcc: [{nothing: the grants come in June.}]
  roads:
    force: [{see: farms}]
""",
    Q1: """\
period: 2023/24 Q1
updates:
  farms:
    opcc: [More grants followed.]
    property_fund: [{nothing: the fund is closed.}]
""",
}


def test_a_key_aim_with_another_key_is_the_same_one(
    tracked: Tracked, tmp_path: Path
) -> None:
    """Its heading, its place in the list, and all that is told under it stay."""
    updates = {name: text.replace("farms", "fields") for name, text in ROWS.items()}
    plan = projects.PLAN.replace("farms: Fewer", "fields: Fewer")
    old = projects.write(tmp_path / "old", updates=ROWS)
    new = projects.write(tmp_path / "new", plan=plan, updates=updates)

    assert CHANGE.findall(tracked(old, new).body) == []


# What is told on, what it came to --------------------------------------------------


def test_a_continued_update_has_no_old_words(tracked: Tracked, tmp_path: Path) -> None:
    """An update that carries on another one is new, and the other is gone."""
    was = "      - Two arrests were made.\n"
    told = "      - {id: arrests, text: Two arrests were made by the river.}\n"
    then = "      - {text: Five arrests were made by the river., continues: arrests}\n"
    updates = {
        Q4: projects.UPDATES[Q4].replace(was, told),
        Q1: f"period: 2023/24 Q1\nupdates:\n  farms:\n    force:\n{then}",
    }
    later = projects.REPORT.replace("2022/23 Q4\nuntil: ", "")
    old = projects.REPORT.replace("until: 2023/24 Q1\n", "")
    made = tracked(
        projects.write(tmp_path / "old", updates=updates, report=old),
        projects.write(tmp_path / "new", updates=updates, report=later),
    )

    assert "1 continued" in made.done.stderr
    assert "-Two arrests were made by the river." in made.changes
    assert "+Five arrests were made by the river." in made.changes


# Two houses -------------------------------------------------------------------------

HOUSES = {
    "other styles": "styles: {stream: Heading 3, aim: Heading 4, closing: List Bullet,"
    " point-1: List Bullet 3, focus: List Bullet 3, point-3: Closing Line,"
    " label-words: Strong, link: Emphasis}\n",
    "other forms": (
        'numbering: {aim: "{n}.", aim_list: "{n})"}\nbullets: ["-", "*", "+"]\n'
        'phrases: {mention: "{aim.label} {number}"}\n'
    ),
}
RICH = """\
period: 2022/23 Q4
updates:
  farms:
    force:
      - text: "Two arrests were made:"
        points:
          - text: "Both by the **old** river:"
            points: ['One was told of on [the site](https://www.northshire.gov.uk/).']
    opcc: [{nothing: the grants come in June.}]
  roads:
    opcc: [Speed cameras were paid for.]
"""


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("house", HOUSES)
def test_each_version_has_its_own_house_format(
    house: str, turned: bool, tracked: Tracked, tmp_path: Path
) -> None:
    """Styles and levels are tracked; of numbers' forms it is said that they are not."""
    told = projects.UPDATES[Q1]
    later = RICH.replace("Two arrests", "Nine arrests").replace(
        "[Speed", "[A new one., Speed"
    )
    ours, theirs = (
        projects.write(
            tmp_path / name, updates={Q4: text, Q1: told}, house=projects.HOUSE + more
        )
        for name, text, more in (
            ("ours", RICH, ""),
            ("theirs", later, HOUSES[house]),
        )
    )
    made = tracked(theirs, ours) if turned else tracked(ours, theirs)

    has_note = "Numbers and bullets are those of the new report" in made.done.stderr
    assert has_note is (house == "other forms")
    words = {"-Nine", "+Two"} if turned else {"-Two", "+Nine"}
    assert words <= {*made.changes}


# What each page says ------------------------------------------------------------------


def test_each_page_names_the_earlier_version(
    tracked: Tracked, run: Run, tmp_path: Path
) -> None:
    """Since an earlier draft of one report, or since another period."""
    old = projects.write(tmp_path / "old")
    later = projects.REPORT.replace("until: 2023/24 Q1\n", "")
    new = projects.write(tmp_path / "new", report=later)
    same, other = tracked(old, old).path, tmp_path / "other.docx"
    run("compare", old, new, "--redline", other)

    assert ">Changes to the report on 2023/24 Q1: " in part(same, "word/header.xml")
    head = ">Changes from 2023/24 Q1 to 2022/23 Q4: "
    assert head in part(other, "word/header.xml")


# What is not written ----------------------------------------------------------------


REFUSED = {
    "a fact that nobody gives": (
        'opening: ["The {holder.short} reports under {law}."]\n',
        "missing-fact",
        True,
    ),
    "a style that is not there": (
        "styles: {stream: Nowhere}\n",
        "unknown-style",
        False,
    ),
}


@pytest.mark.parametrize("place", ["old", "new"])
@pytest.mark.parametrize("case", REFUSED)
def test_what_no_report_can_be_made_of_stops_the_file(
    case: str, place: str, run: Run, tmp_path: Path
) -> None:
    """What is wrong only when a report is laid out is an error in either of the two."""
    house, rule, a_draft_is_made = REFUSED[case]
    folders = {
        name: projects.write(
            tmp_path / name,
            house=projects.HOUSE + (house if name == place else ""),
        )
        for name in ("old", "new")
    }
    target = tmp_path / "changes.docx"
    words = ("compare", folders["old"], folders["new"], "--redline", target)
    done = run(*words)

    assert f"[{rule}]" in done.stderr
    assert "Nothing was written." in done.stderr
    assert (done.returncode, target.exists()) == (1, False)
    assert run(*words, "--draft").returncode == (0 if a_draft_is_made else 1)
    assert target.exists() is a_draft_is_made

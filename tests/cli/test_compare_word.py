"""`pccreport compare --redline`: tracked changes that are both versions."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from tests import projects, transform
from tests.conftest import EXAMPLE, Run
from tests.docx_faults import office_validator
from tests.word import Word

Q4, Q1 = "2022-23-q4.yaml", "2023-24-q1.yaml"
SECRET = "Quillfeather"
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


Tracked = Callable[..., Made]


@pytest.fixture
def tracked(run: Run, tmp_path: Path) -> Tracked:
    """Compares two projects, and what comes of it with what `build` makes of each."""

    def compared(old: Path, new: Path, *options: str) -> Made:
        target, plain = tmp_path / "changes.docx", tmp_path / "plain.docx"
        done = run("compare", old, new, "--redline", target, *options)
        assert done.returncode == 0, done.stderr
        for accept, project in ((True, new), (False, old)):
            assert run("build", project, "-o", plain, "--force").returncode == 0
            settled = transform.package(target.read_bytes(), accept=accept)
            assert shown(settled) == shown(plain.read_bytes())
        return Made(done, target)

    return compared


def part(docx: Path, name: str) -> str:
    """A part of a Word file."""
    with ZipFile(docx) as archive:
        return archive.read(name).decode()


def text_of(docx: Path, *, without: str = "") -> str:
    """Everything in the parts of a Word file."""
    with ZipFile(docx) as archive:
        return "".join(part(docx, n) for n in archive.namelist() if n != without)


def shown(docx: bytes) -> Shown:
    """What a reader of the paper has, but for the forms of numbers."""
    return [(line.style, line.level, line.text) for line in Word(docx).lines()]


def settled(docx: Path, *, accept: bool) -> list[transform.Line]:
    """The paragraphs when all changes are accepted, or all rejected."""
    package = transform.package(docx.read_bytes(), accept=accept)
    return transform.lines(transform.body(package))


def built(run: Run, project: Path, target: Path, *words: str) -> list[transform.Line]:
    """The paragraphs of what `build` makes."""
    done = run("build", project, "-o", target, *words)
    assert done.returncode == 0, done.stderr
    return transform.lines(transform.body(target.read_bytes()))


@pytest.fixture
def revised(example: Path) -> Path:
    """The example with an update added, revised, moved and gone, and a new first aim."""
    path, plan = example / "updates/2019-20-q4.yaml", example / "plan.yaml"
    first = "      - >-\n        "
    start = f"{first}In Qtr.4, all of the Counter"
    end = f"{first}TVP is committed to tackl"
    moved(path, start, end, "  dare_to_share:\n    force:\n")
    projects.reword(
        path,
        ("£87,652", "£91,204"),
        ("96 people", "98 people"),
        ("    opcc:\n", "    opcc:\n      - A new thing was done.\n"),
    )
    moved(plan, "      engagement: >-", "  - number: 5", "    aims:\n")
    return example


def moved(path: Path, start: str, end: str, after: str) -> None:
    """Move a part of a file behind other words of it."""
    text = path.read_text(encoding="utf-8")
    part = text[text.index(start) : text.index(end)]
    projects.reword(path, (part, ""), (after, after + part))


def two(folder: Path, old: str, new: str) -> tuple[Path, Path]:
    """Two small projects with these updates of one quarter."""
    before, after = (
        projects.write(folder / name, updates=projects.one_update(entries))
        for name, entries in (("old", old), ("new", new))
    )
    return before, after


def test_accepted_it_is_the_new_report_and_rejected_the_old(
    run: Run, built_example: Path, revised: Path, tmp_path: Path
) -> None:
    """Paragraph by paragraph: words, style, level; with moves as moves, and without."""
    target = tmp_path / "changes.docx"
    old = transform.lines(transform.body(built_example.read_bytes()))
    new = built(run, revised, tmp_path / "new.docx")
    done = run("compare", EXAMPLE, revised, "--redline", target)

    assert (done.returncode, done.stdout) == (0, "")
    assert f"Wrote {target}: 1 added, 1 revised, 1 moved," in done.stderr
    assert new == settled(target, accept=True)
    assert old == settled(target, accept=False)
    assert "<w:moveFrom " in text_of(target)
    assert office_validator().validate(str(target)).is_valid
    plain = tmp_path / "plain.docx"
    done = run("compare", EXAMPLE, revised, "--redline", plain, "--no-moves")
    assert done.returncode == 0
    assert "<w:moveFrom " not in text_of(plain)
    assert new == settled(plain, accept=True)
    assert old == settled(plain, accept=False)


def test_two_quarters_are_two_reports(run: Run, tmp_path: Path) -> None:
    """Both reach back to one beginning."""
    target, folder = tmp_path / "changes.docx", projects.write(tmp_path / "p")
    quarters = ("2022/23 Q4", "2023/24 Q1")
    since = ("--since", "2022/23", "--period")
    old = built(run, folder, tmp_path / "old.docx", *since, quarters[0])
    new = built(run, folder, tmp_path / "new.docx", *since, quarters[1])
    done = run("compare", folder, *quarters, "--redline", target)

    assert done.returncode == 0
    assert old == settled(target, accept=False)
    assert new == settled(target, accept=True)


def test_whose_and_when_the_changes_are(run: Run, tmp_path: Path) -> None:
    """As asked; else the office's, of the day of the sign-off, and the same bytes."""
    sides = projects.write(tmp_path / "old"), projects.write(tmp_path / "new")
    moved = "      wildlife: Wildlife crime taken seriously.\n"
    projects.reword(sides[1] / "plan.yaml", (moved, ""), ("aims:\n", f"aims:\n{moved}"))
    projects.reword(sides[1] / "updates" / Q4, ("Two arrests", "Nine arrests"))
    asked, left, again = (tmp_path / f"{name}.docx" for name in "abc")
    run("compare", *sides, "--redline", asked, "--author", "A. <Officer>")
    run("compare", *sides, "--redline", left)
    run("compare", *sides, "--redline", again)

    changes = text_of(asked, without="word/comments.xml")
    authors = {*re.findall(r'w:author="([^"]+)"', changes)}
    assert authors == {"A. &lt;Officer&gt;", "A. &lt;Officer&gt; (renumbering)"}
    assert {"2023-07-01"} == {*re.findall(r'w:date="([^"T]+)T', text_of(left))}
    assert left.read_bytes() == again.read_bytes()


def test_findings_are_beside_the_changes(run: Run, tmp_path: Path) -> None:
    """With --draft, also in spite of errors; without it nothing is written then."""
    sides = two(tmp_path, "- Gates were mended.", "- Gates were seen.\n- see: raods")
    target = tmp_path / "changes.docx"
    refused = run("compare", *sides, "--redline", target)
    assert (refused.returncode, target.exists()) == (1, False)
    assert "Nothing was written." in refused.stderr
    done = run("compare", *sides, "--redline", target, "--draft")

    assert done.returncode == 0
    comments = part(target, "word/comments.xml")
    assert "there is nothing called “raods”" in comments
    assert "<w:ins " in text_of(target)
    assert office_validator().validate(str(target)).is_valid


def test_nothing_private_is_in_the_package(run: Run, tmp_path: Path) -> None:
    """Neither what is private now, was public before or not, nor ids, paths and names."""
    before = projects.write(tmp_path / "Wrenbury-before")
    after = projects.write(tmp_path / "Wrenbury-after")
    text = f"    opcc:\n      - text: {SECRET} was told of it on 3 May.\n"
    kept = f"{text}        id: tanglewood\n        source: Marchbank\n"
    private = ("    opcc:\n", f"{kept}        public: false\n")
    projects.reword(before / "updates" / Q1, ("    opcc:\n", kept))
    projects.reword(after / "updates" / Q1, private, ("period:", "# Oakapple\nperiod:"))
    target = tmp_path / "changes.docx"
    for extra in ((), ("--draft",)):
        done = run("compare", before, after, "--redline", target, *extra)
        assert done.returncode == 0, done.stderr
        package = text_of(target)
        for word in (SECRET, "tanglewood", "Marchbank", "Oakapple", "Wrenbury"):
            assert word not in package


def test_what_was_moved_and_reworded_is_deleted_and_inserted(
    tracked: Tracked, tmp_path: Path
) -> None:
    """A figure that changed on the way is not read over; no report prints an award."""
    sides = []
    for name, here, there, number in (
        ("old", "farms", "roads", "All"),
        ("new", "roads", "farms", "14"),
    ):
        text = f"{number} of the gates between the mill and the old forest road were mended."
        entry = f"{{award: {{amount: 4321}}, text: {text}}}"
        cells = f"{{{here}: {{force: [{entry}]}}, {there}: {{force: [We met.]}}}}"
        updates = {Q4: f"period: 2022/23 Q4\nupdates: {cells}\n"}
        sides.append(projects.write(tmp_path / name, updates=updates))
    made = tracked(*sides)

    assert "1 moved and revised" in made.done.stderr
    assert "moveFrom" not in made.body
    assert re.search("<w:delText[^>]*>All of the gates", made.body)
    assert re.search("<w:t[ >][^<]*14 of the gates", made.body)
    assert "4,321" not in part(made.path, "word/comments.xml")
    assert office_validator().validate(str(made.path)).is_valid


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
    """Its heading, its place in the list, and all that is under it stay."""
    updates = {name: text.replace("farms", "fields") for name, text in ROWS.items()}
    plan = projects.PLAN.replace("farms: Fewer", "fields: Fewer")
    old = projects.write(tmp_path / "old", updates=ROWS)
    new = projects.write(tmp_path / "new", plan=plan, updates=updates)

    assert CHANGE.findall(tracked(old, new).body) == []


# What carries on ------------------------------------------------------------------


def test_a_continued_update_has_no_old_words(tracked: Tracked, tmp_path: Path) -> None:
    """An update that carries on another one is new, and the other is gone."""
    was = "      - Two arrests were made.\n"
    earlier = "      - {id: arrests, text: Two arrests were made by the river.}\n"
    then = "      - {text: Five arrests were made by the river., continues: arrests}\n"
    updates = {
        Q4: projects.UPDATES[Q4].replace(was, earlier),
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
    second = projects.UPDATES[Q1]
    later = RICH.replace("Two arrests", "Nine arrests")
    later = later.replace("[Speed", "[A new one., Speed")
    ours, theirs = (
        projects.write(
            tmp_path / name, updates={Q4: text, Q1: second}, house=projects.HOUSE + more
        )
        for name, text, more in (("ours", RICH, ""), ("theirs", later, HOUSES[house]))
    )
    made = tracked(theirs, ours) if turned else tracked(ours, theirs)

    assert "Numbering and bullets are the new report’s" in made.done.stderr
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
    head = ">Changes from 2023/24 Q1 to 2022/23 Q4: for reading and deciding"
    assert head in part(other, "word/header.xml")


# What is not written ----------------------------------------------------------------


OPENING = 'opening: ["The {holder.short} reports under {law}."]\n'
REFUSED = [
    # A fact that nobody gives, and a style that is not there; what a draft of each ends with.
    (OPENING, "missing-fact", 0),
    ("styles: {stream: Nowhere}\n", "unknown-style", 1),
]


@pytest.mark.parametrize("place", ["old", "new"])
@pytest.mark.parametrize(("house", "rule", "code"), REFUSED)
def test_what_no_report_can_be_made_of_stops_the_file(
    *, house: str, rule: str, code: int, place: str, run: Run, tmp_path: Path
) -> None:
    """What is wrong only when a report is laid out is an error in either of the two."""
    folders = [projects.write(tmp_path / name) for name in ("old", "new")]
    (tmp_path / place / "house.yaml").write_text(projects.HOUSE + house, "utf-8")
    target = tmp_path / "changes.docx"
    words = ("compare", *folders, "--redline", target)
    done = run(*words)

    assert f"[{rule}]" in done.stderr
    assert "Nothing was written." in done.stderr
    assert (done.returncode, target.exists()) == (1, False)
    assert run(*words, "--draft").returncode == code
    assert target.exists() is (code == 0)

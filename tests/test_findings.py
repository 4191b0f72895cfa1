"""Every rule of building has a project that it speaks of, and one that it leaves alone."""

from __future__ import annotations

from pathlib import Path

from tests import projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.word import Word

from pccreport.house import stylesheet
from pccreport.pipeline.build import build


def rules(folder: Path) -> set[str]:
    """The rules that speak of a project, but for streams without updates."""
    of_streams = {"missing-entry", "repeated-period"}
    return {finding.rule for finding in build(folder)[1]} - of_streams


def update(text: str) -> dict[str, str]:
    """The small project's files and one more."""
    return {**projects.UPDATES, "z.yaml": text}


AWAY = "period: 2022/23 Q4\nupdates: {farms: {force: [see: courtesy]}}"
PLACES = {
    "a fact that nobody says": (
        {
            "plan": projects.PLAN.replace(
                "force: {name: Northshire Police, short: NP}\n", ""
            )
        },
        "missing-fact",
    ),
    "a link in the house's words": (
        {"house": projects.HOUSE + 'opening: ["[x](http://[bad)"]\n'},
        "link-target",
    ),
    "a mention in the house's words": (
        {"house": projects.HOUSE + 'opening: ["See [[nowhere]]."]\n'},
        "dangling-reference",
    ),
    "a mention in the focus": (
        {"report": projects.REPORT + 'focus: ["see [[nowhere]]"]\n'},
        "dangling-reference",
    ),
    "a link in the focus": (
        {"report": projects.REPORT + 'focus: ["[a](#)"]\n'},
        "link-target",
    ),
    "brackets that do not pair": (
        {
            "house": projects.HOUSE + 'phrases: {mention: "{aim.label} {number}"}\n',
        },
        "number-form",
    ),
    "a number said twice": (
        {
            "house": projects.HOUSE + 'phrases: {mention: "({number}) ({number})"}\n',
        },
        "number-form",
    ),
    "a number with a per cent": (
        {"house": projects.HOUSE + 'numbering: {aim: "{n}%2)"}\n'},
        "number-form",
    ),
    "a slot that nothing fills": (
        {"house": projects.HOUSE + 'phrases: {label: "{yaer}:"}\n'},
        "unknown-slot",
    ),
    "a brace alone": (
        {"house": projects.HOUSE + 'opening: ["On {priority.number"]\n'},
        "unknown-slot",
    ),
    "a style for two": (
        {"house": projects.HOUSE + "styles: {stream: Heading 3}\n"},
        "shared-style",
    ),
    "two titles": (
        {
            "house": projects.HOUSE
            + "title_block: [{role: report-title, text: A}, {role: report-title, text: B}]\n",
        },
        "report-title",
    ),
    "a long text": (
        {"updates": projects.one_update(f"- {'word ' * 5000}")},
        "too-long",
    ),
    "an end before the period": (
        {"report": projects.REPORT.replace("2023/24 Q1", "2022/23 Q2")},
        "report-period",
    ),
    "an end outside the plan": (
        {"report": projects.REPORT.replace("2023/24 Q1", "2029/30 Q1")},
        "report-period",
    ),
    "years that do not follow": (
        {"report": projects.REPORT.replace("2022/23 Q4", "2022/24 Q4")},
        "unordered-period",
    ),
    "a number twice": (
        {"plan": projects.PLAN.replace("number: 3", "number: 2")},
        "duplicate-number",
    ),
    "a key twice in two priorities": (
        {"plan": projects.PLAN.replace("courtesy:", "farms:")},
        "duplicate-key",
    ),
    "a priority that is not": (
        {"report": projects.REPORT.replace("priority: 2", "priority: 9")},
        "unknown-priority",
    ),
    "a reference to another priority": (
        {"updates": update(AWAY)},
        "dangling-reference",
    ),
    "a mention of nothing in an outcome": (
        {"updates": projects.one_update('- {text: A., outcome: "[[no]]"}')},
        "dangling-reference",
    ),
    "a mention of nothing in a closing": (
        {"updates": projects.one_update('- A.\n- {closing: "[[no]]"}')},
        "dangling-reference",
    ),
    "an empty reference in points": (
        {"updates": projects.one_update("- {text: A., points: [see: roads]}")},
        "empty-reference",
    ),
    "a reference to itself in points": (
        {"updates": projects.one_update("- {text: A., points: [see: farms]}")},
        "circular-reference",
    ),
    "one id in two cells": (
        {
            "updates": update(
                "period: 2022/23 Q4\nupdates: {farms: {force: [{id: a, text: A.}], opcc: [{id: a, text: A.}]}}"
            )
        },
        "duplicate-id",
    ),
    "half a link with marks in it": (
        {"updates": projects.one_update('- "[a **b** c](see page)"')},
        "link-form",
    ),
    "a reference inside a link": (
        {"updates": projects.one_update('- "[see [[roads]]](https://a.gov.uk/x)"')},
        "link-form",
    ),
    "an escaped override": (
        {"updates": projects.one_update('- "a\\u202eb"')},
        "backslash",
    ),
    "nothing but private updates": (
        {"updates": projects.one_update("- {text: A., public: false}")},
        "empty-report",
    ),
}


@in_turn("name", PLACES)
def test_a_rule_speaks_of_its_fault_alone(tmp_path: Path, name: str) -> None:
    """Each fault is told under its own name, and nothing is written."""
    files, rule = PLACES[name]
    folder = projects.write(tmp_path, **files)  # type: ignore[arg-type]
    found = rules(folder)

    assert rule in found
    assert len(found) <= 2, found
    assert build(folder)[0].package is None


SOUND = {
    "a mixed circle": {
        "updates": update(
            "period: 2022/23 Q4\nupdates: {farms: {force: [A., see: roads]}, roads: {force: [see: farms]}}"
        )
    },
    "one id in two quarters": {
        "updates": {
            "a.yaml": "period: 2022/23 Q1\nupdates: {farms: {force: [{id: a, text: A.}]}}",
            "b.yaml": "period: 2022/23 Q3\nupdates: {farms: {force: [{id: a, text: A.}]}}",
        }
    },
    "a mention of another place": {
        "updates": projects.one_update("- As [[roads]] says.")
    },
    "the same word typed with a date's line end": {
        "report": projects.REPORT.replace(
            "meeting: 2023-07-11", "meeting: |\n  2023-07-11"
        )
    },
}


@in_turn("name", SOUND)
def test_what_is_sound_is_left_alone(tmp_path: Path, name: str) -> None:
    """No rule speaks, and the report is written."""
    folder = projects.write(tmp_path, **SOUND[name])  # type: ignore[arg-type]

    assert rules(folder) == set()
    assert build(folder)[0].package is not None


def test_an_unread_update_is_no_missing_one(tmp_path: Path) -> None:
    """Where a file cannot be read, what it may hold is not told as missing."""
    updates = {**projects.UPDATES, "2022-23-q4.yaml": 'period: 2022/23 Q4\nupdates: "'}
    found = rules(projects.write(tmp_path, updates=updates))

    assert found.isdisjoint({"empty-reference", "empty-report"})


def test_private_points_are_dropped_at_every_level(tmp_path: Path) -> None:
    """Also references, and points of points."""
    entries = """\
- text: One.
  points:
    - text: Two.
      points: [{text: Hidden three., public: false}, Three.]
    - {see: roads, public: false}
"""
    updates = {
        **projects.one_update(entries),
        "y.yaml": "period: 2022/23 Q4\nupdates: {roads: {force: [R.]}}",
    }
    built, _ = build(projects.write(tmp_path, updates=updates))
    assert built.package is not None
    said = [line.text for line in Word(built.package).lines()]

    assert "Three." in said
    assert not [
        text for text in said if "Hidden" in text or text.startswith("See update")
    ]


def test_quarters_are_in_order_under_any_file_names(tmp_path: Path) -> None:
    """Names order only within a quarter; years before the reporting year are left out."""
    cell = "updates: {farms: {force: [%s]}}"
    updates = {
        "a.yaml": f"period: 2022/23 Q4\n{cell % 'Third.'}",
        "b.yaml": f"period: 2022/23 Q2\n{cell % 'Second.'}",
        "c.yaml": f"period: 2022/23 Q1\n{cell % 'First.'}",
        "d.yaml": f"period: 2021/22 Q4\n{cell % 'Before.'}",
    }
    built, _ = build(projects.write(tmp_path, updates=updates))
    assert built.package is not None
    said = [x.text for x in Word(built.package).lines() if x.style == "List Bullet"]

    assert said == ["First.", "Second.", "Third."]


def test_a_reference_s_number_has_no_full_stop() -> None:
    """What Word shows of "1." is "1", and of "1)" all of it."""
    assert [
        stylesheet.number_in_reference(stylesheet.format_number(form, 3))
        for form in ("{n}.", "{n})", "({n})")
    ] == [
        "3",
        "3)",
        "(3)",
    ]


def test_house_words_are_printed_whole(tmp_path: Path) -> None:
    """Facts in the footer, mentions and links in a title and a second line."""
    house = projects.HOUSE + (
        'footer: "{panel} page {page}"\n'
        'section: {text: "S", second_line: "as [[roads]] and [us](https://a.gov.uk) say"}\n'
    )
    built, findings = build(projects.write(tmp_path, house=house))
    assert built.package is not None, findings
    word = Word(built.package)

    assert "S\nas Key Aim (2) and us say" in [line.text for line in word.lines()]
    assert b"Northshire Police and Crime Panel</w:t>" in word.parts["word/footer.xml"]


def test_a_project_s_own_house_format_is_never_written_over(
    tmp_path: Path, run: Run
) -> None:
    """It is one of the files that the report is made from."""
    folder = projects.write(tmp_path / "p", house=projects.HOUSE)
    done = run("build", folder, "-o", folder / "house.yaml")

    assert done.returncode == 2
    assert (folder / "house.yaml").read_text("utf-8") == projects.HOUSE


def test_the_first_moment_is_a_moment(tmp_path: Path, run: Run) -> None:
    """SOURCE_DATE_EPOCH=0 is 1970; what counts no seconds is refused."""
    folder = projects.write(tmp_path / "p")
    done = run("build", folder, "-o", tmp_path / "r.docx", SOURCE_DATE_EPOCH="0")
    assert done.returncode == 0
    assert (
        b"1970-01-01T00:00:00Z" in Word(tmp_path / "r.docx").parts["docProps/core.xml"]
    )

    assert run("build", folder, SOURCE_DATE_EPOCH="soon").returncode == 2


def test_long_runs_of_spaces_take_no_time(tmp_path: Path) -> None:
    """Hostile white space is read in a moment, not squared."""
    folder = projects.write(
        tmp_path, updates=projects.one_update(f'- "a{" " * 200_000}b\\nc"')
    )

    assert rules(folder) == {"too-long"}

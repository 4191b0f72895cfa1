"""Every rule of building has a project that it speaks of, and one that it leaves alone."""

from __future__ import annotations

import re
from pathlib import Path

from tests import projects
from tests.cases import in_turn
from tests.word import Word

from pccreport.pipeline.build import build


def rules(folder: Path) -> set[str]:
    """The rules that speak of a project, but for streams without updates."""
    of_streams = {"missing-entry", "repeated-period"}
    return {finding.rule for finding in build(folder)[1]} - of_streams


def update(text: str) -> dict[str, str]:
    """The small project's files and one more."""
    return {**projects.UPDATES, "z.yaml": text}


Q4 = "period: 2022/23 Q4\nupdates: "
TWICE = "title_block: [{role: report-title, text: A}, {role: report-title, text: B}]"
ONE_ID = "[{id: a, text: A.}]"
FAULTS = [
    # the file that is written otherwise, what is added to it or written in it, the rule
    ("house", 'opening: ["[x](http://[bad)"]', "link-target"),
    ("house", 'opening: ["See [[nowhere]]."]', "dangling-reference"),
    ("house", 'phrases: {mention: "{aim.label} {number}"}', "number-form"),
    ("house", 'phrases: {mention: "({number}) ({number})"}', "number-form"),
    ("house", 'numbering: {aim: "{n}%2)"}', "number-form"),
    ("house", 'phrases: {label: "{yaer}:"}', "unknown-slot"),
    ("house", 'opening: ["On {priority.number"]', "unknown-slot"),
    ("house", "styles: {stream: Heading 3}", "shared-style"),
    ("house", "styles: {stream: Nowhere, aim: Nothing}", "unknown-style"),
    ("house", TWICE, "report-title"),
    ("report", 'focus: ["see [[nowhere]]"]', "dangling-reference"),
    ("report", 'focus: ["[a](#)"]', "link-target"),
    ("report 2023/24 Q1", "2022/23 Q2", "report-period"),
    ("report 2023/24 Q1", "2029/30 Q1", "report-period"),
    ("report 2022/23 Q4", "2022/24 Q4", "unordered-period"),
    ("report priority: 2", "priority: 9", "unknown-priority"),
    ("report format: 1", "format: 2", "newer-format"),
    ("plan number: 3", "number: 2", "duplicate-number"),
    ("plan courtesy:", "farms:", "duplicate-key"),
    ("plan force: {name: Northshire Police, short: NP}\n", "", "missing-fact"),
    ("entries", f"- {'word ' * 5000}", "too-long"),
    ("entries", f'- "a{" " * 200_000}b\\nc"', "too-long"),
    ("entries", '- {text: A., outcome: "[[no]]"}', "dangling-reference"),
    ("entries", '- A.\n- {closing: "[[no]]"}', "dangling-reference"),
    ("entries", "- A.\n- see: fields", "dangling-reference"),
    ("entries", "- As [[fields]] says.", "dangling-reference"),
    ("entries", "- {text: A., points: [see: roads]}", "empty-reference"),
    ("entries", "- {text: A., points: [see: farms]}", "circular-reference"),
    ("entries", "- {id: a, text: One.}\n- {id: a, text: Two.}", "duplicate-id"),
    ("entries", '- "[a **b** c](see page)"', "link-form"),
    ("entries", '- "[see [[roads]]](https://a.gov.uk/x)"', "link-form"),
    ("entries", "- '[a](see page 3)'", "link-form"),
    ("entries", "- '[a](javascript:alert(1))'", "link-target"),
    ("entries", "- '[a](file:///c:/x)'", "link-target"),
    ("entries", "- '[a](data:text/html,x)'", "link-target"),
    ("entries", "- '[a](\\\\server\\x)'", "link-target"),
    ("entries", "- '[a](https://me:pw@example.gov.uk)'", "link-target"),
    ("entries", "- '[a](#)'", "link-target"),
    ("entries", '- "a\\u202eb"', "backslash"),
    ("entries", "- One \u202etwo.", "text-direction"),
    ("entries", "- One\x0btwo.", "control-character"),
    ("entries", "- &a One.", "special-start"),
    ("entries", "- !!python/object:os.system x", "special-start"),
    ("entries", "- {text: A., public: false}", "empty-report"),
    ("entries", "- {text: a, date: 2023-02-30}", "no-such-date"),
    (
        "entries",
        "- {text: a, points: [{text: b, points: [{text: c, points: [d]}]}]}",
        "deep-points",
    ),
    ("z.yaml", Q4 + "{farms: {force: [see: courtesy]}}", "dangling-reference"),
    ("z.yaml", Q4 + "{famrs: {force: [A.]}}", "unknown-aim"),
    ("z.yaml", Q4 + "{farms: {forse: [A.]}}", "unknown-stream"),
    ("z.yaml", Q4 + f"{{farms: {{force: {ONE_ID}, opcc: {ONE_ID}}}}}", "duplicate-id"),
    ("2022-23-q3.yaml", Q4 + "{farms: {force: [A.]}}", "period-mismatch"),
    ("z.yaml", "period: 2029/30 Q1\nupdates: {}", "outside-plan"),
]


def with_fault(folder: Path, where: str, what: str) -> Path:
    """Write a project in which one thing is otherwise."""
    file, _, old = where.partition(" ")
    if file == "entries":
        return projects.write(folder, updates=projects.one_update(what))
    if file.endswith(".yaml"):
        return projects.write(folder, updates={**projects.UPDATES, file: what})
    text: str = getattr(projects, file.upper())
    assert old in text
    changed = text.replace(old, what) if old else f"{text}{what}\n"
    return projects.write(folder, **{file: changed})  # type: ignore[arg-type]


@in_turn(("where", "what", "rule"), FAULTS)
def test_a_rule_speaks_of_its_fault_alone(
    tmp_path: Path, where: str, what: str, rule: str
) -> None:
    """Each fault is told under its own name, at a place, and nothing is written."""
    built, findings = build(with_fault(tmp_path, where, what))
    found = {f.rule for f in findings} - {"missing-entry", "repeated-period"}

    assert rule in found
    assert len(found) <= 2, found
    assert built.package is None


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
    """With updates, closing lines, references and points of points; what is public stays."""
    entries = """\
- {text: Hidden one., public: false}
- text: One.
  points:
    - {text: Hidden two., public: false}
    - text: Two.
      points: [{text: Hidden three., public: false}, Three.]
    - {see: roads, public: false}
- {closing: Hidden four., public: false}
"""
    updates = {
        **projects.one_update(entries),
        "y.yaml": "period: 2022/23 Q4\nupdates: {roads: {force: [R.]}}",
    }
    built, _ = build(projects.write(tmp_path, updates=updates))
    assert built.package is not None
    said = [line.text for line in Word(built.package).lines()]

    assert {"One.", "Two.", "Three."} < {*said}
    assert not re.search("Hidden|See update", " ".join(said))


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

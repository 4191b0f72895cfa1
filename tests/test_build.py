"""What building does with a project: merging, labels, references, words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests import projects
from tests.cases import in_turn
from tests.word import Line, W, Word

from pccreport.findings.finding import ERROR
from pccreport.pipeline.build import build
from pccreport.writers import html


def lines(folder: Path) -> list[Line]:
    """The paragraphs of the document that a folder builds."""
    built, findings = build(folder)
    assert built.package is not None, [f.message for f in findings]
    return Word(built.package).lines()


OUTSIDE = {"heading 3", "Stream Note", "Sign-off", "Sign-off Date"}


def under(folder: Path, aim: str, stream: str) -> list[str]:
    """The texts under one stream of one key aim, labels among them."""
    found: list[str] = []
    inside_aim = inside = False
    for line in lines(folder):
        if line.style == "heading 3":
            inside_aim = line.text == aim
        if line.style == "heading 4":
            inside = inside_aim and line.text == stream
        elif inside and inside_aim and line.style not in OUTSIDE:
            found.append(line.text)
    return found


FORCE, OFFICE = "NP actions:", "OMN activities:"
FARMS, ROADS, WILDLIFE = (
    "Fewer thefts from farms.",
    "Safer country roads.",
    "Wildlife crime taken seriously.",
)


def test_a_mention_prints_the_aim_s_number(tmp_path: Path) -> None:
    """`[[key]]` is live and needs no "above"; the whole name is the link."""
    folder = projects.write(tmp_path)

    expected = "More cameras, as Key Aim (1) and Key Aim (3) ask."
    assert expected == under(folder, ROADS, OFFICE)[-1]
    built, _ = build(folder)
    assert built.document is not None
    assert built.package is not None
    page = html.write(built.document)
    assert set(re.findall(r'<a href="#Key_Aim_1">(.*?\d.*?)</a>', page)) == {
        "Key Aim (1)"
    }
    links = Word(built.package).body.iter(f"{W}hyperlink")
    words = {"".join(t.text or "" for t in link.iter(f"{W}t")) for link in links}
    assert words == {"Key Aim (1)", "Key Aim (3)"}


def test_an_outcome_is_on_the_page_of_its_award(tmp_path: Path) -> None:
    """Of what is above it, the last line is kept with it, as an update is with its points."""
    entries = "- {text: One., outcome: So.}\n- {text: Two., points: [Three.], outcome: Then.}\n- Four."
    folder = projects.write(tmp_path, updates=projects.one_update(entries))
    built, _ = build(folder)
    assert built.package is not None
    kept = [
        "".join(paragraph.itertext())
        for paragraph in Word(built.package).paragraphs
        if paragraph.find(f"{W}pPr/{W}keepNext") is not None
    ]

    assert kept == ["The Key Aims are:", "One.", "Two.", "Three."]


@in_turn(
    ("typed", "printed"),
    [
        ("_x_ and 5*3*2", "_x_ and 5*3*2"),
        ("a **bold** and *italic* word", "a bold and italic word"),
        ("[words](https://www.example.gov.uk/a_(b))", "words"),
        ("£5 & <b> `c` \\\\ &amp; \\n", "£5 & <b> `c` \\\\ &amp; \\n"),
        ("* a star, 3 * 4 *", "* a star, 3 * 4 *"),
        ("see [1] and (2)", "see [1] and (2)"),
    ],
)
def test_only_four_marks_are_markup(tmp_path: Path, typed: str, printed: str) -> None:
    """Whatever else is typed prints as typed."""
    folder = projects.write(tmp_path, updates=projects.one_update(f"- >-\n  {typed}"))

    assert ["2022/23:", printed] == under(folder, FARMS, FORCE)


@in_turn(
    ("years", "printed"),
    [
        (" 2021-2025", " 2021-2025"),
        (" 2021–2025", " 2021–2025"),
        (" 2021 to 2025", " 2021 to 2025"),
        (" 2021-25", " 2021-25"),
        (" 2020-2025", " 2020-2025 2021-2025"),
        (" 2021", " 2021 2021-2025"),
        ("", " 2021-2025"),
    ],
)
def test_the_years_in_a_plan_s_title_are_printed_once(
    tmp_path: Path, years: str, printed: str
) -> None:
    """The plan's years are not behind a title that ends with them."""
    plan = projects.PLAN.replace("Together Plan", f"Together Plan{years}")
    texts = [line.text for line in lines(projects.write(tmp_path, plan=plan))]

    assert f"(Safer Together Plan{printed})." in " ".join(texts)


@pytest.mark.parametrize("objective", ["", "objective: make farms safer\n"])
@pytest.mark.parametrize("focus", ["", "focus: [Quad bikes]\n"])
def test_a_paragraph_may_be_only_for_what_the_report_has(
    tmp_path: Path, objective: str, focus: str
) -> None:
    """Without an objective, or areas of focus, it is neither printed nor asked for."""
    house = projects.HOUSE + (
        "opening:\n"
        '  - {text: "The aim: {objective}.", only_with: objective}\n'
        '  - {text: "In focus:", list: focus, only_with: focus}\n'
        "  - Last.\n"
    )
    report = projects.REPORT.replace("objective: make farms safer\n", objective)
    folder = projects.write(tmp_path, report=report + focus, house=house)
    opening = [line.text for line in lines(folder)[3:]]

    assert opening[: opening.index("Last.")] == [
        *(["The aim: make farms safer."] if objective else []),
        *(["In focus:", "Quad bikes"] if focus else []),
    ]


SWALLOWED = [
    ("- text:Farms were marked.", "colon-without-space", "error"),
    ("- One.\n- see:roads", "colon-without-space", "error"),
    ("- text: >-\n    Secret.\n    public: false", "name-in-text", "error"),
    ("- >-\n  Secret.\n  public: false", "name-in-text", "error"),
    ("- Secret, public:false", "name-in-text", "error"),
    ("- >-\n  Secret. public: false", "name-in-text", "error"),
    ("- text: >-\n    One.\n    points:\n    - Two.", "name-in-text", "error"),
    ("- One\n  - two\n  - three", "dash-in-text", "warning"),
    ("- One #two", "hash-in-text", "error"),
    ("- One\n  #2 more", "hash-in-text", "error"),
    ("- One.\n  # a note, as it seems", "hash-in-text", "warning"),
    ("- text: One.\n  outcome: Two # three", "hash-in-text", "error"),
    ("- text: One.\n  points:\n  - Two # three", "hash-in-text", "error"),
    ("- nothing: none so far #2", "hash-in-text", "error"),
    ("- One.\n- closing: More #2", "hash-in-text", "error"),
    ("- {id: x, text: One., withdrawn: Two #3\n  }", "hash-in-text", "error"),
    ("- text: One.\n  award: {fund: Fund #2\n    }", "hash-in-text", "error"),
    ("- text: >-\n    One.\n    # a note", "note-in-text", "error"),
    ("- >-\n  # a note\n  One.", "note-in-text", "error"),
    ("- >-\n  We gave 30 talks. # check with Ann", "note-in-text", "error"),
    ("- |\n  One.\n  ## a note", "note-in-text", "error"),
    ('- "One.\n  # a note"', "note-in-text", "error"),
    ("- >-\n  One.\n  # accept repeated-word: so", "note-in-text", "error"),
    ("- >-\n  One.\n  #accept repeated-word: so", "note-in-text", "error"),
    ("- [One thing, and another.]", "wrong-kind", "error"),
    ("- text: One.\n  points:\n  - [Two, and three.]", "wrong-kind", "error"),
]


@in_turn(("entries", "rule", "severity"), SWALLOWED)
def test_swallowed_fields_are_reported(
    tmp_path: Path, entries: str, rule: str, severity: str
) -> None:
    """What YAML takes for more of a text, or for a remark, an officer hears of."""
    folder = projects.write(tmp_path, updates=projects.one_update(entries))
    found = [f for f in build(folder)[1] if f.rule != "missing-entry"]

    assert rule in [finding.rule for finding in found]
    assert severity == next(f.severity.value for f in found if f.rule == rule)


@in_turn(
    "entries",
    [
        "- >-\n  The public: false alarms fell.",
        "- >-\n  A long sentence – with a dash –\n  – and more: of it.",
        "# a remark on the next\n- One.\n# and on this\n- Two.",
        "- text: One.\n  # a remark on the outcome\n  outcome: Two.",
        "- >-\n  One.\n\n- Two.",
        "- >-\n  It was the\n  #1 priority of all, and\n  #hashtag was seen.",
        "- >- # a note on the text\n  One.",
        "- {id: x, text: One., date: 2022-05-04} # a note",
        "- text: One.\n  id: x # a note\n  owner: Jo # and one more\n  lead: true # so",
        "- One.\n- see: roads # a note\n  public: false # and one more",
        "- text: One.\n  points: [Two were made., Three more.]",
        "- text: One.\n  points: [two, three]",
    ],
)
def test_prose_and_remarks_are_left_alone(tmp_path: Path, entries: str) -> None:
    """Ordinary sentences, remarks between updates and blank lines between them."""
    folder = projects.write(tmp_path, updates=projects.one_update(entries))

    found = [f.rule for f in build(folder)[1] if f.rule != "missing-entry"]
    assert found == []


HOUSE = """\
extends: progress-report # a note
levels:
  aim: Promise
phrases:
  outcome: So {outcome}
streams:
  force:
    heading: What was done
opening:
  - Now it begins.
sign_off:
  - Yours truly
"""

PRINTED = {
    "plan.yaml": (
        *("title: Safer Together Plan", "title: Rural Crime"),
        *("objective: making farms safer", "farms: Fewer thefts from farms."),
    ),
    "report.yaml": (
        *("panel: Northshire Police and Crime Panel", "objective: make farms safer"),
        "- A way forward",
    ),
    "house.yaml": (
        *("aim: Promise", "outcome: So {outcome}", "heading: What was done"),
        *("- Now it begins.", "- Yours truly"),
    ),
    "updates/2022-23-q4.yaml": ("caveat: So far it is provisional.",),
}


def test_no_file_loses_words_after_a_hash(tmp_path: Path) -> None:
    """Titles, aims, objectives, phrases and the like are printed whole, or not at all."""
    updates = projects.one_update("- One.")
    name = "2022-23-q4.yaml"
    updates[name] = "caveat: So far it is provisional.\n" + updates[name]
    report = projects.REPORT.replace("2022/23 Q4", "2022/23 Q4 # a note")
    report = report.replace("house.yaml", "house.yaml # a note")
    report += "focus:\n  - A way forward\n"
    folder = projects.write(tmp_path, report=report, house=HOUSE, updates=updates)
    assert [f.rule for f in build(folder)[1] if f.severity is ERROR] == []
    for file, typed in PRINTED.items():
        text = (folder / file).read_text(encoding="utf-8")
        for words in typed:
            assert words in text
            text = text.replace(words, f"{words} #2")
        (folder / file).write_text(text, encoding="utf-8")
    errors = [f for f in build(folder)[1] if f.severity is ERROR]

    assert {f.rule for f in errors} == {"hash-in-text"}
    assert len(errors) == sum(map(len, PRINTED.values()))

"""What an office chooses of the look of its report: as its readers see it, and as they hear it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from tests import invented, measured, projects
from tests.bodies import FIRE
from tests.cases import in_turn
from tests.conftest import EXAMPLE, ROOT, Run
from tests.expect import Expect
from tests.pictures import SECRET, jpeg, png
from tests.word import W, Word

from pccreport.findings.finding import ERROR
from pccreport.findings.text import Source
from pccreport.house.stylesheet import USUAL, read_appearance
from pccreport.pipeline.build import BuildOptions, build
from pccreport.pipeline.check import check
from pccreport.source import fields
from pccreport.source.node import MappingNode
from pccreport.source.yaml import parse_yaml
from pccreport.writers.forms import DocumentForm

PLAIN = projects.HOUSE.replace("progress-report", "plain")


def project(folder: Path, look: str, house: str = projects.HOUSE) -> Path:
    """The small project with a look of its own."""
    projects.write(folder, house=f"{house}look:\n{look}\n")
    (folder / "crest.png").write_bytes(png(80, 40))
    (folder / "crest.jpg").write_bytes(jpeg(30, 60))
    return folder


def word(folder: Path, *, large_print: bool = False) -> Word:
    """The Word file of a project, in which nothing is wrong."""
    built, findings = build(folder, BuildOptions(large_print=large_print))
    assert built.package is not None, findings
    return Word(built.package)


def page(folder: Path, *, large_print: bool = False) -> str:
    """The web page of a project."""
    wanted = BuildOptions(form=DocumentForm.HTML, large_print=large_print)
    built, findings = build(folder, wanted)
    assert built.package is not None, findings
    return built.package.decode()


def size(found: Word, style: str) -> float:
    """The size of a style's letters in points."""
    of_style = found.property(style, "rPr/sz")
    styles = etree.fromstring(found.parts["word/styles.xml"])
    usual = next(styles.iter(f"{W}sz"))
    return int((usual if of_style is None else of_style).get(f"{W}val")) / 2


def margins(found: Word) -> list[int]:
    """The margins at the top, on the right, at the bottom and on the left, in millimetres."""
    [given] = found.body.iter(f"{W}pgMar")
    sides = ("top", "right", "bottom", "left")
    return [round(int(given.get(f"{W}{side}")) * 25.4 / 1440) for side in sides]


# What is chosen ----------------------------------------------------------------------


def test_font_sizes_colours_and_margins_are_those_of_the_house(tmp_path: Path) -> None:
    """In Word and on a web page, everything in proportion."""
    look = '  font: Gill Sans MT\n  size: 14\n  colours: {headings: "#7A0F3C"}\n'
    folder = project(tmp_path, look + "  margins: {left: 30, right: 30}")
    found = word(folder)
    styles = found.parts["word/styles.xml"]

    assert (size(found, "Body Text"), size(found, "heading 1")) == (14, 28)
    assert margins(found) == [22, 30, 24, 30]
    assert b"7A0F3C" in styles
    assert b"1B365D" not in styles
    fonts = {f for e in etree.fromstring(styles).iter(f"{W}rFonts") for f in e.values()}
    assert fonts == {"Gill Sans MT"}
    assert b'w:name="Gill Sans MT"' in found.parts["word/fontTable.xml"]
    text = page(folder)
    assert "--head: #7A0F3C" in text
    assert '"Gill Sans MT", Arial' in text
    assert "font-size: 116.667%" in text


def test_large_print_is_18_points_and_over(tmp_path: Path) -> None:
    """By the option or by the house format, which may be larger; the whole width is used."""
    usual, asked = (
        word(project(tmp_path, "  size: 12")),
        word(tmp_path, large_print=True),
    )
    text = page(tmp_path, large_print=True)
    of_house = word(project(tmp_path, "  large_print: true"))
    larger = word(project(tmp_path, "  size: 20"), large_print=True)

    assert [size(each, "Body Text") for each in (usual, asked, of_house, larger)] == [
        *(12, 18, 18, 20)
    ]
    assert asked.parts == of_house.parts
    assert (margins(usual), margins(asked)) == ([22, 33, 24, 25], [25, 20, 25, 20])
    smallest = min(
        int(each.get(f"{W}val"))
        for each in etree.fromstring(asked.parts["word/styles.xml"]).iter(f"{W}sz")
    )
    assert smallest == 36
    assert "font-size: 150%" in text
    assert [x.text for x in usual.lines()] == [x.text for x in asked.lines()]


def test_no_word_in_a_table_is_broken_in_large_print(tmp_path: Path) -> None:
    """A column is as wide as its longest word in bold, measured in Liberation Sans."""
    found = word(measured.write(tmp_path), large_print=True)
    columns = [int(c.get(f"{W}w")) for c in next(found.body.iter(f"{W}tblGrid"))]

    # "answered", "published:", "(2024/25", "(2023/24", "Target", "Status", and the margins.
    letters = (4.613, 5.056, 3.947, 3.947, 3.056, 3.056)
    for width, ems in zip(columns, letters, strict=True):
        assert width >= ems * 18 * 20 + 170, columns
    assert sum(columns) <= 9638  # 170 mm


def test_the_readme_shows_what_is_usual() -> None:
    """Its example has the look that a house format without one has."""
    text = (ROOT / "docs" / "house-formats.md").read_text(encoding="utf-8")
    [example] = re.findall(r"^```yaml\nlook:\n.*?^```", text, re.MULTILINE | re.DOTALL)
    node, _ = parse_yaml(Source("house-formats.md", example.split("\n", 1)[1][:-3]))
    assert isinstance(node, MappingNode)
    look, findings = read_appearance(fields.submapping(node, "look"))

    assert findings == ()
    assert look.margins == USUAL.margins
    assert look._replace(own_margins=None) == USUAL


# What cannot be read -----------------------------------------------------------------

UNREADABLE = [
    'colours: {headings: "#8899AA"}',
    'colours: {links: "#1B6AC9", shading: "#C8C8C8"}',
    'colours: {shading: "#606060"}',
    "colours: {lines: cccccc}",
    "colours: {headings: red}",
    "margins: {left: 56}",
    "size: 9",
    'font: "Arial;}"',
    "logo: {file: gone.png, alt: A crest}",
    "logo: {file: ../crest.png, alt: A crest}",
    "logo: {file: text.png, alt: A crest}",
    "logo: {file: crest.png}",
]


def test_what_cannot_be_read_is_named_at_its_place(
    tmp_path: Path, expect: Expect
) -> None:
    """Each with what would do; at the widest margins there is nothing wrong."""
    wide = "margins: {left: 55, right: 55, top: 55, bottom: 55}"
    for number, look in enumerate((*UNREADABLE, wide)):
        folder = project(tmp_path / str(number), f"  {look}")
        (folder / "text.png").write_text("no picture", encoding="utf-8")
        errors = [f for f in check(folder).findings if f.severity is ERROR]

        assert len(errors) == (look != wide)
        for f in errors:
            line = f.at.span.source.text.splitlines()[f.at.span.line - 1]
            expect(line, f"{f.message} · {f.help}")


# The logo ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "words", "shape"),
    [("crest.png", "Crest of “A & B”", (36, 18)), ("crest.jpg", "", (9, 18))],
)
def test_a_logo_is_on_the_first_page(
    tmp_path: Path, file: str, words: str, shape: tuple[int, int]
) -> None:
    """With its words or as an ornament, in its proportions, and without what is not shown."""
    said = f"alt: {words}" if words else "decorative: true"
    house = projects.HOUSE + "header: On every page\n"
    folder = project(tmp_path, f"  logo: {{file: {file}, {said}}}", house)
    found = word(folder)
    first = etree.fromstring(found.parts["word/header-first.xml"])
    [shown] = first.iter("{*}docPr")
    [extent] = first.iter("{*}extent")

    assert shown.get("descr") == (words or None)
    assert bool([*first.iter("{*}decorative")]) is not bool(words)
    mm = (round(int(extent.get(side)) / 36000) for side in ("cx", "cy"))
    assert tuple(mm) == shape
    assert b"On every page" in found.parts["word/header-first.xml"]
    assert b"docPr" not in found.parts["word/header.xml"]
    footers = (found.parts[f"word/footer{end}.xml"] for end in ("", "-first"))
    assert len({*footers}) == 1
    assert not [name for name, part in found.parts.items() if SECRET in part]
    assert found.parts == word(folder).parts
    text = page(folder)
    assert text.count("<img ") == 1
    assert "img-src data:" in text
    assert ('alt="Crest of “A &amp; B”"' if words else 'alt=""') in text


def test_a_page_without_a_logo_allows_no_pictures(tmp_path: Path) -> None:
    """The page's policy is as strict as it can be."""
    assert "img-src" not in page(projects.write(tmp_path))


# Labels as headings ------------------------------------------------------------------


def levels(found: Word) -> list[int]:
    """The outline level of each heading, from 1: its style's, as none has one of its own."""
    assert [p for p in found.paragraphs if p.find(f"{W}pPr/{W}outlineLvl")] == []
    of_styles = (found.property(x.style, "pPr/outlineLvl") for x in found.lines())
    return [int(x.get(f"{W}val")) + 1 for x in of_styles if x is not None]


MADE_LABELS = ("Label 4", "Label 6", "Label 7", "Label 8")
LABEL_STYLES = {
    "thames-valley": {"heading 5"},
    "plain": {"heading 5"},
    "fire": {"Label 4"},
    "no stream": {"heading 5", "Label 4"},
    "westhaven-mayor": {"Label 4", "Label 6"},
}


@in_turn("case", LABEL_STYLES)
def test_each_label_is_a_heading_and_no_level_is_left_out(
    tmp_path: Path, case: str
) -> None:
    """Under a stream, a part of a key aim, and a key aim without streams."""
    bare = projects.HOUSE.replace('"{force.short} actions:"', "none")
    if case in (houses := {"plain": PLAIN, "no stream": bare}):
        folder = projects.write(tmp_path, house=houses[case])
    elif case == "fire":
        folder = invented.write(tmp_path, FIRE)
    else:
        folder = EXAMPLE.with_name(case)
    found = word(folder)
    told = levels(found)

    assert told[0] == 1
    assert [b - a for a, b in pairwise(told) if b > a + 1] == []
    labels = [x for x in found.lines() if x.style in {"heading 5", *MADE_LABELS}]
    assert len(labels) >= 2
    assert LABEL_STYLES[case] == {x.style for x in labels}
    headings = page(folder)
    assert all(f">{x.text}</h" in headings for x in labels)


def test_a_house_format_with_the_old_name_of_a_style_is_built(tmp_path: Path) -> None:
    """Formats for earlier versions set labels in “Period Label”."""
    house = projects.HOUSE + "styles: {label: Period Label}\n"
    lines = word(projects.write(tmp_path, house=house)).lines()

    assert [x.text for x in lines if x.style == "heading 5"]


# Titles ------------------------------------------------------------------------------


def test_each_report_s_title_is_its_own(tmp_path: Path) -> None:
    """By its priority and its meeting, each said once, the priority first."""
    titles = []
    for number, day in ((2, "2023-07-11"), (3, "2023-07-11"), (2, "2023-10-10")):
        report = projects.REPORT.replace("priority: 2", f"priority: {number}")
        report = report.replace("meeting: 2023-07-11", f"meeting: {day}")
        report = report.replace("objective: make farms safer\n", "")
        extra = {"a.yaml": "period: 2022/23 Q4\nupdates: {courtesy: {force: [Yes.]}}\n"}
        folder = projects.write(
            tmp_path, report=report, updates=projects.UPDATES | extra
        )
        core = etree.fromstring(word(folder).parts["docProps/core.xml"])
        titles.append(next(core.iter("{*}title")).text)
        assert f"<title>{titles[-1]}</title>" in page(folder)

    start = "Safer Together Plan Strategic Priority"
    panel = "Mayor progress report to the Northshire Police and Crime Panel"
    assert titles == [
        f"{start} 2: Rural Crime – {panel} – 11th July 2023",
        f"{start} 3: Trust – {panel} – 11th July 2023",
        f"{start} 2: Rural Crime – {panel} – 10th October 2023",
    ]


# The plain format --------------------------------------------------------------------


def test_plain_is_the_style_of_gov_uk(tmp_path: Path, expect: Expect) -> None:
    """No ordinals, "to" in ranges, quotation marks as typed, one link for a reference.

    A quarter in a sentence is no label, and the heading of a column begins with a capital.
    """
    house = f"""\
{PLAIN}ending:
  - {{text: "Still to be done:", list: promises}}
  - {{text: "The panel asked:", list: recommendations, without: none}}
"""
    plan = f"""\
{projects.PLAN}recommendations:
  wardens: {{text: Every village should have a warden., made: 2023-01-12, answer_by: 2023-09-01}}
measures:
  thefts: {{aim: farms, title: Thefts from farms, by: [North, South], target: 90, better: down}}
"""
    given = """\
period: 2022/23 Q3
measures: {thefts: {North: 20, South: 31}}
updates:
  farms:
    force:
      - "The \\"dare to share\\" team's 'bold' plan (\\"*A* 'B'\\") of the '90s."
      - {text: We will mark every tractor., due: 2023/24 Q2}
      - {text: We will print a map., due: 2023/24}
      - {text: We will ask the farmers., due: 2023-09-01}
"""
    updates = projects.UPDATES | {"2022-23-q3.yaml": given}
    found = word(projects.write(tmp_path, plan=plan, house=house, updates=updates))

    expect("\n".join(f"{x.style}: {x.shown}" for x in found.lines()))
    fields = {t.text.strip() for t in found.body.iter(f"{W}instrText")}
    assert fields == {r"REF Key_Aim_1 \n \h", r"REF Key_Aim_3 \n \h"}
    assert [x.text for x in found.lines()] == [x.stored for x in found.lines()]


def test_a_new_project_s_format_builds(tmp_path: Path, run: Run) -> None:
    """As it is, and with each of its lines used."""
    run("new", tmp_path / "new")
    start = (tmp_path / "new/house.yaml").read_text(encoding="utf-8")
    head, _, rest = start.partition("# opening:")
    used = (
        head + "opening:" + rest.replace("\n# ", "\n").replace("\nClear", "\n# Clear")
    )
    updates = {
        "a.yaml": "period: 2022/23 Q4\nupdates: {farms: {police: [One.], office: [Two.]}}\n"
    }
    for text in (start, used):
        folder = projects.write(tmp_path / "p", house=text, updates=updates)
        (folder / "logo.png").write_bytes(png(40, 40))
        assert "What Northshire Police did" in [x.text for x in word(folder).lines()]

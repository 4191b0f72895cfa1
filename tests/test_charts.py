"""Charts of measures: what is drawn is what is said, and what is not public is in neither."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

from lxml import etree, html
from tests import measured
from tests.cases import in_turn
from tests.conftest import Run
from tests.docx_faults import office_validator
from tests.pdf import Pdf, needs_poppler
from tests.test_measures import built, made
from tests.word import Word

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CHARTS = 'measures: {chart: "Chart of {measure}: {points}"}\n'
SECRET = "777.7"
FILE = "period: {}\nmeasures: {{held: {}, burnt: {}, seen: {}}}\nupdates: {{}}\n"
EARLIER = {
    "2023/24 Q1": ("1304", "{North: 290, East: 402, West: 390}", "88"),
    "2023/24 Q2": (f"{{value: {SECRET}, public: false}}", "{North: 300}", "-1.5"),
    "2023/24 Q4": ("1100", "{North: 280, East: 380, West: 350}", "93"),
}
HELD = (
    "Chart of People held under section 136 (lower is better): 2023/24 Q1: 1,304;"
    " 2023/24 Q2: Not given; 2023/24 Q3: Not given; 2023/24 Q4: 1,100;"
    " 2024/25 Q1: 1,150; 2024/25 Q2: 1,188; Target: 1,100"
)
BURNT = (
    "Chart of Accidental fires in dwellings (lower is better; Total of the areas given (without West)):"
    " 2023/24 Q1: 692; 2023/24 Q2: Not given; 2023/24 Q3: Not given; 2023/24 Q4: 660;"
    " 2024/25 Q1: 712; 2024/25 Q2: 705"
)


def project(folder: Path, house: str = CHARTS, **more: str) -> Path:
    """The project with measures, its figures of a year before, and charts."""
    earlier = {
        f"updates/{re.sub(r'[/ ]', '-', period.lower())}.yaml": FILE.format(
            period, *values
        )
        for period, values in EARLIER.items()
    }
    return measured.write(folder, house=measured.HOUSE + house, **earlier, **more)


def charts_in(path: Path) -> list[etree._Element]:
    """The charts of a Word file."""
    with ZipFile(path) as archive:
        names = [n for n in sorted(archive.namelist()) if "/charts/" in n]
        return [etree.fromstring(archive.read(name)) for name in names]


def points(row: etree._Element) -> dict[str, str]:
    """The points of a row of a chart, by their index."""
    return {p.get("idx"): p.findtext(f"{C}v") for p in row.iter(f"{C}pt")}


def test_text_and_markdown_say_what_a_chart_shows(run: Run, tmp_path: Path) -> None:
    """A quarter without a figure is said, and one that is not public is such a quarter."""
    folder = project(tmp_path)
    text = " ".join(built(run, folder, "txt").split())
    markdown = built(run, folder, "md")

    for words in (HELD, BURNT):
        assert words in text
        assert words in markdown
    assert 3 == markdown.count("Chart of")
    assert SECRET not in text + markdown


def test_none_is_there_without_its_words(run: Run, tmp_path: Path) -> None:
    """Nor of two figures, or of each area."""
    assert "Chart" not in built(run, project(tmp_path / "a", ""), "md")
    new = measured.write(tmp_path / "b", house=measured.HOUSE + CHARTS)
    text = built(run, new, "md")
    charts = re.findall(r"Chart of (\w+ \w+)", text)
    assert ["People held", "Accidental fires"] == charts


def test_a_page_draws_a_bar_for_each_figure(run: Run, tmp_path: Path) -> None:
    """With its figure, its period, and nothing in a gap; a screen reader says the words."""
    page = html.fromstring(built(run, project(tmp_path), "html"))
    drawn = page.findall(".//figure/svg")

    assert [HELD, BURNT] == [drawn[0].get("aria-label"), drawn[2].get("aria-label")]
    assert ["img"] * 3 == [picture.get("role") for picture in drawn]
    held, seen, burnt = ([*map(str, svg.itertext())] for svg in drawn)
    assert "1,188" in held
    assert {"Target", "1,100"} < {*held}
    assert not [text for text in burnt if "Target" in text]
    assert "-1.5" in seen
    assert SECRET not in etree.tostring(page, encoding="unicode")
    bars = [len(svg.findall("rect")) for svg in drawn]
    assert [5, 6, 4] == bars
    # The bar below the line begins at it; every other ends there.
    zero = float(drawn[1].find("line").get("y1"))
    ends = [
        (float(bar.get("y")), float(bar.get("y")) + float(bar.get("height")))
        for bar in drawn[1].findall("rect")
    ]
    assert [n for n, (top, _) in enumerate(ends) if abs(top - zero) < 0.2] == [1]
    assert [n for n, (_, end) in enumerate(ends) if abs(end - zero) > 0.2] == [1]


def test_word_draws_the_figures_that_are_in_the_file(run: Run, tmp_path: Path) -> None:
    """Valid, with the words for screen readers, a gap for a gap, and no workbook."""
    path = made(run, project(tmp_path), "docx")
    found, charts = Word(path), charts_in(path)
    first = path.read_bytes()
    words = [drawn.get("descr") for drawn in found.body.iter("{*}docPr")]

    assert [HELD, BURNT] == [words[0], words[2]]
    [values] = (points(row) for row in charts[0].iter(f"{C}numLit"))
    shown = {"0": "1304.0", "3": "1100.0", "4": "1150.0", "5": "1188.0", "6": "1100.0"}
    assert shown == values
    names = points(next(charts[0].iter(f"{C}strLit")))
    assert ["2023/24 Q1\n1,304", "2024/25 Q2\n1,188"] == [names["0"], names["5"]]
    assert ["gap"] * 3 == [c.find(f".//{C}dispBlanksAs").get("val") for c in charts]
    with ZipFile(path) as archive:
        assert SECRET.encode() not in b"".join(map(archive.read, archive.namelist()))
    assert [] == [str(error) for error in office_validator().validate(path).errors]
    assert first == made(run, project(tmp_path), "docx").read_bytes()


@in_turn(
    ("form", "period"),
    [
        *((form, "2024/25 Q2") for form in ("txt", "html", "docx", "pdf")),
        ("txt", "2026/27"),
    ],
)
def test_a_target_of_a_period_is_named_with_it(
    run: Run, tmp_path: Path, form: str, period: str
) -> None:
    """Those of the quarters beside it may be others, so it is not drawn as that of all."""
    targets = f"{{2024/25 Q1: 1200, {period}: 1170}}"
    plan = measured.PLAN.replace("target: 1100", f"target: {targets}")
    path, name = made(run, project(tmp_path, plan=plan), form), f"Target ({period})"
    if form == "docx":
        drawn = points(next(charts_in(path)[0].iter(f"{C}strLit")))["6"]
        assert f"{name}\n1,170" == drawn
        text = Word(path).body.find(".//{*}docPr").get("descr")
    elif form == "html":
        drawn = html.fromstring(path.read_text("utf-8")).find(".//figure/svg")
        assert name in " ".join(drawn.itertext())
        text = drawn.get("aria-label")
    elif form == "pdf":
        text = Pdf(path).described[0]
    else:
        text = " ".join(path.read_text("utf-8").split())
    assert f"2024/25 Q2: 1,188; {name}: 1,170" in text


@in_turn("more", [(), ("--large-print",), ("--draft",)])
def test_word_takes_it_in_every_kind_of_file(
    run: Run, tmp_path: Path, more: tuple[str, ...]
) -> None:
    """In large print its letters are large; a draft is as valid."""
    path = made(run, project(tmp_path), "docx", *more)
    sizes = {each.get("sz") for each in charts_in(path)[0].iter("{*}defRPr")}

    assert {"1800" if "--large-print" in more else "1200"} == sizes
    assert [] == [str(error) for error in office_validator().validate(path).errors]


def test_a_word_file_with_charts_comes_back(run: Run, tmp_path: Path) -> None:
    """Nothing was edited in it, so nothing is said to be."""
    folder = project(tmp_path / "p")
    path = made(run, folder, "docx")
    done = run("compare", path, folder, "--exit-code")

    assert (0, "") == (done.returncode, done.stderr), done.stdout


@needs_poppler
def test_a_pdf_has_each_chart_as_a_figure(run: Run, tmp_path: Path) -> None:
    """With its words; two checkers find nothing, and its letters are those of the text."""
    path = made(run, project(tmp_path), "pdf")
    found = Pdf(path)

    assert 3 == found.tags["Figure"]
    assert HELD in found.described
    assert BURNT in found.described
    assert "2023/24 Q3" in found.page(3)
    assert SECRET not in found.page(3)
    assert [] == found.faults()


def test_a_redline_has_the_words_that_show_changes(run: Run, tmp_path: Path) -> None:
    """A chart of the new figures alone would hide what they were."""
    folder, target = project(tmp_path / "p"), tmp_path / "r.docx"
    done = run("compare", folder, "2024/25 Q1", "2024/25 Q2", "--redline", target)
    text = "".join(Word(target).body.itertext())

    assert done.returncode == 0, done.stderr
    assert [] == charts_in(target)
    assert "Chart of People held under section 136" in text
    assert SECRET not in text


def test_a_figure_that_is_private_by_now_stops_the_report(
    run: Run, tmp_path: Path
) -> None:
    """Also one that only the chart would show."""
    later = FILE.format(
        "2024/25 Q3", "{restated: {2023/24 Q4: 1111}, public: false}", 1, 1
    )
    later = later.replace("burnt: 1, seen: 1", "seen: 90")
    for house, code in (("", 0), (CHARTS, 1)):
        folder = project(
            tmp_path / str(code), house, **{"updates/2024-25-q3.yaml": later}
        )
        done = run("build", folder, "-o", tmp_path / "r.docx", "--force")

        assert code == done.returncode, done.stderr
        assert ("private-later" in done.stderr) == bool(code)

"""Golden files: the document as structure, and each part of the Word file as text.

UPDATE_EXPECT=1 writes them anew and fails, so that a green run means "unchanged".
Look at the rendered pages after a part of the Word file has changed.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from tests import bodies, invented, measured, projects, years
from tests.cases import in_turn
from tests.conftest import EXAMPLE
from tests.docx_faults import office_validator
from tests.draws import one_in
from tests.expect import compare
from tests.test_tree import changed
from tests.word import Word

from pccreport.document.blocks import Document, LineBreak, content_text
from pccreport.model.periods import FinancialYear
from pccreport.pipeline.build import BuildOptions, BuildResult, build
from pccreport.report.scope import PeriodOverride

GOLDEN = Path(__file__).parent / "golden"

# One of everything that the small report has and the real one lacks.
MARKED = projects.one_update(
    """\
- text: "**Bold**, *italic*, [a *page*](https://www.example.gov.uk/a?b=c&d=e), [[roads]]."
  points: [{text: One, points: [{text: Two, points: []}]}, see: roads]
  outcome: Fewer & better.
- see: roads
- closing: "Ask [the office](mailto:office@example.gov.uk)."
""".replace(", points: []", "")
)
MARKED["x.yaml"] = "period: 2022/23 Q4\nupdates: {roads: {force: [Seen.]}}"


WHOLE = BuildOptions(PeriodOverride(since=FinancialYear(2021)))


COUNCIL = changed(bodies.NUMBERED, "report.yaml", "only: [roads, boats]\n", "")
"""Front matter, numbered paragraphs, a list of contents, a glossary, promises."""
MAYOR = changed(
    bodies.MAYOR, "house.yaml", "labels:", "streams: {work: {heading: Work}}\nlabels:"
)
MAYOR = changed(
    MAYOR,
    "updates/2022-23-q2.yaml",
    "cadets: [Swanmere and Holt opened schemes in July.]",
    "cadets: {work: [Swanmere and Holt opened schemes in July.]}",
)
"""A whole plan of three levels, without labels and numbers, and with a stream in one place."""
CASES = ("real", "marked", "years", "council", "mayor", "measured")
SAME_IN_ALL = re.compile(
    r"(word/(?!document|numbering|header|footer)|docProps|_rels|\[)"
)
"""What the first three cases show of their parts."""


@cache
def made(case: str) -> BuildResult:
    """What comes of one of the projects, made once for all that look at it."""
    with projects.same_folder() as empty:
        folder, wanted = empty / "p", BuildOptions()
        match case:
            case "real":
                folder = EXAMPLE
            case "marked":
                projects.write(folder, updates=MARKED)
            case "years":
                folder, wanted = years.write(folder), WHOLE
            case "council":
                invented.write(folder, COUNCIL)
            case "mayor":
                invented.write(folder, MAYOR)
            case _:
                measured.write(folder)
        built, findings = build(folder, wanted)
    assert built.package is not None, findings
    return built


def printed(document: Document) -> str:
    """A document in lines: what each block is, its number, its words."""
    lines = [f"title: {document.title}", f"author: {document.author}"]
    lines += [f"subject: {document.subject}", f"made: {document.created}", ""]
    for block in document.blocks:
        kind = type(block).__name__
        number = getattr(block, "number", "")
        anchor = getattr(block, "anchor", "")
        lines.append(
            " ".join(filter(None, [kind, block.role, anchor and f"#{anchor}", number]))
        )
        for inline in block.content:
            values = () if isinstance(inline, LineBreak) else inline[1:]
            said = [str(v) for v in values if v not in (False, None, "") and v != ()]
            lines.append(
                f"    {type(inline).__name__} {content_text((inline,))!r} {' '.join(said)}".rstrip()
            )
    return "\n".join(lines) + "\n"


def pretty(part: bytes) -> str:
    """A part of the package, canonical and indented."""
    tree = etree.fromstring(part, etree.XMLParser(remove_blank_text=True))
    return str(etree.tostring(tree, pretty_print=True, encoding="unicode"))


@in_turn("case", CASES)
def test_a_build_is_what_it_was(case: str) -> None:
    """The document and the parts of its Word file are as in the golden files.

    Word computes what is stored in its fields.
    """
    built = made(case)
    assert built.package is not None
    assert built.document is not None
    folder = GOLDEN / case
    word = Word(built.package)
    shown = CASES.index(case) < 3
    parts = {
        f"{name}.xml".replace(".xml.xml", ".xml"): part
        for name, part in word.parts.items()
        if shown or not SAME_IN_ALL.match(name)
    }

    compare(folder, "document.txt", printed(built.document))
    for name, part in parts.items():
        compare(folder, name, pretty(part))
    kept = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert {"document.txt", *parts} == kept
    assert [line.stored for line in word.lines()] == [x.text for x in word.lines()]


@pytest.mark.parametrize("case", one_in(3, CASES))
def test_a_validator_of_office_files_finds_nothing(case: str, tmp_path: Path) -> None:
    """The whole file is valid: schemas, values, relationships."""
    built = made(case)
    assert built.package is not None
    path = tmp_path / "report.docx"
    path.write_bytes(built.package)

    assert [str(error) for error in office_validator().validate(path).errors] == []


@pytest.mark.parametrize("expected", ["One.\nTwo.\nThree.\n", "One.\n", None])
def test_a_golden_that_is_different_shows_the_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expected: str | None
) -> None:
    """What was expected with a minus, and what is written now with a plus."""
    monkeypatch.delenv("UPDATE_EXPECT", raising=False)
    if expected is not None:
        (tmp_path / "golden.txt").write_text(expected, encoding="utf-8")

    with pytest.raises(pytest.fail.Exception) as failed:
        compare(tmp_path, "golden.txt", "One.\nTwo now.\nThree.")

    shown = str(failed.value).splitlines()
    assert "+Two now." in shown
    assert "+Three." in shown
    assert ("-Two." in shown) is ("Two" in (expected or ""))

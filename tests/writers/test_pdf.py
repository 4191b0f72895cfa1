"""A PDF: the words and the structure of every other form, for eyes and for screen readers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests import projects
from tests.conftest import EXAMPLE, ROOT, Run
from tests.draws import one_in
from tests.pdf import Pdf, needs_poppler
from tests.pictures import png
from tests.test_measures import made
from tests.writers.test_html import pages

from pccreport.document.blocks import (
    Block,
    BlockChange,
    CrossRef,
    CrossRefKind,
    Document,
    Heading,
    LineBreak,
    Link,
    ListItem,
    PageNumber,
    TableCell,
    TextChange,
    TextRun,
    TrackedBlock,
    flat_runs,
)
from pccreport.document.roles import CONTENTS_ROLES, POINTS, Role
from pccreport.layout.changes import lay_out_changes
from pccreport.pipeline.build import BuildOptions, build
from pccreport.source.command_error import CommandError
from pccreport.writers import text
from pccreport.writers.forms import DocumentForm, render_as
from pccreport.writers.wrapping import plain_lines

pytestmark = needs_poppler
EXAMPLES = ("thames-valley", "westhaven-mayor", "eastmere-fire")
NEW = BlockChange.INSERTED
HOSTILE = (
    '#read("/etc/passwd") #import "@preview/x:1.0.0" #let x = 1; $x^2$ @ref <label>',
    "*strong* _emphasis_ `raw` ~ -- --- ... 'one' \"two\" // no comment /* nor this */",
    '\\u{41} \\n \\" " ] [ ) ( } { # % & ^ = | + - / : ; , . ! ? @ $ < >',
    "= no heading",
    "- no item",
    "+ nor this",
    "1. nor this",
    "/ term: no meaning",
    "https://example.org/#a?b=c&d=e",
    "£ € ½ × – — “ ” ‘ ’ … é ŵ ■ ● ▲ ▼ ○",
)


def written(folder: Path, document: Document) -> Pdf:
    """A document as a PDF."""
    path = folder / "d.pdf"
    path.write_bytes(render_as(document, DocumentForm.PDF))
    return Pdf(path)


def made_of(*blocks: Block) -> Document:
    """A document under a title."""
    title = Heading(Role.REPORT_TITLE, (TextRun("Title"),))
    created = datetime(2024, 5, 1, tzinfo=UTC)
    return Document("Title", "", "", "en-GB", created, (title, *blocks))


def bare(shown: str, *, figures: bool = True) -> str:
    """A text without spaces and what each form has of its own: bullets, brackets, lines."""
    words = re.sub(r"\[(?:deleted|inserted): ", "", shown)
    return re.sub(r"[^\w£%■●▲▼○]|_" + ("" if figures else r"|\d"), "", words)


def plain(document: Document) -> str:
    """The document as text, without the addresses that paper does not show."""
    space = TextRun(" ")
    blocks = tuple(  # lines of two cells are beside each other in a text
        b._replace(content=tuple(space if i == LineBreak() else i for i in b.content))
        for b in document.blocks
    )
    shown = plain_lines(text.write(document._replace(blocks=blocks), 1_000_000))
    runs = (run for block in document.blocks for run in flat_runs(block.content))
    for href in {run.link.href for run in runs if run.link}:
        shown = shown.replace(f" ({href})", "")
    return shown


def assert_sound(found: Pdf, document: Document) -> None:
    """The words are those of the text, the tags those of the blocks, and nothing is wrong."""
    roles = {block.role for block in document.blocks}
    # Only paper has the pages of a list of contents.
    figures = not roles & {*CONTENTS_ROLES}
    assert bare(plain(document), figures=figures) == bare(found.text, figures=figures)

    kinds = Counter(
        type(block) if block.role not in CONTENTS_ROLES else None
        for index, block in enumerate(document.blocks)
        if not (isinstance(block, Heading) and document.change_of(index) == "deleted")
    )
    heads = sum(
        isinstance(block, TableCell) and block.scope == "col"
        for block in document.blocks
    )
    assert kinds[Heading] == sum(found.tags[f"H{level}"] for level in range(1, 10))
    assert kinds[ListItem] == found.tags["LI"] == found.tags["Lbl"]
    assert kinds[TableCell] == found.tags["TH"] + found.tags["TD"]
    assert heads == found.tags["TH"]
    assert [] == found.faults()


@pytest.mark.parametrize("name", one_in(3, EXAMPLES))
def test_a_report_has_its_words_and_tags(tmp_path: Path, name: str) -> None:
    """Also in large print; every reference is a link, every row of contents has its page."""
    for large_print in (False, True):
        wanted = BuildOptions(form=DocumentForm.PDF, large_print=large_print)
        built, _ = build(ROOT / "examples" / name, wanted)
        assert built.package
        assert built.document
        (tmp_path / "r.pdf").write_bytes(built.package)
        found = Pdf(tmp_path / "r.pdf")

        assert_sound(found, built.document)
        assert f"Title:           {built.document.title}" in found.facts
        assert "Tagged:          yes" in found.facts
        for block in built.document.blocks:
            if block.role in CONTENTS_ROLES:
                line = "".join(run.run.text for run in flat_runs(block.content))
                number = found.texts[found.texts.index(line) + 1]
                page = re.sub(r"\s", "", found.page(int(number)))
                assert line.replace(" ", "") in page


@pytest.mark.parametrize("share", [12, pytest.param(1, marks=pytest.mark.slow)])
def test_each_other_document_has_its_words_and_tags(tmp_path: Path, share: int) -> None:
    """A draft with its comments, redlines, comparisons and a status; a twelfth of them each time."""
    for told, _ in pages()[1::share]:
        document = told if isinstance(told, Document) else lay_out_changes(told)
        is_rare = "漢" in plain(document)
        with suppress(CommandError) if is_rare else nullcontext():
            found = written(tmp_path, document)
            assert_sound(found, document)
            if document.head:
                assert document.head in found.texts
                assert document.head in found.page(2)


def test_no_text_is_markup(tmp_path: Path) -> None:
    """Whatever is typed is printed as it is typed, as a paragraph, an item, a cell and a title."""

    def blocks(typed: str) -> Iterable[Block]:
        content = (TextRun(typed),)
        yield Heading(Role.SECTION, content, anchor=typed)
        yield ListItem(POINTS[0], (Link("https://x.org/?q=%22#read", content),), 1)
        yield TableCell(Role.COLUMN_HEADING, content, columns=1)
        yield TableCell(Role.CELL, (Link(f"#{typed}", content),), columns=1)

    document = made_of(*(block for typed in HOSTILE for block in blocks(typed)))
    named = document._replace(title=HOSTILE[0], author=HOSTILE[1], subject=HOSTILE[2])
    found = written(tmp_path, named._replace(head=HOSTILE[0]))

    typed = "".join(text for text in HOSTILE for _ in range(4))
    assert f"{HOSTILE[0]}Title{typed}" == found.text.replace("•", "")
    assert HOSTILE[0] in found.facts
    assert HOSTILE[1] in found.facts
    assert found.tags["Link"] == 2 * len(HOSTILE)
    assert [] == found.faults()


def test_a_word_longer_than_its_line_is_broken(tmp_path: Path) -> None:
    """Nothing is beyond the margin: of a paragraph, of many columns, in the largest letters."""
    word = "https://example.org/" + "0123456789" * 20
    said = (TextRun("Responsibilities"),)
    cells = [
        TableCell(role, said, columns=12)
        for role in [Role.COLUMN_HEADING] * 12 + [Role.CELL] * 12
    ]
    item = ListItem(POINTS[2], (TextRun(word),), depth=3)
    found = written(tmp_path, made_of(item, *cells))

    assert word in found.text
    assert 24 == found.text.count("Responsibilities")
    assert max(found.places("xMax")) < 210 / 25.4 * 72 - 33 / 25.4 * 72 + 1


def test_no_level_of_headings_is_left_out(tmp_path: Path) -> None:
    """A screen reader finds level 2 under level 1, though the document goes on with level 4."""
    deep = (Heading(Role.LABEL_4, (TextRun("Deep"),)),)
    found = written(tmp_path, made_of(*deep, *deep))

    assert (1, 2) == (found.tags["H1"], found.tags["H2"] + found.tags["H3"])
    assert [] == found.faults()


def test_what_pdf_ua_does_not_allow_is_written_otherwise(tmp_path: Path) -> None:
    """Links in margins and repeated headings, lines on lines, a heading without words."""
    link = Link("https://x.org", (TextRun("link"),))
    changed = Link("https://x.org", (TextChange((TextRun("new"),), "inserted"),))
    cells = (
        TableCell(Role.COLUMN_HEADING, (link,), columns=1, anchor="a"),
        *[TableCell(Role.CELL, (TextRun("cell"),), columns=1)] * 60,
    )
    blocks: tuple[Block, ...] = (
        Heading(Role.SECTION, (LineBreak(),)),
        *cells,
        ListItem(POINTS[0], (TextChange((link, changed), "deleted"), changed), 1),
        ListItem(
            POINTS[0], (CrossRef("a", CrossRefKind.NUMBER, "1)"), Link("#b", ())), 1
        ),
    )
    margins = made_of(*blocks)._replace(header=(link,), footer=(link, PageNumber()))
    found = written(tmp_path, margins._replace(tracked={63: TrackedBlock(NEW)}))

    assert "[inserted: [deleted: link[inserted: new]][inserted: new]]" in found.text
    assert 3 == found.tags["Link"]
    assert "link" == found.page(1).splitlines()[0]
    assert [] == found.faults()


def test_the_file_is_pccreports_own_until_changed(run: Run, tmp_path: Path) -> None:
    """The same bytes each time; with another's comment in it, it is not replaced."""
    target = tmp_path / "r.pdf"
    done = run("build", EXAMPLE, "-o", target)
    first = target.read_bytes()
    again = run("build", EXAMPLE, "-o", target)

    assert (0, 0) == (done.returncode, again.returncode), again.stderr
    assert first == target.read_bytes()
    assert [] == Pdf(target).faults()

    target.write_bytes(first + b"1 0 obj\n")
    assert 2 == run("build", EXAMPLE, "-o", target).returncode


def test_the_commands_write_it(run: Run, tmp_path: Path) -> None:
    """A status, a comparison, a redline, and each report of a folder; none goes to a screen."""
    quarters = (EXAMPLE, "2019/20 Q4", "2020/21 Q1")
    commands = (
        ("status", EXAMPLE, "-o", tmp_path / "s.pdf"),
        ("compare", *quarters, "-o", tmp_path / "c.pdf"),
        ("compare", *quarters, "--redline", tmp_path / "l.pdf"),
        ("build", "--all", EXAMPLE, "--form", "pdf", "-o", tmp_path),
    )
    for command in commands:
        done = run(*command)
        assert 0 == done.returncode, done.stderr
    made = sorted(tmp_path.glob("*.pdf"))

    assert ["c", "l", "s", "thames-valley"] == [path.stem for path in made]
    assert [] == Pdf(made[1]).faults()
    private = run("compare", *quarters, "--include-private", "-o", tmp_path / "p.pdf")
    assert 2 == private.returncode
    assert "cannot be written where it may be shared" in private.stderr
    refused = run("compare", *quarters, "--output-format", "pdf")
    assert (2, "") == (refused.returncode, refused.stdout)
    assert "a PDF needs a file name" in refused.stderr


def test_the_look_of_the_house_format(run: Run, tmp_path: Path) -> None:
    """Its font, bullets and logo, which is read out if it has words."""
    look = "look: {font: Liberation Serif, size: 14, logo: {file: crest.png, alt: Our crest}}\n"
    house = f"{projects.HOUSE}{look}bullets: ['»', '–', '▪']\n"
    folder = projects.write(tmp_path / "p", house=house)
    (folder / "crest.png").write_bytes(png(80, 40))
    target = made(run, folder, "pdf")
    found = Pdf(target)

    assert "LiberationSerif" in found.shown_by("pdffonts", target)
    assert "LiberationSans" not in found.shown_by("pdffonts", target)
    assert "»" in found.texts
    assert "•" not in found.texts
    [name] = found.places("yMin", "Bloggs")
    *_, office = found.places("yMin", "Mayor")
    assert name < office < name + 30
    assert 1 == found.tags["Figure"]
    assert b"Our crest" in target.read_bytes() or "Our crest" in found.shown_by(
        *("pdfinfo", "-struct", target)
    )
    assert [] == found.faults()


def test_a_picture_is_drawn(run: Run, tmp_path: Path) -> None:
    """Of its size, with what it shows in words; one that is broken is named."""
    opening = (
        "opening:\n  - {text: Homes., picture: homes.png, description: Rows of bars}\n"
    )
    folder = projects.write(tmp_path / "p", house=projects.HOUSE + opening)
    (folder / "homes.png").write_bytes(png(80, 40))
    target = made(run, folder, "pdf")
    found = Pdf(target)

    assert ["Rows of bars"] == found.described
    assert "Rows of bars" not in found.text
    drawn = found.shown_by("pdfimages", "-list", target)
    assert re.search(r" 80 +40 .* 15 +15 ", drawn)
    assert [] == found.faults()
    (folder / "homes.png").write_bytes(png(80, 40).replace(b"IDAT\x78", b"IDAT\xff"))
    broken = run("build", folder, "-o", tmp_path / "broken.pdf")
    assert 3 == broken.returncode
    assert "a picture in the house format cannot be drawn" in broken.stderr


def test_a_font_that_is_not_here_is_named(run: Run, tmp_path: Path) -> None:
    """Nothing is written: without its font, a report could be a row of empty pages."""
    house = projects.HOUSE + "look: {font: Nonesuch Sans}\n"
    folder = projects.write(tmp_path / "p", house=house)
    done = run("build", folder, "-o", tmp_path / "r.pdf")

    assert 3 == done.returncode
    assert "error: the font “Nonesuch Sans” is not on this computer" in done.stderr
    assert not (tmp_path / "r.pdf").exists()


def test_a_sign_that_no_font_has_is_named() -> None:
    """It would be an empty box in print, and silence in a screen reader."""
    document = made_of(ListItem(POINTS[0], (TextRun("Rides \U00017000 began."),), 1))
    with pytest.raises(CommandError, match="has the character “\U00017000”"):
        render_as(document, DocumentForm.PDF)


@pytest.mark.slow
def test_without_the_extra_a_sentence_says_so(run: Run, tmp_path: Path) -> None:
    """With what to type; every other form is written."""
    (tmp_path / "typst.py").write_text("raise ImportError\n", "utf-8")
    for name in ("r.pdf", "r.html"):
        done = run("build", EXAMPLE, "-o", tmp_path / name, PYTHONPATH=str(tmp_path))

        assert (name == "r.html") == (tmp_path / name).exists()
        if name == "r.pdf":
            assert 3 == done.returncode
            assert "error: a PDF needs the package typst" in done.stderr
            assert 'pip install "typst==0.15.*"' in done.stderr

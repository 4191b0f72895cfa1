"""Two documents in one: what is kept, edited in place, moved, inserted, deleted."""

from __future__ import annotations

from pathlib import Path

from tests import invented, projects
from tests.cases import in_turn
from tests.conftest import EXAMPLE
from tests.redlines import CASES, Pair

from pccreport.document.blocks import (
    Block,
    BlockChange,
    Document,
    Inline,
    Link,
    Paragraph,
    TableCell,
    TextChange,
    TextRun,
    content_text,
)
from pccreport.document.roles import Role
from pccreport.findings.finding import ERROR, Annotation, Diagnostic
from pccreport.findings.text import Source, Span
from pccreport.layout.comments import add_comments
from pccreport.layout.redline import diff_inlines, merge_versions
from pccreport.pipeline.build import build
from pccreport.pipeline.load import read_folder, read_report

SIGNS = {BlockChange.INSERTED: "+ ", BlockChange.DELETED: "- "}


def said(content: tuple[Inline, ...]) -> str:
    """Words with their changes: [-old-]{+new+}."""
    words = []
    for inline in content:
        match inline:
            case TextChange(inside, "inserted"):
                words.append(f"{{+{said(inside)}+}}")
            case TextChange(inside, "deleted"):
                words.append(f"[-{said(inside)}-]")
            case Link(_, inside):
                words.append(said(inside))
            case _:
                words.append(content_text((inline,)))
    return "".join(words)


def told(document: Document) -> list[str]:
    """The blocks that are changed: a sign and the words."""
    return [
        SIGNS[document.tracked[i].change] + said(block.content)
        if i in document.tracked
        else said(block.content)
        for i, block in enumerate(document.blocks)
        if i in document.tracked or said(block.content) != shown_words(block)
    ]


def shown_words(block: Block) -> str:
    """The words of a block."""
    return content_text(block.content)


def test_last_blocks_match_under_any_keys() -> None:
    """They are edited in place; a version that is not signed ends with the office."""
    old, new = CASES["nothing"].documents()
    last = old.blocks[-1]._replace(key=("another",))
    before = old._replace(blocks=(*old.blocks[:-1], last))
    moved = new._replace(blocks=(new.blocks[-1], *new.blocks[:-1]))

    assert told(merge_versions(before, new, {}, page_header="")) == []
    signed = told(merge_versions(old, moved, {}, page_header=""))[-1]
    assert signed == f"[-1 June 2020-]{{+{new.author}+}}"


def test_a_given_match_overrides_other_keys() -> None:
    """A key that another block has taken is no longer its own."""
    assert told(CASES["key of another"].redline()) == [
        "- One was found.",
        "+ Drones came.",
    ]
    assert told(CASES["aim with another key"].redline()) == []
    taken = Pair("point-1 y: Y.\npoint-1 z: Z.", "point-1 z: Y.", same={"y": "z"})
    assert told(taken.redline()) == ["- Z."]


def test_rows_are_above_what_is_below_their_table() -> None:
    """In a table of one column."""
    cell = TableCell(Role.CELL, (), columns=1)
    blocks: tuple[Block, ...] = cell, cell, Paragraph(Role.TEXT, ())
    old, new = (
        CASES["nothing"]
        .documents()[0]
        ._replace(
            blocks=tuple(
                block._replace(content=(TextRun(said),), key=(said,))
                for block, said in zip(blocks, words, strict=True)
            )
        )
        for words in (("Club", "Ash", "Seven left."), ("Club", "Elm", "It rained."))
    )
    changed = [
        x for x in told(merge_versions(old, new, {}, page_header="")) if x[1] == " "
    ]
    assert changed == ["- Ash", "+ Elm", "- Seven left.", "+ It rained."]


def test_a_link_has_the_tooltip_of_the_new_version() -> None:
    """Its old words are deleted in it."""
    old, new = (Link("https://a.uk", (TextRun(x),), x) for x in ("A plan", "A map"))

    assert [
        x.tooltip for x in diff_inlines((old,), (new,), {}) if isinstance(x, Link)
    ] == ["A map"]


FOLDERS = {"example": EXAMPLE, **dict.fromkeys(invented.ALL)}


@in_turn("name", FOLDERS)
def test_every_block_has_a_key_of_its_own(name: str, tmp_path: Path) -> None:
    """No key is missing and none is there twice."""
    folder = FOLDERS[name] or invented.write(tmp_path, invented.ALL[name])
    built, findings = build(folder)
    assert built.document is not None, findings

    keys = [block.key for block in built.document.blocks]

    assert () not in keys
    assert len(set(keys)) == len(keys)


def test_findings_can_be_noted_on_a_redline(tmp_path: Path) -> None:
    """Notes are about the new version; what is deleted is no word that may be told."""
    name, told_of = "2023-24-q1.yaml", "More grants followed."
    secret = f"{told_of}\n      - {{text: Quillfarm had one., public: PUBLIC}}"
    for version, public in (("old", "true"), ("new", "false")):
        text = projects.UPDATES[name].replace(told_of, secret.replace("PUBLIC", public))
        projects.write(tmp_path / version, updates={**projects.UPDATES, name: text})
    (old, _), (new, _) = build(tmp_path / "old"), build(tmp_path / "new")
    assert old.document is not None
    assert new.document is not None
    files, _ = read_folder(tmp_path / "new")
    loaded, _ = read_report(files, tmp_path / "new" / "report.yaml")
    assert loaded.project is not None
    assert loaded.house is not None
    origins = {shown_words(b): b.origin for b in new.document.blocks}
    at = origins["Two arrests were made."]
    assert at is not None
    odd = Diagnostic("link-text", ERROR, "“arrests” is odd", Annotation(at))
    hint = odd._replace(help="did you mean “Quillfarm”?")
    outside = Diagnostic(
        "stray-file", ERROR, "so", Annotation(Span(Source("x.txt", ""), 0, 0))
    )
    made = merge_versions(old.document, new.document, {}, page_header="Changes")
    assert "Quillfarm had one." in map(shown_words, made.blocks)

    noted = add_comments(made, loaded.project, [odd, hint, outside], {odd})

    assert noted.head == "Changes"
    assert [(shown_words(made.blocks[n.block]), n.lines) for n in noted.notes] == [
        (shown_words(new.document.blocks[1]), ("so",)),
        ("Two arrests were made.", ("“arrests” is odd",)),
        ("Two arrests were made.", ("This is about something that is not printed",)),
    ]

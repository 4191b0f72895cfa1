"""The judge of redlines: it accepts and rejects what Word saves, as the standard says.

The sections are those of ECMA-376 Part 1.
"""

from __future__ import annotations

import pytest
from lxml import etree
from tests import transform
from tests.cases import in_turn

pytestmark = pytest.mark.slow  # of the judge, and not of what is judged

W = transform.W
BY = 'w:id="1" w:author="A" w:date="2020-01-01T00:00:00Z"'


def changed(kind: str, content: str = "") -> str:
    """A change round some runs, or a mark."""
    return f"<w:{kind} {BY}>{content}</w:{kind}>"


def run(words: str, kind: str = "") -> str:
    """A run, which came, went or was moved."""
    tag = "delText" if kind == "del" else "t"
    made = f"<w:r><w:{tag}>{words}</w:{tag}></w:r>"
    return changed(kind, made) if kind else made


def p(content: str, style: str = "A", mark: str = "", was: str = "") -> str:
    """A paragraph with a style, changes of its mark, and an old style."""
    marks = "".join(map(changed, mark.split()))
    marked = f"<w:rPr>{marks}</w:rPr>" if mark else ""
    old = f'<w:pPr><w:pStyle w:val="{was}"/></w:pPr>'
    turned = changed("pPrChange", old) if was else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{marked}{turned}</w:pPr>{content}</w:p>'


def table(*rows: tuple[str, str]) -> str:
    """A table of rows of one cell, each with its mark."""
    return "".join(
        (
            "<w:tbl>",
            *(
                f"<w:tr><w:trPr>{changed(mark) if mark else ''}</w:trPr><w:tc>{cell}</w:tc></w:tr>"
                for cell, mark in rows
            ),
            "</w:tbl>",
        )
    )


A, B, C = (p(run(letter.lower()), letter) for letter in "ABC")
CASES = {
    # The body, and what it says accepted and rejected: "style: words" of each paragraph.
    "words": (
        p(run("a") + run("b", "del") + run("c", "ins") + run("d")),
        "A: acd",
        "A: abd",
    ),
    "in a link": (
        p(f"<w:hyperlink>{run('b', 'del')}{run('c', 'ins')}</w:hyperlink>"),
        "A: c",
        "A: b",
    ),
    "space that nothing keeps": (p("<w:r><w:t> a </w:t></w:r>"), "A: a", "A: a"),
    "inserted": (A + p(run("b", "ins"), "B", "ins") + C, "A: a|B: b|C: c", "A: a|C: c"),
    "deleted": (A + p(run("b", "del"), "B", "del") + C, "A: a|C: c", "A: a|B: b|C: c"),
    "only the words deleted": (p(run("a", "del")) + B, "A: |B: b", "A: a|B: b"),
    "split": (p(run("a"), mark="ins") + B, "A: a|B: b", "B: ab"),
    "three joined": (
        p(run("a"), mark="del") + p(run("b"), "B", "del") + C,
        "C: abc",
        "A: a|B: b|C: c",
    ),
    "inserted by one, deleted by another": (
        p(run("a"), mark="ins del") + B,
        "B: ab",
        "B: ab",
    ),
    "last one inserted with its mark": (
        A + p(run("b", "ins"), "B", "ins"),
        "A: a|B: b",
        "A: a|: ",
    ),
    "another style": (p(run("a"), "A", was="B") + C, "A: a|C: c", "B: a|C: c"),
    "moved": (
        p(run("a", "moveFrom"), "A", "moveFrom")
        + B
        + p(run("a", "moveTo"), "C", "moveTo")
        + B,
        "B: b|C: a|B: b",
        "A: a|B: b|B: b",
    ),
    "row inserted": (table((A, ""), (B, "ins")), "A: a|B: b", "A: a"),
    "row deleted": (table((A, ""), (B, "del")), "A: a", "A: a|B: b"),
    "table deleted": (table((A, "del")) + B, "B: b", "A: a|B: b"),
    "deleted before a table": (
        p(run("a", "del"), mark="del") + table((B, "")) + C,
        "B: b|C: c",
        "A: a|B: b|C: c",
    ),
    "words left before a table": (
        p(run("a"), mark="del") + table((B, "")) + C,
        "B: ab|C: c",
        "A: a|B: b|C: c",
    ),
    "a table between, which goes": (
        p(run("a"), mark="del") + table((p(run("b", "del"), "B", "del"), "del")) + C,
        "C: ac",
        "A: a|B: b|C: c",
    ),
}


@in_turn(("body", "accepted", "rejected"), CASES.values())
def test_changes_are_settled(body: str, accepted: str, rejected: str) -> None:
    """17.13.5: runs, marks of paragraphs, moves, styles and rows; nothing of a change is left."""
    space = f'xmlns:w="{W[1:-1]}"'
    for accept, said in ((True, accepted), (False, rejected)):
        root = etree.fromstring(
            f"<w:document {space}><w:body>{body}</w:body></w:document>"
        )
        transform.settle(root, accept=accept)

        assert [f"{s}: {t}" for s, _, t in transform.lines(root)] == said.split("|")
        assert BY[:6] not in etree.tostring(root).decode()


@pytest.mark.parametrize("accept", [True, False])
def test_a_range_that_goes_on_outside_is_not_broken(accept: bool) -> None:
    """17.13.4 to 17.13.7: what is taken away leaves the end of what began before it."""
    start, end = (f'<w:bookmark{at} w:id="7"/>' for at in ("Start", "End"))
    kind = "del" if accept else "ins"
    gone = changed(kind, run("b")[:-6] + "</w:r>" + end)
    root = etree.fromstring(
        f'<w:body xmlns:w="{W[1:-1]}">{p(start + gone + run("d"))}</w:body>'
    )
    transform.settle(root, accept=accept)

    assert [e.tag.removeprefix(W) for e in root[0]] == [
        *("pPr", "bookmarkStart", "bookmarkEnd", "r")
    ]

"""Small pairs of documents, written in lines, and what an office would do between them.

A line is "role key: words". In the words, **two stars** are bold, [words](address) a link,
and <key> a reference to the key aim of that key: its number and its direction. A line
"row key: one | two | three" is a row of a table, and "head key: ..." its first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.compare import truth
from tests.compare.books import Edition, write

from pccreport.document.blocks import (
    Block,
    BlockKey,
    CrossRef,
    CrossRefKind,
    Document,
    Heading,
    Inline,
    Link,
    ListItem,
    Paragraph,
    TableCell,
    TextRun,
    content_text,
)
from pccreport.document.roles import POINTS, Role
from pccreport.findings.text import Source, Span
from pccreport.layout.redline import merge_versions
from pccreport.pipeline.build import BuildOptions, build
from pccreport.pipeline.house_format import shipped_house
from pccreport.writers.docx.revisions import RevisionInfo

_MARK = re.compile(r"(\*\*[^*]+\*\*|\[[^]]+\]\([^)]+\)|<\w+>)")
_HEADINGS = {Role.AIM, Role.STREAM, Role.SECTION}
_ITEMS = {*POINTS, Role.FOCUS, Role.AIM_LIST}
_TABLE = {"head": Role.COLUMN_HEADING, "row": Role.ROW_HEADING}
HEAD = "Changes from May to June"
SHIPPED = shipped_house("progress-report").look.for_report(whole=False)
REVISION = RevisionInfo("Office of the PCC", datetime(2020, 8, 26, tzinfo=UTC), SHIPPED)


class Pair(NamedTuple):
    """Two versions; what has another key in the new one."""

    old: str
    new: str
    same: dict[str, str] = {}  # noqa: RUF012  # never changed
    end: tuple[str, str] = ("1 June 2020", "1 June 2020")

    def documents(self) -> tuple[Document, Document]:
        """Both versions."""
        return document(self.old, self.end[0]), document(self.new, self.end[1])

    def redline(self, *, moves: bool = True) -> Document:
        """Both in one."""
        same: dict[BlockKey, BlockKey] = {
            (old,): (new,) for old, new in self.same.items()
        }
        return merge_versions(*self.documents(), same, page_header=HEAD, moves=moves)


def document(lines: str, end: str = "1 June 2020") -> Document:
    """A document of these lines and the sign-off's last one."""
    split = [line.strip() for line in lines.strip().splitlines() if line.strip()]
    return Document(
        title="Report",
        author="Office",
        subject="Plan",
        language="en-GB",
        created=datetime(2020, 8, 26, tzinfo=UTC),
        blocks=tuple(_blocks([*split, f"sign-off-last end: {end}"])),
    )


def _blocks(lines: list[str]) -> Iterator[Block]:
    read = [re.match(r"(\S+) (\w+): ?(.*)", line) for line in lines]
    heads = [(_TABLE.get(m[1]) or Role(m[1]), m[2], m[3]) for m in read if m]
    assert len(heads) == len(lines), lines
    source = Source("q1.yaml", "\n".join(lines))
    aims = [place for place, (role, _, _) in enumerate(heads) if role is Role.AIM]
    listed = 0
    for place, (role, key, words) in enumerate(heads):
        number, anchor, origin = "", "", Span(source, place, place + 1)
        if role is Role.AIM:
            count = aims.index(place) + 1
            number, anchor = f"{count})", f"Key_Aim_{count}"
        elif role is Role.AIM_LIST:
            listed += 1
            number = f"{listed}."
        targets = {
            heads[aim][1]: (n, aim < place) for n, aim in enumerate(aims, start=1)
        }
        content = tuple(_content(words, targets))
        if role in _TABLE.values():
            yield from _row(role, key, words)
        elif role in _HEADINGS:
            heading = Heading(role, content, anchor=anchor)
            yield heading._replace(number=number, origin=origin, key=(key,))
        elif role in _ITEMS:
            yield ListItem(role, content, 1, number=number, origin=origin, key=(key,))
        else:
            yield Paragraph(role, content, origin=origin, key=(key,))


def _row(role: Role, key: str, words: str) -> Iterator[TableCell]:
    said = [each.strip() for each in words.split("|")]
    for column, text in enumerate(said):
        content = tuple(_content(text, {}))
        own = Role.CELL if column and role is not Role.COLUMN_HEADING else role
        yield TableCell(own, content, columns=len(said), key=(key, column))


def _content(words: str, targets: dict[str, tuple[int, bool]]) -> Iterator[Inline]:
    for piece in filter(None, _MARK.split(words)):
        if piece.startswith("**"):
            yield TextRun(piece[2:-2], strong=True)
        elif link := re.fullmatch(r"\[(.+)\]\((.+)\)", piece):
            yield Link(link[2], (TextRun(link[1]),), link[1])
        elif (aim := re.fullmatch(r"<(\w+)>", piece)) and aim[1] in targets:
            number, above = targets[aim[1]]
            anchor = f"Key_Aim_{number}"
            yield CrossRef(anchor, CrossRefKind.NUMBER, f"{number})")
            yield TextRun(" ")
            where = "above" if above else "below"
            yield CrossRef(anchor, CrossRefKind.DIRECTION, where)
        else:
            yield TextRun(piece)


_THREE = """
aim a: Safer farms
point-1 x: Tractors were marked in forty villages.
point-1 y: Two arrests were made near the river.
point-1 z: Gates were mended before the winter came.
aim b: Safer roads
point-1 w: Cameras were paid for at nine crossings.
"""
_X, _Y, _Z, _W = (line for line in _THREE.splitlines() if line.startswith("point"))


def _without(*lines: str) -> str:
    return "\n".join(line for line in _THREE.splitlines() if line not in lines)


def _with(*lines: str, after: str, text: str = _THREE) -> str:
    assert after in text
    return text.replace(after, "\n".join((after, *lines)))


_NEW = "point-1 n: Drones were bought for the hills."
_A, _B = "aim a: Safer farms", "aim b: Safer roads"

_LINKED = _Y.replace("arrests", "[arrests](https://example.org/)")
_LAST = "point-1 m: Last."

_TABLED = """
aim a: Safer farms
caption t: Burglaries by area
head h: Area | 2019/20 Q4 | 2019/20 Q3
row north: North | 310 | 290
row east: East | 402 | 395
row west: West | withheld, being checked | 388
point-1 y: Two arrests were made near the river.
"""
_CAPTION, _HEAD, _NORTH, _EAST, _WEST = (
    line for line in _TABLED.splitlines() if line[:3] in ("cap", "hea", "row")
)
_ROWS = "\n".join((_CAPTION, _HEAD, _NORTH, _EAST, _WEST))
_PLAIN = _TABLED.replace(f"{_ROWS}\n", "")
_MISSED = "lead-in u: Missed:\nhead i: Area | By | Of\nrow far: Far | 6 | 7"

CASES: dict[str, Pair] = {
    "cells": Pair(
        _TABLED,
        _TABLED.replace("402", "410")
        .replace("withheld, being checked", "391")
        .replace("290", "**295**"),
    ),
    "cell filled and emptied": Pair(
        _TABLED.replace("402", ""), _TABLED.replace("310", "")
    ),
    "row inserted": Pair(_TABLED.replace(f"{_EAST}\n", ""), _TABLED),
    "row deleted": Pair(_TABLED, _TABLED.replace(f"{_EAST}\n", "")),
    "last row inserted": Pair(_TABLED.replace(f"{_WEST}\n", ""), _TABLED),
    "last row deleted": Pair(_TABLED, _TABLED.replace(f"{_WEST}\n", "")),
    "first row deleted": Pair(_TABLED, _TABLED.replace(f"{_NORTH}\n", "")),
    "two rows for one": Pair(
        _TABLED, _TABLED.replace(_EAST, "row mid: Mid | 5 |\nrow far: Far | 6 | 7")
    ),
    "row with a link inserted": Pair(
        _TABLED.replace(f"{_EAST}\n", ""),
        _TABLED.replace("402", "[402](https://example.org/)"),
    ),
    "rows crossing": Pair(
        _TABLED, _TABLED.replace(f"{_NORTH}\n", "").replace(_WEST, f"{_WEST}\n{_NORTH}")
    ),
    "table inserted": Pair(_PLAIN, _TABLED),
    "table deleted": Pair(_TABLED, _PLAIN),
    "table with other columns": Pair(
        _TABLED,
        _TABLED.replace(
            _ROWS,
            "caption u: Burglaries by area\nhead i: Area | Now\nrow n: North | 310",
        ),
    ),
    "row inserted above a deleted table": Pair(
        _TABLED.replace(f"{_WEST}\n", f"{_WEST}\n{_MISSED}\n"),
        _TABLED.replace(f"{_WEST}\n", f"{_WEST}\nrow mid: Mid | 5 | 6\n"),
    ),
    "row changed for another, and a table": Pair(
        _TABLED.replace(f"{_WEST}\n", f"{_WEST}\n{_MISSED}\n"),
        _TABLED.replace(f"{_WEST}\n", "row mid: Mid | 5 | 6\n"),
    ),
    "table moved": Pair(
        f"{_TABLED}{_NEW}\n{_LAST}", f"{_PLAIN}{_NEW}\n{_LAST}\n{_ROWS}"
    ),
    "nothing": Pair(_THREE, _THREE),
    "words": Pair(
        _THREE,
        _THREE.replace("forty villages", "fifty towns").replace("near the ", "by a "),
    ),
    "figures": Pair(
        "point-1 x: TVP safeguarded 96 people and seized £87,652 in cash (8.5% more).",
        "point-1 x: TVP safeguarded 98 people and seized £91,204 in cash (9% more).",
    ),
    "rewritten": Pair(
        _THREE,
        _THREE.replace(
            "Two arrests were made near the river.", "Nobody is charged yet."
        ),
    ),
    "bold": Pair(_THREE, _THREE.replace("Two arrests", "**Two arrests**")),
    "link inserted": Pair(
        _THREE, _THREE.replace("river.", "river. See [the log](https://example.org/).")
    ),
    "link deleted": Pair(
        _THREE.replace("river.", "river. See [the log](https://example.org/)."), _THREE
    ),
    "words of a link": Pair(
        "point-1 x: Read all of it in [the very long old log](https://example.org/).",
        "point-1 x: Read all of it in [the very long new log](https://example.org/).",
    ),
    "another address": Pair(
        "point-1 x: Read all that was done there in [the log](https://example.org/a).",
        "point-1 x: Read all that was done there in [the log](https://example.org/b).",
    ),
    "first inserted": Pair(_THREE, f"stream s: New\n{_THREE}"),
    "inserted": Pair(_THREE, _with(_NEW, after=_X)),
    "inserted before a heading": Pair(_THREE, _with(_NEW, after=_Z)),
    "inserted before the end": Pair(_THREE, _with(_NEW, after=_W)),
    "first deleted": Pair(_THREE, _without(_A)),
    "deleted": Pair(_THREE, _without(_Y)),
    "deleted before a heading": Pair(_THREE, _without(_Z)),
    "all bullets deleted": Pair(_THREE, _without(_X, _Y, _Z)),
    "all deleted": Pair(_THREE, ""),
    "all inserted": Pair("", _THREE),
    "deleted, another style inserted": Pair(
        _THREE, _without(_Y).replace(_X, f"{_X}\ncaveat n: Counted by hand.")
    ),
    "restyled": Pair(_THREE, _THREE.replace("point-1 y", "closing y")),
    "restyled and reworded": Pair(
        _THREE, _THREE.replace("point-1 y: Two arrests", "closing y: Nine arrests")
    ),
    "level": Pair(_THREE, _THREE.replace("point-1 y", "point-2 y")),
    "level up": Pair(_THREE.replace("point-1 y", "point-3 y"), _THREE),
    "label with a list": Pair(
        "label-line l: 2019/20: Nothing to report.\npoint-1 x: One.",
        "label l: 2019/20:\npoint-1 n: Two were told.\npoint-1 x: One.",
    ),
    "moved down": Pair(_THREE, _with(_X, after=_W, text=_without(_X))),
    "moved up": Pair(_THREE, _with(_W, after=_A, text=_without(_W))),
    "crossing": Pair(
        _THREE,
        _with(_Z, _X, after=_W, text=_with(_W, after=_A, text=_without(_X, _Z, _W))),
    ),
    "moved between inserted and deleted": Pair(
        _THREE, _with(_NEW, _X, "point-1 m: Last.", after=_W, text=_without(_X, _Y))
    ),
    "three moved": Pair(
        _THREE + "point-1 v: One more.\npoint-1 u: Two more.",
        _with(
            _X,
            _Y,
            _Z,
            after="point-1 u: Two more.",
            text=_without(_X, _Y, _Z) + "\npoint-1 v: One more.\npoint-1 u: Two more.",
        ),
    ),
    "three moved, one with a link": Pair(
        f"{_X}\n{_LINKED}\n{_Z}\n{_B}\n{_W}\n{_NEW}\n{_LAST}",
        f"{_B}\n{_W}\n{_NEW}\n{_LAST}\n{_X}\n{_LINKED}\n{_Z}",
    ),
    "moved to another level": Pair(
        _THREE, _with(_X.replace("point-1", "point-2"), after=_W, text=_without(_X))
    ),
    "moved and reworded": Pair(
        _THREE, _with(_X.replace("forty", "fifty"), after=_W, text=_without(_X))
    ),
    "split": Pair(
        "point-1 x: One was found. Two were lost.\naim a: A",
        "point-1 x: One was found.\npoint-1 n: Two were lost.\naim a: A",
    ),
    "joined": Pair(
        "point-1 x: One was found.\npoint-1 n: Two were lost.\naim a: A",
        "point-1 x: One was found. Two were lost.\naim a: A",
    ),
    "renumbered": Pair(
        f"{_THREE}point-1 r: See update under Key Aim (<b> and more.\naim c: C",
        f"aim n: New\n{_THREE}point-1 r: See update under Key Aim (<b> and more.\naim c: C",
    ),
    "turned round": Pair(
        f"point-1 r: See update under Key Aim (<b> and more.\n{_THREE}",
        f"{_THREE}\npoint-1 r: See update under Key Aim (<b> and more.",
    ),
    "another reference": Pair(
        f"{_THREE}point-1 r: See update under Key Aim (<a> and more.",
        f"{_THREE}point-1 r: See update under Key Aim (<b> and more.",
    ),
    "reference inserted": Pair(_THREE, _THREE.replace("river.", "river (<a>.")),
    "reference deleted": Pair(_THREE.replace("river.", "river (<a>."), _THREE),
    "reference moved": Pair(
        f"point-1 r: See Key Aim (<b>.\n{_THREE}",
        f"{_THREE}point-1 r: See Key Aim (<b>.",
    ),
    "aims crossing": Pair(
        _THREE + "point-1 r: See update under Key Aim (<a>, and Key Aim (<b>.",
        "\n".join(
            (_B, _W, "point-1 r: See update under Key Aim (<a>, and Key Aim (<b>.")
        )
        + "\n"
        + _without(_B, _W),
    ),
    "aim with another key": Pair(
        _THREE, _THREE.replace("aim a:", "aim q:"), same={"a": "q"}
    ),
    "key of another": Pair(
        "point-1 x: One was found.\npoint-1 y: Two were lost.",
        "point-1 n: Drones came.\npoint-1 x: Two were lost.",
        same={"x": "gone", "y": "x"},
    ),
    "a phrase in common": Pair(
        f"label l: 2022/23:\npoint-1 x: **Nothing to report:** it is shut.\n{_THREE}",
        f"{_THREE}label m: 2022/23:\npoint-1 n: **Nothing to report:** no money came.",
    ),
    "sign-off": Pair(_THREE, _THREE, end=("1 June 2020", "3 July 2020")),
    "longer sign-off": Pair(
        f"{_THREE}sign-off s1: Jo Bloggs",
        f"{_THREE}sign-off s2: Jo Bloggs\nsign-off s1: Commissioner",
        same={"s1": "s2"},
    ),
}


class Real(NamedTuple):
    """Two versions of the real report, and what an office says is the same in them."""

    old: Document
    new: Document
    same: dict[BlockKey, BlockKey]

    def redline(self) -> Document:
        """Both in one."""
        return merge_versions(self.old, self.new, self.same, page_header=HEAD)


def real(folder: Path) -> Real:
    """The real report, and what came of it in a quarter: texts are the same by how they begin."""
    pair = truth.real()
    made = []
    for name, book in (("old", pair.before), ("new", pair.after)):
        written = write(folder / name, book, Edition.NONE).folder
        document = build(written, BuildOptions(draft=True))[0].document
        assert document is not None
        made.append(document._replace(head="", notes=()))
    before, after = made
    keys = {_beginning(block): block.key for block in after.blocks if _is_told(block)}
    same = {
        block.key: keys.get(_beginning(block), ("removed",))
        for block in before.blocks
        if _is_told(block)
    }
    return Real(before, after, same)


def _is_told(block: Block) -> bool:
    is_reference = any(isinstance(inline, CrossRef) for inline in block.content)
    return block.key[0] in ("entry", "closing") and not is_reference


def _beginning(block: Block) -> str:
    return content_text(block.content)[:30]


_VOCABULARY_MARK = re.compile(r"\*\*[^*]+\*\*|\[[^]]+\]\([^)]+\)|\S+")
_VOCABULARY = _VOCABULARY_MARK.findall(
    "The force met partners in Reading and gave £12,500 to 38% of farms **bold work**"
    " [the log](https://example.org/a) more [a page](https://example.org/b)"
    " <a> <b> <c> ( ), two towns"
)
_ROLES = [*[Role.POINT_1] * 3, Role.POINT_2, Role.POINT_3, Role.STREAM, Role.LABEL]
_ROLES += [Role.LABEL_LINE, Role.CAVEAT, Role.CLOSING, Role.NOTE, Role.AIM_LIST]


def invented(random: Random) -> Pair:
    """Two versions of something, the second made from the first by hands that shake."""
    old = [_line(random, key) for key in random.sample(_KEYS, random.randint(0, 9))]
    new = [_changed_line(random, line) for line in old if random.random() < 0.8]
    unused = [
        key for key in _KEYS if not any(f" {key}: " in line for line in old + new)
    ]
    for key in random.sample(unused, min(len(unused), random.randint(0, 3))):
        new.insert(random.randint(0, len(new)), _line(random, key))
    for _ in range(random.randint(0, 3)):
        if new:
            new.insert(
                random.randint(0, len(new) - 1), new.pop(random.randrange(len(new)))
            )
    if random.random() < 0.2 and old:
        # The same words once more at another place, as nobody would write them.
        words = random.choice(old).partition(": ")[2]
        new.insert(random.randint(0, len(new)), f"point-1 t: {words}")
    end = random.choice(("1 June 2020", "3 July 2021"))
    return Pair("\n".join(old), "\n".join(new), end=("1 June 2020", end))


_KEYS = tuple("abcefghijklm")


def _line(random: Random, key: str) -> str:
    is_aim = key in "abc"
    role = Role.AIM if is_aim else random.choice(_ROLES)
    words = [w for w in _words(random) if not (is_aim and w.startswith("<"))]
    return f"{role} {key}: {' '.join(words) or 'Aim'}"


def _words(random: Random) -> list[str]:
    return random.choices(_VOCABULARY, k=random.randint(1, 14))


def _changed_line(random: Random, line: str) -> str:
    head, _, said = line.partition(": ")
    role, _, key = head.partition(" ")
    words = _VOCABULARY_MARK.findall(said)
    if random.random() < 0.5:
        for _ in range(random.randint(1, 4)):
            place = random.randint(0, len(words))
            words[place : place + random.randint(0, 2)] = random.choices(
                _VOCABULARY, k=random.randint(0, 2)
            )
    if role != Role.AIM and random.random() < 0.3:
        role = random.choice(_ROLES)
    kept = [w for w in words if not (role == Role.AIM and w.startswith("<"))]
    return f"{role} {key}: {' '.join(kept) or 'Words'}"

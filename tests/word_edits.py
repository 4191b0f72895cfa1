"""Edits of a built Word file, as somebody makes them in Word: plain, or as tracked changes."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BY = {f"{W}author": "Commissioner", f"{W}date": "2020-08-01T10:00:00Z"}
BODY = "word/document.xml"


class Edited(NamedTuple):
    """What was done: the kind that compare gives it, and the paragraphs that it was done to."""

    kind: str
    paragraphs: tuple[int, ...]
    """From 0; of what was inserted, the paragraph before it."""


def with_part(package: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A package with one part changed, or added."""
    out = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for each in old.namelist():
            content = old.read(each)
            new.writestr(each, change(content) if each == part else content)
        if part not in old.namelist():
            new.writestr(part, change(b""))
    return out.getvalue()


def with_body(package: bytes, change: Callable[[Any], None]) -> bytes:
    """A package with its body changed."""

    def rewritten(content: bytes) -> bytes:
        root = etree.fromstring(content)
        change(root.find(f"{W}body"))
        changed: bytes = etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        return changed

    return with_part(package, BODY, rewritten)


def resaved(packages: Sequence[bytes], folder: Path) -> list[bytes]:
    """The packages as LibreOffice saves them, started once."""
    names = [f"{number}.docx" for number in range(len(packages))]
    (folder / "in").mkdir()
    for name, package in zip(names, packages, strict=True):
        (folder / "in" / name).write_bytes(package)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "docx:MS Word 2007 XML",
    ]
    command += ["--outdir", str(folder / "out")]
    command += [str(folder / "in" / name) for name in names]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return [(folder / "out" / name).read_bytes() for name in names]


def drawn_edits(
    package: bytes, seed: int, number: int = 6, *, tracked: bool = False
) -> tuple[bytes, list[Edited]]:
    """A package with some edits in bullets that are not neighbours, and what they are."""
    draw = random.Random(seed)
    done: list[Edited] = []

    def change(body: Any) -> None:
        paragraphs = body.findall(f"{W}p")
        places = [i for i, p in enumerate(paragraphs) if _is_plain_bullet(p)]
        draw.shuffle(places)
        busy: set[int] = set()
        for place in places:
            if len(done) == number:
                return
            edits = [_replace, _delete, _insert, _split, _move]
            if place + 1 in places:
                edits.append(_join)
            edit = draw.choice(edits)
            if busy & {*range(place - 2, place + 4)}:
                continue
            busy |= {*range(place - 1, place + 3)}
            pen = Tracked() if tracked else _Plain()
            free = [i for i in places if not busy & {i - 1, i, i + 1, i + 2}]
            target = draw.choice(free)
            kind = edit(paragraphs, place, pen, draw, target)
            if edit is _move:
                busy |= {target - 1, target, target + 1}
            done.append(Edited(kind, (place, place + 1) if edit is _join else (place,)))

    return with_body(package, change), sorted(done)


def _is_plain_bullet(paragraph: Any) -> bool:
    runs = [each for each in paragraph if each.tag != f"{W}pPr"]
    style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
    text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
    alone = len(runs) == 1 and runs[0].tag == f"{W}r"
    return alone and style.startswith("ListBullet") and len(text.split()) >= 16


class _Plain:
    """Edits without a trace."""

    def deleted(self, _text: str) -> Iterator[Any]:
        return iter(())

    def inserted(self, text: str) -> Iterator[Any]:
        yield run_of(text)

    def paragraph_deleted(self, paragraph: Any) -> None:
        paragraph.getparent().remove(paragraph)

    def paragraph_inserted(self, _paragraph: Any) -> None:
        pass

    def mark_inserted(self, paragraph: Any) -> None:
        pass

    def mark_deleted(self, paragraph: Any) -> None:
        following = paragraph.getnext()
        runs = [each for each in following if each.tag != f"{W}pPr"]
        paragraph.extend(runs)
        following.getparent().remove(following)


class Tracked(_Plain):
    """Edits as tracked changes."""

    _number = 1000

    def _about(self, tag: str) -> Any:
        Tracked._number += 1
        return etree.Element(f"{W}{tag}", {f"{W}id": str(Tracked._number), **_BY})

    def deleted(self, text: str) -> Iterator[Any]:
        """The runs of a deleted text."""
        change = self._about("del")
        change.append(run_of(text, "delText"))
        yield change

    def inserted(self, text: str) -> Iterator[Any]:
        """The runs of an inserted text."""
        change = self._about("ins")
        change.append(run_of(text))
        yield change

    def paragraph_deleted(self, paragraph: Any) -> None:
        """Mark a paragraph as deleted."""
        self._mark(paragraph, "del")
        for run in paragraph.findall(f"{W}r"):
            for text in run.iter(f"{W}t"):
                text.tag = f"{W}delText"
            change = self._about("del")
            run.addprevious(change)
            change.append(run)

    def paragraph_inserted(self, paragraph: Any) -> None:
        """Mark a paragraph as inserted."""
        self._mark(paragraph, "ins")
        for run in paragraph.findall(f"{W}r"):
            change = self._about("ins")
            run.addprevious(change)
            change.append(run)

    def mark_inserted(self, paragraph: Any) -> None:
        """Mark the end of a paragraph as inserted."""
        self._mark(paragraph, "ins")

    def mark_deleted(self, paragraph: Any) -> None:
        """Mark the end of a paragraph as deleted."""
        self._mark(paragraph, "del")

    def _mark(self, paragraph: Any, tag: str) -> None:
        etree.SubElement(paragraph.find(f"{W}pPr"), f"{W}rPr").append(self._about(tag))


def run_of(text: str, tag: str = "t") -> Any:
    """A run with a text."""
    run = etree.Element(f"{W}r")
    words = etree.SubElement(run, f"{W}{tag}")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def words_of(paragraph: Any) -> list[str]:
    """The words of a paragraph."""
    return "".join(t.text or "" for t in paragraph.iter(f"{W}t")).split(" ")


def set_runs(paragraph: Any, *pieces: Any) -> None:
    """Put pieces in place of all runs of a paragraph."""
    for each in [each for each in paragraph if each.tag != f"{W}pPr"]:
        paragraph.remove(each)
    paragraph.extend(pieces)


def _replace(
    paragraphs: list[Any], place: int, pen: _Plain, draw: random.Random, _to: int
) -> str:
    words = words_of(paragraphs[place])
    at = draw.randrange(len(words) - 1)
    before, after = " ".join(words[:at]), " ".join(words[at + 1 :])
    set_runs(
        paragraphs[place],
        *(run_of(f"{before} "), *pen.deleted(words[at]), *pen.inserted("zebras")),
        run_of(f" {after}"),
    )
    return "changed"


def _delete(
    paragraphs: list[Any], place: int, pen: _Plain, _draw: random.Random, _to: int
) -> str:
    pen.paragraph_deleted(paragraphs[place])
    return "deleted"


def _insert(
    paragraphs: list[Any], place: int, pen: _Plain, draw: random.Random, _to: int
) -> str:
    new = deepcopy(paragraphs[place])
    told = (
        "A bicycle repair stall opened beside platform {} and served rail passengers."
    )
    set_runs(new, run_of(told.format(draw.randrange(100, 999))))
    pen.paragraph_inserted(new)
    paragraphs[place].addnext(new)
    return "added"


def _split(
    paragraphs: list[Any], place: int, pen: _Plain, _draw: random.Random, _to: int
) -> str:
    words = words_of(paragraphs[place])
    half = len(words) // 2
    new = deepcopy(paragraphs[place])
    set_runs(paragraphs[place], run_of(" ".join(words[:half]) + " "))
    set_runs(new, run_of(" ".join(words[half:])))
    paragraphs[place].addnext(new)
    pen.mark_inserted(paragraphs[place])
    return "split"


def _join(
    paragraphs: list[Any], place: int, pen: _Plain, _draw: random.Random, _to: int
) -> str:
    set_runs(paragraphs[place], run_of(" ".join(words_of(paragraphs[place])) + " "))
    pen.mark_deleted(paragraphs[place])
    return "joined"


def _move(
    paragraphs: list[Any], place: int, pen: _Plain, _draw: random.Random, to: int
) -> str:
    new = deepcopy(paragraphs[place])
    pen.paragraph_inserted(new)
    paragraphs[to].addnext(new)
    pen.paragraph_deleted(paragraphs[place])
    return "moved"

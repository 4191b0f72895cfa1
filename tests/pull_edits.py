"""Edits of one kind each in a built Word file, as a commissioner makes them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from tests.word_edits import W, run_of, set_runs, with_body, words_of

ADDED = "The panel of volunteers met twice in the market hall and wrote to every ward."
Bullets = list[tuple[Any, str]]
"""Paragraphs that are updates of a project, each with the file that it is in."""
Edit = Callable[[Bullets, int, random.Random], bool]
"""An edit of one of them, which says whether it could be made."""


def drawn_at_once(package: bytes, project: Path, seed: int) -> bytes:
    """A package with six edits that are not neighbours."""

    def change(body: Any) -> None:
        draw = random.Random(seed)
        busy: set[Any] = set()
        done = 0
        kinds = [kind for kind in _KINDS for _ in range(3)]
        draw.shuffle(kinds)
        for kind in kinds:
            free = [b for b in updates_in(body, project) if b[0] not in busy]
            before = _neighbours(body)
            places = list(range(len(free)))
            draw.shuffle(places)
            if done < 6 and any(kind(free, at, draw) for at in places):
                done += 1
                after = _neighbours(body)
                for each in {*before, *after}:
                    if before.get(each) != after.get(each):
                        busy |= {each, each.getprevious(), each.getnext()}
        _update_numbers(body)

    return with_body(package, change)


def _neighbours(body: Any) -> dict[Any, tuple[Any, ...]]:
    """Of each paragraph those beside it, and its words."""
    return {
        p: (p.getprevious(), p.getnext(), *words_of(p)) for p in body.findall(f"{W}p")
    }


def _update_numbers(body: Any) -> None:
    """Update the numbers of paragraphs in references, as Word does when it prints."""
    numbers: dict[str, int] = {}
    numbered = (p for p in body.iter(f"{W}p") if _style(p) == "NumberedParagraph")
    for number, paragraph in enumerate(numbered, start=1):
        for mark in paragraph.iter(f"{W}bookmarkStart"):
            numbers[mark.get(f"{W}name")] = number
    for field in body.iter(f"{W}instrText"):
        found = re.fullmatch(r" REF (\w+) \\n \\h ", field.text)
        if found and found[1] in numbers:
            result = field.getparent().getnext().getnext().find(f"{W}t")
            result.text = str(numbers[found[1]])


def words_in(package: bytes) -> list[str]:
    """The words of a package, with straight quotation marks."""
    return folded(" ".join(_paragraphs(package))).split()


def is_said(text: str, package: bytes) -> bool:
    """Whether a text is a paragraph of a package."""
    return text in map(folded, _paragraphs(package))


def _paragraphs(package: bytes) -> list[str]:
    found: list[str] = []

    def read(body: Any) -> None:
        found.extend(" ".join(words_of(p)) for p in body.iter(f"{W}p"))

    with_body(package, read)
    return found


def updates_in(body: Any, project: Path) -> Bullets:
    """The paragraphs that are plain updates, with their files."""
    texts = {
        path.name: folded(path.read_text("utf-8"))
        for path in sorted((project / "updates").glob("*.yaml"))
    }
    found = []
    for paragraph in body.findall(f"{W}p"):
        words = folded(" ".join(words_of(paragraph)))
        runs = [each for each in paragraph if each.tag != f"{W}pPr"]
        names = [name for name, text in texts.items() if words in text]
        if len(names) == 1 and len(words) > 25 and len(runs) == 1:
            found.append((paragraph, names[0]))
    return found


def folded(text: str) -> str:
    """A text with straight quotation marks and single spaces."""
    signs = {"‘": "'", "’": "'", "“": '"', "”": '"'}
    return re.sub(r"\s+", " ", "".join(signs.get(c, c) for c in text)).strip()


def _write(paragraph: Any, words: Sequence[str]) -> None:
    set_runs(paragraph, run_of(" ".join(words)))


def _style(paragraph: Any) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def _depth(paragraph: Any) -> int:
    style = _style(paragraph)
    if style == "NumberedPoint":
        return 2
    number = re.fullmatch(r"ListBullet(\d?)", style)
    return int(number[1] or 1) if number else 1 if style == "NumberedParagraph" else 0


def _has_points(paragraph: Any) -> bool:
    below = paragraph.getnext()
    return below is not None and _depth(below) > _depth(paragraph)


def _spliced(gone: int, *instead: str) -> Edit:
    """An edit that writes something in place of some words."""

    def edit(bullets: Bullets, at: int, draw: random.Random) -> bool:
        words = words_of(bullets[at][0])
        if len(words) < 8:
            return False
        place = draw.randrange(1, len(words) - max(gone, 1))
        words[place : place + gone] = draw.choice(instead).split()
        _write(bullets[at][0], words)
        return True

    return edit


def _deleted(bullets: Bullets, at: int, _draw: random.Random) -> bool:
    """Delete an update, and its period label if nothing is left under that."""
    paragraph, _ = bullets[at]
    above, below = paragraph.getprevious(), paragraph.getnext()
    if below is None or _has_points(paragraph):
        return False
    if not _depth(above) and not _depth(below):
        if _style(above) != "Heading5":
            return False
        if not _depth(above.getprevious()) and _style(below) != "Heading5":
            return False  # its heading would be left
        above.getparent().remove(above)
    paragraph.getparent().remove(paragraph)
    return True


def _added(bullets: Bullets, at: int, _draw: random.Random) -> bool:
    paragraph, _ = bullets[at]
    if _has_points(paragraph):
        return False
    new = deepcopy(paragraph)
    _write(new, ADDED.split())
    paragraph.addnext(new)
    return True


def _moved(bullets: Bullets, at: int, draw: random.Random) -> bool:
    paragraph, file = bullets[at]
    near = [paragraph.getprevious(), paragraph.getnext()]
    if any(x is None or _depth(x) > _depth(paragraph) for x in near):
        return False
    there = [
        other
        for other, name in bullets
        if name == file
        and other not in (paragraph, near[0])
        and _style(other) == _style(paragraph)
        and not _has_points(other)
    ]
    if not there or not _deleted(bullets, at, draw):
        return False
    draw.choice(there).addnext(deepcopy(paragraph))
    return True


def _split(bullets: Bullets, at: int, _draw: random.Random) -> bool:
    paragraph, _ = bullets[at]
    words = words_of(paragraph)
    if len(words) < 12 or _has_points(paragraph):
        return False
    new = deepcopy(paragraph)
    half = len(words) // 2
    _write(paragraph, words[:half])
    _write(new, words[half:])
    paragraph.addnext(new)
    return True


def _joined(bullets: Bullets, at: int, _draw: random.Random) -> bool:
    if at + 1 == len(bullets):
        return False
    (one, file), (two, other) = bullets[at : at + 2]
    if one.getnext() is not two or file != other or _style(one) != _style(two):
        return False
    if _has_points(two):
        return False
    _write(one, [*words_of(one), *words_of(two)])
    two.getparent().remove(two)
    return True


_KINDS: tuple[Edit, ...] = (
    _spliced(1, "lanterns"),
    _spliced(0, "which the panel of volunteers had asked for in the spring"),
    _spliced(3, ""),
    _spliced(4, "a steady number of new members of the public"),
    _spliced(1, "“quoted”: so", "it’s #1 &", "R&D: £2,000"),
    *(_deleted, _added, _moved, _split, _joined),
)

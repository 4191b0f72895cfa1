"""Edits of one kind each in a built Word file, as a commissioner makes them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from itertools import zip_longest
from pathlib import Path
from typing import Any

from tests.word_edits import Tracked, W, run_of, set_runs, with_body, words_of

ADDED = "The panel of volunteers met twice in the market hall and wrote to every ward."
_ASKED = "which the panel of volunteers had asked for in the spring"
_NUMBER = "a steady number of new members of the public"
_NUMBER_OF = "number"
_MORE = "More will follow in the autumn."
Bullets = list[tuple[Any, str]]
"""Paragraphs that are updates of a project, each with the file that it is in."""


def drawn_at_once(
    package: bytes, project: Path, seed: int, *, tracked: bool = False
) -> tuple[bytes, list[str]]:
    """A package with six edits that are not neighbours, and their kinds."""
    done: list[str] = []

    def change(body: Any) -> None:
        draw = random.Random(seed)
        originals = [deepcopy(paragraph) for paragraph in body.findall(f"{W}p")]
        for number, paragraph in enumerate(body.findall(f"{W}p")):
            paragraph.set(_NUMBER_OF, str(number))
        busy: set[Any] = set()
        kinds = [kind for kind in _SINGLE for _ in range(3)]
        draw.shuffle(kinds)
        for kind in kinds if originals else ():
            free = [b for b in updates_in(body, project) if b[0] not in busy]
            before = _neighbours(body)
            places = list(range(len(free)))
            draw.shuffle(places)
            if len(done) < 6 and any(_SINGLE[kind](free, at, draw) for at in places):
                done.append(kind)
                after = _neighbours(body)
                for each in {*before, *after}:
                    if before.get(each) != after.get(each):
                        near = (each.getprevious(), each.getnext())
                        busy |= {each, *near}
        if tracked:
            _track(body, originals)
        else:
            _update_numbers(body)
        for paragraph in body.iter(f"{W}p"):
            paragraph.attrib.pop(_NUMBER_OF, None)

    return with_body(package, change), done


def _neighbours(body: Any) -> dict[Any, tuple[Any, ...]]:
    """Of each paragraph those beside it, and its words."""
    return {
        p: (p.getprevious(), p.getnext(), *words_of(p)) for p in body.findall(f"{W}p")
    }


def _track(body: Any, originals: Sequence[Any]) -> None:
    """Make each change of a body a tracked one."""
    pen = Tracked()
    there = {p.get(_NUMBER_OF): p for p in body.findall(f"{W}p")}
    for paragraph in body.findall(f"{W}p"):
        if paragraph.get(_NUMBER_OF) is None:
            pen.paragraph_inserted(paragraph)
    for number, original in enumerate(originals):
        now = there.get(str(number))
        if now is None:
            there[str(number)] = gone = deepcopy(original)
            there[str(number - 1)].addnext(gone)
            pen.paragraph_deleted(gone)
        elif words_of(now) != words_of(original):
            old, new = words_of(original), words_of(now)
            pairs = enumerate(zip_longest(old, new))
            same = next(at for at, (word, other) in pairs if word != other)
            kept = run_of(" ".join(old[:same]) + " ")
            old_rest, new_rest = " ".join(old[same:]), " ".join(new[same:])
            pieces = (*pen.deleted(old_rest),) if old_rest else ()
            pieces += (*pen.inserted(new_rest),) if new_rest else ()
            set_runs(now, kept, *pieces)


def copy_of(paragraph: Any) -> Any:
    """A new paragraph like another."""
    new = deepcopy(paragraph)
    new.attrib.pop(_NUMBER_OF, None)
    return new


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


def _worded(
    change: Callable[[list[str], random.Random], bool],
) -> Callable[[Bullets, int, random.Random], bool]:
    """An edit of the words of one update."""

    def edit(bullets: Bullets, at: int, draw: random.Random) -> bool:
        words = words_of(bullets[at][0])
        if len(words) < 8 or not change(words, draw):
            return False
        _write(bullets[at][0], words)
        return True

    return edit


def _figure(words: list[str], draw: random.Random) -> bool:
    places = [n for n, word in enumerate(words) if re.fullmatch(r"\d{1,3}\D*", word)]
    if places:
        at = draw.choice(places)
        words[at] = re.sub(
            r"\d(?!.*\d)", lambda d: str((int(d[0]) + 3) % 10), words[at]
        )
    return bool(places)


def _spliced(gone: int, *instead: str) -> Callable[[Bullets, int, random.Random], bool]:
    """An edit that writes something in place of some words."""

    def change(words: list[str], draw: random.Random) -> bool:
        at = draw.randrange(1, len(words) - max(gone, 1))
        words[at : at + gone] = draw.choice(instead).split()
        return True

    return _worded(change)


def _ended(words: list[str], _draw: random.Random) -> bool:
    words.extend(_MORE.split())
    return True


def _deleted(bullets: Bullets, at: int, _draw: random.Random) -> bool:
    paragraph, _ = bullets[at]
    below = paragraph.getnext()
    if below is None or _depth(below) > _depth(paragraph):
        return False
    return _remove(paragraph)


def _remove(*gone: Any) -> bool:
    """Remove a bullet with its points, and its period label if nothing is left under that."""
    above, below = gone[0].getprevious(), gone[-1].getnext()
    if not _depth(above) and not _depth(below):
        if _style(above) != "Heading5":
            return False
        if not _depth(above.getprevious()) and _style(below) != "Heading5":
            return False  # its heading would be left
        above.getparent().remove(above)
    for each in gone:
        each.getparent().remove(each)
    return True


def _deleted_whole(bullets: Bullets, at: int, _draw: random.Random) -> bool:
    paragraph, _ = bullets[at]
    gone = [paragraph]
    while (below := gone[-1].getnext()) is not None and _depth(below) > _depth(
        paragraph
    ):
        gone.append(below)
    return len(gone) > 1 and _remove(*gone)


def _depth(paragraph: Any) -> int:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    style = "" if found is None else str(found.get(f"{W}val"))
    if style == "NumberedPoint":
        return 2
    number = re.fullmatch(r"ListBullet(\d?)", style)
    return int(number[1] or 1) if number else 1 if style == "NumberedParagraph" else 0


def _added(bullets: Bullets, at: int, _draw: random.Random) -> bool:
    paragraph, _ = bullets[at]
    below = paragraph.getnext()
    if below is not None and _depth(below) > _depth(paragraph):
        return False
    new = copy_of(paragraph)
    _write(new, ADDED.split())
    paragraph.addnext(new)
    return True


def _added_first(bullets: Bullets, at: int, _draw: random.Random) -> bool:
    paragraph, _ = bullets[at]
    if _depth(paragraph.getprevious()) == _depth(paragraph):
        return False
    new = copy_of(paragraph)
    _write(new, ADDED.split())
    paragraph.addprevious(new)
    return True


def _point(bullets: Bullets, at: int, _draw: random.Random) -> bool:
    deeper = {
        "ListBullet": "ListBullet2",
        "ListBullet2": "ListBullet3",
        "NumberedParagraph": "NumberedPoint",
    }
    paragraph, _ = bullets[at]
    if _style(paragraph) not in deeper:
        return False
    new = copy_of(paragraph)
    _write(new, ADDED.split())
    style = new.find(f"{W}pPr/{W}pStyle")
    style.set(f"{W}val", deeper[_style(paragraph)])
    paragraph.addnext(new)
    return True


def _moved(bullets: Bullets, at: int, draw: random.Random) -> bool:
    paragraph, file = bullets[at]
    near = [paragraph.getprevious(), paragraph.getnext()]
    if any(x is None or _depth(x) > _depth(paragraph) for x in near):
        return False

    def is_end(other: Any) -> bool:
        below = other.getnext()
        return below is None or _depth(below) <= _depth(other)

    there = [
        other
        for other, name in bullets
        if name == file
        and other not in (paragraph, near[0])
        and _style(other) == _style(paragraph)
        and is_end(other)
    ]
    if not there or not _remove(paragraph):
        return False
    draw.choice(there).addnext(copy_of(paragraph))
    return True


def _split(bullets: Bullets, at: int, _draw: random.Random) -> bool:
    paragraph, _ = bullets[at]
    words = words_of(paragraph)
    below = paragraph.getnext()
    if len(words) < 12 or (below is not None and _depth(below) > _depth(paragraph)):
        return False
    new = copy_of(paragraph)
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
    below = two.getnext()
    if below is not None and _depth(below) > _depth(two):
        return False
    _write(one, [*words_of(one), *words_of(two)])
    two.getparent().remove(two)
    return True


_SINGLE: dict[str, Callable[[Bullets, int, random.Random], bool]] = {
    "word": _spliced(1, "lanterns"),
    "figure": _worded(_figure),
    "clause": _spliced(0, _ASKED),
    "shortened": _spliced(3, ""),
    "rewritten": _spliced(4, _NUMBER),
    "signs": _spliced(1, "“quoted”: so", "it’s #1 &", "R&D: £2,000"),
    "ended": _worded(_ended),
    "deleted": _deleted,
    "deleted with its points": _deleted_whole,
    "added": _added,
    "added first": _added_first,
    "point": _point,
    "moved": _moved,
    "split": _split,
    "joined": _joined,
}

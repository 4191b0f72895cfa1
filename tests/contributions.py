"""Contributions drawn from a report: fairly edited, with what was lost or changed on the way.

The project stays as it is. What a contributor sent says more, less or something else, as if an
officer had lost, invented or changed it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from email.message import EmailMessage
from html import escape
from typing import NamedTuple

from tests.readers import office
from tests.readers.office_xlsx import row, workbook

LOST = (
    "A kite club in {place} gave safety talks to {n} anglers.",
    "Officers in {place} returned {n} stolen tricycles to a museum.",
    "The {place} orchestra played for {n} apprentice bakers.",
)
PLACES = ("Wrexham", "Penzance", "Thurso", "Bangor", "Truro", "Whitby", "Kendal")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?= [a-z])")
_FIGURE = re.compile(r"(?<![\w£.,/-])\d{2,3}(?![\w.,/%-])")
_MODAL = re.compile(r"\b(?:was|were|has|have|is|are|will|can)\b")


class Drawn(NamedTuple):
    """What was sent, and what must be told of it."""

    files: dict[str, bytes]
    lost: list[str]
    """Sentences that the project does not have."""
    changed: list[tuple[str, str]]
    """What a sentence says in the project, and what was sent."""
    invented: list[str]
    """Sentences of the project that nobody sent."""
    fair: int
    """How many sentences were edited fairly."""


def draw_contributions(entries: list[list[str]], seed: int) -> Drawn:
    """Contributions in some formats, from the sentences of each entry of a project."""
    draw = random.Random(seed)
    sentences = [sentence for entry in entries for sentence in entry]
    once = [each for each in sentences if sentences.count(each) == 1]
    draw.shuffle(once)
    changed: list[tuple[str, str]] = []
    for plant in (_other_figure, _dropped_not, _swapped_name):
        found = ((each, plant(each, draw)) for each in once)
        changed.append(
            next((e, sent) for e, sent in found if sent and e not in dict(changed))
        )
    invented = [e for e in once if e not in dict(changed) and len(e.split()) > 6][:2]
    lost = [
        each.format(place=draw.choice(PLACES), n=draw.randrange(13, 99))
        for each in draw.sample(LOST, 2)
    ]
    fair = 0
    sent: list[list[str]] = [[each] for each in lost]
    for entry in entries:
        kept = []
        for each in entry:
            if each in invented:
                continue
            said = dict(changed).get(each, each)
            if said == each and draw.random() < 0.6:
                said, fair = draw.choice(FAIR)(each, draw), fair + 1
            kept.append(said)
        if kept and draw.random() < 0.3:
            sent += [[each] for each in kept]  # each sentence a bullet
        elif kept:
            sent.append(kept)
    draw.shuffle(sent)
    bullets = [" ".join(each) for each in sent]
    parts = [bullets[i :: len(FORMATS)] for i in range(len(FORMATS))]
    files = {
        name: make(part, draw)
        for (name, make), part in zip(FORMATS.items(), parts, strict=True)
    }
    return Drawn(files, lost, changed, invented, fair)


def _other_figure(sentence: str, draw: random.Random) -> str:
    figures = [*_FIGURE.finditer(sentence)]
    if not figures:
        return ""
    found = draw.choice(figures)
    other = str(int(found[0]) + draw.randrange(1, 9))
    return sentence[: found.start()] + other + sentence[found.end() :]


def _dropped_not(sentence: str, _draw: random.Random) -> str:
    found = _MODAL.search(sentence)
    return f"{sentence[: found.end()]} not{sentence[found.end() :]}" if found else ""


def _swapped_name(sentence: str, draw: random.Random) -> str:
    found = _NAME.search(sentence)
    if not found:
        return ""
    return sentence[: found.start()] + draw.choice(PLACES) + sentence[found.end() :]


def _misspelt(sentence: str, draw: random.Random) -> str:
    words = [*re.finditer(r"(?<![\w'’-])[a-z]{7,}(?![\w'’-])", sentence)]
    if not words:
        return sentence
    found = draw.choice(words)
    at = draw.randrange(2, len(found[0]) - 2)
    word = found[0]
    slips = (word[:at] + word[at] + word[at:], word[:at] + word[at + 1 :])
    return sentence[: found.start()] + draw.choice(slips) + sentence[found.end() :]


def _other_quotes(sentence: str, _draw: random.Random) -> str:
    swapped = {"'": "’", "–": "-", "’": "'"}
    return "".join(swapped.get(sign, sign) for sign in sentence)


def _american(sentence: str, _draw: random.Random) -> str:
    return re.sub(r"(?<=\b[a-z]{4})is(?=(?:e|ed|ing|ation)\b)", "iz", sentence)


def _split(sentence: str, _draw: random.Random) -> str:
    found = re.search(r"(?<=[a-z]{4}),? and (?=[a-z]+ [a-z]+ [a-z]+ [a-z]+ )", sentence)
    if not found or found.start() < 40:
        return sentence
    rest = sentence[found.end() :]
    return f"{sentence[: found.start()]}. {rest[0].upper()}{rest[1:]}"


def _joined(sentence: str, _draw: random.Random) -> str:
    return sentence.rstrip(".") + ";"


FAIR: tuple[Callable[[str, random.Random], str], ...] = (
    *(_misspelt, _misspelt, _other_quotes, _american, _split, _joined),
)


def _text(bullets: list[str], draw: random.Random) -> bytes:
    sign = draw.choice("-*•")
    lines = "\n".join(f"{sign} {each}" for each in bullets)
    return f"Hi Sam,\n\nHere are our updates.\n\n{lines}\n\nKind regards\nJo Bloggs\n".encode()


def _wrapped(bullets: list[str], _draw: random.Random) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "jo@a.invalid",
        "sam@b.invalid",
        "Quarter 4",
    )
    folded = []
    for each in bullets:
        line = "-"
        for word in each.split(" "):
            if len(line) + len(word) > 71:
                folded.append(line)
                line = " "
            line += f" {word}"
        folded.append(line)
    quoted = "On 3 July 2020 Sam Reed wrote:\n> Please send your updates by Friday.\n"
    message.set_content(
        "Dear Sam,\n\n" + "\n".join(folded) + f"\n\nThanks, Jo\n\n{quoted}"
    )
    return message.as_bytes()


def _word(bullets: list[str], _draw: random.Random) -> bytes:
    rows = "".join(
        f"<w:tr><w:tc>{office.p(escape(each))}</w:tc><w:tc>{office.p('Yes')}</w:tc></w:tr>"
        for each in bullets
    )
    head = f"<w:tr><w:tc>{office.p('Update')}</w:tc><w:tc>{office.p('Publish?')}</w:tc></w:tr>"
    return office.word(f"<w:tbl>{head}{rows}</w:tbl>")


def _excel(bullets: list[str], _draw: random.Random) -> bytes:
    rows = "".join(row(n, each, "Yes") for n, each in enumerate(bullets, start=2))
    return workbook(("Updates", row(1, "Update", "Publish?") + rows))


def _csv(bullets: list[str], _draw: random.Random) -> bytes:
    quoted = (each.replace('"', '""') for each in bullets)
    return "".join(
        ["Update,Publish?\r\n", *(f'"{each}",Yes\r\n' for each in quoted)]
    ).encode()


def _page(bullets: list[str], _draw: random.Random) -> bytes:
    items = "".join(f"<li>{escape(each)}" for each in bullets)
    return f"<html><head><title>x</title></head><body><h1>Updates</h1><ul>{items}</ul></body></html>".encode()


FORMATS: dict[str, Callable[[list[str], random.Random], bytes]] = {
    "force.txt": _text,
    "office.eml": _wrapped,
    "partners.docx": _word,
    "grants.xlsx": _excel,
    "fund.csv": _csv,
    "page.html": _page,
}

"""What must not be quoted from the old side, because the new one keeps it private.

By the same words wherever they stand; by nearly the same words of a sentence that has
become private; by the place of a line, and by what it was paired with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pccreport.compare.comparison import told_privately
from pccreport.compare.sides import Line, Side, plain
from pccreport.findings.text import Span
from pccreport.language.resemblance import Resemblance
from pccreport.language.sentences import sentences
from pccreport.model import published
from pccreport.model.published import Said, Spot
from pccreport.model.update import Update

_NEAR = 0.7
"""From this resemblance on, a sentence is one that was only worded anew."""
_SHORTEST = 5
"""Words: shorter sentences resemble each other by chance."""


Updates = tuple[Update, ...]


def closed(
    old: Updates,
    new: Updates,
    after: Side,
    side: Callable[[Updates, frozenset[Spot]], Side],
) -> Updates:
    """The old updates with nothing public in them that the new ones keep private.

    `after` is the new side with all that is private in it; `side` makes one of updates,
    with the places that are private.
    """
    if secret := _words(new):
        old = published.closed(old, frozenset(), secret)
    # What was private before as well takes its own partner, and nobody else's.
    opened = side(published.opened(old), published.private(old))
    found = [*told_privately(opened, after), *_reworded(opened, old, new)]
    return published.closed(old, frozenset(map(published.spot, found)), frozenset())


def _words(new: Updates) -> frozenset[Said]:
    """What the new updates keep private, and say nowhere in public."""
    private, public = published.private_texts(new), published.public_texts(new)
    return frozenset(private).difference(public)


def _reworded(opened: Side, old: Updates, new: Updates) -> Iterator[Span]:
    """Old lines with a sentence near to one that has become private."""
    private = (
        published.private_texts(new).items() - published.private_texts(old).items()
    )
    said = published.public_texts(new)
    lines = [
        line
        for line in opened.lines
        if not line.private and published.said(line.text) not in said
    ]
    secrets = [each for _, text in sorted(private) for each in _sentences(text)]
    if not (secrets and lines):
        return
    told = [(line, each) for line in lines for each in _of_line(line)]
    measure = Resemblance([each for _, each in told], secrets)
    near = measure.pairs(range(len(told)), range(len(secrets)), _NEAR)
    for number in sorted({pair.old for pair in near}):
        yield told[number][0].at


def _of_line(line: Line) -> Iterator[str]:
    yield from _sentences(line.text)
    yield from _sentences(plain(line.outcome))


def _sentences(text: str) -> Iterator[str]:
    for sentence in sentences(text):
        words = text[sentence.start : sentence.end]
        if len(words.split()) >= _SHORTEST:
            yield words

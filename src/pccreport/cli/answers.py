"""What an officer says of the sentences that are in no update: does one keep anything back?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from pccreport.cli import terminal
from pccreport.intake.fates import SentUpdate, Unplaced
from pccreport.pipeline.paste import PasteResult, all_updates, sent_line
from pccreport.source.answers import SentLine

_QUESTION = (
    "Does any of them keep something back? n: no, o: one update, a: all of them,"
    " l: leave it open; Enter: none of these and of the rest."
)
_WORDS = 60
"""Characters of an update that are shown."""


def ask(result: PasteResult) -> tuple[PasteResult, list[SentLine]]:
    """Return what was read with what is kept back, and the answered and the open lines.

    One key answers for a sentence, and Enter for it and for all that follow.
    """
    by = os.environ.get("USERNAME") or os.environ.get("USER") or ""
    unplaced, sent = result.open, list[SentLine]()
    terminal.print_sentence(_QUESTION)
    for number, each in enumerate(unplaced):
        match _answer(each, f"{number + 1} of {len(unplaced)}"):
            case "":
                rest = unplaced[number:]
                return result, [
                    *sent,
                    *(sent_line(result.name, x, by=by) for x in rest),
                ]
            case "l":
                sent.append(sent_line(result.name, each))
                continue
            case "a":
                result = result.kept_back(None)
            case "o":
                chosen = _choose(all_updates(result.reading))
                result = result.kept_back({*chosen})
            case _:
                pass
        sent.append(sent_line(result.name, each, by=by))
    return result, sent


def _answer(each: Unplaced, number: str) -> str:
    """Return the key that answers for a sentence; at the end of the input, that leaves it open."""
    words = " ".join(each.text.split())
    terminal.print_sentence(f"{number}, {each.place} ({each.why}): “{words}”")
    while True:
        typed = _typed("n, o, a, l or Enter: ")
        if typed in ("", "n", "o", "a", "l"):
            return typed


def _choose(updates: list[SentUpdate]) -> Iterator[str]:
    """Yield the places of the updates that are chosen by their numbers."""
    for number, update in enumerate(updates, start=1):
        terminal.print_message(f"  {number}: {update.text[:_WORDS]}")
    while True:
        typed = _typed("which (such as 2, or 2 5): ").replace(",", " ").split()
        if typed and all(x.isdecimal() and 0 < int(x) <= len(updates) for x in typed):
            yield from (updates[int(x) - 1].place for x in typed)
            return


def _typed(prompt: str) -> str:
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    return line.strip().casefold()[:40] if line else "l"

"""What an officer says of the sentences that are in no update: does one keep anything back?"""

import os
import re
from collections.abc import Sequence

from pccreport.cli import terminal
from pccreport.intake.fates import SentUpdate, Unplaced
from pccreport.language.texts.counted import quote
from pccreport.pipeline.paste import PasteResult, as_sent_line
from pccreport.source.answers import SentLine

_QUESTION = (
    "For each of them: does it keep anything back? n: no; o: some updates; a: all"
    " updates; l: leave it open; Enter: no, and no for all the rest."
)


def ask_about_unplaced_texts(result: PasteResult) -> tuple[PasteResult, list[SentLine]]:
    """Return what was read with what is kept back, and the answered and the open lines.

    One key answers for a sentence, and Enter for it and for all that follow.
    """
    by = os.environ.get("USERNAME") or os.environ.get("USER") or ""
    unplaced, sent = result.open_texts, list[SentLine]()
    updates = result.reading.updates
    terminal.print_sentence(_QUESTION)
    for number, each in enumerate(unplaced):
        typed = _ask_about_one(each, f"{number + 1} of {len(unplaced)}", updates)
        if not typed:
            rest = (as_sent_line(result.name, x, by=by) for x in unplaced[number:])
            return result, [*sent, *rest]
        is_left = typed == "l"
        if typed == "a":
            result = result.keep_back(None)
        elif typed == "o":
            chosen = _ask_for_updates(updates)
            result, is_left = result.keep_back(chosen), not chosen
        sent.append(as_sent_line(result.name, each, by=None if is_left else by))
    return result, sent


def _ask_about_one(each: Unplaced, number: str, updates: Sequence[SentUpdate]) -> str:
    """Return the key that answers for a sentence; at the end of the input, that leaves it open.

    Below it is what it keeps back already.
    """
    words = " ".join(each.text.split())
    terminal.print_sentence(f"{number}, {each.place} ({each.reason}): “{words}”")
    for update in updates:
        if update.place in each.keeps.split(", "):
            terminal.print_message(f"  {update.place}: {quote(update.text)}")
    while True:
        typed = terminal.ask_user("n, o, a, l or Enter: ")
        typed = "l" if typed is None else typed.casefold()
        if typed in ("", "n", "o", "a", "l"):
            return typed


def _ask_for_updates(updates: Sequence[SentUpdate]) -> set[str]:
    """Return the places of the updates that are chosen by their numbers."""
    for number, update in enumerate(updates, start=1):
        terminal.print_message(f"  {number}: {quote(update.text)}")
    typed = terminal.ask_user("which (such as 2, or 2 5; Enter: leave it open): ") or ""
    numbers = {int(x) for x in re.findall(r"\d+", typed)}
    return {x.place for at, x in enumerate(updates, start=1) if at in numbers}

"""A chat that was copied out: who has sent each message, and what of it is only talk."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import zip_longest

from pccreport.intake.lines import Line
from pccreport.intake.marks import is_marked, split_mark
from pccreport.intake.titles import is_short
from pccreport.language import pasted_text
from pccreport.language.sentences import is_statement

_LEAST = 3
"""Messages of a chat, at least; one less if the text of each is beside its time and name."""
_SENTENCE = 8
"""Words of a message with a figure that is an update, whatever its verb, at least."""
_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?"
_DAY = r"(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}|\w+ \d{1,2},? \d{4}|\d{1,2} \w+(?: \d{4})?|[^\W\d]+)"
_WHEN = rf"(?:{_DAY},?\s+)?{_CLOCK}"
_WHO = r"(?P<who>[^\W\d_][^:\[\]]{1,59}?)"
_HEADS = (
    rf"\[{_WHEN}\]\s+{_WHO}(?::\s+(?P<text>.*))?",  # Teams, WhatsApp on an iPhone
    rf"{_WHEN}\s+[-–]\s+{_WHO}:\s+(?P<text>.*)",  # WhatsApp on other telephones
    rf"{_WHO}(?:\s+\[{_WHEN}\]|\s{{2,}}{_WHEN}|\t{_WHEN}|\s+{_CLOCK})",  # Slack
)
_TIME = re.compile(rf"\W*(?:{_WHEN}|{_DAY})\W*")
_REACTIONS = re.compile(r"(?=.*[^\w\s.,;:%£()-])(?:[^\w£%]+\s*\d{0,3}\s*)+")


def part_chat(
    lines: Sequence[Line], is_heading: Callable[[str], bool]
) -> tuple[list[Line], list[Line], list[Line]]:
    """Return the lines of a text, what of it only frames the messages of a chat, and its talk.

    Nothing changes if it is no chat. Each line of a message is then a text of its own, if it is not
    too short for one. The person who asks first wants the updates, and gives none.
    """
    texts = [line for line in lines if line.text and not line.cells]
    no_line = Line(0, "")
    pairs = [*zip_longest(texts, texts[1:], fillvalue=no_line)]
    heads = {
        line.number: found for line, below in pairs if (found := _head(line, below))
    }
    with_text = sum(
        bool(heads[line.number].groupdict().get("text"))
        or (below is not no_line and below.number not in heads)
        for line, below in pairs
        if line.number in heads
    )
    are_whole = all(x.groupdict().get("text") for x in heads.values())
    # Others may be a table of times.
    if len(heads) < _LEAST - are_whole or 2 * with_text < len(heads):
        return [*lines], [], []
    kept: list[Line] = []
    frame: list[Line] = []
    talk: list[Line] = []
    who, asks, last = "", None, 0
    for line in lines:
        text = line.text
        if head := heads.get(line.number):
            who, last = head["who"].strip(), 0
            text = (head.groupdict().get("text") or "").strip()
            of_head = line.whole.removesuffix(text)
            frame.append(line._replace(text=of_head, sign=""))
        elif not (who and text):
            kept.append(line)
            continue
        if not text:
            continue
        own = line._replace(text=text, sign="" if head else line.sign)
        is_clear = is_marked(text) or not pasted_text.may_keep_back(text)
        is_item = own.sign and last and is_clear
        asks = asks if asks is not None else who * ("?" in text)
        if _TIME.fullmatch(text) or _is_frame(own.whole):
            frame.append(own)
        elif who != asks and not head and last and _goes_on(text):
            kept[last] = kept[last]._replace(text=f"{kept[last].text} {text}")
        elif who == asks or (_is_talk(text) and not (is_item or is_heading(text))):
            talk.append(own)
        else:
            between = Line(line.number, "")
            own = own._replace(alone=True, apart=True, goes_on=False)
            last = len(kept) + 1
            kept += (between, own, between)
    return kept, frame, talk


def _goes_on(text: str) -> bool:
    """Return whether a line of a message only adds a figure to the update above: “38 have joined.”"""
    is_sentence = text.endswith(".") and not text[0].islower()
    return is_sentence and re.search(r"\d", text) is not None and _is_talk(text)


def _head(line: Line, below: Line) -> re.Match[str] | None:
    """Return the head of a message, with who has sent it and what it says on its line.

    When it was sent may be on the line below.
    """
    found = [re.fullmatch(head, line.whole) for head in _HEADS]
    if is_short(line.text) and re.fullmatch(_WHEN, below.text):
        found.append(re.fullmatch(_WHO, line.text))
    return next((x for x in found if x and x["who"][0].isupper()), None)


def _is_frame(text: str) -> bool:
    """Return whether a line is what a chat program adds: reactions, “Edited”, who has come."""
    return bool(_REACTIONS.fullmatch(text)) or pasted_text.is_of_chat(text)


def _is_talk(text: str) -> bool:
    """Return whether a line of a message is no update: it is no sentence, or it asks."""
    is_kept = is_marked(text)
    wording = split_mark(text)[1] if is_kept else text
    is_long = len(wording.split()) >= _SENTENCE and re.search(r"\d", wording)
    is_update = is_statement(wording) or (is_long and not wording[:1].islower())
    says = (pasted_text.speaks_to_officer, pasted_text.answers_above)
    is_remark = not is_kept and any(says_so(text) for says_so in says)
    return text.endswith("?") or is_remark or not is_update

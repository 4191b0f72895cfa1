"""The signature of a message that nothing announces: a name, a title, a telephone number."""

import re
from collections.abc import Callable, Container, Iterable, Iterator

from pccreport.intake.account import is_sentence
from pccreport.intake.lines import Line, goes_on
from pccreport.intake.marks import is_mark
from pccreport.language import pasted_text
from pccreport.language.dates import find_dates
from pccreport.language.sentences import has_verb

_SIGNED = 5
"""Words of a line of a signature that nothing announces, at most: “A/Insp Colin Bray”."""
_FEW_PARTS = 2
"""Parts of a line, divided by bars, that a line of a text may have."""
_INITIALS = re.compile(r"\W*(?:(?:[A-Z]\.\s?)+|[A-Z]{1,2})[A-Z]\W*|\W*[A-Z]\W*")
"""“R.”, “J.P.”, “(JB)”: who has sent it."""
_CONTACT = re.compile(r"(?:\+44|\b0)[\d ()]{8,}|\bwww\.|https?://|\S@\S")
"""A telephone number or an address, of which a signature has one."""


def take_signature(
    body: list[Line],
    longest: int,
    figures: Container[int],
    is_heading: Callable[[Line], bool],
) -> Iterator[Line]:
    """Take names and numbers off the end of a body, which nothing announces, and yield them."""
    while block := last_block(body, longest):
        is_last = body[:-1] and body[-1].number not in figures
        if is_last and are_initials(body[-1], apart=not body[-2].text):
            yield body.pop()
            continue
        at = len(body) - len(block)
        above = next((x for x in reversed(body[:at]) if x.text), None)
        wording = [x.text for x in block if not pasted_text.is_disclaimer(x.text)]
        ends = wording and wording[-1].rstrip().endswith((".", "?", "!", ":", ";"))
        is_text = any(
            line.sign
            or line.cells
            or line.number in figures
            or is_mark(line.text)
            or pasted_text.is_privacy_label(line.text)
            or not _may_sign(line)
            for line in block
        )
        if above is None or ends or is_text or is_heading(above):
            return
        yield from block
        del body[at:]


def are_initials(line: Line, *, apart: bool) -> bool:
    """Return whether a line has nothing but initials; the item of a list, if it is `apart`."""
    is_own = not (line.cells or is_mark(line.text)) and (apart or not line.sign)
    is_own = is_own and not pasted_text.is_privacy_label(line.text)
    return is_own and _INITIALS.fullmatch(line.text) is not None


def last_block(body: list[Line], longest: int) -> list[Line]:
    """Return the lines after the last empty one, or from a name with a title below a list.

    Empty lines at the end are taken off; `longest` is how long the lines of the text can be.
    """
    while body and not body[-1].text:
        body.pop()
    block: list[Line] = []
    for line in reversed(body):
        is_end = line.sign and block and _ends_list(line, block[-1], longest)
        if not line.text or is_end:
            return block[::-1]
        block.append(line)
    return []


def has_contact(block: Iterable[Line]) -> bool:
    """Return whether lines have no sentence, and a telephone number or an address."""
    parts = " | ".join(line.text for line in block).split(" | ")
    return any(map(_CONTACT.search, parts)) and not any(map(is_sentence, parts))


def _ends_list(line: Line, below: Line, longest: int) -> bool:
    """Return whether a name with a title is below an item, which had room for its first word."""
    needed = line.length + 1 + len(below.text.partition(" ")[0])
    has_room = needed <= longest or not goes_on(line, below)
    return has_room and _is_name_with_title(below)


def _is_name_with_title(line: Line) -> bool:
    """Return whether a line is a name and what somebody is: “Supt Jo Bray, Head of Roads”."""
    name, *titles = line.text.split(", ")
    is_name = 1 < len(name.split()) <= _SIGNED and bool(titles)
    are_titles = all(x[0].isupper() for x in (*name.split(), *filter(None, titles)))
    has_text = re.search(r"[\d£%]|[.!?:;,]\Z", line.text) or has_verb(line.text)
    return is_name and are_titles and not (line.sign or has_text)


def _may_sign(line: Line) -> bool:
    """Return whether a line may be of a signature: a few words, a name with a date, a disclaimer."""
    if pasted_text.is_disclaimer(line.text) or _is_name_with_title(line):
        return True
    parts = line.text.split(" | ")
    if len(parts) > _FEW_PARTS and not re.search(r"[£%]|\.\Z", line.text):
        return True  # “Insp. Jo Bray | Performance | Westhaven Police”
    dates = find_dates(line.text)
    name = line.text[: dates[0].start].split() if dates else []
    is_name = bool(name) and all(word[0].isupper() for word in name)
    parts = [" ".join(name)] if is_name else parts
    return all(len(part.split()) <= _SIGNED for part in parts)

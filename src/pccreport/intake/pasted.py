"""A pasted text (an e-mail, a page, a list copied out of Word) as updates.

Every line is placed in an update, or left out with the reason: nothing gets lost
on the way.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import takewhile
from types import MappingProxyType
from typing import NamedTuple

from pccreport.intake.account import Account, LeftOutLine, LeftOutReason, leave_out
from pccreport.intake.body import Body
from pccreport.intake.forms import turn_forms
from pccreport.intake.headings import PlanWords, aim_heading
from pccreport.intake.items import CellKey, PastedItem
from pccreport.intake.lines import SHEET, Line, TypedText, find_list_sign, read_lines
from pccreport.intake.links import put_links
from pccreport.intake.marks import is_mark, is_marked, names_private, split_mark
from pccreport.intake.measured import (
    NO_MEASURES,
    Key,
    MeasureNames,
    PastedFigure,
    find_figures,
)
from pccreport.intake.message import Message, unframe
from pccreport.intake.placing import Around
from pccreport.intake.pointed import find_remarks
from pccreport.intake.senders import SUBJECT, Place, find_aim, find_stream, quoted
from pccreport.language import pasted_text

_OTHERS = (LeftOutReason.HEADER, LeftOutReason.REPLY)
"""Where another message begins."""


class PastedUpdates(NamedTuple):
    """What was read."""

    cells: Mapping[tuple[str, str], Sequence[PastedItem]]
    """Updates by the keys of their key aim and stream, in the order of the text."""
    left_out: tuple[LeftOutLine, ...]
    repairs: Mapping[str, int]
    """How often something was put right, by what it is called."""
    doubts: tuple[tuple[int, str], ...]
    """What may have been understood wrongly, by line."""
    figures: Mapping[Key, PastedFigure] = MappingProxyType({})
    columns: Mapping[tuple[str, str], int] = MappingProxyType({})
    """What was left out of tables and workbooks, each with its unit: how much of it there is."""
    whose: Place = "", ""
    """The stream taken where no heading names one, and what says that it is this one."""
    about: Place = "", ""
    """The key aim, in the same way."""


def read_pasted(
    text: str | TypedText,
    words: PlanWords,
    aim: str = "",
    stream: str = "",
    measures: MeasureNames = NO_MEASURES,
) -> PastedUpdates:
    """Return the updates in a text.

    `aim` and `stream` are the keys of what it is about until a heading says otherwise.
    """
    text = text if isinstance(text, TypedText) else TypedText(text)
    pieces = re.findall(
        r"[^\W\d_]{3,}", re.sub(r"\w+-[ \t]*[\r\n]+\W*\w+", "", text.text)
    )
    known = words.known | {*map(str.casefold, pieces)}
    read = _read(text, words, known, (aim, stream), measures)
    # The message that is passed on may have them, unless it is answered.
    bare = re.sub(r"(?m)^[ \t]*> ?", "", text.text)
    has_other = bare != text.text or any(x.reason in _OTHERS for x in read.left_out)
    is_found = read.cells or read.figures or any(map(_is_answer, read.left_out))
    if has_other and not is_found:
        passed_on = text._replace(text=bare, passed_on=True)
        below = _read(passed_on, words, known, (aim, stream), measures)
        read = below if below.cells else read
    return read


def _is_answer(line: LeftOutLine) -> bool:
    """Return whether a line that was left out is a contributor's own, not who passed it on."""
    is_listed = line.may_be_update and find_list_sign(line.text) is not None
    return is_listed or pasted_text.is_nothing_to_report(line.text)


def _read(
    text: TypedText,
    words: PlanWords,
    known: frozenset[str],
    given: CellKey,
    measures: MeasureNames,
) -> PastedUpdates:
    aim, stream = given
    account = Account()
    typed = [
        line._replace(
            heading=text.headings.get(line.number, line.heading),
            links=text.links.get(line.number, ()),
            goes_on=line.number in text.breaks or None,
        )
        for line in read_lines(text.text, account.repairs)
    ]
    typed = turn_forms(typed, words.aim_label)
    found = find_figures(typed, measures).items()
    of_measures = {number for number, x in found if x.given or not x.doubt}
    frame = partial(unframe, typed, words, text, figures=of_measures)
    message = frame(aim_known=bool(aim))
    about, introduced = (("", ""), 0) if aim else _about(text, typed, message, words)
    message = frame(aim_known=True) if about[0] else message
    whose = ("", "") if stream else _whose(text, message, words)
    around = Around(known, (aim or about[0], stream), about, introduced, whose)
    account.left_out += message.left_out
    body = Body(words, around, account)
    marking = message.marking
    body.all_private = marking is not None or names_private(text.name)
    # A subject or a remark may say of which period the figures are.
    own = [x for x in message.left_out if x.reason is not LeftOutReason.REPLY]
    lines = (*message.body, *(Line(x.number, x.text) for x in own))
    in_order = sorted(lines, key=lambda line: line.number)
    body.read(message.body, find_figures(in_order, measures))
    remarks = (x for x in own if x.reason is LeftOutReason.REMARK)
    remark = next((x for x in remarks if is_marked(x.text)), None)
    if remark and body.figures:
        body.figures.keep_all()
        doubt = "it may be about the figures, which are kept back"
        account.doubt(remark.number, doubt)
    if (text.passed_on or message.passed_on) and body.first:
        account.doubt(body.first, "what is passed on from here was read")
    if marking:
        body.keep_all(marking.number)
    elif names_private(text.name):
        body.keep_all(body.first, "the file’s name says")
    return _settled(body, around, account)


def _settled(body: Body, around: Around, account: Account) -> PastedUpdates:
    """Return what was read of a body, with what was left out before."""
    if mark := body.last_mark:
        body.all_private = True
        doubt = "nothing is under it, so that all above it is kept back"
        account.doubt(mark.number, doubt)
    # What keeps back others is the contributor's own, and in no earlier message.
    sent = (x for x in account.left_out if x.reason is not LeftOutReason.REPLY)
    remarks = find_remarks(sorted((x.number, x.text) for x in sent))
    account.left_out += (
        *leave_out(body.items.keep_pointed(remarks), LeftOutReason.MARK),
        *leave_out(body.items.take_remarks(), LeftOutReason.REMARK),
        *leave_out(body.figures.contradicted(), LeftOutReason.TWICE),
    )
    body.items.doubt_last()
    read = body.items.read(all_private=body.all_private)
    cells = {key: own for key, x in read.items() if (own := _cleaned(x, account))}
    figures = {
        key: each._replace(private=each.private or body.all_private)
        for key, each in body.figures.settled().items()
    }
    lines = sorted(account.left_out, key=lambda line: line.number)
    doubts = sorted({*account.doubts})
    is_taken = body.is_taken or (body.is_asked and not cells)
    whose = around.whose if is_taken else ("", "")
    return PastedUpdates(
        *(cells, (*lines,), account.repairs, (*doubts,), figures, account.columns),
        *(whose, around.about),
    )


def _cleaned(items: Iterable[PastedItem], account: Account) -> tuple[PastedItem, ...]:
    """Return items with their links, without marks, remarks to the officer, and what says nothing."""
    found = []
    for item in items:
        text, points = item.text, _cleaned(item.points, account)

        def leave(words: str, reason: LeftOutReason, line: int = item.line) -> None:
            account.left_out.append(LeftOutLine(line, words, reason))

        if item.private and is_marked(text):
            mark, text = split_mark(text)
            is_whole = is_mark(mark.strip(" ,:–—-"))
            if mark:
                reason = LeftOutReason.MARK_ALONE if is_whole else LeftOutReason.MARK
                leave(mark.strip(), reason)
        for remark in pasted_text.find_asides(text):
            without = re.sub(r"\s+([.,;:]|\Z)|  +", r"\1 ", text.replace(remark, ""))
            text = without.strip()
            leave(remark, LeftOutReason.REMARK)
        is_nothing = not (item.nothing or points)
        if is_nothing and text and pasted_text.is_nothing_to_report(text):
            leave(text, LeftOutReason.NOTHING)
        elif text or points:
            found.append(_linked(item._replace(text=text, points=points), account))
    if len(found) < 2:
        return (*found,)
    for item in filter(lambda x: x.nothing, found):
        account.doubt(item.line, "it says that there is nothing, beside other updates")
    return (*(x._replace(nothing="") for x in found),)


def _linked(item: PastedItem, account: Account) -> PastedItem:
    """Return an item with its links in the first of its texts that has their words."""
    texts, left = [item.text, item.outcome, item.nothing], dict.fromkeys(item.links, "")
    for at, wording in enumerate(texts):
        if wording and left:
            texts[at], without = put_links(wording, [*left])
            left = dict(without)
    for link, why in left.items():
        doubt = f"the address of “{link.words[:60]}” was left out: {why}"
        account.doubt(item.line, doubt)
    text, outcome, nothing = texts
    return item._replace(text=text, outcome=outcome, nothing=nothing)


def _around(text: TypedText, message: Message) -> Iterator[Place]:
    """Yield the name of a file and the header of its message."""
    yield "the file’s name", text.name
    if not message.passed_on:
        yield "the sender", text.sender
    kinds = {"from": "the sender", "subject": SUBJECT}
    field, last = "", 0
    for left in message.left_out:
        if left.reason is LeftOutReason.HEADER:
            # A field may go on in the next line.
            field = field if left.number == last + 1 else ""
            field, last = pasted_text.header_field(left.text) or field, left.number
            if field not in ("to", "cc", "bcc"):
                yield kinds.get(field, "the header"), left.text


def _whose(text: TypedText, message: Message, words: PlanWords) -> Place:
    """Return the stream of a text whose headings name none, and what says so."""
    lines = [x.text for x in message.left_out if x.reason is LeftOutReason.PAGE]
    for line in message.body:
        if aim_heading(line.text, words, alone=line.alone):
            break
        lines.append(" ".join(line.cells) or line.text)
    signed = (LeftOutReason.SIGNATURE, LeftOutReason.LAST_LINES)
    lines += [x.text for x in message.left_out if x.reason in signed]
    passed_on_by = text.sender if message.passed_on else ""
    return find_stream([*_around(text, message)], lines, words, passed_on_by)


def _about(
    text: TypedText, typed: Sequence[Line], message: Message, words: PlanWords
) -> tuple[Place, int]:
    """Return the key aim of a text above any heading, what says so, and on which line, or 0.

    If a heading follows, only a sentence above a list or a table says so.
    """
    remarks = {x.number for x in message.left_out if x.reason is LeftOutReason.REMARK}
    read = remarks | {line.number for line in message.body}
    lines = [x for x in typed if x.number in read and x.text]
    above = [*takewhile(lambda line: not (line.sign or line.cells), lines)]
    plain = (x for x in message.body if not (x.sign or x.cells))
    headings = (x for x in plain if aim_heading(x.text, words, alone=x.alone))
    heading = next(headings, None)
    places: list[Place] = []
    if heading is None:
        sheets = (x for x in lines if x.heading == SHEET and not x.cells)
        places += _around(text, message)
        places += (("the sheet’s name", x.text) for x in sheets)
    elif not any(x.number < heading.number for x in lines[len(above) :]):
        return ("", ""), 0
    places += ((quoted(x.text), x.text) for x in above if x.heading != SHEET)
    found = find_aim(places, words)
    numbers = (x.number for x in above if quoted(x.text) == found[1])
    return found, next(numbers, 0)

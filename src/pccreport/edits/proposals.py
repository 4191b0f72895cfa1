"""Edits of the files of a project that would take back what was changed in a Word file.

Each is only proposed: `pull` proves which of them make the report say what the Word file says.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby, product, takewhile
from typing import NamedTuple

from pccreport.compare.changes import Secrecy
from pccreport.compare.pairing import Pair
from pccreport.compare.redaction import TextSecrecy
from pccreport.compare.sides import ComparedText
from pccreport.edits.places import MatchedTexts, ParentAndNode, is_in
from pccreport.findings.finding import Edit
from pccreport.findings.text import Span
from pccreport.language.calendar.dates import find_dates
from pccreport.language.texts.figures import find_figures
from pccreport.model import visibility
from pccreport.source import splice
from pccreport.source.node import MappingNode, Node, ScalarNode, is_flow
from pccreport.writers.project_yaml import EntryText, entry_lines

_MADE = "pccreport makes these words from “{}:” in {}"
_NOT_TYPED = "these words come from pccreport or the house format"
_PRIVATE = "it contains words that are private in the project"
ASKED = "it has words found only in private text; if it may be printed, put it into the files yourself"
_AWARD = "the amount under “award:” is the old sum; it is not clear what the new one is"
_NOT_LISTED = "only updates and lines of lists can be deleted"
_HAS_POINTS = "it has points or an outcome that was not deleted"
_HAS_MORE = "it was joined to another, but has points or fields of its own"
_HAS_PRIVATE = "something in it is private"
_NO_NEIGHBOUR = "the updates next to it in the files are at another level, or not on their own lines"
_UNDER_NEW = "it is, or is under, a heading that the report does not have there"
_OTHER_QUARTER = "it would move to another quarter"
_PLAIN_KEYS = {"text", "points", "public", "lead", "as"}
_MOST_CHOICES = 6


class Proposal(NamedTuple):
    """What would take some texts of the Word file back, all or none."""

    new: tuple[int, ...]
    """The texts of the Word file, by index."""
    old: tuple[int, ...]
    """The printed texts, by index."""
    choices: tuple[tuple[Edit, ...], ...]
    """Ways to do it, the best first; () if there is none."""
    why: str = ""
    """The reason why there is none."""


def propose_edits(matched: MatchedTexts) -> tuple[Proposal, ...]:
    """Return what would take each change back.

    What must all be made, or not at all, is one: the pieces of a split or joined text, what replaces
    another text, and a text with what is deleted under it.
    """
    made = _Proposer(matched)
    parts = (*made.rewordings(), *made.additions(), *made.deletions())
    groups = [({*p.old}, {*p.new}) for p in matched.pairs]
    gone = {i for p in parts for i in p.old if not p.new}
    for i in (i for p in parts for i in p.old):
        if cut := matched.cut_place(i):
            groups.append(({i, *gone & matched.texts_within(cut[1])}, set()))
    for olds, news in groups:
        own = [p for p in parts if news & {*p.new} or olds & {*p.old}]
        if len(own) > 1:
            parts = (*(p for p in parts if p not in own), _merge_proposals(own))
    return parts


def _merge_proposals(parts: Sequence[Proposal]) -> Proposal:
    new = dict.fromkeys(j for p in parts for j in p.new)
    old = dict.fromkeys(i for p in parts for i in p.old)
    why = next((p.why for p in parts if not p.choices), "")
    each = product(*(p.choices for p in parts))
    choices = [tuple(e for edits in some for e in edits) for some in each]
    return Proposal((*new,), (*old,), (*choices[:_MOST_CHOICES],), why)


class _Proposer:
    """The changes of one Word file."""

    def __init__(self, matched: MatchedTexts) -> None:
        self._old, self._new = matched.old, matched.new
        self._places = matched
        self._pairs = [p for p in matched.pairs if not self._is_replaced(p)]
        self._secrecy = TextSecrecy(
            visibility.private_plain_texts(matched.updates),
            (text.text for text in matched.old),
        )
        self._months = {x[4:] for t in matched.old for x in find_dates(t.text)}
        self._moved = {p.new[0]: p.old[0] for p in self._pairs if not p.near}
        """The old text of each new one that was moved."""
        self._here = {p.new[0]: p.old for p in self._pairs if p.near}
        """The old texts of each new one that is where they were."""
        self._joined = {i for p in self._pairs for i in p.old[1:]}
        stay = {p.old[0] for p in self._pairs if p.near}
        self._gone = {*range(len(self._old))} - stay
        """The old texts that are not where they were."""
        self._cuts = {
            id(found[1])
            for i in self._gone
            if (found := self._places.cut_place(i)) and not self._why_kept(i, found[1])
        }
        self._inside: list[Edit] = []
        """The rewordings of moved texts."""

    # Words -------------------------------------------------------------------------

    def rewordings(self) -> Iterator[Proposal]:
        """Yield what changes the words of a text."""
        for pair in self._pairs:
            i, j = pair.old[0], pair.new[0]
            old, new = self._old[i].text, self._new[j].text
            if splice.straighten(old) == splice.straighten(new):
                continue
            made = (splice.reword(node, old, new) for node in self._places.scalars(i))
            choices = tuple(filter(None, made))[:_MOST_CHOICES]
            said = " ".join(self._new[n].text for n in pair.new)
            award = self._award_edits(i, old, said)
            choices = () if award is None else tuple((*c, *award) for c in choices)
            why = self._why_secret(j, old) or (_AWARD if award is None else "")
            if not pair.near:
                self._inside += choices[0] if choices else ()
            elif why:
                yield Proposal((j,), (i,), (), why)
            else:
                is_typed = choices and self._places.is_of_update(i)
                why = "" if is_typed else self._why_generated(i)
                yield Proposal((j,), (i,), choices, why)

    def _is_replaced(self, pair: Pair) -> bool:
        """Return whether one text has no word of the other, and cannot have what is under that."""
        if pair.by != "place":
            return False
        i, j = pair.old[0], pair.new[0]
        texts = self._old[i].text, self._new[j].text
        one, other = ({*visibility.comparable_words(text)} for text in texts)
        if one & other:
            return False
        cut = self._places.cut_place(i)
        under = self._places.texts_within(cut[1]) - {i} if cut else set()
        kept = {n for p in self._places.pairs for n in p.old}
        has_lost = bool(under) and under.isdisjoint(kept)
        return has_lost or self._award_edits(i, *texts) is None

    def _award_edits(self, i: int, old: str, new: str) -> tuple[Edit, ...] | None:
        """Return the edit of an award whose sum has another in its text; None if it is not clear."""
        parents = (
            x for x in self._places.path_to(i)[-2:-1] if isinstance(x, MappingNode)
        )
        match [x.values["award"] for x in parents if "award" in x.values]:
            case [MappingNode(values={"amount": ScalarNode(int() | float()) as own})]:
                texts = map(find_figures, (old, new))
                had, has = ({x.value for x in t if x.unit == "£"} for t in texts)
                if Decimal(str(own.value)) in had - has:
                    fresh = [Edit(own.span, f"{each:f}") for each in has - had]
                    return (*fresh,) if len(fresh) == len(had - has) == 1 else None
        return ()

    def _why_generated(self, old: int) -> str:
        """Return that the words of a text are made, with the place of the field: “meeting:”."""
        path = self._places.path_to(old)
        parents = (x for x in path[-2:-1] if isinstance(x, MappingNode))
        keys = [k for each in parents for k, x in each.values.items() if x is path[-1]]
        return _MADE.format(keys[0], self._old[old].location) if keys else _NOT_TYPED

    def _why_secret(self, new: int, public: str = "") -> str:
        """Return the reason why a new text is not taken as public, or ""."""
        text = self._new[new].text
        if self._secrecy.secrecy_of(text, public) is Secrecy.PRIVATE:
            return _PRIVATE
        # The year of a month that is printed with it does not say what is private.
        for date in reversed(find_dates(text)):
            if date[4:] in self._months:
                text = text[: date.end].removesuffix(f"{date.year}") + text[date.end :]
        return ASKED if self._secrecy.is_like_private(text, public) else ""

    # Deletions ---------------------------------------------------------------------

    def deletions(self) -> Iterator[Proposal]:
        """Yield what deletes a text that is nowhere in the Word file."""
        for i in sorted(self._gone - {*self._moved.values()}):
            found = self._places.cut_place(i)
            why = self._why_kept(i, found[1]) if found else _NOT_LISTED
            edits = () if why else (self._places.make_cut(i, self._cuts),)
            yield Proposal((), (i,), (edits,) if edits else (), why)

    def _why_kept(self, old: int, node: Node) -> str:
        """Return the reason why an item is not cut, or ""."""
        if self._places.texts_within(node) - self._gone:
            return _HAS_POINTS
        keys = node.values.keys() if isinstance(node, MappingNode) else set()
        if old in self._joined and not keys <= _PLAIN_KEYS:
            return _HAS_MORE
        return _HAS_PRIVATE if self._places.contains_private(node) else ""

    # Additions ---------------------------------------------------------------------

    def additions(self) -> Iterator[Proposal]:
        """Yield what adds each row of new or moved texts."""
        heads = {*self._places.headings()}
        titles = {self._old[i].text for i in heads}
        styles = {self._old[i].style.casefold() for i in heads}
        styles -= {
            x.style.casefold() for i, x in enumerate(self._old) if i not in heads
        }
        for is_here, group in groupby(range(len(self._new)), self._here.__contains__):
            row, is_under = [*group], False
            for part in () if is_here else _split_by_list(row, self._new):
                found = self._propose_row(part, (row[0] - 1, row[-1] + 1))
                new = self._new[part[0]]
                is_under |= new.style.casefold() in styles or new.text in titles
                apart = found._replace(choices=(), why=found.why or _UNDER_NEW)
                yield apart if is_under else found

    def _propose_row(self, row: Sequence[int], beside: tuple[int, int]) -> Proposal:
        """Return what adds a row of texts between two others."""
        olds = tuple(self._moved[j] for j in row if j in self._moved)
        was = {j: self._old[i].text for j, i in self._moved.items()}
        whys = [why for j in row if (why := self._why_secret(j, was.get(j, "")))]
        cuts = [found for i in olds if (found := self._places.cut_place(i))]
        whys += [_HAS_PRIVATE for _, n in cuts if self._places.contains_private(n)]
        whys += [_NOT_LISTED] if len(cuts) < len(olds) else []
        if whys:
            return Proposal((*row,), olds, (), whys[0])
        # An update stays in its quarter; a new one is of the latest that it is beside.
        split = [p.old[0] for p in self._pairs if {*row} & {*p.new[1:]}]
        own = {self._places.period_of(i) for i in (*olds, *split)} - {None}
        ways = []
        for j, after in zip(beside, (True, False), strict=True):
            if j in self._here:
                i = self._here[j][-1 if after else 0]
                if edits := self._beside(row, i, after=after):
                    ways.append((self._places.period_of(i), edits))
        why = _OTHER_QUARTER if ways else _NO_NEIGHBOUR
        fit = [x for x in ways if not own or x[0] in own]
        fit.sort(key=lambda x: -x[0].end.toordinal() if x[0] else 0)
        choices = tuple((*edits, *self._cut_moved(olds)) for _, edits in fit)
        return Proposal((*row,), olds, choices, "" if choices else why)

    def _beside(self, row: Sequence[int], old: int, *, after: bool) -> tuple[Edit, ...]:
        """Return the edits that insert texts after an old text or before it, or ()."""
        found = self._places.find_list_item(old, max(1, self._new[row[0]].level))
        if found is None or is_flow(found[0]):
            return ()
        parent, item = found
        source = item.source
        lines = self._yaml_lines(row, splice.dash_column(item), source.text)
        at = splice.node_end(item) if after else splice.span_to_cut(parent, item).start
        if after and source.text[at - 1 : at] != "\n":
            lines = "\n" + lines
        return (Edit(Span(source, at, at), lines),)

    def _yaml_lines(self, row: Sequence[int], column: int, file: str) -> str:
        """Return the items of a row of texts as YAML, with the line ends of a file."""
        made, done = "", set[int]()
        level = max(1, self._new[row[0]].level)
        for n, j in enumerate(row):
            if j in done:
                continue
            found = self._places.cut_place(self._moved[j]) if j in self._moved else None
            if found and not is_flow(found[0]):
                made += self._moved_lines(found, column)
                inside = self._places.texts_within(found[1])
                done |= {k for k in row if self._moved.get(k, -1) in inside}
                continue
            below = [*takewhile(lambda k: self._new[k].level > level, row[n + 1 :])]
            done |= {*below}
            points = tuple(EntryText(self._new[k].text) for k in below)
            entry = EntryText(self._new[j].text, points)
            made += "".join(f"{line}\n" for line in entry_lines([entry], column))
        is_crlf = "\r\n" in file
        return made.replace("\r\n", "\n").replace("\n", "\r\n") if is_crlf else made

    def _moved_lines(self, found: ParentAndNode, column: int) -> str:
        """Return the lines of an item with its rewordings, for a list at a column."""
        lines = splice.edited_text(splice.span_to_cut(*found), self._inside)
        by = column - splice.dash_column(found[1])
        return splice.reindent(lines, by).rstrip("\r\n") + "\n"

    def _cut_moved(self, olds: Iterable[int]) -> Iterator[Edit]:
        """Yield the edits that cut texts where they were."""
        edits = dict.fromkeys(self._places.make_cut(i, self._cuts) for i in olds)
        for edit in edits:
            others = (x.span for x in edits if x != edit)
            if not any(is_in(edit.span, other) for other in others):
                yield edit


def _split_by_list(
    row: Sequence[int], new: Sequence[ComparedText]
) -> Iterator[tuple[int, ...]]:
    """Yield the parts of a row that are below one level of a list each."""
    part: list[int] = []
    for j in row:
        if part and (new[j].level < new[part[0]].level or not new[part[0]].level):
            yield (*part,)
            part = []
        part.append(j)
    if part:
        yield (*part,)

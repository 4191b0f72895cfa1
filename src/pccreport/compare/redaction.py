"""Removes from the old side what must not be quoted because the new side keeps it private.

This is decided by ids, exact words, and whether a line has a match. Similarity to a private text is
not used, because that can be in any words; a low similarity to a public match is a reason to
withhold an old text.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from typing import NamedTuple

from pccreport.compare import settings
from pccreport.compare.changes import Change, Comparison, Secrecy, line_change
from pccreport.compare.comparison import compare
from pccreport.compare.kinds import Mark
from pccreport.compare.ranking import rank_changes
from pccreport.compare.sides import GIVEN, LineKind, Side, TextName
from pccreport.language.texts.edit_facts import ChangedFact, Fact
from pccreport.model import visibility
from pccreport.model.periods import Period
from pccreport.model.update import (
    UpdateFile,
    UpdateItem,
    Withdrawal,
    entry_rows,
    entry_span,
    own_texts,
)
from pccreport.model.visibility import ComparableWords, SpanStart, words_and_figures
from pccreport.model.visibility import comparable_words as _words

UpdateFiles = tuple[UpdateFile, ...]

_FEW = 3
"""So many words are not enough for private content, if no private text has them."""
_NAME = re.compile(r"\b[A-Z\d]\w*")
_START = 5
"""So many letters of two words are the same if one is a form of the other."""


class Secrets:
    """Texts that must not be quoted, alone or within another text."""

    def __init__(self, texts: Set[ComparableWords] = frozenset()) -> None:
        self.texts = texts
        self._lengths = {len(text) for text in texts}

    def within(self, text: str) -> Set[ComparableWords]:
        """Return the secrets whose words are in a text, in sequence."""
        words = _words(text) if self.texts else ()
        starts = range(len(words))
        return self.texts & {words[i : i + n] for n in self._lengths for i in starts}

    def are_in(self, text: str) -> bool:
        """Return whether a text contains one of the secrets."""
        return bool(self.within(text))

    def without_printed(self, printed: Iterable[str]) -> "Secrets":
        """Return the secrets that are in none of some printed texts."""
        return Secrets(self.texts - {x for text in printed for x in self.within(text)})


class TextSecrecy:
    """Decides who may see a text, by the private texts of a project and the words only they have.

    One that contains a private text is private; one with words that are in no public text may have
    private content in other words.
    """

    def __init__(
        self,
        private: Iterable[str],
        public: Iterable[str],
        figures: Set[str] = frozenset(),
        *,
        doubts: bool = False,
    ) -> None:
        """Without `doubts`, only texts that contain a private one are withheld.

        `figures` are whole texts that are printed only with a private figure.
        """
        private, public = {*private}, [*public]
        self._public, self._figures = {*public}, figures
        self._secrets = Secrets({*map(_words, private)} - {()}).without_printed(public)
        printed = {word for text in public for word in words_and_figures(text)}
        words = {word for text in private for word in words_and_figures(text)}
        self._own = {w for w in words if w not in printed or any(map(str.isdigit, w))}
        self._doubts = doubts

    def secrecy_of(self, text: str, public: str) -> Secrecy:
        """Return the secrecy of a text, given the public text that it matches."""
        if text in self._figures or self._secrets.are_in(text):
            return Secrecy.PRIVATE
        # A cell with what another one prints may be an earlier figure, or a total.
        if text in self._public and (text == public or not self._figures):
            return Secrecy.NONE
        added = Counter(_words(text)) - Counter(_words(public))
        own = Counter(words_and_figures(text)) - Counter(words_and_figures(public))
        may_be = added.total() > _FEW or not self._own.isdisjoint(own)
        may_be |= bool(self._figures and added) and len(_words(text)) <= _FEW
        return Secrecy.DOUBTFUL if self._doubts and may_be else Secrecy.NONE

    def is_like_private(self, text: str, public: str) -> bool:
        """Return whether a text has words that only private texts have.

        One is enough if it has a figure or a capital, as a name has.
        """
        own = {*words_and_figures(text)} - {*words_and_figures(public)}
        shared = own & self._own
        names = _words(" ".join(_NAME.findall(text)))
        return len(shared) >= _FEW or any(w in names or w.isdigit() for w in shared)


class NewlyPrivate(NamedTuple):
    """What the new updates keep private that the old ones did not."""

    texts: tuple[ComparableWords, ...] = ()
    are_known: bool = True
    """True if each of them was public before in exactly these words."""

    def secret_finder(self, printed: Set[str]) -> Callable[[str], bool]:
        """Return a function that decides whether an old text may have one, given all printed words.

        One that was never public can be in any words. Of one that was, a word that is printed
        nowhere any more is enough.
        """
        own = [{*words} - printed for words in self.texts]
        is_certain = self.are_known and all(own)
        # “Neighbour” is in “neighbours”, too.
        starts = {word[:_START] for words in own for word in words}
        return lambda text: (
            not is_certain or any(word[:_START] in starts for word in _words(text))
        )


class SidesToRedact(NamedTuple):
    """The old updates, a function that makes a side of them, and the new side."""

    old: UpdateFiles
    before: Callable[[UpdateFiles], Side]
    new: UpdateFiles
    """All updates of the folder of the new side: any of them can keep something private."""
    after: Side

    def compare_for_office(self) -> Comparison:
        """Return the comparison for the office, without what is private by id or exact words."""
        private = Secrets(visibility.private_texts(self.new))
        secrets = private.without_printed(_printed_texts(self.after))
        old = _redact_updates(self.old, self.new, self.after, secrets)
        public = self._compare_public(old, secrets)
        shown = _starts(public.before)
        in_part = {c.line.id for c in public.changes if Mark.PRIVATE in c.marks}
        before = self.before(self.old).lines if old is not self.old else ()
        facts = (ChangedFact(Fact.PRIVATE),)
        first = (
            line_change(line, None)._replace(facts=facts).without_words()
            for line in before
            if visibility.span_start(line.at) not in shown and line.id not in in_part
        )
        return public._replace(withheld_first=(*first,))

    def compare_for_sharing(
        self, inside: Comparison, hidden: NewlyPrivate
    ) -> Comparison:
        """Return the comparison for sharing, without old texts that may have what is hidden now.

        Such a text has no certain match. Removing a line can reveal a duplicate of it, so this is
        repeated until each old line has a match.
        """
        printed = {word for text in _printed_texts(self.after) for word in _words(text)}
        may_be = hidden.secret_finder(printed)
        gone = (
            old.text
            for old, new in ((change.old, change.new) for change in inside.plan)
            if old and old.label.startswith(settings.OWN_TEXTS)
            if not visibility.are_half_alike(old.text, new.text if new else "")
        )
        removed = {*map(_words, filter(may_be, gone))} - {()}
        secrets = Secrets(inside.secrets | removed)
        public = self._compare_public(inside.old_updates, secrets)
        while starts := {*_unmatched_starts(public, may_be)}:
            old = visibility.mark_private(public.old_updates, starts)
            next_public = self._compare_public(old, secrets)
            assert next_public.before != public.before, "nothing was removed"
            public = next_public
        shown, own = _starts(public.before), (x for x in rank_changes(inside) if x.old)
        first = tuple(
            x.without_words()
            for x in own
            if x.line.kind is not LineKind.SETTING and not x.hidden
            if visibility.span_start(x.olds[0].at) not in shown
        )
        withheld = public.redacted - inside.redacted
        found = public._replace(redacted=inside.redacted, withheld=withheld)
        return found._replace(withheld_first=first)

    def _compare_public(self, old: UpdateFiles, secrets: Secrets) -> Comparison:
        """Return the comparison with some old updates, without old secrets in the plan."""
        comparison = compare(self.before(old), self.after)
        secret = [c for c in comparison.plan if c.old and secrets.are_in(c.old.text)]
        plan = (
            line_change(None, c.new) if c in secret else c._replace(perhaps=None)
            for c in comparison.plan
        )
        shown = tuple(c for c in plan if c.old or c.new)
        redacted = len(secret)
        if old is not self.old:
            whole = self.before(self.old)
            changes = (*_without_other_figures(comparison.changes, whole),)
            in_part = {c.line.id for c in changes if Mark.PRIVATE in c.marks}
            redacted += len(_starts(whole, in_part) - _starts(comparison.before))
            comparison = comparison._replace(changes=changes)
        found = comparison._replace(plan=shown, redacted=redacted, old_updates=old)
        return found._replace(secrets=frozenset(secrets.texts))


def find_newly_private(
    old: UpdateFiles, new: UpdateFiles, keys: Callable[[str, str], object]
) -> NewlyPrivate:
    """Return what the new updates keep private that the old ones, with new `keys`, did not."""
    before = visibility.private_entries(old, keys)
    added = visibility.private_entries(new) - before
    public = {
        _words(visibility.plain_words(text))
        for row in entry_rows(old)
        for text in own_texts(row.entry)
        if row.public
    }
    texts: list[ComparableWords] = []
    are_known = True
    for key in added:
        entry = key[-1] if isinstance(key, tuple) else None
        texts_of = own_texts(entry) if isinstance(entry, UpdateItem) else ()
        own = [*map(_words, map(visibility.plain_words, texts_of))]
        are_known = are_known and bool(own) and public.issuperset(own)
        texts += own or [()]
    return NewlyPrivate(tuple(texts), are_known)


def _redact_updates(
    old: UpdateFiles, new: UpdateFiles, after: Side, secrets: Secrets
) -> UpdateFiles:
    """Return the old updates without what the new ones keep private, by id or by words."""
    private: dict[str, set[Period]] = defaultdict(set)
    for row in entry_rows(new):
        if not row.public and row.id:
            private[row.id].add(row.file.period)
    both = *visibility.mark_all(old, public=True), *new
    starts = {start for start, _ in visibility.figures_made_private(both)}
    starts |= visibility.find_made_private(old).keys()
    printed = {(line.id, line.period) for line in after.lines}
    years = {(line.id, line.period.year) for line in after.lines}

    def is_private(name: str, here: Period) -> bool:
        """Return whether the update with an id in a period is private; each year can have another."""
        return any(
            there == here
            or (there.year == here.year and (name, here) not in printed)
            or (there.year != here.year and (name, here.year) not in years)
            for there in private.get(name, ())
        )

    starts |= {
        visibility.span_start(entry_span(row.entry))
        for row in entry_rows(old)
        if isinstance(row.entry, UpdateItem | Withdrawal)
        if is_private(row.id, row.file.period)
    }
    redacted = visibility.mark_private(old, starts, secrets.are_in)
    return old if redacted == old else redacted


def _without_other_figures(changes: Iterable[Change], whole: Side) -> Iterator[Change]:
    """Yield the changes without the figures that the whole old side does not print.

    Without a figure that is private now, a total would be one that no report had.
    """
    printed = {line.id: line for line in whole.lines if line.kind in GIVEN}
    for change in changes:
        old, line = change.old, printed.get(change.line.id)
        if not old or not line or old.visible_content == line.visible_content:
            yield change
            continue
        others, marks = tuple(x for x in old.others if x in line.others), change.marks
        figures = (x for x in (*line.others, *old.others) if not x.file)
        names = tuple(dict.fromkeys(x.name for x in figures if x not in others))
        if old.text != line.text:
            old, names = old._replace(text="…", marked=()), ()
        if old.text != line.text or names:
            marks |= {Mark.EDITED, Mark.PRIVATE}
        old = old._replace(others=others)
        yield change._replace(olds=(old,), marks=marks, remarks=names)


def _printed_texts(side: Side) -> Iterator[str]:
    """Yield the texts of a side, with mentions of key aims by key."""
    for line in side.lines:
        for text in line.texts:
            if text.name != TextName.AWARD:
                yield visibility.plain_parts(text.parts)
    if side.report:
        settings = side.report.settings
        yield from map(visibility.plain_words, settings.focus)
        named = (*settings.cover, *settings.texts)
        yield from (visibility.plain_words(text) for _, text in named)
        yield settings.objective or side.report.priority.objective


def _starts(side: Side, in_part: Set[str] = frozenset()) -> set[SpanStart]:
    """Return the start of each text and award of a side; of the lines `in_part`, of the others."""
    return {
        visibility.span_start(text.at)
        for line in side.lines
        for text in (line.others if line.id in in_part else line.texts)
        if text.file
    }


def _unmatched_starts(
    public: Comparison, may_be: Callable[[str], bool]
) -> Iterator[SpanStart]:
    """Yield the start of each old text without a certain match that may have what is hidden."""
    files = {update.name for update in public.old_updates}
    for change in public.changes:
        old, new = change.old, change.new
        if old is None or old.at.source.name not in files:
            continue  # from the plan, which is public
        is_same = old.kind in (LineKind.REFERENCE, *GIVEN) or bool(
            new and visibility.are_half_alike(old.text, new.text)
        )
        # An id does not show that two lines share enough words.
        if not (new and change.sure and is_same):
            if may_be(" ".join(text.text for text in old.texts)):
                yield visibility.span_start(old.at)
            continue
        new_texts = {text.name: text.text for text in new.texts}
        for text in old.texts:
            is_same = visibility.are_half_alike(text.text, new_texts.get(text.name, ""))
            if text.name == TextName.AWARD:  # its fund and its round identify it
                awards = [x.award and x.award[2:] for x in (old, new)]
                is_same = awards[0] == awards[1]
            if text.name and text.file and not is_same and may_be(text.text):
                yield visibility.span_start(text.at)

"""Words into inlines: an officer's text, and a house format's filled-in phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pccreport.document.blocks import (
    CrossRef,
    CrossRefKind,
    Inline,
    Link,
    TextRun,
    content_text,
)
from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.house.house import HouseFormat
from pccreport.house.phrases import Phrase, ValueLookup, fill_placeholders
from pccreport.layout.anchors import Anchors
from pccreport.layout.numbers import has_number
from pccreport.model import prose, urls
from pccreport.model.inline_markup import AimMention, ProseLink, ProseRun
from pccreport.model.period_labels import LabelFormatter
from pccreport.model.prose import Prose
from pccreport.report.aim_names import AimName, aim_names
from pccreport.report.placeholder_values import PlaceholderValues
from pccreport.report.references import ReferenceTarget
from pccreport.report.report import Report


class InlineBuilder:
    """Sets words for one report: knows its facts and its key aims' numbers."""

    def __init__(
        self,
        house: HouseFormat,
        facts: PlaceholderValues,
        report: Report,
        anchors: Anchors,
    ) -> None:
        self._house = house
        self._facts = facts
        self._anchors = anchors
        self._numbers = report.numbers()
        self._names = aim_names(report.priority, house)
        self._labels = LabelFormatter(house)
        self._texts = dict(report.settings.texts)
        self._missing: dict[str, Phrase] = {}
        self._set: dict[Phrase, tuple[Inline, ...]] = {}
        self.findings: list[Diagnostic] = []
        """What is wrong with the house format's own marks and links."""

    def text(self, text: Prose) -> tuple[Inline, ...]:
        """Return the inlines of an officer's text."""
        if len(text.parts) == 1 and isinstance(words := text.parts[0], ProseRun):
            return (TextRun(words.text, *words.looks),)
        return tuple(self._parts(text, {}))

    def phrase(self, phrase: Phrase) -> tuple[Inline, ...]:
        """Return a phrase of the house format, filled in with the report's values."""
        if phrase not in self._set:
            text, problems = prose.read(phrase.origin)
            self.findings += problems
            for slot in phrase.placeholders():
                self._fact(slot, phrase)
            self._set[phrase] = tuple(self._parts(text, self._facts))
        return self._set[phrase]

    def plain(self, phrase: Phrase) -> str:
        """Return the same as bare text."""
        return content_text(self.phrase(phrase))

    def fill_with(
        self, phrase: Phrase, **inlines: tuple[Inline, ...]
    ) -> tuple[Inline, ...]:
        """Return a short phrase with inlines in its placeholders."""
        made: list[Inline] = []
        for words, slot in phrase.pieces():
            if words:
                made.append(TextRun(words))
            if slot in inlines:
                made += inlines[slot]
            elif slot:
                made.append(TextRun(self._fact(slot, phrase)))
        return tuple(made)

    def name(self, aim: str) -> AimName:
        """Return what a key aim is called."""
        return self._names[aim]

    def mention(self, aim: str) -> tuple[Inline, ...]:
        """Return a live mention of a key aim by its number, or by its title."""
        words = self._names[aim]
        kind = CrossRefKind.NUMBER if words.number else CrossRefKind.TITLE
        reference = CrossRef(self._anchors.aim(self._numbers[aim]), kind, words.shown)
        before = (TextRun(words.before),) if words.before else ()
        return (*before, reference, *((TextRun(words.after),) if words.after else ()))

    def reference(self, target: ReferenceTarget) -> tuple[Inline, ...]:
        """ "See update under ...": its direction is known when all is laid out."""
        position = target.position
        name = self._anchors.name(target)
        direction = (CrossRef(name, CrossRefKind.DIRECTION, ""),)
        of_number = self._house.phrases["reference_paragraph"]
        if of_number.text and has_number(target.item, position.block, self._house):
            number = (CrossRef(name, CrossRefKind.NUMBER, ""),)
            return self.fill_with(of_number, number=number, direction=direction)
        whole = target.item is not None
        head = position.stream.stream.heading
        stream = "_stream" if head and (target.other_stream or whole) else ""
        year = "_year" if target.other_year or whole else ""
        heading = self.plain(head).rstrip(": ") if head else ""
        return self.fill_with(
            self._house.phrases[f"reference{stream}{year}"],
            mention=self.mention(position.aim.aim.key),
            direction=direction,
            stream=(TextRun(heading),),
            year=(TextRun(self._labels.year(position.year)),),
        )

    def missing_values(self) -> Iterator[tuple[str, Phrase]]:
        """Return the values that were asked for but are missing, each with the first phrase that did."""
        return iter(self._missing.items())

    def _parts(self, text: Prose, values: ValueLookup) -> Iterator[Inline]:
        for part in text.parts:
            match part:
                case ProseRun(words, strong, emphasis):
                    for own, plain in self._own_texts(words):
                        if own:
                            yield from self._parts(own, {})
                        else:
                            filled = fill_placeholders(plain, values)
                            yield TextRun(filled, strong, emphasis)
                case ProseLink(href, words, title):
                    texts = tuple(
                        TextRun(fill_placeholders(w.text, values), *w.looks)
                        for w in words
                    )
                    tooltip = title or "".join(t.text for t in texts)
                    if not urls.url_problem(href):  # which has been reported
                        yield Link(urls.encode_url(href), texts, tooltip)
                case AimMention(aim) if aim in self._numbers:
                    yield from self.mention(aim)
                case AimMention(aim):
                    self.findings.append(_dangling(text, aim))

    def _own_texts(self, words: str) -> Iterator[tuple[Prose | None, str]]:
        """Yield words of the house format, and between them the texts of the report."""
        if "{texts." not in words:
            yield None, words
            return
        for i, piece in enumerate(re.split(r"\{texts\.([^{}]*)\}", words)):
            if i % 2 and piece in self._texts:
                yield self._texts[piece], ""
            elif piece or not i:
                yield None, f"{{texts.{piece}}}" if i % 2 else piece

    def _fact(self, name: str, asked: Phrase) -> str:
        """Return the text of a value; remember one that the project does not have."""
        if not self._facts.has_value(name):
            self._missing.setdefault(name, asked)
        return self._facts.get(name)


def _dangling(text: Prose, aim: str) -> Diagnostic:
    message = f"this report has no key aim “{aim}”"
    way_out = "use a key aim from this report’s priority"
    return rule("dangling-reference").finding(
        message, text.span_of(f"[[{aim}]]"), way_out
    )

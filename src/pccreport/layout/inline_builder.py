"""Turns an officer's text, or a phrase of the house format, into inlines."""

import re
from collections.abc import Iterator

from pccreport.document.blocks import (
    BlockKey,
    CrossRef,
    CrossRefKind,
    Heading,
    Inline,
    InlineContent,
    Link,
    ListItem,
    Paragraph,
    TextRun,
    content_text,
)
from pccreport.document.roles import HEADING_LEVELS, Role
from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.house.house import HouseFormat
from pccreport.house.phrases import Phrase, ValueLookup, fill_placeholders
from pccreport.layout.numbers import has_number
from pccreport.model import prose
from pccreport.model.period_labels import LabelFormatter
from pccreport.model.prose import AimMention, Prose
from pccreport.report.aim_names import aim_names
from pccreport.report.placeholder_values import PlaceholderValues
from pccreport.report.references import AnchorBuilder, ReferenceTarget
from pccreport.report.report import Report

Words = str | Prose | Phrase | InlineContent
"""Plain words, an officer's text, a phrase with the values of the report, or inlines."""


class InlineBuilder:
    """Builds inlines for one report, with its values and the numbers of its key aims."""

    def __init__(self, report: Report, house: HouseFormat) -> None:
        self.report, self.house = report, house
        self.anchors = AnchorBuilder(report, house)
        self.values = PlaceholderValues(report, house)
        self.labels = LabelFormatter(house)
        self._numbers = report.aim_numbers()
        self.names = aim_names(report.priority, house)
        whole, table_of = not report.priority.number, house.table_of
        aims = report.priority.aims
        self.tables = {aim.key: table_of(aim.depth, whole=whole) for aim in aims}
        """The table that each key aim is a row of, without columns if it has a heading."""
        self._texts = dict(report.settings.texts)
        self._papers = dict(report.settings.papers)
        self.missing: dict[str, Phrase] = {}
        """The names of missing values, each with the first phrase that has it."""
        self._set: dict[Phrase, InlineContent] = {}
        self.findings: list[Diagnostic] = []
        """Findings for markup and links in texts of the house format."""

    def text(self, text: Prose) -> InlineContent:
        """Return the inlines of an officer's text."""
        if len(text.parts) == 1 and isinstance(run := text.parts[0], TextRun):
            return (run,)
        return tuple(self._build_parts(text, {}))

    def phrase(self, phrase: Phrase) -> InlineContent:
        """Return a phrase of the house format, with the values of the report."""
        if phrase not in self._set:
            text, problems = prose.read(phrase.origin)
            self.findings += problems
            for name in phrase.placeholders():
                self._find_value(name, phrase)
            self._set[phrase] = tuple(self._build_parts(text, self.values))
        return self._set[phrase]

    def plain_text(self, phrase: Phrase) -> str:
        """Return a filled-in phrase as plain text."""
        return content_text(self.phrase(phrase))

    def content(self, words: Words) -> InlineContent:
        """Return words of any kind as inlines."""
        match words:
            case str():
                return (TextRun(words),)
            case Prose():
                return self.text(words)
            case Phrase():
                return self.phrase(words)
        return words

    def block(
        self,
        role: Role,
        words: Words,
        key: BlockKey,
        at: Span | None = None,
        depth: int = 0,
    ) -> Heading | Paragraph | ListItem:
        """Return a heading, a list item if it has a depth, or a paragraph.

        Its origin is that of its words, or `at`.
        """
        own = words.origin.span if isinstance(words, Prose | Phrase) else None
        other = ListItem if depth else Paragraph
        kind = Heading if role in HEADING_LEVELS else other
        return kind(role, self.content(words), depth, origin=at or own, key=key)

    def fill_with(self, phrase: Phrase, **values: Words) -> InlineContent:
        """Return a short phrase with words, texts or inlines in its placeholders."""
        content: list[Inline] = []
        for words, name in phrase.split_at_placeholders():
            is_given = not name or name in values
            value = values.get(name, "") if is_given else self._find_value(name, phrase)
            content += (i for x in (words, value) if x for i in self.content(x))
        return tuple(content)

    def mention(self, aim: str) -> InlineContent:
        """Return a live mention of a key aim, by its number or its title."""
        name, anchor = self.names[aim], self.anchors.make_anchor(self._numbers[aim])
        kind = CrossRefKind.NUMBER if name.number else CrossRefKind.TITLE
        # A bare number means nothing as a link; the quotation mark of a title is outside.
        named, marks = (name.before, "") if name.number else ("", name.before)
        reference: Inline = CrossRef(anchor, kind, name.shown, named)
        # What a row has is typed: no field of Word finds it.
        if self.tables[aim].columns:
            reference = Link(f"#{anchor}", (TextRun(named + name.shown),))
        before, after = ((TextRun(x),) if x else () for x in (marks, name.after))
        return (*before, reference, *after)

    def reference(self, target: ReferenceTarget) -> InlineContent:
        """Return “See update under ...”; its direction is filled in when all is laid out."""
        position = target.position
        name = self.anchors.target_anchor(target)
        direction = (CrossRef(name, CrossRefKind.DIRECTION, ""),)
        of_number = self.house.phrases["reference_paragraph"]
        if of_number.text and has_number(target.item, position, self.house):
            number = (CrossRef(name, CrossRefKind.NUMBER, ""),)
            return self.fill_with(of_number, number=number, direction=direction)
        is_update = target.item is not None
        head = position.stream.heading
        stream = "_stream" if head and (target.other_stream or is_update) else ""
        year = "_year" if target.other_year or is_update else ""
        heading = self.plain_text(head).rstrip(": ") if head else ""
        return self.fill_with(
            self.house.phrases[f"reference{stream}{year}"],
            mention=self.mention(position.aim.key),
            direction=direction,
            stream=heading,
            year=self.labels.year(position.head.year),
        )

    def _build_parts(self, text: Prose, values: ValueLookup) -> Iterator[Inline]:
        for part in text.parts:
            match part:
                case TextRun(text=words) if "{" not in words:
                    yield part
                case TextRun():
                    yield from self._fill_run(part, values)
                case Link(href, content):
                    linked = tuple(
                        run._replace(text=fill_placeholders(run.text, values))
                        for run in content
                        if isinstance(run, TextRun)
                    )
                    if prose.url_problem(href):
                        yield from linked
                        continue
                    yield Link(prose.encode_url(href), linked, content_text(linked))
                case AimMention(aim) if aim in self._numbers:
                    yield from self.mention(aim)
                case AimMention(aim) if part.target_name in self._papers:
                    yield from self.text(self._papers[part.target_name])
                    yield TextRun(aim.removeprefix(part.target_name))
                case AimMention(aim):
                    message = f"this report has no key aim or paper “{aim}”"
                    at = text.span_of(f"[[{aim}]]")
                    way_out = "write the key of a key aim in this report, or of a paper in report.yaml: [[its_key]] or [[its_key, page 9]]"
                    dangling = rule("dangling-reference")
                    self.findings.append(dangling.finding(message, at, way_out))

    def _fill_run(self, run: TextRun, values: ValueLookup) -> Iterator[Inline]:
        """Yield a run with its values; a text of report.yaml has its own markup."""
        for i, piece in enumerate(re.split(r"\{texts\.([^{}]*)\}", run.text)):
            if i % 2 and values and (own := self._texts.get(piece)):
                yield from self._build_parts(own, {})
            elif piece or not i:
                plain = f"{{texts.{piece}}}" if i % 2 else piece
                yield run._replace(text=fill_placeholders(plain, values))

    def _find_value(self, name: str, phrase: Phrase) -> str:
        """Return a value; record it if the project does not have it."""
        if not self.values.has_value(name):
            self.missing.setdefault(name, phrase)
        return self.values.get(name)

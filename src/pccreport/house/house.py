"""What a house format is made of."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Table
from enum import StrEnum
from typing import NamedTuple

from pccreport.document.roles import Role
from pccreport.house.phrases import Phrase
from pccreport.house.stylesheet import StyleSheet
from pccreport.language.locale_data import LocaleData
from pccreport.source.node import MappingNode

NONE = "none"
"""What is written for a number, a heading or a phrase that is not printed."""


class LevelNames(NamedTuple):
    """What the parts of a plan are called."""

    priority: str
    aim: str
    aims: str
    priorities: str = ""
    """"" if the house format does not say."""
    below: tuple[str, ...] = ()
    """What the parts of a key aim are called, and their parts."""

    def of_depth(self, depth: int, *, whole: bool) -> str:
        """Return what a heading of a report is called by its depth; `whole` on all of the plan."""
        priority = (self.priority,) if whole else ()
        names: tuple[str, ...] = (*priority, self.aim, *self.below)
        return names[min(depth, len(names) - 1)]


class Stream(NamedTuple):
    """Whose work an update can be about, in the order printed."""

    key: str
    heading: Phrase | None
    """None for a stream that is printed without one."""
    note: Phrase | None
    fund: bool


NO_STREAM = Stream("", None, None, False)
"""What is written under a key aim without a stream: printed before the streams."""


class LabelUse(StrEnum):
    """When a period's label is printed above its updates."""

    ALWAYS = "always"
    SEVERAL = "several"
    """Only where a stream has more than one."""
    NEVER = "never"
    EACH_QUARTER = "each-quarter"
    """One for each quarter, not one for each year."""


class QuoteMarks(StrEnum):
    """How straight quotation marks and apostrophes are printed."""

    AS_TYPED = "as typed"
    CURLY = "curly"


class UpdateForm(StrEnum):
    """As what updates are printed that are no points of another."""

    BULLETS = "bullets"
    PARAGRAPHS = "paragraphs"


class TitleLine(NamedTuple):
    """A line at the head of the report."""

    role: Role
    text: Phrase
    as_typed: Phrase | None


class OpeningParagraph(NamedTuple):
    """A paragraph before the first key aim, and the list that follows it."""

    text: Phrase
    list: str
    """ "focus", "aims", "promises", "recommendations",
    "contents" or ""."""
    without: Phrase | None
    """What is printed instead if there is nothing to list."""
    only_with: str
    """What must be there for it to be printed: "objective", a list but for "aims", or ""."""
    heading: Phrase | None = None
    depth: int = 2
    """How many levels of headings a list of contents has: 1 for sections only."""


class Deadlines(NamedTuple):
    """Clear working days before the meeting, by the panel's rule; 0 where it has none."""

    publish: int
    """When the papers are published."""
    submit: int
    """When the panel's office wants to have the report."""


class StatusStep(NamedTuple):
    """A step of the scale on which key aims and measures stand."""

    key: str
    word: str
    sign: str
    """A sign that is told from others without colour, or ""."""
    means: str
    """What the step means, or ""."""


class HouseFormat(NamedTuple):
    """How one panel wants its report worded and set."""

    words: LocaleData
    levels: LevelNames
    streams: tuple[Stream, ...]
    """() for a format that leaves them to each office."""
    title_block: tuple[TitleLine, ...]
    opening: tuple[OpeningParagraph, ...]
    section: Phrase
    section_second_line: Phrase | None
    labels: LabelUse
    updates: UpdateForm
    glossary: bool
    """Whether the terms that a report uses are explained after its last key aim."""
    ending: tuple[OpeningParagraph, ...]
    """What is printed after the last key aim."""
    sign_off: tuple[Phrase, ...]
    """() for a report that nobody signs."""
    marking: Phrase | None
    header: Phrase | None
    footer: Phrase | None
    quotes: QuoteMarks
    phrases: Table[str, Phrase]
    statuses: tuple[StatusStep, ...]
    """() for a house format without a scale."""
    measures: Table[str, Phrase]
    """The words of tables of measures; empty for a format that has none."""
    deadlines: Deadlines
    look: StyleSheet
    origin: MappingNode

    def all_streams(self) -> tuple[Stream, ...]:
        """Return the streams, and before them what has none."""
        return (NO_STREAM, *self.streams)

    def has_label(self, periods: int) -> bool:
        """Return whether labels are printed in a stream that has updates of so many periods."""
        match self.labels:
            case LabelUse.ALWAYS | LabelUse.EACH_QUARTER:
                return True
            case LabelUse.SEVERAL:
                return periods > 1
            case LabelUse.NEVER:
                return False

    def printed_texts(self) -> Iterator[tuple[str, str]]:
        """Return all its texts, by part, but for the streams' headings."""
        for n, line in enumerate(self.title_block, start=1):
            yield f"title {n}", _joined(line.text, line.as_typed)
        for part, told in (("opening", self.opening), ("ending", self.ending)):
            for n, opening in enumerate(told, start=1):
                texts = opening.heading, opening.text, opening.without
                yield f"{part} {n}", _joined(*texts)
                if opening.list == "contents":
                    yield f"levels of contents in {part} {n}", str(opening.depth)
        yield "section", _joined(self.section, self.section_second_line)
        for n, stream in enumerate(self.streams, start=1):
            if stream.note:
                yield f"note under stream {n}", stream.note.text
        yield "labels", self.labels
        yield "updates", self.updates
        yield "place of the glossary", "after" if self.glossary else "none"
        for n, line_of_sign_off in enumerate(self.sign_off, start=1):
            yield f"sign-off {n}", line_of_sign_off.text
        yield "footer", _joined(self.footer)
        yield "header", _joined(self.header)
        yield "marking", _joined(self.marking)
        yield "quotes", self.quotes
        for name, phrase in self.phrases.items():
            yield name, phrase.text
        levels = self.levels
        yield "levels", ", ".join((*levels[:3], *filter(None, levels[3:4]), *levels[4]))
        forms = (self.look.aim_number, self.look.aim_list_number)
        below = (self.look.priority_number, *self.look.below, *self.look.paragraphs)
        yield "numbers", " ".join((*forms, *filter(None, below)))
        for name, phrase in self.measures.items():
            yield f"measures: {name}", phrase.text
        for step in self.statuses:
            yield f"status {step.key}", " ".join(filter(None, step[1:]))
        yield "bullets", " ".join(self.look.bullets)
        yield "styles", ", ".join(self.look.styles.values())


def _joined(*phrases: Phrase | None) -> str:
    return " / ".join(phrase.text for phrase in phrases if phrase)

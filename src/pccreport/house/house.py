"""What a house format is made of."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Table
from typing import NamedTuple

from pccreport.document.roles import Role
from pccreport.house.phrases import Phrase
from pccreport.house.stylesheet import StyleSheet
from pccreport.language.locale_data import LocaleData
from pccreport.source.node import MappingNode


class LevelNames(NamedTuple):
    """What the parts of a plan are called."""

    priority: str
    aim: str
    aims: str


class Stream(NamedTuple):
    """Whose work an update can be about, in the order printed."""

    key: str
    heading: Phrase
    note: Phrase | None
    fund: bool


class TitleLine(NamedTuple):
    """A line at the head of the report."""

    role: Role
    text: Phrase
    as_typed: Phrase | None


class OpeningParagraph(NamedTuple):
    """A paragraph before the first key aim, and the list that follows it."""

    text: Phrase
    list: str
    """ "focus", "aims" or ""."""
    without: Phrase | None
    """What is printed instead if there is nothing to list."""
    only_with: str
    """What report.yaml must have for it to be printed: "objective", "focus" or ""."""


class Deadlines(NamedTuple):
    """Clear working days before the meeting, by the panel's rule; 0 where it has none."""

    publish: int
    """When the papers are published."""
    submit: int
    """When the panel's office wants to have the report."""


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
    sign_off: tuple[Phrase, ...]
    footer: Phrase | None
    phrases: Table[str, Phrase]
    deadlines: Deadlines
    look: StyleSheet
    origin: MappingNode

    def mention(self, number: int) -> str:
        """Return what a key aim is called in a sentence: "Key Aim (1)"."""
        values = {"aim.label": self.levels.aim, "number": str(number)}
        return self.phrases["mention"].fill(values)

    def printed_texts(self) -> Iterator[tuple[str, str]]:
        """Return all its texts, by part, but for the streams' headings."""
        for n, line in enumerate(self.title_block, start=1):
            yield f"title {n}", _joined(line.text, line.as_typed)
        for n, opening in enumerate(self.opening, start=1):
            yield f"opening {n}", _joined(opening.text, opening.without)
        yield "section", _joined(self.section, self.section_second_line)
        for n, stream in enumerate(self.streams, start=1):
            if stream.note:
                yield f"note under stream {n}", stream.note.text
        for n, line_of_sign_off in enumerate(self.sign_off, start=1):
            yield f"sign-off {n}", line_of_sign_off.text
        yield "footer", _joined(self.footer)
        for name, phrase in self.phrases.items():
            yield name, phrase.text
        yield "levels", ", ".join(self.levels)
        yield "numbers", f"{self.look.aim_number} {self.look.aim_list_number}"
        yield "bullets", " ".join(self.look.bullets)
        yield "styles", ", ".join(self.look.styles.values())


def _joined(*phrases: Phrase | None) -> str:
    return " / ".join(phrase.text for phrase in phrases if phrase)

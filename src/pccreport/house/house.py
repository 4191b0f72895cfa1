"""The house format as a value."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from pccreport.document.roles import Role
from pccreport.findings.text import Span
from pccreport.house.phrases import Phrase
from pccreport.house.stylesheet import StyleSheet
from pccreport.language.locale_data import LocaleData
from pccreport.source.fields import Placed
from pccreport.source.node import MappingNode, SequenceNode, scalars

_NOT_PRINTED = ("extends", "streams", "statuses", "deadlines", "rules")


class Level(NamedTuple):
    """A level of a plan, by its names, and the table that it is printed as."""

    one: str = ""
    many: str = ""
    """"" if the house format does not have it."""
    columns: tuple[str, ...] = ()
    """The columns of its table; () for headings."""
    total: Placed = ()
    """The columns of which a last row has the sums."""


class Stream(NamedTuple):
    """A part of the organisation, or a fund, whose work an update can be about."""

    key: str
    heading: Phrase | None
    """None for a stream without a printed heading."""
    note: Phrase | None
    fund: bool


NO_STREAM = Stream("", None, None, False)
"""The stream of updates directly under a key aim, printed before the other streams."""


class LabelUse(StrEnum):
    """When a period's label is printed above its updates."""

    ALWAYS = "always"
    SEVERAL = "several"
    """Only in a stream with more than one."""
    NEVER = "never"
    EACH_QUARTER = "each-quarter"
    """One for each quarter, not one for each year."""


class TitleLine(NamedTuple):
    """A line at the head of the report."""

    role: Role
    text: Phrase
    as_typed: Phrase | None


class OpeningParagraph(NamedTuple):
    """A paragraph before the first key aim, and the list that follows it."""

    text: Phrase
    list: str
    """ "focus", "aims", "contents", the name of a list of rows, or ""."""
    without: Phrase | None
    """The paragraph that is printed instead if there is nothing to list."""
    only_with: str
    """The part that a report must have for it to be printed: "objective", a list but "aims", or ""."""
    heading: Phrase | None = None
    said_by: Phrase | None = None
    """Who says it, if it is a quotation."""
    description: Phrase | None = None
    """What the picture below it shows, or None."""
    depth: int = 0
    """How many levels a list has, from the highest: of headings, or of the plan; 0 for the usual."""
    columns: tuple[str, ...] = ()
    """The columns of a table of the list, in order; () for the usual ones."""
    only: tuple[str, ...] = ()
    """Its rows: "behind", "missed", or steps of the scale; () for all."""
    total: Placed = ()
    """The columns of which a last row has the sums."""
    sort: str = ""
    """The column that the rows are sorted by, or ""."""
    of: str = ""
    """The list whose rows are counted, in a table of counts."""
    by: str = ""
    """The column by which they are counted; "" for the status."""
    number: str = ""
    """"none" for a heading, such as that of an appendix, that is not numbered."""
    page: str = ""
    """"new" to begin a page, "own" for one that ends before the next section; or ""."""


class StatusStep(NamedTuple):
    """A step of the scale for the status of key aims and measures."""

    key: str
    word: str
    sign: str
    """A character that differs from the others without colour, or ""."""
    means: str
    """The explanation of the step, or ""."""
    within: str = ""
    """How far from its target a measure can be: "5%" of it, "2 points"; "" if that is not set."""


class HouseFormat(NamedTuple):
    """How one panel wants its report worded and set."""

    locale: LocaleData
    levels: tuple[Level, ...]
    """The levels of a plan, outermost first; the second is that of key aims."""
    streams: tuple[Stream, ...]
    """() for a format in which each office sets its own."""
    title_block: tuple[TitleLine, ...]
    opening: tuple[OpeningParagraph, ...]
    section: Phrase
    section_second_line: Phrase | None
    labels: LabelUse
    updates_as_paragraphs: bool
    """True if updates are printed as paragraphs, not as bullets; their points are always bullets."""
    glossary: bool
    """True if the terms in a report are explained after its last key aim."""
    ending: tuple[OpeningParagraph, ...]
    """The paragraphs after the last key aim."""
    sign_off: tuple[Phrase, ...]
    """() for a report without a signature."""
    marking: Phrase | None
    header: Phrase | None
    footer: Phrase | None
    phrases: Mapping[str, Phrase]
    statuses: tuple[StatusStep, ...]
    """() for a house format without a scale."""
    measures: Mapping[str, Phrase]
    """The phrases of tables of measures."""
    columns: Mapping[str, Phrase]
    """The heading of each column; one of the office's own is also a field of the plan and of updates."""
    tables: Mapping[str, tuple[str, ...]]
    """The columns of each list wherever it is a table; "record" for a row under each heading."""
    deadlines: Mapping[str, int]
    """The panel's deadlines, "publish" and "submit", in clear working days before the meeting."""
    own_words: tuple[tuple[str, str, str], ...]
    """Phrases that an office does not want, as in `words.txt`, each with a message and help."""
    look: StyleSheet
    origin: MappingNode

    def level(self, depth: int, *, whole: bool) -> Level:
        """Return the level of a heading by its depth, in a report on one priority or the whole plan."""
        return self.levels[min(depth + (not whole), len(self.levels) - 1)]

    def level_columns(self) -> tuple[tuple[str, str], ...]:
        """Return the column of each level and its heading: "key_aim", "Key Aim"."""
        names = (level.one for level in self.levels)
        return tuple((name.lower().replace(" ", "_"), name) for name in names)

    def table_of(self, depth: int, *, whole: bool) -> Level:
        """Return the level in whose table a heading of a depth is a row, or one without columns."""
        outer = self.levels[not whole : depth + (not whole) + 1]
        return next((level for level in outer if level.columns), Level())

    def step_key(self, typed: str) -> str:
        """Return the key of a step of the scale by its key or its word, also with the sign, or ""."""
        named = ((s.key, (s.key, s.word, f"{s.word} {s.sign}")) for s in self.statuses)
        steps = {name.casefold(): key for key, names in named for name in names}
        return steps.get(typed.casefold(), "")

    def chosen_columns(self) -> set[str]:
        """Return the columns of all its tables."""
        items = (item.columns for item in (*self.opening, *self.ending))
        of_levels = (level.columns for level in self.levels)
        return {*chain(*self.tables.values(), *items, *of_levels)}

    def span_of_part(self, name: str, key: str = "") -> Span:
        """Return the span of a part of its file, or of a key in it; else of the file."""
        part = self.origin.values.get(name, self.origin)
        own = part.values.get(key) if isinstance(part, MappingNode) else None
        return (own or part).span

    def has_label(self, periods: int) -> bool:
        """Return whether period labels are printed in a stream with updates of `periods` periods."""
        if self.labels is LabelUse.SEVERAL:
            return periods > 1
        return self.labels is not LabelUse.NEVER

    def printed_settings(self) -> Iterator[tuple[str, str]]:
        """Yield each setting of its file with its words, without the headings of streams."""
        for part, node in self.origin.values.items():
            match node:
                case MappingNode(values=values):
                    lead = "" if part == "phrases" else f"{part}: "
                    named = {f"{lead}{name}": each for name, each in values.items()}
                case SequenceNode(items=items):
                    named = {f"{part} {n}": x for n, x in enumerate(items, start=1)}
                case _:
                    named = {part: node}
            for name, each in named.items() if part not in _NOT_PRINTED else ():
                leaves = sorted(scalars(each), key=lambda leaf: leaf.start)
                yield name, " / ".join(str(leaf.value) for leaf in leaves)
        for stream in self.streams:
            if stream.note:
                yield f"note under {stream.key}", stream.note.text
        for step in self.statuses:
            yield f"status {step.key}", " ".join(filter(None, step[1:4]))

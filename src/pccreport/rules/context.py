"""The context of a rule: a project, or an assembled report."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple, TypeVar

from pccreport.document.blocks import Block
from pccreport.findings.registry import Rule
from pccreport.findings.text import Span
from pccreport.language.locale_data import load_locale
from pccreport.language.phrases import find_phrases
from pccreport.language.text_index import TextIndex
from pccreport.language.word_index import WordIndex
from pccreport.language.wordlists import load_wordlists
from pccreport.model.project import Project
from pccreport.model.prose import Prose
from pccreport.model.update import UpdateFile
from pccreport.report.references import ReferenceResolver
from pccreport.report.report import Report

F = TypeVar("F", bound=tuple[Any, ...])
"""What a function finds in a text: its start, its end, and what else is told of it."""


class ProjectContext(NamedTuple):
    """A project, read."""

    project: Project
    updates: tuple[UpdateFile, ...]
    """The file of each printed text."""
    printed: tuple[Prose, ...]
    """The texts of the update files that may be printed, in order."""
    texts: TextIndex
    """The index of the printed texts."""
    word_index: WordIndex
    """The index of the words of the printed texts."""
    signs: dict[str, tuple[str, ...]]
    """By rule, strings in lower case of which each text with a finding has one."""
    day: date | None = None
    """The date treated as today; None if it is not known."""

    @classmethod
    def of(cls, project: Project, day: date | None = None) -> "ProjectContext":
        """Return the context of the rules of a project."""
        texts = (*project.texts(), *project.front_matter())
        public = [text for text in texts if text.public]
        updates = tuple(text.update for text in public)
        printed = tuple(text.text for text in public)
        index = WordIndex(text.text for text in printed)
        signs = load_wordlists(project.language, "signs")
        texts = TextIndex(text.text for text in printed)
        return cls(project, updates, printed, texts, index, signs, day)

    def may_break(self, kind: Rule) -> bool:
        """Return whether a rule has no signs, or a text has one of them."""
        return kind.name not in self.signs or bool(self.candidates(kind.name))

    def candidates(self, name: str) -> int:
        """Return the texts that have a sign of a rule; all, if it has no signs."""
        index, signs = self.word_index, self.signs.get(name)
        return index.all_texts if signs is None else index.with_substrings(signs)

    def having(self, module: str, *lists: str) -> int:
        """Return the texts that have a phrase of some word lists of a module."""
        table = load_wordlists(self.project.language, module)
        return self.word_index.with_any(w for name in lists for w in table[name])

    def texts_in(self, texts: int) -> Iterator[Prose]:
        """Yield some of the printed texts."""
        return map(self.printed.__getitem__, self.word_index.numbers(texts))

    def dated(self) -> set[int]:
        """Return the numbers of the printed texts that may have a date or the name of a month."""
        table = load_wordlists(self.project.language, "dates")
        short = " ".join(table["short_months"]).split()
        names = (*load_locale(self.project.language).months, *short)
        numbers = self.texts.with_any(map(str.casefold, names))
        in_figures = re.compile(r"\d/\d{1,2}/\d|\d{4}-\d\d-\d")
        slashed = self.texts.with_any("/-")
        return numbers | {n for n in slashed if in_figures.search(self.texts.texts[n])}

    def undated(self) -> set[int]:
        """Return the ids of the printed texts that have no date."""
        dated = self.dated()
        return {id(text) for n, text in enumerate(self.printed) if n not in dated}

    def matches(
        self,
        name: str,
        find: Callable[[str, str], Iterable[F]],
        texts: int | None = None,
    ) -> Iterator[tuple[F, Span, str]]:
        """Yield each match of a function in the texts with a sign of a rule, its span and its words.

        `find` is called with a text and the language; with `texts`, for those.
        """
        for text in self.texts_in(self.candidates(name) if texts is None else texts):
            for match in find(text.text, self.project.language):
                yield match, *part_of(text, *match[:2])

    def phrases(self, name: str, texts: int) -> dict[int, list[tuple[int, int]]]:
        """Return the offsets of the phrases of a list in some texts, by the text's number."""
        return find_phrases(name, self.word_index, texts, self.project.language)

    def phrase_matches(self, name: str) -> Iterator[tuple[Span, str]]:
        """Yield the span and the words of each phrase of a list in the printed texts."""
        for number, spans in self.phrases(name, self.word_index.all_texts).items():
            for offsets in spans:
                yield part_of(self.printed[number], *offsets)


def part_of(text: Prose, start: int, end: int) -> tuple[Span, str]:
    """Return the span of a part of a text in its file, and its words for a message."""
    return text.span(start, end), " ".join(text.text[start:end].split())


class ReportContext(NamedTuple):
    """A report of a project, in the order printed."""

    project: Project
    report: Report
    references: ReferenceResolver
    """The targets of the report's references."""
    blocks: Callable[[], tuple[Block, ...]]
    """Return the blocks of the report, for a rule that needs the printed text."""
    day: date | None = None

"""What a rule may look at: a project as written, or a report as it was assembled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple, TypeVar

from pccreport.document.blocks import Block
from pccreport.findings.registry import Rule
from pccreport.findings.text import Span
from pccreport.language.phrases import find_phrases
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
    """Every text of the update files that may be printed, in order: most rules read them."""
    words: WordIndex
    """Their words."""
    signs: dict[str, tuple[str, ...]]
    """By rule, strings in lower case of which each text that breaks it has one."""
    day: date | None = None
    """The date treated as today; None if it is not known."""

    @classmethod
    def of(cls, project: Project, day: date | None = None) -> ProjectContext:
        """Return what the rules may look at in a project."""
        public = [each for each in project.texts() if each.public]
        printed = tuple(each.text for each in public)
        index = WordIndex(each.text for each in printed)
        return cls(
            project,
            tuple(each.update for each in public),
            printed,
            index,
            load_wordlists(project.language, "signs"),
            day,
        )

    def may_break(self, kind: Rule) -> bool:
        """Return whether a rule has no signs, or one of them is in a text."""
        return kind.name not in self.signs or bool(self.candidates(kind.name))

    def candidates(self, name: str) -> int:
        """Return the texts that have a sign of a rule; all, if it has no signs."""
        signs = self.signs.get(name)
        return (
            self.words.all_texts if signs is None else self.words.with_substrings(signs)
        )

    def among(self, texts: int) -> Iterator[Prose]:
        """Yield some of the printed texts."""
        return map(self.printed.__getitem__, self.words.numbers(texts))

    def found(
        self,
        name: str,
        find: Callable[[str, str], Iterable[F]],
        texts: int | None = None,
    ) -> Iterator[tuple[F, Span, str]]:
        """Yield what a function finds in the texts that have a sign of a rule: where, and its words.

        It is asked with a text and the language. With `texts`, it is asked of those.
        """
        for text in self.among(self.candidates(name) if texts is None else texts):
            for each in find(text.text, self.project.language):
                yield each, *part_of(text, *each[:2])

    def phrases(self, name: str, texts: int) -> dict[int, list[tuple[int, int]]]:
        """Return where some texts have a phrase of a list, by the text's number."""
        return find_phrases(name, self.words, texts, self.project.language)

    def found_phrases(self, name: str) -> Iterator[tuple[Span, str]]:
        """Yield each phrase of a list in the printed texts: where, and its words."""
        for number, spans in self.phrases(name, self.words.all_texts).items():
            for each in spans:
                yield part_of(self.printed[number], *each)


def part_of(text: Prose, start: int, end: int) -> tuple[Span, str]:
    """Return where a part of a text is in its file, and its words as they are quoted."""
    return text.span(start, end), " ".join(text.text[start:end].split())


class ReportContext(NamedTuple):
    """A report of it, in the order printed."""

    project: Project
    report: Report
    references: ReferenceResolver
    """Where the report's references lead."""
    blocks: Callable[[], tuple[Block, ...]]
    """Returns the report as it is laid out, for a rule that reads what is printed."""
    day: date | None = None

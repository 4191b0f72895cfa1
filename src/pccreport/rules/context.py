"""What a rule may look at: a project as written, or a report as it was assembled."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import accumulate, chain
from typing import Any, NamedTuple, TypeVar

from pccreport.document.blocks import Block
from pccreport.findings.registry import Rule
from pccreport.findings.text import Span
from pccreport.language.wordlists import load_wordlists
from pccreport.model.project import Project
from pccreport.model.prose import Prose
from pccreport.report.references import ReferenceResolver
from pccreport.report.report import Report

F = TypeVar("F", bound=tuple[Any, ...])
"""What a function finds in a text: its start, its end, and what else is told of it."""


class ProjectContext(NamedTuple):
    """A project, read."""

    project: Project
    printed: tuple[Prose, ...]
    """Every text of the update files that may be printed, in order: most rules read them."""
    folded: str
    """The printed texts as one, with their case folded."""
    starts: tuple[int, ...]
    """Where each begins in that, and the next one would."""
    words: frozenset[str]
    """Each of its words once."""
    joined_words: str
    signs: dict[str, tuple[str, ...]]
    """By rule, strings in lower case of which each text that breaks it has one."""
    day: date | None = None
    """The date treated as today; None if it is not known."""

    @classmethod
    def of(cls, project: Project, day: date | None = None) -> ProjectContext:
        """Return what the rules may look at in a project."""
        printed = tuple(project.printed_texts())
        folded = [each.text.casefold() for each in printed]
        starts = tuple(accumulate((len(each) + 1 for each in folded), initial=0))
        words = frozenset(chain.from_iterable(map(str.split, folded)))
        return cls(
            project,
            printed,
            "\n".join(folded),
            starts,
            words,
            "\n".join(words),
            load_wordlists(project.language, "signs"),
            day,
        )

    def may_break(self, kind: Rule) -> bool:
        """Return whether a rule has no signs, or one of them is in a text."""
        signs = self.signs.get(kind.name)
        return signs is None or any(part in self.folded for part in self._likely(signs))

    def having(self, parts: Iterable[str]) -> Iterator[Prose]:
        """Yield the printed texts that have one of some strings in them, whatever its case."""
        numbers = {n for part in self._likely(parts) for n in self._places(part)}
        return (self.printed[number] for number in sorted(numbers))

    def found(
        self,
        name: str,
        find: Callable[[str, str], Iterable[F]],
        among: Iterable[str] = (),
    ) -> Iterator[tuple[F, Span, str]]:
        """Yield what a function finds in the texts that have a sign of a rule: where, and its words.

        It is asked with a text and the language. `among` are other signs.
        """
        signs = among or self.signs.get(name)
        for text in self.printed if signs is None else self.having(signs):
            for each in find(text.text, self.project.language):
                words = " ".join(text.text[slice(*each[:2])].split())
                yield each, text.span(*each[:2]), words

    def _likely(self, parts: Iterable[str]) -> Iterator[str]:
        """Yield the strings whose words are all in the texts: most of a rule's are not."""
        return (
            p for p in parts if all(word in self.joined_words for word in p.split())
        )

    def _places(self, part: str) -> Iterator[int]:
        """Yield the number of each printed text that has a string in it."""
        at = self.folded.find(part)
        while at >= 0:
            number = bisect_right(self.starts, at) - 1
            yield number
            at = self.folded.find(part, self.starts[number + 1])


class ReportContext(NamedTuple):
    """A report of it, in the order printed."""

    project: Project
    report: Report
    references: ReferenceResolver
    """Where the report's references lead."""
    blocks: Callable[[], tuple[Block, ...]]
    """Returns the report as it is laid out, for a rule that reads what is printed."""
    day: date | None = None

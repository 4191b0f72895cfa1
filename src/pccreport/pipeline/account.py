"""What became of each contribution, in figures: in the report, kept back, answered for, or open."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

from pccreport.compare.kinds import Kind
from pccreport.compare.reconciliation import Reconciled
from pccreport.language.sentences import split_sentences
from pccreport.model.project import Project
from pccreport.model.update import UpdateFile
from pccreport.model.visibility import plain_words
from pccreport.source.answers import SentLine

Rows = tuple[tuple[str, tuple[str, ...]], ...]
"""The name of each contribution, with what of it is in the report, kept back, answered for and open."""
_ANSWERED = 2
_READ_BY = re.compile(r"read by (.*), and keeps nothing back")
_KINDS = {
    Kind.CHANGED: 0,
    Kind.ELSEWHERE: 0,
    Kind.NOT_PRIVATE: 0,
    Kind.KEPT_BACK: 1,
    Kind.LEFT_OUT: _ANSWERED,
    Kind.NOT_IN_REPORT: 3,
    Kind.OPEN: 3,
}
"""Which column the sentences of a group are in."""


class _Account:
    def __init__(self, names: Iterable[str]) -> None:
        self._numbers = {PurePath(name).name: [0, 0, 0, 0] for name in names}
        self._by: dict[str, Counter[str]] = defaultdict(Counter)
        """Who has answered, by contribution."""

    def add(self, name: str, column: int, number: int = 1) -> None:
        """Count some sentences of a contribution."""
        self._numbers.setdefault(PurePath(name).name, [0, 0, 0, 0])[column] += number

    def answer(self, name: str, by: str) -> None:
        """Count who has read a text of a contribution."""
        self.add(name, _ANSWERED)
        self._by[PurePath(name).name][by or "no name"] += 1

    def rows(self) -> Rows:
        """Return the rows of the table."""
        return tuple(
            (
                name,
                (
                    *map(str, numbers[:2]),
                    self._answered(name, numbers[2]),
                    str(numbers[3]),
                ),
            )
            for name, numbers in self._numbers.items()
        )

    def _answered(self, name: str, number: int) -> str:
        by = ", ".join(sorted(self._by[name]))
        return f"{number} ({by})" if by else str(number)


def account_of(result: Reconciled, names: Iterable[str]) -> Rows:
    """Return what became of each contribution that was read, by the name of each."""
    account = _Account(names)
    for name, number in result.carried.items():
        account.add(name, 0, number)
    for name, number in result.kept.items():
        account.add(name, 1, number)
    for change in (x for group in result.groups for x in group.changes if x.olds):
        column = _KINDS.get(change.kind)
        if column == _ANSWERED:
            by = _READ_BY.match(" ".join(change.remarks))
            account.answer(change.olds[0].file, by[1] if by else "")
        elif column is not None:
            account.add(change.olds[0].file, column, len(change.olds))
    return account.rows()


def account_of_project(
    project: Project,
    updates: Sequence[UpdateFile],
    lines: Sequence[tuple[Path, SentLine]],
) -> Rows:
    """Return what a project has of each contribution, as its update files name them."""
    account = _Account(())
    own = project._replace(updates=tuple(updates))
    for each in own.texts():
        number = len(split_sentences(plain_words(each.text), project.language))
        account.add(_source(each.update), 0 if each.public else 1, number)
    for update in updates:
        for value in update.measures:
            account.add(_source(update), 0 if value.public else 1)
    for path, line in lines:
        name = line.place.partition(", ")[0] or path.name
        if line.is_open:
            account.add(name, 3)
        else:
            account.answer(name, line.by)
    return account.rows()


def _source(update: UpdateFile) -> str:
    return update.contributor or PurePath(update.name).name


def is_open(rows: Rows) -> bool:
    """Return whether anything that was sent is in no report, and nobody has answered for it."""
    return any(cells[-1] != "0" for _, cells in rows)

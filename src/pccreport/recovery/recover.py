"""Parse a file with syntax errors: write a line as it was meant, in memory, and parse again."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import NamedTuple

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.recovery.columns import fix_indentation
from pccreport.recovery.fits import (
    Fit,
    finding,
    fits_of_error,
    lines_of_error,
    sure_fits,
)
from pccreport.recovery.meant import Meaning, meanings
from pccreport.recovery.outline import outline_of
from pccreport.recovery.patched_source import Patch, PatchedSource
from pccreport.recovery.table import QUOTED, QUOTED_WITH_NOTE, UNKNOWN
from pccreport.source import yaml_messages
from pccreport.source.composer import Composer, ParseError
from pccreport.source.node import Node
from pccreport.source.yaml import ComposeFunction, DoubtfulParse, ParseResult
from pccreport.source.yaml_messages import limit_each_rule

MAX_ATTEMPTS = 20
"""Most errors that are explained in one text, and findings of one rule in it."""
_MAX_PARSED = 4_000_000
"""Characters parsed to try what was meant; a usual file has some ten thousand."""
_QUOTED = {QUOTED, QUOTED_WITH_NOTE}


class Attempt(NamedTuple):
    """A patched source and its parse."""

    patched: PatchedSource
    composer: Composer

    @property
    def reach(self) -> int:
        """Return the source offset at which the parser stopped, or one after the end."""
        error, found = self.composer.error, self.composer.findings
        stops = [f.at.span.start for f in found if f.rule == "second-document"]
        stops += [] if error is None else [error.at]
        if not stops:
            return len(self.patched.source.text) + 1
        return self.patched.source_offset(min(stops))

    def has_other_faults(self, other: "Attempt") -> bool:
        """Return whether it has errors that another attempt has not, as far as both were read."""
        reach = min(self.reach, other.reach)
        own, others = (
            Counter(
                f.rule
                for f in each.composer.findings
                if each.patched.source_offset(f.at.span.start) < reach
            )
            for each in (self, other)
        )
        return bool(own - others)


def recover(
    doubtful: DoubtfulParse, keep_rest: Callable[[Node], object] | None = None
) -> ParseResult:
    """Return the node of the text as it was meant, or None, and all findings.

    `keep_rest` is called with the node of a text of which a part could not be read.
    """
    patched = PatchedSource(doubtful.source, doubtful.text)
    patches, odd = fix_indentation(patched, doubtful.odd)
    lines = {doubtful.source.position(patch.start)[0] for patch in patches}
    recovery = _Recovery(doubtful.compose, odd, lines)
    return recovery.run(patched.patched(patches), keep_rest or (lambda _: None))


class _Recovery:
    """The findings so far, and how much may still be tried."""

    def __init__(
        self, compose: ComposeFunction, odd: tuple[Diagnostic, ...], moved: set[int]
    ) -> None:
        self._compose = compose
        self._odd = odd
        self._moved = moved
        """Lines whose tabs were replaced."""
        self._findings: list[Diagnostic] = []
        self._left = _MAX_PARSED

    def run(
        self, patched: PatchedSource, keep_rest: Callable[[Node], object]
    ) -> ParseResult:
        """Return the node and the findings."""
        attempt = self._with_sure_rows(self._attempt(patched))
        is_whole = True
        for _ in range(MAX_ATTEMPTS):
            error = attempt.composer.error
            if error is None:
                break
            better = self._explained(attempt, error)
            if better is None:
                is_whole = False
                better = self._without_item(attempt, error)
            if better is None:
                break
            attempt = better
        patched, composer = attempt
        findings = (
            *self._odd,
            *map(patched.finding, composer.findings),
            *limit_each_rule(self._findings, MAX_ATTEMPTS),
        )
        # Of an error and a warning at one place, the error.
        by_weight = sorted(findings, key=lambda f: f.severity is ERROR)
        once = {(f.rule, f.at.span.start): f for f in by_weight}
        kept = sorted(once.values(), key=lambda f: (f.at.span.start, f.at.span.end))
        root = patched.node(composer.root) if composer.root else None
        if root and not is_whole:
            keep_rest(root)
        return (root if is_whole else None), tuple(kept)

    def _attempt(self, patched: PatchedSource) -> Attempt:
        self._left -= len(patched.text)
        return Attempt(patched, self._compose(patched.reading, patched.text))

    def _with_sure_rows(self, attempt: Attempt) -> Attempt:
        """Return the attempt with the lines that can only be mistakes as they were meant."""
        outline = outline_of(attempt.patched.text)
        found = sure_fits(outline)
        best = self._with_meanings(attempt, found)
        if best is None:
            tried, found = found[:MAX_ATTEMPTS], []
            for each in tried:
                if better := self._with_meanings(attempt, [*found, each]):
                    best, found = better, [*found, each]
        for fit, meaning in found:
            told = finding(attempt.patched, outline, fit, meaning)
            self._report(attempt.patched, told)
        return best or attempt

    def _with_meanings(
        self, attempt: Attempt, found: Sequence[tuple[Fit, Meaning]]
    ) -> Attempt | None:
        """Return the attempt with what was meant, or None if less can be read then."""
        patches = [patch for _, meaning in found for patch in meaning.patches]
        if not patches:
            return attempt
        changed = self._attempt(attempt.patched.patched(patches))
        is_worse = changed.reach < attempt.reach or changed.has_other_faults(attempt)
        return None if is_worse else changed

    def _explained(self, attempt: Attempt, error: ParseError) -> Attempt | None:
        """Report an error, and return the attempt with what was meant, or None."""
        patched = attempt.patched
        outline = outline_of(patched.text)
        for fit in fits_of_error(outline, patched.text, error):
            for meaning in meanings(fit.row, outline, fit.number, fit.found):
                if fit.row.meant == UNKNOWN:
                    self._report(patched, finding(patched, outline, fit, meaning))
                    return None
                if self._left < 0:
                    continue
                changed = self._attempt(patched.patched(meaning.patches))
                end = patched.source_offset(meaning.end)
                is_further = changed.reach > attempt.reach or (
                    fit.row.meant in _QUOTED and end < changed.reach != attempt.reach
                )
                if is_further and not changed.has_other_faults(attempt):
                    self._report(patched, finding(patched, outline, fit, meaning))
                    return changed
        at = min(error.at, max(len(patched.text.rstrip()) - 1, 0))
        unknown = yaml_messages.YAML_SYNTAX.at(patched.reading, (at, at + 1))
        self._report(patched, unknown)
        return None

    def _without_item(self, attempt: Attempt, error: ParseError) -> Attempt | None:
        """Return the attempt without the field or item of an error, to find what is wrong below it."""
        patched = attempt.patched
        outline = outline_of(patched.text)
        lines = lines_of_error(outline, patched.text, error)
        if not lines:
            return None
        stray = (n for n in lines if not outline.lines[n].is_structure)
        first = last = next(stray, lines[0])
        while first and not outline.lines[first].is_structure:
            first -= 1
        indent, below = outline.lines[first].shape.indent, outline.lines[last + 1 :]
        deeper = takewhile(lambda at: at.shape.indent > indent, below)
        removed = [*outline.lines[first : last + 1], *deeper]
        patches = [Patch(at.line.start, at.line.end, "") for at in removed]
        changed = self._attempt(patched.patched(patches))
        is_empty = changed.composer.error is None and changed.composer.root is None
        is_further = changed.reach > attempt.reach and self._left > 0
        return changed if is_further and not is_empty else None

    def _report(self, patched: PatchedSource, found: Diagnostic) -> None:
        """Keep a finding, unless it is a consequence of another one."""
        found = patched.finding(found)
        line = found.at.span.line
        # It may have been aligned with a line above before the tab there was replaced.
        is_near_moved = not self._moved.isdisjoint((line - 1, line))
        if found.rule == "wrong-indent" and is_near_moved:
            return
        errors = {
            f.at.span.line
            for f in (*self._odd, *self._findings)
            if f.severity is ERROR and found.severity is ERROR
        }
        if line not in errors:
            self._findings.append(found)

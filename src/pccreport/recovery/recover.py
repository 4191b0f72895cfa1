"""Parse a file with syntax errors: write a line as it was meant, in memory, and parse again."""

from collections.abc import Iterable
from typing import NamedTuple

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.recovery.columns import fix_indentation
from pccreport.recovery.fits import repairs_of_error, sure_repairs
from pccreport.recovery.outline import outline_of
from pccreport.recovery.patched_source import Patch, PatchedSource
from pccreport.recovery.table import UNKNOWN
from pccreport.source import yaml_messages
from pccreport.source.composer import Composer, ParseError
from pccreport.source.lines import line_end
from pccreport.source.node import Node
from pccreport.source.yaml import (
    INDENT_RULES,
    ComposeFunction,
    DoubtfulParse,
    ParseResult,
)

MAX_ATTEMPTS = 20
"""Most errors that are explained in one text, and lines that are mistakes without one."""
_MAX_PARSED = 4_000_000
"""Characters parsed to try what was meant; a usual file has some ten thousand."""


class _Attempt(NamedTuple):
    """A patched source and its parse."""

    patched: PatchedSource
    composer: Composer
    reach: int
    """The source offset at which the parser stopped, or one after the end."""

    def faults_before(self, reach: int) -> int:
        """Return how many errors there are before a source offset."""
        starts = (found.at.span.start for found in self.composer.findings)
        return sum(self.patched.source_offset(start) < reach for start in starts)


def recover(doubtful: DoubtfulParse) -> ParseResult:
    """Return the node of the text as it was meant, or None, and all findings."""
    patched = PatchedSource(doubtful.source, doubtful.text)
    patches, odd = fix_indentation(patched, doubtful.odd)
    recovery = _Recovery(doubtful.compose, [*odd])
    node = recovery.read(patched.patched(patches))
    once = {(f.rule, f.at.span.start): f for f in recovery.findings}
    kept = sorted(once.values(), key=lambda f: (f.at.span.start, f.at.span.end))
    return node, tuple(kept)


class _Recovery:
    """The findings so far, and how much may still be tried."""

    def __init__(self, compose: ComposeFunction, findings: list[Diagnostic]) -> None:
        self.findings = findings
        self._compose = compose
        self._left = _MAX_PARSED
        self._is_whole = True

    def read(self, patched: PatchedSource) -> Node | None:
        """Return the node, or None if it has not all of the text."""
        attempt = self._with_sure_repairs(self._parsed(patched))
        for _ in range(MAX_ATTEMPTS):
            if error := attempt.composer.error:
                better = self._explained(attempt, error)
            if error is None or better is None:
                break
            attempt = better
        patched, composer, _ = attempt
        root = composer.root if self._is_whole else None
        found = [
            f for f in composer.findings if self._is_whole or f.rule != "empty-file"
        ]
        self.findings[:0] = map(patched.finding, found)
        return patched.node(root) if root else None

    def _parsed(self, patched: PatchedSource) -> _Attempt:
        self._left -= len(patched.text)
        composer = self._compose(patched.reading, patched.text)
        found = composer.findings
        stops = [f.at.span.start for f in found if f.rule == "second-document"]
        stops += [composer.error.at] if composer.error else []
        end = len(patched.source.text) + 1
        reach = patched.source_offset(min(stops)) if stops else end
        return _Attempt(patched, composer, reach)

    def _tried(self, attempt: _Attempt, patches: Iterable[Patch]) -> _Attempt | None:
        """Return the attempt with patches, or None if there are more errors as far as both were read."""
        if self._left < 0:
            return None
        changed = self._parsed(attempt.patched.patched(patches))
        stop = min(changed.reach, attempt.reach)
        reach = line_end(changed.patched.source.text, stop)
        is_worse = changed.faults_before(reach) > attempt.faults_before(reach)
        return None if is_worse else changed

    def _with_sure_repairs(self, attempt: _Attempt) -> _Attempt:
        """Return the attempt with the lines that can only be mistakes as they were meant."""
        outline, patched = outline_of(attempt.patched.text), attempt.patched
        best, patches = attempt, list[Patch]()
        for repair in sure_repairs(outline, MAX_ATTEMPTS):
            better = self._tried(attempt, (*patches, *repair.patches))
            if better and better.reach >= best.reach:
                best, patches = better, [*patches, *repair.patches]
                self._report(patched, repair.finding(patched, outline))
        return best

    def _explained(self, attempt: _Attempt, error: ParseError) -> _Attempt | None:
        """Report an error, and return the attempt with what was meant, or None."""
        patched = attempt.patched
        outline = outline_of(patched.text)
        for repair in repairs_of_error(outline, error):
            better = self._tried(attempt, repair.patches)
            least = attempt.reach
            if repair.row.is_quoted:  # an open quote reaches to the next one
                least = min(least, patched.source_offset(repair.patches[-1].end))
            is_unknown = repair.row.meant == UNKNOWN
            if better and not least < better.reach != attempt.reach:
                better = None
            if better or is_unknown:
                self._is_whole = self._is_whole and not is_unknown
                self._report(patched, repair.finding(patched, outline))
                return better
        at = min(error.at, max(len(patched.text.rstrip()) - 1, 0))
        unknown = yaml_messages.YAML_SYNTAX.at(patched.reading, (at, at + 1))
        self._report(patched, unknown)
        return None

    def _report(self, patched: PatchedSource, found: Diagnostic) -> None:
        """Keep a finding, unless it is a consequence of another one."""
        found = patched.finding(found)
        errors = [f for f in self.findings if f.severity is ERROR]
        lines = {f.at.span.line for f in errors}
        if found.rule == "wrong-indent":
            # A line may have been lined up with one above, before its tab was replaced.
            lines |= {f.at.span.line + 1 for f in errors if f.rule in INDENT_RULES}
        if found.at.span.line not in lines or found.severity is not ERROR:
            self.findings.append(found)

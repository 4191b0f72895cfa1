"""Parse a file with syntax errors: write a line as it was meant, in memory, and parse again."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.recovery.columns import fix_indentation
from pccreport.recovery.fits import lines_of_error, repairs_of_error, sure_repairs
from pccreport.recovery.outline import Outline, outline_of
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


def recover(
    doubtful: DoubtfulParse, keep_rest: Callable[[Node], object] | None = None
) -> ParseResult:
    """Return the node of the text as it was meant, or None, and all findings.

    `keep_rest` is called with the node of a text of which a part could not be read.
    """
    patched = PatchedSource(doubtful.source, doubtful.text)
    patches, odd = fix_indentation(patched, doubtful.odd)
    recovery = _Recovery(doubtful.compose, odd)
    return recovery.run(patched.patched(patches), keep_rest or (lambda _: None))


class _Recovery:
    """The findings so far, and how much may still be tried."""

    def __init__(self, compose: ComposeFunction, odd: tuple[Diagnostic, ...]) -> None:
        self._compose = compose
        self._findings = [*odd]
        self._left = _MAX_PARSED

    def run(
        self, patched: PatchedSource, keep_rest: Callable[[Node], object]
    ) -> ParseResult:
        """Return the node and the findings."""
        attempt = self._with_sure_repairs(self._parsed(patched))
        is_whole = True
        for _ in range(MAX_ATTEMPTS):
            error = attempt.composer.error
            if error is None:
                break
            outline = outline_of(attempt.patched.text)
            better = self._explained(attempt, outline, error)
            if better is None:
                is_whole = False
                better = self._without_item(attempt, outline, error)
            if better is None:
                break
            attempt = better
        patched, composer, _ = attempt
        findings = (*map(patched.finding, composer.findings), *self._findings)
        once = {(f.rule, f.at.span.start): f for f in findings}
        kept = sorted(once.values(), key=lambda f: (f.at.span.start, f.at.span.end))
        root = patched.node(composer.root) if composer.root else None
        if root and not is_whole:
            keep_rest(root)
        return (root if is_whole else None), tuple(kept)

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

    def _explained(
        self, attempt: _Attempt, outline: Outline, error: ParseError
    ) -> _Attempt | None:
        """Report an error, and return the attempt with what was meant, or None."""
        patched = attempt.patched
        for repair in repairs_of_error(outline, error):
            is_unknown = repair.row.meant == UNKNOWN
            better = None if is_unknown else self._tried(attempt, repair.patches)
            least = attempt.reach
            if repair.row.is_quoted:  # an open quote reaches to the next one
                least = min(least, patched.source_offset(repair.patches[-1].end))
            is_further = better and least < better.reach != attempt.reach
            if is_unknown or is_further:
                self._report(patched, repair.finding(patched, outline))
                return better
        at = min(error.at, max(len(patched.text.rstrip()) - 1, 0))
        unknown = yaml_messages.YAML_SYNTAX.at(patched.reading, (at, at + 1))
        self._report(patched, unknown)
        return None

    def _without_item(
        self, attempt: _Attempt, outline: Outline, error: ParseError
    ) -> _Attempt | None:
        """Return the attempt without the field or item of an error, to find what is wrong below it."""
        numbers = lines_of_error(outline, error)
        if not numbers:
            return None
        stray = (n for n in numbers if not outline.lines[n].is_structure)
        first = last = next(stray, numbers[0])
        while first and not outline.lines[first].is_structure:
            first -= 1
        indent, last = outline.lines[first].shape.indent, last + 1
        while last < len(outline.lines) and outline.lines[last].shape.indent > indent:
            last += 1
        removed = (at.line for at in outline.lines[first:last])
        patches = [Patch(line.start, line.end, "") for line in removed]
        changed = self._tried(attempt, patches)
        if changed is None or changed.reach <= attempt.reach:
            return None
        return changed if changed.composer.error or changed.composer.root else None

    def _report(self, patched: PatchedSource, found: Diagnostic) -> None:
        """Keep a finding, unless it is a consequence of another one."""
        found = patched.finding(found)
        errors = [f for f in self._findings if f.severity is ERROR]
        lines = {f.at.span.line for f in errors}
        if found.rule == "wrong-indent":
            # A line may have been lined up with one above, before its tab was replaced.
            lines |= {f.at.span.line + 1 for f in errors if f.rule in INDENT_RULES}
        if found.at.span.line not in lines or found.severity is not ERROR:
            self._findings.append(found)

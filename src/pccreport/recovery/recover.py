"""Parse a file with syntax errors: write a line as it was meant, in memory, and parse again."""

from collections.abc import Iterable
from typing import NamedTuple

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.recovery.columns import fix_indentation
from pccreport.recovery.outline import outline_of
from pccreport.recovery.patched_source import PatchedSource, TextPatch
from pccreport.recovery.repairs import repairs_of_error, sure_repairs
from pccreport.recovery.table import UNKNOWN
from pccreport.source.composer import Composer
from pccreport.source.lines import line_end
from pccreport.source.yaml import DoubtfulParse, ParseResult
from pccreport.source.yaml_messages import template

MAX_ATTEMPTS = 20
"""Most errors that are explained in one text, and lines that are mistakes without one."""
_OF_TABS = frozenset({"tab-indent", "hard-space-indent"})
_MAX_PARSED = 4_000_000
"""Characters parsed to try what was meant; a usual file has some ten thousand."""


class _Attempt(NamedTuple):
    """A patched source and its parse."""

    patched: PatchedSource
    composer: Composer
    reach: int
    """The source offset at which the parser stopped, or one after the end."""
    faults: list[int]
    """The source offsets of its findings."""


def recover(doubtful: DoubtfulParse) -> ParseResult:
    """Return the node of the text as it was meant, or None, and all findings."""
    recovery = _Recovery(doubtful)
    recovery.repair_sure_lines()
    attempts = 0
    while attempts < MAX_ATTEMPTS and recovery.repair_error():
        attempts += 1
    return recovery.parse_result()


class _Recovery:
    """The best attempt and the findings so far, and how much may still be tried."""

    def __init__(self, doubtful: DoubtfulParse) -> None:
        self._compose, self._left = doubtful.compose, _MAX_PARSED
        patched = PatchedSource(doubtful.source, doubtful.text)
        patches, found = fix_indentation(patched)
        self._findings = [*doubtful.odd, *found]
        self._is_whole = True
        self._best = self._parse(patched.with_patches(patches))

    def repair_sure_lines(self) -> None:
        """Write the lines that can only be mistakes as they were meant."""
        first, patches = self._best, list[TextPatch]()
        outline = outline_of(first.patched.text)
        for repair in sure_repairs(outline, MAX_ATTEMPTS):
            better = self._try(first, (*patches, *repair.patches))
            if better and better.reach >= self._best.reach:
                self._best, patches = better, [*patches, *repair.patches]
                self._record(repair.finding(first.patched, outline), first.patched)

    def repair_error(self) -> bool:
        """Report the error that stopped the parser, and return whether it can read on."""
        attempt, error = self._best, self._best.composer.error
        if error is None:
            return False
        patched = attempt.patched
        outline = outline_of(patched.text)
        for repair in repairs_of_error(outline, error):
            better = self._try(attempt, repair.patches)
            least = attempt.reach
            if repair.row.is_quoted:  # an open quote reaches to the next one
                least = min(least, patched.to_source_offset(repair.patches[-1].end))
            is_further = better and least < better.reach != attempt.reach
            is_unknown = repair.row.meant == UNKNOWN
            if is_further or is_unknown:
                self._is_whole = self._is_whole and not is_unknown
                self._record(repair.finding(patched, outline), patched)
                self._best = better if better and is_further else attempt
                return bool(is_further)
        at = min(error.at, max(len(patched.text.rstrip()) - 1, 0))
        found = template("YAML_SYNTAX").found_at(patched.reading, (at, at + 1))
        self._record(found, patched)
        self._is_whole = False
        return False

    def parse_result(self) -> ParseResult:
        """Return the node, or None if it has not all of the text, and the findings."""
        patched, composer, *_ = self._best
        root = composer.root if self._is_whole else None
        found = [*map(patched.to_source_finding, composer.findings), *self._findings]
        # What was left out is not missing.
        found = [f for f in found if self._is_whole or f.rule != "empty-file"]
        once = {(f.rule, f.at.span.start): f for f in found}
        kept = sorted(once.values(), key=lambda f: (f.at.span.start, f.at.span.end))
        return (patched.to_source_node(root) if root else None), tuple(kept)

    def _parse(self, patched: PatchedSource) -> _Attempt:
        self._left -= len(patched.text)
        composer = self._compose(patched.reading, patched.text)
        found = [(f.rule, f.at.span.start) for f in composer.findings]
        faults = [patched.to_source_offset(at) for _, at in found]
        stops = [at for rule, at in found if rule == "second-document"]
        stops += [composer.error.at] if composer.error else []
        end = len(patched.source.text) + 1
        reach = patched.to_source_offset(min(stops)) if stops else end
        return _Attempt(patched, composer, reach, faults)

    def _try(self, attempt: _Attempt, patches: Iterable[TextPatch]) -> _Attempt | None:
        """Return the attempt with patches, or None if there are more errors as far as both were read."""
        if self._left < 0:
            return None
        changed = self._parse(attempt.patched.with_patches(patches))
        stop = min(changed.reach, attempt.reach)
        reach = line_end(changed.patched.source.text, stop)
        more, before = ([f for f in x.faults if f < reach] for x in (changed, attempt))
        return None if len(more) > len(before) else changed

    def _record(self, found: Diagnostic, patched: PatchedSource) -> None:
        """Keep a finding, unless it is a consequence of another one."""
        found = patched.to_source_finding(found)
        errors = [f for f in self._findings if f.severity is ERROR]
        lines = {f.at.span.line for f in errors}
        if found.rule == "wrong-indent":  # of a line below one that had a tab
            lines |= {f.at.span.line + 1 for f in errors if f.rule in _OF_TABS}
        if found.at.span.line not in lines or found.severity is not ERROR:
            self._findings.append(found)

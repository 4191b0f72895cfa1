"""Parse a file with syntax errors: patch it in memory and parse again until all errors are reported.

Has no errors of its own: `syntax_errors` and `misreadings` recognise and patch them. A patch
that does not help is undone, and parsing ends with the findings so far.
"""

from __future__ import annotations

from typing import NamedTuple

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.recovery import misreadings, syntax_errors, tab_indentation
from pccreport.recovery.error_context import Explanation
from pccreport.recovery.patched_source import Patch, PatchedSource, without_stand_ins
from pccreport.source.composer import Composer
from pccreport.source.node import to_python
from pccreport.source.yaml import ComposeFunction, DoubtfulParse, ParseResult
from pccreport.source.yaml_messages import FirstOfEachRule

MOST = 20
"""Times that one text is read again, and findings of one rule in it.

Each time reads the whole text: 3,000 mistakes took 0.7 s with 500. Nobody puts more right at once.
"""

_MOST_SUSPECTS = 1_000
"""Values of one text that are looked at twice; a file has some, if any.

What is looked at reads the lines above it: without a bar 3,000 such values took 30 s, with it 0.9 s.
"""

_SOUND = float("inf")


class _Attempt(NamedTuple):
    """A draft as it was read."""

    draft: PatchedSource
    work: Composer
    place: float
    """Where in the source the reading ended."""


def recover(doubtful: DoubtfulParse) -> ParseResult:
    """Return the source's node as far as it can be patched, and all findings."""
    first = PatchedSource(doubtful.source, doubtful.text)
    compose = doubtful.compose
    patches, odd = tab_indentation.fix_indentation(first, doubtful.odd)
    recovery = _Recovery(odd, patches)
    best = _attempt(first.patched(patches), compose)
    for _ in range(MOST):
        found = recovery.explain(best)
        if found is None:
            break
        after, floor = found
        attempt = _attempt(after, compose)
        if attempt.place < floor:
            recovery.undo()
            break
        best = attempt
    if recovery.can_fix:
        # The author's own file is fixed in another way, and must have the same values then.
        fixed = _attempt(first.patched(recovery.sure), compose)
        if fixed.place != best.place or _finding_identities(
            fixed
        ) != _finding_identities(best):
            recovery.forget_fixes()
    return recovery.result(best)


def _finding_identities(attempt: _Attempt) -> object:
    root = attempt.work.root
    return None if root is None else to_python(attempt.draft.node(root))


class _Recovery:
    """The findings so far, each once."""

    def __init__(self, odd: tuple[Diagnostic, ...], patches: list[Patch]) -> None:
        self.sure = patches
        """Every mend in the source's own places: a finding's fix where it has one."""
        self._odd = odd
        self._told: list[Diagnostic] = []
        self._seen: set[tuple[str, int]] = set()
        self._suspected = 0
        self._latest = (0, 0)
        source = odd[0].at.span.source if odd else None
        self._moved = (
            {source.position(m.start)[0] for m in patches} if source else set()
        )

    def explain(self, attempt: _Attempt) -> tuple[PatchedSource, float] | None:
        """Return the next patched source and how far it must be readable, or None if there is none."""
        draft, work, place = attempt
        self._latest = (len(self._told), len(self.sure))
        suspects = work.suspects.found[: _MOST_SUSPECTS - self._suspected]
        self._suspected += len(suspects)
        found = misreadings.explain_suspicions(draft.reading, suspects)
        found = [x for x in found if self._is_new(draft, x.finding)]
        floor = place
        if work.trouble is not None and not any(x.patches for x in found):
            found.append(syntax_errors.explain_parse_error(draft.reading, work.trouble))
        patches: list[Patch] = []
        others = self._by_line(attempt)
        for explanation in found:
            finding = draft.finding(explanation.finding)
            if explanation.patches:
                patches += explanation.patches
                self.sure += _in_source(draft, finding, explanation)
                first = draft.place(min(patch.start for patch in explanation.patches))
                floor = min(floor, first)
            if self._is_new(draft, explanation.finding):
                self._report(finding, others)
            elif work.trouble is not None:
                return None
            self._seen.add((finding.rule, finding.at.span.start))
        return (draft.patched(patches), floor) if patches else None

    def undo(self) -> None:
        """Remove the last warnings' fixes: their patches did not help."""
        told, sure = self._latest
        del self.sure[sure:]
        for index in range(told, len(self._told)):
            self._told[index] = self._told[index]._replace(fix=())

    @property
    def can_fix(self) -> bool:
        """Return whether a finding of a syntax mistake has a fix."""
        return any(f.fix for f in (*self._told, *self._odd) if f.severity is ERROR)

    def forget_fixes(self) -> None:
        """Remove all fixes: the author's file is left to the author."""
        self._told = [finding._replace(fix=()) for finding in self._told]
        self._odd = tuple(
            f._replace(fix=()) if f.rule in tab_indentation.RULES else f
            for f in self._odd
        )

    def result(self, attempt: _Attempt) -> ParseResult:
        """Return the node, if the text could be read to its end, and all that was found."""
        draft, work, _ = attempt
        found = [*self._odd, *map(draft.finding, work.findings), *_few(self._told)]
        once = {(f.rule, f.at.span.start, f.at.span.end): f for f in reversed(found)}
        kept = sorted(once.values(), key=lambda f: (f.at.span.start, f.at.span.end))
        root = None if work.root is None else draft.node(work.root)
        return root, tuple(kept)

    def _is_new(self, draft: PatchedSource, finding: Diagnostic) -> bool:
        return (finding.rule, draft.place(finding.at.span.start)) not in self._seen

    def _report(self, finding: Diagnostic, others: dict[int, list[Diagnostic]]) -> None:
        """Keep a finding, unless it only follows from what was found already."""
        if finding.severity is ERROR:
            line = finding.at.span.line
            is_near_moved = not self._moved.isdisjoint((line - 1, line))
            if finding.rule == "wrong-indent" and is_near_moved:
                # It lines up with what the line above was before its tab was replaced.
                return
            if line in others:
                # What was found while reading would not be found again in the patched text.
                self._told += others[line]
                return
            others[line] = [finding]
        self._told.append(finding)

    def _by_line(self, attempt: _Attempt) -> dict[int, list[Diagnostic]]:
        """Return the errors so far, by line."""
        draft, work, _ = attempt
        found: dict[int, list[Diagnostic]] = {}
        for finding in (*self._odd, *map(draft.finding, work.findings), *self._told):
            if finding.severity is ERROR:
                found.setdefault(finding.at.span.line, []).append(finding)
        return found


def _few(findings: list[Diagnostic]) -> list[Diagnostic]:
    few = FirstOfEachRule(MOST)
    for finding in findings:
        if few.wants(finding.rule, finding.fix):
            few.keep(finding)
    return few.result()


def _in_source(
    draft: PatchedSource, finding: Diagnostic, explanation: Explanation
) -> list[Patch]:
    if finding.fix:
        return [Patch(e.span.start, e.span.end, e.text) for e in finding.fix]
    return [Patch(*draft.span(m.start, m.end), m.text) for m in explanation.patches]


def _attempt(draft: PatchedSource, compose: ComposeFunction) -> _Attempt:
    work = compose(draft.reading, draft.text, without_stand_ins)
    trouble = work.trouble
    place = _SOUND if trouble is None else draft.place(trouble.at)
    return _Attempt(draft, work, place)

"""Parse a file with syntax errors: patch it in memory and parse again until all errors are reported.

`RECOGNISERS` and `misreadings` recognise the errors and patch them. At an error without a patch,
parsing ends with the findings so far.
"""

from collections.abc import Callable

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.recovery import (
    colons,
    misplaced_lines,
    misreadings,
    quotes,
    tab_indentation,
)
from pccreport.recovery.error_context import ErrorContext, Explanation, error_context
from pccreport.recovery.patched_source import Patch, PatchedSource, without_stand_ins
from pccreport.source import yaml_messages
from pccreport.source.composer import Composer
from pccreport.source.node import to_python
from pccreport.source.yaml import (
    INDENT_RULES,
    ComposeFunction,
    DoubtfulParse,
    ParseResult,
)
from pccreport.source.yaml_messages import limit_each_rule

MAX_ATTEMPTS = 20
"""Most attempts to parse one text, and findings of one rule in it.

Each parses the whole text: with 500, 3,000 errors took 0.7 s.
"""

_MAX_SUSPICIONS = 1_000
"""Most suspicions of one text that are examined; a file has a few, if any.

Each reads the lines above it: without a limit, 3,000 took 30 s, not 0.9 s.
"""


# The messages of the parsers are for programmers, and differ; the offsets at which they stop do not.
# Each recogniser knows one error. The more specific ones are first.
RECOGNISERS: tuple[Callable[[ErrorContext], Explanation | None], ...] = (
    quotes.backslash,
    quotes.curly_quote,
    quotes.unclosed_quote,
    quotes.text_after_quote,
    quotes.colour_in_brackets,
    quotes.hash_in_text,
    colons.bullet_character,
    quotes.indicator_at_start,
    colons.colon_in_braces,
    quotes.unclosed_bracket,
    colons.missing_key,
    colons.colon_in_text,
    colons.lost_colon_above_note,
    colons.missing_colon,
    colons.dash_without_space,
    misplaced_lines.list_beside_key,
    misplaced_lines.wrong_indent,
)


_Attempt = tuple[PatchedSource, Composer]
"""A patched source and its parse."""


def recover(doubtful: DoubtfulParse) -> ParseResult:
    """Return the node of the patched source, or None, and all findings."""
    first = PatchedSource(doubtful.source, doubtful.text)
    compose = doubtful.compose
    patches, odd = tab_indentation.fix_indentation(first, doubtful.odd)
    recovery = _Recovery(odd, patches)
    best = _attempt(first.patched(patches), compose)
    for _ in range(MAX_ATTEMPTS):
        next_source = recovery.explain(best)
        if next_source is None:
            break
        best = _attempt(next_source, compose)
    if recovery.fixes_an_error():
        # Fixes differ from patches: they must give the same values.
        fixed = _attempt(first.patched(recovery.certain), compose)
        if _outcome(fixed) != _outcome(best):
            recovery.forget_fixes()
    return recovery.result(best)


def _outcome(attempt: _Attempt) -> object:
    """Return the values, or the source offset at which parsing stopped."""
    patched, composer = attempt
    if composer.error is not None:
        return patched.source_offset(composer.error.at)
    return composer.root and to_python(patched.node(composer.root))


class _Recovery:
    """The findings so far, without duplicates."""

    def __init__(self, odd: tuple[Diagnostic, ...], patches: list[Patch]) -> None:
        self.certain = patches
        """All patches in offsets of the source; of a finding with a fix, the fix."""
        self._odd = odd
        self._findings: list[Diagnostic] = []
        self._known: set[tuple[str, int]] = set()
        self._checked = 0
        source = odd[0].at.span.source if odd else None
        self._moved = (
            {source.position(m.start)[0] for m in patches} if source else set()
        )

    def explain(self, attempt: _Attempt) -> PatchedSource | None:
        """Return the next patched source, or None."""
        patched, composer = attempt
        suspicions = composer.suspicions.found[: _MAX_SUSPICIONS - self._checked]
        self._checked += len(suspicions)
        found = misreadings.explain_suspicions(patched.reading, suspicions)
        found = [each for each in found if self._is_new(patched, each.finding)]
        if composer.error is not None and not any(each.patches for each in found):
            context = error_context(patched.reading, composer.error)
            explained = filter(None, (each(context) for each in RECOGNISERS))
            span = (context.at, context.at + 1)
            found.append(
                next(explained, context.explain(yaml_messages.YAML_SYNTAX, span))
            )
        patches: list[Patch] = []
        by_line = self._errors_by_line(attempt)
        for explanation in found:
            finding = patched.finding(explanation.finding)
            if explanation.patches:
                patches += explanation.patches
                # Of a finding with a fix, the fix.
                self.certain += [
                    Patch(edit.span.start, edit.span.end, edit.text)
                    for edit in finding.fix
                ] or [
                    Patch(*patched.span(start, end), text)
                    for start, end, text in explanation.patches
                ]
            if self._is_new(patched, explanation.finding):
                self._report(finding, by_line)
            elif composer.error is not None:
                return None
            self._known.add((finding.rule, finding.at.span.start))
        return patched.patched(patches) if patches else None

    def fixes_an_error(self) -> bool:
        """Return whether an error has a fix."""
        return any(f.fix for f in (*self._findings, *self._odd) if f.severity is ERROR)

    def forget_fixes(self) -> None:
        """Remove all fixes."""
        self._findings = [finding._replace(fix=()) for finding in self._findings]
        self._odd = tuple(
            f._replace(fix=()) if f.rule in INDENT_RULES else f for f in self._odd
        )

    def result(self, attempt: _Attempt) -> ParseResult:
        """Return the node, if the text could be read to its end, and all that was found."""
        patched, composer = attempt
        found = [
            *self._odd,
            *map(patched.finding, composer.findings),
            *limit_each_rule(self._findings, MAX_ATTEMPTS),
        ]
        once = {(f.rule, f.at.span.start, f.at.span.end): f for f in reversed(found)}
        kept = sorted(once.values(), key=lambda f: (f.at.span.start, f.at.span.end))
        root = None if composer.root is None else patched.node(composer.root)
        return root, tuple(kept)

    def _is_new(self, patched: PatchedSource, finding: Diagnostic) -> bool:
        return (
            finding.rule,
            patched.source_offset(finding.at.span.start),
        ) not in self._known

    def _report(
        self, finding: Diagnostic, by_line: dict[int, list[Diagnostic]]
    ) -> None:
        """Keep a finding, unless it is a consequence of an earlier one."""
        if finding.severity is ERROR:
            line = finding.at.span.line
            is_near_moved = not self._moved.isdisjoint((line - 1, line))
            if finding.rule == "wrong-indent" and is_near_moved:
                # It was aligned with the line above before the tab there was replaced.
                return
            if line in by_line:
                # Findings of this attempt are not found again in the patched text.
                self._findings += by_line[line]
                return
            by_line[line] = [finding]
        self._findings.append(finding)

    def _errors_by_line(self, attempt: _Attempt) -> dict[int, list[Diagnostic]]:
        """Return the errors so far, by line."""
        patched, composer = attempt
        found: dict[int, list[Diagnostic]] = {}
        for finding in (
            *self._odd,
            *map(patched.finding, composer.findings),
            *self._findings,
        ):
            if finding.severity is ERROR:
                found.setdefault(finding.at.span.line, []).append(finding)
        return found


def _attempt(patched: PatchedSource, compose: ComposeFunction) -> _Attempt:
    return patched, compose(patched.reading, patched.text, without_stand_ins)

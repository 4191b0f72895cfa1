"""Takes the edits of a Word file that was built from a project back into its YAML files.

What is taken is proved: the report is laid out again from the changed texts, in memory, and compared
with the Word file. An edit that is still found then, or that breaks something, is not taken.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

from pccreport.compare.changes import Change
from pccreport.compare.kinds import Kind
from pccreport.compare.redaction import Secrets
from pccreport.document.blocks import CrossRef, CrossRefKind, Inline, content_text
from pccreport.document.roles import Role
from pccreport.edits.proposals import ASKED, Proposal, propose_edits
from pccreport.findings.finding import ERROR, Diagnostic, Edit
from pccreport.findings.text import Source, Span
from pccreport.language.texts.counted import quote
from pccreport.language.texts.figures import changed_figures, find_figures
from pccreport.model import visibility
from pccreport.model.update import UpdateFile
from pccreport.pipeline.compare import Operand
from pccreport.pipeline.compare_word import (
    MatchedWordFile,
    check_overlap,
    header_changes,
    match_word,
    read_matched,
)
from pccreport.pipeline.reread import findings_of_report, new_findings, reread_report
from pccreport.rules.severities import RuleSet
from pccreport.source.edits import apply_edits
from pccreport.source.splice import straighten

_PRINTED_TWICE = "it is also printed elsewhere, or counted in a total"
_WORSE = "the report would then differ in other places"
_STILL = "the report would still differ"
_DIFFERS = f"{_STILL}; make the edit in {{0.source.name}}:{{0.line}}"
EMPTY = "nothing is left to go with it"
_WITH = "it goes with an edit that was left out"
_ERROR = "check would find an error"
_LINKS = "links are not carried over"
_HEADER = "headers, footers and notes are not carried over"
_LABELS = {x for x in Role if x.startswith("label")} - {Role.LABEL_LINE}
_BESIDE = r"[^;]{0,30}"
"""What is between a figure and a percentage that is likely to be of it."""

Left = tuple[Change, str]
"""A change that was not taken, and the reason or ""."""


class PullResult(NamedTuple):
    """The files as they would be, and what was not taken."""

    before: MatchedWordFile
    files: dict[Source, str]
    taken: int
    """The number of changes that are not found any more."""
    left: tuple[Left, ...]
    found: tuple[Diagnostic, ...]
    """What check finds in the files as they would be, and not in those that are there."""

    @property
    def past_files(self) -> list[UpdateFile]:
        """The files of updates that change, of periods before that of the report."""
        start = self.before.compared.report.scope.period.start
        updates, changed = self.before.texts.updates, {x.name for x in self.files}
        return [x for x in updates if x.name in changed and x.period.end < start]

    def kept_shares(self) -> Iterator[tuple[str, str]]:
        """Yield each percentage that was not changed beside a figure that was, with its place."""
        texts, pairs = self.before.texts, self.before.found.pairs
        both = ((texts.old[x.old[0]].text, texts.new[x.new[0]]) for x in pairs)
        for old, new in (x for x in both if x[0] != x[1].text):
            _, changed = changed_figures(old, new.text)
            for one, other in pairwise(find_figures(new.text)):
                between = new.text[one.end : other.start]
                is_first = re.match(r"\)? of ", between)
                share, figure = (one, other) if is_first else (other, one)
                is_share = share.unit == "%" and figure.unit not in ("%", "year")
                is_kept = figure in changed and share not in changed
                if is_share and is_kept and re.fullmatch(_BESIDE, between):
                    yield share.words, new.where


def pull_edits(
    sent: Path, project: Operand
) -> tuple[PullResult | None, tuple[Diagnostic, ...]]:
    """Return the files with the edits of a Word file, and the errors of the project.

    None if the project is not usable, or text may be missing from its report. Raise CommandError if
    the Word file cannot be read, or is not this report.
    """
    before, _, findings = read_matched(sent, project)
    if before is None or findings:  # text may be missing
        return None, findings
    check_overlap(before, sent, project)
    proposals = propose_edits(before.texts)
    after, files, whys = _ProposalTester(before, project, proposals).find_proven()
    headers = ((c, _HEADER) for c in header_changes(before))
    left = (*_untaken_changes(before, after, proposals, whys), *headers)
    emptied = sum(why == EMPTY for _, why in left)
    taken = len(before.found.changes) - len(after.found.changes) + emptied
    private = visibility.private_texts(before.compared.project.updates)
    printed = (text.text for text in before.texts.old)
    is_private = Secrets(private).without_printed(printed).are_in
    shown = list[Left]()
    for change, why in left:
        words = " ".join(text.text for text in change.news)
        hidden = ASKED in why or is_private(words)
        reason = _ERROR if is_private(why) else why
        shown.append((change._replace(hidden=hidden), reason))
    new = findings_of_report(after.compared, RuleSet.ALL) if files else ()
    if new:
        new = new_findings(new, findings_of_report(before.compared, RuleSet.ALL))
    found = (x for x in new if not is_private(x.message))
    return PullResult(before, files, taken, (*shown,), (*found,)), findings


class _Trial(NamedTuple):
    """The report with some edits, or the reason why there is none."""

    report: MatchedWordFile | None
    files: dict[Source, str]
    why: str = ""
    file: str = ""
    """The name of the file with the error, if it is one of the changed files."""


class _ProposalTester:
    """Finds the proposals that make the report say what the Word file says."""

    def __init__(
        self, before: MatchedWordFile, project: Operand, proposals: Sequence[Proposal]
    ) -> None:
        self._before, self._project = before, project
        self._open = {n: 0 for n, p in enumerate(proposals) if p.choices}
        """The number of the choice that is tried for each proposal that is not dropped."""
        self._proposals = proposals
        self._quarters = _periods_by_text(before)
        places, pairs = before.texts, before.found.pairs
        heads = (p for p in pairs if not places.is_of_update(p.old[0]))
        self._differing = _differing_texts(before)
        self._heads = {j for p in heads for j in p.new}
        self._private = visibility.private_entries(before.compared.project.updates)

    def find_proven(self) -> tuple[MatchedWordFile, dict[Source, str], dict[int, str]]:
        """Return the report as it would be, its changed files, and why proposals were dropped."""
        whys: dict[int, str] = {}
        while self._open:
            trial = self._try_proposals(self._open)
            faults = self._faulty_proposals(trial)
            if trial.report and not faults:
                return trial.report, trial.files, whys
            for n, why in faults.items():
                self._open[n] += 1
                if self._open[n] == len(self._proposals[n].choices):
                    del self._open[n]
                    whys[n] = why
        return self._before, {}, whys

    def _faulty_proposals(self, trial: _Trial) -> dict[int, str]:
        """Return the proposals that must be done otherwise or dropped, each with the reason."""
        faults = self._unproved_proposals(trial.report) if trial.report else {}
        if faults or (trial.report and not self._is_worse(trial.report)):
            return faults
        for n in self._open if len(self._open) > 1 else ():
            edits = chain.from_iterable(self._proposals[n].choices)
            if trial.file in ("", *(x.span.source.name for x in edits)):
                alone = self._try_proposals([n])
                if alone.report is None or self._is_worse(alone.report):
                    faults[n] = alone.why or self._why_worse(alone, n)
        n = max(self._open)
        return faults or {n: trial.why or self._why_worse(trial, n)}

    def _why_worse(self, trial: _Trial, n: int) -> str:
        """Return the reason why a report is worse: a text that differs only now, if there is one."""
        for j in sorted(self._worse_texts(trial.report)) if trial.report else ():
            text = self._before.texts.new[j]
            return f"{_PRINTED_TWICE}: {text.where} still reads {quote(text.text)}"
        return self._proposals[n].why or _WORSE

    def _try_proposals(self, chosen: Iterable[int]) -> _Trial:
        """Return the report with the edits of some proposals."""
        parts = (self._proposals[n].choices[self._open[n]] for n in chosen)
        edits = _join_insertions(e for part in parts for e in part)
        sources = dict.fromkeys(e.span.source for e in edits)
        files = {source: apply_edits(source, edits) for source in sources}
        given = {Path(s.name): (Source(s.name, t), ()) for s, t in files.items()}
        compared, errors = reread_report(self._before.compared, self._project, given)
        after = match_word(self._before.word, compared) if compared else None
        if after:
            new = new_findings(after.findings, self._before.findings)
            errors += tuple(x for x in new if x.severity is ERROR)
        if after is None or errors:
            if not errors:
                return _Trial(None, files, _STILL)
            why = f"check would say: {errors[0].message}"
            name = errors[0].at.span.source.name
            return _Trial(None, files, why, name if Path(name) in given else "")
        kept = visibility.private_entries(after.compared.project.updates)
        if kept != self._private:
            return _Trial(None, files, "it would change something private")
        return _Trial(self._with_sent_numbers(after), files)

    def _with_sent_numbers(self, after: MatchedWordFile) -> MatchedWordFile:
        """Return a match in which references and labels have the numbers that the Word file has.

        Word writes those of references when it updates its fields, and the quarters of a label
        are those of the updates below it: in a text that was the same, they are no edit.
        """
        texts, same = [*after.texts.old], set[str]()
        for pair in after.found.pairs:
            i, j = pair.old[0], pair.new[0]
            new, block = after.texts.new[j], after.texts.blocks[i]
            if j not in self._differing and new.text != texts[i].text:
                pattern = "".join(map(_with_any_number, block.content))
                if block.role in _LABELS or re.fullmatch(pattern, new.text):
                    texts[i] = texts[i]._replace(text=new.text)
                    same.add(new.where)
        kept = (c for c in after.found.changes if not {t.where for t in c.news} & same)
        found = after.found._replace(changes=(*kept,))
        return after._replace(texts=after.texts._replace(old=texts), found=found)

    def _unproved_proposals(self, after: MatchedWordFile) -> dict[int, str]:
        """Return the proposals whose texts still differ, or are of another quarter."""
        differing, gone = _differing_texts(after), _deleted_texts(after)
        own, other = self._quarters.get, _periods_by_text(after).get
        faults = {}
        for n in self._open:
            proposal = self._proposals[n]
            old = {self._before.texts.old[i].text for i in proposal.old}
            if differing & {*proposal.new} or (not proposal.new and gone & old):
                faults[n] = proposal.why or _DIFFERS.format(proposal.choices[0][0].span)
            elif any(own(j, other(j)) != other(j) for j in proposal.new):
                faults[n] = "it would move to another quarter"
        return faults

    def _is_worse(self, after: MatchedWordFile) -> bool:
        """Return whether more differs than before, or a text came up that neither side had."""
        before = self._before
        heads = {before.texts.new[j].where for j in self._heads}
        emptied = (
            x.kind is Kind.ADDED and {t.where for t in x.news} <= heads
            for x in after.found.changes
        )
        if len(after.found.changes) - sum(emptied) > len(before.found.changes):
            return True
        had = {text.text for text in (*before.texts.old, *before.texts.new)}
        return not _deleted_texts(after) <= had or bool(self._worse_texts(after))

    def _worse_texts(self, after: MatchedWordFile) -> set[int]:
        """Return the texts that differ only now; what has nothing left below it may do so."""
        paired = {j for p in after.found.pairs for j in p.new}
        reworded = _match_by_words(self._before).keys() - _match_by_words(after).keys()
        differing = (_differing_texts(after) - self._differing) | reworded
        return differing - (self._heads - paired)


def _with_any_number(inline: Inline) -> str:
    """Return a pattern for an inline, in which a reference can have another number."""
    if isinstance(inline, CrossRef) and inline.kind is not CrossRefKind.TITLE:
        return re.escape(inline.before) + r"[\w.()]{1,12}"
    return re.escape(content_text((inline,)))


def _join_insertions(edits: Iterable[Edit]) -> list[Edit]:
    """Return edits with one insertion at each place, the words of all in their order.

    A heading that is printed twice has the same edit twice.
    """
    found: dict[Span, Edit] = {}
    for edit in edits:
        at, had = edit.span, found.get(edit.span)
        is_both = had and had != edit and at.start == at.end
        found[at] = Edit(at, had.text + edit.text) if had and is_both else edit
    return [*found.values()]


def _differing_texts(matched: MatchedWordFile) -> set[int]:
    """Return the texts of the Word file, by index, that are not the same in the report."""
    old, new = matched.texts.old, matched.texts.new
    same = {
        j
        for j, i in _match_by_words(matched).items()
        if old[i].level == new[j].level or not new[j].style
    }
    return {*range(len(new))} - same


def _match_by_words(matched: MatchedWordFile) -> dict[int, int]:
    """Return the printed text that has the words of each text of the Word file, by index."""
    pairs = (p for p in matched.found.pairs if p.near and len(p.old) == len(p.new) == 1)
    both = ((p.new[0], p.old[0]) for p in pairs)
    old, new = matched.texts.old, matched.texts.new
    return {j: i for j, i in both if straighten(old[i].text) == straighten(new[j].text)}


def _deleted_texts(matched: MatchedWordFile) -> set[str]:
    """Return the printed texts that are not in the Word file."""
    found = {i for p in matched.found.pairs for i in p.old}
    return {text.text for i, text in enumerate(matched.texts.old) if i not in found}


def _periods_by_text(matched: MatchedWordFile) -> dict[int, object]:
    """Return the period of each text of the Word file that is an update's, by index."""
    pairs = ((p.new, matched.texts.period_of(p.old[0])) for p in matched.found.pairs)
    return {j: period for new, period in pairs if period for j in new}


def _untaken_changes(
    before: MatchedWordFile,
    after: MatchedWordFile,
    proposals: Sequence[Proposal],
    whys: dict[int, str],
) -> Iterator[Left]:
    """Yield what still differs, with the reason why it was not taken."""
    reasons: dict[str, str] = {}
    for n, proposal in enumerate(proposals):
        if why := whys.get(n, proposal.why):
            news = [before.texts.new[j].text for j in proposal.new]
            olds = [before.texts.old[i].text for i in proposal.old]
            reasons |= dict.fromkeys(olds, f"{_WITH}: {why}" if news else why)
            reasons |= dict.fromkeys(news, why)
    places, pairs = before.texts, before.found.pairs
    heads = (p.new[0] for p in pairs if not places.is_of_update(p.old[0]))
    printed = {places.new[j].where for j in heads}
    for change in after.found.changes:
        texts = [text.text for text in (*change.news, *change.olds)]
        why = next((reasons[text] for text in texts if text in reasons), "")
        if change.kind is Kind.ADDED and change.line.where in printed:
            why = EMPTY
        elif change.kind is Kind.CHANGED:
            why = why or _LINKS
        yield change, why

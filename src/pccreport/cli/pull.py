"""`pccreport pull`: takes the edits of a Word file back into the files of its project."""

import re
import sys
from collections.abc import Collection, Iterator, Sequence
from difflib import unified_diff

from pccreport.cli import terminal
from pccreport.cli.common import handle_errors
from pccreport.cli.operands import split_word_file
from pccreport.cli.options import argument, option
from pccreport.cli.output_file import write_changed_files
from pccreport.findings.text import Source
from pccreport.language.texts.counted import counted, quote
from pccreport.pipeline.pull import EMPTY, Left, PullResult, pull_edits
from pccreport.readers.docx.document import notes_on
from pccreport.source.command_error import DONE, FINDINGS
from pccreport.writers.characters import escape_invisible

_STRUCTURE = re.compile(r"[-\s]*(?:[a-z_]+:)?\s*(?:[>|][-+]?|true|false)?")
"""A line of YAML without words."""
_LINE = re.compile("[^\r\n]*(?:\r\n|[\r\n])|[^\r\n]+\\Z")
_NOT_SHOWN = "… (private)"
_OTHER_CHANGES = "Changes made to the files since the build would be undone: check the lines above first."


@handle_errors
def pull(
    named: list[str] | None = argument("pull", "named"),
    write: bool = option("pull", "write", False),
) -> int:
    """Bring edits made in a Word file back into the files of its project."""
    sent, project = split_word_file(named or (), "pull")
    pulled, findings = pull_edits(sent, project)
    terminal.render_findings(findings, sys.stderr)
    if pulled is None:
        terminal.print_message("Nothing was changed.")
        return FINDINGS
    files = dict(sorted(pulled.files.items(), key=lambda pair: pair[0].name))
    for past in pulled.past_files:
        note = f"{past.name} is for {past.period}, a past period"
        terminal.print_sentence(f"{note}: its text may already be in print.")
    if write:
        write_changed_files(files)
    else:
        private = (span.text.splitlines() for span in pulled.before.texts.private)
        lines = (line.strip() for text in private for line in text)
        hidden = frozenset(line for line in lines if not _STRUCTURE.fullmatch(line))
        for source, text in files.items():
            shown = "".join(diff_text(source, text, hidden=hidden))
            terminal.write_text(shown, sys.stdout)
    for line in (*_list_changes(pulled.left), *_list_remarks(pulled)):
        terminal.print_sentence(line)
    for note in notes_on(pulled.before.word._replace(notes=())):
        terminal.print_message(f"{note}.")
    _print_counts(pulled, files, write=write)
    terminal.print_message("Bold and italics are not carried over.")
    return FINDINGS if any(why != EMPTY for _, why in pulled.left) else DONE


def diff_text(source: Source, text: str, hidden: Collection[str] = ()) -> Iterator[str]:
    """Yield the lines of a unified diff, with invisible characters made visible.

    A line with one of `hidden` is not shown.
    """
    old, new = (_LINE.findall(t) for t in (source.text, text))
    for line in unified_diff(old, new, source.name, source.name, lineterm=""):
        is_hidden = any(piece in line for piece in hidden)
        shown = f"{line[:1]}{_NOT_SHOWN}" if is_hidden else line.rstrip("\r\n")
        yield "\t".join(map(escape_invisible, shown.split("\t"))) + "\n"


def _print_counts(pulled: PullResult, files: dict[Source, str], *, write: bool) -> None:
    edits = counted(pulled.taken, "edit")
    number = sum(why != EMPTY for _, why in pulled.left)
    past = f" ({len(x)} for a past period)" if (x := pulled.past_files) else ""
    where = f" in {counted(len(files), 'file')}{past}" if files else ""
    left = f"; {number:,} left out" if number else ""
    if not (files or number):
        terminal.print_message("There are no edits in the Word file.")
    elif write:
        terminal.print_message(f"{edits} made{where}{left}.")
    else:
        if files:
            terminal.print_message(_OTHER_CHANGES)
        end = ". To change the project, add --write." if files else "."
        terminal.print_message(f"{edits} to make{where}{left}{end}")


def _list_changes(changes: Sequence[Left]) -> Iterator[str]:
    """Yield changes that were left out, and headings that go, each with its place and the reason."""
    for change, why in changes:
        what = "No longer printed" if why == EMPTY else "Left out"
        kind = "" if why == EMPTY else change.kind
        reason = "; ".join(filter(None, (kind, *change.remarks, why)))
        where = f"{change.line.label}, {change.places}"
        words = quote(" ".join(text.text for text in change.news or change.olds))
        shown = "its words are not shown" if change.hidden else words
        yield f"{what}, {where}: {shown} ({reason})"


def _list_remarks(pulled: PullResult) -> Iterator[str]:
    """Yield what may be wrong now, and the comments, each with the place of its text in the files."""
    for finding in pulled.found:
        span = finding.at.span
        yield f"Check {span.source.name}:{span.line}: {finding.message}"
    matched = pulled.before
    old, new = matched.texts.old, matched.texts.new
    pairs = ((old[p.old[0]], new[p.new[0]]) for p in matched.found.pairs)
    places = {b.where: f"{a.label}, {b.where}, {a.location}" for a, b in pairs}
    for words, where in pulled.kept_shares():
        yield f"Check {places[where]}: “{words}” has not changed, but a figure beside it has"
    for comment in (x for x in matched.word.notes if x.kind == "comment"):
        where = f"paragraph {comment.first}"
        yield f"Comment on {places.get(where, where)}: “{comment.text}”"

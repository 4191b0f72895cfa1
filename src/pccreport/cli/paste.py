"""`pccreport paste`: an e-mail or a copied list into updates, every line of it accounted for."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from pathlib import Path

from pccreport.cli import terminal
from pccreport.cli.clipboard import clipboard_text
from pccreport.cli.common import PROJECT, handle_errors, read_standard_input
from pccreport.cli.operands import split_project
from pccreport.cli.options import argument, option
from pccreport.cli.output_file import change_file, create_file
from pccreport.cli.periods import parse_period
from pccreport.intake.account import LeftOutLine, LeftOutReason
from pccreport.intake.items import PastedItem
from pccreport.intake.lines import TypedText
from pccreport.intake.measured import FigureText
from pccreport.intake.pasted import PastedUpdates
from pccreport.language import pasted_text
from pccreport.language.counted import counted
from pccreport.model.inline_markup import ProseLink
from pccreport.model.prose import parse_prose
from pccreport.pipeline.paste import PasteResult, join_wrapped, only_new
from pccreport.pipeline.paste import paste as read_paste
from pccreport.pipeline.pasted_files import pasted_files
from pccreport.pipeline.project_folder import UPDATES, choose_report
from pccreport.pipeline.typed_files import typed_text
from pccreport.readers.forms import TEXT_ENDINGS, read_lines
from pccreport.source import files
from pccreport.source.command_error import DONE, FINDINGS, CommandError
from pccreport.writers.project_yaml import given_lines, update_file

STANDARD_INPUT = "-"
_WIDTH = 80
"""Characters of a line on a screen."""
_FEW_WORDS = 30
"""Characters of a line that is left out that are shown at least."""
_CAVEAT = "if the panel needs it, write it as caveat: in the update file"
_MOST_LINES = 12
"""Lines that are shown of those that are in no update."""
_MOST_PLACES = 4
"""Places of lines that need no reading: more are counted."""


Read = tuple[TypedText, PasteResult]


@handle_errors
def paste(
    named: list[str] | None = argument("paste", "named"),
    project: Path = PROJECT,
    period: str = option("paste", "period", ""),
    stream: str = option("paste", "stream", ""),
    aim: str = option("paste", "aim", ""),
    write: bool = option("paste", "write", False),
) -> int:
    """Turn an e-mail or a copied list into updates. Every line is placed, or named."""
    texts, project = split_project(named or [], project)
    chosen = parse_period(period, project)
    damaged: tuple[str, ...] = ()

    def read(file: str) -> Read:
        nonlocal damaged
        typed = _text(file)
        found = read_paste(project, typed, chosen, aim.strip(), stream.strip())
        if found.damaged and not damaged:
            check = f"pccreport check {files.quoted_path(project)}"
            names = files.listed(found.damaged)
            terminal.print_sentence(f"Not read whole: {names}. See {check}.")
        damaged = found.damaged
        return typed, found

    if len(texts) < 2:
        file = "".join(texts)
        code = _paste(file, read(file), project, write=write)
    else:
        code = _paste_each(texts, read, project, write=write)
    return max(code, FINDINGS) if damaged else code


def _paste_each(
    texts: Sequence[str], read: Callable[[str], Read], project: Path, *, write: bool
) -> int:
    """Paste some files one after the other, also if one of them fails."""
    highest = DONE
    for file in texts:
        terminal.print_message(f"{file}:")
        try:
            if not write:
                terminal.write_text(f"# {Path(file).name}\n", sys.stdout)
            code = _paste(file, read(file), project, write=write)
        except CommandError as error:
            terminal.print_error(error)
            code = error.code
        highest = max(highest, code)
    return highest


def _paste(file: str, pasted: Read, project: Path, *, write: bool) -> int:
    """Print or write what was read of a file, and return the exit code."""
    typed, read = pasted
    places = typed.places
    there = [x.file for x in read.there.values()] + [*read.figures_there.values()]
    if write:
        read = only_new(read)
    found = bool(read.cells or read.figures)
    if write and there and not found:
        names = files.listed(dict.fromkeys(there))
        way_out = "nothing was written; to paste it again, delete it there first"
        reworded = [x for x in read.there.values() if x.reworded]
        message = f"all of this is already in {names}{', some in other words' * bool(reworded)}"
        raise CommandError(message, FINDINGS, way_out)
    if found and write:
        folder, _ = choose_report(project)
        for path, old, content in [*pasted_files(folder / UPDATES, read)]:
            if old is None:
                create_file(path, content.encode("utf-8"))
            else:
                change_file(old, content.encode("utf-8"))
            terminal.print_message(f"Wrote {path}")
    elif found:
        given = given_lines(read.figures)
        text = update_file(read.period, read.cells, figures=given)
        terminal.write_text(text, sys.stdout)
    notes = (f"{Path(file).name}: {note}." for note in typed.notes)
    for line in (*_account(read, places), *notes):
        terminal.print_sentence(line)
    return DONE if found else FINDINGS


def _text(file: str) -> TypedText:
    """Return the text of a file (of Word, Excel or a mail program, too), standard input or the clipboard."""
    if not file:
        return TypedText(clipboard_text(), {})
    if file == STANDARD_INPUT:
        source, problems = read_standard_input("standard input")
    elif Path(file).suffix.lower() not in TEXT_ENDINGS:
        return typed_text(read_lines(files.read_document(Path(file)), file))
    else:
        source, problems = files.read_file(Path(file), file)
    if source is None:
        raise CommandError(problems[0].message, help=problems[0].help)
    return TypedText(
        source.text, name="" if file == STANDARD_INPUT else Path(file).stem
    )


def _account(result: PasteResult, places: Mapping[int, str]) -> Iterator[str]:
    """Yield what became of every line, in sentences; `places` are of lines that are no lines.

    What was taken comes first, then what is to be looked at, then what was left out.
    """
    read = result.updates
    tops = sum(map(len, result.cells.values()))
    aims = len({aim for aim, _ in result.cells})
    if tops:
        yield f"{counted(tops, 'update')} under {counted(aims, 'key aim')}."
    given = sum(each.wording != FigureText() for each in read.figures.values())
    if given:
        yield f"{counted(given, 'figure')} of measures."
    every = [*_with_points(chain(*read.cells.values()))]
    if links := sum(map(_links, every)):
        yield f"{counted(links, 'link')} as [words](address)."
    if amounts := sum(bool(each.award) for each in every):
        yield f"{counted(amounts, 'amount')} in the text, and as award: for totals."
    if not (tops or given):
        yield "No update was found."
    if small := sum(x.text[:1].islower() for x in chain(*read.cells.values())):
        yield f"Beginning with a small letter, as sent: {counted(small, 'update')}."
    private = [*chain.from_iterable(map(_kept_back, chain(*read.cells.values())))]
    kept = sum(each.private for each in read.figures.values())
    for number, unit in ((len(private), "text"), (kept, "figure")):
        if number:
            yield f"Kept back with public: false: {counted(number, unit)}."
    yield from _listed(private, places)
    yield from _present(result, places)
    for kind, (key, because) in (("Key aim", read.about), ("Stream", read.whose)):
        if key:
            yield f"{kind}: {key}, because of {because}."
    yield from _to_read(result, places)
    yield from _passed_over(read, places)


def _listed(lines: Sequence[LeftOutLine], places: Mapping[int, str]) -> Iterator[str]:
    yield from (_shown(line, places) for line in lines[:_MOST_LINES])
    if more := [line.number for line in lines[_MOST_LINES:]]:
        yield f"  and {len(more)} more: {_all_places(more, places)}"


def _to_read(result: PasteResult, places: Mapping[int, str]) -> Iterator[str]:
    """Yield what an officer should look at: lines in no update, and what may be wrong."""
    read = result.updates
    unplaced = join_wrapped(
        _left_out(read, to_read=True), apart=LeftOutReason.LAST_LINES
    )
    if unplaced:
        yield "Not in any update:"
        yield from _listed(unplaced, places)
        ways = [] if result.damaged else [*_lacking(read, result.streams)]
        if ways:
            titles, options = (" and ".join(each) for each in zip(*ways, strict=True))
            lines = [x.number for x in unplaced if x.may_be_placed]
            some = "them" if len(lines) == len(unplaced) else _all_places(lines, places)
            it = "it" if len(lines) == 1 < len(unplaced) else "them"
            yield f"  to place {some}, put a line with the {titles} above {it}, or give {options}"
    caveats = ((x.number, _CAVEAT) for x in unplaced if pasted_text.is_caveat(x.text))
    for number, words in sorted((*read.doubts, *caveats)):
        yield f"Please read {_place(number, places)}: {words}."


def _left_out(read: PastedUpdates, *, to_read: bool) -> Iterator[LeftOutLine]:
    """Yield the lines in no update that are listed, or the others.

    A heading is not listed where it is said under which key aim what is below it went.
    """
    doubted = {number for number, _ in read.doubts}
    for line in read.left_out:
        is_heading = line.reason is LeftOutReason.SUBHEADING
        is_listed = line.may_be_update and not (is_heading and line.number in doubted)
        if is_listed is to_read:
            yield line


def _passed_over(read: PastedUpdates, places: Mapping[int, str]) -> Iterator[str]:
    """Yield what was left out and needs no reading, and what was put right."""
    rest = _left_out(read, to_read=False)
    in_order = sorted(rest, key=lambda line: (line.reason.value, line.number))
    parts = [
        f"{reason.value} ({_all_places([line.number for line in lines], places)})"
        for reason, lines in groupby(in_order, key=lambda line: line.reason)
    ]
    parts += (
        f"{what} ({counted(n, unit)})" for (what, unit), n in read.columns.items()
    )
    if parts:
        yield f"Left out: {', '.join(parts)}."
    if mended := [counted(n, name) for name, n in read.repairs.items() if n]:
        yield f"Put right: {', '.join(mended)}."


def _present(read: PasteResult, places: Mapping[int, str]) -> Iterator[str]:
    """Yield which updates and figures a file has already: they are not written again."""
    by_file: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for number, each in read.there.items():
        by_file[each.file, each.reworded].append(number)
    for (name, reworded), lines in by_file.items():
        words = ", in other words, so that --write leaves out" if reworded else ""
        yield f"Already in {name}{words}: {counted(len(lines), 'update')} ({_all_places(lines, places)})."
    figures = Counter(read.figures_there.values())
    for name, count in figures.items():
        yield f"Already in {name}: {counted(count, 'figure')}."


def _kept_back(item: PastedItem) -> Iterable[LeftOutLine]:
    """Return the texts of an update that are kept back: its own, or some of its points."""
    if item.private:
        return [LeftOutLine(item.line, item.text, LeftOutReason.MARK)]
    return chain.from_iterable(map(_kept_back, item.points))


def _links(item: PastedItem) -> int:
    """Return how many links an update or a point has."""
    texts = item.text, item.outcome, item.nothing
    parts = chain.from_iterable(map(parse_prose, texts))
    own = (x for x in parts if isinstance(x, ProseLink) and not x.is_bare)
    return sum(1 for _ in own)


def _with_points(items: Iterable[PastedItem]) -> Iterator[PastedItem]:
    for item in items:
        yield item
        yield from _with_points(item.points)


def _lacking(read: PastedUpdates, streams: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the titles that no line of the text has, each with the option that says the same."""
    reasons = {line.reason for line in read.left_out if line.may_be_placed}
    no_stream = LeftOutReason.NO_STREAM in reasons
    if LeftOutReason.NO_AIM in reasons and not no_stream:
        yield "key aim’s title", "--aim"
        no_stream = bool(streams) and not (read.cells or read.whose[0])
    if no_stream:
        yield "stream’s heading", f"--stream ({', '.join(streams)})"


def _shown(line: LeftOutLine, places: Mapping[int, str]) -> str:
    head = f"  {_place(line.number, places)}, {line.reason.value}: "
    room = max(_WIDTH - len(head) - len("“…”"), _FEW_WORDS)
    words = line.text if len(line.text) <= room else f"{line.text[:room]}…"
    return f"{head}“{words}”"


def _place(line: int, places: Mapping[int, str]) -> str:
    return places.get(line, f"line {line}")


def _all_places(lines: Sequence[int], places: Mapping[int, str]) -> str:
    """Return the places of lines, those in turn as a range: “line 1-4, 9”."""
    runs: list[tuple[str, int, int]] = []
    for where in dict.fromkeys(_place(line, places) for line in lines):
        found = re.match(r"(line|paragraph) (\d+)", where)
        kind, number = (found[1], int(found[2])) if found else (where, 0)
        if runs and number and runs[-1][::2] == (kind, number - 1):
            runs[-1] = kind, runs[-1][1], number
        else:
            runs.append((kind, number, number))
    shown: list[str] = []
    for kind, of_kind in groupby(runs, key=lambda run: run[0]):
        ranges = (str(a) if a == b else f"{a}-{b}" for _, a, b in of_kind if a)
        shown.append(f"{kind} {', '.join(ranges)}".strip())
    return (
        ", ".join(shown) if len(runs) <= _MOST_PLACES else counted(len(lines), "line")
    )

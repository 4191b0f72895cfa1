"""`pccreport paste`: an e-mail or a copied list into updates, every line of it accounted for."""

import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pccreport.cli import output_file, terminal
from pccreport.cli.common import PROJECT, handle_errors
from pccreport.cli.operands import split_project
from pccreport.cli.options import argument, option
from pccreport.cli.periods import parse_period
from pccreport.intake.fates import Fate, SentUpdate, Unplaced, Why
from pccreport.language.texts.counted import counted, quote
from pccreport.pipeline.paste import PasteResult, as_sent_line
from pccreport.pipeline.paste import paste as read_paste
from pccreport.pipeline.pasted_files import format_pasted_files, make_pasted_files
from pccreport.pipeline.project_folder import UPDATES, choose_report
from pccreport.readers.forms import check_lengths, read_lines
from pccreport.readers.line import ReadFile, typed_lines
from pccreport.source import files
from pccreport.source.answers import SentLine
from pccreport.source.command_error import DONE, FINDINGS, USAGE, CommandError

STANDARD_INPUT = "-"
_PASTE_HERE = "Paste the text here, then press Ctrl-D (on Windows, Ctrl-Z and Enter)."
_QUESTION = (
    "For each text: does it keep any updates back? n: no; o: some; a: all;"
    " l: leave it open; Enter: no, for this and all the rest."
)
_MOST_LINES, _MOST_PLACES = 12, 4
"""Texts that are shown of those that are in no update, and places that are named: more are counted."""
_WAYS_OUT = {
    Why.PAST: "what belongs to another period, add --period and that period",
    Why.FIGURES: "figures, type them under measures:, or give a table with them in a column headed with the quarter",
}
"""What places a text, by why it is in no update."""


@handle_errors
def paste(
    named: list[str] | None = argument("paste", "named"),
    project: Path = PROJECT,
    period: str = option("paste", "period", ""),
    stream: str = option("paste", "stream", ""),
    aim: str = option("paste", "aim", ""),
    write: bool = option("paste", "write", False),
) -> int:
    """Turn emails, Word files, tables or copied text into updates. Every line is accounted for."""
    texts, project = split_project(named or [], project)
    chosen = parse_period(period)
    codes, damaged = [DONE], tuple[str, ...]()
    for file in texts or (STANDARD_INPUT,):
        if len(texts) > 1:
            terminal.print_message(f"{file}:")
            if not write:
                terminal.write_text(f"# {Path(file).name}\n", sys.stdout)
        try:
            read = read_paste(project, _read(file), chosen, aim.strip(), stream.strip())
            if read.damaged and not damaged:
                check = f"pccreport check {files.quoted_path(project)}"
                names = files.list_names(read.damaged)
                terminal.print_sentence(f"Only partly read: {names}; run {check}")
            damaged = read.damaged
            codes += (_output(read, project, write=write), bool(damaged) * FINDINGS)
        except CommandError as error:
            if len(texts) < 2:
                raise
            terminal.print_error(error)
            codes.append(error.code)
    return max(codes)


def _output(whole: PasteResult, project: Path, *, write: bool) -> int:
    """Print or write what was read of a file, and return the exit code."""
    result = whole.without_present() if write else whole
    found = result.has_updates
    for line in _account_for_lines(result):
        terminal.print_sentence(line)
    sent = [as_sent_line(whole.name, each) for each in whole.open_texts]
    if sent and all(map(terminal.is_screen, (sys.stdin, sys.stderr))):
        whole, sent = _ask_about_unplaced_texts(whole)
        result = whole.without_present() if write else whole
    if not write:
        terminal.write_text(format_pasted_files(result, sent), sys.stdout)
        return DONE if found else FINDINGS
    folder, _ = choose_report(project)
    for path, old, content in [*make_pasted_files(folder / UPDATES, result, sent)]:
        if old is None:
            output_file.create_file(path, content.encode("utf-8"))
        else:
            changed = output_file.encode_as_before(old, content)
            output_file.change_files([(old, changed)])
        terminal.print_message(f"Wrote {path}")
    if not found:
        rest = "Only open lines (#?) were" if sent else "Nothing new was"
        terminal.print_sentence(f"{rest} written.")
    return DONE if found else FINDINGS


def _read(file: str) -> ReadFile:
    """Return the lines of a file (of Word, Excel or a mail program, too) or of standard input."""
    if file != STANDARD_INPUT:
        read = read_lines(files.read_document(Path(file)), file)
        if read.lines and read.form_id is None and output_file.is_own_file(Path(file)):
            message = f"“{file}” was written by pccreport, so it is not a contribution"
            advice = "for edits to a Word file, use pccreport pull; to read the file as new, save a copy in Word"
            raise CommandError(message, USAGE, advice)
        return read
    if terminal.is_screen(sys.stdin):
        terminal.print_message(_PASTE_HERE)
    if sys.stdin is None:
        raise CommandError("standard input is closed", help="give a file name")
    content = sys.stdin.buffer.read(files.MAX_BYTES + 1)
    source, problems = files.decode(content, "standard input")
    if source is None:
        raise CommandError(problems[0].message, help=problems[0].help)
    return check_lengths(ReadFile("", (*typed_lines(source.text),)))


def _ask_about_unplaced_texts(
    result: PasteResult,
) -> tuple[PasteResult, list[SentLine]]:
    """Return what was read with what is kept back, and the answered and the open lines.

    One key answers for a sentence, and Enter for it and for all that follow.
    """
    by = os.environ.get("USERNAME") or os.environ.get("USER") or ""
    unplaced, sent = result.open_texts, list[SentLine]()
    updates = result.reading.updates
    terminal.print_sentence(_QUESTION)
    for number, each in enumerate(unplaced):
        typed = _ask_about_one(each, f"{number + 1} of {len(unplaced)}", updates)
        if not typed:
            rest = (as_sent_line(result.name, x, by=by) for x in unplaced[number:])
            return result, [*sent, *rest]
        is_left = typed == "l"
        if typed == "a":
            result = result.keep_back(None)
        elif typed == "o":
            chosen = _ask_for_updates(updates)
            result, is_left = result.keep_back(chosen), not chosen
        sent.append(as_sent_line(result.name, each, by=None if is_left else by))
    return result, sent


def _ask_about_one(each: Unplaced, number: str, updates: Sequence[SentUpdate]) -> str:
    """Return the key that answers for a sentence; at the end of the input, that leaves it open.

    Below it is what it keeps back already.
    """
    words = " ".join(each.text.split())
    terminal.print_sentence(f"{number}, {each.place} ({each.reason}): “{words}”")
    for update in updates:
        if update.place in each.keeps.split(", "):
            terminal.print_message(f"  {update.place}: {quote(update.text)}")
    while True:
        typed = terminal.ask_user("n, o, a, l or Enter: ")
        typed = "l" if typed is None else typed.casefold()
        if typed in ("", "n", "o", "a", "l"):
            return typed


def _ask_for_updates(updates: Sequence[SentUpdate]) -> set[str]:
    """Return the places of the updates that are chosen by their numbers."""
    for number, update in enumerate(updates, start=1):
        terminal.print_message(f"  {number}: {quote(update.text)}")
    typed = terminal.ask_user("which ones (such as 2 5; Enter: leave it open): ") or ""
    numbers = {int(x) for x in re.findall(r"\d+", typed)}
    return {x.place for at, x in enumerate(updates, start=1) if at in numbers}


def _account_for_lines(result: PasteResult) -> Iterator[str]:
    """Yield what became of every line, in sentences: what was taken, then what is to be read."""
    reading = result.reading
    yield from _count_sentences(result)
    kept = [x for x in _walk_updates(reading.updates) if x.kept]
    withheld = (x.line for x in reading.figures.values() if x.private)
    texts = [_as_line(x.place, x.kept, x.text) for x in kept]
    figures = [f"  {x.place}: {quote(x.text)}" for x in withheld]
    for unit, each in (("text", texts), ("figure", figures)):
        if each:
            yield f"Kept back (public: false): {counted(len(each), unit)}."
            yield from each
    yield from _list_present_already(result)
    stream, because = reading.whose
    if stream:
        yield f"Stream: {stream}, because of {because}."
    yield from _what_to_review(result)
    if nothing := sum(fate is Fate.NOTHING for _, fate in reading.fates):
        lines = counted(nothing, "line")
        yield f"Skipped (a greeting, header or sheet name, for example): {lines}."


def _count_sentences(result: PasteResult) -> Iterator[str]:
    cells = result.cells
    tops = {period: sum(map(len, x.values())) for period, x in cells.items()}
    for period, number in tops.items():
        aims = len({aim for aim, _ in cells[period]})
        of = f" for {period}" if [*tops] != [result.period] else ""
        if number:
            yield f"{counted(number, 'update')}{of} under {counted(aims, 'key aim')}."
    if given := result.reading.figures:
        yield f"{counted(len(given), 'figure')} for measures."
    if not (any(tops.values()) or given):
        yield f"No {'new ' * bool(result.there)}update was found."


def _what_to_review(result: PasteResult) -> Iterator[str]:
    """Yield what an officer should look at: what is in no update, and what may be wrong."""
    unplaced = result.open_texts
    if unplaced:
        where = "below the updates" if result.has_updates else "in open lines (#?)"
        yield f"Not in any update; copied in full {where}: {counted(len(unplaced), 'text')}."
        yield from (_as_line(x.place, x.reason, x.text) for x in unplaced[:_MOST_LINES])
        if more := unplaced[_MOST_LINES:]:
            yield f"  and {len(more)} more, from {_list_places([x.place for x in more])}"
        ways = [] if result.damaged else [*_missing_titles(result)]
        if ways:
            titles, options = (" and ".join(each) for each in zip(*ways, strict=True))
            yield f"  to place a text, put a line with the {titles} above it, or give {options}"
    for why, way_out in _WAYS_OUT.items():
        if any(x.why is why for x in unplaced):
            yield f"  to place {way_out}"
    if any(x.why is Why.NO_AIM for x in unplaced) and _is_form(result):
        yield "  to place a row, choose its key aim in the form, and paste the form again"
    for place, words in result.reading.doubts:
        yield f"Please read {place}: {words}." if place else f"Please check: {words}."


def _missing_titles(result: PasteResult) -> Iterator[tuple[str, str]]:
    """Yield the titles that no line of the text has, each with the option that says the same."""
    whys = {each.why for each in result.open_texts}
    if Why.NO_AIM in whys and not _is_form(result):
        yield "key aim’s title", "--aim"
    has_stream = result.reading.updates or result.reading.whose[0]
    is_without = Why.NO_STREAM in whys or (Why.NO_AIM in whys and not has_stream)
    if result.streams and is_without:
        yield "stream’s heading", f"--stream ({', '.join(result.streams)})"


def _is_form(result: PasteResult) -> bool:
    return any(line.form for line, _ in result.reading.fates)


def _list_present_already(read: PasteResult) -> Iterator[str]:
    """Yield which updates and figures a file has already: they are not written again."""
    by_file: dict[str, list[str]] = defaultdict(list)
    for place, each in read.there.items():
        by_file[each.file].append(place)
    for name, places in by_file.items():
        yield f"Already in {name}: {counted(len(places), 'update')} ({_list_places(places)})."
    for name, count in Counter(read.figures_there.values()).items():
        yield f"Already in {name}: {counted(count, 'figure')}."
    if repeats := [x.place for x in read.reading.unplaced if x not in read.open_texts]:
        texts = f"{counted(len(repeats), 'text')} ({_list_places(repeats)})"
        yield f"Already in lines of the update files (#? or #|): {texts}."


def _walk_updates(items: Iterable[SentUpdate]) -> Iterator[SentUpdate]:
    for item in items:
        yield item
        yield from _walk_updates(item.points)


def _as_line(place: str, why: str, text: str) -> str:
    return f"  {place}, {why}: {quote(' '.join(text.split()))}"


def _list_places(places: Iterable[str]) -> str:
    found = [*dict.fromkeys(places)]
    more = found[_MOST_PLACES:]
    return counted(len(found), "place") if more else "; ".join(found)

"""The files in which pasted updates are written: a new one, or one whose empty places are filled."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pccreport.findings.finding import Edit
from pccreport.findings.text import Source, Span
from pccreport.intake.fates import SentUpdate
from pccreport.model.measure_names import Key
from pccreport.model.periods import file_stem, parse_period
from pccreport.pipeline.paste import PasteResult
from pccreport.source import fields, files, yaml
from pccreport.source.answers import SentLine, with_sent_lines
from pccreport.source.command_error import CommandError
from pccreport.source.edits import apply_edits
from pccreport.source.lines import line_end
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode
from pccreport.writers.project_yaml import (
    Cells,
    EntryText,
    entry_lines,
    pasted_figure_lines,
    quote_yaml,
    update_yaml,
    yaml_scalar,
)

_MOST_FILES = 30
"""Files of one stream for one quarter."""


def make_pasted_files(
    folder: Path, read: PasteResult, sent: Sequence[SentLine]
) -> Iterator[tuple[Path, Source | None, str]]:
    """Yield each file to be written, the old one or None, and its text.

    There is one for each stream and period, and one for the figures.

    Where a file has updates in one of the cells already, the stream gets a second file. What was
    sent and is in no update ends the file of its period and stream, or the first one.
    """
    parts: list[NewText] = []
    for new in sorted(_new_texts(read), key=lambda new: new.period != str(read.period)):
        streams = {stream for _, stream in new.cells}
        of_figures = {read.of_figures} if new.figures else set()
        for stream in sorted(streams | of_figures):
            own = {key: each for key, each in new.cells.items() if key[1] == stream}
            figures = new.figures if stream == read.of_figures else {}
            parts.append(new._replace(cells=own, figures=figures, stream=stream))
    if sent and not parts:
        parts = [NewText(str(read.period), {}, {}, read.sender, read.of_lines)]
    for new in _with_lines(parts, read, sent):
        path, old, text = _file(folder, new)
        yield path, old, with_sent_lines(text, new.lines)


def format_pasted_files(read: PasteResult, sent: Sequence[SentLine]) -> str:
    """Return the update files of a text, one below the other."""
    parts = _with_lines([*_new_texts(read)], read, sent)
    return "\n".join(with_sent_lines(new_file_text(x), x.lines) for x in parts)


class NewText(NamedTuple):
    """What is written into a file."""

    period: str
    cells: Cells
    figures: Mapping[Key, str]
    sender: str
    """Which contribution it is from."""
    stream: str = ""
    lines: Sequence[SentLine] = ()
    """What was sent and is in no update."""


def _new_texts(read: PasteResult) -> Iterator[NewText]:
    """Yield what is written for each period; the figures are of the report's."""
    reading = read.reading
    typed = {
        k: f"{{value: {x.figure}, public: false}}" if x.private else x.figure
        for k, x in reading.figures.items()
    }
    every = read.cells
    is_of_report = read.period in every or not (typed or not every)
    for period in (*every, *(() if is_of_report else (read.period,))):
        cells = {k: _entry_texts(x) for k, x in every.get(period, {}).items()}
        figures = typed if period == read.period else {}
        yield NewText(str(period), cells, figures, read.sender)


def _with_lines(
    parts: Sequence[NewText], read: PasteResult, sent: Sequence[SentLine]
) -> list[NewText]:
    """Return what is written, each with the lines that are below headings of its period and stream."""
    lines: list[list[SentLine]] = [[] for _ in parts]
    for each, line in zip(read.open_texts, sent, strict=True):
        period, stream = str(each.part[0] or read.period), each.part[1]
        fits = [(x.period == period, x.stream == stream) for x in parts]
        lines[fits.index(max(fits))].append(line)
    return [x._replace(lines=own) for x, own in zip(parts, lines, strict=True)]


def _entry_texts(items: Sequence[SentUpdate]) -> tuple[EntryText, ...]:
    return tuple(
        EntryText(x.text, _entry_texts(x.points), bool(x.kept), x.see)._replace(
            outcome=x.outcome, award=_award_text(x), nothing=x.nothing
        )
        for x in items
    )


def _award_text(item: SentUpdate) -> str:
    typed = (("fund", item.fund), ("round", item.round))
    texts = ((k, quote_yaml(x) if "," in x else yaml_scalar(x)) for k, x in typed if x)
    shown = [f"{name}: {value}" for name, value in (("amount", item.award), *texts)]
    shown = shown[not item.award :]
    return f"{{{', '.join(shown)}}}" if shown else ""


def _file(folder: Path, new: NewText) -> tuple[Path, Source | None, str]:
    name = file_stem(new.period, new.stream)
    for end in ("", *(f"-{number}" for number in range(2, _MOST_FILES))):
        path = folder / f"{name}{end}.yaml"
        if not files.file_exists(path):
            return path, None, new_file_text(new)
        old, problems = files.read_file(path, str(path))
        if old is None or problems:
            raise CommandError(problems[0].message, help=problems[0].help)
        if (text := _fill_file(old, new)) is not None:
            return path, old, text
    message = f"there are {_MOST_FILES} files of {name} already"
    raise CommandError(message, help="combine some of them")


def new_file_text(new: NewText) -> str:
    """Return the text of a new update file."""
    figures = pasted_figure_lines(new.figures)
    return update_yaml(new.period, new.cells, figures=figures, sender=new.sender)


def _fill_file(source: Source, new: NewText) -> str | None:
    """Return the text of an update file with updates and figures put where it has none.

    The file is otherwise as it was. None if it is for another period, if a cell is not there or
    has updates already, or if the file would not be sound.
    """
    root, _ = yaml.parse_yaml(source)
    if not isinstance(root, MappingNode):
        return None
    typed = fields.text(root, "period")
    if not typed or str(parse_period(typed)) != new.period:
        return None
    edits, cells, figures = [], new.cells, new.figures
    if new.sender and "from" not in root.keys and (cells or figures):
        edits.append(_insert(root.keys["period"], [f"from: {yaml_scalar(new.sender)}"]))
    for cell, entries in cells.items():
        key, value = _find_cell(root, "updates", *cell)
        is_empty = isinstance(value, ScalarNode) and value.value in (None, "")
        if key is None or not is_empty:
            return None
        edits.append(_insert(key, entry_lines(entries, key.span.column + 1)))
    for (measure, area), figure in figures.items():
        key, value = _find_cell(root, "measures", measure, area)
        if key is None or not isinstance(value, ScalarNode) or value.value is not None:
            return None
        behind = source.text.index(":", key.end) + 1
        # “~” and “null” are nothing too, but typed.
        end = max(behind, value.end) if value.span.text.strip() else behind
        edits.append(Edit(Span(source, behind, end), f" {figure}"))
    text = apply_edits(source, edits)
    read, faults = yaml.parse_yaml(Source(source.name, text))
    filled = (_find_cell(read, "updates", *cell)[1] for cell in cells)
    kinds = (SequenceNode, MappingNode)  # a list of updates, or why there is none
    is_sound = not faults and all(isinstance(each, kinds) for each in filled)
    return text if is_sound else None


def _find_cell(root: Node | None, *path: str) -> tuple[ScalarNode | None, Node | None]:
    """Return the key at the end of a path in an update file, and what is behind it."""
    key: ScalarNode | None = None
    for name in filter(None, path):
        if not isinstance(root, MappingNode) or name not in root.keys:
            return None, None
        key, root = root.keys[name], root.values.get(name)
    return key, root


def _insert(key: ScalarNode, lines: Sequence[str]) -> Edit:
    """Return the insertion of lines under the line of a key."""
    text = key.source.text
    end = line_end(text, key.end)
    newline = "\r\n" if "\r\n" in text else "\n"
    added = "".join(newline + line for line in lines)
    return Edit(Span(key.source, end, end), added)

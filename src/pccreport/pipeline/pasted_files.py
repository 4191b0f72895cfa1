"""The files in which pasted updates are written: a new one, or one whose empty places are filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pccreport.findings.finding import Edit
from pccreport.findings.text import Source, Span
from pccreport.intake.measured import Key
from pccreport.model.periods import file_stem
from pccreport.model.settings import parse_year_or_quarter
from pccreport.pipeline.paste import PasteResult
from pccreport.source import fields, files, yaml
from pccreport.source.command_error import CommandError
from pccreport.source.edits import apply_edits
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode
from pccreport.writers.project_yaml import (
    Cells,
    entry_lines,
    given_lines,
    update_file,
)

_MOST_FILES = 30
"""Files of one stream for one quarter."""


def pasted_files(
    folder: Path, read: PasteResult
) -> Iterator[tuple[Path, Source | None, str]]:
    """Yield each file to be written, the old one or None, and its text.

    There is one for each stream, and one for the figures.
    Where a file has updates in one of the cells already, the stream gets a second file.
    """
    period = read.period
    streams = {stream for _, stream in read.cells}
    of_figures = {read.of_figures} if read.figures else set()
    for stream in sorted(streams | of_figures):
        own = {key: each for key, each in read.cells.items() if key[1] == stream}
        figures = read.figures if stream == read.of_figures else {}
        name = file_stem(period, stream)
        ends = ("", *(f"-{number}" for number in range(2, _MOST_FILES)))
        paths = [folder / f"{name}{end}.yaml" for end in ends]
        for path in paths:
            old = _old_file(path) if files.file_exists(path) else None
            text = (
                _filled(old, period, own, figures)
                if old
                else update_file(period, own, figures=given_lines(figures))
            )
            if text is not None:
                yield path, old, text
                break


def _old_file(path: Path) -> Source:
    source, problems = files.read_file(path, str(path))
    if source is None or problems:
        raise CommandError(problems[0].message, help=problems[0].help)
    return source


def _filled(
    source: Source, period: str, cells: Cells, figures: Mapping[Key, str]
) -> str | None:
    """Return the text of an update file with updates and figures put where it has none.

    The file is otherwise as it was. None if it is for another period, if a cell is not there or
    has updates already, or if the file would not be sound.
    """
    root, _ = yaml.parse_yaml(source)
    typed = isinstance(root, MappingNode) and fields.text(root, "period")
    if not typed or str(parse_year_or_quarter(typed)) != period:
        return None
    edits = []
    for cell, entries in cells.items():
        key, value = _cell(root, "updates", *cell)
        is_empty = isinstance(value, ScalarNode) and value.value in (None, "")
        if key is None or not is_empty:
            return None
        edits.append(_below(key, entry_lines(entries, _column(key) + 2)))
    for (measure, area), figure in figures.items():
        key, value = _cell(root, "measures", measure, area)
        if key is None or not isinstance(value, ScalarNode) or value.value is not None:
            return None
        behind = source.text.index(":", key.end) + 1
        # “~” and “null” are nothing too, but typed.
        end = max(behind, value.end) if value.span.text.strip() else behind
        typed = f" {figure}" if figure else source.text[behind:end]
        edits.append(Edit(Span(source, behind, end), typed))
    text = apply_edits(source, edits)
    read, faults = yaml.parse_yaml(Source(source.name, text))
    filled = (_cell(read, "updates", *cell)[1] for cell in cells)
    kinds = (SequenceNode, MappingNode)  # a list of updates, or why there is none
    is_sound = not faults and all(isinstance(each, kinds) for each in filled)
    return text if is_sound else None


def _cell(root: Node | None, *path: str) -> tuple[ScalarNode | None, Node | None]:
    """Return the key at the end of a path in an update file, and what is behind it."""
    key: ScalarNode | None = None
    for name in filter(None, path):
        if not isinstance(root, MappingNode) or name not in root.keys:
            return None, None
        key, root = root.keys[name], root.values.get(name)
    return key, root


def _column(key: ScalarNode) -> int:
    return key.start - (key.source.text.rfind("\n", 0, key.start) + 1)


def _below(key: ScalarNode, lines: Sequence[str]) -> Edit:
    """Return the insertion of lines under the line of a key."""
    text = key.source.text
    end = text.find("\n", key.end)
    end = len(text) if end < 0 else end
    end -= text[end - 1] == "\r"
    newline = "\r\n" if "\r\n" in text else "\n"
    added = "".join(newline + line for line in lines)
    return Edit(Span(key.source, end, end), added)

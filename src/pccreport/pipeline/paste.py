"""A pasted text, read with the words of a project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from pathlib import Path
from typing import NamedTuple

from pccreport.findings.finding import Edit
from pccreport.findings.text import Source, Span
from pccreport.house.house import HouseFormat
from pccreport.intake.headings import PlanWords
from pccreport.intake.pasted import PastedUpdates, read_pasted
from pccreport.language.close_matches import did_you_mean
from pccreport.language.wordlists import any_word_pattern
from pccreport.model import fields
from pccreport.model.plan import Priority, ReportingBody
from pccreport.model.project import Project
from pccreport.model.settings import parse_year_or_quarter
from pccreport.model.update import is_key
from pccreport.pipeline.assemble import assemble
from pccreport.pipeline.load import Files, read_folder, read_report
from pccreport.pipeline.project_folder import choose_report
from pccreport.report.aim_names import aim_names
from pccreport.report.placeholder_values import headings
from pccreport.report.scope import AS_SAID
from pccreport.rules.severities import RuleSet
from pccreport.source import yaml
from pccreport.source.command_error import FINDINGS, USAGE, CommandError
from pccreport.source.edits import apply_edits
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode
from pccreport.writers.project_yaml import Cells, EntryText, entry_lines, stream_lines


class PasteResult(NamedTuple):
    """What was read of a text, and the period of the report that it is for."""

    updates: PastedUpdates
    period: str


def paste(path: Path, text: str, aim: str, stream: str) -> PasteResult:
    """Return the updates in a text, with the key aims and streams of a project.

    `aim` (a number or a key) and `stream` are those of the text until a heading in it names
    others. Raises CommandError if the project cannot be read, or does not have them.
    """
    folder, report = choose_report(path)
    read, _ = read_folder(folder)
    read, _ = read_report(read, report)
    project, settings = read.project, read.settings
    if project is None or settings is None:
        way_out = f"see what is wrong with: pccreport check {path}"
        raise CommandError(f"the project “{path}” cannot be read", FINDINGS, way_out)
    words = plan_words(read)
    aim = _chosen_aim(aim, words)
    stream = _chosen_stream(stream, words)
    return PasteResult(read_pasted(text, words, aim, stream), str(settings.period))


def plan_words(read: Files) -> PlanWords:
    """Return what headings are recognised by; the project of the files can be read."""
    project = read.project
    assert project is not None
    words = _words(project)
    merged, _ = assemble(read, AS_SAID, None, RuleSet.GAPS)
    if merged is None:
        return words
    of_house = headings(merged.report, project.house)
    names = _offices(project.plan.body, of_house)
    streams = {
        key: (*titles, of_house[key], *names[key])
        for key, titles in words.streams.items()
    }
    return words._replace(streams=streams)


def fill_cells(source: Source, period: str, cells: Cells) -> str | None:
    """Return the text of an update file with updates put into cells that are empty.

    The file is otherwise as it was. None if a cell has updates already, or if the file is for
    another period, or would not be sound.
    """
    root, _ = yaml.parse_yaml(source)
    updates = root.values.get("updates") if isinstance(root, MappingNode) else None
    if not isinstance(root, MappingNode) or "updates" not in root.keys:
        message = f"“{source.name}” cannot be read"
        raise CommandError(message, FINDINGS, "see what is wrong with: pccreport check")
    typed = parse_year_or_quarter(fields.text(root, "period"))
    if str(typed) != period or any(not _is_free(updates, *cell) for cell in cells):
        return None
    edits: list[Edit] = []
    for aim, of_aim in groupby(cells, key=lambda key: key[0]):
        streams = {stream: cells[aim, stream] for _, stream in of_aim}
        edits += _insertions(root.keys["updates"], updates, aim, streams)
    text = apply_edits(source, edits)
    read, problems = yaml.parse_yaml(Source(source.name, text))
    is_sound = not problems and all(_is_list(read, *cell) for cell in cells)
    return text if is_sound else None


def _is_list(root: Node | None, aim: str, stream: str) -> bool:
    for key in filter(None, ("updates", aim, stream)):
        root = root.values.get(key) if isinstance(root, MappingNode) else None
    return isinstance(root, SequenceNode)


def _insertions(
    above: ScalarNode,
    updates: Node | None,
    aim: str,
    streams: Mapping[str, Sequence[EntryText]],
) -> Iterator[Edit]:
    """Yield the lines to put under one key aim of a file, each after its key's line."""
    there = updates if isinstance(updates, MappingNode) else None
    if there is None or aim not in there.keys:
        _refuse_braces(updates)
        margin = _column(next(iter(there.keys.values()))) if there else 2
        lines = [f"{' ' * margin}{aim}:"]
        for stream, entries in streams.items():
            lines += stream_lines(stream, entries, margin + 2)
        yield _below(above, lines)
        return
    section = there.values[aim]
    _refuse_braces(section)
    cells = section if isinstance(section, MappingNode) else None
    for stream, entries in streams.items():
        if cells is None or stream not in cells.keys:
            key = there.keys[aim]
            own = _column(next(iter(cells.keys.values()))) if cells else 0
            yield _below(key, stream_lines(stream, entries, own or _column(key) + 2))
        else:
            key = cells.keys[stream]
            yield _below(key, entry_lines(entries, _column(key) + 2))


def _refuse_braces(node: Node | None) -> None:
    if isinstance(node, MappingNode) and node.span.text.startswith("{"):
        message = f"{node.source.name} has {{}} where the updates are to be put"
        raise CommandError(message, FINDINGS, "delete the {} and try again")


def _is_free(updates: Node | None, aim: str, stream: str) -> bool:
    """Return whether a cell is empty, or not there."""
    section = updates.values.get(aim) if isinstance(updates, MappingNode) else None
    if section is None or _is_empty(section):
        return True
    # A list, and streams, exclude each other.
    if not stream or not isinstance(section, MappingNode):
        return False
    cell = section.values.get(stream)
    return cell is None or _is_empty(cell)


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.value in (None, "")


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


def _words(project: Project) -> PlanWords:
    """Return the plan's key aims, those of the priority reported on first, and the streams."""
    plan, house = project.plan, project.house
    settings = project.settings
    own = plan.priority(settings.priority, settings.only) if settings else None
    priorities = [*((own,) if own else ()), *plan.priorities]
    numbered = _numbered_aims(own, house) if own else 0
    aims = {a.key: (_spaced(a.key), a.text) for p in priorities for a in p.aims}
    aims = {key: titles for key, titles in aims.items() if is_key(key)}
    texts = [prose.text for prose in project.printed_texts()]
    texts += [a.text for p in priorities for a in p.aims]
    known = {
        word
        for text in texts
        for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.casefold())
    }
    streams = {s.key: (_spaced(s.key),) for s in house.streams}
    return PlanWords(house.levels.aim, aims, numbered, streams, frozenset(known))


def _numbered_aims(own: Priority, house: HouseFormat) -> int:
    """Return how many key aims of a report have the numbers from 1, and are all that have any."""
    numbers = [n.bare_number for n in aim_names(own, house).values()]
    return len(numbers) if numbers == [*range(1, len(numbers) + 1)] else 0


def _offices(
    body: ReportingBody, headings: Mapping[str, str]
) -> Mapping[str, tuple[str, ...]]:
    """Return the names of the force and of the office by the stream whose heading has one.

    A contributor writes “Northshire Police” where the heading says “NP activity”.
    """
    found: dict[str, tuple[str, ...]] = dict.fromkeys(headings, ())
    for names in ((body.force_name, body.force_short), (body.name, body.short)):
        pattern = any_word_pattern(names) if any(names) else r"\Z."
        own = [key for key, h in headings.items() if re.search(rf"\b{pattern}\b", h)]
        if len(own) == 1:
            found[own[0]] += tuple(filter(None, names))
    return found


def _spaced(key: str) -> str:
    return key.replace("_", " ")


def _chosen_aim(typed: str, words: PlanWords) -> str:
    keys = [*words.aims]
    if typed.isdecimal() and 0 < int(typed) <= words.numbered:
        return keys[int(typed) - 1]
    if not typed or typed in words.aims:
        return typed
    numbers = [f"{n} " for n in range(1, words.numbered + 1)]
    listed = ", ".join(map("".join, zip_longest(numbers, keys, fillvalue="")))
    way_out = did_you_mean(typed, keys, f"there are: {listed}")
    raise CommandError(f"the plan has no key aim “{typed}”", USAGE, way_out)


def _chosen_stream(typed: str, words: PlanWords) -> str:
    keys = [*words.streams]
    if typed in words.streams:
        return typed
    if not typed:
        return keys[0] if len(keys) == 1 else ""
    way_out = did_you_mean(typed, keys, f"there are: {', '.join(keys)}")
    raise CommandError(f"the house format has no stream “{typed}”", USAGE, way_out)

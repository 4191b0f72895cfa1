"""A reference names a key aim, an update or a stream that this report does not have."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from pccreport.findings.registry import Findings, rule
from pccreport.house.house import HouseFormat
from pccreport.language.close_matches import did_you_mean
from pccreport.model.plan import Priority
from pccreport.model.project import Project, walk_references, walk_texts
from pccreport.model.update import Entry, is_key
from pccreport.rules import unknown_stream
from pccreport.rules.context import ProjectContext

RULE = rule("dangling-reference")

NameOwners = dict[str, set[Priority | None]]
"""The priorities of each name: an id can be under several."""


class _KnownNames(NamedTuple):
    """What can be referred to: in `[[ ]]` key aims alone, after `see:` updates too."""

    aims: NameOwners
    every: NameOwners
    house: HouseFormat
    whole: bool
    """Whether all updates are known: one that was not read may have the id."""


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each name without a target: after `see:` or in `[[ ]]`.

    A key aim of another priority is an error only in this report's own updates: a quarter's file
    can serve the reports on all priorities.
    """
    project, house = written.project, written.project.house
    owners = project.plan.aims()
    on_all = project.settings is not None and project.settings.priority == "all"
    names = _names(project, house)
    for _, cell in project.cells():
        here = None if on_all else owners.get(cell.aim)
        yield from _by_reference(cell.entries, here, names)
        for text in walk_texts(cell.entries):
            for mention in text.mentions():
                if wrong := _wrong(mention.aim, here, names.aims):
                    message, way_out = wrong
                    span = text.place(f"[[{mention.aim}]]")
                    yield RULE.finding(message, span, way_out)


def _names(project: Project, house: HouseFormat) -> _KnownNames:
    owners = project.plan.aims()
    aims: NameOwners = {key: {priority} for key, priority in owners.items()}
    every: NameOwners = defaultdict(
        set, {key: set(found) for key, found in aims.items()}
    )
    for _, cell, item in project.items():
        if item.id and item.id not in aims:
            every[item.id].add(owners.get(cell.aim))
    return _KnownNames(aims, dict(every), house, project.whole)


def _by_reference(
    entries: tuple[Entry, ...], here: Priority | None, names: _KnownNames
) -> Findings:
    for reference in walk_references(entries):
        if is_key(reference.see) and (
            wrong := _wrong(reference.see, here, names.every, whole=names.whole)
        ):
            message, way_out = wrong
            yield RULE.finding(message, reference.place(), way_out)
        stream = reference.stream
        if stream and reference.see in names.every and reference.see not in names.aims:
            message = f"“{reference.see}” is a single update, so stream: is not needed"
            yield RULE.finding(message, reference.place("stream"), "remove stream:")
        elif is_key(stream) and stream not in {s.key for s in names.house.streams}:
            if not names.house.streams:  # one finding is enough
                continue
            message = f"there is no stream “{stream}”"
            what = unknown_stream.way_out(stream, names.house)
            yield RULE.finding(message, reference.place("stream"), what)


def _wrong(
    name: str, here: Priority | None, known: NameOwners, *, whole: bool = True
) -> tuple[str, str] | None:
    """Return what is wrong with a name, and what would be right, or None if it is known."""
    there = known.get(name)
    if there is None and not whole:
        return None
    if there is None:
        others = f"you can refer to: {', '.join(list(known)[:20])}"
        message = f"there is nothing called “{name}”"
        return message, did_you_mean(name, known, others)
    if here is None or here in there:
        return None
    number = next((priority.number for priority in there if priority), "?")
    message = f"“{name}” is under priority {number}, but this report is on priority {here.number}"
    return message, "refer to something under the same priority"

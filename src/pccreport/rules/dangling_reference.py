"""A reference names a key aim, an update or a stream that this report does not have."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pccreport.findings.registry import Findings, rule
from pccreport.findings.text import Span
from pccreport.house.house import HouseFormat
from pccreport.language.close_matches import did_you_mean
from pccreport.model.plan import Priority
from pccreport.model.project import walk_entries, walk_references
from pccreport.model.update import Reference, is_key, own_texts
from pccreport.rules import unknown_stream
from pccreport.rules.context import ProjectContext

RULE = rule("dangling-reference")

NameOwners = dict[str, set[Priority | None]]
"""The priorities of each name: an id can be under several."""


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each name without a target: after `see:` or in `[[ ]]`.

    In `[[ ]]` there are key aims alone, after `see:` updates too. A key aim of another priority is
    an error only in this report's own updates: a quarter's file can serve the reports on all
    priorities.
    """
    project, owners = written.project, written.project.plan.aims()
    on_all = project.settings is not None and project.settings.priority == "all"
    aims: NameOwners = {key: {priority} for key, priority in owners.items()}
    every: NameOwners = {key: {*found} for key, found in aims.items()}
    for _, cell, item in project.items():
        if item.id and item.id not in aims:
            every.setdefault(item.id, set()).add(owners.get(cell.aim))
    for _, cell in project.cells():
        here = None if on_all else owners.get(cell.aim)
        for reference in walk_references(cell.entries):
            see = reference.see
            # An update that was not read may have the id.
            if is_key(see) and (see in every or project.whole):
                yield from _wrong(see, reference.place, here, every)
            is_update = see in every and see not in aims
            yield from _wrong_stream(reference, project.house, is_update=is_update)
        texts = (t for each in walk_entries(cell.entries) for t in own_texts(each))
        for text in texts:
            for mention in text.mentions():
                at = partial(text.place, f"[[{mention.aim}]]")
                yield from _wrong(mention.aim, at, here, aims)


def _wrong_stream(
    reference: Reference, house: HouseFormat, *, is_update: bool
) -> Findings:
    stream, known = reference.stream, [each.key for each in house.streams]
    if stream and is_update:
        message = f"“{reference.see}” is a single update, so stream: is not needed"
        yield RULE.finding(message, reference.place("stream"), "remove stream:")
    elif is_key(stream) and known and stream not in known:
        message = f"there is no stream “{stream}”"
        way_out = unknown_stream.way_out(stream, house)
        yield RULE.finding(message, reference.place("stream"), way_out)


def _wrong(
    name: str, at: Callable[[], Span], here: Priority | None, known: NameOwners
) -> Findings:
    """Yield a finding for a name that is not known, or is another priority's."""
    there = known.get(name)
    if there is None:
        others = f"you can refer to: {', '.join([*known][:20])}"
        message = f"there is nothing called “{name}”"
        yield RULE.finding(message, at(), did_you_mean(name, known, others))
    elif here is not None and here not in there:
        number = next((priority.number for priority in there if priority), "?")
        message = f"“{name}” is under priority {number}, but this report is on priority {here.number}"
        way_out = "refer to something under the same priority"
        yield RULE.finding(message, at(), way_out)

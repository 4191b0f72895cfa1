"""A reference names a key aim, an update or a stream that this report does not have."""

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
"""The priorities of each name; an id can be under several."""


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each name without a target: after `see:` or in `[[ ]]`.

    `[[ ]]` can name key aims, `see:` also updates. A key aim of another priority is an error only in
    the updates of this report, because a quarter's file can be for the reports on all priorities.
    """
    project, owners = context.project, context.project.plan.aims()
    # While report.yaml has an error, the report may be on all.
    on_all = project.settings is None or project.settings.priority == "all"
    aims: NameOwners = {key: {priority} for key, priority in owners.items()}
    owners_of_all: NameOwners = {key: {*found} for key, found in aims.items()}
    for _, cell, item in project.items():
        if item.id and item.id not in aims:
            owners_of_all.setdefault(item.id, set()).add(owners.get(cell.aim))
    for _, cell in project.cells():
        own_priority = None if on_all else owners.get(cell.aim)
        for reference in walk_references(cell.entries):
            see = reference.see
            # An update that was not read may have the id.
            if is_key(see) and (see in owners_of_all or project.whole):
                yield from _wrong(see, reference.span_of, own_priority, owners_of_all)
            is_update = see in owners_of_all and see not in aims
            yield from _wrong_stream(reference, project.house, is_update=is_update)
        texts = (t for entry in walk_entries(cell.entries) for t in own_texts(entry))
        for text in texts:
            for mention in text.mentions():
                at = partial(text.span_of, f"[[{mention.aim}]]")
                yield from _wrong(mention.aim, at, own_priority, aims)


def _wrong_stream(
    reference: Reference, house: HouseFormat, *, is_update: bool
) -> Findings:
    stream, known = reference.stream, [entry.key for entry in house.streams]
    if stream and is_update:
        message = f"“{reference.see}” is a single update, so stream: is not needed"
        yield RULE.finding(message, reference.span_of("stream"), "remove stream:")
    elif is_key(stream) and known and stream not in known:
        message = f"there is no stream “{stream}”"
        way_out = unknown_stream.way_out(stream, house)
        yield RULE.finding(message, reference.span_of("stream"), way_out)


def _wrong(
    name: str, at: Callable[[], Span], own_priority: Priority | None, known: NameOwners
) -> Findings:
    """Yield a finding for an unknown name, or one under another priority."""
    priorities = known.get(name)
    if priorities is None:
        otherwise = f"you can refer to: {', '.join([*known][:20])}"
        message = f"there is nothing called “{name}”"
        yield RULE.finding(message, at(), did_you_mean(name, known, otherwise))
    elif own_priority is not None and own_priority not in priorities:
        number = next((priority.number for priority in priorities if priority), None)
        if number is None:
            return  # its key aim is an error itself
        message = f"“{name}” is under priority {number}, but this report is on priority {own_priority.number}"
        way_out = "refer to something under the same priority"
        yield RULE.finding(message, at(), way_out)

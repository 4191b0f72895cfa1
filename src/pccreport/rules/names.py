"""Names that are used and not declared: of the plan, of the house format, of updates."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from pathlib import PurePath

from pccreport.document.roles import STATUS_TONES
from pccreport.findings.finding import WARNING, Annotation
from pccreport.findings.registry import Findings, Rule
from pccreport.findings.text import Span
from pccreport.house import builtin
from pccreport.house.house import HouseFormat
from pccreport.language.texts.close_matches import closest_match, did_you_mean
from pccreport.model.measures import Measure, MeasureValue
from pccreport.model.periods import Period, period_sort_key
from pccreport.model.plan import Priority
from pccreport.model.project import all_of
from pccreport.model.prose import AimMention
from pccreport.model.update import (
    Reference,
    UpdateItem,
    Withdrawal,
    entry_rows,
    is_key,
    own_texts,
)
from pccreport.rules.context import ProjectContext
from pccreport.source import fields
from pccreport.source.node import ScalarNode

NamesAndSpans = Iterable[tuple[str, Span]]
"""Names, each with its place."""
_Owners = dict[str, set[Priority | None]]
"""The priorities of each name; an id can be under several."""
_MOST_NAMED = 20


def unknown_names(
    kind: Rule, used: NamesAndSpans, known: Iterable[str], message: str, otherwise: str
) -> Findings:
    """Yield a finding at each name that is not declared, with the nearest name or all names."""
    known = known if isinstance(known, dict) else [*known]
    names = ", ".join([*known][:_MOST_NAMED]) or "none"
    for name, at in used:
        if name not in known:
            way_out = did_you_mean(name, known, otherwise.format(names))
            yield kind.finding(message.format(name), at, way_out)


def unknown_aim(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each key of updates that is no key aim, one for each file."""
    project = context.project
    plan, settings = project.plan, project.settings
    known, streams = plan.by_aim(), {stream.key for stream in project.house.streams}
    priority = plan.priority(settings.priority if settings else "all")
    for _, cell in project.cells():
        if priority and priority.number and cell.aim == priority.key:
            message = f"“{cell.aim}” is a priority, so this is printed only in a report on the whole plan"
            way_out = "put it under one of the priority’s key aims, or write priority: all in report.yaml"
            yield kind.finding(message, cell.origin[0].span, way_out)
    titles = dict.fromkeys(known, "")
    titles |= {aim.key: aim.text for p in plan.priorities for aim in p.aims}
    parts = (fields.submapping(u.origin, "updates") for u in project.updates)
    keys = [(aim, key.span) for p in parts if p for aim, key in p.keys.items()]
    for aim, at in keys:
        if aim in streams and aim not in known:
            message = f"“{aim}” is a stream, but it is where a key aim should be"
            way_out = "with its key aim above it, indent this and the lines below it by 2 more spaces"
            yield kind.finding(message, at, way_out)
    keys = [(a, at) for a, at in keys if a not in streams and _may_be_key(a, titles)]
    message, otherwise = "the plan has no key aim “{}”", "key aims in the plan: {}"
    yield from unknown_names(kind, keys, titles, message, otherwise)


def _may_be_key(name: str, known: dict[str, str]) -> bool:
    """Return whether something has the form of a key, or is nearly one; the schema reports others."""
    return is_key(name) or name in known or bool(closest_match(name, known))


def unknown_measure(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each measure, area of one, or key aim of one that is not in the plan."""
    plan, updates = context.project.plan, context.project.updates
    aims, measures = plan.by_aim(), {m.key: m for m in plan.measures}
    values = [value for update in updates for value in update.measures]
    given = [(g.about, g.origin.key.span) for u in updates for g in u.status + u.facts]
    used: tuple[tuple[str, NamesAndSpans, Iterable[str]], ...] = (
        ("key aim", ((m.aim, m.span_of("aim")) for m in plan.measures if m.aim), aims),
        ("measure", ((v.measure, v.origin.key.span) for v in values), measures),
        ("key aim or measure", given, [*aims, *measures]),
    )
    for what, names, known in used:
        message = f"the plan has no {what} “{{}}”"
        yield from unknown_names(kind, names, [*known], message, "in the plan: {}")
    for measure in (m for m in plan.measures if m.key in aims):
        message = f"“{measure.key}” is also the key of a key aim"
        yield kind.finding(message, measure.origin.key.span, "give each its own key")
    for value in (v for v in values if v.measure in measures):
        yield from _check_area(kind, value, measures[value.measure])


def _check_area(kind: Rule, value: MeasureValue, measure: Measure) -> Findings:
    areas, at = measure.areas, value.origin.key.span
    if value.area and areas:
        message = f"“{measure.key}” has no area “{{}}” in the plan"
        used = [(value.area, at)]
        yield from unknown_names(kind, used, areas, message, "its areas: {}")
    elif areas:
        message = f"“{measure.key}” is given by area, but this is one figure"
        way_out = f"write each area with its figure: {measure.key}: {{{areas[0]}: 310}}"
        yield kind.finding(message, value.at, way_out)
    elif value.area:
        message = f"“{measure.key}” is not given by area in the plan"
        way_out = "write one figure, or list the areas under by: in plan.yaml"
        yield kind.finding(message, at, way_out)


def unknown_priority(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at the number in report.yaml, and at each unknown key aim under `only:`."""
    plan, settings = context.project.plan, context.project.settings
    if settings is None:
        return
    priority, number = plan.priority(settings.priority), settings.priority
    at = settings.annotate("priority")
    if priority is None:
        known = ", ".join(str(p.number) for p in plan.priorities)
        message = f"the plan has no priority {number}"
        yield kind.finding(message, at, f"priorities in the plan: {known}")
    elif not priority.aims:
        message = f"the plan has no key aims for priority {number}"
        title = Annotation(priority.origin.keys["number"].span, "this priority")
        way_out = "add them under aims: in plan.yaml, each with its own key"
        yield kind.finding(message, at, way_out, (title,))
    else:
        if number == "all" and not context.project.house.levels[0].many:
            message = "the house format has no word for several priorities"
            way_out = "write its levels: as a list: - {one: Priority, many: Priorities}, and below that, - {one: Key Aim, many: Key Aims}"
            yield kind.finding(message, at, way_out)
        only = fields.items(settings.origin, "only")
        used = ((str(k.value), k.span) for k in only if isinstance(k, ScalarNode))
        message = "there is no key aim “{}” to report on"
        otherwise = "key aims of this report: {}"
        keys = [aim.key for aim in priority.aims]
        yield from unknown_names(kind, used, keys, message, otherwise)


def unknown_recommendation(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each answer to a recommendation that the plan did not have by then."""
    made = {asked.key: asked.made for asked in context.project.plan.recommendations}
    items = ((u, item) for u, _, item in context.project.walk_items() if item.answers)
    for update, item in items:
        used = [(item.answers, item.span_of("answers"))]
        known = [key for key, day in made.items() if day <= update.period.end]
        message = f"the plan has no recommendation “{{}}” up to {update.period}"
        yield from unknown_names(kind, used, known, message, "in the plan by then: {}")


def unknown_status(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each status that is no step of the scale, and at a step below a worse one."""
    project, house = context.project, context.project.house
    steps, tones = [step.key for step in house.statuses], [*STATUS_TONES]
    signed = (step for step in house.statuses if f" {step.sign}" in tones)
    for above, step in pairwise(signed):
        if tones.index(f" {above.sign}") > tones.index(f" {step.sign}"):
            message = f"“{step.word} {step.sign}” is below “{above.word} {above.sign}”, but the first step is taken as the best"
            way_out = "put the best step first, or change one of the two signs"
            at = house.span_of_part("statuses", step.key)
            yield kind.finding(message, at, way_out, severity=WARNING)
            break
    used = ((s.status, s.at) for update in project.updates for s in update.status)
    otherwise = "its steps, under statuses: in your house format: {}"
    message = "“{}” is not a step of the scale"
    yield from unknown_names(kind, used, steps, message, otherwise)


def unknown_stream(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each key of updates that is no stream, or one for all if there are none."""
    project, house = context.project, context.project.house
    known = _stream_titles(house)
    keys = {
        cell.origin[1].span: cell.stream
        for _, cell in project.cells()
        if cell.stream and _may_be_key(cell.stream, known)
    }
    if known:
        used = ((key, at) for at, key in keys.items())
        message = "the house format has no stream “{}”"
        yield from unknown_names(kind, used, known, message, _STREAMS)
    # Without report.yaml the house format is not known; an empty streams: is an error itself.
    elif project.settings and "streams" not in house.origin.values:
        if not keys and project.has_streams():
            return
        report = project.settings.annotate("house").span
        sources = house.origin.source, report.source
        name, typed = (PurePath(source.name).name for source in sources)
        names = [*dict.fromkeys(keys.values())][:2] or ["police", "office"]
        lines = (f"“{key}: {{heading: Words over its updates}}”" for key in names)
        way_out = f"write lines such as {' and '.join(lines)} under streams: in {name}"
        if builtin.is_builtin(house.origin.source):
            way_out = f"{way_out.replace(name, 'house.yaml')}; start house.yaml with extends: {name.split('.')[0]}, and add house: house.yaml to {typed}"
        message = "the house format has no streams to print updates under"
        yield kind.finding(message, next(iter(keys), report), way_out)


_STREAMS = "streams in the house format: {}"


def _stream_titles(house: HouseFormat) -> dict[str, str]:
    return {s.key: s.heading.text if s.heading else "" for s in house.streams}


def unknown_update(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each unknown id after `continues:`, and at each withdrawal of nothing."""
    project = context.project
    if not project.whole:
        return  # it may be in a file that was not read
    firsts: dict[str, Period] = {}  # of each id: the files are in order
    printed: dict[tuple[str, str, str], tuple[Period, UpdateItem]] = {}
    for update, _, item in project.walk_items():
        firsts.setdefault(item.id, update.period)
    for update, cell, item in project.walk_items():
        if item.continues and item.continues == item.id:
            message = f"“{item.id}” cannot continue itself"
            way_out = "to revise an update, repeat its id and leave out continues:"
            yield kind.finding(message, item.span_of("continues"), way_out)
        elif item.continues:
            at = item.span_of("continues")
            yield from _check_update(kind, firsts, item.continues, update.period, at)
        key = cell.aim, cell.stream, " ".join(item.text.text.casefold().split())
        if item.public and not item.withdrawn:
            printed[key] = update.period, item
        elif item.withdrawn and not item.id and key in printed:
            period, earlier = printed[key]
            message = f"this withdraws nothing: the {period} update is still printed"
            way_out = "give both updates the same id:, or add withdrawn: to the earlier one too"
            related = (Annotation(earlier.span_of(), "printed"),)
            yield kind.finding(message, item.span_of("withdrawn"), way_out, related)
    for update, cell in project.cells():
        for withdrawal in all_of(cell.entries, Withdrawal):
            if withdrawal.origin:
                at = withdrawal.origin.values["id"].span
                yield from _check_update(kind, firsts, withdrawal.id, update.period, at)


def _check_update(
    kind: Rule, firsts: dict[str, Period], name: str, period: Period, at: Span
) -> Findings:
    """Yield a finding if there is no update with an id up to a period."""
    message = f"there is no update “{name}” up to {period}"
    first = firsts.get(name)
    if first is None:
        way_out = did_you_mean(name, firsts, "give the earlier update this id")
        yield kind.finding(message, at, way_out)
    elif period_sort_key(first) > period_sort_key(period):
        yield kind.finding(message, at, f"the id first appears in {first}: correct it")


def dangling_reference(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each name without a target: after `see:` or in `[[ ]]`.

    `[[ ]]` can name key aims, `see:` also updates. A key aim of another priority is an error only in
    the updates of this report, because a quarter's file can be for the reports on all priorities.
    """
    project, owners = context.project, context.project.plan.by_aim()
    # While report.yaml has an error, the report may be on all.
    on_all = project.settings is None or project.settings.priority == "all"
    aims: _Owners = {key: {priority} for key, priority in owners.items()}
    every: _Owners = {key: {*found} for key, found in aims.items()}
    papers = project.settings.papers if project.settings else ()
    aims |= {key: set() for key, _ in papers}
    for _, cell, item in project.walk_items():
        if item.id and item.id not in aims:
            every.setdefault(item.id, set()).add(owners.get(cell.aim))
    streams = _stream_titles(project.house)
    for _, cell, entry, *_ in entry_rows(project.updates):
        own = None if on_all else owners.get(cell.aim)
        if isinstance(entry, Reference):
            see, stream = entry.see, entry.stream
            # An update that was not read may have the id.
            if is_key(see) and (see in every or project.whole):
                yield from _check_target(kind, see, entry.span_of, own, every)
            if is_key(stream) and streams:
                used = [(stream, entry.span_of("stream"))]
                message = "there is no stream “{}”"
                yield from unknown_names(kind, used, streams, message, _STREAMS)
        for text in own_texts(entry):
            for mention in (p for p in text.parts if isinstance(p, AimMention)):
                at = partial(text.span_of, f"[[{mention.aim}]]")
                yield from _check_target(kind, mention.target_name, at, own, aims)


def _check_target(
    kind: Rule, name: str, at: Callable[[], Span], own: Priority | None, known: _Owners
) -> Findings:
    """Yield a finding for an unknown name, or one under another priority."""
    if name not in known:
        message, otherwise = "there is nothing called “{}”", "you can refer to: {}"
        yield from unknown_names(kind, [(name, at())], known, message, otherwise)
    elif own is not None and own not in known[name]:
        other = next(filter(None, known[name]), None)
        if other:  # a key aim of no priority is an error itself
            message = f"“{name}” is under priority {other.number}, but this report is on priority {own.number}"
            way_out = f"refer to something under priority {own.number}"
            yield kind.finding(message, at(), way_out)


def duplicate_id(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at the second of two updates of a period with one id that differ."""
    first: dict[tuple[object, str], tuple[tuple[object, ...], UpdateItem]] = {}
    for update, cell, item in context.project.walk_items():
        if not item.id:
            continue
        key = period_sort_key(update.period), item.id
        content = update.basis, cell.aim, cell.stream, item.printed_content()
        before, earlier = first.setdefault(key, (content, item))
        if content != before:
            message = f"two updates for {update.period} have the id “{item.id}” but are not the same"
            way_out = "give one of them a different id, or make them the same"
            related = (Annotation(earlier.span_of("id"), "first used here"),)
            yield kind.finding(message, item.span_of("id"), way_out, related)

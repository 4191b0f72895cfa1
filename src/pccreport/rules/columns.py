"""Columns and lists of tables: those that are not declared, not printed, or empty."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, product

from pccreport.findings.finding import WARNING
from pccreport.findings.registry import Findings, Rule
from pccreport.house.house import HouseFormat
from pccreport.house.phrases import COLUMNS, LISTS
from pccreport.language.texts.close_matches import did_you_mean
from pccreport.model.measures import Fact
from pccreport.model.project import Project
from pccreport.rules.context import ProjectContext
from pccreport.rules.names import NamesAndSpans, unknown_names
from pccreport.source import fields
from pccreport.source.node import Node, scalars

_Table = tuple[str, NamesAndSpans, Node | None]
_HISTORY = r"history_[1-9]\d?\Z"
_STEPS = ("behind", "missed", "due", "next", "changed", "yearly")
_OF_AIMS = ("actions", "aims", "statuses")
_RATED = (*_OF_AIMS, "counts", "measures")
"""The lists of the program whose rows have a status; those of key aims have one of the last time too."""


def unknown_column(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each column, list or kind of rows that is not declared, or not printed."""
    project, house = context.project, context.project.house
    every = chain(*(columns for _, columns, _ in _chosen_tables(house)))
    every = chain(every, _fields_of(house, "sort", "by", "total"))
    chosen = [(name, at) for name, at in every if not re.match(_HISTORY, name)]
    own = [name for name in house.columns if name not in COLUMNS]
    of_plan, given = _own_facts(project)
    lists = project.settings.lists if project.settings else {}
    in_lists = [fact for rows in lists.values() for row in rows for fact in row]
    tables = ((n, at.span) for n, at, _ in fields.keyed_values(house.origin, "tables"))
    steps = [*_STEPS, *(s.key for s in house.statuses), *own]
    steps += ["completed"] if any(s.sign == "■" for s in house.statuses) else []
    known, of_lists = {*COLUMNS, *own}, [*dict.fromkeys((*LISTS, *lists))]
    column, no_list = "there is no column “{}”", "there is no list “{}”"
    declare = "add it with its heading under columns: in your house format"
    elsewhere = "a status goes under status:, and leads and due dates go in plan.yaml"
    used: tuple[tuple[NamesAndSpans, Iterable[str], str, str], ...] = (
        (chosen, known | {*dict(house.level_columns())}, column, declare),
        (_names_and_spans(of_plan), [*own, "lead", "due"], column, declare),
        (_names_and_spans(given), own, column, f"{declare}; {elsewhere}"),
        (_names_and_spans(in_lists), known, column, declare),
        (_fields_of(house, "list", "of"), of_lists, no_list, "use one of: {}"),
        (tables, ["record", *of_lists], no_list, "use one of: {}"),
        (_fields_of(house, "only"), steps, "only: cannot be “{}”", "use one of: {}"),
    )
    for names, some, message, otherwise in used:
        yield from unknown_names(kind, names, some, message, otherwise)
    printed = {name for name, _ in chosen}
    for name in own:
        unused = (f for f in (*of_plan, *given) if f.name == name)
        if name not in printed and (fact := next(unused, None)):
            message = f"no table has the column “{name}”, so it is not printed"
            way_out = "add it under tables:, or to the columns: of a list or a level"
            yield kind.finding(message, fact.origin.key.span, way_out, severity=WARNING)
    for name, rows in lists.items():
        unprinted = (f for row in rows for f in row if not _is_printed(f, name, house))
        if fact := next(unprinted, None):
            message = f"no paragraph prints this part of the list “{name}”"
            way_out = f"write list: {name} in a paragraph; if columns are chosen for that list, add “{fact.name}” to them"
            if name in LISTS:
                way_out = "pccreport has a list of this name: give yours another name"
            yield kind.finding(message, fact.origin.key.span, way_out, severity=WARNING)


def _is_printed(fact: Fact, name: str, house: HouseFormat) -> bool:
    """Return whether what a row of an own list has is printed."""
    items = (item for item in (*house.opening, *house.ending) if item.list == name)
    chosen = [item.columns or house.tables.get(name) for item in items]
    return name not in LISTS and any(not c or fact.name in c for c in chosen)


def empty_column(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each column, status and choice of rows that no row answers to."""
    project, house = context.project, context.project.house
    lists = project.settings.lists if project.settings else {}
    names = {n: {f.name for row in rows for f in row} for n, rows in lists.items()}
    public = (fact.name for some in _own_facts(project) for fact in some if fact.public)
    given = {*COLUMNS, *public}
    for name, columns, only in _chosen_tables(house):
        for typed, at in columns:
            if typed in house.columns and typed not in names.get(name, given):
                message = f"no row of “{name}” has “{typed}”, so the column is empty"
                way_out = "fill it in for a row, or remove the column"
                yield kind.finding(message, at, way_out)
        words = {str(leaf.value) for leaf in scalars(only)} if only else set[str]()
        is_rated = "status" in names[name] if name in names else name in _RATED
        is_rated = name in _OF_AIMS if "changed" in words else is_rated
        # A column may be empty in some periods, and days need no status.
        if only and words - {*house.columns, "due", "next"} and not is_rated:
            message = f"no row of “{name}” has a status that fits only:, so every row is left out"
            way_out = "remove only: or, if the list is your own, give its rows status:"
            yield kind.finding(message, only.span, way_out)
    steps = [word for step in house.statuses for word in (step.key, step.word)]
    typed_in = (f for rows in lists.values() for row in rows for f in row if steps)
    for fact in (f for f in typed_in if f.name == "status"):
        if not house.step_key(typed := fact.text.text):
            message = f"“{typed}” is not a step of the scale, so it has no colour"
            otherwise = "write a step of the scale, or put this in its own column"
            way_out = did_you_mean(typed, steps, otherwise)
            yield kind.finding(message, fact.at, way_out)


def _own_facts(project: Project) -> tuple[list[Fact], list[Fact]]:
    """Return what the plan and what update files have in columns of the office's own."""
    plan = project.plan
    aims = (aim for priority in plan.priorities for aim in priority.aims)
    of_plan = chain(*(m.facts for m in plan.measures), *(aim.facts for aim in aims))
    awards = (item.award for *_, item in project.walk_items() if item.award)
    given = chain(*(u.facts for u in project.updates), *(a.facts for a in awards))
    return [*of_plan], [*given]


def _names_and_spans(facts: Iterable[Fact]) -> NamesAndSpans:
    return ((fact.name, fact.origin.key.span) for fact in facts)


def _chosen_tables(house: HouseFormat) -> Iterator[_Table]:
    """Yield each table that is chosen: its list, its columns, and its choice of rows."""
    for part in ("opening", "ending"):
        for each in fields.mappings(house.origin, part):
            columns = fields.placed_texts(each, "columns")
            yield fields.text(each, "list"), columns, each.values.get("only")
    for level in fields.mappings(house.origin, "levels"):
        yield "actions", fields.placed_texts(level, "columns"), None
    tables = fields.submapping(house.origin, "tables")
    for name, *_ in fields.keyed_values(house.origin, "tables"):
        yield name, fields.placed_texts(tables, name), None


def _fields_of(house: HouseFormat, *keys: str) -> NamesAndSpans:
    """Yield what the paragraphs of a house format have in some fields."""
    parts = (fields.mappings(house.origin, part) for part in ("opening", "ending"))
    for each, key in product(chain(*parts), keys):
        yield from fields.placed_texts(each, key)

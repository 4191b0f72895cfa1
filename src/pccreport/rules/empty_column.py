"""A table asks for what no row of its list has: a column, or a status to choose rows by."""

from collections.abc import Iterator

from pccreport.findings.registry import Findings, Rule
from pccreport.house.house import HouseFormat
from pccreport.house.phrases import COLUMNS
from pccreport.language.texts.close_matches import did_you_mean
from pccreport.rules.context import ProjectContext
from pccreport.source import fields
from pccreport.source.node import Node, ScalarNode, scalars

_OF_AIMS = ("actions", "aims", "statuses")
_RATED = (*_OF_AIMS, "counts", "measures")
"""The lists of the program whose rows have a status; those of key aims have one of the last time too."""


def empty_column(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each column, status and choice of rows that no row answers to."""
    project, house = context.project, context.project.house
    own = project.settings.lists if project.settings else {}
    names = {n: {f.name for row in rows for f in row} for n, rows in own.items()}
    facts = [aim.facts for p in project.plan.priorities for aim in p.aims]
    facts += [measure.facts for measure in project.plan.measures]
    facts += [update.facts for update in project.updates]
    facts += [i.award.facts for *_, i in project.items() if i.award]
    given = {*COLUMNS, *(f.name for some in facts for f in some if f.public)}
    for name, columns, only in _tables(house):
        for column in columns:
            typed = str(column.value) if isinstance(column, ScalarNode) else ""
            if typed in house.columns and typed not in names.get(name, given):
                message = f"no row of “{name}” has “{typed}”, so the column is empty"
                way_out = "give it to the rows, or take the column out"
                yield kind.finding(message, column.span, way_out)
        is_rated = "status" in names[name] if name in names else name in _RATED
        words = {str(leaf.value) for leaf in scalars(only)} if only else set[str]()
        is_rated = name in _OF_AIMS if "changed" in words else is_rated
        # A column may be empty in some periods, and days need no status.
        if only and words - {*house.columns, "due", "next"} and not is_rated:
            message = f"no row of “{name}” has a status, so this leaves out all of them"
            way_out = "take only: out, or give the rows of an own list status: and a step of the scale"
            yield kind.finding(message, only.span, way_out)
    steps = [word for step in house.statuses for word in (step.key, step.word)]
    typed_in = (f for rows in own.values() for row in rows for f in row if steps)
    for fact in (f for f in typed_in if f.name == "status"):
        if not house.step(typed := fact.text.text):
            message = f"“{typed}” is not a step of the scale, so it has no colour"
            otherwise = "write a step of the scale, or give it a column of its own"
            way_out = did_you_mean(typed, steps, otherwise)
            yield kind.finding(message, fact.at, way_out)


def _tables(
    house: HouseFormat,
) -> Iterator[tuple[str, tuple[Node, ...], Node | None]]:
    """Yield each table that is chosen: its list, its columns, and its choice of rows."""
    for part in ("opening", "ending"):
        for each in fields.mappings(house.origin, part):
            columns = fields.items(each, "columns")
            yield fields.text(each, "list"), columns, each.values.get("only")
    for level in fields.mappings(house.origin, "levels"):
        yield "actions", fields.items(level, "columns"), None
    tables = fields.submapping(house.origin, "tables")
    for name, *_ in fields.keyed(house.origin, "tables"):
        yield name, fields.items(tables, name), None

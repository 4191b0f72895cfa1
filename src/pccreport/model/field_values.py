"""Reads the values of fields that are texts, numbers, days or periods.

Other values are read in `source.fields`, in the same way.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.model import periods
from pccreport.model import prose as proses
from pccreport.model.periods import DateRange, Period
from pccreport.model.prose import Prose
from pccreport.source import fields
from pccreport.source.node import MappingNode, Node, ScalarNode


def prose(node: Node | None, findings: list[Diagnostic]) -> Prose | None:
    """Return a text of the report, or None if the node is no text; append its findings."""
    if not isinstance(node, ScalarNode) or not isinstance(node.value, str):
        return None
    text, problems = proses.read(node)
    findings += problems
    return text


def decimal(typed: Node | None) -> Decimal | None:
    """Return a number with exactly the typed digits, or None."""
    if not isinstance(typed, ScalarNode) or type(typed.value) not in (int, float):
        return None
    try:
        number = Decimal(typed.span.text)
    except InvalidOperation:
        number = Decimal(str(typed.value))
    return number if number.is_finite() else None


def is_public(mapping: MappingNode | None) -> bool:
    """Return whether neither `public:` nor `private:` keeps an entry private."""
    public = fields.boolean(mapping, "public", default=True)
    return public and not fields.boolean(mapping, "private", default=False)


def typed_period(
    mapping: MappingNode | None, key: str, findings: list[Diagnostic]
) -> str:
    """Return the period of a key as typed, or ""; append a finding if it is inconsistent."""
    node = fields.scalar(mapping, key)
    if node is None:
        return ""
    findings += check_period_order(node)
    return str(node.value)


def check_period_order(
    typed: ScalarNode, last: Period | None = None
) -> Iterator[Diagnostic]:
    """Yield a finding for a period whose years or days are not in order, or after the last."""
    period = last and periods.parse_period(str(typed.value))
    if last and period and period.end > last.end:
        message = f"“{typed.value}” is after {last}, the period of this file"
        way_out = "correct whichever is wrong, or move this to a later file"
        yield rule("unordered-period").finding(message, typed.span, way_out)
    if periods.is_inconsistent(str(typed.value)):
        message = f"“{typed.value}” is not a possible period"
        way_out = "write a year like 2031/32, a plan’s years like 2030/31 to 2033/34, or dates in order like 2030-11-01 to 2031-05-01"
        yield rule("unordered-period").finding(message, typed.span, way_out)


def day(
    mapping: MappingNode | None, key: str, findings: list[Diagnostic]
) -> date | None:
    """Return the date of a key, or None; append a finding if it does not exist."""
    due_by = due(fields.scalar(mapping, key), findings)
    return due_by.end if due_by and due_by.start == due_by.end else None


def due(node: ScalarNode | None, findings: list[Diagnostic]) -> Period | None:
    """Return the day, the month or the period that is typed, or None; append what is wrong with it."""
    if node is None:
        return None
    typed = str(node.value).strip()
    try:
        day = periods.parse_day(typed)
    except ValueError:
        message = f"the date {typed} does not exist"
        way_out = "correct it; a date in figures is written year-month-day"
        findings.append(rule("no-such-date").finding(message, node.span, way_out))
        return None
    findings += () if day else check_period_order(node)
    return DateRange(day, day) if day else periods.parse_period(typed)

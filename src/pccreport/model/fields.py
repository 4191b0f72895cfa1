"""Reads values from located YAML, without reporting a problem twice.

The schema has reported what is wrong with a file's form. A value of another kind than expected
is treated as absent here, so that the rest can still be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.model import periods
from pccreport.model import prose as proses
from pccreport.model.periods import DateRange, Period
from pccreport.model.prose import Prose
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode


def scalar(mapping: MappingNode | None, key: str) -> ScalarNode | None:
    """Return the single value of a key, or None."""
    found = mapping.values.get(key) if mapping else None
    return found if isinstance(found, ScalarNode) and found.value is not None else None


def text(mapping: MappingNode | None, key: str) -> str:
    """Return the text of a key, on one line, or ""."""
    found = mapping.values.get(key) if mapping else None
    return one_line(found) if found else ""  # as most fields are


def one_line(node: Node) -> str:
    """Return the text of a single value, on one line; "" for any other."""
    if not isinstance(node, ScalarNode) or node.value is None:
        return ""
    lines = str(as_typed(node).value).split("\n")
    return " ".join(line.strip() for line in lines if line.strip())


def as_typed(node: ScalarNode) -> ScalarNode:
    """Return a number as the text that was typed: round 1.10 is not 1.1; any other value as it is."""
    if isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return node._replace(value=node.span.text)
    return node


def integer(mapping: MappingNode | None, key: str) -> int | None:
    """Return the whole number of a key, or None."""
    found = scalar(mapping, key)
    value = found.value if found else None
    if isinstance(value, float) and value.is_integer():
        return int(value)  # to JSON Schema 4.0 is a whole number
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def flag(mapping: MappingNode | None, key: str, default: bool) -> bool:
    """Return the yes or no of a key."""
    found = scalar(mapping, key)
    return found.value if found and isinstance(found.value, bool) else default


def submapping(mapping: MappingNode | None, key: str) -> MappingNode | None:
    """Return the keys and values under a key, or None."""
    found = mapping.values.get(key) if mapping else None
    return found if isinstance(found, MappingNode) else None


def items(mapping: MappingNode | None, key: str) -> tuple[Node, ...]:
    """Return the list under a key, or ()."""
    found = mapping.values.get(key) if mapping else None
    return found.items if isinstance(found, SequenceNode) else ()


def mappings(mapping: MappingNode | None, key: str) -> Iterator[MappingNode]:
    """Return the entries of the list under a key that have their own keys."""
    return (item for item in items(mapping, key) if isinstance(item, MappingNode))


def keyed(
    mapping: MappingNode | None, key: str
) -> Iterator[tuple[str, ScalarNode, Node]]:
    """Yield the names under a key, each with where it is and its value."""
    found = submapping(mapping, key)
    if found:
        for name, at in found.keys.items():
            yield name, at, found.values[name]


def texts(mapping: MappingNode | None, key: str) -> tuple[str, ...]:
    """Return the single values of the list under a key, as text."""
    found = items(mapping, key)
    return tuple(str(each.value) for each in found if isinstance(each, ScalarNode))


def prose(node: Node | None, findings: list[Diagnostic]) -> Prose | None:
    """Return a text of the report, or None if the value is no text; append its findings."""
    if not isinstance(node, ScalarNode) or not isinstance(node.value, str):
        return None
    text, problems = proses.read(node)
    findings += problems
    return text


def decimal(typed: Node | None) -> Decimal | None:
    """Return a number with the digits that were typed: never a binary fraction."""
    if not isinstance(typed, ScalarNode) or isinstance(typed.value, bool):
        return None
    if not isinstance(typed.value, int | float):
        return None
    try:
        number = Decimal(typed.span.text)
    except InvalidOperation:
        number = Decimal(str(typed.value))
    return number if number.is_finite() else None


def is_public(mapping: MappingNode) -> bool:
    """Return whether neither of the two marks of an entry keeps it private."""
    public = flag(mapping, "public", default=True)
    return public and not flag(mapping, "private", default=False)


def typed_period(
    mapping: MappingNode | None, key: str, findings: list[Diagnostic]
) -> str:
    """Return the period of a key as typed, or ""; append a finding if it is inconsistent."""
    found = scalar(mapping, key)
    if found is None:
        return ""
    findings += inconsistent_period(found)
    return str(found.value)


def inconsistent_period(typed: ScalarNode) -> tuple[Diagnostic, ...]:
    """Return a finding for inconsistent years or days; the schema reports other forms."""
    if not periods.is_inconsistent(str(typed.value)):
        return ()
    message = (
        f"“{typed.value}” is not a period: the second half does not follow the first"
    )
    way_out = "write a year like 2019/20, a plan’s years like 2017/18 to 2020/21, or dates like 2018-11-01 to 2019-05-01"
    return (rule("unordered-period").finding(message, typed.span, way_out),)


def day(
    mapping: MappingNode | None, key: str, findings: list[Diagnostic]
) -> date | None:
    """Return the date of a key, or None; append a finding if it does not exist."""
    found = scalar(mapping, key)
    typed = str(found.value).strip() if found else ""
    if found is None:
        return None
    try:
        return periods.parse_day(typed)  # None for another form: the schema reports it
    except ValueError:
        message = f"the date {typed} does not exist"
        way_out = "write the date as year-month-day, like 2020-09-04"
        findings.append(rule("no-such-date").finding(message, found.span, way_out))
        return None


def due(mapping: MappingNode, key: str, findings: list[Diagnostic]) -> Period | None:
    """Return the period of a key, or its date as one; append a finding if it does not exist."""
    if last := day(mapping, key, findings):
        return DateRange(last, last)
    return periods.parse_period(typed_period(mapping, key, findings))

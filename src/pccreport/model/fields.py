"""Reads the values of fields from YAML nodes.

A value of an unexpected type is treated as missing: the schema has reported it, and the rest can
still be read.
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
    """Return the scalar of a key, or None."""
    value = mapping.values.get(key) if mapping else None
    return value if isinstance(value, ScalarNode) and value.value is not None else None


def text(mapping: MappingNode | None, key: str) -> str:
    """Return the text of a key, on one line, or ""."""
    value = mapping.values.get(key) if mapping else None
    return one_line(value) if value else ""


def one_line(node: Node) -> str:
    """Return the text of a scalar, on one line; "" for any other node."""
    if not isinstance(node, ScalarNode) or node.value is None:
        return ""
    lines = str(as_typed(node).value).split("\n")
    return " ".join(line.strip() for line in lines if line.strip())


def as_typed(node: ScalarNode) -> ScalarNode:
    """Return a number as typed text, because round 1.10 is not 1.1; any other scalar unchanged."""
    if isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return node._replace(value=node.span.text)
    return node


def integer(mapping: MappingNode | None, key: str) -> int | None:
    """Return the whole number of a key, or None."""
    node = scalar(mapping, key)
    value = node.value if node else None
    if isinstance(value, float) and value.is_integer():
        return int(value)  # in JSON Schema, 4.0 is an integer
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def flag(mapping: MappingNode | None, key: str, default: bool) -> bool:
    """Return the boolean of a key, or `default`."""
    node = scalar(mapping, key)
    return node.value if node and isinstance(node.value, bool) else default


def submapping(mapping: MappingNode | None, key: str) -> MappingNode | None:
    """Return the mapping under a key, or None."""
    value = mapping.values.get(key) if mapping else None
    return value if isinstance(value, MappingNode) else None


def items(mapping: MappingNode | None, key: str) -> tuple[Node, ...]:
    """Return the list under a key, or ()."""
    value = mapping.values.get(key) if mapping else None
    return value.items if isinstance(value, SequenceNode) else ()


def mappings(mapping: MappingNode | None, key: str) -> Iterator[MappingNode]:
    """Return the mappings in the list under a key."""
    return (item for item in items(mapping, key) if isinstance(item, MappingNode))


def keyed(
    mapping: MappingNode | None, key: str
) -> Iterator[tuple[str, ScalarNode, Node]]:
    """Yield each name in the mapping under a key, with its node and its value."""
    names = submapping(mapping, key)
    if names:
        for name, at in names.keys.items():
            yield name, at, names.values[name]


def texts(mapping: MappingNode | None, key: str) -> tuple[str, ...]:
    """Return the scalars in the list under a key, as text."""
    values = items(mapping, key)
    return tuple(str(value.value) for value in values if isinstance(value, ScalarNode))


def prose(node: Node | None, findings: list[Diagnostic]) -> Prose | None:
    """Return a text of the report, or None if the node is no text; append its findings."""
    if not isinstance(node, ScalarNode) or not isinstance(node.value, str):
        return None
    text, problems = proses.read(node)
    findings += problems
    return text


def decimal(typed: Node | None) -> Decimal | None:
    """Return a number with exactly the typed digits, or None."""
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
    """Return whether neither `public:` nor `private:` keeps an entry private."""
    public = flag(mapping, "public", default=True)
    return public and not flag(mapping, "private", default=False)


def typed_period(
    mapping: MappingNode | None, key: str, findings: list[Diagnostic]
) -> str:
    """Return the period of a key as typed, or ""; append a finding if it is inconsistent."""
    node = scalar(mapping, key)
    if node is None:
        return ""
    findings += inconsistent_period(node)
    return str(node.value)


def inconsistent_period(typed: ScalarNode) -> tuple[Diagnostic, ...]:
    """Return a finding for a period whose years or days are not in order, or ()."""
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
    node = scalar(mapping, key)
    typed = str(node.value).strip() if node else ""
    if node is None:
        return None
    try:
        return periods.parse_day(typed)
    except ValueError:
        message = f"the date {typed} does not exist"
        way_out = "correct the day or the month; write year-month-day, like 2020-09-04"
        findings.append(rule("no-such-date").finding(message, node.span, way_out))
        return None


def due(mapping: MappingNode, key: str, findings: list[Diagnostic]) -> Period | None:
    """Return the period of a key, or its date as one; append a finding if it does not exist."""
    if last := day(mapping, key, findings):
        return DateRange(last, last)
    return periods.parse_period(typed_period(mapping, key, findings))

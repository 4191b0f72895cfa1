"""Reads values from located YAML, without reporting a problem twice.

The schema has reported what is wrong with a file's form. A value of another kind than expected
is treated as absent here, so that the rest can still be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.model import periods
from pccreport.model.periods import DateRange, Period, YearRange
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode


def scalar(mapping: MappingNode | None, key: str) -> ScalarNode | None:
    """Return the single value of a key, or None."""
    found = mapping.values.get(key) if mapping else None
    return found if isinstance(found, ScalarNode) and found.value is not None else None


def text(mapping: MappingNode | None, key: str) -> str:
    """Return the text of a key, on one line, or ""."""
    found = scalar(mapping, key)
    if found is None:
        return ""  # as most fields are
    lines = str(found.value).split("\n")
    return " ".join(line.strip() for line in lines if line.strip())


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


def period(
    mapping: MappingNode | None, key: str
) -> tuple[Period | None, tuple[Diagnostic, ...]]:
    """Return the quarter, year or dates of a key, and a finding if they are inconsistent."""
    found = scalar(mapping, key)
    typed = str(found.value) if found else ""
    return periods.parse_period(typed), inconsistent_period(found)


def years(
    mapping: MappingNode | None, key: str
) -> tuple[YearRange | None, tuple[Diagnostic, ...]]:
    """Return the years of a key, and a finding if they are inconsistent."""
    found = scalar(mapping, key)
    typed = str(found.value) if found else ""
    return periods.parse_years(typed), inconsistent_period(found)


def due(
    mapping: MappingNode | None, key: str
) -> tuple[Period | None, tuple[Diagnostic, ...]]:
    """Return the period of a key, or its date as one, and a finding if that does not exist."""
    last, findings = day(mapping, key)
    if last:
        return DateRange(last, last), ()
    return (None, findings) if findings else period(mapping, key)


def inconsistent_period(typed: ScalarNode | None) -> tuple[Diagnostic, ...]:
    """Return a finding for inconsistent years or days; the schema reports other forms."""
    if typed is None or not periods.is_inconsistent(str(typed.value)):
        return ()
    message = (
        f"“{typed.value}” is not a period: the second half does not follow the first"
    )
    way_out = "write a year like 2019/20, a plan’s years like 2017/18 to 2020/21, or dates like 2018-11-01 to 2019-05-01"
    return (rule("unordered-period").finding(message, typed.span, way_out),)


def day(
    mapping: MappingNode | None, key: str
) -> tuple[date | None, tuple[Diagnostic, ...]]:
    """Return the date of a key, and a finding if it does not exist."""
    found = scalar(mapping, key)
    typed = str(found.value).strip() if found else ""
    if found is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", typed):
        return None, ()  # absent, or of another form: the schema reports it
    try:
        return date.fromisoformat(typed), ()
    except ValueError:
        message = f"the date {typed} does not exist"
        way_out = "write the date as year-month-day, like 2020-09-04"
        return None, (rule("no-such-date").finding(message, found.span, way_out),)

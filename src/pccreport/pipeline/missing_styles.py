"""Styles of a house format that the Word template does not have."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.house import builtin
from pccreport.house.house import HouseFormat
from pccreport.source.node import MappingNode


def find_missing_styles(house: HouseFormat) -> Iterator[Diagnostic]:
    """Yield a finding for each style that the template does not have."""
    styles = house.origin.values["styles"]
    names = styles.values if isinstance(styles, MappingNode) else {}
    if all(builtin.is_builtin(name.source) for name in names.values()):
        return
    from pccreport.writers.docx import package  # noqa: PLC0415  # python-docx and lxml: 40 ms

    for role in package.missing_styles(house.look):
        message = f"the Word template has no style “{house.look.styles[role]}”"
        advice = f"give a style from the template for “{role}”"
        yield rule("unknown-style").finding(message, names[role.value].span, advice)

"""An update is under a stream that the house format does not have."""

from __future__ import annotations

from pathlib import PurePath

from pccreport.findings.registry import Findings, rule
from pccreport.house import builtin
from pccreport.house.house import HouseFormat
from pccreport.language.close_matches import did_you_mean
from pccreport.model.update import is_key
from pccreport.rules.context import ProjectContext

RULE = rule("unknown-stream")

_FORMER = {"force", "opcc", "safety_fund", "property_fund"}
"""Streams of progress-report until 0.2: now each office has its own."""


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each such key, or one for all if there are no streams."""
    project, house = written.project, written.project.house
    known = [stream.key for stream in house.streams]
    keys = {
        cell.origin.stream.span: cell.stream
        for _, cell in project.cells()
        if cell.stream not in known and is_key(cell.stream)
    }
    if known:
        for at, key in keys.items():
            message = f"the house format has no stream “{key}”"
            yield RULE.finding(message, at, way_out(key, house))
    # Without report.yaml the house format is not known; an empty streams: is an error itself.
    elif (
        project.settings
        and "streams" not in house.origin.values
        and (keys or not project.has_streams())
    ):
        report = project.settings.place("house").span
        message = "the house format has no streams, but updates are printed under one"
        used = tuple(dict.fromkeys(keys.values()))
        what = _first_streams(used, house, PurePath(report.source.name).name)
        yield RULE.finding(message, next(iter(keys), report), what)


def way_out(key: str, house: HouseFormat) -> str:
    """Return what to write instead of a key that none of the house's streams has."""
    known = [stream.key for stream in house.streams]
    those = ", ".join(known)
    if key in _FORMER:
        return f"{_former(key)}write one of {those}, or {_lines((key,), house)}"
    return did_you_mean(key, known, f"streams in the house format: {those}")


def _first_streams(used: tuple[str, ...], house: HouseFormat, report: str) -> str:
    former = next((_former(key) for key in used if key in _FORMER), "")
    lines = f"{former}write {_lines(used or ('police', 'office'), house)}"
    if builtin.is_builtin(house.origin.source):
        return (
            f"{lines}; start house.yaml with extends: progress-report,"
            f" and add house: house.yaml to {report}"
        )
    return lines


def _former(key: str) -> str:
    return f"“{key}” was a stream of progress-report until 0.2: "


def _lines(keys: tuple[str, ...], house: HouseFormat) -> str:
    """Return lines for two of the streams at most, and where they belong."""
    lines = (f"“{key}: {{heading: Words over its updates}}”" for key in keys[:2])
    own = house.origin.source
    file = "house.yaml" if builtin.is_builtin(own) else PurePath(own.name).name
    return f"under streams: in {file} lines such as {' and '.join(lines)}"

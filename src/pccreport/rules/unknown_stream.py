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
    return did_you_mean(key, known, f"streams in the house format: {', '.join(known)}")


def _first_streams(used: tuple[str, ...], house: HouseFormat, report: str) -> str:
    """Return lines for two of the streams at most, and where they belong."""
    keys = used[:2] or ("police", "office")
    lines = (f"“{key}: {{heading: Words over its updates}}”" for key in keys)
    own = house.origin.source
    file = "house.yaml" if builtin.is_builtin(own) else PurePath(own.name).name
    way_out = f"write under streams: in {file} lines such as {' and '.join(lines)}"
    if builtin.is_builtin(own):
        name = PurePath(own.name).name.split(".")[0]
        way_out += f"; start house.yaml with extends: {name}, and add house: house.yaml to {report}"
    return way_out

"""An update is under a stream that is not in the house format."""

from pathlib import PurePath

from pccreport.findings.registry import Findings, rule
from pccreport.house import builtin
from pccreport.house.house import HouseFormat
from pccreport.language.close_matches import closest_match, did_you_mean
from pccreport.model.update import is_key
from pccreport.rules.context import ProjectContext

RULE = rule("unknown-stream")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each such key, or one for all if there are no streams."""
    project, house = context.project, context.project.house
    known = _titles(house)
    keys = {
        cell.origin.stream.span: cell.stream
        for _, cell in project.cells()
        if cell.stream
        and cell.stream not in known
        and (is_key(cell.stream) or closest_match(cell.stream, known))
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
        report = project.settings.annotate("house").span
        message = "the house format has no streams, but updates are printed under one"
        used = tuple(dict.fromkeys(keys.values()))
        lines = _first_streams(used, house, PurePath(report.source.name).name)
        yield RULE.finding(message, next(iter(keys), report), lines)


def way_out(key: str, house: HouseFormat) -> str:
    """Return the help for an unknown key of a stream."""
    known = _titles(house)
    return did_you_mean(key, known, f"streams in the house format: {', '.join(known)}")


def _titles(house: HouseFormat) -> dict[str, str]:
    return {s.key: s.heading.text if s.heading else "" for s in house.streams}


def _first_streams(used: tuple[str, ...], house: HouseFormat, report: str) -> str:
    """Return the help with lines for up to two of the streams, and the file to write them in."""
    keys = used[:2] or ("police", "office")
    lines = (f"“{key}: {{heading: Words over its updates}}”" for key in keys)
    name = PurePath(house.origin.source.name).name
    is_own = not builtin.is_builtin(house.origin.source)
    file = name if is_own else "house.yaml"
    way_out = f"write under streams: in {file} lines such as {' and '.join(lines)}"
    if not is_own:
        name = name.split(".")[0]
        way_out += f"; start house.yaml with extends: {name}, and add house: house.yaml to {report}"
    return way_out

"""The figures of measures that contributors sent, and what they are in a project."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pccreport.compare.sent_texts import HEADING
from pccreport.compare.text_changes import PlacedText, Secrecy
from pccreport.findings.text import Span
from pccreport.intake.lines import TypedText
from pccreport.intake.lines import read_lines as read_typed
from pccreport.intake.measured import (
    NO_MEASURES,
    FigureText,
    Key,
    MeasureNames,
    find_figures,
)
from pccreport.model.measures import MeasureValue
from pccreport.model.periods import Period
from pccreport.model.project import Project
from pccreport.model.update import UpdateFile
from pccreport.pipeline.plan_names import measure_names
from pccreport.pipeline.typed_files import rows_by_place
from pccreport.readers.line import ReadFile


def place_figures(
    read: ReadFile, typed: TypedText, project: Project, updates: Sequence[UpdateFile]
) -> dict[str, PlacedText | str]:
    """Return what the figures of measures in a contribution are in a project, by their place.

    Those of the periods of `updates` must be there; others may be.
    """
    found_at: dict[str, PlacedText | str] = {}
    own = dict.fromkeys(each.period for each in updates)
    for period in dict.fromkeys((*own, *(each.period for each in project.updates))):
        if (names := measure_names(project, period)) is NO_MEASURES:
            break
        values = [*_values(project.updates, period)]
        for where, given in _sent_figures(read, typed, names):
            same = [
                next(
                    (at for at in values if at[:2] == (key, Decimal(wording.figure))),
                    None,
                )
                for key, wording in given.items()
            ]
            found = [value for _, _, value in filter(None, same)]
            if not given:
                found_at.setdefault(where, HEADING)
            elif len(found) < len(given):
                if period in own:
                    found_at.setdefault(where, "")
            elif period in own or where not in found_at:
                public = all(each.public for each in found)
                found_at[where] = placed("", found[0].at, public=public)
    return found_at


def _values(
    updates: Sequence[UpdateFile], period: Period
) -> Iterator[tuple[Key, Decimal, MeasureValue]]:
    """Yield the figures of a period, also as a later file has them."""
    for update in updates:
        for value in update.measures:
            if value.figure is not None and update.period == period:
                yield (value.measure, value.area), value.figure, value
            for of, figure in value.restated:
                if of == period:
                    yield (value.measure, value.area), figure, value


def _sent_figures(
    read: ReadFile, typed: TypedText, names: MeasureNames
) -> Iterator[tuple[str, Mapping[Key, FigureText]]]:
    """Yield the place of each line and cell that has figures of measures, with those.

    In a row that has any, the cells that say of what they are have none.
    """
    places = rows_by_place(read)
    lines = read_typed(typed.text, Counter())
    for number, found in find_figures(lines, names).items():
        left = {key: wording for key, wording in found.given.items() if wording.figure}
        where = typed.places.get(number, f"line {number}")
        for line in places.get(where, ()) if left else ():
            if line.cell is None:
                yield line.where, left
                continue
            figure = re.sub(r"[^0-9.]", "", line.text)
            key = next(
                (k for k, wording in left.items() if wording.figure == figure), None
            )
            if key:
                yield line.where, {key: left.pop(key)}
            elif not figure:
                yield line.where, {}


def placed(text: str, at: Span, *, public: bool) -> PlacedText:
    """Return a text of a project with its place."""
    secrecy = Secrecy.NONE if public else Secrecy.PRIVATE
    return PlacedText(text, f"line {at.line}", at.source.name, secrecy, at=at)

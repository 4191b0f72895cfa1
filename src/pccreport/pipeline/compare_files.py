"""The changes between two update files, with or without a plan."""

from __future__ import annotations

from pathlib import Path

from pccreport.compare import flatten
from pccreport.compare.redaction import UpdateFiles
from pccreport.compare.sides import Side
from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.house.house import HouseFormat
from pccreport.model import visibility
from pccreport.model.plan import Plan
from pccreport.model.update import UpdateFile
from pccreport.model.visibility import SpanStart
from pccreport.pipeline.compare import (
    Comparable,
    CompareResult,
    Operand,
    compare_updates,
)
from pccreport.pipeline.load import (
    Files,
    default_house,
    read_plan,
    read_report,
    read_update_file,
    read_updates,
)
from pccreport.pipeline.possible_leaks import unread_among
from pccreport.pipeline.project_folder import PLAN, find_project, report_files


def compare_files(
    old: Operand, new: Operand, folder: Path | None, *, private: bool = False
) -> tuple[CompareResult, tuple[Diagnostic, ...]]:
    """Return the changes between two update files, and their errors.

    `folder` is the project with the plan of their key aims, or None.
    """
    before, findings = read_update_file(old.path, old.given)
    after, more = read_update_file(new.path, new.given)
    errors = tuple(f for f in (*findings, *more) if f.severity is ERROR)
    inputs = (old.path, new.path, *((folder / PLAN,) if folder else ()))
    unread = () if private else unread_among(errors)
    errors += unread
    if before is None or after is None or unread:
        return CompareResult(None, inputs=inputs), errors
    plan, house = _plan_and_house(folder)
    one, old_findings = _comparable(old, before, plan, house)
    other, new_findings = _comparable(new, after, plan, house)
    unsafe = any(map(unread_among, (old_findings, new_findings)))
    for_office, outside = compare_updates(one, other, private=private, unsafe=unsafe)
    passed_on = CompareResult(outside.comparison) if outside else None
    result = CompareResult(for_office.comparison, inputs=inputs, outside=passed_on)
    return result, errors


def _plan_and_house(folder: Path | None) -> tuple[Plan | None, HouseFormat]:
    """Return the plan of a folder or None, and the house format of its first report."""
    if folder is None:
        return None, default_house()
    plan, _ = read_plan(folder)
    reports = report_files(folder)
    house = read_report(Files(folder, plan), reports[0])[0].house if reports else None
    return plan, house or default_house()


def _comparable(
    operand: Operand, update: UpdateFile, plan: Plan | None, house: HouseFormat
) -> tuple[Comparable, tuple[Diagnostic, ...]]:
    """Return an update file as a side to be made, and the findings of its folder."""

    def side(updates: UpdateFiles, hidden: frozenset[SpanStart]) -> Side:
        result = flatten.flatten_file(updates[0], plan, house, hidden)
        return operand.rename_side(result)

    # Any file of the project may make text private.
    folder = find_project(operand.path)
    of_folder, findings = (
        read_updates(folder, operand.given) if folder else ((update,), ())
    )
    hidden = len(visibility.private_spans([update]))
    return Comparable((update,), side, of_folder, hidden), findings

"""Two update files, and what changed between them: no plan is needed, nor a report."""

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
    """Return what changed between two update files, and their errors.

    `folder` is where their plan is, if any: it has the key aims.
    """
    before, findings = read_update_file(old.path, old.given)
    after, problems = read_update_file(new.path, new.given)
    errors = tuple(f for f in (*findings, *problems) if f.severity is ERROR)
    inputs = (old.path, new.path, *((folder / PLAN,) if folder else ()))
    unread = () if private else unread_among(errors)
    errors += unread
    if before is None or after is None or unread:
        return CompareResult(None, inputs=inputs), errors
    plan, house = _plan_and_house(folder)
    one, faults_of_old = _comparable(old, before, plan, house)
    other, faults_of_new = _comparable(new, after, plan, house)
    unsafe = any(map(unread_among, (faults_of_old, faults_of_new)))
    inside, outside = compare_updates(one, other, private=private, unsafe=unsafe)
    passed_on = CompareResult(outside.comparison) if outside else None
    result = CompareResult(inside.comparison, inputs=inputs, outside=passed_on)
    return result, errors


def _plan_and_house(folder: Path | None) -> tuple[Plan | None, HouseFormat]:
    """Return the plan of a folder, and the house format of its first report."""
    if folder is None:
        return None, default_house()
    plan, _ = read_plan(folder)
    reports = report_files(folder)
    house = read_report(Files(folder, plan), reports[0])[0].house if reports else None
    return plan, house or default_house()


def _comparable(
    operand: Operand, update: UpdateFile, plan: Plan | None, house: HouseFormat
) -> tuple[Comparable, tuple[Diagnostic, ...]]:
    """Return a file as what a side is made from, and the findings in its folder."""

    def side(updates: UpdateFiles, hidden: frozenset[SpanStart]) -> Side:
        made = flatten.flatten_file(updates[0], plan, house, hidden)
        return operand.rename_side(made)

    # Any file of its project may keep something private.
    folder = find_project(operand.path)
    of_folder, findings = (
        read_updates(folder, operand.given) if folder else ((update,), ())
    )
    hidden = len(visibility.private_spans([update]))
    return Comparable((update,), side, of_folder, hidden), findings

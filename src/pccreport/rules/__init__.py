"""What can be wrong with a report that no schema sees: one fault a file.

Adding a rule is a file with a `RULE` and a `check` in it, its page beside it, and its
name in one of the tuples: here when it may stop a report, else in `advice`.
"""

from __future__ import annotations

from types import ModuleType

from pccreport.findings.registry import Rule
from pccreport.rules import (
    award_total,
    circular_reference,
    coverage,
    dangling_reference,
    duplicate_id,
    empty_reference,
    empty_report,
    file_period,
    fund_name,
    not_for_publication,
    outside_plan,
    period_date,
    plan_text,
    report_period,
    unknown_aim,
    unknown_priority,
    unknown_stream,
    unknown_update,
    weekday_date,
)

PROJECT_RULES = (
    unknown_priority,
    report_period,
    plan_text,
    outside_plan,
    file_period,
    unknown_aim,
    unknown_stream,
    duplicate_id,
    dangling_reference,
    unknown_update,
    award_total,
    fund_name,
    period_date,
    weekday_date,
    not_for_publication,
)
"""True of a project as written: each looks at what was `Written`."""

REPORT_RULES = (
    empty_reference,
    circular_reference,
    empty_report,
    coverage,
)
"""True only of the assembled report: each looks at what was `Assembled`."""


def of_project(*, advice: bool) -> tuple[ModuleType, ...]:
    """The rules of a project as written, those that only advise among them or not."""
    if not advice:
        return PROJECT_RULES
    from pccreport.rules import advice as more  # noqa: PLC0415  # a build has no use for them

    return (*PROJECT_RULES, *more.PROJECT_RULES)


def of_report(*, advice: bool) -> tuple[ModuleType, ...]:
    """The rules of an assembled report."""
    if not advice:
        return REPORT_RULES
    from pccreport.rules import advice as more  # noqa: PLC0415

    return (*REPORT_RULES, *more.REPORT_RULES)


def named(*, advice: bool = True) -> tuple[Rule, ...]:
    """Every rule by its name and severity."""
    modules = (*of_project(advice=advice), *of_report(advice=advice))
    return tuple(module.RULE for module in modules)

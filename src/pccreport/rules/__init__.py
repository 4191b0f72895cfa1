"""What can be wrong with a report that no schema sees: one fault a file.

Adding a rule is a file with a `check` in it, and its name in one of the tuples.
"""

from __future__ import annotations

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
    outside_plan,
    report_period,
    unknown_aim,
    unknown_priority,
    unknown_stream,
    unknown_update,
)

PROJECT_RULES = (
    unknown_priority.check,
    report_period.check,
    outside_plan.check,
    file_period.check,
    unknown_aim.check,
    unknown_stream.check,
    duplicate_id.check,
    dangling_reference.check,
    unknown_update.check,
    award_total.check,
    fund_name.check,
)
"""True of a project as written: each takes the project and the house format."""

REPORT_RULES = (
    empty_reference.check,
    circular_reference.check,
    empty_report.check,
    coverage.check,
)
"""True only of the assembled report: each takes it, and the house format."""

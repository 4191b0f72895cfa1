"""What can be wrong with a report that no schema sees: one fault a file.

Adding a rule is a file with a `check` in it, and its name in one of the tuples.
"""

from __future__ import annotations

from pccreport.rules import (
    circular_reference,
    dangling_reference,
    duplicate_id,
    empty_reference,
    empty_report,
    file_period,
    outside_plan,
    unknown_aim,
    unknown_priority,
    unknown_stream,
)

PROJECT_RULES = (
    unknown_priority.check,
    outside_plan.check,
    file_period.check,
    unknown_aim.check,
    unknown_stream.check,
    duplicate_id.check,
    dangling_reference.check,
)
"""True of a project as written: each takes the project and the house format."""

REPORT_RULES = (
    empty_reference.check,
    circular_reference.check,
    empty_report.check,
)
"""True only of the assembled report, which each takes."""

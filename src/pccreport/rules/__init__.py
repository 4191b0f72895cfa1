"""What can be wrong with a report that no schema sees: one fault a file.

Adding a rule is a file with a `RULE` and a `check` in it, its page beside it, and its
name in one of the tuples.
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
    unknown_priority,
    report_period,
    outside_plan,
    file_period,
    unknown_aim,
    unknown_stream,
    duplicate_id,
    dangling_reference,
    unknown_update,
    award_total,
    fund_name,
)
"""True of a project as written: each looks at what was `Written`."""

REPORT_RULES = (
    empty_reference,
    circular_reference,
    empty_report,
    coverage,
)
"""True only of the assembled report: each looks at what was `Assembled`."""

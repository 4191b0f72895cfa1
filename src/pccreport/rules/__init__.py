"""What can be wrong with a report that no schema sees: one fault a file.

Adding a rule is a file with a `RULE` and a `check` in it, its page beside it, and its
name in one of the tuples.
"""

from __future__ import annotations

from pccreport.rules import (
    acronym_undefined,
    award_total,
    circular_reference,
    copy_forward,
    coverage,
    dangling_reference,
    date_no_year,
    deadline,
    duplicate_id,
    duplicate_item,
    empty_reference,
    empty_report,
    file_period,
    fund_name,
    funding_no_outcome,
    individual_case,
    link_text,
    not_for_publication,
    other_priority,
    outside_plan,
    percentage_no_base,
    period_date,
    plan_text,
    private_data,
    quarter_style,
    repeated_word,
    report_period,
    scope,
    term_variant,
    typed_reference,
    unknown_aim,
    unknown_priority,
    unknown_stream,
    unknown_update,
    weekday_date,
)
from pccreport.rules.rule import Rule

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
    other_priority,
    copy_forward,
    period_date,
    weekday_date,
    not_for_publication,
    individual_case,
    private_data,
    typed_reference,
    term_variant,
    link_text,
    date_no_year,
    quarter_style,
    percentage_no_base,
    repeated_word,
    deadline,
)
"""True of a project as written: each looks at what was `Written`."""

REPORT_RULES = (
    empty_reference,
    circular_reference,
    empty_report,
    coverage,
    duplicate_item,
    funding_no_outcome,
    acronym_undefined,
    scope,
)
"""True only of the assembled report: each looks at what was `Assembled`."""


def soft() -> frozenset[str]:
    """The names of the rules whose errors an office may accept, or set otherwise."""
    return frozenset(rule.name for rule in named() if rule.settable)


def named() -> tuple[Rule, ...]:
    """Every rule by its name and severity."""
    return tuple(module.RULE for module in (*PROJECT_RULES, *REPORT_RULES))

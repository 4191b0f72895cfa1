"""The rules that ask for a look and stop no report: a check runs them, a build does not.

They are apart so that a build need not load what they need.
"""

from __future__ import annotations

from pccreport.rules import (
    acronym_undefined,
    copy_forward,
    date_no_year,
    deadline,
    duplicate_item,
    funding_no_outcome,
    individual_case,
    link_text,
    other_priority,
    percentage_no_base,
    private_data,
    quarter_style,
    repeated_word,
    scope,
    term_variant,
    typed_reference,
)

PROJECT_RULES = (
    other_priority,
    copy_forward,
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
    duplicate_item,
    funding_no_outcome,
    acronym_undefined,
    scope,
)
"""True only of the assembled report: each looks at what was `Assembled`."""

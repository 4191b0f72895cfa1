"""The headings of columns and figures, and cells that are no updates: “Total”, “n/a”, “Yes”."""

import re
from decimal import Decimal
from enum import StrEnum
from functools import partial

from pccreport.language.wordlists import find_pattern, load_wordlists, matcher

_MAX_HEADING_WORDS = 6
"""Words of a heading; a longer line is a sentence, unless it ends in a colon."""
_find = partial(find_pattern, "column_headings")
_is = partial(matcher, "column_headings")

withholds_row = _is("kept_back_notes", anywhere=True)
"""Return whether a note asks to withhold the rest of its row: “Hold back”."""
is_subject_heading = _is("subject")
"""Return whether the heading of a column is for who or what a row is about: “Name of project”.

“Project lead” and “Area code” are not.
"""
heads_awards = _is("award_head")
"""Return whether the head of a column says that awards are in it: “Amount (£)”."""
is_missing_figure = _is("missing_figure")
"""Return whether a text is used instead of a figure that is missing: “n/a”."""
is_yes = _is("yes")
"""Return whether a cell is a yes, and no more: “Yes.”"""


class ColumnKind(StrEnum):
    """The content of a column other than key aims and streams; each value is a pattern of headings."""

    TEXT = "text_head"
    OUTCOME = "outcome_heads"
    NOTES = "note_heads"
    PERIOD = "period_heads"


def is_column_heading(words: str, kind: ColumnKind) -> bool:
    """Return whether the heading of a column has a word of a kind: “Date received”, “Notes for editor”."""
    return _find(kind).search(words.replace("’", "'")) is not None


def is_current_heading(words: str) -> bool | None:
    """Return whether a heading is that of the current figures.

    False for those of another time or of none yet (“Last year:”), None for any other heading.
    """
    if len(words.split()) > _MAX_HEADING_WORDS and not words.endswith(":"):
        return None
    if _find("figures_of_others").search(words):
        return False
    return True if _find("figures_of_now").search(words) else None


def names_for_all_areas() -> frozenset[str]:
    """Return the names for all areas together in a cell, in lower case."""
    return frozenset(load_wordlists("column_headings")["all_areas"])


def parse_pounds(cell: str) -> str:
    """Return the pounds of a cell that has a sum and no more, as YAML has them, or ""."""
    short = re.fullmatch(r"£?\s?(\d+(?:\.\d+)?)\s?(k|m|million)", cell.strip().lower())
    if short:
        return f"{Decimal(short[1]) * (1_000 if short[2] == 'k' else 1_000_000):.0f}"
    found = re.fullmatch(r"£?\s?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d\d?))?", cell.strip())
    if not found:
        return ""
    pence = f".{found[2]}" if (found[2] or "").strip("0") else ""
    return found[1].replace(",", "") + pence

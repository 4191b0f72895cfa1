"""The parts of a report, by the name that code uses for each.

A house format maps each to a Word style; code never does.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a paragraph, or a few words in one, is for."""

    BODY_NAME = "body-name"
    REPORT_TITLE = "report-title"
    PLAN_TITLE = "plan-title"
    TEXT = "text"
    LEAD_IN = "lead-in"
    """A paragraph that a list follows: kept with it."""
    FOCUS = "focus"
    AIM_LIST = "aim-list"
    SECTION = "section"
    AIM = "aim"
    STREAM = "stream"
    NOTE = "note"
    LABEL = "label"
    LABEL_LINE = "label-line"
    """A period label with its one reference on the same line."""
    CAVEAT = "caveat"
    """What a reader must know of a period, under its label."""
    POINT_1 = "point-1"
    POINT_2 = "point-2"
    POINT_3 = "point-3"
    CLOSING = "closing"
    SIGN_OFF = "sign-off"
    SIGN_OFF_LAST = "sign-off-last"
    FOOTER = "footer"
    HEADER = "header"
    """The header of each page that is not for publication."""
    COMMENT = "comment"
    """A paragraph of a comment beside the text."""
    # Words within a paragraph.
    AS_TYPED = "as-typed"
    """Never in capitals, though the paragraph around it is."""
    LABEL_WORDS = "label-words"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    LINK = "link"
    COMMENT_MARK = "comment-mark"
    """What ties a comment to its place."""


POINTS = (Role.POINT_1, Role.POINT_2, Role.POINT_3)
"""Bullets by level: a house format may set deeper ones in the last."""

WORD_ROLES = (
    Role.AS_TYPED,
    Role.LABEL_WORDS,
    Role.STRONG,
    Role.EMPHASIS,
    Role.LINK,
    Role.COMMENT_MARK,
)
"""Roles of words within a paragraph: set by character styles."""

"""The parts of a document, by the name that code uses for each.

A house format maps those of a report to Word styles; code never does.
"""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """The purpose of a paragraph, or of text within one."""

    BODY_NAME = "body-name"
    REPORT_TITLE = "report-title"
    PLAN_TITLE = "plan-title"
    FRONT_MATTER = "front-matter"
    """A line of the cover form, or the marking above it."""
    TEXT = "text"
    LEAD_IN = "lead-in"
    """A paragraph before a list, kept on the same page."""
    FOCUS = "focus"
    AIM_LIST = "aim-list"
    SECTION = "section"
    AIM = "aim"
    AIM_2 = "aim-2"
    """A part of a key aim; in a report on the whole plan, a key aim."""
    AIM_3 = "aim-3"
    AIM_4 = "aim-4"
    STREAM = "stream"
    STREAM_2 = "stream-2"
    """A stream's heading under an AIM_2."""
    STREAM_3 = "stream-3"
    STREAM_4 = "stream-4"
    NOTE = "note"
    LABEL = "label"
    LABEL_4 = "label-4"
    """A period label under a key aim without streams: a heading of level 4."""
    LABEL_6 = "label-6"
    LABEL_7 = "label-7"
    LABEL_8 = "label-8"
    LABEL_LINE = "label-line"
    """A period label with its only reference on the same line."""
    CAVEAT = "caveat"
    """A caveat about a period, under its label."""
    POINT_1 = "point-1"
    POINT_2 = "point-2"
    POINT_3 = "point-3"
    NUMBERED = "numbered-paragraph"
    """A paragraph with a number, where the house format numbers them."""
    NUMBERED_POINT = "numbered-point"
    """A point under a numbered paragraph."""
    NUMBERED_POINT_2 = "numbered-point-2"
    CONTENTS_HEADING = "contents-title"
    """The heading of the list of contents, which is in no outline and has no number."""
    CONTENTS = "contents-line"
    """A line of the list of contents."""
    CONTENTS_2 = "contents-line-2"
    CONTENTS_3 = "contents-line-3"
    GLOSSARY = "glossary-line"
    """A term and its meaning."""
    PICTURE = "picture"
    """What a picture shows, in place of the picture where there is none."""
    QUOTE = "quote"
    """What a named person says."""
    CLOSING = "closing"
    STATUS = "status"
    """The status of a key aim, in a word of the scale of the house format."""
    TABLE = "table"
    """A table as a whole: its lines, and the look of its headings."""
    CAPTION = "caption"
    """The paragraph before a table that describes it."""
    COLUMN_HEADING = "column-heading"
    ROW_HEADING = "row-heading"
    CELL = "cell"
    FIGURE_HEADING = "figure-heading"
    """The heading of a column of figures."""
    FIGURE = "figure"
    """A cell with a figure in it."""
    TABLE_NOTE = "table-note"
    """A note under a table."""
    SIGN_OFF = "sign-off"
    SIGN_OFF_LAST = "sign-off-last"
    FOOTER = "footer"
    HEADER = "header"
    """The header of each page that is not for publication."""
    COMMENT = "comment"
    """A paragraph of a comment beside the text."""
    # Roles of text within a paragraph.
    AS_TYPED = "as-typed"
    """Text that is never in capitals, though the paragraph around it is."""
    LABEL_WORDS = "label-words"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    LINK = "link"
    COMMENT_MARK = "comment-mark"
    """The reference mark of a comment."""
    # The rest is not in reports, but in documents about reports.
    CHANGE = "change"
    """A change, as a list item."""
    REMARK = "remark"
    """A remark about the block above it."""
    CHANGED_TEXT = "changed-text"
    """The text that changed, with the changes in it."""
    COUNTS = "counts"
    KIND = "kind"
    """The kind of a change, in words before it."""
    PLACE = "place"
    """A file and a line, within a paragraph."""
    FIELD = "field"
    """The name of a field before its text: "Outcome:"."""


STATUS_TONES: Mapping[str, str] = {
    " ■": "complete",
    " ●": "on-track",
    " ▲": "at-risk",
    " ▼": "off-track",
}
"""The tone, and so the colour, of a cell by the sign of the status at its end."""

POINTS = (Role.POINT_1, Role.POINT_2, Role.POINT_3)
"""Bullets by level; the house format has no deeper ones."""

MAIN_HEADINGS = (Role.REPORT_TITLE, Role.SECTION, Role.AIM, Role.STREAM, Role.LABEL)
"""The heading of each level, from 1, of which offices and the template have a style."""

AIMS = (Role.AIM, Role.AIM_2, Role.AIM_3, Role.AIM_4)
STREAMS = (Role.STREAM, Role.STREAM_2, Role.STREAM_3, Role.STREAM_4)
"""Headings by depth; the lower ones look like the first, only smaller."""
LABELS = (Role.LABEL_4, Role.LABEL, Role.LABEL_6, Role.LABEL_7, Role.LABEL_8)
"""Period labels by the depth of the heading above them, from a key aim without streams."""
_LOWER_LABELS = tuple(role for role in LABELS if role is not Role.LABEL)
LOWER_HEADINGS = (*AIMS[1:], *STREAMS[1:], *_LOWER_LABELS)

HEADING_LEVELS: Mapping[Role, int] = {
    **{Role.REPORT_TITLE: 1, Role.SECTION: 2, Role.CONTENTS_HEADING: 2},
    **{role: level for level, role in enumerate(AIMS, start=3)},
    **{role: level for level, role in enumerate(STREAMS, start=4)},
    **{role: level for level, role in enumerate(LABELS, start=4)},
}
"""The outline level of each heading, the same as in the styles of the template."""

NUMBERED = (Role.NUMBERED, Role.NUMBERED_POINT, Role.NUMBERED_POINT_2)
"""A numbered paragraph, and the points under it by level."""
CONTENTS_ROLES = (Role.CONTENTS, Role.CONTENTS_2, Role.CONTENTS_3)
"""Lines of the list of contents by level; deeper ones have the last of them."""
_LISTS = (Role.CONTENTS_HEADING, *CONTENTS_ROLES, Role.GLOSSARY)
GENERATED = (*LOWER_HEADINGS, *NUMBERED, *_LISTS, Role.PICTURE, Role.QUOTE)
"""Roles that no house format sets; their styles are added to a file that needs them."""

STYLED_AS: Mapping[Role, Role] = {
    Role.CHANGE: Role.POINT_1,
    Role.REMARK: Role.NOTE,
    Role.CHANGED_TEXT: Role.TEXT,
    Role.COUNTS: Role.TEXT,
    Role.PLACE: Role.EMPHASIS,
    Role.FIELD: Role.STRONG,
    Role.KIND: Role.STRONG,
}
"""Roles that no house format sets, and the role whose style each has."""

STYLE_FALLBACKS: Mapping[Role, Role | None] = {
    Role.FRONT_MATTER: Role.TEXT,
    Role.STATUS: Role.TEXT,
    Role.TABLE: None,
    Role.CAPTION: Role.LEAD_IN,
    Role.COLUMN_HEADING: Role.TEXT,
    Role.ROW_HEADING: Role.TEXT,
    Role.CELL: Role.TEXT,
    Role.FIGURE_HEADING: Role.TEXT,
    Role.FIGURE: Role.TEXT,
    Role.TABLE_NOTE: Role.NOTE,
}
"""Optional roles, and the role whose style each has by default; None for none."""

HOUSE_ROLES = tuple(r for r in Role if r not in STYLED_AS and r not in GENERATED)
"""The roles that a house format sets."""

WORD_ROLES = (
    Role.AS_TYPED,
    Role.LABEL_WORDS,
    Role.STRONG,
    Role.EMPHASIS,
    Role.LINK,
    Role.COMMENT_MARK,
)
"""Roles of text within a paragraph, which have character styles."""


def style_kind(role: Role) -> str:
    """Return which kind of Word style a role has."""
    if role is Role.TABLE:
        return "table"
    return "character" if role in WORD_ROLES else "paragraph"

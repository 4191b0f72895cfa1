"""The comments part of a draft.

The author and the time are fixed, and numbers follow the text, so that the same comments give the
same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping

from pccreport.document.blocks import Document
from pccreport.document.roles import Role
from pccreport.writers.characters import escape_invisible
from pccreport.writers.docx import oxml
from pccreport.writers.docx.revisions import utc_timestamp

# The author is the program. Not “PCC”, which is the Commissioner.
_AUTHOR, _INITIALS = "Report check", "chk"


def comments_part(document: Document, style_ids: Mapping[Role, str]) -> str:
    """Return the comments part; every comment was made when the document was."""
    date = utc_timestamp(document.created)
    properties = oxml.run_properties(style_ids[Role.COMMENT_MARK])
    mark = oxml.run("<w:annotationRef/>", properties)
    properties = oxml.paragraph_properties(style_ids[Role.COMMENT])
    comments = []
    for number, note in enumerate(document.notes):
        first, *others = (
            oxml.run(oxml.text(escape_invisible(line))) for line in note.paragraphs()
        )
        paragraphs = (oxml.paragraph(properties, r) for r in (mark + first, *others))
        text = "".join(paragraphs)
        comments.append(oxml.comment(number, _AUTHOR, _INITIALS, date, text))
    return oxml.part("w:comments", "".join(comments))

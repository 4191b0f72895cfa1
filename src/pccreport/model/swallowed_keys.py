"""Finds fields inside a text that were meant to be beside it.

YAML reads lines that are indented more as a continuation of the text above. So a `public: false`
that is indented too much would be printed, with the text that it should keep private.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from pccreport.findings.finding import Diagnostic, Edit
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.model.private_intent import find_mark, is_private_note
from pccreport.source.node import ScalarNode, text_start
from pccreport.source.update_fields import OF_ENTRY

_NAME = "|".join(OF_ENTRY)
# A text that starts with the name of a field, without a space after the colon.
_STUCK = rf"(?:{_NAME}):(?=[^\s:/])"
_NEW = "put a point under points:, or line up a new update with the first dash"
_REWORD = ", or reword it if it is part of the sentence"
# Not compiled here: few texts need it.
_LINE = (
    rf"[\r\n][ \t]*(?P<name>(?:- +)*(?:{_NAME}) *:(?=[ \r\n]))"
    r"|[\r\n][ \t]*(?P<dash>- )"
    r"|\r?\n[ \t]*(?P<blank>\r?\n)[ \t\r\n]*(?=[^ \t\r\n])"
)


def find_swallowed_keys(scalar: ScalarNode, text: str) -> Iterator[Diagnostic]:
    """Yield a finding for a privacy mark, and for field names, dashes and blank lines in a text."""
    first = text_start(scalar)
    # In other files nothing can be private: `misread` reports their marks.
    of_updates = "updates:" in scalar.source.text
    mark = find_mark(scalar.source.text[first : scalar.end]) if of_updates else None
    if mark:
        start, end = (first + at for at in mark)
        yield _mark(scalar, Span(scalar.source, start, end))
    has_colon = ":" in text.replace("://", "")
    if not (has_colon or "- " in text or "\n" in str(scalar.value)):
        return
    source = scalar.source
    reported = {"name"} if mark else set()
    if not scalar.style and (stuck := re.match(_STUCK, text)):
        yield _stuck(scalar.place(0, stuck.end()), stuck[0])
        return
    for line in re.compile(_LINE).finditer(source.text, scalar.start, scalar.end):
        kind = line.lastgroup or ""
        if kind in reported:
            continue  # only the first in a text
        reported.add(kind)
        at = Span(source, *line.span(kind))
        match kind:
            case "name":
                yield _name(scalar, at, line["name"].rstrip())
            case "dash":
                message = "this line starts with a dash but is read as a continuation of the text above"
                yield rule("dash-in-text").finding(message, at, _NEW)
            case _:
                message = "this new paragraph will be joined to the one above"
                way_out = "write an update or a point for each paragraph"
                below = Span(source, line.end(), line.end() + 1)
                yield rule("joined-paragraphs").finding(message, below, way_out)


def _mark(scalar: ScalarNode, span: Span) -> Diagnostic:
    words = re.findall(r"[^\W\d_]+", span.text.casefold())
    is_public = any(get_close_matches(word, ["public"], 1) for word in words)
    field = "public: false" if is_public else "private: true"
    way_out = f"{_beside(scalar, field)}{_REWORD}"
    if not is_private_note(span.text):
        way_out = f"delete it, because it does nothing; to keep this private, {way_out}"
    return mark_in_text(span, way_out)


def mark_in_text(at: Span, way_out: str) -> Diagnostic:
    """Return the finding for a mark of privacy that is read as words of a text."""
    message = f"“{at.text}” is read as words of the text and would be printed"
    return rule("name-in-text").finding(message, at, way_out)


def _name(scalar: ScalarNode, at: Span, name: str) -> Diagnostic:
    message = f"“{name}” is inside the text above and would be printed with it"
    way_out = _NEW if name[0] == "-" else f"{_beside(scalar, name)}{_REWORD}"
    return rule("name-in-text").finding(message, at, way_out)


def _beside(scalar: ScalarNode, field: str) -> str:
    """Return the help for putting a field beside a text, which may be without `text:`."""
    line = scalar.source.text[: scalar.start].rpartition("\n")[2]
    *_, last = ["text:", *line.split()]
    if last == "caveat:" and _is_mark(field):
        return "put the caveat in a file of its own in updates/private"
    if last != "-":
        return f"write {field} on its own line, lined up with {last}"
    start = "write - text: >- with the words indented on the lines below it"
    return f"{start}, and {field} on its own line under the t of text:"


def _is_mark(field: str) -> bool:
    return field.startswith(("public", "private"))


def _stuck(span: Span, name: str) -> Diagnostic:
    message = f"“{name}” is read as the start of the text and would be printed"
    way_out = "put a space after the colon"
    edit = Edit(Span(span.source, span.end, span.end), " ")
    return rule("name-in-text").finding(message, span, way_out, fix=(edit,))

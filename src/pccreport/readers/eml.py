"""A saved e-mail: its text, with what it quotes of earlier ones apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart

from pccreport.intake.links import is_worded
from pccreport.intake.marks import is_marked
from pccreport.readers.html import html_lines
from pccreport.readers.line import LinePurpose, ReadFile, ReadLine
from pccreport.readers.text import typed_lines
from pccreport.source.command_error import UNREADABLE, CommandError

_AS_TEXT = "save the message as text or HTML"
_MOST_OF_FIELD = 2_000
"""Bytes of a field of a message's header that is read; longer ones take minutes."""
_MARKS = re.compile(r"sensitivity|x-.*(?:sensitivity|classification|marking)", re.I)
"""Fields of a header in which a mail program says who may read it."""
_KEPT = ("personal", "private", "company-confidential")
"""What `Sensitivity` may say (RFC 4021, 2.1.55)."""
_READ = re.compile(
    rb"(?:\A|[\r\n])(?:subject|from|content-(?:type|disposition|transfer-encoding)):"
    rb"([^\r\n]*(?:(?:\r\n?|\n)[ \t][^\r\n]*)*)",
    re.IGNORECASE,
)


def read_eml(content: bytes, name: str) -> ReadFile:
    """Return the lines of a message; raise CommandError if it has no text."""
    # A message is parsed as far as its parts are known, so this is looked at first.
    if any(len(field[1]) > _MOST_OF_FIELD for field in _READ.finditer(content)):
        damaged = f"“{name}” is damaged or not complete"
        raise CommandError(damaged, UNREADABLE, _AS_TEXT)
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)  # as the policy makes it
    body = message.get_body(("plain", "html"))
    subject = str(message["subject"] or "")
    if body is None or not message.keys():
        raise CommandError(f"“{name}” has no text of a message", UNREADABLE, _AS_TEXT)
    text = _text(body)
    lines = [*typed_lines(text)]
    page = message.get_body(("html",))
    read = html_lines(_text(page), name) if page else None
    is_page = read is not None and (page is body or _has_more(read.lines, lines))
    if read and is_page:
        lines = [*read.lines]
    if subject:
        lines.insert(0, ReadLine(subject, "subject", LinePurpose.APART))
    if marking := _marking(message):
        wording = f"{marking} (not for publication)"
        lines = [line._replace(private=True) for line in lines]
        lines.insert(0, ReadLine(wording, "header", LinePurpose.APART))
    attached = (part.get_filename() for part in message.iter_attachments())
    way_out = "was not read: save it and give it too"
    notes = [f"the attachment “{x or 'without a name'}” {way_out}" for x in attached]
    notes += read.notes if read and is_page else ()
    sender = str(message["from"] or "")
    return ReadFile(name, tuple(lines), tuple(notes), "" if is_page else text, sender)


def _has_more(page: Sequence[ReadLine], text: Sequence[ReadLine]) -> bool:
    """Return whether a page has what the text of the same message lacks.

    A short text may only say that the message is a page. The cells of a table are a paragraph
    each in a text, and the empty ones gone; which words are a link is only in the page.
    """
    more, words = (sum(len(line.text.split()) for line in x) for x in (page, text))
    links = (link for line in page for link in line.links)
    is_stub = words <= 60 and more > 2 * words
    return is_stub or any(line.cell for line in page) or any(map(is_worded, links))


def _marking(message: EmailMessage) -> str:
    """Return the field of the header that keeps a whole message back, or ""."""
    for name, value in message.raw_items():
        wording = str(value)[:_MOST_OF_FIELD].strip()
        if _MARKS.fullmatch(name) and (wording.lower() in _KEPT or is_marked(wording)):
            return f"{name}: {wording}"
    return ""


def _text(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError):  # a character set that nobody knows
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""

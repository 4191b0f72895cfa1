"""A saved e-mail: its text, with what it quotes of earlier ones apart."""

from __future__ import annotations

import re
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
_MOST_OF_STUB = 60
"""Words of a text that may only say that the message is a page."""
_TIMES_STUB = 2
"""A page with more than so many times the words of the text has the message."""
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
    is_page = body.get_content_type() == "text/html"
    read = html_lines(text, name) if is_page else None
    lines = [*(read.lines if read else typed_lines(text))]
    page = message.get_body(("html",))
    if page and not is_page:
        read = html_lines(_text(page), name)
        of_page = read.lines
        words, more = (sum(len(x.text.split()) for x in y) for y in (lines, of_page))
        is_stub = words <= _MOST_OF_STUB and more > _TIMES_STUB * words
        # The cells of a table are a paragraph each in the text, and the empty ones gone.
        # Which words are a link is only in the page.
        links = (link for line in of_page for link in line.links)
        is_page = is_stub or any(x.cell for x in of_page) or any(map(is_worded, links))
        lines = [*of_page] if is_page else lines
    if subject:
        lines.insert(0, ReadLine(subject, "subject", LinePurpose.APART))
    if marking := _marking(message):
        wording = f"{marking} (not for publication)"
        lines = [line._replace(private=True) for line in lines]
        lines.insert(0, ReadLine(wording, "header", LinePurpose.APART))
    attached = (
        part.get_filename() or "without a name" for part in message.iter_attachments()
    )
    notes = [
        f"the attachment “{each}” was not read: save it and give it too"
        for each in attached
    ]
    notes += read.notes if read and is_page else ()
    sender = str(message["from"] or "")
    return ReadFile(name, tuple(lines), tuple(notes), "" if is_page else text, sender)


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

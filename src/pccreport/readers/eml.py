"""A saved e-mail: its text, with what it quotes of earlier ones apart."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from pccreport.readers.html import html_lines
from pccreport.readers.line import LinePurpose, ReadFile, ReadLine
from pccreport.readers.text import message_lines
from pccreport.source.command_error import UNREADABLE, CommandError

_AS_TEXT = "save the message as text or HTML"
_READ = frozenset(
    {"subject", "content-type", "content-disposition", "content-transfer-encoding"}
)
_MOST_OF_FIELD = 10_000
"""Characters of a field of a message's header that is read; longer ones take minutes."""


def read_eml(content: bytes, name: str) -> ReadFile:
    """Return the lines of a message; raise CommandError if it has no text."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)  # as the policy makes it
    if any(map(_is_endless, message.walk())):
        damaged = f"“{name}” is damaged or not complete"
        raise CommandError(damaged, UNREADABLE, _AS_TEXT)
    body = message.get_body(("plain", "html"))
    subject = str(message["subject"] or "")
    if body is None or not message.keys():
        raise CommandError(f"“{name}” has no text of a message", UNREADABLE, _AS_TEXT)
    try:
        text = str(body.get_content())
    except (LookupError, ValueError):  # a character set that nobody knows
        payload = body.get_payload(decode=True)
        text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    is_page = body.get_content_type() == "text/html"
    lines = [*(html_lines(text, name).lines if is_page else message_lines(text))]
    if subject:
        lines.insert(0, ReadLine(subject, "subject", LinePurpose.APART))
    attached = (
        part.get_filename() or "without a name" for part in message.iter_attachments()
    )
    notes = (
        f"the attachment “{each}” was not read: save it and give it too"
        for each in attached
    )
    return ReadFile(name, tuple(lines), tuple(notes))


def _is_endless(part: Message) -> bool:
    fields = part.raw_items()
    return any(f.lower() in _READ and len(said) > _MOST_OF_FIELD for f, said in fields)

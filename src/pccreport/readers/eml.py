"""A saved e-mail: its text, with what its header says and what is attached."""

import re
from collections.abc import Iterator

from pccreport.readers.html import html_lines
from pccreport.readers.line import Line, LineKind, typed_lines

_MOST_OF_FIELD = 2_000
"""Bytes of a field of a message's header that is read; longer ones take minutes."""
_FIELDS = re.compile(
    r"(?i)from|subject|sensitivity|importance|keywords|comments|msip_labels"
    r"|x-.*(?:sensitivity|classification|marking|label)"
)
"""The fields of a header that say what a message is about, or who may read it."""
_LABEL = re.compile(r"MSIP_Label_[^;=]+_Name=([^;]*)")
_UNSAID = re.compile(r"<[^<>]*>|\[[^\[\]]*\](?!\()|[^\s\[\]()]*(?:://|@)\S*")
_READ = re.compile(
    rb"(?i)(?:\A|[\r\n])(?:subject|from|content-(?:type|disposition|transfer-encoding)):"
    rb"([^\r\n]*(?:(?:\r\n?|\n)[ \t][^\r\n]*)*)"
)


def read_eml(content: bytes, _: str) -> Iterator[Line]:
    """Yield the lines of a message, those of its page or its text; raise ValueError if it has neither."""
    from email import message_from_bytes, policy  # noqa: PLC0415  # 10 ms, seldom needed

    # A message is parsed as far as its parts are known, so this is looked at first.
    if any(len(field[1]) > _MOST_OF_FIELD for field in _READ.finditer(content)):
        raise ValueError("no program writes such a header")
    message = message_from_bytes(content, policy=policy.default)
    page, plain = (message.get_body((kind,)) for kind in ("html", "plain"))
    if not (page or plain) or not message.keys():
        raise ValueError("no text of a message")
    for name in dict.fromkeys(filter(_FIELDS.fullmatch, message.keys())):
        wording = str(message[name])[:_MOST_OF_FIELD].strip()
        for own in _LABEL.findall(wording) or [wording]:
            yield Line(f"{name}: {own}", "header", LineKind.BESIDE)
    pages = [*html_lines(page.get_content())] if page else []
    texts = [*typed_lines(plain.get_content())] if plain else []
    words, more = (sum(len(x.text.split()) for x in each) for each in (pages, texts))
    is_page = words >= more or any(line.cells for line in pages)
    chosen, other = (pages, texts) if is_page else (texts, pages)
    yield from chosen
    said = {word for line in chosen for word in _words_of_line(line)}
    for line in other:
        if not said.issuperset(_words_of_line(line)):
            yield Line(line.text, f"{line.place}, beside it", LineKind.STRUCK)
    for part in message.iter_attachments():
        named = part.get_filename() or "without a name"
        note = f"the attachment “{named}” was not read: save it and give it too"
        yield Line(note, "attachment", LineKind.STRUCK)


def _words_of_line(line: Line) -> list[str]:
    """Return the words of a line, without addresses and the names of pictures."""
    return re.findall(r"[^\W_]{3,}", _UNSAID.sub(" ", line.text).casefold())

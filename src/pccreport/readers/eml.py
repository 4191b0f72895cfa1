"""A saved e-mail: its text, with what its header says and what is attached."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

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
_TEXTS = {"text/html": html_lines, "text/plain": typed_lines}
_UNSAID = re.compile(r"<[^<>]*>|\[[^\[\]]*\](?!\()|[^\s\[\]()]*(?:://|@)\S*")
_READ = re.compile(
    rb"(?i)(?:\A|[\r\n])(?:subject|from|content-(?:type|disposition|transfer-encoding)):"
    rb"([^\r\n]*(?:(?:\r\n?|\n)[ \t][^\r\n]*)*)"
)


def read_eml(content: bytes, _: str) -> Iterator[Line]:
    """Yield the lines of a message; raise ValueError if it has no page and no text."""
    from email import message_from_bytes, policy  # noqa: PLC0415  # 10 ms, seldom needed

    # A message is parsed as far as its parts are known, so this is looked at first.
    if any(len(field[1]) > _MOST_OF_FIELD for field in _READ.finditer(content)):
        raise ValueError("no program writes such a header")
    message = message_from_bytes(content, policy=policy.default)
    if not message.get_body(("html", "plain")) or not message.keys():
        raise ValueError("no text of a message")
    for name in dict.fromkeys(filter(_FIELDS.fullmatch, message.keys())):
        wording = str(message[name])[:_MOST_OF_FIELD].strip()
        for own in (*_LABEL.findall(wording), wording):
            yield Line(f"{name}: {own}", "header", LineKind.BESIDE)
    yield from _part_lines(message)


def _part_lines(part: Any) -> Iterator[Line]:
    """Yield the lines of a part, or that it was not read; of alternatives, the one that says most, and what only others say."""
    kind, name = part.get_content_type(), part.get_filename()
    parts = part.iter_parts() if part.get_content_maintype() == "multipart" else ()
    each = [[*_part_lines(x)] for x in parts]
    if each and kind == "multipart/alternative":
        words = [sum(len(x.text.split()) for x in lines) for lines in each]
        rows = [any(x.cells for x in lines) for lines in each]
        *_, chosen = max(zip(rows, words, range(len(each)), each, strict=True))
        yield from chosen
        said = {word for line in chosen for word in _words_of_line(line)}
        for line in chain.from_iterable(x for x in each if x is not chosen):
            if not said.issuperset(_words_of_line(line)):
                yield Line(line.text, f"{line.place}, other version", LineKind.STRUCK)
    elif each:
        yield from chain.from_iterable(each)
    elif kind in _TEXTS and not part.is_attachment():
        yield from _TEXTS[kind](part.get_content())
    else:
        note = f"the attachment “{name or 'without a name'}” was not read: save it and give it too"
        yield Line(note, "attachment", LineKind.STRUCK)


def _words_of_line(line: Line) -> list[str]:
    """Return the words of a line, without addresses and the names of pictures."""
    return re.findall(r"[^\W_]{3,}", _UNSAID.sub(" ", line.text).casefold())

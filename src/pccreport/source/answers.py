"""Lines of an update file that have what was sent and is in no update.

`#? place (why): text` is open: somebody must say what becomes of it. `#| place (why): text` was
read, and asks to keep nothing private. Nothing quotes their words: all but the name of the file
that was sent is masked wherever a file is read as a part of a project.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple

OPEN, READ = "#?", "#|"
_LINE = r"(?m)^([ \t]*(#[?|]))([^\r\n]*)"
_NAME = r" [^,()\s]+\.\w{1,5}(?=, (?:sheet .+?, )?\w+ [A-Z]{0,3}\d+[ ,])"
"""The name of a file, before the place in it."""
_FORM = r"\s*+(?:(?P<place>.*?) \((?P<why>[^()]*)\)|(?P<typed>[^,:()]+\.\w+, [^:()]+)): (?P<text>.*)"
_HEAD = (
    "",
    "# These lines were also sent, but are in no update. Move each to where it belongs,",
    f"# or change its {OPEN} to {READ} once you have read it.",
)


class SentLine(NamedTuple):
    """A text that was sent and is in no update, as it is in an update file."""

    place: str
    """The file that was sent, and the place in it."""
    why: str
    text: str
    is_open: bool = True
    by: str = ""
    """Who has read it, if that is known."""

    @property
    def key(self) -> tuple[str, ...]:
        """Its words, by which it is the same however it is typed."""
        return plain_words(self.text)

    def is_from(self, file: str) -> bool:
        """Return whether it is of a file, by its name; one that was typed without is of any."""
        own = self.place.partition(",")[0]
        return not PurePath(own).suffix or own == PurePath(file).name.partition(",")[0]

    def __str__(self) -> str:
        read = f"; read by {self.by}" if self.by and not self.is_open else ""
        text = " / ".join(x.strip() for x in re.split(r"[\v\r\n]+", self.text))
        sign = OPEN if self.is_open else READ
        return f"{sign} {self.place} ({self.why}{read}): {text}"


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters."""
    return (*re.findall(r"[^\W_]+|[£%]", text.casefold()),)


def find_sent_lines(text: str) -> Iterator[SentLine]:
    """Yield the lines of what was sent at the end of an update file, in order."""
    for line in re.finditer(_LINE, text):
        is_open = line[2] == OPEN
        if found := re.match(_FORM, line[3]):
            why, _, by = (found["why"] or "").partition("; read by ")
            place = found["place"] or found["typed"]
            yield SentLine(place, why, found["text"], is_open, by)
        elif line[3].strip():
            yield SentLine("", "", line[3].strip(), is_open)


def find_sent_line_signs(text: str) -> Iterator[tuple[int, bool, str]]:
    """Yield where each line of what was sent has its sign, whether it is open, and its file."""
    for line in re.finditer(_LINE, text) if OPEN in text or READ in text else ():
        yield line.start(2), line[2] == OPEN, line[3].strip().partition(",")[0]


def mask_sent_lines(text: str) -> str:
    """Return a file with blanks in place of the words of lines of what was sent."""
    if OPEN not in text and READ not in text:
        return text

    def mask_line(line: re.Match[str]) -> str:
        name = re.match(_NAME, line[3])
        return line[1] + (name[0] if name else "").ljust(len(line[3]))

    return re.sub(_LINE, mask_line, text)


def unmask(text: str, whole: str) -> str:
    """Return a file that was changed since it was masked, with the words of the whole file.

    Raise ValueError if it does not have all of those lines.
    """
    lines = [line[0] for line in re.finditer(_LINE, whole)]
    if len(lines) != len(re.findall(_LINE, text)):
        raise ValueError("a line that was sent is missing")
    rest = iter(lines)
    return re.sub(_LINE, lambda _: next(rest), text)


def with_sent_lines(text: str, lines: Iterable[SentLine]) -> str:
    """Return an update file with lines at its end."""
    added = [*map(str, lines)]
    if not added:
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    head = () if next(find_sent_line_signs(text), None) else _HEAD
    return newline.join((text.rstrip("\r\n"), *head, *added, ""))

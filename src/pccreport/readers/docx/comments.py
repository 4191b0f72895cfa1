"""The comments of a Word file, with the paragraphs that they are on."""

from typing import NamedTuple

from pccreport.readers.docx.properties import W
from pccreport.readers.package import Element

_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
OF_COMMENTS = tuple(f"{W}{name}" for name in _MARKS)
"""The elements of a text that show where a comment is."""
_ID = f"{W}id"


class WordComment(NamedTuple):
    """A comment, and the numbers of the first and the last paragraph that it is on."""

    text: str
    first: int
    last: int


class CommentPlaces:
    """The paragraphs that comments are on, as a text is read."""

    def __init__(self) -> None:
        self._spans: dict[str, tuple[int, int]] = {}

    def take(self, mark: Element, paragraph: int) -> None:
        """Take the begin, the end or the sign of a comment."""
        key = mark.get(_ID, "")
        self._spans[key] = self._spans.get(key, (paragraph, 0))[0], paragraph

    def read(self, comment: Element) -> WordComment:
        """Return a comment with its place."""
        words = "".join(text.text or "" for text in comment.iter(f"{W}t"))
        span = self._spans.get(comment.get(_ID, ""), (0, 0))
        return WordComment(" ".join(words.split()), *span)

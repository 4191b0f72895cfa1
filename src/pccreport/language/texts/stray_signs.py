"""Letters of a text that are not plain: what shows nothing, accents, full width, ligatures."""

from collections.abc import Sequence
from unicodedata import combining, normalize

UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_PLAIN = frozenset((*map(chr, range(128)), *"‘’“”–—…£•"))
LIGATURES = "ﬀﬁﬂﬃﬄﬅﬆ"


def plain_letters(text: str) -> tuple[str, Sequence[int]]:
    """Return a text without what shows nothing, its letters plain (“İ”, full width), and where each was."""
    if text.isascii() or _PLAIN.issuperset(text):
        return text, range(len(text) + 1)
    plain = [
        ("i" if letter == "ı" else letter, at)
        for at, typed in enumerate(text)
        for letter in normalize("NFKD", typed)
        if letter not in UNSEEN and not combining(letter)
    ]
    return "".join(letter for letter, _ in plain), (*(at for _, at in plain), len(text))

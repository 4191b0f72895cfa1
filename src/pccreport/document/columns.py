"""The widths of the columns of a table, by what is in them."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import count


def least_widths(
    rows: Iterable[Sequence[str]], width_of: Callable[[str], int]
) -> list[int]:
    """Return the width of each column for its longest word; a no-break space is part of one.

    `width_of` returns the width of a text with the space around it.
    """
    columns = (re.split("[ \n]", " ".join(c)) for c in zip(*rows, strict=True))
    return [max(map(width_of, words)) for words in columns]


def column_widths(
    rows: Sequence[Sequence[str]], room: int, width_of: Callable[[str], int]
) -> list[int]:
    """Return the width of each column; none breaks a word, if `room` has room for that."""
    whole = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    narrowest = least_widths(rows, width_of)
    if sum(narrowest) > room:  # only the longest words are broken
        rest = room
        for index, column in enumerate(sorted(narrowest)):
            longest = rest // (len(narrowest) - index)
            if column > longest:
                break
            rest -= column
        return [min(column, longest) for column in narrowest]
    # As wide as the longest text needs, so that no cell has more lines than it must.
    for lines in count(1):
        pairs = zip(narrowest, whole, strict=True)
        widths = [max(least, -(-most // lines)) for least, most in pairs]
        if sum(widths) <= room:
            break
    # The rest is for the texts that still have several lines.
    wanted = [max(0, most - given) for most, given in zip(whole, widths, strict=True)]
    share = min(1.0, (room - sum(widths)) / (sum(wanted) or 1))
    pairs = zip(widths, wanted, strict=True)
    return [given + int(more * share) for given, more in pairs]

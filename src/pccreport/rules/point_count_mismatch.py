"""A text announces items, and another number of them follows, or none."""

import re
from collections.abc import Iterator
from functools import partial

from pccreport.findings.registry import Findings, Rule
from pccreport.language.locale_data import load_locale
from pccreport.language.wordlists import find_pattern, load_wordlists
from pccreport.model.update import UpdateItem, Withdrawal
from pccreport.rules.context import ProjectContext

_pattern = partial(find_pattern, "announced_counts")
_LONGEST = 4_000
"""Characters of a list that is counted."""
_MAX_ITEM_WORDS = 8
"""Words of an item in a sentence; a longer one may contain a comma."""


def point_count_mismatch(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each number that is not that of the points, or of the list after it.

    So at a colon at the end of an update without points. A paragraph introduces the updates below.
    """
    locale = context.project.house.locale
    for _, item in context.project.public_items():
        points = sum(
            point.public and not (isinstance(point, UpdateItem) and point.withdrawn)
            for point in item.points
            if not isinstance(point, Withdrawal)
        )
        text, typed = item.text, item.text.text
        is_open = typed.endswith(":") or _pattern("to_points").search(typed)
        if is_open and not points and not item.paragraph:
            message = "a list is announced, and nothing follows this text"
            span = text.span(typed.rfind(" ") + 1, len(typed))
            way_out = (
                "put what follows under points:, indented, or end with a full stop"
            )
            yield kind.finding(message, span, way_out)
            continue
        for start, end, follow in _announced(typed, points):
            words = typed[start:end]
            if follow and follow != _number(words):
                message = f"“{words}” is announced, but {locale.number(follow)} follow"
                way_out = "correct the number or what follows it"
                yield kind.finding(message, text.span(start, end), way_out)


def _announced(text: str, points: int) -> Iterator[tuple[int, int, int]]:
    """Yield the offsets of each number that announces a list, and how many items follow, 0 if not clear."""
    if not re.search(r"[:(–—]| at [A-Z]| are |namely", text):
        return
    for found in _pattern("count").finditer(text):
        name = "number" if found["number"] else "after"
        rest = text[found.end() :]
        follow = _count_items(rest) if rest.strip() else points
        # “six events, at Thornley and Westmoor” has some at one place.
        if follow > _number(found[name]) or not found[0].endswith(("at", ",")):
            yield *found.span(name), follow


def _count_items(text: str) -> int:
    """Return the number of the items of a list at the start of a text, or 0 if it is not clear.

    A list is parted by semicolons, or is one of short items with “and” before the last.
    """
    # “a van (a bike, a boat)” is one item.
    plain = re.sub(r"\s?\([^()]*\)", "", text[:_LONGEST])
    sentence = re.split(r"[.!?](?=\s|\Z)|[:()–—]", plain, maxsplit=1)[0].strip()
    if ";" in sentence:
        return len([part for part in sentence.split(";") if part.strip()])
    # "A, B and C, which are all new" goes on after its list.
    sentence = _pattern("continued").sub(r"\1", _pattern("pairs").sub("_", sentence))
    *first, last = (part.strip() for part in sentence.split(","))
    joined = _pattern("conjunction")
    begins = joined.match(last)
    # “a database, and training for agents and staff” are two.
    ends = [last[begins.end() :]] if begins else joined.split(last)
    items = [item.split() for item in (*first, *ends)]
    is_list = len(items) > 1 and all(items) and joined.search(last)
    if not is_list or any(map(joined.search, first)):
        return 0
    starts = [item[0].casefold() for item in items]
    table = load_wordlists("announced_counts")
    no_items = {*table["aside"], *load_locale().numbers}
    is_other = any(word[0].isdigit() or word in no_items for word in starts)
    is_alike = len({*starts}) == 1 or max(map(len, items)) <= _MAX_ITEM_WORDS
    is_clear = first or starts[1] in table["articles"]
    return len(items) if is_clear and is_alike and not is_other else 0


def _number(typed: str) -> int:
    numbers, word = load_locale().numbers, typed.casefold()
    if word.isdecimal():
        return int(word)
    return numbers.index(word) + 1 if word in numbers else 2  # “both”

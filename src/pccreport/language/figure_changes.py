"""The figures that became others between two texts, paired by their place among the words."""

import re

from pccreport.language.figures import Figure, changed_figures, find_figures
from pccreport.language.word_diff import diff_tokens, is_word, tokenise
from pccreport.language.wordlists import find_pattern, may_match

_Pair = tuple[Figure, Figure]
_STOP = re.compile(r"[.!?]\s")
_NEAR = 3
"""Words from a figure to the nearest that is the same in both texts, at most."""


def figure_changes(
    old: str, new: str, language: str = "en-GB"
) -> tuple[list[Figure], list[Figure]]:
    """Return the figures of two texts that became others, without years.

    A new figure is returned with that in whose place it is, although the text may quote the old one: "2,317,
    up from 2,140". All others are returned if only one of the texts has them, and the new one corrects none.
    """
    removed, added = (
        [figure for figure in figures if not figure.is_year]
        for figures in changed_figures(old, new, language)
    )
    gone, came = ({figure.amount for figure in side} for side in (removed, added))
    pairs = [*_pairs(old, new, language)] if gone or came else []
    corrected = corrected_figures(old, new, language)
    known = {figure for pair in corrected for figure in pair}
    pairs = [pair for pair in pairs if known.isdisjoint(pair)]
    replaced = {a.amount for a, b in pairs if b.amount in came}
    changed: tuple[list[Figure], list[Figure]] = [], []
    left = set()
    for pair in pairs:
        # Where the replaced figure is quoted now, there was one that has served its turn.
        if pair[1].amount in replaced - came:
            left.add(pair[0])
        elif pair[1].amount in came or pair[0].amount in gone:
            changed[0].append(pair[0])
            changed[1].append(pair[1])
    removed, added = ([], []) if corrected else (removed, added)
    return (
        [*(a for a, _ in corrected), *sorted({*removed, *changed[0]} - left)],
        [*(b for _, b in corrected), *sorted({*added, *changed[1]})],
    )


def corrected_figures(old: str, new: str, language: str = "en-GB") -> list[_Pair]:
    """Return the figures that a text takes back, each with that in its place: "1,780, not 1,708"."""
    if not may_match(new, "figure_changes", "instead", language=language):
        return []
    denied = find_pattern("figure_changes", "denied", language)
    but = find_pattern("figure_changes", "but", language)
    known, figures = (
        [f for f in find_figures(text, language) if not f.is_year]
        for text in (old, new)
    )
    wrong = {f.amount: f for f in known if not denied.search(old, 0, f.start)}
    amounts = {figure.amount for figure in known}
    found: list[_Pair] = []
    for i, figure in enumerate(figures):
        if figure.amount not in wrong or not denied.search(new, 0, figure.start):
            continue
        after = figures[i + 1 : i + 2] if but.match(new, figure.end) else []
        near = [f for f in figures[:i] if not _STOP.search(new, f.end, figure.start)]
        for right in (*after, *reversed(near)):
            if right.unit == figure.unit and right.amount not in amounts:
                found.append((wrong[figure.amount], right))
                amounts.add(right.amount)
                break
    return found


def _pairs(old: str, new: str, language: str) -> list[_Pair]:
    """Return the figures of two texts that are in the same place and not the same, in order."""
    (words, figures), (new_words, new_figures) = (
        _masked(text, language) for text in (old, new)
    )
    places: dict[int, int] = {}
    for edit in diff_tokens(words, new_words, bool):
        if edit.kept:
            places |= zip(range(*edit.old), range(*edit.new), strict=True)
    return [
        (figures[i], new_figures[j])
        for i, j in places.items()
        if i in figures
        and figures[i].amount != new_figures[j].amount
        and any(
            n not in figures and abs(places.get(n, -_NEAR - 1) - j) <= _NEAR
            for n in range(i - _NEAR, i + _NEAR + 1)
        )
    ]


def _masked(text: str, language: str) -> tuple[list[str], dict[int, Figure]]:
    """Return the words of a text with only the units of its figures, and each figure by its index."""
    words: list[str] = []
    figures: dict[int, Figure] = {}
    end = 0
    for figure in find_figures(text, language):
        if not figure.is_year:
            words += filter(is_word, tokenise(text[end : figure.start].casefold()))
            figures[len(words)] = figure
            words.append(f"#{figure.unit}")
            end = figure.end
    words += filter(is_word, tokenise(text[end:].casefold()))
    return words, figures

"""Whether a date of a text is over: "it opened in May 2020", not "it will open" or "until May 2020"."""

from functools import lru_cache, partial

from pccreport.language.texts.sentences import Sentence, sentence_at
from pccreport.language.wordlists import find_pattern

_pattern = partial(find_pattern, "future_dates")
_MAX_DISTANCE = 40
"""Characters before a date in which words can make it a limit: "until"."""


def has_happened(text: str, start: int, end: int) -> bool:
    """Return whether a text says that something happened on a date."""
    if not _is_past(text, sentence_at(text, start)):
        return False
    near, after = max(0, start - _MAX_DISTANCE), end + _MAX_DISTANCE
    limit = _pattern("limits").search(text, near, start)
    # "By 6 November they had met" is in the past.
    if limit and not _pattern("happened").match(text, end, after):
        return False
    # “Since the quarter ended, … . Details came on 12 November.”
    return not _pattern("after_the_end").search(text, 0, start)


# So that a sentence with many dates is searched once.
@lru_cache(maxsize=8)
def _is_past(text: str, sentence: Sentence | None) -> bool:
    if sentence is None or _pattern("to_come").search(text, *sentence):
        return False
    return _pattern("past").search(text, *sentence) is not None

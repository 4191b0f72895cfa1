"""Words by which a text denies something: "not", "never", "didn't"."""

from functools import cache, partial

from pccreport.language.wordlists import find_pattern, load_wordlists

_pattern = partial(find_pattern, "negations")


def find_negations(text: str, language: str = "en-GB") -> list[str]:
    """Return each word of a text that denies, in lower case; "no more than six" has none."""
    plain = _without_bounds(text, language)
    words = _pattern("words", language).findall(plain)
    return [*map(str.casefold, words), *_pattern("negated", language).findall(plain)]


def may_deny(text: str, language: str = "en-GB") -> bool:
    """Return whether a text has a word that may deny what was promised: "unable", "not"."""
    plain = _without_bounds(text, language)
    patterns = (_pattern(name, language) for name in ("denials", "negated"))
    return any(pattern.search(plain) for pattern in patterns)


@cache
def negation_words(language: str = "en-GB") -> frozenset[str]:
    """Return the words that turn a sentence round."""
    return frozenset(load_wordlists(language, "negations")["denials"])


def _without_bounds(text: str, language: str) -> str:
    return _pattern("bounds", language).sub("", text.replace("’", "'"))

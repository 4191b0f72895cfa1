"""Words by which a text denies something: "not", "never", "didn't"."""

from functools import partial

from pccreport.language.wordlists import find_pattern

_pattern = partial(find_pattern, "negations")


def find_negations(
    text: str, language: str = "en-GB", words: str = "words"
) -> list[str]:
    """Return each word of a text that denies, in lower case; "no more than six" has none.

    With "denials" for `words`, there are more: "unable", "without".
    """
    plain = _pattern("bounds", language).sub("", text.replace("’", "'"))
    patterns = (_pattern(name, language) for name in (words, "negated"))
    return [word.casefold() for found in patterns for word in found.findall(plain)]

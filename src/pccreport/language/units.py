"""Two units for one measure in a sentence: "£12k" and "£3,400", miles and kilometres."""

from collections.abc import Iterator

from pccreport.language.sentences import split_sentences
from pccreport.language.wordlists import find_pattern, load_wordlists


def find_mixed_units(
    text: str, language: str = "en-GB"
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the spans of the first pair of each sentence, except a value with its conversion in brackets."""
    table = load_wordlists(language, "units")
    names = map(str.split, table["pairs"])
    pairs = [
        (find_pattern("units", a, language), find_pattern("units", b, language))
        for a, b in names
        if any(word in text for word in table.get(b, "£"))
    ]
    pairs = [(a, b) for a, b in pairs if a.search(text) and b.search(text)]
    for start, end in split_sentences(text, language) if pairs else ():
        for a, b in pairs:
            found_a, found_b = a.search(text, start, end), b.search(text, start, end)
            if not (found_a and found_b):
                continue
            first, other = sorted([found_a.span(), found_b.span()])
            if "(" not in text[first[1] : other[0]]:
                yield first, other
                break

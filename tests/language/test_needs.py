"""What rows need is listed, so that most are left before anything is read from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from zlib import crc32

import pytest
from tests import expect

from pccreport.language.checks import claims
from pccreport.language.index.patterns import MORE, Need, Vocabulary, read_row_lines
from pccreport.language.index.word_rows import word_vocabulary

FOLDER = Path(claims.__file__).parents[1] / "en-GB"
FILES = ("words", "marks", "stated")
HEAD = """\
## What a text must have for rows with the name of a list: needs between tabs, with lists by name.
## A test writes it, with UPDATE_EXPECT=1; before them is the sum of the row, so that another is not listed.
"""
OF_ROW = re.compile(r"(?:find |only (?!if)[^:]*: |.*? \| )(.+)")
HAS_NAME = re.compile(r"(?<![?P])<[a-z]|\{[^\d,]")
LONGEST = 98
"""Characters of a line; what is longer is read from the pattern alone."""


def vocabulary(file: str, *names: str) -> Vocabulary:
    """The lists of a file, of a house whose parts have some names."""
    own = word_vocabulary.__wrapped__
    return own(names) if file == "words" else Vocabulary.parse_lists(file, {})


def reader(file: str, lists: Vocabulary) -> Callable[[str], Sequence[Need]]:
    """Read the needs of a row from its pattern."""
    return claims.read_needs if file == "stated" else lists.read_needs


def rows(file: str) -> Iterator[str]:
    """The rows of a file that are listed, also those that a guard wants."""
    found = (OF_ROW.match(x) for x in read_row_lines(file) if x[:1] != "<")
    return filter(HAS_NAME.search, dict.fromkeys(row[1] for row in found if row))


def written(file: str) -> Iterator[str]:
    """The part of a file of rows."""
    lists = vocabulary(file, "Key Aim", "Key Aims")
    needs = reader(file, lists)
    named = {}
    own = ("<ref.names>", "<ref.short>") if file == "words" else ()
    for line in (*own, *read_row_lines(file)):
        name = line[: line.find(">") + 1] if line[:1] == "<" else ""
        if name and len(parts := lists.part_named(name[1:-1]).needs) == 1:
            named[name] = parts[0]
    for row in rows(file):
        # A list of another subject, which has the same words by chance, is not named.
        near = {name: n for name, n in named.items() if name.split(".")[0] in row}
        typed = [[*as_lists(need, near)] for need in needs(row)]
        every = dict.fromkeys(each for some in typed for each in some if each)
        line, is_whole = "", all(map(all, typed))
        for need in every:
            longer = f"{line}\t{need}" if line else need
            is_fitting = len(longer) <= LONGEST
            line, is_whole = longer if is_fitting else line, is_whole and is_fitting
        yield f"{crc32(row.encode()):08x}\t{line}{'' if is_whole else MORE}"


def as_lists(need: Need, named: dict[str, Need]) -> Iterator[str]:
    """A need with lists in place of their words; a long one as what each of its phrases has."""
    names, left = list[str](), need
    for name, words in sorted(named.items(), key=lambda each: -len(each[1])):
        if len(words) > 1 and words <= left:
            names.append(name)
            left -= words
    typed = " | ".join((*names, *sorted(left)))
    if len(typed) <= LONGEST:
        yield typed
        return
    yield ""
    for name, words in named.items():
        if all(any(f" {w} " in f" {phrase} " for w in words) for phrase in need):
            yield name


def test_what_rows_need_is_listed() -> None:
    """As it is read from the patterns of today."""
    text = HEAD + "".join(f"{line}\n" for file in FILES for line in written(file))

    expect.compare(FOLDER, "needs.txt", text)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("names", [("Key Aim", "Key Aims"), ("Outcome", "Outcomes")])
def test_what_is_listed_is_needed(file: str, names: tuple[str, ...]) -> None:
    """A text with any word or phrase of what is read from a pattern has one of what is listed."""
    lists = vocabulary(file, *names)
    for row in rows(file):
        needs = reader(file, lists)(row)
        read = [[f" {phrase} " for phrase in need] for need in needs]
        listed = [*lists.needs(row, lambda _: (Need(),))]
        is_whole = listed[-1:] != [Need()]
        assert not is_whole or {*listed} == {*needs}, row
        for need in filter(None, listed):
            words = [f" {word} " for word in need]
            assert any(
                all(any(word in phrase for word in words) for phrase in phrases)
                for phrases in read
            ), (row, need)

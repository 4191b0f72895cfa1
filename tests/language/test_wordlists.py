"""The lists of a language."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.cases import in_turn

from pccreport.language import wordlists
from pccreport.language.texts.figures import find_figures, number_words
from pccreport.language.texts.sentences import split_sentences

HOME = Path(wordlists.__file__).parent
MEASURES = sorted(path.stem for path in (HOME / "en-GB").glob("*.json"))
PATTERNS = sorted(path.stem for path in (HOME / "en-GB" / "patterns").glob("*.txt"))

ELSEWHERE = {
    "acronyms": "rules/acronym_undefined.py",
    "promises": "report/promises.py",
    "request_form": "*/request*.py",
    "sums": "layout/tables.py",
}
"""The modules of lists that some of another room read."""


def readers(measure: str) -> list[Path]:
    """The modules that read the lists of one."""
    if name := ELSEWHERE.get(measure):
        return [*HOME.parent.glob(name)]
    intake = (HOME.parent / "intake").glob("*.py") if measure == "sent" else ()
    return [*HOME.rglob(f"{measure}.py"), *intake]


@in_turn("measure", MEASURES)
def test_every_list_is_read_by_its_module(measure: str) -> None:
    """No list is left that no code names."""
    paths = readers(measure)
    code = "".join(path.read_text(encoding="utf-8") for path in paths)
    patterns = HOME / "en-GB" / "patterns" / f"{measure}.txt"
    typed = patterns.read_text(encoding="utf-8") if patterns.exists() else ""

    table = json.loads((HOME / "en-GB" / f"{measure}.json").read_text(encoding="utf-8"))
    unused = {name for name in table if f'"{name}"' not in code.replace("'", '"')}
    named = {
        *re.findall(r"\{(\w+)\}", typed),
        *re.findall(r"<(\w+)>", f"{code}{table}"),
    }
    assert set() == unused - named


@in_turn("measure", PATTERNS)
def test_every_pattern_is_of_words_that_are_listed(measure: str) -> None:
    """Each is used, and can be searched."""
    typed = (HOME / "en-GB" / "patterns" / f"{measure}.txt").read_text(encoding="utf-8")
    named = re.findall(r"^(\w+):$", typed, re.MULTILINE)
    code = "".join(path.read_text(encoding="utf-8") for path in readers(measure))
    unused = {n for n in named if f'"{n}"' not in code and f"{{{n}}}" not in typed}
    pairs = wordlists.load_wordlists(measure).get("pairs", ())
    unused -= {*" ".join(pairs).split()}
    assert {n for n in unused if not n.startswith("before_")} == set()
    for name in named:
        form = wordlists.expand_pattern(measure, name)
        assert not re.search(r"\{[^\d,]", form), name
        re.compile(form)


def test_every_number_in_words_is_found() -> None:
    """By its first letter, too, which the pattern lists."""
    assert [] == [word for word in number_words() if not find_figures(f"{word} came")]


def test_sentences_end_where_they_should() -> None:
    """Not at "Mr. Smith", "Qtr. 4", an initial, a decimal or the number in a list."""
    text = (
        'Mr. Smith saw 1.5 in Qtr. 4. "He left." J. Jones (TVP) stayed!\n\nso did I '
        "at 7 p.m. 41 saw B! £9m. (8 came.) “Op. 7a” (para. 3) saw c. 20 on Sept. 4 too. 3. 6"
    )

    assert [text[s:e] for s, e in split_sentences(text)] == [
        "Mr. Smith saw 1.5 in Qtr. 4.",
        '"He left."',
        "J. Jones (TVP) stayed!",
        *("so did I at 7 p.m.", "41 saw B!", "£9m.", "(8 came.)"),
        *("“Op. 7a” (para. 3) saw c. 20 on Sept. 4 too. 3.", "6"),
    ]


def test_an_i_of_any_kind_is_an_i_in_a_figure() -> None:
    """With a dot or without, as in words typed on another keyboard."""
    for typed in ("£3 mıllıon", "£3 MİLLİON", "three mıllıon"):
        assert [3_000_000] == [found.value for found in find_figures(typed)]

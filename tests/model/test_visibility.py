"""What of some updates is public, and which texts are the same."""

from __future__ import annotations

from collections.abc import Callable

from tests.cases import in_turn

from pccreport.findings.finding import ERROR
from pccreport.findings.text import Source
from pccreport.model import visibility
from pccreport.model.update import UpdateFile, UpdateItem
from pccreport.model.update_reader import read
from pccreport.source import yaml
from pccreport.source.node import MappingNode

FILE = """\
period: 2022/23 Q4
caveat: Some figures are provisional.
updates:
  farms:
    force:
      - {text: Plain one., outcome: It worked., id: a}
      - text: Kept one.
        public: false
        outcome: It failed.
        points: [Kept point., {text: Named point., public: true}]
      - {text: Old one., withdrawn: It was wrong., id: b}
      - {closing: Kept end., private: true}
      - {see: roads, public: false}
    opcc: {nothing: Kept reason., public: false}
"""


def updates(text: str = FILE, *, public: bool = True) -> tuple[UpdateFile]:
    """Return one file, read."""
    node, problems = yaml.parse_yaml(Source("x.yaml", text))
    assert isinstance(node, MappingNode)
    update, findings = read(node, public=public)
    assert update is not None
    assert [f for f in (*problems, *findings) if f.severity is ERROR] == []
    return (update,)


def words(*told: str) -> set[tuple[str, ...]]:
    """Return the words of some texts."""
    return set(map(visibility.comparable_words, told))


PRIVATE = ["Kept one.", "It failed.", "Kept point.", "Named point.", "Kept end."]


def test_private_texts_are_those_of_entries_outcomes_and_points() -> None:
    """A point of what is private is private, whatever it says itself."""
    assert visibility.private_texts(updates()) == words(*PRIVATE, "Kept reason.")


def test_all_texts_of_a_private_file_are_private() -> None:
    """Its caveat too, which is no entry's."""
    found = visibility.private_texts(updates(public=False))
    others = ["Some figures are provisional.", "Plain one.", "It worked.", "Old one."]
    others.append("It was wrong.")  # the reason of a withdrawal

    assert found == words(*PRIVATE, "Kept reason.", *others)


def said(*texts: str) -> Callable[[str], bool]:
    """Whether a text has the words of one of some."""
    wanted = words(*texts)
    return lambda text: visibility.comparable_words(text) in wanted


@in_turn(
    ("one", "other"),
    [
        ("Two BOYS were seen.", "two boys — were seen!"),
        ("Strasse STRASSE", "Straße straße"),
        ("The cafe\u0301 of Zoe\u0308", "the café of Zoë"),
    ],
)
def test_texts_are_the_same_by_their_words(one: str, other: str) -> None:
    """Capitals, punctuation, and how a letter with an accent is put together are none."""
    assert visibility.comparable_words(one) == visibility.comparable_words(other)
    kept = updates(f"period: 2022/23 Q4\nupdates: {{a: {{b: ['{one}']}}}}\n")
    (hidden,) = visibility.mark_private(kept, secret=said(other))

    assert not hidden.cells[0].entries[0].public


def test_other_words_are_other_texts() -> None:
    """An accent is part of a word, and order counts."""
    assert len(words("A resume.", "A résumé.", "Resume a.")) == 3


def test_what_is_hidden_by_its_words_is_only_that() -> None:
    """A text, an outcome or a caveat: the others stay as they are."""
    (shown,) = visibility.mark_all(updates(), public=True)
    (hidden,) = visibility.mark_private(
        (shown,), secret=said("it worked", "some figures are provisional", "kept end")
    )
    first, kept, *_ = hidden.cells[0].entries

    assert isinstance(first, UpdateItem)
    assert hidden.caveat is None
    assert first._replace(outcome=None) == first
    assert (first.public, kept.public) == (True, True)
    assert [entry.public for entry in hidden.cells[0].entries] == [
        *(True, True, True, False, True)
    ]
    assert shown.caveat is not None


def test_everything_private_has_a_start() -> None:
    """References and reasons as well, each once."""
    found = visibility.private_starts(updates())
    lines = sorted(FILE[:start].count("\n") + 1 for _, start in found)

    assert lines == [7, 10, 10, 12, 13, 14]


def test_a_point_of_a_point_is_as_private_as_the_update() -> None:
    """On the third level too."""
    text = """period: 2022/23 Q4
updates:
  a:
    b:
      - text: One.
        public: false
        points: [{text: Two., points: [Three.]}]
"""
    found = visibility.private_texts(updates(text))

    assert found == words("One.", "Two.", "Three.")

"""What is written as YAML is read again as the same words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.cases import in_turn
from tests.draws import examples

from pccreport.findings.text import Source
from pccreport.model.private_intent import is_private_note
from pccreport.pipeline.load import read_updates
from pccreport.source.node import to_python
from pccreport.source.yaml import parse_yaml
from pccreport.writers.project_yaml import (
    EntryText,
    entry_lines,
    entry_notes,
    yaml_scalar,
)

WORDS = st.text(
    st.sampled_from("aB 1:#-{}[]'\"\\&*!|>%@`,.?~£é—\t\x85\u2028\u200b=/") | st.characters(codec="utf-8"),
    min_size=1,
).filter(str.strip)  # fmt: skip
HARD = ("yes", "Null", "~", "1e5", "0x1F", "2019", "1_000", ".5", "-1", "- a", "a: b")
MORE_HARD = ("a #b", "#a", "'a", '"a"', "a\\b", "{a}", "[a]", "2019-01-01", "a:", "…")


def parsed(text: str) -> Any:
    """Return the values of a YAML text."""
    node, findings = parse_yaml(Source("x.yaml", text))
    assert node is not None, findings
    return to_python(node)


def written(text: str) -> str:
    """Return a list of one update that has a text."""
    return "".join(f"{line}\n" for line in entry_lines([EntryText(text)], 2))


def squeezed(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


@in_turn("text", [*HARD, *MORE_HARD])
def test_a_text_that_looks_like_something_else(text: str) -> None:
    """A number, a mark of YAML, a word of its own: it stays a text."""
    assert parsed(f"a: {yaml_scalar(text)}\n") == {"a": text}
    assert parsed(f"a:\n{written(text)}") == {"a": [text]}


@examples(60, 600)
@given(WORDS)
def test_any_text_is_read_again(text: str) -> None:
    """On one line, and as an update, whatever is in it."""
    kept = squeezed(text)
    if not kept.isprintable():
        return  # what is invisible is told, and taken out, when a file is read
    assert parsed(f"a: {yaml_scalar(text)}\n") == {"a": kept}
    long = squeezed(f"{text} " * 30)
    assert parsed(f"a:\n{written(long)}") == {"a": [long]}


ENTRIES = """\
period: 2022/23 Q4
updates:
  farms:
    force:
      - Two arrests were made.
      - {text: A boy was found., public: false}
      - {text: Private hire cars were checked., private: true}
      - text: >-
          A long text that goes on: and on, until it must be wrapped over more than one line, and
          then private, as one would say, for the sake of the test, with "quotes" and signs in it.
        id: long
        points:
          - A point.
          - {text: A hidden point., public: false}
      - text: "Website:"
        points: [{text: "One: two", points: [Three.]}]
      - {text: Kept., award: {amount: 5, fund: Small, facts: {recipient: Tarn}}, outcome: Good.}
      - {id: gone, withdrawn: it was wrong}
      - closing: The end.
      - see: roads
"""


def test_notes_are_what_is_public_as_it_was_typed(tmp_path: Path) -> None:
    """With all of its fields; one that is not public is counted."""
    path = tmp_path / "updates/a.yaml"
    path.parent.mkdir()
    path.write_text(ENTRIES, encoding="utf-8")
    (update,), _ = read_updates([path], {})
    notes = entry_notes(update.cells[0].entries)

    assert not any(map(is_private_note, notes))
    assert sum(note.startswith("## one more, not shown here") for note in notes) == 3
    public = "\n".join(note[2:] for note in notes if note.startswith("# "))
    typed = parsed(ENTRIES)["updates"]["farms"]["force"]
    assert parsed(public) == [typed[number] for number in (0, 4, 5, 8)]

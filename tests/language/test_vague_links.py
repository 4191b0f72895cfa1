"""Texts of links that say nothing."""

from __future__ import annotations

from tests.cases import in_turn
from tests.language.texts import LINES, stays_quick

from pccreport.language.vague_links import find_vague_link


@in_turn(
    ("text", "words"),
    [
        *((w, w) for w in ("here", "Click here", "this link", "website", "read more")),
        (" (Click\nhere.) ", "Click\nhere"),
        ("https://www.example.org/a?b=c", "https://www.example.org/a?b=c"),
        ("www.example.org", "www.example.org"),
        ("thamesvalley-pcc.gov.uk/funds", "thamesvalley-pcc.gov.uk/funds"),
    ],
)
def test_a_bare_link_is_found(text: str, words: str) -> None:
    """The words are the whole text, or the text is an address."""
    found = find_vague_link(text)
    assert found is not None
    assert words == text[found.start : found.end]
    assert found.is_address == ("." in words)


@in_turn(
    "text",
    [
        "the strategy, here",
        "Victims First website",
        "my website",
        "Annual report 2019/20",
        "Q1.",
        "report.pdf",
        "pcc@example.org",
        "",
        "...",
    ],
)
def test_a_descriptive_link_is_left_alone(text: str) -> None:
    """Even when one of the words is in it."""
    assert find_vague_link(text) is None


def test_the_real_reports_link_is_descriptive() -> None:
    """Its closing line of 2019/20."""
    assert find_vague_link(LINES[55]) is None


def test_long_texts_take_no_time() -> None:
    """The work grows with the text, not with its square."""
    assert stays_quick(find_vague_link)

"""What changed, for an e-mail or for minutes: rendered, it says what was written."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.cases import in_turn
from tests.expect import Expect
from tests.writers.comparisons import (
    HOSTILE,
    added,
    comparison,
    hostile,
    of_each_kind,
    revised,
)

from pccreport.compare.changes import Comparison
from pccreport.layout.changes import lay_out_changes
from pccreport.writers import markdown
from pccreport.writers.characters import escape_invisible
from pccreport.writers.markdown import escape_markdown

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TEXTS = st.text(
    st.sampled_from([*"ab1-+.)(#*_~`<>|[]!&\\ \n\t\"'£\u201c\u6f22"]), max_size=40
)


def write(told: Comparison) -> str:
    """A comparison as Markdown."""
    return markdown.write(lay_out_changes(told))


def rendered(told: Comparison) -> str:
    """The page that a reader sees."""
    return str(RENDERER.render(write(told)))


def words(html: str) -> str:
    """What is read there, without what a page does to spaces."""
    return squeezed(unescape(re.sub(r"<[^>]+>", "", html)))


def squeezed(text: str) -> str:
    """A text without any spaces."""
    return "".join(text.split())


def items(told: Comparison) -> list[str]:
    """What each change says, as HTML, without its kind and its place."""
    html = rendered(told)
    return re.findall(r"<li>\n<p>.*?</p>\n((?:<p>.*?</p>\n)*)", html, re.DOTALL)


def test_a_comparison_is_headings_a_table_and_lists(expect: Expect) -> None:
    """Counts first, then change by change where each stands."""
    expect(write(of_each_kind()))


@in_turn("text", HOSTILE)
def test_what_is_typed_stays_text(text: str) -> None:
    """It comes out as it went in, and makes nothing of its own."""
    html = rendered(comparison(added(text)))
    tags = {*re.findall(r"<(\w+)", html)}

    assert squeezed(escape_invisible(text)) in words(html)
    assert {"h1", "h2", "h3", "h4", "p", "ul", "li", "table", "thead", "tbody"} | {
        *("tr", "th", "td")
    } == tags


def test_no_text_makes_another_page() -> None:
    """Whatever is typed, there are as many headings, rows and items."""
    wanted = shape(of_each_kind("A text of some words"))

    for told in hostile():
        assert wanted == shape(told)


def shape(told: Comparison) -> list[str]:
    """The tags of a page but those inside a line."""
    return re.findall(
        r"<(?:h\d|tr|table|blockquote|pre|hr|a|img|code)\b", rendered(told)
    )


@given(TEXTS)
def test_any_text_is_unchanged(text: str) -> None:
    """Anywhere in a line."""
    assert squeezed(escape_invisible(text)) == words(
        RENDERER.render(escape_markdown(text))
    )


@given(TEXTS, TEXTS, TEXTS, TEXTS)
@example("", "", "\n", "")  # typed, and no line break of the document
def test_both_texts_are_in_changes(head: str, old: str, new: str, tail: str) -> None:
    """Without what is struck it is the new text, without what is bold the old one."""
    was, now = f"a{head}{old}{tail}", f"a{head}{new}{tail}"
    told = items(comparison(revised(was, now)))
    if was == now:
        return
    whole = "\n".join(told)
    if "Before: " in whole:
        return
    without_new = re.sub(r"<strong>.*?</strong>", "", whole)
    without_old = re.sub(r"<s>.*?</s>", "", whole)

    assert squeezed(escape_invisible(was)) == words(without_new)
    assert squeezed(escape_invisible(now)) == words(without_old)


def test_a_change_inside_a_word_has_spaces_around_it() -> None:
    """Stars and tildes between letters would be read as letters."""
    assert "met ( ~~many~~ **some** )people twice" in write(
        comparison(revised("We met (many)people twice", "We met (some)people twice"))
    )


def test_a_new_word_takes_no_other() -> None:
    """Where spaces stand around it."""
    told = write(comparison(revised("We met people twice", "We met many people twice")))

    assert "We met **many** people twice\n" in re.sub(" +", " ", told)
    told = write(comparison(revised("We met people", "We met people twice")))
    assert "  We met people **twice**\n" in told

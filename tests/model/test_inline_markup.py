"""The four marks of a sentence, and that the short way reads them as the long one."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from tests.cases import in_turn
from tests.draws import examples

from pccreport.model import markdown
from pccreport.model.inline_markup import (
    AimMention,
    ProseLink,
    ProsePart,
    ProseRun,
    parse_simple_markup,
)
from pccreport.model.prose import parse_prose
from pccreport.model.visibility import plain_parts

PIECES = st.sampled_from(
    [
        *(
            "*",
            "**",
            "***",
            "[",
            "]",
            "](",
            ")",
            "(",
            "[[",
            "]]",
            " ",
            "_",
            "\\",
            "&amp;",
        ),
        *("word", "A", "9", "£5", "'", "’", ".", ", ", "-", "–", "é", "!", "\t", "🙂"),
        *("https://a.org/b", "mailto:a@b.org", "#", "<", ">", '"', "`", "/"),
        *("**bold words**", "*italic*", "[a link](https://a.org/x?y=z)", "[[key]]"),
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)


def words(text: str, strong: bool = False, emphasis: bool = False) -> ProseRun:
    """Words set alike."""
    return ProseRun(text, strong, emphasis)


def bare(typed: str, scheme: str = "", *, strong: bool = False) -> ProseLink:
    """A typed address that is a link."""
    return ProseLink(f"{scheme}{typed}", (words(typed, strong),))


@in_turn(
    ("text", "expected"),
    [
        ("plain", (words("plain"),)),
        ("a **b c** d", (words("a "), words("b c", True), words(" d"))),
        ("*i*, done", (words("i", False, True), words(", done"))),
        ("***both***", (words("both", True, True),)),
        (
            "*a **b** c*",
            (
                words("a ", False, True),
                words("b", True, True),
                words(" c", False, True),
            ),
        ),
        ("5*3*2 and _x_", (words("5*3*2 and _x_"),)),
        ("[w](https://a.org/b)", (ProseLink("https://a.org/b", (words("w"),)),)),
        (
            "[**w** x](https://a.org/(b))",
            (ProseLink("https://a.org/(b)", (words("w", True), words(" x"))),),
        ),
        (
            '[w](https://a.org "Title")',
            (ProseLink("https://a.org", (words("w"),), "Title"),),
        ),
        ("as [[key]] says", (words("as "), AimMention("key"), words(" says"))),
        (
            "[[[key]]](https://a.org)",
            (
                words("["),
                AimMention("key"),
                words("]("),
                bare("https://a.org"),
                words(")"),
            ),
        ),
        ("[a](b c)", (words("[a](b c)"),)),
        ("**open", (words("**open"),)),
    ],
)
def test_marks_are_read(text: str, expected: tuple[ProsePart, ...]) -> None:
    """What each way of marking comes to."""
    assert expected == parse_prose(text)


@examples(300, 3000)
@given(TEXTS)
@example("**a** *b* [c](https://d.org) [[e]]")
def test_the_fast_path_agrees_with_markdown(text: str) -> None:
    """Whatever is read without markdown-it comes out as markdown-it reads it."""
    assert parse_simple_markup(text) in (None, markdown.parse_markdown(text))


@examples(150, 1500)
@given(TEXTS)
def test_no_word_is_lost(text: str) -> None:
    """Every letter of a text is in its parts, whatever the marks around it."""
    parts = markdown.parse_markdown(text)
    assert plain_parts(parse_prose(text)) == plain_parts(parts)
    said = ""
    for part in parts:
        match part:
            case ProseRun(text=shown):
                said += shown
            case AimMention(aim=aim):
                said += aim
            case ProseLink(href=href, words=linked, title=title):
                said += "".join(w.text for w in linked) + href + title

    def letters(typed: str) -> list[str]:
        return [c for c in typed.replace("&amp;", "&") if c.isalnum()]

    assert letters(text) == letters(said.replace("&amp;", "&"))


@in_turn(
    ("text", "expected"),
    [
        ("More at https://a.org/b.", (words("More at "), bare("https://a.org/b"), words("."))),
        ("(www.a.org/b)", (words("("), bare("www.a.org/b", "https://"), words(")"))),
        ("“http://a.org”, and", (words("“"), bare("http://a.org"), words("”, and"))),
        ("**https://a.org/b**", (bare("https://a.org/b", strong=True),)),
        ("https://a.org/b_(c)?d=e#f!", (bare("https://a.org/b_(c)?d=e#f"), words("!"))),
        ("https://a.org/b, www.c.org/d…", (bare("https://a.org/b"), words(", "), bare("www.c.org/d", "https://"), words("…"))),
        ("[https://a.org](https://a.org)", (bare("https://a.org"),)),
    ],
)  # fmt: skip
def test_a_typed_address_is_a_link(text: str, expected: tuple[ProsePart, ...]) -> None:
    """It ends before the mark of its sentence, and before a bracket or a quotation mark around it."""
    assert expected == parse_prose(text)


@in_turn(
    "text",
    [
        "a.org/b",
        "jo@www.a.org",
        "ftp://www.a.org",
        "xhttps://a.org",
        "www.",
        "https://",
        "https://intranet/b",
        "https://a.internal/b",
        "https://www.example.org",
        "https://jo:pw@a.org",
        "https://а.org/b",
        "https://a.org/{year}",
    ],
)
def test_what_is_no_address_of_a_public_page_stays_words(text: str) -> None:
    """Nor is there a finding about it that there was not."""
    assert parse_prose(text) == (words(text),)

"""The four marks of a sentence, and that they are read as Markdown reads them."""

from __future__ import annotations

from time import process_time

from hypothesis import given
from hypothesis import strategies as st
from tests.cases import in_turn
from tests.draws import examples

from pccreport.document.blocks import Link, TextRun, content_text
from pccreport.model.prose import AimMention, ProsePart, parse_markup, parse_prose
from pccreport.model.visibility import plain_parts

PIECES = st.sampled_from(
    [
        *"*[]()_9\\-–!#<>\"'’`/.é\t🙂 ",
        *(
            "**",
            "***",
            "](",
            "[[",
            "]]",
            "&amp;",
            "word",
            "£5",
            ", ",
            "https://a.org/b",
        ),
        *("**bold words**", "*italic*", "[a link](https://a.org/x?y=z)", "[[key]]"),
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)


def words(text: str, strong: bool = False, emphasis: bool = False) -> TextRun:
    """Words set alike."""
    return TextRun(text, strong, emphasis)


def bare(typed: str, scheme: str = "", *, strong: bool = False) -> Link:
    """A typed address that is a link."""
    return Link(f"{scheme}{typed}", (words(typed, strong),))


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
        ("**a *b***", (words("a ", True), words("b", True, True))),
        ("*a **b** c", (words("*a "), words("b", True), words(" c"))),
        ("5*3*2 and _x_", (words("5*3*2 and _x_"),)),
        ("[w](https://a.org/b)", (Link("https://a.org/b", (words("w"),)),)),
        (
            "[**w** x](https://a.org/(b))",
            (Link("https://a.org/(b)", (words("w", True), words(" x"))),),
        ),
        ("[w](https://a.org?b&amp;c)", (Link("https://a.org?b&c", (words("w"),)),)),
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


@in_turn("mark", ["[", "[[", "*a ", "[a](", "a**b*", '*a"* ', "[a](\\"])
def test_many_marks_take_no_time(mark: str) -> None:
    """A text of nothing but marks is read in a moment, as long as a text can be."""
    text = (mark * 20_000)[:20_000]
    start = process_time()
    parse_markup(text)
    assert process_time() - start < 2


@examples(150, 1500)
@given(TEXTS)
def test_no_word_is_lost(text: str) -> None:
    """Every letter of a text is in its parts, whatever the marks around it."""
    parts = parse_markup(text)
    assert plain_parts(parse_prose(text)) == plain_parts(parts)
    said = ""
    for part in parts:
        match part:
            case TextRun(text=shown):
                said += shown
            case AimMention(aim=aim):
                said += aim
            case Link(href=href, content=linked):
                said += content_text(linked) + href

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

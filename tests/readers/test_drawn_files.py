"""Files with drawn parts: each part is one line, has one fate, and is in the account with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from email.message import EmailMessage
from itertools import groupby
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from tests.draws import examples
from tests.readers.office import W, p, run, word
from tests.readers.office_xlsx import S, row, workbook

from pccreport.intake.fates import Reading, Update
from pccreport.intake.grammar import read_sent
from pccreport.intake.words import PlanWords
from pccreport.readers.forms import read_lines

PLAN = PlanWords(
    "Key Aim", {"a": ("All of it",)}, 1, {"force": ("Force",)}, frozenset()
)
AIM = "Key Aim 1"
SEEN, UNSEEN = ("item", "text", "row"), ("hidden", "struck", "note")
FONTS = (
    f'<styleSheet xmlns="{S}"><fonts><font/><font><strike/></font></fonts>'
    '<cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs></styleSheet>'
)
IN_LIST = '<w:numPr><w:numId w:val="1"/></w:numPr>'


class Part(NamedTuple):
    """A part of a file: what it is, and a word that no other part has."""

    kind: str
    mark: str

    @property
    def text(self) -> str:
        """A sentence with the word."""
        return f"Officers of the {self.mark} team trained drivers."


def page(parts: Sequence[Part]) -> str:
    """The parts as a page; a table has two rows at least."""
    forms = {
        "text": "<p>{}</p>",
        "item": "<ul><li>{}</li></ul>",
        "row": "<table><tr><td>{}</td><td>Yes</td></tr><tr><td>n/a<td>No</table>",
        "hidden": "<ul><li>It was so. <i style='display:none'>{}</i></ul>",
        "struck": "<ul><li>It was so. <s>{}</s></ul>",
    }
    return f"<h2>{AIM}</h2>" + "".join(forms[x.kind].format(x.text) for x in parts)


def mail(parts: Sequence[Part]) -> bytes:
    """A message whose text only says that it is a page."""
    message = EmailMessage()
    message["Subject"] = "Updates"
    message.set_content("This is a page.")
    message.add_alternative(page(parts), "html")
    return message.as_bytes()


def document(parts: Sequence[Part]) -> bytes:
    """The parts as a Word file; its comments are on a paragraph with words or without."""
    body, comments = p(AIM), ""
    for kind, own in groupby(parts, lambda part: part.kind):
        for number, part in enumerate(own):
            sign = f'<w:r><w:commentReference w:id="{part.mark}"/></w:r>'
            forms = {
                "text": p(part.text),
                "item": p(part.text, IN_LIST),
                "row": f"<w:tbl><w:tr><w:tc>{p(part.text)}</w:tc><w:tc>{p('Yes')}</w:tc></w:tr></w:tbl>",
                "hidden": p(run("It was so. ") + run(part.text, "<w:vanish/>")),
                "struck": p(run("It was so. ") + run(part.text, "<w:strike/>")),
                "note": p((run("It was so.") if number % 2 else "") + sign),
            }
            body += forms[kind]
            if kind == "note":
                own_words = p(part.text)
                comments += f'<w:comment w:id="{part.mark}">{own_words}</w:comment>'
    return word(body, comments=f'<w:comments xmlns:w="{W}">{comments}</w:comments>')


def book(parts: Sequence[Part]) -> bytes:
    """The parts as rows of a workbook."""
    rows = row(1, AIM)
    for number, part in enumerate(parts, start=2):
        struck = f'<c r="A{number}" s="1" t="inlineStr"><is><t>{part.text}</t></is></c>'
        hidden = ' hidden="1"' if part.kind == "hidden" else ""
        cells = (struck,) if part.kind == "struck" else (part.text, "x")
        rows += row(number, *cells[: 2 if part.kind == "row" else 1], attributes=hidden)
    return workbook(("Force", rows), styles=FONTS)


def text(parts: Sequence[Part]) -> bytes:
    """The parts as they would be typed."""
    forms = {"text": "\n{}\n", "item": "- {}\n", "row": "{}\tYes\tx\n"}
    return "".join([AIM, "\n", *(forms[x.kind].format(x.text) for x in parts)]).encode()


class Form(NamedTuple):
    """A form of files, and the kinds of parts that it can have."""

    name: str
    make: Callable[[Sequence[Part]], bytes]
    kinds: tuple[str, ...]


FORMS = (
    Form("a.html", lambda parts: page(parts).encode(), (*SEEN, "hidden", "struck")),
    Form("a.eml", mail, (*SEEN, "hidden", "struck")),
    Form("a.docx", document, (*SEEN, *UNSEEN)),
    Form("a.xlsx", book, (*SEEN, "hidden", "struck")),
    Form("a.txt", text, SEEN),
)
DRAWN = st.sampled_from(FORMS).flatmap(
    lambda form: st.tuples(
        st.just(form), st.lists(st.sampled_from(form.kinds), min_size=1, max_size=9)
    )
)


def texts(updates: Sequence[Update]) -> Iterator[tuple[str, bool]]:
    """Each text of some updates, and whether it is kept back."""
    for each in updates:
        yield each.text, bool(each.kept)
        yield from (
            (words, bool(each.kept) or kept) for words, kept in texts(each.points)
        )


def public(read: Reading) -> str:
    """What of a file could be printed."""
    return " ".join(words for words, kept in texts(read.updates) if not kept)


@examples(80, 1000)
@given(DRAWN)
def test_each_part_of_a_file_is_in_the_account_once(
    drawn: tuple[Form, list[str]],
) -> None:
    """With its words, under one fate; what a reader of the file does not see is never public."""
    form, kinds = drawn
    parts = [Part(kind, f"zq{chr(97 + n)}") for n, kind in enumerate(kinds)]
    file = read_lines(form.make(parts), form.name)
    read = read_sent(file, PLAN, stream="force")

    assert [line.place for line, _ in read.fates] == [x.place for x in file.lines]
    placed = [words for words, _ in texts(read.updates)]
    account = [*placed, *(x.text for x in read.unplaced)]
    for part in parts:
        assert sum(part.text in line.text for line in file.lines) == 1
        assert sum(part.mark in words for words in account) == 1
        assert any(part.text in words for words in account)
        assert part.kind in SEEN or part.mark not in public(read)

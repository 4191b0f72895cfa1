"""A page: sound, self-contained, and readable by everybody."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise

from tests.cases import in_turn
from tests.conftest import EXAMPLE
from tests.expect import Expect
from tests.writers.comparisons import added, comparison, hostile, of_each_kind, revised

from pccreport.compare.changes import Change, Comparison, TextComparison, TextGroup
from pccreport.compare.kinds import RECONCILED, SENT, Mark
from pccreport.compare.sides import text_of_file
from pccreport.document.blocks import Comment, Document, TextRun, content_text
from pccreport.findings.finding import WARNING
from pccreport.house.stylesheet import USUAL, contrast
from pccreport.layout.changes import lay_out_changes, lay_out_text_changes
from pccreport.layout.redline import merge_versions
from pccreport.layout.status import lay_out_status
from pccreport.pipeline.build import build
from pccreport.pipeline.status import find_status
from pccreport.report.scope import NO_OVERRIDE
from pccreport.writers import html
from pccreport.writers.html import css

VOID = {"meta", "br"}


class Page(HTMLParser):
    """A page, read: its tags in order, its text, and whether each end has its begin."""

    def __init__(self, told: Comparison | Document) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[tuple[tuple[str, ...], str]] = []
        self._open: list[str] = []
        document = told if isinstance(told, Document) else lay_out_changes(told)
        self.feed(html.write(document))
        self.close()
        assert [] == self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that opens."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """A tag that closes: the last that was opened."""
        assert tag == self._open.pop()

    def handle_data(self, data: str) -> None:
        """Some text, with the tags that it stands in."""
        self.text.append((tuple(self._open), data))

    def named(self, tag: str) -> list[dict[str, str]]:
        """The attributes of each of some tag."""
        return [attributes for name, attributes in self.tags if name == tag]

    def said(self, *tags: str) -> list[str]:
        """The texts that stand in all of some tags."""
        return [text for inside, text in self.text if {*tags} <= {*inside}]

    def body(self) -> str:
        """All that is read."""
        return "".join(self.said("body"))


@cache
def reports() -> tuple[Document, ...]:
    """The example as a report, as a draft with a comment on each block, and as a redline."""
    built, _ = build(EXAMPLE)
    document = built.document
    assert document is not None
    notes = tuple(
        Comment(i, WARNING, "long-line", (f"<b>{i}</b>", "way out"), "q4.yaml:1")
        for i in range(len(document.blocks))
    )
    old = document.blocks[3]._replace(content=(TextRun("Quite other words."),))
    blocks = (*document.blocks[:3], old, *reversed(document.blocks[4:]))
    before = document._replace(blocks=blocks)
    return (
        document,
        document._replace(notes=notes, head="DRAFT"),
        merge_versions(before, document, {}, page_header="Changes"),
    )


def a_status() -> Document:
    """Return the status of the example."""
    found = find_status(EXAMPLE, NO_OVERRIDE, date(2020, 8, 20), private=False)
    return lay_out_status(found.statuses, found.problem_counts, is_complete=False)


@cache
def pages() -> tuple[tuple[Comparison | Document, Page], ...]:
    """Return documents of every form, each with its page."""
    each: tuple[Comparison | Document, ...] = (
        *reports(),
        a_status(),
        of_each_kind(),
        comparison(),
        comparison(plan=of_each_kind().plan),
        comparison(added("a"), added("b", 2, level=2, parent=0)),
        comparison(added("told"), streams=()),
        *hostile(),
        text_changes(),
    )
    return tuple((told, Page(told)) for told in each)


def text_changes() -> Document:
    """What became of texts, a change of every kind, shown and not."""
    old = text_of_file("a/b.yaml", "line 5", "Two arrests <b>were</b> made.")
    new = text_of_file("", "paragraph 3", "Three arrests <b>were</b> made.")
    words = "Nothing of this was there before, and it is long enough."
    far = text_of_file("", "line 1", words)
    changes = (
        *(
            Change((old,), (new,), marks, view=SENT, remarks=("remark",))
            for marks in map(frozenset, [[Mark.MOVED], [Mark.EDITED], [Mark.PUBLISHED]])
        ),
        Change((old,), view=RECONCILED),
        Change((old,), (far,), view=SENT),
        Change((), (new,), view=SENT, hidden=True),
    )
    groups = (TextGroup("Key Aim 1", changes), TextGroup("Added", changes[2:3]))
    made = TextComparison("What was edited", groups, 2, ("A note.",))
    return lay_out_text_changes(made)


def test_each_page_is_sound() -> None:
    """Every tag is closed in turn, every name is there once, every link leads to one."""
    for told, page in pages():
        names = [each["id"] for _, each in page.tags if "id" in each]
        asked = [
            each["aria-labelledby"]
            for _, each in page.tags
            if "aria-labelledby" in each
        ]
        links = [each["href"] for _, each in page.tags if "href" in each]
        inside = {link.removeprefix("#") for link in links if link.startswith("#")}
        outside = [link for link in links if not link.startswith("#")]

        assert len({*names}) == len(names), told
        assert {*asked, *inside} <= {*names}, told
        assert all(link.startswith(("https://", "mailto:")) for link in outside), told
        assert isinstance(told, Document) or outside == [], told


def test_headings_have_no_gaps() -> None:
    """One h1, and each heading at most one level below the one before it."""
    for told, page in pages():
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]

        assert 1 == levels[0], told
        assert 1 == levels.count(1), told
        assert all(after <= before + 1 for before, after in pairwise(levels)), told


def test_nothing_is_fetched_and_nothing_runs() -> None:
    """No script, no picture, no address: it opens from a folder or a mail."""
    refused = {"script", "img", "link", "iframe", "object", "base", "form"}
    known = {
        *("lang", "charset", "content", "http-equiv", "name", "class", "id", "href"),
        *("role", "aria-label", "aria-labelledby", "tabindex", "scope", "title"),
    }
    for told, page in pages():
        attributes = {name for _, each in page.tags for name in each}

        assert set() == {tag for tag, _ in page.tags} & refused, told
        assert known >= attributes, told
        assert not re.search(r"url\(|@import|//", "".join(page.said("style"))), told


def test_a_page_is_as_it_was(expect: Expect) -> None:
    """A way past the contents, landmarks, a caption, words for who listens; a long text twice."""
    old = "The office met the partners of the county in the town hall and asked them"
    new = "Nobody was asked anything at all by us this spring, since no room was found"
    for told in (of_each_kind(), comparison(revised(old, new))):
        _, _, body = html.write(lay_out_changes(told)).partition("</style>")
        expect(re.sub(r"(?<=>)(?=<(?!/))", "\n", body))


@in_turn("told", hostile())
def test_nothing_unseen_is_in_a_page(told: Comparison) -> None:
    """Neither escape sequences nor text directions, wherever they were typed."""
    assert html.write(lay_out_changes(told)).replace("\n", "").isprintable()


def test_no_text_makes_another_page() -> None:
    """Whatever is typed, there are the same tags."""
    wanted = [tag for tag, _ in Page(of_each_kind("A text of some words")).tags]

    for told in hostile():
        tags = [tag for tag, _ in Page(told).tags]
        assert {*wanted} == {*tags}
        assert wanted.count("li") == tags.count("li")


@in_turn("block", range(3))
def test_colours_are_distinct(block: int) -> None:
    """Every text has the contrast that WCAG asks for at its strictest level."""
    palettes = re.findall(r":root \{(.*?)\}", css(USUAL, made_roles=False), re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): #(\w{6})", palettes[block]))
    colours = {**dict(re.findall(r"--([\w-]+): #(\w{6})", palettes[0])), **colours}
    pairs = [
        *(("text", "page"), ("text", "soft"), ("quiet", "page"), ("link", "page")),
        *(("come", "come-page"), ("gone", "gone-page")),
    ]
    poor = [pair for pair in pairs if contrast(*(colours[name] for name in pair)) < 7]

    assert [] == poor
    assert contrast(colours["line"], colours["page"]) >= 3


def test_a_report_is_on_a_page_word_for_word() -> None:
    """Each block in its order, numbers included, and references that lead to their targets."""
    report, *_ = reports()
    page = Page(report)
    said = "".join("".join(page.said("main")).split())
    at = 0
    for block in report.blocks:
        number = getattr(block, "number", "")
        words = "".join((number + content_text(block.content)).split())
        assert words in said[at:]
        at = said.index(words, at) + len(words)
    assert len(page.said("main", "a")) >= 9


def test_changes_of_a_whole_block_are_marked() -> None:
    """What was deleted, inserted or moved, and where each comment is."""
    _, draft, redline = reports()
    page, marked = Page(draft), Page(redline)

    assert page.said("p")[0] == "DRAFT"
    comments = [each for each in page.named("div") if each.get("role") == "note"]
    assert len(comments) == len(draft.blocks)
    assert "Warning: <b>3</b>." in page.said("div")
    assert "Quite other words." in marked.said("del")
    assert marked.said("ins")

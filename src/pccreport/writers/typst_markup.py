"""A document as the markup of Typst, which sets it as a PDF.

All text of the author is in strings, in which nothing is markup. The functions that are called, such
as `part` for a paragraph, are in `page.typ`. Comments follow their blocks; deletions and insertions
are marked in words and colours.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, assert_never

from pccreport.document.blocks import (
    Block,
    Changed,
    Comment,
    CrossRef,
    Document,
    Heading,
    Inline,
    LineBreak,
    Link,
    ListItem,
    PageNumber,
    Paragraph,
    Table,
    TableCell,
    TextRun,
    content_text,
    contents_target,
    is_heading_row,
    with_tables,
)
from pccreport.document.chart import Chart
from pccreport.document.roles import CONTENTS_LEVELS, NUMBERED, POINTS, STYLED_AS, Role
from pccreport.house.stylesheet import PAGE, Appearance
from pccreport.writers import chart_svg
from pccreport.writers.characters import escape_invisible
from pccreport.writers.table_layout import (
    SHADES,
    keep_sign,
    lay_out_table,
    letter_width,
)

_TWIPS_PER_MM, _TWIPS_PER_POINT = 1440 / 25.4, 20
_BULLET = 7
"""Millimetres for a bullet."""
_NUMBERS = {Role.AIM_LIST: 8, Role.NUMBERED: 12, Role.NUMBERED_POINT: 9}
"""Millimetres for the numbers of a list."""
_MAX_KEPT = 300
"""Points: about the greatest height of a table, or a row, that is kept on one page."""
_STRONG = (Role.STRONG, Role.LABEL_WORDS)
_AROUND = {"deleted": ("#deleted[", "]"), "inserted": ("#inserted[", "]"), "": ("", "")}


def look_module(look: Appearance, font: str) -> str:
    """Return the choices of a house format as definitions of Typst."""
    colours = (f'{k} = rgb("#{v}")' for k, v in look.colours._asdict().items())
    lengths = f"size = {look.size:g}pt", f"gutter = {look.gutter}mm"
    choices = (f"font = {string(font)}", f"spacing = {look.spacing:g}")
    return "".join(f"#let {each}\n" for each in (*choices, *lengths, *colours))


def string(text: str) -> str:
    """Return a text as a string, which only a quotation mark would end."""
    escaped = escape_invisible(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class _Item(NamedTuple):
    """An item of a list, with the paragraphs and comments that continue it."""

    block: ListItem
    body: str


class MarkupWriter:
    """The markup of one document."""

    def __init__(
        self, document: Document, look: Appearance, bullets: Sequence[str]
    ) -> None:
        self._document, self._look = document, look
        self._comments = document.comments_by_block()
        self._outer = bullets[0]
        self._bullets = {
            **dict(zip(POINTS, bullets, strict=True)),
            **dict(zip(NUMBERED[1:], bullets, strict=False)),
        }
        anchored = reversed([*enumerate(document.blocks)])
        self._anchors = {block.anchor: index for index, block in anchored}
        """The index of the first block with each anchor: Typst allows one."""
        self._level = 0
        width = PAGE[0] - look.margins.left - look.margins.right
        self._room = round(width * _TWIPS_PER_MM)
        """The width of the text."""

    def main(self) -> str:
        """Return the main file."""
        document, margins = self._document, self._look.margins._asdict()
        language, _, region = document.language.partition("-")
        options = {
            "title": string(document.title),
            "author": string(document.author) if document.author else "()",
            "description": string(document.subject) if document.subject else "none",
            "language": string(language),
            "region": string(region) if region else "none",
            "margins": f"({', '.join(f'{k}: {v:g}mm' for k, v in margins.items())})",
            "header": f"[{self._header()}]",
            "footer": f"[{self._inlines(document.footer)}]",
        }
        given = ", ".join(f"{name}: {value}" for name, value in options.items())
        blocks = "\n".join(self._blocks())
        return f'#import "page.typ": *\n#show: of-page.with({given})\n{self._first()}\n{blocks}\n'

    def _header(self) -> str:
        """Return the header of each page; the label of a draft is text on the first."""
        header = self._inlines(self._document.header)
        if not self._document.head:
            return header
        head = f"#{string(self._document.head)};"
        both = f"{head}#linebreak();{header}" if header else head
        return f"#context if counter(page).get().first() > 1 [{both}] else [{header}]"

    def _first(self) -> str:
        """Return what is above the first block: the label of a draft, and the logo."""
        first, logo = "", self._look.logo
        if self._document.head:
            first = f"#head-of-draft({string(self._document.head)})"
        if logo:
            alt = f", alt: {string(logo.alt)}" if logo.alt else ""
            drawn = f'image("logo.svg", height: {logo.height:.1f}mm{alt})'
            first += f"#{drawn}" if logo.alt else f"#pdf.artifact({drawn})"
        return first

    def _blocks(self) -> Iterator[str]:
        items: list[_Item] = []
        for part in with_tables(self._document.blocks):
            if isinstance(part, Table):
                yield from self._lists(items)
                items = []
                yield self._table(part)
                continue
            index, block = part
            notes = "".join(map(_comment, self._comments.get(index, ())))
            match block:
                case ListItem() if block.role not in CONTENTS_LEVELS:
                    items.append(_Item(block, self._content(index, block) + notes))
                case Paragraph(chart=Chart() as chart):
                    yield from self._lists(items)
                    items = []
                    yield self._chart(block, chart) + notes
                case Paragraph(depth=depth) if depth and items:
                    more = f"{self._part(index, block, nested=True)}{notes}"
                    items[-1] = items[-1]._replace(body=items[-1].body + more)
                case Paragraph() | Heading() | ListItem():
                    yield from self._lists(items)
                    items = []
                    yield self._part(index, block) + notes
                case _:
                    assert_never(block)
        yield from self._lists(items)

    def _part(
        self, index: int, block: Heading | Paragraph | ListItem, *, nested: bool = False
    ) -> str:
        level, role = "", str(block.role)
        if block.role is Role.SIGN_OFF:
            before = self._document.blocks[index - 1 : index]
            role += "" if before and before[0].role is block.role else "-first"
        # The text under a deleted heading belongs to another one.
        if isinstance(block, Heading) and self._document.side(index) != "deleted":
            # PDF/UA: no level is left out.
            self._level = min(block.level, self._level + 1)
            level = f", level: {self._level}"
        number = f", number: {string(block.number)}" if block.number else ""
        inside = ", nested: true" if nested else ""
        content = self._content(index, block)
        return f"#part({string(role)}{level}{number}{inside})[{content}]"

    def _chart(self, block: Block, chart: Chart) -> str:
        colours = self._look.colours
        names = colours.headings, colours.lines, "000000", "FFFFFF"
        font = f' font-family="{self._look.font}, Arial, Liberation Sans"'
        paint = chart_svg.Paint(*(f"#{name}" for name in names))
        size = chart_svg.WIDTH * self._look.size * _TWIPS_PER_POINT / self._room
        drawn = string(chart_svg.write(chart, paint, size, font))
        words = string(content_text(block.content))
        return f"#chart({drawn}, {words})"

    def _lists(self, items: Sequence[_Item], *, nested: bool = False) -> Iterator[str]:
        """Yield lists with the lists in them; items are flat in a document.

        Numbered items and those with bullets are in separate lists.
        """
        depth = min((item.block.depth for item in items), default=0)
        rows: list[list[_Item]] = []
        for item in items:
            if item.block.depth <= depth or not rows:
                rows.append([item])
            else:
                rows[-1].append(item)
        for (role, is_numbered), group in groupby(
            rows, lambda row: (row[0].block.role, bool(row[0].block.number))
        ):
            of_list = [*group]
            bullet = self._bullets.get(STYLED_AS.get(role, role), self._outer)
            labels = [row[0].block.number or bullet for row in of_list]
            width = _NUMBERS.get(role, _BULLET)
            indent = "0mm" if nested or role is Role.NUMBERED else "gutter"
            kind = ", numbered: true" if is_numbered else ""
            bodies = "".join(
                f"[{first.body}{''.join(self._lists(below, nested=True))}]"
                for first, *below in of_list
            )
            shown = "".join(f"{string(label)}, " for label in labels)
            yield f"#items(({shown}), {width}, {indent}{kind}){bodies}"

    def _table(self, table: Table) -> str:
        layout = lay_out_table(table, self._room, letter_width(self._look))
        head, *rest = (
            "".join(f"{self._cell(*cell)}, " for cell in row) for row in table.rows
        )
        if not is_heading_row(table.rows[0]):
            head, rest = "", [head, *rest]
        caption = self._content(*table.caption) if table.caption else ""
        described = f"[{caption}]" if caption else "none"
        indices = [index for row in table.rows for index, _ in row]
        indices += [table.caption[0]] if table.caption else []
        notes = (note for index in indices for note in self._comments.get(index, ()))
        widths = ", ".join(map(str, layout.widths))
        height = sum(lines + 1 for lines in layout.lines) * self._look.size
        options = {
            "overfull": not layout.fits,
            "kept": height < _MAX_KEPT,
            "kept-rows": max(layout.lines) * self._look.size < _MAX_KEPT,
        }
        flags = "".join(f", {name}: true" for name, on in options.items() if on)
        given = f"{layout.size:g}, ({widths},), {described}, ({head}){flags}"
        return f"#rows({given}, {''.join(rest)})" + "".join(map(_comment, notes))

    def _cell(self, index: int, cell: TableCell) -> str:
        kind = "head" if cell.scope == "col" else "cell"
        options = ", bold: true" if cell.scope == "row" else ""
        if cell.role in (Role.FIGURE, Role.FIGURE_HEADING):
            options += ", right-aligned: true"
        if cell.tone:
            options += f', fill: rgb("#{SHADES[cell.tone]}")'
        return f"{kind}([{self._content(index, cell)}]{options})"

    def _content(self, index: int, block: Block) -> str:
        """Return the content of a block, with its anchor and the change of the whole block."""
        if target := contents_target(block):
            words = f"#{string(content_text(block.content))};"
            pages = (i for i in block.content if isinstance(i, PageNumber))
            content = self._reference(target, words, "link") + self._inlines(pages)
        else:
            content = self._inlines(block.content)
        before, after = _AROUND[self._document.side(index)]
        is_first = block.anchor and self._anchors[block.anchor] == index
        anchor = f"#metadata(none)#label({string(block.anchor)})" if is_first else ""
        return f"{anchor}{before}{content}{after}"

    def _inlines(self, content: Iterable[Inline]) -> str:
        return "".join(map(self._inline, content))

    def _inline(self, inline: Inline) -> str:
        match inline:
            case TextRun():
                return _run(inline)
            case Link(href, content):
                inside = self._inlines(content)
                made = f"#linked({string(href)})[{inside}]"
                return self._reference(inline.anchor, inside) if inline.anchor else made
            case CrossRef(target):
                return self._reference(target, f"#{string(inline.text)};")
            case LineBreak():
                return "#linebreak();"
            case PageNumber():
                return self._page(inline)
            case Changed(content, side):
                return self._inlines(content).join(_AROUND[side])
            case _:
                assert_never(inline)

    def _page(self, number: PageNumber) -> str:
        page = "final().first()" if number.total else "get().first()"
        if number.target:
            page = f"at(label({string(number.target)})).first()"
            if number.target not in self._anchors:
                return ""
        return f"{'#dots;' if number.target else ''}#context counter(page).{page};"

    def _reference(self, target: str, inside: str, function: str = "linked") -> str:
        if target not in self._anchors:
            return inside
        return f"#{function}(label({string(target)}))[{inside}]"


def _run(run: TextRun) -> str:
    role = STYLED_AS.get(run.role, run.role) if run.role else None
    made = f"#{string(keep_sign(run.text))};"
    if run.emphasis or role is Role.EMPHASIS:
        made = f"#emph[{made}]"
    if run.strong or role in _STRONG:
        made = f"#strong[{made}]"
    return f"#typed[{made}]" if role is Role.AS_TYPED else made


def _comment(note: Comment) -> str:
    lines = "#linebreak();".join(f"#{string(line)};" for line in note.paragraphs())
    return f"#comment[{lines}]"

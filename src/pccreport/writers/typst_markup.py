"""A document as the markup of Typst, which sets it as a PDF.

All text of the author is in strings, in which nothing is markup. The functions that are called, such
as `part` for a paragraph, are in `page.typ`. Comments follow their blocks; deletions and insertions
are marked in words and colours.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import assert_never

from pccreport.document.blocks import (
    Block,
    Chart,
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
    TextChange,
    TextRun,
    content_text,
    group_tables,
    is_heading_row,
    target_of_contents_line,
)
from pccreport.document.roles import CONTENTS_ROLES, STYLED_AS, Role
from pccreport.document.table_layout import SHADES, bind_sign, lay_out_table
from pccreport.house.stylesheet import PAGE, Appearance, Logo
from pccreport.writers import chart_svg
from pccreport.writers.characters import escape_invisible

_TWIPS_PER_MM, _TWIPS_PER_POINT = 1440 / 25.4, 20
_UNLINKED = "{{ let linked = (_, body) => body; [{}] }}"
"""Content that is repeated on each page: PDF/UA allows no links in it."""
_HIGH = 300
"""Length of a text whose row in a table may be on two pages."""
_STRONG = (Role.STRONG, Role.LABEL_WORDS)
_AROUND = {"deleted": ("#deleted[", "]"), "inserted": ("#inserted[", "]"), "": ("", "")}


def appearance_definitions(look: Appearance, font: str) -> str:
    """Return the choices of a house format as definitions of Typst."""
    colours = (f'{k} = rgb("#{v}")' for k, v in look.colours._asdict().items())
    lengths = f"size = {look.size:g}pt", f"gutter = {look.gutter}mm"
    choices = (f"font = {quoted(font)}", f"spacing = {look.spacing:g}")
    return "".join(f"#let {each}\n" for each in (*choices, *lengths, *colours))


def quoted(text: str) -> str:
    """Return a text as a string, which only a quotation mark would end."""
    escaped = escape_invisible(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _typst_bool(value: object) -> str:
    return "true" if value else "false"


def picture_as_svg(picture: Logo) -> str:
    """Return a picture as SVG: Typst takes only text."""
    data = f"data:image/{picture.kind};base64,{b64encode(picture.content).decode()}"
    size = f'width="{picture.width:.1f}mm" height="{picture.height:.1f}mm"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image href="{data}" {size}/></svg>'


_Item = tuple[ListItem, str]
"""An item of a list, and its content with the paragraphs and comments that continue it."""


class MarkupWriter:
    """The markup of one document."""

    def __init__(
        self, document: Document, look: Appearance, bullets: Sequence[str]
    ) -> None:
        self._document, self._look = document, look
        self._comments = document.comments_by_block()
        self._bullets = bullets
        anchored = reversed([*enumerate(document.blocks)])
        self._anchors = {
            block.anchor: index
            for index, block in anchored
            if block.role is not Role.COLUMN_HEADING
        }
        """The index of the first block with each anchor: Typst allows one, and repeats headings."""
        self._level = 0
        width = PAGE[0] - look.margins.left - look.margins.right
        self._room = round(width * _TWIPS_PER_MM)
        """The width of the text."""

    def main_file(self) -> str:
        """Return the main file."""
        document, margins = self._document, self._look.margins._asdict()
        language, _, region = document.language.partition("-")
        logo = self._look.logo
        options = {
            "title": quoted(document.title),
            "author": quoted(document.author) if document.author else "()",
            "description": quoted(document.subject) if document.subject else "none",
            "language": quoted(language),
            "region": quoted(region) if region else "none",
            "margins": f"({', '.join(f'{k}: {v:g}mm' for k, v in margins.items())})",
            "head": quoted(document.head),
            "header": _UNLINKED.format(self._inlines(document.header)),
            "footer": _UNLINKED.format(self._inlines(document.footer)),
            "logo": f"{logo.height:.1f}mm" if logo else "none",
            "alt": quoted(logo.alt if logo else ""),
        }
        given = ", ".join(f"{name}: {value}" for name, value in options.items())
        blocks = "\n".join(self._blocks())
        return f'#import "page.typ": *\n#show: of-page.with({given})\n{blocks}\n'

    def _blocks(self) -> Iterator[str]:
        items: list[_Item] = []
        for part in group_tables(self._document.blocks):
            if isinstance(part, Table):
                yield from self._lists(items)
                yield self._table(part)
                items = []
                continue
            index, block = part
            if isinstance(block, ListItem) and block.role not in CONTENTS_ROLES:
                body = self._content(index, block) + self._comment_markup(index)
                items.append((block, body))
            elif isinstance(block, Paragraph) and block.depth and items:
                more = self._block_markup(index, block, ", nested: true")
                items[-1] = items[-1][0], items[-1][1] + more
            else:
                yield from self._lists(items)
                yield self._block_markup(index, block)
                items = []
        yield from self._lists(items)

    def _block_markup(self, index: int, block: Block, options: str = "") -> str:
        """Return a heading or a paragraph, or the chart in its place, with its comments."""
        if isinstance(block, Paragraph) and block.chart:
            return self._chart(block, block.chart) + self._comment_markup(index)
        if picture := dict(self._look.pictures).get(block.key):
            words, size = quoted(content_text(block.content)), f"{picture.width:.1f}mm"
            made = f"#picture({quoted(picture_as_svg(picture))}, alt: {words}, width: {size})"
            return made + self._comment_markup(index)
        # The text under a deleted heading belongs to another one.
        is_here = self._document.change_of(index) != "deleted"
        # PDF/UA: no level is left out, and no heading is empty.
        is_here = is_here and bool(content_text(block.content).strip())
        if isinstance(block, Heading) and is_here:
            self._level = min(block.level, self._level + 1)
            options += f", level: {self._level}"
        if block.number:
            options += f", number: {quoted(block.number)}"
        content = self._content(index, block)
        return f"#part({quoted(block.role)}{options})[{content}]{self._comment_markup(index)}"

    def _comment_markup(self, *indices: int) -> str:
        """Return the comments on some blocks."""
        notes = (note for index in indices for note in self._comments.get(index, ()))
        return "".join(map(_comment, notes))

    def _chart(self, block: Block, chart: Chart) -> str:
        colours = f"#{self._look.colours.lines}", "#000000"
        font = f' font-family="{self._look.font}, Arial, Liberation Sans"'
        size = chart_svg.WIDTH * self._look.size * _TWIPS_PER_POINT / self._room
        words = quoted(content_text(block.content))
        picture = quoted(chart_svg.write(chart, colours, size, font))
        return f"#picture({picture}, alt: {words}, width: 100%)"

    def _lists(self, items: Sequence[_Item], indent: str = "gutter") -> Iterator[str]:
        """Yield lists with the lists in them; items are flat in a document."""
        depth = min((block.depth for block, _ in items), default=0)
        rows: list[list[_Item]] = []
        for item in items:
            if item[0].depth <= depth or not rows:
                rows.append([item])
            else:
                rows[-1].append(item)
        for role, of_list in groupby(rows, lambda row: row[0][0].role):
            bullet = self._bullets[min(depth, len(self._bullets)) - 1]
            labels, bodies = "", ""
            for (first, body), *below in of_list:
                labels += f"{quoted(first.number or bullet)}, "
                bodies += f"[{body}{''.join(self._lists(below, '0mm'))}]"
            inset = "0mm" if role is Role.NUMBERED else indent
            yield f"#items(({labels}), {inset}, {_typst_bool(first.number)}){bodies}"

    def _table(self, table: Table) -> str:
        layout = lay_out_table(table, self._room, self._look.letter_width)
        head, *rest = (
            "".join(f"{self._cell(*cell)}, " for cell in row) for row in table.rows
        )
        if not is_heading_row(table.rows[0]):
            head, rest = "", [head, *rest]
        indices = [index for row in table.rows for index, _ in row]
        caption = "none"
        if table.caption:
            indices.append(table.caption[0])
            caption = f"[{self._content(*table.caption)}]"
        widths = ", ".join(map(str, layout.widths))
        texts = [content_text(cell.content) for row in table.rows for _, cell in row]
        ways = f"{_typst_bool(layout.fits)}, {_typst_bool(len(max(texts, key=len)) > _HIGH)}"
        given = f"{layout.size:g}, ({widths},), {ways}, {caption}, ({head})"
        return f"#rows({given}, {''.join(rest)}){self._comment_markup(*indices)}"

    def _cell(self, index: int, cell: TableCell) -> str:
        kind, around = ("head", _UNLINKED) if cell.scope == "col" else ("cell", "[{}]")
        options = ", bold: true" if cell.scope == "row" else ""
        if cell.role in (Role.FIGURE, Role.FIGURE_HEADING):
            options += ", right-aligned: true"
        if cell.status_tone:
            options += f', fill: rgb("#{SHADES[cell.status_tone]}")'
        return f"{kind}({around.format(self._content(index, cell))}{options})"

    def _content(self, index: int, block: Block) -> str:
        """Return the content of a block, with its anchor and the change of the whole block."""
        if target := target_of_contents_line(block):
            words = f"#{quoted(content_text(block.content))};"
            pages = (i for i in block.content if isinstance(i, PageNumber))
            content = self._link_to(target, words, "link") + self._inlines(pages)
        else:
            content = self._inlines(block.content)
        before, after = _AROUND[self._document.change_of(index)]
        is_first = block.anchor and self._anchors.get(block.anchor) == index
        anchor = f"#metadata(none)#label({quoted(block.anchor)})" if is_first else ""
        return f"{anchor}{before}{content}{after}"

    def _inlines(self, content: Iterable[Inline]) -> str:
        return "".join(map(self._inline, content))

    def _inline(self, inline: Inline) -> str:
        match inline:
            case TextRun():
                return _run(inline)
            case Link(href, content):
                inside = self._inlines(content)
                made = f"#linked({quoted(href)})[{inside}]"
                return self._link_to(inline.anchor, inside) if inline.anchor else made
            case CrossRef(target):
                return self._link_to(target, f"#{quoted(inline.text)};")
            case LineBreak():
                return "#linebreak();"
            case PageNumber():
                return self._page_number(inline)
            case TextChange(content, side):
                return self._inlines(content).join(_AROUND[side])
            case _:
                assert_never(inline)

    def _page_number(self, number: PageNumber) -> str:
        page, dots = "final()" if number.total else "get()", ""
        if number.target:
            page, dots = f"at(label({quoted(number.target)}))", "#dots;"
        is_lost = number.target and number.target not in self._anchors
        return "" if is_lost else f"{dots}#context counter(page).{page}.first();"

    def _link_to(self, target: str, inside: str, function: str = "linked") -> str:
        if target not in self._anchors:
            return inside
        return f"#{function}(label({quoted(target)}))[{inside}]"


def _run(run: TextRun) -> str:
    role = STYLED_AS.get(run.role, run.role) if run.role else None
    made = f"#{quoted(bind_sign(run.text))};"
    if run.emphasis or role is Role.EMPHASIS:
        made = f"#emph[{made}]"
    if run.strong or role in _STRONG:
        made = f"#strong[{made}]"
    return f"#typed[{made}]" if role is Role.AS_TYPED else made


def _comment(note: Comment) -> str:
    lines = "#linebreak();".join(f"#{quoted(line)};" for line in note.paragraphs())
    return f"#comment[{lines}]"

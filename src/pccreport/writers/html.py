"""A document as one page for a browser, without scripts and without external files.

`page.html` is the page around the text. `page.css` is for screens, light and dark, for paper and for
forced colours, with a placeholder for each choice of a house format, such as `$font`.

All text of the author is escaped. Deletions and insertions are announced by screen readers,
and struck through or underlined for readers who see no colours.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import assert_never

from pccreport.document.blocks import (
    Block,
    BlockKey,
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
from pccreport.document.roles import CONTENTS_ROLES, GENERATED, LOWER_HEADINGS, Role
from pccreport.document.table_layout import bind_sign
from pccreport.house.stylesheet import USUAL, Appearance, Logo
from pccreport.writers import chart_svg
from pccreport.writers.characters import escape_invisible

_FIGURE, _CHART_SIZE = "margin: 1rem 0; max-width: 37.5rem", 16
"""A chart has at most the width in which its letters are those of the text, of 16 pixels."""
_COLOURS = "var(--line)", "var(--text)"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_DELETED = (
    '<del><span class="hidden">[deleted: </span>',
    '<span class="hidden"> end of deletion] </span></del>',
)
_INSERTED = (
    '<ins><span class="hidden">[inserted: </span>',
    '<span class="hidden"> end of insertion] </span></ins>',
)
_AROUND_BLOCK = {"deleted": _DELETED, "inserted": _INSERTED, "": ("", "")}
_CONTENTS_LEVEL = 2
"""The level of the headings in the list of contents."""
_MAX_LEVEL = 6


def write(document: Document, look: Appearance = USUAL) -> str:
    """Return the page. Comments follow their blocks."""
    logo = look.logo
    described = (("author", document.author), ("description", document.subject))
    metadata = [
        f'<meta name="{name}" content="{escape_html(text)}">'
        for name, text in described
        if text
    ]
    header = []
    if document.head:
        header.append(f'<p class="banner">{escape_html(document.head)}</p>')
    if logo:
        header.append(_image(logo, logo.alt, f"height: {logo.height:.1f}mm"))
    pictures = "; img-src data:" if logo or look.pictures else ""
    made_roles = {*GENERATED} - {*LOWER_HEADINGS}
    has_made_roles = any(block.role in made_roles for block in document.blocks)
    return _template("page.html").substitute(
        language=escape_html(document.language),
        policy=f"{_POLICY}{pictures}",
        metadata=_join_lines(metadata),
        title=escape_html(document.title),
        rules=css(look, made_roles=has_made_roles),
        header=_join_lines(header),
        blocks=_join_lines(_HtmlRenderer(document, dict(look.pictures)).blocks()),
    )


def _image(picture: Logo, words: str, size: str) -> str:
    """Return a picture, with the words for readers who cannot see it."""
    content = b64encode(picture.content).decode()
    named = f'alt="{escape_html(words)}" style="{size}"'
    return f'<img src="data:image/{picture.kind};base64,{content}" {named}>'


def css(look: Appearance, *, made_roles: bool) -> str:
    """Return the CSS with the font, size and colours of a house format.

    Dark mode has fixed colours: those of a house format are for a white page. With `made_roles`, it
    is also for numbered paragraphs, a list of contents and a glossary, which few reports have.
    """
    size, colours = f"{look.scale * 100:g}%", look.colours._asdict()
    rules = _template("page.css").substitute(font=look.font, size=size, **colours)
    return f"{rules}\n{_template('made_roles.css').template}" if made_roles else rules


def _template(name: str) -> Template:
    return Template(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def _join_lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def escape_html(text: str) -> str:
    """Return the text with markup escaped and invisible characters made visible."""
    return escape(escape_invisible(text))


class _HtmlRenderer:
    """The text of one document."""

    def __init__(self, document: Document, pictures: Mapping[BlockKey, Logo]) -> None:
        self._document, self._pictures = document, pictures
        self._comments = document.comments_by_block()
        blocks = document.blocks
        self._names = {i: block.anchor for i, block in enumerate(blocks)}
        has_contents = any(block.role in CONTENTS_ROLES for block in blocks)
        self._listed = {
            index: block
            for index, block in enumerate(blocks)
            if isinstance(block, Heading)
            and block.level == _CONTENTS_LEVEL
            and not has_contents
        }
        for number, index in enumerate(self._listed, start=1):
            self._names[index] = self._names[index] or f"part-{number}"

    def blocks(self) -> Iterator[str]:
        """Yield the blocks, line by line."""
        lists = _ListTagWriter()
        for part in group_tables(self._document.blocks):
            if isinstance(part, Table):
                yield from lists.close_lists()
                yield from self._table(part)
                continue
            index, block = part
            if not block.depth:
                yield from lists.close_lists()
            if index == next(iter(self._listed), None):
                yield from self._contents()
            content = self._content(index, block)
            match block:
                case ListItem():
                    yield from lists.open_for_item(block)
                    yield f"<li{self._anchor_attribute(index)}><p>{_with_number(block, content)}</p>"
                case Paragraph(chart=Chart() as chart):
                    words = escape_html(content_text(block.content))
                    named = f' role="img" aria-label="{words}"'
                    drawn = chart_svg.write(chart, _COLOURS, _CHART_SIZE, named)
                    yield f'<figure{self._anchor_attribute(index)} style="{_FIGURE}">{drawn}</figure>'
                case Paragraph(role=role):
                    tag = "blockquote" if role is Role.QUOTE else "p"
                    yield f'<{tag} class="{role}"{self._anchor_attribute(index)}>{content}</{tag}>'
                case Heading(level=level):
                    # The text under a deleted heading belongs to another one.
                    deleted = self._document.change_of(index) == "deleted"
                    tag = "p" if deleted else f"h{min(level, _MAX_LEVEL)}"
                    title = _with_number(block, content)
                    yield f"<{tag}{self._anchor_attribute(index)}>{title}</{tag}>"
                case _:
                    assert_never(block)
            yield from map(_comment, self._comments.get(index, ()))
        yield from lists.close_lists()

    def _contents(self) -> Iterator[str]:
        """Yield links to the sections, or nothing if there is only one."""
        if len(self._listed) <= 1:
            return
        yield from ('<nav aria-label="Contents">', "<ul>")
        for index, block in self._listed.items():
            text = " ".join(content_text((inline,)) for inline in block.content)
            title = f"{block.number} {text}".strip().replace("\n", " ")
            name = escape_html(self._names[index])
            yield f'<li><a href="#{name}">{escape_html(title)}</a></li>'
        yield from ("</ul>", "</nav>")

    def _content(self, index: int, block: Block) -> str:
        """Return the content of a block, with the change of the whole block."""
        content = _inlines(block.content)
        if picture := self._pictures.get(block.key):
            size = f"width: {picture.width:.1f}mm; max-width: 100%"
            content = _image(picture, content_text(block.content), size)
        if target := target_of_contents_line(block):
            words = TextRun(content_text(block.content))
            content = _inline(Link(f"#{target}", (words,)))
        return content.join(_AROUND_BLOCK[self._document.change_of(index)])

    def _anchor_attribute(self, index: int) -> str:
        name, block = self._names[index], self._document.blocks[index]
        page = ' style="break-before: page"' if block.page else ""
        return f' id="{escape_html(name)}"{page}' if name else page

    def _table(self, table: Table) -> Iterator[str]:
        """Yield a table, in a region that scrolls separately on a narrow page."""
        first, named = table.rows[0][0][0], ""
        if table.caption:
            named = f' aria-labelledby="table-{first}"'
            content = self._content(*table.caption)
            yield f'<p class="caption" id="table-{first}">{content}</p>'
            yield from map(_comment, self._comments.get(table.caption[0], ()))
        elif first and (
            above := content_text(self._document.blocks[first - 1].content)
        ):
            named = f' aria-label="{escape_html(above)}"'
        yield f'<div class="scroll" role="region"{named} tabindex="0">'
        yield f"<table{named}>"
        headings = [row for row in table.rows if is_heading_row(row)]
        rows = [row for row in table.rows if not is_heading_row(row)]
        for tag, some in (("thead", headings), ("tbody", rows)):
            if some:
                yield f"<{tag}>"
                for row in some:
                    yield f"<tr>{''.join(self._cell(*cell) for cell in row)}</tr>"
                yield f"</{tag}>"
        yield from ("</table>", "</div>")

    def _cell(self, index: int, cell: TableCell) -> str:
        tag, scope = ("th", f' scope="{cell.scope}"') if cell.scope else ("td", "")
        comments = "".join(map(_comment, self._comments.get(index, ())))
        content = bind_sign(self._content(index, cell)) + comments
        figures = cell.role in (Role.FIGURE, Role.FIGURE_HEADING)
        look = cell.role if figures else cell.status_tone
        name = f' class="{look}"{scope}' if look else scope
        return f"<{tag}{name}{self._anchor_attribute(index)}>{content}</{tag}>"


class _ListTagWriter:
    """The open lists: items are flat in a document, and nested on a page."""

    def __init__(self) -> None:
        self._tags: list[str] = []

    def open_for_item(self, item: ListItem) -> Iterator[str]:
        """Open or close lists for an item; the caller writes its tag."""
        yield from self.close_lists(item.depth)
        if len(self._tags) == item.depth:
            yield "</li>"
        while len(self._tags) < item.depth:
            tag = "ol" if item.number else "ul"
            self._tags.append(tag)
            # A skipped level gets an empty item.
            between = "<li>" if len(self._tags) < item.depth else ""
            yield f'<{tag} class="{item.role}">{between}'

    def close_lists(self, depth: int = 0) -> Iterator[str]:
        """Close all lists but the outer ones, `depth` of them."""
        while len(self._tags) > depth:
            yield f"</li></{self._tags.pop()}>"


def _with_number(block: Heading | ListItem, content: str) -> str:
    return f"{escape_html(block.number)} {content}" if block.number else content


def _comment(note: Comment) -> str:
    lines = "<br>".join(map(escape_html, note.paragraphs()))
    return f'<div class="comment" role="note"><p>{lines}</p></div>'


def _inlines(inlines: Iterable[Inline]) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    match inline:
        case TextRun():
            return _run(inline)
        case Link(href, content, tooltip):
            title = f' title="{escape_html(tooltip)}"' if tooltip else ""
            return f'<a href="{escape_html(href)}"{title}>{_inlines(content)}</a>'
        case CrossRef(target):
            return f'<a href="#{escape_html(target)}">{escape_html(inline.text)}</a>'
        case LineBreak():
            return "<br>"
        case PageNumber():
            return ""  # pages are for paper
        case TextChange(content, side):
            return _inlines(content).join(_AROUND_BLOCK[side])
        case _:
            assert_never(inline)


def _run(run: TextRun) -> str:
    text = escape_html(run.text)
    if run.emphasis:
        text = f"<em>{text}</em>"
    if run.strong:
        text = f"<strong>{text}</strong>"
    return f'<span class="{run.role}">{text}</span>' if run.role else text

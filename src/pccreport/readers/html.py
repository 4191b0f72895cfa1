"""A web page, or a message in HTML: its paragraphs. Nothing is fetched.

A page that no program wrote is read as browsers do: an end that is missing hides nothing.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import accumulate, islice
from typing import NamedTuple

from lxml import etree

from pccreport.readers.line import Line, LineKind, column_span, number_columns
from pccreport.readers.paragraph import Paragraph, TextPiece, is_white, paragraph_lines
from pccreport.source.office_package import Element

_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS.union(
    ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "tr", "td", "th", "table"),
    ("hr", "blockquote", "section", "article", "header", "footer", "main"),
    ("aside", "body", "pre", "caption"),
)
_DEEPEST = 1_500
"""Elements within elements; libxml2 stops near 2,000 in some of its versions, and never in others."""
_MOST_MERGED = 20_000_000
"""Characters of the cells that are over several rows."""
_HIDING = re.compile(r"display:none|mso-hide:all|visibility:hidden")
_COLOUR = re.compile(r"(?<![-\w])color:([^;!]+)")
_SPACES = re.compile(r"white-space:([^;!]+)")
_BEHIND = re.compile(r"background(?:-color)?:(?!none|transparent|inherit)([^;!]+)")


class _Style(NamedTuple):
    """How words are shown."""

    kind: LineKind = LineKind.TEXT
    silent: bool = False
    shade: str = "white"
    """The colour behind them."""
    address: str = ""
    """Where they lead to."""
    paragraph: Paragraph = Paragraph(0, ())
    """What the elements around say of the paragraph that they are in."""
    item: int = 0
    """The number of the list item that they are in, or 0."""
    spaces: str = ""
    """How their spaces and lines are shown."""


def html_lines(text: str) -> Iterator[Line]:
    """Return the lines of a page, those of tables as rows; raise ValueError if it is nested too deeply."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    # What is below the end of a page is shown too.
    page_text = "<body>" + re.sub(r"(?i)</(?:body|html)\s*>", "", text)
    root = etree.fromstring(page_text.encode("utf-8", "replace"), parser)
    if any(error.level_name == "FATAL" for error in parser.error_log):
        raise ValueError("no page is nested so deeply")
    for x in root.iterfind(".//td//input"):
        if x.get("type", "").lower() in ("checkbox", "radio"):
            x.tail = f"{'☐☒'['checked' in x.attrib]} {x.tail or ''}"
    _fill_merged_cells(root)
    number_columns(root.iter("td", "th"), "tr", "table")
    return paragraph_lines(_paragraphs(root))


def _fill_merged_cells(root: Element) -> None:
    """Put a cell that goes over several rows in each of them."""
    left = _MOST_MERGED
    for cell in [*root.iter("td", "th")]:
        span = re.fullmatch(r"\d{1,5}", cell.get("rowspan", ""))  # 0 is all rows
        below = cell.getparent().itersiblings("tr")
        rows = [*islice(below, (int(span[0]) or 100_000) - 1 if span else 0)]
        size = len(etree.tostring(cell)) if rows else 0
        left -= sum(size + 10 * len(row) for row in rows)
        if left < 0:
            raise ValueError("no page has so much in a cell over several rows")
        start = sum(map(column_span, cell.itersiblings(preceding=True)))
        for row in rows:
            ends = accumulate(map(column_span, row))
            row.insert(sum(end <= start for end in ends), deepcopy(cell))


def _paragraphs(root: Element) -> Iterator[Paragraph]:
    """Yield the paragraphs of a page that have any words."""
    styles = [_Style()]
    found: dict[int, tuple[Paragraph, list[TextPiece]]] = {}
    block, last = 0, -1
    walk = etree.iterwalk(root, ("start", "end"))
    for number, (event, element) in enumerate(walk, start=1):
        if event == "start":
            styles.append(_style_of(element, styles[-1], number))
            raw = element.text
        else:
            styles.pop()
            raw = element.tail
        style = styles[-1]
        is_typed = style.spaces.startswith("pre")
        words = (raw or "") if is_typed else re.sub(r"\s+", " ", raw or "")
        words = "\n" if element.tag == "br" and event == "start" else words
        if len(styles) > _DEEPEST:
            raise ValueError("no page is nested so deeply")
        block = number if element.tag in _BLOCKS else block
        if style.silent or not (words.strip() or (words and block == last)):
            continue
        if (key := style.item or block) not in found:
            found[key] = style.paragraph._replace(number=len(found) + 1), []
        pieces = found[key][1]
        if pieces and block != last:
            words = f"\n{words}"
        if not pieces or pieces[-1].words[-1:] in (" ", "\n"):
            words = words.lstrip(" ")
        pieces.append(TextPiece(words, style.kind, style.address))
        last = block
    for paragraph, pieces in found.values():
        yield paragraph._replace(pieces=(*pieces,))


def _style_of(element: Element, above: _Style, number: int) -> _Style:
    """Return how the words of an element are shown."""
    tag, around = element.tag, above.paragraph
    values = {n: v.replace(" ", "").lower() for n, v in element.items()}
    styled = values.get("style", "")
    leads = tag == "a" and not values.get("href", "#").startswith("#")
    shade = [values.get("bgcolor") or above.shade, *_BEHIND.findall(styled)][-1]
    colour = [values.get("color", ""), *_COLOUR.findall(styled)][-1]
    is_struck = tag in ("s", "strike", "del") or "line-through" in styled
    is_new = is_struck and above.kind is LineKind.TEXT
    kind = LineKind.STRUCK if is_new else above.kind
    is_unseen = is_white(colour) and is_white(shade)
    if is_unseen or "hidden" in values or _HIDING.search(styled):
        kind = LineKind.HIDDEN
    is_cell = tag in ("td", "th")
    column = int(element.get("column")) if is_cell else 0
    cell = (element.getparent(), column, False) if is_cell else around.cell
    # Mail programs indent with one that has no border at all.
    quotes = not re.search("border:none(?!.*border-left)", styled)
    # In a page that Word or Outlook wrote, paragraphs are in no list.
    level = re.search(r"mso-list:\w*?level(\d)", styled)
    deeper = around.level + 1 if tag in ("ul", "ol") else around.level
    return _Style(
        kind,
        above.silent or tag in _SILENT or "mso-list:ignore" in styled,  # the sign
        shade,
        element.get("href").strip() if leads else above.address,
        around._replace(
            level=int(level[1]) if level else 0 if tag == "table" else deeper,
            heading=int(tag[1]) if tag in _HEADINGS else around.heading,
            cell=cell,
            quoted=around.quoted + (tag == "blockquote" and quotes),
        ),
        number if tag == "li" else 0 if tag == "table" else above.item,
        ["pre" if tag == "pre" else above.spaces, *_SPACES.findall(styled)][-1],
    )

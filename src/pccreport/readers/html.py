"""A web page, or a message in HTML: its blocks of text. Nothing is fetched."""

from __future__ import annotations

from html.parser import HTMLParser

from pccreport.readers.line import LinePurpose, ReadFile, ReadLine, fold_spaces
from pccreport.readers.text import decode, message_lines

_SILENT = frozenset({"script", "style", "head", "template", "noscript", "svg"})
_VOID = frozenset(
    {
        *("br", "hr", "img", "input", "meta", "link", "area", "base", "col"),
        *("embed", "source", "track", "wbr"),
    }
)
_BLOCKS = frozenset(
    {
        *("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "tr", "td", "th", "table"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "blockquote", "section"),
        *("article", "header", "footer", "main", "aside", "body", "pre", "caption"),
    }
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_OPTIONAL = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option"})
"""Elements whose end may be left out."""


def read_html(content: bytes, name: str) -> ReadFile:
    """Return the lines of a web page."""
    return html_lines(decode(content, name))._replace(name=name)


def html_lines(text: str) -> ReadFile:
    """Return the blocks of a page as lines, in order."""
    page = _Page()
    page.feed(text)
    page.close()
    page.finish()
    notes = ("hidden text was left out",) if page.has_hidden else ()
    return ReadFile("", tuple(_without_replies(page.found)), notes)


def _without_replies(found: list[ReadLine]) -> list[ReadLine]:
    """Return the lines with those of an earlier message, which a header begins, as quoted."""
    said = [*message_lines("\n\n".join(line.text for line in found))]
    quoted = {line.where for line in said if line.purpose is LinePurpose.QUOTED}
    return [
        line._replace(purpose=LinePurpose.QUOTED)
        if f"line {2 * i + 1}" in quoted
        else line
        for i, line in enumerate(found)
    ]


class _Page(HTMLParser):
    """Collects the text of each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[ReadLine] = []
        self.has_hidden = False
        self._open: list[tuple[str, bool]] = []
        """The open elements, and whether each, with what is in it, is not shown."""
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if tag in _BLOCKS:
            self.finish()
        if tag in _VOID:
            return
        if tag in _OPTIONAL and self._open and self._open[-1][0] == tag:
            self._open.pop()
        values = {name: (value or "").replace(" ", "").lower() for name, value in attrs}
        styled = values.get("style", "")
        concealed = (
            "hidden" in values or "display:none" in styled or "mso-hide:all" in styled
        )
        above = bool(self._open) and self._open[-1][1]
        quotes = (
            "gmail_quote" in values.get("class", "") or values.get("type") == "cite"
        )
        name = "blockquote" if quotes else tag
        self._open.append((name, above or concealed or tag in _SILENT))
        self.has_hidden = self.has_hidden or concealed

    def handle_endtag(self, tag: str) -> None:
        """End an element, and those in it whose end is missing."""
        if tag in _BLOCKS:
            self.finish()
        names = [name for name, _ in self._open]
        wanted = tag if tag in names else "blockquote" if tag == "div" else ""
        if wanted in names:
            del self._open[len(names) - 1 - names[::-1].index(wanted) :]

    def handle_data(self, data: str) -> None:
        """Take words that are shown."""
        if not (self._open and self._open[-1][1]):
            self._words.append(data)

    def finish(self) -> None:
        """End a block."""
        text = fold_spaces("".join(self._words))
        self._words = []
        if text:
            names = {name for name, _ in self._open}
            purpose = LinePurpose.HEADING if names & _HEADINGS else LinePurpose.TEXT
            purpose = LinePurpose.QUOTED if "blockquote" in names else purpose
            self.found.append(
                ReadLine(text, f"paragraph {len(self.found) + 1}", purpose)
            )

"""A story of a Word file: its paragraphs in order, with the words that a reader of the page sees.

A text box is read once, behind the paragraph that it is in, and a field is its last result. Styles
are found by id and known by name: a program translates ids, and keeps names.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from pccreport.readers.line import LineKind, number_columns
from pccreport.readers.paragraph import Paragraph, TextPiece, is_white
from pccreport.source.office_package import NOTHING, Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/"
_OF_HEADING = re.compile(r"heading ([1-9])|title", re.IGNORECASE)
_P, _RUN = f"{W}p", f"{W}r"
_GONE = f"{W}del", f"{W}moveFrom", f"{W}cellDel"
_NEW = f"{W}ins", f"{W}moveTo", f"{W}cellIns"
_PPR, _OF_CELLS = f"{W}pPr", (f"{W}trPr", f"{W}tcPr")
_TEXTS = f"{W}t", f"{W}delText", f"{_OFFICE}math}}t"
_SIGNS = {
    **dict.fromkeys((f"{W}tab", f"{W}ptab"), "\t"),
    **dict.fromkeys((f"{W}br", f"{W}cr"), "\n"),
    f"{W}noBreakHyphen": "-",
    f"{W}sym": "•",
}
_SHOWN = f"{W}ddList", "{urn:schemas-microsoft-com:vml}textpath"
"""What shows words of attributes: those chosen of a list, or a watermark."""
_CHOSEN = "string(w:listEntry[1 + sum((../w:result|../w:default[not(../w:result)])/@w:val)]/@w:val)"
_FIELD = f"{W}fldChar", f"{W}instrText"
_NOTES = {
    **{f"{W}commentR{x}": "comment" for x in ("angeStart", "angeEnd", "eference")},
    **{f"{W}{x}Reference": x for x in ("footnote", "endnote")},
}
"""What says where a note is, and of which kind it is."""
_HOLDERS = [f"{W}{x}" for x in ("pPr", "rPr", "tcPr")]
_OF_LIST = re.compile(r"list (?:bullet|number|continue) ([2-5])", re.IGNORECASE)
_UNSEEN = {LineKind.HIDDEN: ["vanish"], LineKind.STRUCK: ["strike", "dstrike"]}
_SHADES = "shd", "highlight", "behind"
"""What is behind words; the last of them is set elsewhere."""
_DEEPEST = 20
"""Styles of which each is based on the next: a damaged file may go round in a circle."""
Properties = Mapping[str, str]
"""What is set, each with its value: {"ilvl": "1", "vanish": "0", "shd": "FFFFFF"}."""
Styles = Mapping[str, Properties]
"""What the styles of a document set, by their ids."""
Spans = Mapping[tuple[str, str], tuple[int, int]]
"""The first and the last paragraph that a note is on, by its kind and its id."""


def _accept_changes(root: Element) -> int:
    """Accept the tracked changes of a part, and return how many there were."""
    number = sum(1 for _ in root.iter(*_GONE, *_NEW))
    joined: list[Element] = []
    for each in [*root.iter(*_GONE)]:
        around = each.getparent()
        if around.tag == f"{W}rPr" and around.getparent().tag == _PPR:
            joined.append(around.getparent().getparent())
        elif around.tag not in (f"{W}rPr", f"{W}numPr"):
            gone = around.getparent() if around.tag in _OF_CELLS else each
            if gone.getparent() is not None:  # it is not within what has gone
                gone.getparent().remove(gone)
    for paragraph in reversed(joined):
        after = next(paragraph.itersiblings(_P, f"{W}tbl"), None)
        if after is not None and after.tag == _P:
            start = int(len(after) > 0 and after[0].tag == _PPR)
            after[start:start] = [x for x in paragraph if x.tag != _PPR]
            paragraph.getparent().remove(paragraph)
    return number


def read_story(
    root: Element, styles: Styles, links: Mapping[str, str]
) -> tuple[tuple[Paragraph, ...], Spans, int]:
    """Return the paragraphs of a part, where its notes are, and how many changes in it were accepted."""
    changes = _accept_changes(root)
    # A row may begin with columns that it has no cell in.
    tcs = [x for x in root.iter(f"{W}tc", f"{W}gridBefore") if x.get(f"{W}val") != "0"]
    for x in tcs:
        x.set("colspan", _own_properties(x).get("gridSpan", x.get(f"{W}val", "")))
    number_columns(tcs, f"{W}tr", f"{W}tbl")
    around = (x.iterancestors(f"{W}tr") for x in root.iter(f"{W}tbl"))
    for row in {next(rows, NOTHING) for rows in around}:
        tcs = [x for x in row.iter(f"{W}tc") if next(x.iterancestors(f"{W}tr")) is row]
        full = [x for x in tcs if "".join(x.itertext()).strip()]
        if len(full) == 1:  # it is only a frame of the tables in it
            full[0].set("frame", "1")
    fields: tuple[str, ...] = ()
    read: dict[Element, tuple[Paragraph, Properties]] = {}
    pieces = defaultdict[Element, list[TextPiece]](list)
    notes: dict[tuple[str, str], tuple[int, int]] = {}
    for each in root.iter(_P, *_TEXTS, *_SHOWN, *_SIGNS, *_FIELD, *_NOTES):
        own = next(each.iterancestors(_P), None)
        if each.tag == _P:
            # The result of a field may never come.
            fields = tuple(field for field in fields if not _hides(field))
            read[each] = _read_paragraph(each, len(read) + 1, styles)
        elif each.tag in _NOTES:
            key = _NOTES[each.tag], each.get(f"{W}id", "")
            here = read[own][0].number if own in read else len(read) + 1
            notes[key] = notes.get(key, (here, 0))[0], here
        elif each.tag in _FIELD:
            fields = _open_fields_after(each, fields)
        elif own in read and not any(map(_hides, fields)) and (words := _text_of(each)):
            addresses = map(_field_address, (*_link_instructions(each, links), *fields))
            kind, marks = _format(each, styles, read[own][1])
            address = next(filter(None, addresses), "")
            pieces[own].append(TextPiece(words, kind, address, marks))
    paragraphs = (x._replace(pieces=(*pieces[own],)) for own, (x, _) in read.items())
    return (*paragraphs,), notes, changes


def _read_paragraph(
    element: Element, number: int, styles: Styles
) -> tuple[Paragraph, Properties]:
    """Return a paragraph without its words, and what is set around them."""
    own = _own_properties(element)
    style = styles.get(own.get("pStyle", ""), {})
    name, outline = style.get("name", ""), style.get("outlineLvl", "9")
    named = _OF_HEADING.fullmatch(name)
    heading = int(named[1] or 1) if named else "012345678".find(outline) + 1  # 9: text
    level = 0 if heading else _list_level(own, style)
    found = Paragraph(number, (), level, heading, style=name)
    is_in_box = next(element.iterancestors(f"{W}txbxContent"), None) is not None
    behind = "black" if is_in_box else "auto"  # it may be
    cells = [*element.iterancestors(f"{W}tc")]
    cells = [x for x in cells if not x.get("frame")] or cells
    row = next(cells[-1].iterancestors(f"{W}tr"), None) if cells else None
    if row is not None:
        merged = _own_properties(cells[-1]).get("vMerge", "restart") != "restart"
        found = found._replace(cell=(row, int(cells[-1].get("column")), merged))
        is_head = next(row.itersiblings(f"{W}tr", preceding=True), None) is None
        behind = "black" if is_head else _own_properties(cells[0]).get("shd", "auto")
    rows = element.iterancestors(f"{W}tr")
    is_hidden = any(x.find(f"{W}trPr/{W}hidden") is not None for x in rows)
    hidden = {"vanish": "1"} if is_hidden or (found.cell and found.cell[2]) else {}
    return found, {**style, **own, **hidden, "behind": behind}


def _open_fields_after(piece: Element, fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return the open fields behind a piece: the instruction of each, with a line break if its result has begun."""
    kind = piece.get(f"{W}fldCharType")
    if kind == "begin":
        return *fields, "\n" if len(piece) else ""  # of a form, with what was chosen
    if kind == "end":
        return fields[:-1]
    more = "\n" if kind == "separate" else piece.text or ""
    return *fields[:-1], *(f"{field}{more}" for field in fields[-1:])


def _hides(field: str) -> bool:
    """Return whether a field hides what is in it: before its result, and the page of another place."""
    return not field.endswith("\n") or field.split()[:1] == ["PAGEREF"]


def _format(piece: Element, styles: Styles, around: Properties) -> tuple[LineKind, str]:
    """Return whether words are seen, also by a run that they are deep in, and "b" or "i" if their run is so."""
    runs = [_own_properties(run) for run in piece.iterancestors(_RUN)]
    named = [styles.get(x["rStyle"], {}) if "rStyle" in x else {} for x in runs]
    kinds = {_word_kind(*each, around) for each in zip(runs, named, strict=True)}
    kind = next((kind for kind in _UNSEEN if kind in kinds), LineKind.TEXT)
    nearest = {**named[0], **runs[0]} if runs else {}
    return kind, "".join(x for x in "bi" if _means_yes(nearest.get(x, "0")))


def _text_of(piece: Element) -> str:
    """Return the words that a piece is."""
    if piece.tag in _TEXTS:
        return piece.text or ""
    if piece.tag in _SHOWN:
        chosen = piece.xpath(_CHOSEN, namespaces={"w": W[1:-1]})
        return str(piece.get("string", chosen))
    is_sign = piece.getparent().tag == _RUN and piece.get(f"{W}type") != "page"
    return _SIGNS[piece.tag] if is_sign else ""


def _link_instructions(piece: Element, links: Mapping[str, str]) -> Iterator[str]:
    """Yield the instruction of each link or field around words, as that of a field."""
    for link in piece.iterancestors(f"{W}hyperlink", f"{W}fldSimple"):
        address = links.get(link.get(f"{_OFFICE}relationships}}id", ""), "")
        place = link.get(f"{W}anchor", "")
        yield link.get(f"{W}instr") or f'HYPERLINK "{address}" \\l "{place}"'


def _field_address(instruction: str) -> str:
    """Return where a field leads to outside the file, or ""."""
    link = re.match(r'\s*HYPERLINK\s+"([^"]+)"', instruction, re.IGNORECASE)
    place = re.search(r'\\l\s+"([^"]+)"', instruction)
    return f"{link[1]}{f'#{place[1]}' if place else ''}" if link else ""


def _own_properties(element: Element, *more: Element) -> Properties:
    """Return what is set at an element itself, also directly in some others."""
    holders = [*element.iterchildren(*_HOLDERS)]
    holders += [x for each in holders for x in each.iterchildren(f"{W}numPr")]
    found = (x for each in (*more, *holders) for x in each.iterchildren("*"))
    white = "background1", "light1"  # of the theme, as the page is
    return {
        x.tag.removeprefix(W): "FFFFFF"
        if x.get(f"{W}themeColor") in white
        else str(x.get(f"{W}fill") or x.get(f"{W}val", "1"))
        for x in found
    }


def read_styles(root: Element) -> Styles:
    """Return what each style sets, with those it is based on; the usual one of a paragraph by ""."""
    styles = [*root.iterchildren(f"{W}style")]
    own = {x.get(f"{W}styleId", ""): _own_properties(x, x) for x in styles}
    for style in styles:
        is_usual = _means_yes(style.get(f"{W}default", "0"))
        if is_usual and style.get(f"{W}type") == "paragraph":
            own.setdefault("", own[style.get(f"{W}styleId", "")])
    whole: dict[str, Properties] = {}
    for key, first in own.items():
        chain = [first]
        while (base := chain[0].get("basedOn")) in own and len(chain) < _DEEPEST:
            chain.insert(0, own[base])
        whole[key] = {name: x for each in chain for name, x in each.items()}
    return whole


def _means_yes(word: str) -> bool:
    """Return whether the value of a property says yes."""
    return word.lower() not in ("0", "false", "off", "none")


def _word_kind(run: Properties, named: Properties, around: Properties) -> LineKind:
    """Return whether words are seen: by their run, its style, and what is set around them.

    White words are hidden, unless what is behind them is not white.
    """
    for kind, names in _UNSEEN.items():
        for name in names:
            said = (run,) if name in run else (named, around)
            if any(_means_yes(x.get(name, "0")) for x in said):
                return kind
    every = (around, named, run)
    colours = [x["color"] for x in every if "color" in x]
    shades = (x.get(name, "auto") for x in every for name in _SHADES)
    is_dark = any(x not in ("auto", "none") and not is_white(x) for x in shades)
    is_hidden = bool(colours) and is_white(colours[-1]) and not is_dark
    return LineKind.HIDDEN if is_hidden else LineKind.TEXT


def _list_level(own: Properties, style: Properties) -> int:
    """Return the level of a paragraph's list: its own, or its style's; 0 if it is in none.

    Some programs write level 0 beside “List Bullet 2”: the style's name is right then.
    """
    whole = {**style, **own}
    number = re.fullmatch(r"\d{1,4}", whole.get("ilvl", ""))
    level = int(number[0]) if number else 0
    named = _OF_LIST.match(style.get("name", ""))
    if whole.get("numId") == "0" or not (named or "numPr" in whole):
        return 0
    return int(named[1]) if named and not ("ilvl" in own and level) else level + 1

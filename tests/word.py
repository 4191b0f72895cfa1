"""Reads a Word file as a reader of the paper does; shares no code with the writer.

Numbers come from the numbering definitions, references from their fields and
bookmarks: what a field has stored as its last result is only kept beside it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from tests.docx_faults import document_faults

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Line(NamedTuple):
    """A paragraph as printed: its style's name, level of list, number and words."""

    style: str
    level: int | None
    number: str
    text: str
    """With fields computed; a line break is "\\n"."""
    stored: str
    """With fields as stored."""
    caps: tuple[tuple[str, bool], ...]
    """Its words with whether they are shown in capitals."""

    @property
    def shown(self) -> str:
        """As a reader sees it: capitals in capitals, the number before it."""
        words = "".join(t.upper() if caps else t for t, caps in self.caps)
        return f"{self.number} {words}" if self.number else words


def kept(words: etree._Element) -> str:
    """What a word processor shows of some words: outer space counts only if it is preserved."""
    text = words.text or ""
    return text if words.get(SPACE) == "preserve" else text.strip()


class Word:
    """One .docx of ours, read; nothing may be wrong with how it is made."""

    def __init__(self, path: Path | bytes) -> None:
        content = path if isinstance(path, bytes) else path.read_bytes()
        with zipfile.ZipFile(BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        document = self.parts["word/document.xml"]
        faults = document_faults(
            content,
            draft="word/comments.xml" in self.parts,
            redline=re.search(b"<w:(ins|del|moveTo) ", document) is not None,
        )
        assert faults == ()
        self.body = etree.fromstring(self.parts["word/document.xml"])[0]
        self._styles = {
            style.get(f"{W}styleId"): style
            for style in etree.fromstring(self.parts["word/styles.xml"]).iter(
                f"{W}style"
            )
        }
        self._chains: dict[etree._Element, list[etree._Element]] = {}
        lists = etree.fromstring(self.parts["word/numbering.xml"])
        self._nums = {num.get(f"{W}numId"): num for num in lists.iter(f"{W}num")}
        self._forms = {
            form.get(f"{W}abstractNumId"): form
            for form in lists.iter(f"{W}abstractNum")
        }
        self._counters: dict[str, dict[int, int]] = {}
        self._used = set[str]()
        self.paragraphs = list(self.body.iter(f"{W}p"))
        self._numbers = {p: self._number(p) for p in self.paragraphs}
        self._bookmarks = {
            mark.get(f"{W}name"): next(mark.iterancestors(f"{W}p"))
            for mark in self.body.iter(f"{W}bookmarkStart")
        }

    def lines(self) -> list[Line]:
        """Every paragraph of the body, in order."""
        return [self._line(p) for p in self.paragraphs]

    def links(self) -> list[tuple[str, str, str]]:
        """Each link to an address: its words, the address and its tooltip."""
        rels = etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        targets = {rel.get("Id"): rel.get("Target") for rel in rels}
        return [
            (
                "".join(t.text or "" for t in link.iter(f"{W}t")),
                targets[link.get(f"{R}id")],
                link.get(f"{W}tooltip") or "",
            )
            for link in self.body.iter(f"{W}hyperlink")
            if link.get(f"{R}id")
        ]

    def _line(self, p: etree._Element) -> Line:
        style = self._style_of(p)
        words = list(self._words(p))
        return Line(
            style=self._name(style),
            level=self._numbers[p][1],
            number=self._numbers[p][0],
            text="".join(computed for computed, _, _ in words),
            stored="".join(stored for _, stored, _ in words),
            caps=tuple((computed, caps) for computed, _, caps in words),
        )

    def _words(self, p: etree._Element) -> list[tuple[str, str, bool]]:
        """Runs in order: computed text, stored text, whether in capitals."""
        found: list[tuple[str, str, bool]] = []
        state, instruction, result = "", "", ""
        for run in p.iter(f"{W}r"):
            caps = self._caps(run, p)
            for child in run:
                tag = etree.QName(child).localname
                if tag == "fldChar":
                    state = child.get(f"{W}fldCharType")
                    if state == "begin":
                        instruction = result = ""
                    elif state == "end":
                        found.append((self._compute(instruction, p), result, caps))
                        state = ""
                elif tag == "instrText":
                    instruction += child.text or ""
                elif tag in {"t", "br"}:
                    text = "\n" if tag == "br" else kept(child)
                    if state == "separate":
                        result += text
                    else:
                        found.append((text, text, caps))
        return found

    def _compute(self, instruction: str, p: etree._Element) -> str:
        """What a REF field says, by Microsoft's description of its switches."""
        words = instruction.split()
        target = self._bookmarks[words[1]]
        if words[0] == "PAGEREF":
            return ""  # there are no pages yet
        assert words[0] == "REF", instruction
        assert target is not p, "a reference to its own heading"
        if "\\p" in words:
            order = {p: i for i, p in enumerate(self.paragraphs)}
            return "above" if order[target] < order[p] else "below"
        number = self._numbers[target][0].rstrip(".")
        if "\\w" in words:  # the number of the level above, if it is not in this one
            above = next(self._numbered_above(target))
            return self._numbers[above][0].rstrip(".") + number
        return number if "\\n" in words else self._marked(target)

    def _marked(self, target: etree._Element) -> str:
        """The words of a bookmark: all of a heading, or those of its first line."""
        words = list[str]()
        for element in target.iter(f"{W}t", f"{W}bookmarkEnd"):
            if element.tag == f"{W}bookmarkEnd":
                break
            words.append(element.text or "")
        return "".join(words)

    def _numbered_above(self, p: etree._Element) -> Iterator[etree._Element]:
        """The paragraphs before another that are a level further out, the nearest first."""
        level = self._numbers[p][1]
        assert level
        before = self.paragraphs[: self.paragraphs.index(p)]
        return (q for q in reversed(before) if self._numbers[q][1] == level - 1)

    def _style_of(self, p: etree._Element) -> etree._Element:
        named = p.find(f"{W}pPr/{W}pStyle")
        assert named is not None, "a paragraph without a style"
        return self._styles[named.get(f"{W}val")]

    def _name(self, style: etree._Element) -> str:
        return str(style.find(f"{W}name").get(f"{W}val"))

    def _chain(self, style: etree._Element) -> list[etree._Element]:
        """A style and those it is based on."""
        chain = self._chains.get(style, [style])
        if style not in self._chains:
            while (based := chain[-1].find(f"{W}basedOn")) is not None:
                chain.append(self._styles[based.get(f"{W}val")])
            self._chains[style] = chain
        return chain

    def property(self, style_name: str, path: str) -> etree._Element | None:
        """A property of a style or of those it is based on: "pPr/keepNext"."""
        style = next(s for s in self._styles.values() if self._name(s) == style_name)
        steps = "/".join(f"{W}{step}" for step in path.split("/"))
        found = (s.find(steps) for s in self._chain(style))
        return next((f for f in found if f is not None), None)

    def _caps(self, run: etree._Element, p: etree._Element) -> bool:
        character = run.find(f"{W}rPr/{W}rStyle")
        styles = (
            []
            if character is None
            else self._chain(self._styles[character.get(f"{W}val")])
        )
        for style in [*styles, *self._chain(self._style_of(p))]:
            caps = style.find(f"{W}rPr/{W}caps")
            if caps is not None:
                return caps.get(f"{W}val") not in {"0", "false"}
        return False

    def _number(self, p: etree._Element) -> tuple[str, int | None]:
        """The number shown before a paragraph ("" for a bullet), and its list level."""
        num_pr = p.find(f"{W}pPr/{W}numPr")
        style = self._style_of(p)
        if num_pr is None:
            listed = f"{W}pPr/{W}numPr[{W}numId]"
            found = (s.find(listed) for s in self._chain(style))
            num_pr = next((f for f in found if f is not None), None)
        if num_pr is None:
            return "", None
        num_id = num_pr.find(f"{W}numId").get(f"{W}val")
        if num_id == "0":  # in no list, though its style is
            return "", None
        num = self._nums[num_id]
        abstract_id = num.find(f"{W}abstractNumId").get(f"{W}val")
        abstract = self._forms[abstract_id]
        level = self._level(num_pr, abstract, style)
        lvl = next(
            v for v in abstract.iter(f"{W}lvl") if v.get(f"{W}ilvl") == str(level)
        )
        if lvl.find(f"{W}numFmt").get(f"{W}val") == "bullet":
            return "", level
        counters = self._counters.setdefault(abstract_id, {})
        counters[level] = counters.get(level, 0) + 1
        # The first paragraph of a list's further use goes on from the number that it has.
        override = num.find(f"{W}lvlOverride[@{W}ilvl='{level}']/{W}startOverride")
        if override is not None and num_id not in self._used:
            counters[level] = int(override.get(f"{W}val"))
        self._used.add(num_id)
        for deeper in [n for n in counters if n > level]:
            del counters[deeper]
        form = lvl.find(f"{W}lvlText").get(f"{W}val")
        letters = lvl.find(f"{W}numFmt").get(f"{W}val") == "lowerLetter"

        def shown(found: re.Match[str]) -> str:
            of = int(found[1]) - 1
            count = counters.get(of, 1)
            is_letter = letters and of == level
            return chr(ord("a") + count - 1) if is_letter else str(count)

        return re.sub(r"%(\d)", shown, form), level

    def _level(
        self, num_pr: etree._Element, abstract: etree._Element, style: etree._Element
    ) -> int:
        ilvl = num_pr.find(f"{W}ilvl")
        if ilvl is not None:
            return int(ilvl.get(f"{W}val"))
        linked = {
            lvl.find(f"{W}pStyle").get(f"{W}val"): int(lvl.get(f"{W}ilvl"))
            for lvl in abstract.iter(f"{W}lvl")
            if lvl.find(f"{W}pStyle") is not None
        }
        ids = (s.get(f"{W}styleId") for s in self._chain(style))
        return next((linked[i] for i in ids if i in linked), 0)

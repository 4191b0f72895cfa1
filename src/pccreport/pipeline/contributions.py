"""What contributors sent, sentence by sentence: what may be private, and what is no update.

What a sentence is beside the updates (a greeting, a signature) counts only if nothing of the
project carries it: so a mistake here hides no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from pccreport.compare.reconciliation import SentText, Surrounding
from pccreport.compare.text_changes import PlacedText
from pccreport.language import pasted_text
from pccreport.language.protective_markings import find_markings
from pccreport.language.sentences import split_sentences
from pccreport.language.typed_references import find_typed_references
from pccreport.model.private_intent import is_private_note, is_private_phrase
from pccreport.readers.line import LinePurpose, ReadFile, ReadLine

_MOST_OF_SIGNATURE = 12
"""Lines below “Kind regards”."""
_MOST_OF_LINE = 80
"""Characters of a line of a signature."""
_MOST_OF_HEADING = 80
"""Characters of a heading that is none by its style: it ends with a colon."""
_WORDS_OF_REFERENCE = 10
"""Words of a sentence that is nothing but a reference."""
_WORDS_OF_MARK = 4
"""Words of a line that is nothing but a mark."""
_WHOLE = 0.6
"""The share of a line's characters from which on a marking in it is all that it says."""


_BY_PURPOSE = {
    LinePurpose.HEADING: Surrounding.HEADING,
    LinePurpose.QUOTED: Surrounding.QUOTED,
    LinePurpose.APART: Surrounding.BESIDE,
}


def sent_texts(read: ReadFile, level: str, language: str) -> Iterator[SentText]:
    """Yield the sentences of a file that a contributor sent.

    `level` is what the project calls a key aim.
    """
    names = pasted_text.aim_names(level, language)
    for line, surrounding, private in _with_surroundings(read.lines, language):
        spans = split_sentences(line.text, language)
        for start, end in spans:
            text = PlacedText(line.text[start:end], line.where, read.name)
            around = surrounding
            if not around and _is_reference(text.text, names, language):
                around = Surrounding.REFERENCE
            if any(map(str.isalnum, text.text)):
                yield SentText(text, private, around, line.is_cell)


def file_name(read: ReadFile) -> str:
    """Return the name of a file without its folders."""
    return PurePath(read.name).name


def _with_surroundings(
    lines: Iterable[ReadLine], language: str
) -> Iterator[tuple[ReadLine, Surrounding, bool]]:
    """Yield the lines, with what each is beside the updates and whether it is private."""
    under_mark, after_mark, signature = False, False, 0
    for line in lines:
        if line.purpose is LinePurpose.BLANK:
            # What follows a mark may have a gap before it, and ends with the next one.
            under_mark = under_mark and after_mark
            continue
        text = line.text
        is_mark = _is_mark(text, language)
        under_mark, after_mark = under_mark or is_mark, is_mark
        if line.purpose is LinePurpose.HEADING and not is_mark:
            under_mark = False
        surrounding = _surrounding(line, language)
        if surrounding is Surrounding.SIGNATURE:
            signature = _MOST_OF_SIGNATURE
        elif signature and not surrounding and _is_of_signature(text):
            surrounding, signature = Surrounding.SIGNATURE, signature - 1
        elif not surrounding:
            signature = 0
        surrounding = Surrounding.MARK if is_mark else surrounding
        marked = _is_marked(text, language)
        if marked and not is_mark:
            text = without_mark(text, language)
        private = under_mark or line.private or marked
        yield line._replace(text=text), surrounding, private


def _surrounding(line: ReadLine, language: str) -> Surrounding:
    text = line.text
    if line.purpose in _BY_PURPOSE:
        return _BY_PURPOSE[line.purpose]
    if line.is_cell:
        is_date = re.fullmatch(r"\d{4}-\d\d-\d\d", text)
        return Surrounding.DATE if is_date else Surrounding.NONE
    # What has a figure in it may tell something, however it begins.
    remarks = (
        pasted_text.is_remark(text.replace(",", ""), (), language),
        pasted_text.is_header(text, language),
    )
    found = {
        Surrounding.GREETING: pasted_text.greeted(text, language) is not None,
        Surrounding.SIGNATURE: pasted_text.is_closing(text, language),
        Surrounding.REMARK: any(remarks) and not re.search(r"\d", text),
        Surrounding.BESIDE: pasted_text.is_page_number(text, language),
        Surrounding.HEADING: text.endswith(":") and len(text) <= _MOST_OF_HEADING,
    }
    return next((each for each, holds in found.items() if holds), Surrounding.NONE)


def _is_reference(text: str, names: Iterable[str], language: str) -> bool:
    """Return whether a sentence only refers to a key aim: the project has `see:` for it."""
    is_short = len(text.split()) <= _WORDS_OF_REFERENCE
    return is_short and bool(find_typed_references(text, names, language))


def _is_of_signature(text: str) -> bool:
    return len(text) <= _MOST_OF_LINE and not text.endswith((".", ";"))


def _is_mark(text: str, language: str) -> bool:
    """Return whether a line says that something is private, and no more."""
    said = text.strip("*_ :.–—-[]()")
    marked = sum(found.end - found.start for found in find_markings(text, language))
    is_brief = len(said.split()) <= _WORDS_OF_MARK and not text.rstrip().endswith(".")
    kept = is_brief and pasted_text.is_kept_back(text, language)
    return kept or is_private_phrase(said) or marked > _WHOLE * max(len(said), 1)


def without_mark(text: str, language: str) -> str:
    """Return a line without the mark in brackets, or before a colon: the project has none."""

    def kept(found: re.Match[str]) -> str:
        return "" if _is_mark(found[0], language) else found[0]

    said = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", kept, text)
    return re.sub(r"\A\W*[^:–—-]{2,40}\s*[:–—-]\s+", kept, said)


def _is_marked(text: str, language: str) -> bool:
    kept = pasted_text.is_kept_back(text, language)
    return kept or bool(find_markings(text, language)) or is_private_note(text)

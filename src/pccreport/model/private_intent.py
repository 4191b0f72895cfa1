"""Recognises what is meant to keep something private: marks in any wording, and a folder."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from pccreport.language.checks import privacy_marks as marks
from pccreport.language.checks.privacy_marks import MarkWord
from pccreport.language.checks.protective_markings import find_markings
from pccreport.language.texts.stray_signs import plain_letters

FOLDER = "private"
"""The folder in `updates` whose files are never printed."""
_IN_FOLDER = re.compile(rf"(?:\A|[\\/:])updates[\\/]{FOLDER}[\\/].", re.IGNORECASE)

_MARKS = MarkWord.PUBLIC, MarkWord.PRIVATE
_VALUES = MarkWord.YES, MarkWord.NO
_MAX_LENGTH = 80
"""Maximum length of a line that is only a mark, with a note in brackets, in characters."""
_NEAR = 0.75
"""Lowest similarity of a mistyped word to the intended one, from 0 to 1."""
_MISTYPED = ["public", "private", "true", "false"]
_ASIDE = r"[:(\[]\s*([^:()\[\]]+)(?:[)\]]|\Z)"
_NAME = r"(?<![^\s:={},\[\]])([^\s:={},\[\]]++)[ \t]*+[:=]"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_BOX = "[•■-◿☐-☒⬚-⬜✅❌❎✗✘🗴-🗹\ue000-\uf8ff]|[\\[(]\\W?[xX]?\\W?[])]"
"""A box to tick; as Word reads its own symbols, a round one too."""
_AFTER = re.compile(r"[#(\[{]")
_AFTER_BRACKET = " \t\r\n.;!*_\"'”’"
_AROUND = " \t\r\n\"'”’*_()[]"
_TRUTH = r"(?:true|false|yes|no|on|off)(?![^\W_])"
# After other words, only a form that does not occur in sentences.
_INLINE = rf"(?i)\b(?:public|private)(?::{_TRUTH}|\s*[:=\uff1a]\s*{_TRUTH}\s*(?:[\])}}]|\W*\Z))"


def is_private_file(name: str) -> bool:
    """Return whether a file is in `updates/private`, by its path."""
    return _IN_FOLDER.search(name) is not None


@lru_cache
def intends_private(text: str) -> bool:
    """Return whether a file has, or was meant to have, a privacy mark or a withdrawal."""
    names = {match[1] for match in re.compile(_NAME).finditer(text)}
    lines = {*text.splitlines()}
    parts = (part for line in lines for part in (line, *line.split("#")))
    kinds = (_meaning_of(word[0]) for part in parts for word in _mark_words(part))
    marked = any(map(_is_mark_field, names)) or any(kind in _MARKS for kind in kinds)
    notes = (part for line in lines for part in line.split("#")[1:])
    return marked or any(map(is_private_note, notes)) or find_mark(text) is not None


def is_private_note(note: str) -> bool:
    """Return whether a note marks something as private, possibly with a reason.

    “private, names a victim” does, and “private hire cars were checked” does not.
    """
    note, _ = plain_letters(note)
    parts = note.split("#")
    # What was copied as notes has its marks within: “# - text: Confidential”.
    if any(not start for start, _ in find_markings(note.strip("# "))):
        return True
    asides = (match[1] for part in parts for match in re.compile(_ASIDE).finditer(part))
    return any(map(_is_private_part, parts)) or any(map(is_private_phrase, asides))


def is_private_name(name: str) -> bool:
    """Return whether the name of a file marks it as private: “q4-private”."""
    words = [word[0] for word in _WORD.finditer(name.replace("_", " "))]
    own = [word for word in words if not any(map(str.isdigit, word))]
    kinds = [*map(_meaning_of, own)]
    if not all(kinds):  # “q4-force-private” is marked, “private-hire” is not
        return marks.names_private_file(own[-1])
    return _means_private(kinds)


def is_private_phrase(text: str) -> bool:
    """Return whether a text is only a mark of something private: “not public”."""
    plain, _ = plain_letters(text)
    parts = [word[0].casefold() for word in _mark_words(plain)]
    # “the audit (internal)” is a kind of audit; “internal only” is a mark.
    return parts != ["internal"] and _means_private(map(_meaning_of, parts))


def is_private_cell(head: str, value: str) -> bool:
    """Return whether a cell keeps its row private, by its heading: “Publish?” and “No”.

    An answer that is neither yes nor no, such as “not sure” or “exempt”, keeps it private too.
    So does a dash, but not in a column of what is private.
    """
    if not is_private_head(head):
        return False
    kinds = _marks_in(head)
    answer = _meaning_of(next(iter(_WORD.findall(value)), ""))
    if not value.strip():
        return MarkWord.PUBLIC in kinds and head.rstrip().endswith("?")
    if not value.strip(" -–—"):
        return MarkWord.PUBLIC in kinds or marks.offers_choice(head)
    is_date = value[0].isdecimal() and not value.isdecimal()
    is_both = {*_VALUES} <= {*map(_meaning_of, _WORD.findall(value))}
    is_unclear = is_both or re.search(_BOX, value) is not None
    if is_unclear or (answer in _VALUES and not (is_date or marks.offers_choice(head))):
        return is_unclear or marks.is_hedged(value) or _means_private([*kinds, answer])
    words = {word.casefold() for word in _WORD.findall(head)}
    is_whole = head.rstrip().endswith("?") or words <= marks.privacy_question_words()
    # The cells below “Public meetings” say more than yes and no.
    if not (is_whole or marks.offers_choice(head)) or marks.is_open_answer(value):
        return False
    return not (marks.heads_publication_day(head) and value[0].isdecimal())


def is_private_head(head: str) -> bool:
    """Return whether the heading of a column asks if something is private: “Publish?”."""
    return any(kind in _MARKS for kind in _marks_in(head)) or marks.offers_choice(head)


def _marks_in(head: str) -> list[MarkWord]:
    words = [word.casefold() for word in _WORD.findall(head)]
    # “Release date” is not a question.
    asks = head.rstrip().endswith("?") or marks.privacy_question_words() >= {*words}
    of_columns = marks.column_words() if asks else {}
    kinds = (of_columns.get(word) or _meaning_of(word) for word in words)
    return [kind for kind in kinds if kind in _MARKS or kind is MarkWord.NOT]


def _is_private_part(note: str) -> bool:
    kinds: list[MarkWord] = []
    ends = False
    of_notes, after_mark = marks.note_words(), marks.end_of_mark_pattern()
    for word in _WORD.finditer(note):
        folded = word[0].casefold()
        kind = of_notes.get(folded) or _meaning_of(folded)
        if not kind:
            break
        kinds.append(kind)
        ends = ends or kind in _VALUES or bool(after_mark.match(note, word.end()))
    is_question = note.rstrip().endswith("?")
    return ends and not is_question and _means_private(kinds)


def find_mark(text: str) -> tuple[int, int] | None:
    """Return the start and end offsets of a privacy mark in a text, or None: `PUBLIC = NO`.

    On a line of its own, it can be worded and mistyped in many ways.
    """
    start, above = 0, ""
    for line in text.splitlines(keepends=True):
        words = _mark_words(line) if len(line.strip()) <= _MAX_LENGTH else []
        if words and _is_mark(words) and not _ends_sentence_above(words, line, above):
            return start + words[0].start(), start + words[-1].end()
        start, above = start + len(line), line
    has_sign = ":" in text or "=" in text or "\uff1a" in text
    folded = text.casefold() if has_sign else ""
    # A pattern without case takes "publıc" for "public".
    is_likely = "publ" in folded or "vate" in folded
    inline = re.search(_INLINE, text) if is_likely else None
    return inline.span() if inline else None


def _is_mark(words: Iterable[re.Match[str]]) -> bool:
    kinds = [_meaning_of(word[0]) for word in words]
    has_value = any(k in _MARKS for k in kinds) and any(k in _VALUES for k in kinds)
    return has_value or _means_private(kinds)


def _means_private(kinds: Iterable[MarkWord | None]) -> bool:
    """Return whether the words of a mark keep something private: “not for publication”.

    A word such as “not” applies to the next mark, and a value to the one before it.
    """
    is_private: list[bool] = []
    is_not = False
    for kind in kinds:
        if kind is MarkWord.NOT or (kind is MarkWord.NO and not is_private):
            is_not = True
        elif kind in _MARKS:
            is_private.append((kind is MarkWord.PRIVATE) is not is_not)
            is_not = False
        elif kind is MarkWord.NO:
            is_private[-1] = not is_private[-1]
    return bool(is_private) and all(is_private) and not is_not


def _ends_sentence_above(words: list[re.Match[str]], line: str, above: str) -> bool:
    """Return whether a mark without a value is the end of the sentence above it."""
    ended, end = (part.strip(_AROUND)[-1:] for part in (above, line))
    return (
        not any(_meaning_of(word[0]) in _VALUES for word in words)
        and line.lstrip()[0].islower()
        and bool(ended)
        and ended not in ".!?:"
        and (
            end in ".!?,;"
            or not marks.mark_words().keys() >= {word[0] for word in words}
        )
    )


def _mark_words(line: str) -> list[re.Match[str]]:
    """Return the words of a line that is only a mark, or [].

    It can be followed by any note, or any text in brackets.
    """
    first = _WORD.search(line)
    if first is None or not _meaning_of(first[0]):
        return []  # nearly every line
    after = _AFTER.search(line, first.start())
    aside = after and (after[0] == "#" or line.rstrip(_AFTER_BRACKET)[-1] in ")]}")
    words = []
    for word in _WORD.finditer(line[: after.start()] if after and aside else line):
        if not _meaning_of(word[0]):
            return []
        words.append(word)
    return words


def _is_mark_field(name: str) -> bool:
    """Return whether a field is a mark or a withdrawal, or was meant to be one."""
    letters = "".join(filter(str.isalpha, name)).casefold()
    is_known = _meaning_of(letters) in _MARKS or marks.is_mark_field(letters)
    return is_known or bool(_nearest_name(letters, ["withdrawn"]))


@lru_cache(maxsize=10_000)
def _meaning_of(word: str) -> MarkWord | None:
    """Return the meaning of a word, perhaps mistyped, in a mark, or None."""
    word = re.sub("['’]", "", word.casefold())
    kinds = marks.mark_words()
    return kinds.get(word) or kinds.get(_nearest_name(word, _MISTYPED))


def _nearest_name(word: str, names: list[str]) -> str:
    """Return the name that a mistyped word was meant to be, or ""."""
    # The similarity of two words is at most the part of their letters that both have.
    shared = ((name, sum(map(word.__contains__, name))) for name in names)
    near = [n for n, count in shared if 2 * count >= _NEAR * (len(n) + len(word))]
    return next(iter(near and get_close_matches(word, near, 1, _NEAR)), "")

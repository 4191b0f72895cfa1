"""Characters that a report cannot hold, or that are misread: replaced, and told.

Knows nothing of YAML but that it is indented. The replacement text has the length of the original,
so that every offset stays right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from pccreport.findings.finding import Diagnostic, Edit
from pccreport.findings.text import Source, Span
from pccreport.source import yaml_messages
from pccreport.source.lines import line_end, line_start
from pccreport.source.yaml_messages import DiagnosticTemplate, FirstOfEachRule

AT_MOST = 5
"""Findings of one rule in one text; the last says how many more there are."""

# Most texts hold nothing else, and this is ten times as fast as to look for each.
_COMMON = re.compile("[^\n\r -~\xa1-\u024f\u2010-\u2027\u20ac\u25a0-\u25ff]")

# What is read as a space without being one: controls, and the byte order mark.
_BLANK = frozenset(
    map(chr, (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xFEFF))
)

# Beside the space, what looks like indentation and is not.
_HARD = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN = "\u200b-\u200f\u2060\ufeff"
_BROKEN = "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffd-\uffff" + "".join(
    chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF)
)
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_TURNING = "\u202a-\u202e\u2066-\u2069"

# Expressions with so many ranges are compiled when a text needs them: it takes 3 ms.
_SUSPECT = f"[{_CONTROL}\t\x85\u2028\u2029{_HARD}{_UNSEEN}{_TURNING}{_BROKEN}]"
# Both begin with a line end, which the text is given in front of its first line.
_INDENT = f"[\r\n] *([\t{_HARD}{_UNSEEN}][ \t{_HARD}{_UNSEEN}]*)"
_AFTER_MARK = f"[\r\n] *(-|[a-z_]+:)([{_HARD}])"
# A run of tabs is one finding. The spaces are taken greedily up to the last tab,
# so that a run is looked at once however long it is.
_ODD = (
    f"\t(?:[ \t]*\t)?|[{_CONTROL}\x85\u2028\u2029\u200b\u2060\ufeff{_TURNING}{_BROKEN}]"
)
_CONTROLS = f"[{_CONTROL}{_TURNING}\r\x85\u2028\u2029\ufeff]|[{_BROKEN}]"
_LINE_REST = re.compile(" *(?:[\r\n]|\\Z)")

_SPACES = "\x85\u2028\u2029\ufeff"

_WORDS = {
    0x00: "a null character",
    0x07: "an end-of-cell mark from Word",
    0x08: "a backspace",
    0x0B: "a line break from Word",
    0x0C: "a page break",
    0x13: "a field mark from Word",
    0x14: "a field mark from Word",
    0x15: "a field mark from Word",
    0x1B: "an escape character",
    0x1E: "a non-breaking hyphen from Word",
    0x1F: "a soft hyphen from Word",
    0x7F: "a delete character",
    0x85: "a line break from another system",
    0xA0: "a non-breaking space",
    0xF0A7: "a bullet from one of Word’s own fonts",
    0xF0B7: "a bullet from one of Word’s own fonts",
    0xFEFF: "a byte order mark",
}

_FAULTS = (
    (f"[{_SPACES}]", yaml_messages.READ_AS_SPACE),
    ("[\u200b\u2060]", yaml_messages.UNSEEN),
    ("\ufffd", yaml_messages.LOST_LETTER),
    (f"[{_BROKEN}]", yaml_messages.BROKEN_CHARACTER),
    (f"[{_TURNING}]", yaml_messages.TEXT_DIRECTION),
)

# What each plainly meant, if that is known. A direction may be meant itself.
_MEANT = {
    **dict.fromkeys("\t\x07\x0b\x0c\u2028\u2029", " "),
    **dict.fromkeys("\x1f\u200b\u2060\ufeff", ""),
    "\x1e": "-",
}

Replacement = Callable[[re.Match[str]], str]


def scan_characters(source: Source) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text as it is to be read, of the same length, and the findings in it."""
    text = source.text
    # Notepad's mark in front of a file is no part of it.
    before = 1 if text.startswith("\ufeff") else 0
    if _COMMON.search(text, before) is None:
        return text, ()
    used = "".join(set(text[before:]))
    if re.search(_SUSPECT, used) is None:
        return text, ()
    findings = _Findings(source, before - 1)
    body = "\n" + text[before:]
    body = re.sub(_INDENT, _indentation(findings), body)
    body = re.sub(_AFTER_MARK, _after_mark(findings), body)
    if re.search(_ODD, used):
        body = re.sub(_ODD, _odd(findings), body)
    return text[:before] + body[1:], findings.result()


def is_white_space(character: str) -> bool:
    """Return whether the character is read as white space."""
    return character.isspace() or character in _BLANK


def character_name(character: str) -> str:
    """Return a character in words, with its number: “a page break (U+000C)”."""
    code = ord(character)
    if code in _WORDS:
        words = _WORDS[code]
    elif re.match(f"[{_BROKEN}]", character):
        words = "a broken character"
    else:
        known = unicodedata.name(character, "control character").lower()
        words = f"{'an' if known[0] in 'aeiou' else 'a'} {known}"
    return f"{words} (U+{code:04X})"


def strip_controls(value: str) -> tuple[str, str]:
    """Return a value that can be printed, and the first character that was removed, or ""."""
    first = re.search(_CONTROLS, value)
    if first is None:
        return value, ""
    return re.sub(_CONTROLS, lambda m: _stand_in(m[0]), value), first[0]


def _stand_in(character: str) -> str:
    if re.match(f"[{_BROKEN}]", character):
        return "\ufffd"
    return " " if re.match(f"[{_CONTROL}\ufeff]", character) else character


class _Findings:
    """Collects findings, and counts those beyond the first few of a rule."""

    def __init__(self, source: Source, before: int) -> None:
        self._before = before
        self._source = source
        self._few = FirstOfEachRule(AT_MOST)

    def add(
        self,
        fault: DiagnosticTemplate,
        place: tuple[int, int],
        character: str = "",
        meant: str | None = None,
    ) -> None:
        """Keep a finding, or count it where there are enough of its rule."""
        start, end = place[0] + self._before, place[1] + self._before
        fix: tuple[Edit, ...] = ()
        if meant is not None:
            text = self._beside(start, end, meant)
            fix = (Edit(Span(self._source, start, end), text),)
        if self._few.wants(fault.rule.name, fix):
            words = character_name(character) if character else ""
            found = fault.at(self._source, (start, end), words)
            self._few.keep(found._replace(fix=fix))

    def _beside(self, start: int, end: int, meant: str) -> str:
        """Return the intended text, less a space if there is one already."""
        text = self._source.text
        after = text[end : end + 1]
        if meant == " " and (text[start - 1 : start] == " " or after in " \r\n"):
            return ""
        return meant

    def result(self) -> tuple[Diagnostic, ...]:
        """Return the findings, in the order of the search."""
        return tuple(self._few.result())


def _indentation(findings: _Findings) -> Replacement:
    def stand_in(match: re.Match[str]) -> str:
        run, place = match[1], match.span(1)
        # A line of nothing else holds nothing to put right.
        if not _LINE_REST.match(match.string, place[1]):
            is_tab = "\t" in run
            fault = (
                yaml_messages.TAB_INDENT if is_tab else yaml_messages.HARD_SPACE_INDENT
            )
            findings.add(fault, place, run[0])
        return match[0][: place[0] - match.start()] + " " * len(run)

    return stand_in


def _after_mark(findings: _Findings) -> Replacement:
    def stand_in(match: re.Match[str]) -> str:
        findings.add(yaml_messages.HARD_SPACE, match.span(2), match[2], " ")
        return match[0][:-1] + " "

    return stand_in


def _odd(findings: _Findings) -> Replacement:
    comment = _CommentLines()

    def stand_in(match: re.Match[str]) -> str:
        found = match[0]
        if found[0] != "\t":
            findings.add(_fault(found), match.span(), found, _meant(found))
            return " " if found in _SPACES else _stand_in(found)
        # Neither the end of a line nor a note to oneself is printed.
        if not _LINE_REST.match(match.string, match.end()) and not comment.holds(match):
            findings.add(yaml_messages.INNER_TAB, match.span(), "", " ")
        return " " * len(found)

    return stand_in


def _meant(found: str) -> str | None:
    """Return what should replace a character, or None if it cannot be known."""
    if found in _MEANT or found == "\x85":
        return _MEANT.get(found)
    letter = _windows(found)
    return letter if letter.isprintable() and "\x80" <= found <= "\x9f" else None


def _windows(found: str) -> str:
    """Letters of Windows read as if they were Latin-1: the usual way to get one."""
    try:
        return found.encode("latin-1").decode("cp1252")
    except UnicodeError:
        return found


def _fault(found: str) -> DiagnosticTemplate:
    """Return what is wrong with a character that should not be there."""
    for characters, fault in _FAULTS:
        if re.match(characters, found):
            return fault
    meant = _windows(found)
    if meant.isprintable():
        way_out = f"replace it with “{meant}”"
        return yaml_messages.CONTROL_CHARACTER._replace(help=way_out)
    return yaml_messages.CONTROL_CHARACTER


class _CommentLines:
    """Knows whether a match is on a line that is a note; looks once at each line."""

    def __init__(self) -> None:
        self._end = -1
        self._is_note = False

    def holds(self, match: re.Match[str]) -> bool:
        """Return whether the line of the match starts with a hash."""
        text, at = match.string, match.start()
        if at >= self._end:
            self._end = line_end(text, at)
            before = text[line_start(text, at) : at]
            self._is_note = before.lstrip().startswith("#")
        return self._is_note

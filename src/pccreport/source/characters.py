"""Characters that a report cannot contain, or that are misread: replaced and reported.

Knows nothing of YAML except its indentation. A replacement has the length of the original, so that
all offsets stay valid.
"""

import re
import unicodedata
from functools import lru_cache

from pccreport.findings.finding import Diagnostic, Edit
from pccreport.findings.text import Source, Span
from pccreport.source.yaml_messages import first_of_each_rule, message_table, template

# Read as a space, without being one: control characters, and the byte order mark.
_CONTROLS_AND_MARK = frozenset(
    map(chr, (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xFEFF))
)

# Characters other than a space that look like indentation.
_HARD = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INVISIBLE = "\u200b-\u200f\u2060\ufeff"
_BROKEN = "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffd-\uffff" + "".join(
    chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF)
)
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_DIRECTION = "\u202a-\u202e\u2066-\u2069"

_SUSPECTS = f"[{_CONTROL}\t\x85\u2028\u2029{_HARD}{_INVISIBLE}{_DIRECTION}{_BROKEN}]"
# Both start with a line end; one is added before the first line.
_INDENT = f"[\r\n] *([\t{_HARD}{_INVISIBLE}][ \t{_HARD}{_INVISIBLE}]*)"
_AFTER_DASH_OR_KEY = f"[\r\n] *(-|[a-z_]+:)([{_HARD}])"
_ODD_CHARACTERS = f"[{_CONTROL}\x85\u2028\u2029\u200b\u2060\ufeff{_DIRECTION}{_BROKEN}]"
_CONTROLS = f"[{_CONTROL}{_DIRECTION}\r\x85\u2028\u2029\ufeff]|[{_BROKEN}]"

# What each certainly meant. A change of direction may be intended.
_REPLACEMENTS = {
    **dict.fromkeys("\x07\x0b\x0c\u2028\u2029", " "),
    **dict.fromkeys("\x1f\u200b\u2060\ufeff", ""),
    "\x1e": "-",
}
_TEMPLATES = (
    ("[\x85\u2028\u2029\ufeff]", "READ_AS_SPACE"),
    ("[\u200b\u2060]", "UNSEEN"),
    ("\ufffd", "LOST_LETTER"),
    (f"[{_BROKEN}]", "BROKEN_CHARACTER"),
    (f"[{_DIRECTION}]", "TEXT_DIRECTION"),
    ("", "CONTROL_CHARACTER"),
)
"""The message about each kind of odd character."""


def scan_characters(source: Source) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text with its odd characters replaced, at the same length, and the findings."""
    text = source.text
    line = text.replace("\n", "").replace("\r", "")
    is_plain = line.isprintable() and "\ufffd" not in line  # as is most text
    if is_plain or re.search(_SUSPECTS, line) is None:
        return text, ()
    body = f"\n{text}"
    # `recovery` finds which column was meant.
    body = re.sub(_INDENT, lambda m: m[0][: -len(m[1])] + " " * len(m[1]), body)
    body = re.sub(_AFTER_DASH_OR_KEY, lambda m: m[0][:-1] + " ", body)
    odd_signs = re.finditer(_ODD_CHARACTERS, body)
    found = (_finding(source, sign.start() - 1) for sign in odd_signs)
    read = re.sub(_ODD_CHARACTERS, _replacement_for, body).replace("\t", " ")
    return read[1:], tuple(first_of_each_rule(found))


def has_odd_indent(text: str) -> bool:
    """Return whether a line is indented with other characters than spaces."""
    return re.search(_INDENT, f"\n{text}") is not None


def is_white_space(character: str) -> bool:
    """Return whether the character is read as white space."""
    return character.isspace() or character in _CONTROLS_AND_MARK


@lru_cache
def character_name(character: str) -> str:
    """Return the name and number of a character: “a page break (U+000C)”."""
    code = f"U+{ord(character):04X}"
    unicode_name = unicodedata.name(character, "broken character").lower()
    name = f"{'an' if unicode_name[0] in 'aeiou' else 'a'} {unicode_name}"
    name = message_table()["characters"].get(code, name)
    return f"{name} ({code})"


def has_controls(value: str) -> bool:
    """Return whether a value has characters that cannot be printed."""
    return re.search(_CONTROLS, value) is not None


def _replacement_for(sign: re.Match[str]) -> str:
    if re.match(f"[{_BROKEN}]", sign[0]):
        return "\ufffd"
    is_space = re.match(f"[{_CONTROL}\x85\u2028\u2029\ufeff]", sign[0])
    return " " if is_space else sign[0]


def _finding(source: Source, at: int) -> Diagnostic:
    """Return the finding about an odd character, with what it certainly meant as its fix."""
    text, sign = source.text, source.text[at]
    name = next(name for signs, name in _TEMPLATES if re.match(signs, sign))
    new = _REPLACEMENTS.get(sign)
    if new == " " and (text[at - 1] == " " or text[at + 1 : at + 2] in " \r\n"):
        new = ""  # beside another one
    fix = () if new is None else (Edit(Span(source, at, at + 1), new),)
    found = template(name).found_at(source, (at, at + 1), character_name(sign))
    return found._replace(fix=fix)

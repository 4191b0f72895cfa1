"""Automatic numbers: how a house format's form of one looks and is referred to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pccreport.document.roles import Role
from pccreport.house.phrases import Phrase

_NUMBER, ABOVE = "{n}", "{above}"
LETTER = "{a}"
_UNDER = {"{section}": Role.SECTION, "{aim}": Role.AIM}
"""What the number of a paragraph can begin with: that of the heading it is under."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

NUMBERS: Mapping[str, frozenset[str]] = {
    "priority": frozenset({"n"}),
    "aim": frozenset({"n", "aim.label", "above"}),
    "aim_2": frozenset({"n", "above"}),
    "aim_3": frozenset({"n", "above"}),
    "aim_list": frozenset({"n"}),
    "section": frozenset({"n"}),
    "paragraph": frozenset({"n", "section", "aim"}),
    "point": frozenset({"a", "n", "above"}),
}
"""What can be numbered, with what each number can be made of."""


class ParagraphForms(NamedTuple):
    """How sections and paragraphs are numbered; "" for what has no number."""

    section: str = ""
    paragraph: str = ""
    """With {section} or {aim}, paragraphs are counted anew under each of those headings."""
    point: str = ""
    """The form for points under a numbered paragraph; "" for bullets."""

    @property
    def under(self) -> Role | None:
        """The headings under which paragraphs are counted anew; None if under none."""
        return next((r for slot, r in _UNDER.items() if slot in self.paragraph), None)


def format_number(form: str, number: int | str, above: str = "") -> str:
    """Return the number of a paragraph: "1)" for the form "{n})".

    `above` is that of the heading above, of which the closing marks are left out: "1.2" for
    the form "{above}.{n}" and "1)". {section} and {aim} are that without a name as well: "1"
    of "Key Aim 1.". {a} is the number as a letter, after z aa, bb and so on as in Word.
    """
    if LETTER in form and isinstance(number, int):
        times, place = divmod(number - 1, len(_LETTERS))
        number = _LETTERS[place] * (times + 1)
    form = form.replace(LETTER, str(number)).replace(_NUMBER, str(number))
    above = above.rstrip(" .):")
    _, _, bare = above.rpartition(" ")
    for slot in _UNDER:
        form = form.replace(slot, bare)
    return form.replace(ABOVE, above)


def number_in_reference(number: str) -> str:
    r"""Return the number as the field of a reference shows it: without trailing full stops.

    Word's \\n switch does this (Ref field, MS-OI29500 2.1.495): "1)" stays, "1."
    becomes "1".
    """
    return number.rstrip(".")


class MentionAffixes(NamedTuple):
    """The words round the number in a mention of a key aim."""

    before: str
    after: str


def split_mention(phrase: Phrase, label: str, form: str) -> MentionAffixes | None:
    """Return the typed words of a mention, without what the number itself contains.

    "Key Aim ({number})" with numbers "1)" types "Key Aim (" and the field shows "1)". None if
    the two do not match. The form of the number above, if that is in it, is in its place.
    """
    words = phrase.text.replace("{aim.label}", label)
    before, slot, after = words.partition("{number}")
    if "{number}" in after:
        return None
    opening, _, rest = form.rstrip(".").partition(_NUMBER)
    closing = rest.rpartition(_NUMBER)[2]  # between two is what is between numbers
    if not slot or not before.endswith(opening) or not after.startswith(closing):
        return None
    return MentionAffixes(before.removesuffix(opening), after.removeprefix(closing))

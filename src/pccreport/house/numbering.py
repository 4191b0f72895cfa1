"""Automatic numbers: how the form of a number in a house format is printed and referred to."""

from collections.abc import Mapping
from typing import NamedTuple

from pccreport.document.roles import Role
from pccreport.house.phrases import Phrase

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NUMBER = "{n}"
_ABOVE, _BARE_ABOVE = "{above}", "{number_above}"
LETTERS = {"{a}": _LETTERS, "{A}": _LETTERS.upper()}
"""The placeholders of numbers that are letters, with the letters in order."""
_UNDER = {"{section}": Role.SECTION, "{aim}": Role.AIM}
"""The headings whose number can be part of the number of a paragraph under them."""


_COUNT = frozenset({"n", "a", "A"})
_HIGHER = frozenset({"above", "number_above"})
NUMBERS: Mapping[str, frozenset[str]] = {
    "priority": _COUNT,
    "aim": _COUNT | _HIGHER | {"aim.label"},
    "aim_2": _COUNT | _HIGHER,
    "aim_3": _COUNT | _HIGHER,
    "aim_list": _COUNT,
    "section": frozenset({"n"}),
    "paragraph": frozenset({"n", "section", "aim"}),
    "point": frozenset({"a", "n", "above"}),
}
"""The numbers that a house format can set, with the placeholders of each."""


class ParagraphForms(NamedTuple):
    """How sections and paragraphs are numbered; "" for what has no number."""

    section: str = ""
    paragraph: str = ""
    """With {section} or {aim}, the count starts again under each of those headings."""
    point: str = ""
    """The form for points under a numbered paragraph; "" for bullets."""

    @property
    def under(self) -> Role | None:
        """The headings under which the count of paragraphs starts again, or None."""
        return next(
            (r for placeholder, r in _UNDER.items() if placeholder in self.paragraph),
            None,
        )


def letter_placeholder(form: str) -> str:
    """Return the placeholder of the letter in a form of numbers, or "" if it has figures."""
    return next((placeholder for placeholder in LETTERS if placeholder in form), "")


def counts_under(form: str) -> bool:
    """Return whether numbers of a form start again under each heading above, as its number is in them."""
    return _ABOVE in form or _BARE_ABOVE in form


def without_number_above(form: str) -> str:
    """Return a form of numbers from its own number on; "" for a wrong one without any."""
    _, placeholder, after = form.partition(letter_placeholder(form) or _NUMBER)
    return placeholder + after


def format_number(form: str, number: int | str, above: str = "") -> str:
    """Return the number of a paragraph: "1)" for the form "{n})".

    `above` is the number of the heading above, used without its closing characters: "1.2" for
    the form "{above}.{n}" and "1)". For {number_above}, {section} and {aim} it is also without its
    name: "1" of "Key Aim 1.". {a} is the number as a letter; aa, bb and so on follow z, as in Word.
    """
    placeholder = letter_placeholder(form) or _NUMBER
    if placeholder in LETTERS and isinstance(number, int):
        repeats, index = divmod(number - 1, len(_LETTERS))
        number = LETTERS[placeholder][index] * (repeats + 1)
    form = form.replace(placeholder, str(number))
    above = above.rstrip(" .):")
    _, _, bare = above.rpartition(" ")
    for placeholder in (*_UNDER, _BARE_ABOVE):
        form = form.replace(placeholder, bare)
    return form.replace(_ABOVE, above)


def number_in_reference(number: str) -> str:
    r"""Return the number as the field of a reference shows it: without trailing full stops.

    Word's \\n switch does this (Ref field, MS-OI29500 2.1.495): "1)" stays, "1."
    becomes "1".
    """
    return number.rstrip(".")


def split_mention(phrase: Phrase, label: str, form: str) -> tuple[str, str] | None:
    """Return the words before and after the number of a mention that are not part of it, or None.

    Of "Key Aim ({number})" with numbers "1)", "Key Aim (" is typed and the field shows "1)". None
    if the two do not match. `form` is a whole form, with that of the number above filled in.
    """
    text = phrase.text.replace("{aim.label}", label)
    before, placeholder, after = text.partition("{number}")
    if "{number}" in after:
        return None
    opening, _, rest = form.rstrip(".").partition(_NUMBER)
    closing = rest.rpartition(_NUMBER)[2]
    if not placeholder or not before.endswith(opening) or not after.startswith(closing):
        return None
    return before.removesuffix(opening), after.removeprefix(closing)

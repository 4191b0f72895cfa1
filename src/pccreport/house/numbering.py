"""Automatic numbers: how a house format's form of one looks and is referred to."""

from __future__ import annotations

from typing import NamedTuple

from pccreport.house.phrases import Phrase

_NUMBER, ABOVE = "{n}", "{above}"


def format_number(form: str, number: int | str, above: str = "") -> str:
    """Return the number of a paragraph: "1)" for the form "{n})".

    `above` is that of the heading above, of which the closing marks are left out: "1.2" for
    the form "{above}.{n}" and "1)".
    """
    return form.replace(_NUMBER, str(number)).replace(ABOVE, above.rstrip(" .):"))


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

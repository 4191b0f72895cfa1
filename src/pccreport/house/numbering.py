"""Automatic numbers: how a house format's form of one looks and is referred to."""

from __future__ import annotations

from typing import NamedTuple

from pccreport.house.phrases import Phrase

_NUMBER = "{n}"


def format_number(form: str, number: int) -> str:
    """What stands before the numbered paragraph: "1)" for the form "{n})"."""
    return form.replace(_NUMBER, str(number))


def number_in_reference(form: str, number: int) -> str:
    r"""What a reference's field shows of it: trailing full stops are left out.

    So Word's \\n switch has it (Ref field, MS-OI29500 2.1.495): "1)" stays, "1."
    becomes "1".
    """
    return format_number(form, number).rstrip(".")


class MentionAffixes(NamedTuple):
    """The words round the number in a mention of a key aim."""

    before: str
    after: str


def split_mention(phrase: Phrase, label: str, form: str) -> MentionAffixes | None:
    """The typed words of a mention, without what the number itself brings.

    "Key Aim ({number})" with numbers "1)" types "Key Aim (" and lets the field
    bring "1)". None when the two do not make a pair.
    """
    before, slot, after = phrase.text.partition("{number}")
    if "{number}" in after:
        return None
    opening, _, closing = form.rstrip(".").partition(_NUMBER)
    if not slot or not before.endswith(opening) or not after.startswith(closing):
        return None
    before = before.removesuffix(opening).replace("{aim.label}", label)
    return MentionAffixes(
        before, after.removeprefix(closing).replace("{aim.label}", label)
    )

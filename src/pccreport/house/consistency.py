"""Contradictions between the parts of a house format, by which a number could be wrong."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pccreport.document.roles import Role
from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.house import numbering
from pccreport.house.house import HouseFormat
from pccreport.house.phrases import Phrase
from pccreport.source.node import MappingNode, Node

# A style with a number or bullet has it for every paragraph of the style.
_COUNTED = (Role.AIM, Role.AIM_LIST, Role.POINT_1, Role.POINT_2, Role.POINT_3)
_MAY_SHARE = {Role.POINT_1, Role.FOCUS}


def check_consistency(house: HouseFormat) -> tuple[Diagnostic, ...]:
    """Return findings for contradictions in a complete format."""
    return (
        *(tuple(_number_forms(house)) or _mention(house)),
        *_shared_styles(house),
        *_title(house),
        *_repeated_lists(house),
    )


def _span(house: HouseFormat, part: str, key: str = "") -> Span:
    node: Node = house.origin.values[part]
    if key and isinstance(node, MappingNode):
        node = node.values[key]
    return node.span


def _mention(house: HouseFormat) -> Iterator[Diagnostic]:
    phrase = house.phrases["mention"]
    for whole in (False, True):
        forms = house.look.for_report(1, whole=whole).whole_forms()
        for depth, form in enumerate(forms):
            label = house.levels.of_depth(depth, whole=whole)
            if form and not numbering.split_mention(phrase, label, form):
                yield _unsplit_mention(phrase, form)
                return


def _unsplit_mention(phrase: Phrase, form: str) -> Diagnostic:
    number = numbering.number_in_reference(numbering.format_number(form, 1))
    message = f"the number in “{phrase.text}” would print as “{number}”"
    wording = form.rstrip(".").replace("{n}", "{number}")
    signs = "words" if form[:1].isalpha() else "signs"
    way_out = f"the number of a heading has these {signs} in it: write {wording}"
    if form.endswith(":"):
        way_out = f"a reference prints the colon of {form} too: under numbering:, write {form[:-1]}. or {form[:-1]}"
    elif form.startswith("{n})"):
        way_out = "the heading’s own bracket is printed too: write ({number}) if headings are numbered {n}), or {number} if they are numbered {n}."
    elif form[:1].isalpha() and "{aim.label}" not in phrase.text:
        way_out += ", or {aim.label} {number} if each level has its own word"
    return rule("number-form").finding(message, phrase.origin.span, way_out)


def _number_forms(house: HouseFormat) -> Iterator[Diagnostic]:
    below = tuple(zip(("aim_2", "aim_3"), house.look.below, strict=True))
    above = (("priority", house.look.priority_number), ("aim", house.look.aim_number))
    for (_, upper), (key, form) in pairwise((*above, *below)):
        if numbering.counts_under(form) and not upper:
            yield _no_number_above(house, key, form)
    forms = house.look.paragraphs
    numbers = {Role.SECTION: forms.section, Role.AIM: house.look.aim_number}
    if forms.under and not numbers[forms.under]:
        yield _no_number_above(house, "paragraph", forms.paragraph)
    elif forms.under is Role.AIM and numbering.counts_under(
        "".join(house.look.forms[:2])
    ):
        message = f"“{forms.paragraph}” counts paragraphs under headings that are numbered under others"
        way_out = "write {section}.{n}, or {n} for one count through all headings"
        yield _wrong_form(house, "paragraph", message, way_out)
    if forms.point and not forms.paragraph:
        message = "only points under a numbered paragraph can have numbers"
        way_out = "add paragraph: with its form, or remove point:"
        yield _wrong_form(house, "point", message, way_out)


def _no_number_above(house: HouseFormat, key: str, form: str) -> Diagnostic:
    message = f"“{form}” needs the number of the heading above, which has none"
    way_out = "write {n} alone, or number the headings above too"
    return _wrong_form(house, key, message, way_out)


def _wrong_form(house: HouseFormat, key: str, message: str, help: str) -> Diagnostic:
    at = _span(house, "numbering", key)
    return rule("number-form").finding(message, at, help)


def _shared_styles(house: HouseFormat) -> Iterator[Diagnostic]:
    styles = house.look.styles
    sections = (Role.SECTION,) if house.look.paragraphs.section else ()
    for counted in (*_COUNTED, *sections):
        for role, name in styles.items():
            may_share = role is counted or {role, counted} == _MAY_SHARE
            if name == styles[counted] and not may_share:
                message = f"“{role}” uses the style “{name}”, which already numbers or bullets “{counted}”"
                at = _span(house, "styles", role.value)
                yield rule("shared-style").finding(
                    message, at, "give each its own style"
                )


def _title(house: HouseFormat) -> Iterator[Diagnostic]:
    roles = [line.role for line in house.title_block]
    if roles.count(Role.REPORT_TITLE) != 1:
        message = "a report needs exactly one title: a line with role: report-title"
        at = _span(house, "title_block")
        yield rule("report-title").finding(message, at, "write that line once")


def _repeated_lists(house: HouseFormat) -> Iterator[Diagnostic]:
    lists: set[str] = set()
    ending = (p for p in house.ending if p.list not in ("aims", "focus"))
    for paragraph in (*house.opening, *ending):
        name, at = paragraph.list, paragraph.text.origin.span
        if name and name in lists:
            message = f"the {name} are listed twice"
            yield rule("repeated-list").finding(message, at, "list them once")
        lists.add(name)

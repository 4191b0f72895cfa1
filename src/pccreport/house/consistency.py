"""Contradictions between the parts of a house format, by which a number could be wrong."""

from collections.abc import Iterator
from itertools import islice, pairwise, product

from pccreport.document.roles import Role
from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.house.house import HouseFormat
from pccreport.house.stylesheet import (
    HEADINGS,
    counts_under,
    format_number,
    number_in_reference,
    split_mention,
)
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
    )


def _span(house: HouseFormat, part: str, key: str = "") -> Span:
    node: Node = house.origin.values[part]
    if key and isinstance(node, MappingNode):
        node = node.values[key]
    return node.span


def _mention(house: HouseFormat) -> Iterator[Diagnostic]:
    """Yield a finding if the number in a mention is not that of the headings."""
    phrase = house.phrases["mention"]
    forms = (
        form
        for whole in (False, True)
        for depth, form in enumerate(
            house.look.for_report(whole=whole).full_number_forms()
        )
        if form
        and not split_mention(phrase, house.levels.of_depth(depth, whole=whole), form)
    )
    for form in islice(forms, 1):
        number = number_in_reference(format_number(form, 1))
        message = f"the number in “{phrase.text}” would print as “{number}”"
        wording = form.rstrip(".").replace("{n}", "{number}")
        way_out = f"the number of a heading has these signs already: write {wording}"
        if form[:1].isalpha():
            way_out += ", or {aim.label} {number} if each level has its own word"
        yield rule("number-form").finding(message, phrase.origin.span, way_out)


def _number_forms(house: HouseFormat) -> Iterator[Diagnostic]:
    def wrong(key: str, message: str, way_out: str) -> Diagnostic:
        at = _span(house, "numbering", key)
        return rule("number-form").finding(message, at, way_out)

    look, forms = house.look, house.look.paragraphs
    headings = zip(HEADINGS, look.headings, strict=True)
    alone = [
        (key, form)
        for (_, upper), (key, form) in pairwise(headings)
        if counts_under(form) and not upper
    ]
    numbers = {Role.SECTION: forms.section, Role.AIM: look.headings[1]}
    if forms.under and not numbers[forms.under]:
        alone.append(("paragraph", forms.paragraph))
    for key, form in alone:
        message = f"“{form}” needs the number of the heading above, which has none"
        yield wrong(key, message, "write {n} alone, or number the headings above too")
    of_aims = forms.under is Role.AIM and numbers[Role.AIM]
    if of_aims and any(map(counts_under, look.headings[1:3])):
        message = f"“{forms.paragraph}” counts paragraphs under headings that are numbered under others"
        way_out = "write {section}.{n}, or {n} for one count through all headings"
        yield wrong("paragraph", message, way_out)
    if forms.point and not forms.paragraph:
        message = "only points under a numbered paragraph can have numbers"
        yield wrong("point", message, "add paragraph: with its form, or remove point:")


def _shared_styles(house: HouseFormat) -> Iterator[Diagnostic]:
    styles = house.look.styles
    sections = (Role.SECTION,) if house.look.paragraphs.section else ()
    for counted, (role, name) in product((*_COUNTED, *sections), styles.items()):
        may_share = role is counted or {role, counted} == _MAY_SHARE
        if name == styles[counted] and not may_share:
            message = f"“{role}” uses the style “{name}”, which already numbers or bullets “{counted}”"
            at = _span(house, "styles", role.value)
            yield rule("shared-style").finding(message, at, "give each its own style")


def _title(house: HouseFormat) -> Iterator[Diagnostic]:
    roles = [line.role for line in house.title_block]
    if roles.count(Role.REPORT_TITLE) != 1:
        message = "a report needs exactly one title: a line with role: report-title"
        at = _span(house, "title_block")
        yield rule("report-title").finding(message, at, "write that line once")

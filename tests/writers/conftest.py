"""The real report as a `Document`, without the rooms that make one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from pccreport.document.blocks import (
    Block,
    CrossRef,
    CrossRefKind,
    Document,
    Heading,
    Inline,
    LineBreak,
    Link,
    ListItem,
    PageNumber,
    Paragraph,
    TextRun,
)
from pccreport.document.roles import HOUSE_ROLES, POINTS, Role
from pccreport.house.stylesheet import StyleSheet

_REPORT = Path(__file__).parents[1] / "real_report.tsv"
_HOUSE = Path(__file__).parents[2] / "src/pccreport/house/progress-report.yaml"
_WEBSITE = "https://www.thamesvalley-pcc.gov.uk/"

# The lines in capitals, as they are stored; what is typed as it is shown; and roles.
_TITLES = (
    ("Office of the Police & Crime Commissioner for Thames Valley", ""),
    (
        "PCC progress report to the Thames Valley Police and Crime Panel ",
        "4th September 2020",
    ),
    (
        "Police and Crime Plan Strategic Priority 4: "
        "Serious Organised Crime and Terrorism",
        "",
    ),
)
_SECTION = "2019/20 progress on delivery of Strategic Priority 4 'Key Aims'"


@pytest.fixture(scope="session")
def look() -> StyleSheet:
    """The look of the house format that we ship."""
    return house_look()


@pytest.fixture(scope="session")
def document() -> Document:
    """The report of tests/real_report.tsv."""
    return real_document()


def house_look() -> StyleSheet:
    """The look of the house format that we ship."""
    house = YAML(typ="safe").load(_HOUSE.read_text(encoding="utf-8"))
    return StyleSheet(
        {role: house["styles"][role] for role in HOUSE_ROLES},
        house["numbering"]["aim"],
        house["numbering"]["aim_list"],
        tuple(house["bullets"]),
    )


def real_document() -> Document:
    """The report of tests/real_report.tsv."""
    lines = [
        tuple(line.split("\t", 1))
        for line in _REPORT.read_text(encoding="utf-8").splitlines()
    ]
    return Document(
        title="PCC progress report to the Thames Valley Police and Crime Panel",
        author="Police and Crime Commissioner for Thames Valley",
        subject="Strategic Priority 4: Serious Organised Crime and Terrorism",
        language="en-GB",
        created=datetime(2020, 8, 26, tzinfo=UTC),
        blocks=tuple(_blocks([(kind, words) for kind, words in lines])),
        footer=(
            TextRun("Page "),
            PageNumber(),
            TextRun(" of "),
            PageNumber(total=True),
        ),
    )


def _blocks(lines: list[tuple[str, str]]) -> Iterator[Block]:
    yield from _titles()
    aims = items = 0
    for (kind, words), (following, _) in pairwise([*lines, ("", "")]):
        match kind:
            case "P":
                role = Role.LEAD_IN if following in ("B1", "A") else Role.TEXT
                yield Paragraph(role, _inlines(words))
            case "A":
                items += 1
                yield ListItem(Role.AIM_LIST, _inlines(words), number=f"{items}.")
            case "B1" if not aims:
                yield ListItem(Role.FOCUS, _inlines(words))
            case "B1" | "B2" | "B3":
                yield ListItem(POINTS[int(kind[1]) - 1], _inlines(words))
            case "H" if following == "H":
                second = (LineBreak(), TextRun(_second_line(lines), role=Role.AS_TYPED))
                yield Heading(Role.SECTION, (TextRun(_SECTION), *second), 2)
            case "K":
                aims += 1
                number, _, text = words.partition(" ")
                heading = Heading(Role.AIM, _inlines(text), 3, number=number)
                yield replace(heading, anchor=f"Key_Aim_{aims}")
            case "S":
                yield Heading(Role.STREAM, _inlines(words), 4)
            case "N":
                yield Paragraph(Role.NOTE, _inlines(words))
            case "Y":
                yield _label(words)
            case "C":
                link = Link(_WEBSITE, (TextRun(words),), "Website of the Commissioner")
                yield Paragraph(Role.CLOSING, (link,))
            case "Z":
                last = following != "Z"
                role = Role.SIGN_OFF_LAST if last else Role.SIGN_OFF
                yield Paragraph(role, _inlines(words))


def _titles() -> Iterator[Block]:
    name, title, plan = (
        (TextRun(words), *([TextRun(typed, role=Role.AS_TYPED)] if typed else []))
        for words, typed in _TITLES
    )
    yield Paragraph(Role.BODY_NAME, name)
    yield Heading(Role.REPORT_TITLE, title, 1)
    yield Paragraph(Role.PLAN_TITLE, plan)


def _second_line(lines: list[tuple[str, str]]) -> str:
    return [words for kind, words in lines if kind == "H"][1]


def _label(words: str) -> Block:
    label, colon, rest = words.partition(": ")
    if not rest:
        return Paragraph(Role.LABEL, _inlines(words))
    start = TextRun(label + colon.strip(), role=Role.LABEL_WORDS)
    return Paragraph(Role.LABEL_LINE, (start, *_inlines(" " + rest)))


def _inlines(words: str) -> tuple[Inline, ...]:
    said = re.fullmatch(r"(.*Key Aim \()(\d)\) above(.*)", words)
    if not said:
        return (TextRun(words),)
    before, aim, after = said.groups()
    anchor = f"Key_Aim_{aim}"
    return (
        TextRun(before),
        CrossRef(anchor, CrossRefKind.NUMBER, f"{aim})"),
        TextRun(" "),
        CrossRef(anchor, CrossRefKind.DIRECTION, "above"),
        TextRun(after),
    )

"""The settings of one report: report.yaml."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from pccreport.findings.finding import Diagnostic, Label
from pccreport.model import prose, reading
from pccreport.model.located import located
from pccreport.model.periods import FinancialYear, Quarter, read_quarter, read_year
from pccreport.model.prose import Prose
from pccreport.source.node import Mapping, Scalar

SHIPPED_HOUSE = "progress-report"
"""The house format of a report that names none."""

Reporting = Quarter | FinancialYear | Literal["plan"]
"""What a report can be on: a quarter, a year, or the whole term of the plan."""


class SignOff(NamedTuple):
    """Who signs a report, and when."""

    name: str
    office: str
    date: date


@located
class Settings(NamedTuple):
    """What one report is on, for whom, and how it is said."""

    priority: int
    period: Reporting
    since: Quarter | FinancialYear | None
    """How far back it reaches; None for the beginning of what it is on."""
    until: Quarter | None
    """The last quarter that is printed; None for the end of what it is on."""
    panel: str
    meeting: date
    objective: str
    focus: tuple[Prose, ...]
    sign_off: SignOff
    house: str
    """A shipped house format's name, or a file of the project."""
    origin: Mapping

    def place(self, key: str) -> Label:
        """Where a key's value stands, or the head of the file."""
        value = self.origin.values.get(key)
        first = next(iter(self.origin.keys.values()), None)
        return Label((value or first or self.origin).span)


def read(node: Mapping) -> tuple[Settings | None, tuple[Diagnostic, ...]]:
    """The settings of report.yaml, or None when they do not stand."""
    sign_off = reading.submapping(node, "sign_off")
    meeting, of_meeting = reading.day(node, "meeting")
    signed, of_signing = reading.day(sign_off, "date")
    findings = [*of_meeting, *of_signing]
    period = read_reporting(_period(node, "period", findings))
    priority = reading.integer(node, "priority")
    if period is None or priority is None or meeting is None or signed is None:
        return None, tuple(findings)
    settings = Settings(
        priority=priority,
        period=period,
        since=read_since(_period(node, "since", findings)),
        until=read_quarter(_period(node, "until", findings)),
        panel=reading.text(node, "panel"),
        meeting=meeting,
        objective=reading.text(node, "objective"),
        focus=_focus(node, findings),
        sign_off=SignOff(
            reading.text(sign_off, "name"), reading.text(sign_off, "office"), signed
        ),
        house=reading.text(node, "house") or SHIPPED_HOUSE,
        origin=node,
    )
    return settings, tuple(findings)


def read_reporting(text: str) -> Reporting | None:
    """What a report is on, from "2020/21 Q3", "2019/20" or "plan"; or None."""
    if text.strip() == "plan":
        return "plan"
    return read_since(text)


def read_since(text: str) -> Quarter | FinancialYear | None:
    """A quarter or a year; None for any other text."""
    return read_quarter(text) or read_year(text)


def _period(node: Mapping, key: str, findings: list[Diagnostic]) -> str:
    """What a key says of a period; findings get what does not follow in it."""
    typed = reading.scalar(node, key)
    if typed is None:
        return ""
    findings += reading.out_of_step(typed)
    return str(typed.value)


def _focus(node: Mapping, findings: list[Diagnostic]) -> tuple[Prose, ...]:
    texts = []
    for item in reading.items(node, "focus"):
        if isinstance(item, Scalar) and isinstance(item.value, str):
            text, problems = prose.read(item)
            texts.append(text)
            findings += problems
    return tuple(texts)

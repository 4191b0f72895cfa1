"""The settings of one report: report.yaml."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pccreport.model import prose, reading
from pccreport.model.located import located
from pccreport.model.periods import Quarter
from pccreport.model.prose import Prose
from pccreport.source.diagnostic import ERROR, Diagnostic, Label
from pccreport.source.node import Mapping, Scalar

SHIPPED_HOUSE = "progress-report"
"""The house format of a report that names none."""


class SignOff(NamedTuple):
    """Who signs a report, and when."""

    name: str
    office: str
    date: date


@located
class Settings(NamedTuple):
    """What one report is on, for whom, and how it is said."""

    priority: int
    period: Quarter
    until: Quarter
    """The last quarter that is printed; the reporting quarter unless said."""
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
    period, of_period = reading.quarter(node, "period")
    until, of_until = reading.quarter(node, "until")
    meeting, of_meeting = reading.day(node, "meeting")
    signed, of_signing = reading.day(sign_off, "date")
    findings = [*of_period, *of_until, *of_meeting, *of_signing]
    findings += _periods_in_order(node, period, until)
    priority = reading.integer(node, "priority")
    if period is None or priority is None or meeting is None or signed is None:
        return None, tuple(findings)
    settings = Settings(
        priority=priority,
        period=period,
        until=until or period,
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


def _focus(node: Mapping, findings: list[Diagnostic]) -> tuple[Prose, ...]:
    texts = []
    for item in reading.items(node, "focus"):
        if isinstance(item, Scalar) and isinstance(item.value, str):
            text, problems = prose.read(item)
            texts.append(text)
            findings += problems
    return tuple(texts)


def _periods_in_order(
    node: Mapping, period: Quarter | None, until: Quarter | None
) -> list[Diagnostic]:
    typed, earlier = reading.scalar(node, "until"), reading.scalar(node, "period")
    if not (period and until and typed and earlier and until < period):
        return []
    return [
        Diagnostic(
            "until-before-period",
            ERROR,
            f"the report is on {period} and is to end before it, with {until}",
            Label(typed.span),
            related=(Label(earlier.span, "the period reported on"),),
            help="write the last quarter to be printed, or take the line out",
        )
    ]

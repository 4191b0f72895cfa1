"""What a house format's words are filled in with: who, when, on what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pccreport.house.parts import House
from pccreport.model.periods import year_label
from pccreport.report.tree import Report

OF_REPORT = frozenset({"panel", "objective", "sign_off.name", "sign_off.office"})
"""Facts that report.yaml says; the others are plan.yaml's, or computed."""


def facts(report: Report, house: House) -> Mapping[str, str]:
    """Every fact by its name; "" where the project does not say it."""
    plan, settings, phrases = report.plan, report.settings, house.phrases
    body, period, years = plan.body, report.scope.period, plan.years
    year = {
        "year": year_label(period.year, phrases),
        "year_number": str(years.number_of(period.year) or ""),
        "quarter": str(period.number),
    }
    span = {"first": str(years.first.start), "last": str(years.last.start + 1)}
    return {
        **year,
        "stamp": phrases["stamp"].fill(year),
        "plan.title": plan.title,
        "plan.span": phrases["plan_span"].fill(span),
        "plan.length": house.words.number(years.length),
        "body.name": body.name,
        "body.short": body.short,
        "body.area": body.area,
        "holder.short": body.holder_short,
        "holder.office": body.holder_office,
        "force.name": body.force_name,
        "force.short": body.force_short,
        "law": body.law,
        "panel": settings.panel,
        "meeting": _day("meeting_date", settings.meeting, house),
        "objective": settings.objective,
        "priority.label": house.levels.priority,
        "priority.number": str(report.priority.number),
        "priority.title": report.priority.title,
        "aim.label": house.levels.aim,
        "aims.label": house.levels.aims,
        "sign_off.name": settings.sign_off.name,
        "sign_off.office": settings.sign_off.office,
        "sign_off.date": _day("sign_off_date", settings.sign_off.date, house),
    }


def _day(phrase: str, day: date, house: House) -> str:
    words = house.words
    return house.phrases[phrase].fill(
        {
            "day": str(day.day),
            "ordinal": words.ordinals[day.day - 1],
            "month": words.months[day.month - 1],
            "year": str(day.year),
        }
    )

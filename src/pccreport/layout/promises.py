"""The lists of open promises and of the panel's recommendations, before or after the key aims."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pccreport.document.blocks import InlineContent, ListItem, TextRun
from pccreport.document.roles import Role
from pccreport.house.house import HouseFormat
from pccreport.layout.inline_builder import InlineBuilder
from pccreport.model.period_labels import LabelFormatter
from pccreport.report.report import Report


def listed_promises(
    name: str, report: Report, house: HouseFormat, setter: InlineBuilder
) -> Iterator[ListItem]:
    """Yield the lines of a list by its name: "promises" or "recommendations"."""
    phrases, labels = house.phrases, LabelFormatter(house)

    def day(made: date) -> InlineContent:
        return (TextRun(labels.day("period_date", made)),)

    if name == "promises":
        for n, promise in enumerate(report.promises):
            text = promise.item.text
            due = {k: (TextRun(w),) for k, w in labels.due(promise.due).items()}
            words = setter.text(text)
            content = setter.fill_with(phrases["promise"], promise=words, **due)
            origin, key = text.origin.span, (name, n)
            yield ListItem(Role.FOCUS, content, origin=origin, key=key)
    else:
        for n, (asked, answered) in enumerate(report.requests):
            phrase = "recommendation_answered" if answered else "recommendation"
            period = labels.name(answered) if answered else ""
            content = setter.fill_with(
                phrases[phrase],
                recommendation=(TextRun(asked.text),),
                made=day(asked.made),
                answer_by=day(asked.answer_by),
                period=(TextRun(period),),
            )
            origin, key = asked.origin.span, (name, n)
            yield ListItem(Role.FOCUS, content, origin=origin, key=key)

"""A house format's own words, with places in {} that are filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.close_matches import did_you_mean
from pccreport.source.node import ScalarNode
from pccreport.source.yaml_messages import excerpt

# A slot's name, dots inside: {plan.title}. Not str.format, whose fields reach
# into objects.
_SLOT = re.compile(r"\{([^{}]*)\}")

FACTS = frozenset(
    (
        *("plan.title", "plan.span", "plan.length", "law"),
        *("body.name", "body.short", "body.area"),
        *("holder.short", "holder.office", "force.name", "force.short"),
        *("panel", "meeting", "objective"),
        *("priority.label", "priority.number", "priority.title"),
        *("aim.label", "aims.label"),
        *("stamp", "year", "year_number", "quarter", "months", "ends"),
        *("sign_off.name", "sign_off.office", "sign_off.date"),
        *("awards.total", "awards.count"),
        *("awards.by_fund", "awards.by_round", "awards.by_aim"),
    )
)
"""What any text of a house format may be filled in with."""

OF_REPORT = frozenset(
    {"panel", "objective", "sign_off.name", "sign_off.office", "sign_off.date"}
)
"""Values from report.yaml; the others are from plan.yaml, or computed."""

FAMILIES = ("awards.fund.", "awards.round.", "awards.aim.", "awards.stream.")
"""Beginnings of facts that go on with a name: {awards.fund.Community Safety Fund}."""

OWN_TEXTS = ("texts.", "cover.")
"""Beginnings of facts that are a report's own: {texts.purpose}, {cover.Agenda item}."""

_LEADS = frozenset({"mention", "direction"})
_RECOMMENDED = frozenset({"recommendation", "made", "answer_by"})
_DAY = frozenset({"day", "ordinal", "month", "year"})
PHRASES: Mapping[str, frozenset[str]] = {
    "year": frozenset({"first", "last", "last_year"}),
    "months": frozenset({"first", "last"}),
    "month": frozenset({"month", "year"}),
    "label": frozenset({"year"}),
    "running_label": frozenset({"year", "quarters", "months", "ends"}),
    "quarter": frozenset({"quarter"}),
    "quarter_range": frozenset({"first", "last"}),
    "quarter_list": frozenset(),
    "year_range": frozenset({"first", "last"}),
    "stamp": frozenset({"year", "year_number", "quarter", "months", "ends"}),
    "dates_stamp": frozenset({"first", "last"}),
    "year_stamp": frozenset({"year", "year_number"}),
    "term_stamp": frozenset({"year", "first_number", "last_number"}),
    "plan_span": frozenset({"first", "last"}),
    "mention": frozenset({"aim.label", "number"}),
    "mention_title": frozenset({"title"}),
    "reference": _LEADS,
    "reference_stream": _LEADS | {"stream"},
    "reference_year": _LEADS | {"year"},
    "reference_stream_year": _LEADS | {"stream", "year"},
    "label_line": frozenset({"label", "text"}),
    "reference_paragraph": frozenset({"number", "direction"}),
    "outcome": frozenset({"outcome"}),
    "period_name": frozenset({"year", "quarters"}),
    "due": frozenset({"due", "ends"}),
    "promise": frozenset({"promise", "due", "ends"}),
    "recommendation": _RECOMMENDED,
    "recommendation_answered": _RECOMMENDED | {"period"},
    "glossary": frozenset(),
    "glossary_line": frozenset({"term", "meaning"}),
    "cover_line": frozenset({"label", "value"}),
    "nothing": frozenset({"reason"}),
    "quarter_nothing": frozenset({"quarters", "reason"}),
    "caveat": frozenset({"caveat"}),
    "quarter_caveat": frozenset({"quarters", "caveat"}),
    "dates_label": frozenset({"first", "last"}),
    "to_date_label": frozenset({"year", "quarters"}),
    "rolling_label": frozenset({"last"}),
    "as_at_label": frozenset({"last"}),
    "money": frozenset({"amount"}),
    "award_part": frozenset({"name", "amount"}),
    "award_list": frozenset(),
    "award_other": frozenset(),
    "period_date": _DAY,
    "meeting_date": _DAY,
    "sign_off_date": _DAY,
    "draft": frozenset(),
    "draft_unprinted": frozenset(),
    "redline": frozenset({"old", "new"}),
    "redline_draft": frozenset({"new"}),
}
"""The short phrases, with what each may be filled in with."""


OPTIONAL: Mapping[str, str] = {
    "reference_paragraph": "",
    "glossary": "",
    "glossary_line": "{term}: {meaning}",
    "mention_title": "{title}",
    "cover_line": "{label}: {value}",
    "due": "",
    "promise": "{promise} ({due})",
    "recommendation": "{recommendation} ({made})",
    "recommendation_answered": "{recommendation} ({made}; {period})",
    "label_line": "{label} {text}",
    "period_name": "",
    "target": "",
    "months": "{first} to {last}",
    "month": "{month} {year}",
    "dates_stamp": "{first} to {last}",
}
"""Phrases that a format can do without, with what is used instead; "" for nothing."""

_PERIOD = frozenset({"period"})
MEASURE_PHRASES: Mapping[str, frozenset[str]] = {
    "status": frozenset({"status"}),
    "status_before": frozenset({"status", "before", "period"}),
    "step": frozenset({"word", "sign"}),
    "key": frozenset({"steps"}),
    "key_step": frozenset({"step", "means"}),
    "caption": frozenset({"aim"}),
    "title": frozenset({"title", "details"}),
    "up": frozenset(),
    "down": frozenset(),
    "measure_column": frozenset(),
    "area_column": frozenset(),
    "value_column": _PERIOD,
    "before_column": _PERIOD,
    "year_before_column": _PERIOD,
    "target": frozenset({"target"}),
    "target_column": frozenset(),
    "status_column": frozenset(),
    "total": frozenset(),
    "part_total": frozenset(),
    "withheld": frozenset({"reason"}),
    "missing": frozenset(),
    "none": frozenset(),
    "of_period": frozenset({"value", "period"}),
    "period": frozenset({"year", "quarter"}),
    "restated": frozenset({"measure", "period", "value"}),
    "restated_from": frozenset({"measure", "period", "value", "before"}),
    "changed": frozenset({"measure", "change"}),
}
"""The words of tables of measures, with what each may be filled in with."""


class ValueLookup(Protocol):
    """What can fill slots: a mapping, or what knows its values when it is asked."""

    def get(self, name: str, default: str, /) -> str:
        """Return the value of a name, or the default."""


def fill_placeholders(text: str, values: ValueLookup) -> str:
    """Return a text with each placeholder filled in that has a value; values are not filled again."""
    if "{" not in text:
        return text
    return _SLOT.sub(
        lambda slot: value_after(text[: slot.start()], values.get(slot[1], slot[0])),
        text,
    )


def value_after(before: str, value: str) -> str:
    """Return a value without its article where the words before it end with one."""
    article = re.match(r"the\s+", value, re.IGNORECASE)
    doubled = article and re.search(r"\bthe\s+\Z", before, re.IGNORECASE)
    return value[article.end() :] if article and doubled else value


_MOST_LISTED = 14
"""Placeholders that a finding lists: more are hard to read."""


class Phrase(NamedTuple):
    """Words of a house format."""

    text: str
    origin: ScalarNode

    def placeholders(self) -> tuple[str, ...]:
        """Return the names of the placeholders."""
        return tuple(_SLOT.findall(self.text))

    def pieces(self) -> Iterator[tuple[str, str]]:
        """Its words in order, each with the slot that follows them, or ""."""
        parts = [*_SLOT.split(self.text), ""]
        return zip(parts[::2], parts[1::2], strict=True)

    def fill(self, values: ValueLookup) -> str:
        """Return the text with every placeholder filled in that has a value."""
        return fill_placeholders(self.text, values)

    def unknown_placeholders(self, known: Iterable[str]) -> Iterator[Diagnostic]:
        """Return a finding for each placeholder that nothing can fill."""
        names = sorted(known)
        families = (*FAMILIES, *OWN_TEXTS) if FACTS <= set(names) else ()
        if found := re.search("[{}]", _SLOT.sub("", self.text)):
            message = f"this “{found[0]}” has no matching brace and would be printed"
            way_out = "put the name of a placeholder between { and }"
            yield rule("unknown-slot").finding(message, self.origin.span, way_out)
        for slot in self.placeholders():
            if slot not in names and not slot.startswith(families):
                start = self.text.index(f"{{{slot}}}")
                more = " …" if len(names) > _MOST_LISTED else ""
                listed = ", ".join(f"{{{name}}}" for name in names[:_MOST_LISTED])
                way_out = did_you_mean(slot, names, f"allowed here: {listed}{more}")
                yield rule("unknown-slot").finding(
                    f"“{{{excerpt(slot)}}}” cannot be filled in here",
                    self.origin.place(start, start + len(slot) + 2),
                    way_out if names else "remove the braces",
                )

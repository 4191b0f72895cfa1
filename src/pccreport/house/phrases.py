"""The phrases of a house format, with placeholders in {} that values fill."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.close_matches import did_you_mean
from pccreport.source.node import ScalarNode
from pccreport.source.yaml_messages import excerpt

# Not str.format, whose fields reach into objects.
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

PLACEHOLDERS = frozenset(
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
"""The placeholders of any text of a house format that is not a phrase."""

REPORT_PLACEHOLDERS = frozenset(
    {"panel", "objective", "sign_off.name", "sign_off.office", "sign_off.date"}
)
"""Those with a value from report.yaml; the others are from plan.yaml, or computed."""

FAMILIES = ("awards.fund.", "awards.round.", "awards.aim.", "awards.stream.")
"""Beginnings of placeholders that end with a name: {awards.fund.Community Safety Fund}."""

REPORT_FAMILIES = ("texts.", "cover.")
"""Beginnings of placeholders with a value from report.yaml: {texts.purpose}, {cover.Agenda item}."""

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
"""The short phrases, with the placeholders of each."""

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
"""Phrases that a house format can omit, with the default of each; "" for nothing."""

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
"""The phrases of tables of measures, with the placeholders of each."""


class ValueLookup(Protocol):
    """The values of placeholders: a mapping, or an object that computes a value when it is needed."""

    def get(self, name: str, default: str, /) -> str:
        """Return the value of a name, or the default."""


def fill_placeholders(text: str, values: ValueLookup) -> str:
    """Return a text with each placeholder replaced that has a value; values are not filled again."""

    def value_of(found: re.Match[str]) -> str:
        value = values.get(found[1], found[0])
        return _without_second_article(text[: found.start()], value)

    return _PLACEHOLDER.sub(value_of, text) if "{" in text else text


def _without_second_article(before: str, value: str) -> str:
    """Return a value without its article if the text before it ends with one."""
    article = re.match(r"the\s+", value, re.IGNORECASE)
    doubled = article and re.search(r"\bthe\s+\Z", before, re.IGNORECASE)
    return value[article.end() :] if article and doubled else value


_MAX_LISTED = 14
"""Placeholders that a finding lists, so that it is easy to read."""


class Phrase(NamedTuple):
    """A text of a house format."""

    text: str
    origin: ScalarNode

    def placeholders(self) -> tuple[str, ...]:
        """Return the names of the placeholders."""
        return tuple(_PLACEHOLDER.findall(self.text))

    def pieces(self) -> Iterator[tuple[str, str]]:
        """Return the texts between placeholders in order, each with the placeholder after it, or ""."""
        parts = [*_PLACEHOLDER.split(self.text), ""]
        return zip(parts[::2], parts[1::2], strict=True)

    def fill(self, values: ValueLookup) -> str:
        """Return the text with every placeholder replaced that has a value."""
        return fill_placeholders(self.text, values)

    def unknown_placeholders(self, known: Iterable[str]) -> Iterator[Diagnostic]:
        """Yield a finding for each placeholder that is not known here, and for a brace without its pair."""
        names = sorted(known)
        families = (*FAMILIES, *REPORT_FAMILIES) if PLACEHOLDERS <= set(names) else ()
        if found := re.search("[{}]", _PLACEHOLDER.sub("", self.text)):
            message = f"this “{found[0]}” has no matching brace and would be printed"
            way_out = "put the name of a placeholder between { and }"
            yield rule("unknown-slot").finding(message, self.origin.span, way_out)
        for name in self.placeholders():
            if name not in names and not name.startswith(families):
                start = self.text.index(f"{{{name}}}")
                more = " …" if len(names) > _MAX_LISTED else ""
                listed = ", ".join(f"{{{n}}}" for n in names[:_MAX_LISTED])
                way_out = did_you_mean(name, names, f"allowed here: {listed}{more}")
                yield rule("unknown-slot").finding(
                    f"“{{{excerpt(name)}}}” cannot be filled in here",
                    self.origin.place(start, start + len(name) + 2),
                    way_out if names else "remove the braces",
                )

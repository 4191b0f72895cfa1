"""The phrases of a house format, with placeholders in {} that values fill."""

import json
import re
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import NamedTuple, Protocol

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.language.texts.close_matches import did_you_mean
from pccreport.source.node import ScalarNode
from pccreport.source.yaml_messages import excerpt

# Not str.format, whose fields reach into objects.
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

_TABLES = json.loads(Path(__file__).with_name("placeholders.json").read_bytes())
PLACEHOLDERS = frozenset[str](_TABLES["any_text"])
"""The placeholders of any text of a house format that is not a phrase."""
REPORT_PLACEHOLDERS = frozenset[str](_TABLES["from_report"])
"""Those with a value from report.yaml; the others are from plan.yaml, or computed."""
FAMILIES = tuple[str, ...](_TABLES["families"])
"""Beginnings of placeholders that end with a name: {awards.fund.Community Safety Fund}."""
REPORT_FAMILIES = tuple[str, ...](_TABLES["families_from_report"])
"""Beginnings of placeholders with a value from report.yaml: {texts.purpose}, {cover.Agenda item}."""
PHRASES: Mapping[str, frozenset[str]] = {
    name: frozenset(known) for name, known in _TABLES["phrases"].items()
}
"""The short phrases, with the placeholders of each."""
MEASURE_PHRASES: Mapping[str, frozenset[str]] = {
    name: frozenset(known) for name, known in _TABLES["measures"].items()
}
"""The phrases of tables of measures, with the placeholders of each."""
LISTS = tuple[str, ...](_TABLES["lists"])
"""What a paragraph can have below it, beside lists of the office's own."""
COLUMNS = frozenset[str](_TABLES["columns"])
"""The columns that are filled from the plan and the updates; any other is the office's own."""


class ValueLookup(Protocol):
    """The values of placeholders: a mapping, or an object that computes a value when it is needed."""

    def get(self, name: str, default: str, /) -> str:
        """Return the value of a name, or the default."""


def fill_placeholders(text: str, values: ValueLookup) -> str:
    """Return a text with each placeholder replaced that has a value; values are not filled again."""
    if (both := "{plan.title} {plan.span}") in text and _title_ends_with_years(values):
        text = text.replace(both, "{plan.title}")

    def value_of(found: re.Match[str]) -> str:
        value = values.get(found[1], found[0])
        article = re.match(r"(?i)the\s+", value)
        is_there = article and re.search(r"(?i)\bthe\s+\Z", text[: found.start()])
        return value[article.end() :] if article and is_there else value

    return _PLACEHOLDER.sub(value_of, text) if "{" in text else text


def _title_ends_with_years(values: ValueLookup) -> bool:
    """Return whether the title of a plan ends with its years: “Safer Plan 2021 to 2025”, “2021–25”."""
    ends = r"\b(\d{4})\W+(?:[^\W\d]+\W+)?(?:\d\d)?(\d\d)\W*\Z"
    names = "plan.title", "plan.span"
    title, span = (re.search(ends, values.get(name, "")) for name in names)
    return bool(title and span and title.groups() == span.groups())


NONE = "none"
"""The text in a file for a number, a heading or a phrase that is not printed."""
_MAX_LISTED = 14
"""Placeholders that a finding lists, so that it is easy to read."""


class Phrase(NamedTuple):
    """A text of a house format."""

    text: str
    origin: ScalarNode

    @property
    def has_words(self) -> bool:
        """Whether it has words."""
        return self.text not in ("", NONE)

    def placeholders(self) -> tuple[str, ...]:
        """Return the names of the placeholders."""
        return tuple(_PLACEHOLDER.findall(self.text))

    def span_of(self, name: str) -> Span:
        """Return the span of a placeholder in the file."""
        start = self.text.index(f"{{{name}}}")
        return self.origin.span_in(start, start + len(name) + 2)

    def split_at_placeholders(self) -> Iterator[tuple[str, str]]:
        """Return the texts between placeholders in order, each with the placeholder after it, or ""."""
        parts = [*_PLACEHOLDER.split(self.text), ""]
        return zip(parts[::2], parts[1::2], strict=True)

    def fill(self, values: ValueLookup) -> str:
        """Return the text with every placeholder replaced that has a value."""
        return fill_placeholders(self.text, values)

    def unknown_placeholders(self, known: Set[str]) -> Iterator[Diagnostic]:
        """Yield a finding for each placeholder that is not known here, and for a brace without its pair."""
        if {"{", "}"}.isdisjoint(self.text):
            return
        families = (*FAMILIES, *REPORT_FAMILIES) if PLACEHOLDERS <= known else ()
        if found := re.search("[{}]", _PLACEHOLDER.sub("", self.text)):
            message = f"this “{found[0]}” has no matching brace and would be printed"
            way_out = "delete it, or put a placeholder’s name between { and }"
            yield rule("unknown-slot").finding(message, self.origin.span, way_out)
        for name in self.placeholders():
            if name not in known and not name.startswith(families):
                names = sorted(known)
                more = " …" if len(names) > _MAX_LISTED else ""
                listed = ", ".join(f"{{{n}}}" for n in names[:_MAX_LISTED])
                way_out = did_you_mean(name, names, f"allowed here: {listed}{more}")
                message = f"“{{{excerpt(name)}}}” cannot be filled in here"
                way_out = way_out if names else "remove the braces"
                yield rule("unknown-slot").finding(message, self.span_of(name), way_out)

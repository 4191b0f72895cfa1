"""Reads one house format as a whole: everything that is missing is reported at once."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeVar

from pccreport.document.roles import OF_HOUSE, POINTS, SET_LIKE, Role
from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.house import consistency
from pccreport.house.appearance import read_appearance
from pccreport.house.house import (
    NONE,
    Deadlines,
    HouseFormat,
    LabelUse,
    LevelNames,
    OpeningParagraph,
    QuoteMarks,
    StatusStep,
    Stream,
    TitleLine,
    UpdateForm,
)
from pccreport.house.numbering import ParagraphForms
from pccreport.house.phrases import (
    FACTS,
    MEASURE_PHRASES,
    OPTIONAL,
    PHRASES,
    Phrase,
)
from pccreport.house.stylesheet import StyleSheet
from pccreport.language.locale_data import LocaleData, languages, load_locale
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode

ChoiceT = TypeVar("ChoiceT", bound=StrEnum)

_MANY = 3
"""Findings: a format that lacks more was meant to extend another."""

HEADS = (Role.BODY_NAME, Role.REPORT_TITLE, Role.PLAN_TITLE, Role.TEXT)
"""What a line at the head of a report can be."""
_FOOTER = FACTS | {"page", "pages"}


def read_house(node: MappingNode) -> tuple[HouseFormat | None, tuple[Diagnostic, ...]]:
    """Return the house format of a file, or None, with findings for everything that it lacks."""
    reader = _Reader(node)
    house = reader.house()
    if "extends" not in node.values and len(reader.findings) > _MANY:
        return None, (_extends_nothing(node),)
    findings = (
        *reader.findings,
        *(consistency.check_consistency(house) if not reader.findings else ()),
    )
    return (None if findings else house), findings


def _extends_nothing(node: MappingNode) -> Diagnostic:
    message = "this house format is incomplete and does not extend another"
    first = next(iter(node.keys.values()), node)
    way_out = "start it with extends: and the name of a built-in format, then write only what differs"
    return rule("missing-key").finding(message, first.span, way_out)


class _Reader:
    """Reads a format and collects what is missing: the one place that must go on."""

    def __init__(self, node: MappingNode) -> None:
        self.node = node
        self.findings: list[Diagnostic] = []

    def house(self) -> HouseFormat:
        section = self._mapping(self.node, "section")
        return HouseFormat(
            words=self._language(),
            levels=self._levels(),
            streams=self._streams(),
            title_block=self._title_block(),
            opening=self._paragraphs("opening"),
            ending=self._paragraphs("ending"),
            section=self._phrase(section, "text"),
            section_second_line=self._optional(section, "second_line"),
            labels=_choice(LabelUse, self.node, "labels"),
            updates=_choice(UpdateForm, self.node, "updates"),
            glossary=self._has_glossary,
            sign_off=tuple(
                self._checked(Phrase(str(line.value), line), FACTS)
                for line in _listed(self.node, "sign_off")
                if isinstance(line, ScalarNode)
            ),
            marking=self._optional(self.node, "marking"),
            header=self._optional(self.node, "header"),
            footer=self._optional(self.node, "footer", _FOOTER),
            quotes=_choice(QuoteMarks, self.node, "quotes"),
            phrases=self._phrases(),
            statuses=self._statuses(),
            measures=self._measures(),
            deadlines=self._deadlines(),
            look=self._look(),
            origin=self.node,
        )

    @property
    def _has_glossary(self) -> bool:
        return _word(self.node, "glossary") == "after"

    def _levels(self) -> LevelNames:
        listed = [n for n in _listed(self.node, "levels") if isinstance(n, MappingNode)]
        if listed:
            many = [self._text(level, "many") for level in listed]
            names = [self._text(level, "one") for level in listed]
            if len(names) > 1:
                first, second, *below = names
                return LevelNames(first, second, many[1], many[0], tuple(below))
        levels = self._mapping(self.node, "levels")
        one, aim, aims = (self._text(levels, n) for n in ("priority", "aim", "aims"))
        return LevelNames(one, aim, aims)

    def _language(self) -> LocaleData:
        tag, known = self._text(self.node, "language"), languages()
        if tag in known:
            return load_locale(tag)
        if tag:
            message = f"pccreport does not support the language “{tag}”"
            span = self.node.values["language"].span
            way_out = f"supported: {', '.join(known)}"
            self.findings.append(
                rule("unknown-language").finding(message, span, way_out)
            )
        return load_locale(known[0])

    def _streams(self) -> tuple[Stream, ...]:
        return tuple(
            Stream(
                key,
                _unless_none(self._phrase(stream, "heading")),
                self._optional(stream, "note"),
                _is_true(stream.values.get("fund")),
            )
            for key, stream in _table(self.node, "streams").items()
            if isinstance(stream, MappingNode)
        )

    def _title_block(self) -> tuple[TitleLine, ...]:
        return tuple(
            TitleLine(
                Role(self._text(line, "role")),
                self._phrase(line, "text"),
                self._optional(line, "as_typed"),
            )
            for line in _listed(self.node, "title_block")
            if isinstance(line, MappingNode) and self._text(line, "role") in HEADS
        )

    def _paragraphs(self, part: str) -> tuple[OpeningParagraph, ...]:
        opening_paragraphs = []
        for node in _listed(self.node, part):
            if isinstance(node, MappingNode):
                text = self._phrase(node, "text")
                without = self._optional(node, "without")
                listed, only_with = _word(node, "list"), _word(node, "only_with")
                heading = self._optional(node, "heading")
                depth = _count(node.values.get("depth")) or 2
                opening_paragraphs.append(
                    OpeningParagraph(text, listed, without, only_with, heading, depth)
                )
            elif isinstance(node, ScalarNode):
                phrase = self._checked(Phrase(str(node.value), node), FACTS)
                opening_paragraphs.append(OpeningParagraph(phrase, "", None, ""))
        return tuple(opening_paragraphs)

    def _phrases(self) -> dict[str, Phrase]:
        table = self._mapping(self.node, "phrases")
        return {
            name: self._phrase(table, name, PHRASES[name])
            if name in table.values
            or name not in OPTIONAL
            or (self._has_glossary and name == "glossary")
            else Phrase(OPTIONAL[name], _no_scalar(table))
            for name in PHRASES
        }

    def _statuses(self) -> tuple[StatusStep, ...]:
        return tuple(
            StatusStep(
                key, _word(step, "word"), _word(step, "sign"), _word(step, "means")
            )
            if isinstance(step, MappingNode)
            else StatusStep(key, str(getattr(step, "value", "")), "", "")
            for key, step in _table(self.node, "statuses").items()
        )

    def _measures(self) -> dict[str, Phrase]:
        """Return the words of tables of measures: all of them, or none."""
        if "measures" not in self.node.values:
            return {}  # of a format that is older than measures
        table = self._mapping(self.node, "measures")
        return {
            n: self._phrase(table, n, known) for n, known in MEASURE_PHRASES.items()
        }

    def _deadlines(self) -> Deadlines:
        typed = _table(self.node, "deadlines")
        return Deadlines(*(_count(typed.get(name)) for name in Deadlines._fields))

    def _look(self) -> StyleSheet:
        styles = self._mapping(self.node, "styles")
        forms = self._mapping(self.node, "numbering")
        appearance, problems = read_appearance(self.node.values.get("look"))
        self.findings += problems
        aim = self._text(forms, "aim").replace("{aim.label}", self._levels().aim)
        return StyleSheet(
            styles=dict(self._styles(styles)),
            aim_number=_or_none(aim),
            aim_list_number=_or_none(self._text(forms, "aim_list")),
            bullets=self._bullets(),
            priority_number=_or_none(_word(forms, "priority")),
            below=tuple(_or_none(_word(forms, name)) for name in ("aim_2", "aim_3")),
            appearance=appearance,
            paragraphs=ParagraphForms(
                *(_or_none(_word(forms, name)) for name in ParagraphForms._fields)
            ),
        )

    def _styles(self, styles: MappingNode) -> Iterator[tuple[Role, str]]:
        """Yield each role with the name of its style."""
        for role in OF_HOUSE:
            if role in SET_LIKE and role.value not in styles.values:
                if like := SET_LIKE[role]:
                    yield role, self._text(styles, like.value)
            else:
                yield role, self._text(styles, role.value)

    def _bullets(self) -> tuple[str, ...]:
        """Return the bullet of each level; the last one also serves those after it."""
        if "bullets" not in self.node.values:
            self._missing(self.node, "bullets")
        listed = _listed(self.node, "bullets")
        typed = [str(node.value) for node in listed if isinstance(node, ScalarNode)]
        last = typed[-1] if typed else ""  # what is no bullet is the schema's to find
        return (*typed, *[last] * len(POINTS))[: len(POINTS)]

    def _mapping(self, node: MappingNode, key: str) -> MappingNode:
        found = node.values.get(key)
        if isinstance(found, MappingNode):
            return found
        self._missing(node, key)
        return MappingNode({}, {}, node.source, node.start, node.end)

    def _text(self, node: MappingNode, key: str) -> str:
        found = node.values.get(key)
        if isinstance(found, ScalarNode) and isinstance(found.value, str):
            return found.value
        self._missing(node, key)
        return ""

    def _phrase(
        self, node: MappingNode, key: str, known: frozenset[str] = FACTS
    ) -> Phrase:
        text = self._text(node, key)
        origin = node.values.get(key)
        if isinstance(origin, ScalarNode):
            return self._checked(Phrase(text, origin), known)
        return Phrase("", _no_scalar(node))

    def _optional(
        self, node: MappingNode, key: str, known: frozenset[str] = FACTS
    ) -> Phrase | None:
        return self._phrase(node, key, known) if key in node.values else None

    def _checked(self, phrase: Phrase, known: frozenset[str]) -> Phrase:
        self.findings += phrase.unknown_placeholders(known)
        return phrase

    def _missing(self, node: MappingNode, key: str) -> None:
        if node.keys or node is self.node:  # what is not there cannot lack a part
            first = next(iter(node.keys.values()), node)
            message = f"the house format has no “{key}”"
            way_out = f"add {key}: here"
            self.findings.append(
                rule("missing-key").finding(message, first.span, way_out)
            )


def _listed(node: MappingNode, key: str) -> tuple[Node, ...]:
    found = node.values.get(key)
    return found.items if isinstance(found, SequenceNode) else ()


def _table(node: MappingNode, key: str) -> dict[str, Node]:
    found = node.values.get(key)
    return found.values if isinstance(found, MappingNode) else {}


def _word(node: MappingNode, key: str) -> str:
    found = node.values.get(key)
    return str(found.value) if isinstance(found, ScalarNode) else ""


def _choice(choices: type[ChoiceT], node: MappingNode, key: str) -> ChoiceT:
    """Return the choice of a key, else the first one: the schema reports what is none."""
    typed = _word(node, key)
    return next((each for each in choices if each == typed), next(iter(choices)))


def _or_none(form: str) -> str:
    return "" if form == NONE else form


def _unless_none(phrase: Phrase) -> Phrase | None:
    return None if phrase.text == NONE else phrase


def _no_scalar(node: MappingNode) -> ScalarNode:
    return ScalarNode("", node.source, node.start, node.end)


def _is_true(node: Node | None) -> bool:
    return isinstance(node, ScalarNode) and node.value is True


def _count(node: Node | None) -> int:
    """Return a whole number, or 0 if there is none."""
    value = node.value if isinstance(node, ScalarNode) else None
    return int(value) if isinstance(value, int | float) else 0

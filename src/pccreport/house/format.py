"""One house format, read whole: whatever is missing is named at once."""

from __future__ import annotations

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.house import coherence
from pccreport.house.look import Look
from pccreport.house.parts import Deadlines, House, Levels, Opening, Stream, TitleLine
from pccreport.house.phrases import FACTS, PHRASES, Phrase
from pccreport.house.roles import POINTS, Role
from pccreport.language.words import Words, languages, words
from pccreport.source.node import Mapping, Node, Scalar, Sequence

_MANY = 3
"""Findings: a format that lacks more was meant to extend another."""

_FOOTER = FACTS | {"page", "pages"}


def read(node: Mapping) -> tuple[House | None, tuple[Diagnostic, ...]]:
    """The house format of a file, or None with everything that it lacks."""
    reader = _Reader(node)
    house = reader.house()
    if "extends" not in node.values and len(reader.findings) > _MANY:
        return None, (_extends_nothing(node),)
    findings = (
        *reader.findings,
        *(coherence.faults(house) if not reader.findings else ()),
    )
    return (None if findings else house), findings


def _extends_nothing(node: Mapping) -> Diagnostic:
    message = "this house format is incomplete and does not extend another"
    first = next(iter(node.keys.values()), node)
    way_out = "start it with extends: and the name of a built-in format, then write only what differs"
    return rule("missing-key").finding(message, first.span, way_out)


class _Reader:
    """Reads a format and collects what is missing: the one place that must go on."""

    def __init__(self, node: Mapping) -> None:
        self.node = node
        self.findings: list[Diagnostic] = []

    def house(self) -> House:
        section = self._mapping(self.node, "section")
        levels = self._mapping(self.node, "levels")
        return House(
            words=self._language(),
            levels=Levels(*(self._text(levels, name) for name in Levels._fields)),
            streams=self._streams(),
            title_block=self._title_block(),
            opening=self._opening(),
            section=self._phrase(section, "text"),
            section_second_line=self._optional(section, "second_line"),
            sign_off=tuple(
                self._checked(Phrase(str(line.value), line), FACTS)
                for line in _listed(self.node, "sign_off")
                if isinstance(line, Scalar)
            ),
            footer=self._optional(self.node, "footer", _FOOTER),
            phrases=self._phrases(),
            deadlines=self._deadlines(),
            look=self._look(),
            origin=self.node,
        )

    def _language(self) -> Words:
        tag, known = self._text(self.node, "language"), languages()
        if tag in known:
            return words(tag)
        if tag:
            message = f"pccreport does not support the language “{tag}”"
            span = self.node.values["language"].span
            way_out = f"supported: {', '.join(known)}"
            self.findings.append(
                rule("unknown-language").finding(message, span, way_out)
            )
        return words(known[0])

    def _streams(self) -> tuple[Stream, ...]:
        return tuple(
            Stream(
                key,
                self._phrase(stream, "heading"),
                self._optional(stream, "note"),
                _is_true(stream.values.get("fund")),
            )
            for key, stream in _table(self.node, "streams").items()
            if isinstance(stream, Mapping)
        )

    def _title_block(self) -> tuple[TitleLine, ...]:
        return tuple(
            TitleLine(
                Role(self._text(line, "role")),
                self._phrase(line, "text"),
                self._optional(line, "as_typed"),
            )
            for line in _listed(self.node, "title_block")
            if isinstance(line, Mapping) and self._text(line, "role") in set(Role)
        )

    def _opening(self) -> tuple[Opening, ...]:
        openings = []
        for node in _listed(self.node, "opening"):
            if isinstance(node, Mapping):
                text, without = (
                    self._phrase(node, "text"),
                    self._optional(node, "without"),
                )
                listed, only_with = _word(node, "list"), _word(node, "only_with")
                openings.append(Opening(text, listed, without, only_with))
            elif isinstance(node, Scalar):
                phrase = self._checked(Phrase(str(node.value), node), FACTS)
                openings.append(Opening(phrase, "", None, ""))
        return tuple(openings)

    def _phrases(self) -> dict[str, Phrase]:
        table = self._mapping(self.node, "phrases")
        return {name: self._phrase(table, name, PHRASES[name]) for name in PHRASES}

    def _deadlines(self) -> Deadlines:
        typed = _table(self.node, "deadlines")
        return Deadlines(*(_count(typed.get(name)) for name in Deadlines._fields))

    def _look(self) -> Look:
        styles = self._mapping(self.node, "styles")
        forms = self._mapping(self.node, "numbering")
        return Look(
            styles={role: self._text(styles, role.value) for role in Role},
            aim_number=self._text(forms, "aim"),
            aim_list_number=self._text(forms, "aim_list"),
            bullets=self._bullets(),
        )

    def _bullets(self) -> tuple[str, ...]:
        """Return the bullet of each level; the last one also serves those after it."""
        if "bullets" not in self.node.values:
            self._missing(self.node, "bullets")
        listed = _listed(self.node, "bullets")
        typed = [str(node.value) for node in listed if isinstance(node, Scalar)]
        last = typed[-1] if typed else ""  # what is no bullet is the schema's to find
        return (*typed, *[last] * len(POINTS))[: len(POINTS)]

    def _mapping(self, node: Mapping, key: str) -> Mapping:
        found = node.values.get(key)
        if isinstance(found, Mapping):
            return found
        self._missing(node, key)
        return Mapping({}, {}, node.source, node.start, node.end)

    def _text(self, node: Mapping, key: str) -> str:
        found = node.values.get(key)
        if isinstance(found, Scalar) and isinstance(found.value, str):
            return found.value
        self._missing(node, key)
        return ""

    def _phrase(self, node: Mapping, key: str, known: frozenset[str] = FACTS) -> Phrase:
        text = self._text(node, key)
        origin = node.values.get(key)
        if isinstance(origin, Scalar):
            return self._checked(Phrase(text, origin), known)
        return Phrase("", Scalar("", node.source, node.start, node.end))

    def _optional(
        self, node: Mapping, key: str, known: frozenset[str] = FACTS
    ) -> Phrase | None:
        return self._phrase(node, key, known) if key in node.values else None

    def _checked(self, phrase: Phrase, known: frozenset[str]) -> Phrase:
        self.findings += phrase.unknown_slots(known)
        return phrase

    def _missing(self, node: Mapping, key: str) -> None:
        if node.keys or node is self.node:  # what is not there cannot lack a part
            first = next(iter(node.keys.values()), node)
            message = f"the house format has no “{key}”"
            way_out = f"add {key}: here"
            self.findings.append(
                rule("missing-key").finding(message, first.span, way_out)
            )


def _listed(node: Mapping, key: str) -> tuple[Node, ...]:
    found = node.values.get(key)
    return found.items if isinstance(found, Sequence) else ()


def _table(node: Mapping, key: str) -> dict[str, Node]:
    found = node.values.get(key)
    return found.values if isinstance(found, Mapping) else {}


def _word(node: Mapping, key: str) -> str:
    found = node.values.get(key)
    return str(found.value) if isinstance(found, Scalar) else ""


def _is_true(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.value is True


def _count(node: Node | None) -> int:
    """A whole number; 0 where there is none."""
    value = node.value if isinstance(node, Scalar) else None
    return int(value) if isinstance(value, int | float) else 0

"""Parses YAML into nodes with spans, and findings.

Knows the parser and which YAML this program allows: text, lists and mappings; no anchors,
tags, directives, merges or second documents. What a file can contain is `schema`'s work; why
the parser stopped is `syntax_errors`', and how it is patched `recovery`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from pccreport.findings.finding import Diagnostic
from pccreport.findings.text import Source
from pccreport.source import character_scan, yaml_messages
from pccreport.source.composer import Composer
from pccreport.source.node import Node
from pccreport.source.parser_state import EventTypes

if TYPE_CHECKING:
    from typing import Any

_DIRECTIVE = re.compile(r"(?:[ \t]*+(?:#[^\r\n]*+)?(?:\r\n|\r|\n))*+(%[^\r\n]*)")

_INDENT_RULES = frozenset({"tab-indent", "hard-space-indent"})


class _Engine(NamedTuple):
    """A parser of YAML: makes, for a text, the function that gives its events."""

    events: Callable[[str], Callable[[], Any]]
    kinds: EventTypes


def parse_yaml(source: Source) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """Return the source's node, or None if it cannot be parsed, and the findings."""
    return _parse(source, _engine())


def _parse(
    source: Source, engine: _Engine
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    text, odd = character_scan.scan_characters(source)
    base = 1 if text.startswith("\ufeff") else 0
    directive = _DIRECTIVE.match(text, base)
    if directive:
        words = yaml_messages.excerpt(directive[1])
        return None, (
            *odd,
            yaml_messages.DIRECTIVE.at(source, directive.span(1), words),
        )
    work = Composer(source, text, base)
    root = work.read(_guarded(engine, text[base:]), engine.kinds)
    if work.trouble is None and not work.suspects.found and not _is_out_of_step(odd):
        return root, (*odd, *work.findings)
    from pccreport.source import patched_source, recovery  # noqa: PLC0415  # 5 ms, seldom needed

    def read(mended: Source) -> Composer:
        again = Composer(mended, mended.text, base, patched_source.without_stand_ins)
        again.read(_guarded(engine, mended.text[base:]), engine.kinds)
        return again

    return recovery.recover(source, text, odd, read)


def _is_out_of_step(found: tuple[Diagnostic, ...]) -> bool:
    """Return whether lines are indented with characters other than spaces."""
    return any(finding.rule in _INDENT_RULES for finding in found)


def _guarded(engine: _Engine, text: str) -> Callable[[], Any]:
    try:
        return engine.events(text)
    except Exception as error:  # whatever a parser has against a text is its trouble
        refusal = error

        def refuse() -> Any:
            raise refusal

        return refuse


def _engine() -> _Engine:
    """Return the parser in C, or the one in Python if there is none (Windows on ARM)."""
    try:
        from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # noqa: PLC0415  # 12 ms, only when there is YAML
    except ImportError:
        return _pure_engine()
    return _Engine(lambda text: CParser(text).get_event, _kinds())


def _pure_engine() -> _Engine:
    from ruamel.yaml import YAML  # noqa: PLC0415  # as above

    def events(text: str) -> Callable[[], Any]:
        _, parser = YAML(typ="safe", pure=True).get_constructor_parser(text)
        get_event: Callable[[], Any] = parser.get_event
        return get_event

    return _Engine(events, _kinds())


def _kinds() -> EventTypes:
    from ruamel.yaml import events  # noqa: PLC0415  # as above

    return EventTypes(
        scalar=events.ScalarEvent,
        alias=events.AliasEvent,
        mapping=events.MappingStartEvent,
        sequence=events.SequenceStartEvent,
        mapping_end=events.MappingEndEvent,
        sequence_end=events.SequenceEndEvent,
        document_end=events.DocumentEndEvent,
        stream_end=events.StreamEndEvent,
    )

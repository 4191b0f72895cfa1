"""Documents for the tests of this room: as nodes, and spoilt in many ways."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from pccreport.findings.finding import Diagnostic
from pccreport.findings.text import Source
from pccreport.schema.validate import validate
from pccreport.source.node import Node, to_python
from pccreport.source.yaml import parse_yaml

ROOT = Path(__file__).resolve().parents[2]

Told = tuple[Node, tuple[Diagnostic, ...]]

KEPT = 20
"""Documents of each kind that several tests look at."""

UPDATE = """
period: 2019/20 Q4
basis: year to date
caveat: Figures for March are provisional.
from: Community safety team
updates:
  first_aim:
    opcc:
      - A plain sentence.
      - {text: With more to it, id: an_id, lead: true, date: 2020-02-03, owner: A,
         source: B, public: true, outcome: C,
         award: {amount: 10.5, awards: 2, fund: D, round: E}}
      - text: With points
        points: [One, {text: Two, points: [{text: Three, points: [Four]}]}, {see: other}]
      - {see: other, public: false}
      - {see: other, stream: force, year: 2018/19}
      - {text: Carried on, id: new, continues: an_id, withdrawn: counted twice}
      - {id: old, withdrawn: counted twice, date: 2020-02-03, owner: A, source: B,
         public: true}
      - {nothing: no sessions were planned}
      - {text: Points, points: [{id: older, withdrawn: wrong},
                                {text: On, continues: old, withdrawn: wrong}]}
      - {closing: The end}
    force: [Another sentence.]
  other: {opcc: [{text: T}], force: {nothing: none were held, public: false}}
"""
JUNK: tuple[Any, ...] = (
    *(None, True, False, 0, 1, 1.0, 0.0, -1, 2.5, 120, 10**30, float("nan")),
    *(float("inf"), "", " ", "\n", "1", "true", "2019/20 Q4", "2020-02-03", "Q5"),
    *("two words", "Key aim", "a_key", "a_key\n", "aim", "£5", "‘focus’", "{n}"),
    *([], {}, [[]], [None], {"text": "x"}, {"see": "a"}, {"Social media": None}),
    *({"closing": "x", "text": "y"}, {"text": 1, "points": [None, 2]}, ["a", "b"]),
    *({"nothing": "x"}, {"nothing": True}, {"id": "x", "withdrawn": "y"}, "2019/20"),
    *({"withdrawn": "x"}, {"nothing": "x", "points": []}, "2018-11-01 to 2019-05-01"),
    *("plan", "Plan", "as at", "ytd", {"see": "a", "year": 2019}),
)
NAMES = (
    *("text", "see", "points", "title", "lead", "Text", "texts", "two words", ""),
    *("nothing", "nothin", "withdrawn", "id", "stream", "year", "continues"),
)


@pytest.fixture(scope="session")
def documents() -> dict[str, Any]:
    """A good document of each kind, as bare values."""
    example = ROOT / "examples" / "thames-valley"
    shipped = ROOT / "src" / "pccreport" / "house" / "progress-report.yaml"
    streams = (
        "streams: {police: {heading: A, note: B}, fund: {heading: C, fund: true}}\n"
    )
    texts = {
        "plan": (example / "plan.yaml").read_text(encoding="utf-8"),
        "report": (example / "report.yaml").read_text(encoding="utf-8"),
        "update": UPDATE,
        "house": shipped.read_text(encoding="utf-8") + streams,
    }
    return {name: to_python(noded(text)) for name, text in texts.items()}


@pytest.fixture(scope="session")
def spoilt(documents: dict[str, Any]) -> Callable[[str, int], Iterator[Any]]:
    """Documents of a kind with one to three mistakes each, always the same ones.

    The first of them are kept for all that ask: nobody may change them.
    """

    def make(name: str, number: int) -> Iterator[Any]:
        chance = random.Random(name)
        for _ in range(number):
            document = copy.deepcopy(documents[name])
            for _ in range(chance.choice((1, 1, 2, 3))):
                document = spoil(document, chance)
            yield document

    @cache
    def first(name: str) -> tuple[Any, ...]:
        return tuple(make(name, KEPT))

    def given(name: str, number: int) -> Iterator[Any]:
        return islice(first(name), number) if number <= KEPT else make(name, number)

    return given


def spoil(document: Any, chance: random.Random) -> Any:
    """The document with a mistake somewhere in it."""
    inside = [d for d in walk(document) if isinstance(d, dict | list) and d]
    if not inside or chance.random() < 0.01:
        return chance.choice(JUNK)
    place = chance.choice(inside)
    where = chance.choice(list(place) if isinstance(place, dict) else range(len(place)))
    junk = copy.deepcopy(chance.choice(JUNK))
    match chance.randrange(7):
        case 0:
            del place[where]
        case 1 | 2:
            place[where] = junk
        case 3:
            place[where] = chance.choice(([place[where]], {"text": place[where]}))
        case 4 if isinstance(place, dict):
            place[chance.choice(NAMES)] = junk
        case 5 if isinstance(place, dict):
            key = str(where)
            place[chance.choice((key[:-1], key + "s", key.title(), key[::-1]))] = (
                place.pop(where)
            )
        case _:
            value = place[where]
            if isinstance(value, int | str):
                place[where] = float(value) if isinstance(value, int) else [value]
    return document


def walk(document: Any) -> Iterator[Any]:
    """The document and all that is in it."""
    yield document
    inside = document.values() if isinstance(document, dict) else document
    for value in inside if isinstance(document, dict | list) else ():
        yield from walk(value)


@pytest.fixture(scope="session")
def told(
    spoilt: Callable[[str, int], Iterator[Any]],
) -> Callable[[str, int], Iterable[Told]]:
    """The spoilt documents of a kind as nodes, each with what is found in it."""

    @cache
    def given(name: str, number: int) -> tuple[Told, ...]:
        nodes = map(as_node, spoilt(name, number))
        return tuple((node, validate(name, node)) for node in nodes)

    return given


def as_node(value: Any) -> Node:
    """A value as it is read of a file; JSON is YAML."""
    return noded(json.dumps(value, ensure_ascii=False))


def noded(text: str) -> Node:
    """A YAML text that can be read, as nodes."""
    node, _ = parse_yaml(Source("file.yaml", text))
    assert node is not None
    return node

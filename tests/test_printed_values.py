"""Whatever a project's files have that is printed is compared, and kept from view if it is private.

One value of each field of three projects is changed (each value by itself with the slow
tests). So a field that is new in a schema is looked at here as soon as one of the projects has
it; which fields they lack is counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests import bodies, invented
from tests.cases import in_turn
from tests.conftest import ROOT
from tests.invented import Files

from pccreport.findings.finding import ERROR
from pccreport.pipeline.build import BuildOptions, build
from pccreport.pipeline.compare import CompareResult, Operand, compare_reports
from pccreport.pipeline.redline import build_redline
from pccreport.writers.forms import DocumentForm

SECRET_NAME = "Quillfeather"
SECRET = "was named in a complaint about a crew at the weekend."
PROJECTS = {
    "mayor": bodies.MAYOR,
    "fire": bodies.FIRE,
    "numbered": bodies.NUMBERED,
    "tables": bodies.TABLES,
}
PRIVATE = {
    "mayor": ("2022/23 Q3", "homes"),
    "fire": ("2019/20 Q4", "boats"),
    "numbered": ("2019/20 Q4", "boats"),
    "tables": ("2019/20 Q4", "boats"),
}
"""A quarter and a key aim of each, for an update that keeps something private."""
Path_ = tuple[str | int, ...]
Place = tuple[str, Path_]

UNUSED = {
    "plan": {*("holder", "force", "law", "objective", "checks", "area", "office")},
    "report": {"focus", "objective", "since", "until"},
    "house": {
        *("language", "deadlines", "bullets", "styles", "footer", "streams"),
        *("measures", "look", "quotes", "rules", "template"),
    },
}
"""Fields that no project has: their words have tests elsewhere, or they are no texts."""


def leaves(data: Any, path: Path_ = ()) -> Iterator[Path_]:
    """The places of all texts in a file."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from leaves(value, (*path, place))
    elif isinstance(data, str):
        yield path


@cache
def read(project: str, name: str) -> Any:
    """What a file of a project says, for all who look at it."""
    return YAML(typ="safe").load(PROJECTS[project][name])


def put(data: Any, path: Path_, words: str) -> None:
    """Put other words at a place of a file; placeholders stay."""
    at = data
    for step in path[:-1]:
        at = at[step]
    slots = [part.partition("}")[0] for part in str(at[path[-1]]).split("{")[1:]]
    at[path[-1]] = " ".join([words, *(f"{{{slot}}}" for slot in slots)])


def cases() -> Iterator[Any]:
    """One text of each field of each project together; each text alone with the slow tests."""
    fields = set()
    for project, files in PROJECTS.items():
        together: list[Place] = []
        for name in files:
            for path in leaves(read(project, name)):
                names = [step for step in path if isinstance(step, str)]
                field = name.partition("/")[0], names[0], *names[-2:]
                if field not in fields:
                    together.append((name, path))
                fields.add(field)
                words = f"{project}-{name.replace('/', '-')}-{path}"
                yield pytest.param(
                    project, [(name, path)], marks=pytest.mark.slow, id=words
                )
        yield pytest.param(project, together, id=project)


def printed(folder: Path) -> tuple[str, str]:
    """The report as text, with its header and footer, or "" and what errors are about."""
    built, found = build(folder, BuildOptions(form=DocumentForm.TEXT))
    if built.document is None or built.package is None:
        errors = (f for f in found if f.severity is ERROR)
        return "", "".join(f.message + f.at.span.text for f in errors)
    apart = (built.document.header, built.document.footer)
    return built.package.decode() + str(apart), ""


def shown(folder: Path, project: str, places: dict[Place, str]) -> dict[Place, str]:
    """Those whose words are printed: tried together, and alone where others hide them."""
    text, refused = printed(invented.write(folder / "all", changed(project, places)))
    right = {p: w for p, w in places.items() if name_in(w) not in refused}
    if 0 < len(right) < len(places):
        return shown(folder / "right", project, right)
    found = {p: w for p, w in places.items() if name_in(w) in text}
    others = [p for p in places if p not in found] if len(places) > 1 else []
    for number, place in enumerate(others):
        found |= shown(folder / str(number), project, {place: places[place]})
    return found


def changed(project: str, places: dict[Place, str]) -> Files:
    """A project with other words at some places."""
    data = {name: deepcopy(read(project, name)) for name, _ in places}
    for (name, path), words in places.items():
        put(data[name], path, words)
    texts = {
        name: json.dumps(each, ensure_ascii=False, default=str)
        for name, each in data.items()
    }
    return {**PROJECTS[project], **texts}


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each project as it is."""
    made = {}
    for project, files in PROJECTS.items():
        folder = invented.write(tmp_path_factory.mktemp(project) / "old", files)
        assert printed(folder)[0]
        made[project] = folder
    return made


@pytest.mark.parametrize(("project", "places"), [*cases()])
def test_a_value_that_is_printed_is_compared_and_kept_if_it_is_private(
    tmp_path: Path, unchanged: dict[str, Path], project: str, places: list[Place]
) -> None:
    """If the report is another, the comparison says so, and the two are in one redline.

    Where an update of another file has the words as a private text, what is for others does
    not quote them; but the plan, who signs, and the words of a scale are public for good.
    """
    typed = {p: f"{SECRET_NAME}{n}x {SECRET}" for n, p in enumerate(places)}
    told = shown(tmp_path, project, typed)
    new = invented.write(tmp_path / "new", changed(project, told))
    found = compared(unchanged[project], new)
    assert found.comparison is not None
    said = str((found.comparison.plan, [*found.comparison.visible_changes()]))
    assert [place for place, words in told.items() if name_in(words) not in said] == []
    redline, *_ = build_redline(found)
    assert redline

    kept = {
        (name, path): words
        for (name, path), words in told.items()
        if name != "plan.yaml" and path[0] not in ("sign_off", "statuses")
    }
    hidden = {**PROJECTS[project], **private_update(project, kept)}
    later = compared(new, invented.write(tmp_path / "later", hidden))
    outside = later.outside or later
    assert outside.comparison is not None
    told_lines = [line.texts for line in outside.comparison.before.lines]
    redline, *_ = build_redline(outside, DocumentForm.HTML)
    assert redline is not None
    said = str((outside.comparison.plan, told_lines)) + redline.decode()
    assert [place for place, words in kept.items() if name_in(words) in said] == []


def name_in(words: str) -> str:
    """The name that only these words have."""
    return words.partition(" ")[0]


def compared(old: Path, new: Path) -> CompareResult:
    """What two folders are compared to."""
    return compare_reports(*(Operand(s, name=s.name) for s in (old, new)))[0]


def private_update(project: str, places: dict[Place, str]) -> Files:
    """A file in which the words are private texts of a quarter of the report."""
    period, aim = PRIVATE[project]
    entries = ", ".join(f"{{text: {t}, public: false}}" for t in places.values())
    return {"updates/more.yaml": f"period: {period}\nupdates: {{{aim}: [{entries}]}}\n"}


@in_turn("kind", UNUSED)
def test_the_projects_have_every_field(kind: str) -> None:
    """A field that is new has to be in one of them, or it is named above with a reason."""
    schema = json.loads((ROOT / f"schemas/{kind}.schema.json").read_text("utf-8"))
    used: set[str] = set()
    for project in PROJECTS:
        used |= {*read(project, f"{kind}.yaml")}

    assert {*schema["properties"]} - used - UNUSED[kind] == set()

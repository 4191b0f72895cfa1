"""What other programs take from us: editors their schemas, pre-commit its hook."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from tests.cases import in_turn
from tests.conftest import EXAMPLE, ROOT, Run

from pccreport.schema.builtin_schemas import NAMES, Schema, load_schema, resolve_ref

FOLDER = EXAMPLE / ".vscode"
TYPED = ("plan", "report", "update")
"""The files that officers write."""


def read(name: str) -> Any:
    """One of the example's files for VS Code."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def nearest(name: str) -> list[Path]:
    """The example's files that a glob of the settings names."""
    return sorted(EXAMPLE.glob(name.removeprefix("/")))


def test_the_editor_s_extension_is_recommended() -> None:
    """VS Code offers the one that reads our schemas."""
    assert read("extensions.json") == {"recommendations": ["redhat.vscode-yaml"]}


def test_every_file_of_the_example_has_its_schema() -> None:
    """By the settings as by its first line, and each schema is there."""
    found = {
        path: (FOLDER.parent / target).resolve()
        for target, names in read("settings.json")["yaml.schemas"].items()
        for name in names
        for path in nearest(name)
    }
    assert set(found) == set(EXAMPLE.rglob("*.yaml"))
    for path, target in found.items():
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        line = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert line
        assert target == (path.parent / line[1]).resolve()
        assert target == ROOT / "schemas" / target.name
        assert target.is_file()


def test_a_new_file_has_its_schema_without_a_first_line() -> None:
    """An update of another quarter, or a folder of reports, needs no setting."""
    schemas = read("settings.json")["yaml.schemas"]
    globs = {name: target for target, names in schemas.items() for name in names}

    for path, kind in (
        ("/updates/2020-21-q2.yaml", "update"),
        ("/updates/force.yml", "update"),
        ("/reports/p5.yaml", "report"),
    ):
        [target] = [t for g, t in globs.items() if Path(path).match(g)]
        assert Path(target).name == f"{kind}.schema.json"


def places(name: str) -> Iterator[tuple[str, Schema]]:
    """Every property of a schema with what it refers to, by its path."""

    def walk(path: str, part: Schema, seen: tuple[str, ...]) -> Iterator[Any]:
        reference = part.get("$ref", "")
        if reference in seen:
            return
        seen = (*seen, reference) if reference else seen
        whole = {**resolve_ref(root, part), **part}
        for key, inner in whole.get("properties", {}).items():
            yield f"{path}/{key}", {**resolve_ref(root, inner), **inner}
            yield from walk(f"{path}/{key}", inner, seen)
        for word in ("items", "additionalProperties"):
            if isinstance(whole.get(word), dict):
                yield from walk(f"{path}/{word}", whole[word], seen)
        for inner in whole.get("anyOf", ()):
            yield from walk(path, inner, seen)

    root = load_schema(name)
    return walk(name, root, ())


@in_turn("name", TYPED)
def test_every_property_has_words_to_hover_over(name: str) -> None:
    """What an editor shows: a title, a sentence, and what would be right."""
    found = dict(places(name))
    wanting = [
        path
        for path, part in found.items()
        if not part.get("title")
        or not (part.get("markdownDescription") or part.get("description"))
        or ("pattern" in part and not part.get("patternErrorMessage"))
        or (not part.get("errorMessage") and "anyOf" not in part)
    ]

    assert len(found) > 10
    assert wanting == []


def snippets(part: Any) -> Iterator[tuple[Schema, dict[str, Any]]]:
    """Every snippet within a schema, with the part that offers it."""
    if isinstance(part, list):
        for inner in part:
            yield from snippets(inner)
    elif isinstance(part, dict):
        for snippet in part.get("defaultSnippets", ()):
            yield part, snippet
        for key, inner in part.items():
            if key != "defaultSnippets":
                yield from snippets(inner)


@in_turn("name", TYPED)
def test_a_file_can_be_begun_with_a_snippet(name: str) -> None:
    """The whole file, and each snippet has a name, a sentence and places to fill in."""
    root = load_schema(name)
    every = [snippet for _, snippet in snippets(root)]

    assert root["defaultSnippets"]
    for snippet in every:
        assert snippet["label"]
        assert snippet["description"]
        numbers = re.findall(r"\$\{(\d+):", json.dumps(snippet["body"]))
        assert [int(n) for n in numbers] == [*range(1, len(numbers) + 1)]
    labels = [
        snippet["label"]
        for snippet in root["$defs"].get("entry", {}).get("defaultSnippets", ())
    ]
    if name == "update":
        assert {"Update with points", "Reference to another key aim"} <= set(labels)


def test_all_schemas_are_known() -> None:
    """A new kind of file is to be thought of here."""
    assert set(TYPED) | {"house"} == set(NAMES)


# pre-commit


def hooks() -> list[dict[str, Any]]:
    """The hooks that we offer."""
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(text)
    return found


def test_the_hook_runs_a_command_that_there_is(run: Run) -> None:
    """With all that pre-commit asks for, and with the files of the example."""
    [hook] = hooks()
    program, *command = hook["entry"].split()

    assert hook["id"] == "pccreport-check"
    assert {"id", "name", "entry", "language", "files"} <= set(hook)
    assert (program, hook["language"]) == ("pccreport", "python")
    assert run(*command, "--help").returncode == 0
    done = run(*command, *sorted(EXAMPLE.rglob("*.yaml")))
    assert done.returncode in {0, 1}
    assert done.stderr == ""


@in_turn("folder", ["", "reports-2020/", "a/b c/"])
def test_the_hook_looks_at_the_files_of_a_project(folder: str) -> None:
    """Wherever in a repository the project stands, and at nothing else."""
    wanted = re.compile(hooks()[0]["files"])
    files = [path.relative_to(EXAMPLE).as_posix() for path in EXAMPLE.rglob("*.yaml")]

    for name in (*files, "reports/p4.yaml", "updates/force.yml"):
        assert wanted.search(folder + name)
    for name in ("schemas/x.json", "airplan.yaml", "docs/x.yaml", "updates/a/b.yaml"):
        assert not wanted.search(folder + name)

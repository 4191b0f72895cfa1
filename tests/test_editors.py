"""What other programs take from us: editors their schemas, pre-commit its hook."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from tests.cases import in_turn
from tests.conftest import EXAMPLE, ROOT, Run

FOLDER = EXAMPLE / ".vscode"


def read(name: str) -> Any:
    """One of the example's files for VS Code."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def nearest(name: str) -> list[Path]:
    """The example's files that a glob of the settings names."""
    return sorted(EXAMPLE.glob(name.removeprefix("/")))


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

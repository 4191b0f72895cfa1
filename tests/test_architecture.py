"""The rooms of ARCHITECTURE.md, the arrows between them, and who may touch what."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from tests.draws import one_in

from pccreport.cli.app import COMMANDS
from pccreport.findings.finding import ERROR
from pccreport.findings.registry import CHECKED, RULES

SRC = Path(__file__).parents[1] / "src" / "pccreport"

# From top to bottom; rooms on one line never import each other.
ROOMS = (
    ("cli",),
    ("pipeline",),
    ("edits",),
    ("layout", "writers"),
    ("compare", "rules", "intake"),
    ("report", "readers"),
    ("schema", "model"),
    ("house", "recovery"),
    ("source", "document"),
    ("findings", "language"),
)
MOST_LATE = 25
"""Imports inside functions: those of libraries that cost time, and the table of writers."""
HOMES = {
    "ruamel": ("source/yaml.py",),
    "jsonschema": ("schema/",),
    "docx": ("writers/docx/",),
    "lxml": ("writers/docx/", "readers/", "source/office_package.py"),
    "openpyxl": ("readers/xlsx.py", "writers/request_form.py"),
    "typst": ("writers/pdf.py",),
    "typer": ("cli/",),
    "rich": ("cli/", "writers/"),
    "markdown_it": (),
    "click": (),
    "pydantic": (),
}
READERS = (
    "cli/",
    "source/files.py",
    "source/yaml_messages.py",
    "recovery/table.py",
    "schema/builtin_schemas.py",
    "schema/messages.py",
    "house/builtin.py",
    "house/office_styles.py",
    "findings/registry.py",
    "house/phrases.py",
    "language/wordlists.py",
    "language/locale_data.py",
    "rules/docs.py",
    "writers/html.py",
    "writers/pdf.py",
    "writers/docx/default_template.py",
    "writers/docx/office_template.py",  # what is in a package
)
DISK = {
    *("open", "read_text", "read_bytes", "write_text", "write_bytes", "iterdir"),
    *("glob", "rglob", "stat", "lstat", "exists", "is_file", "is_dir", "mkdir"),
    *("unlink", "scandir"),
}
CLOCK = {"now", "today", "utcnow", "environ", "getenv"}


def modules() -> list[Path]:
    """Every module of the product."""
    return sorted(SRC.rglob("*.py"))


def name_of(path: Path) -> str:
    """A module's path inside the package: "source/yaml.py"."""
    return path.relative_to(SRC).as_posix()


def dotted_name(path: Path) -> str:
    """A module's name: "pccreport.source.yaml"."""
    return ".".join(
        ("pccreport", *path.relative_to(SRC).with_suffix("").parts)
    ).removesuffix(".__init__")


@cache
def parsed(path: Path) -> ast.Module:
    """A module's tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All that is in a module's tree, for all who look through it."""
    return tuple(ast.walk(parsed(path)))


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every module that a module imports, wherever in it."""
    return tuple(_imports(path))


def statements(inside: ast.AST) -> Iterator[ast.stmt]:
    """Every statement in a tree, however deep; to look at each expression takes ten times as long."""
    for node in ast.iter_child_nodes(inside):
        if isinstance(node, ast.stmt):
            yield node
        if not isinstance(node, ast.expr):
            yield from statements(node)


def _imports(path: Path) -> Iterator[str]:
    for node in statements(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            assert node.module
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rank(room: str) -> int:
    """How far down a room is."""
    return next(i for i, line in enumerate(ROOMS) if room in line)


def test_each_module_of_language_is_in_a_folder_by_its_subject() -> None:
    """Only what reads the words of a language is beside them."""
    beside = {path.name for path in (SRC / "language").glob("*.py")}

    assert beside == {"__init__.py", "wordlists.py", "locale_data.py"}


def test_every_room_is_placed() -> None:
    """A new folder has to be given its place in the house."""
    rooms = {
        p.name for p in SRC.iterdir() if p.is_dir() and (p / "__init__.py").exists()
    }

    assert {room for line in ROOMS for room in line} == rooms


def test_a_room_imports_only_rooms_below_it() -> None:
    """No arrow goes up or sideways."""
    wrong = {
        (name_of(path), name)
        for path in modules()
        if "/" in name_of(path)
        for name in imports(path)
        if name.startswith("pccreport.")
        and (there := name.split(".")[1]) != (room := name_of(path).split("/")[0])
        and (SRC / there).is_dir()
        and rank(there) <= rank(room)
    }

    assert set() == wrong


def test_no_imports_go_round_in_a_circle() -> None:
    """No module imports itself by way of others, late imports among them."""
    dotted = {dotted_name(path): path for path in modules()}
    graph = {}
    for name, path in dotted.items():
        found = {*imports(path)} & {*dotted}
        # A package that a module is taken from is only the way to it.
        ways = {each.rpartition(".")[0] for each in found}
        graph[name] = found - ways

    TopologicalSorter(graph).prepare()


def test_recovery_has_one_caller() -> None:
    """What explains mistakes in YAML can be read, or removed, alone."""
    callers = {
        name_of(path)
        for path in modules()
        if any(name.startswith("pccreport.recovery") for name in imports(path))
        and not name_of(path).startswith("recovery/")
    }

    assert {"pipeline/read_file.py"} == callers


def test_few_imports_are_late() -> None:
    """What a module needs is seen at its top, but for what costs time and is seldom needed."""
    inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    late = {
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        for outer in statements(parsed(path))
        if isinstance(outer, inner)
        for node in statements(outer)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }

    assert len(late) <= MOST_LATE, sorted(late)


def test_annotations_of_named_tuples_are_evaluated() -> None:
    """A module with a named tuple does not keep its annotations as strings: typing compiles each."""
    kept = {
        path.name
        for path in modules()
        if "(NamedTuple)" in (text := path.read_text(encoding="utf-8"))
        and "from __future__ import annotations" in text
    }
    assert not kept


def test_a_library_has_one_home() -> None:
    """Each third-party library is imported where ARCHITECTURE.md says."""
    wrong = {
        (name_of(path), name)
        for path in modules()
        for name in imports(path)
        for library, homes in HOMES.items()
        if name.split(".")[0] == library and not name_of(path).startswith(homes or "-")
    }

    assert set() == wrong


@pytest.mark.slow
def test_the_disk_the_clock_and_the_environment_are_arguments() -> None:
    """Only the modules named for it read files; only the command line the environment."""
    called = {
        (name, node.attr if isinstance(node, ast.Attribute) else node.id)
        for path in modules()
        for name in [name_of(path)]
        for node in nodes(path)
        if isinstance(node, ast.Attribute | ast.Name)
    }

    assert [] == [
        (name, said)
        for name, said in called
        if (said in DISK and not name.startswith(READERS))
        or (said in CLOCK and not name.startswith("cli/"))
    ]


def test_a_finding_is_made_in_one_way() -> None:
    """`Rule.finding` alone makes a Diagnostic, so that each has a name of the table."""
    makers = {
        name_of(path)
        for path in modules()
        if re.search(r"(?<!class )\bDiagnostic\(", path.read_text(encoding="utf-8"))
    }

    assert {"findings/registry.py"} == makers


def strings(path: Path) -> Iterator[str]:
    """Every string of a module but its docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(statement.value)
        for node in nodes(path)
        if isinstance(node, documented)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in nodes(path):
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            yield node.value if isinstance(node.value, str) else ""


def runs(text: str) -> set[tuple[str, ...]]:
    """Every three words that follow one another."""
    words = re.findall(r"[\w'£&]+", text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


@pytest.mark.slow
def test_no_printed_word_is_in_python() -> None:
    """No three words of the real report follow one another in a string of the code."""
    real = Path(__file__).with_name("real_report.tsv").read_text(encoding="utf-8")
    printed = {run for x in real.splitlines() for run in runs(x.split("\t", 1)[1])}
    listed = {command["help"] for command in COMMANDS.values()}  # lines of docstrings

    found = {
        (name_of(path), " ".join(run))
        for path in modules()
        for text in {*strings(path)} - listed
        for run in runs(text) & printed
    }
    assert set() == found


@pytest.mark.slow
def test_nothing_of_one_office_is_in_python() -> None:
    """Neither the area nor the words of English dates are in a string of the code."""
    words = re.compile(
        r"thames|valley|january|february|april|june|july|august|september|october"
        r"|november|december|key aim \(",
        re.IGNORECASE,
    )

    found = {
        (name_of(path), text)
        for path in modules()
        for text in strings(path)
        if words.search(text.replace("examples/thames-valley", ""))
    }
    assert set() == found


MADE = ("build", "examples/thames-valley", "-o", "{out}")
ABSENT: dict[tuple[str, ...], set[str]] = {
    ("--version",): {"typer", "rich", "docx", "lxml", "jsonschema", "ruamel"},
    ("--help",): {f"pccreport.cli.{name}" for name in COMMANDS},
    ("check", "examples/thames-valley"): {"rich", "jsonschema", "docx"},
    ("build", "nowhere"): {"docx", "lxml", "jsonschema", "pydantic", "rich"},
    MADE: {"jsonschema", "pydantic", "rich", "click"},
}
"""What a run does not need."""


@pytest.mark.parametrize("arguments", one_in(4, ABSENT), ids=" ".join)
def test_start_up_stays_lean(arguments: tuple[str, ...]) -> None:
    """A run loads no library, and no other command, that it does not need."""
    names, absent = loaded(*arguments), ABSENT[arguments]
    assert set() == absent & {*names, *(name.split(".")[0] for name in names)}


def test_a_build_loads_only_the_checks_that_it_runs() -> None:
    """What advice alone needs is no part of its start-up."""
    names = loaded(*MADE)
    checks = [r for r in RULES if r.stage in CHECKED]
    run = {r.home or r.function for r in checks if r.severity is ERROR or r.in_build}
    others = {r.home or r.function for r in checks} - run

    assert others
    assert {f"pccreport.rules.{name}" for name in run} <= names
    assert names.isdisjoint(f"pccreport.rules.{name}" for name in others)


@cache
def loaded(*arguments: str) -> frozenset[str]:
    """Every module that a run of the command loads."""
    script = (
        "import os, sys\n"
        "def leave(code):\n"
        "    print('LOADED', *sys.modules, flush=True)\n"
        "    exit(code)\n"
        "exit, os._exit = os._exit, leave\n"
        "from pccreport.__main__ import main\n"
        "main()\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        words = [a.format(out=f"{folder}/report.docx") for a in arguments]
        done = subprocess.run(
            [sys.executable, "-c", script, *words],
            capture_output=True,
            encoding="utf-8",
            cwd=SRC.parents[1],
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
    return frozenset(done.stdout.rsplit("LOADED ", 1)[1].split())

"""Draw small faults in the program, and count how many the ordinary tests find.

    .venv/bin/python benchmarks/mutants.py --number 60 --seed 1
    .venv/bin/python benchmarks/mutants.py --room model/periods --number 20

Each mutant is one change to the tree of one module: a comparison turned round, `and` for `or`, a
condition negated, a number off by one, an argument or a statement left out, `first` for `last`.
The module is changed in a copy of the working tree, and the tests of its room are run, then the
others; a mutant that no test minds has survived, and is printed with its place and its lines. A room
is a folder of `src/pccreport`, or a module in one.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from difflib import unified_diff
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "pccreport"
ROOMS = (
    "report",
    "compare",
    "model/periods.py",
    "layout/redline.py",
    "pipeline/redline.py",
)
FIRST = (
    "tests/compare",
    "tests/test_merging.py",
    "tests/test_years.py",
    "tests/model",
    "tests/cli",
    "tests/layout",
)
"""The tests that find most, so that a run is short."""
SECONDS = 600
TURNED = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OTHER = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


def mutants(tree: ast.Module) -> Iterator[tuple[ast.Module, int, str]]:
    """Yield every mutant of a module, with its line and what was changed.

    Annotations are left as they are: no program reads them.
    """
    notes = (
        getattr(node, field, None)
        for node in ast.walk(tree)
        for field in ("annotation", "returns")
    )
    unread = {id(node) for note in notes if note for node in ast.walk(note)}
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in unread:
            continue
        for way in ways(node):
            changed = copy.deepcopy(tree)
            own = next(n for i, n in enumerate(ast.walk(changed)) if i == number)
            what = way(own)
            located = own.target if isinstance(own, ast.comprehension) else own
            yield (
                ast.fix_missing_locations(changed),
                getattr(located, "lineno", 0),
                what,
            )


def ways(node: ast.AST) -> Iterator[Callable[[ast.AST], str]]:
    """Yield functions that change such a node in place, and say how."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in TURNED:
            yield _turn
        case ast.BoolOp():
            yield _other_bool
        case ast.If() | ast.IfExp() | ast.While():
            yield _negate
        case ast.comprehension(ifs=[_, *_]):
            yield _no_filter
        case ast.BinOp(op=op) if type(op) in OTHER:
            yield _other_operator
        case ast.Constant(value=bool()):
            yield _flip
        case ast.Constant(value=int()):
            yield _off_by_one
        case ast.Call(func=ast.Name(id=name)) if name in NAMES:
            yield _other_name
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            yield _gone


def _turn(node: ast.Compare) -> str:
    node.ops = [TURNED[type(node.ops[0])]()]
    return "comparison turned"


def _other_bool(node: ast.BoolOp) -> str:
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    return "and/or"


def _negate(node: ast.If) -> str:
    node.test = ast.UnaryOp(ast.Not(), node.test)
    return "condition negated"


def _no_filter(node: ast.comprehension) -> str:
    node.ifs = node.ifs[1:]
    return "filter left out"


def _other_operator(node: ast.BinOp) -> str:
    node.op = OTHER[type(node.op)]()
    return "other operator"


def _flip(node: ast.Constant) -> str:
    node.value = not node.value
    return "True/False"


def _off_by_one(node: ast.Constant) -> str:
    node.value += 1
    return "number off by one"


def _other_name(node: ast.Call) -> str:
    assert isinstance(node.func, ast.Name)
    node.func.id = NAMES[node.func.id]
    return f"{node.func.id}"


def _gone(node: ast.Expr) -> str:
    if isinstance(node, ast.AugAssign):
        node.value, node.op = node.target, ast.Add()
        return "sum of itself"
    node.value = ast.Constant(None)
    return "call left out"


def modules(room: str) -> list[Path]:
    """Return the modules of a room: a folder, or a module with or without its ending."""
    place = SOURCE / room.removesuffix(".py")
    if place.is_dir():
        return sorted(place.rglob("*.py"))
    if place.with_suffix(".py").is_file():
        return [place.with_suffix(".py")]
    folders = sorted(x.name for x in SOURCE.iterdir() if (x / "__init__.py").is_file())
    raise SystemExit(f"there is no room “{room}”; the rooms are {', '.join(folders)}")


def tests_of(room: str) -> tuple[str, ...]:
    """Return the tests of a room: those in a folder or a file of its name, and those that import it."""
    parts = room.removesuffix(".py").split("/")
    module = ".".join(("pccreport", *parts))
    own = re.compile(rf"\b{re.escape(module)}\b")
    found = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if own.search(path.read_text(encoding="utf-8"))
        or path.parent.name == parts[0]
        or path.stem == f"test_{parts[-1]}"
    ]
    return (*found,) or FIRST


def is_killed(home: Path, first: tuple[str, ...]) -> bool:
    """Return whether a test of a copy of the tree fails; the first tests are those of its room."""
    for named in (first, ("tests",)):
        try:
            done = subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "pytest",
                    "-q",
                    "-x",
                    "-n",
                    "2",
                    "-p",
                    "no:cacheprovider",
                    *named,
                ],
                cwd=home,
                env={**os.environ, "PYTHONPATH": str(home / "src")},
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return True
        if done.returncode:
            return True
    return False


def main() -> None:
    """Draw mutants, and print those that survive and the share of those that do not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--room", help="a folder of src/pccreport, or a module in one")
    asked = parser.parse_args()
    rooms = (asked.room,) if asked.room else ROOMS
    paths = [path for room in rooms for path in modules(room)]
    first = tests_of(asked.room) if asked.room else FIRST
    listed = [
        (path, line, what, changed)
        for path in paths
        for changed, line, what in mutants(ast.parse(path.read_text(encoding="utf-8")))
    ]
    drawn = random.Random(asked.seed).sample(listed, min(asked.number, len(listed)))
    print(
        f"{len(listed)} mutants of {len(paths)} modules; {len(drawn)} are drawn with seed {asked.seed}"
    )
    killed = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "tree"
        shutil.copytree(
            ROOT,
            home,
            ignore=shutil.ignore_patterns(
                ".venv", ".git", ".hypothesis", "__pycache__", ".*_cache"
            ),
        )
        for number, (path, line, what, changed) in enumerate(drawn, start=1):
            module = home / path.relative_to(ROOT)
            kept = module.read_text(encoding="utf-8")
            module.write_text(ast.unparse(changed), encoding="utf-8")
            dead = is_killed(home, first)
            module.write_text(kept, encoding="utf-8")
            killed += dead
            if not dead:
                place = path.relative_to(SOURCE)
                print(f"survived: {place}:{line}: {what}", flush=True)
                before = ast.unparse(ast.parse(kept)).splitlines()
                now = ast.unparse(changed).splitlines()
                for shown in [*unified_diff(before, now, lineterm="", n=1)][2:]:
                    print(f"    {shown}", flush=True)
            print(f"{number}: {killed} killed", file=sys.stderr, flush=True)
    survived = len(drawn) - killed
    print(f"drawn: {len(drawn)}, killed: {killed}, survived: {survived}")


if __name__ == "__main__":
    main()

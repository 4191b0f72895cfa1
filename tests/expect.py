"""Texts that tests expect, kept in files that one switch rewrites.

`UPDATE_EXPECT=1 pytest` writes them again, and that run fails: look at what changed. A
test compares what the program writes with `expect(text)`, so that a new wording needs no
change in the test; the texts are in `golden/texts`, a file for each module of tests.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Callable, Iterable, Iterator
from difflib import unified_diff
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
GOLDEN = TESTS / "golden"
TEXTS = GOLDEN / "texts"

Expect = Callable[..., None]
"""Compares one or more texts, or lists of them, with the ones kept for the test."""

_HEAD = re.compile(r"^=== (.*)\n", re.MULTILINE)


def compare(folder: Path, name: str, text: str) -> None:
    """Fail if a golden file has another text; with UPDATE_EXPECT, write it first."""
    path = folder / name
    expected = path.read_text(encoding="utf-8") if path.exists() else None
    if expected != text and os.environ.get("UPDATE_EXPECT"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        pytest.fail(f"{path} was written again: look at it, and run again")

    fail_if_different(name, expected, text)


def fail_if_different(name: str, expected: str | None, text: str) -> None:
    """Fail with the lines in which a text differs from the expected one."""
    if expected == text:
        return
    before, now = (each.splitlines(keepends=True) for each in (expected or "", text))
    lines = unified_diff(before, now, f"{name}, expected", f"{name}, now", n=1)
    shown = "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
    pytest.fail(f"{name} is different; UPDATE_EXPECT=1 writes it again\n{shown}")


def read_texts(path: Path) -> dict[str, str]:
    """Return the kept texts of a module of tests, by the name of the test."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    _, *parts = _HEAD.split(text)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def lines(given: object) -> Iterator[str]:
    """Yield a text, or the texts of a list, line by line."""
    match given:
        case str():
            yield from given.splitlines()
        case Iterable():
            for each in given:
                yield from lines(each)
        case _:
            yield str(given)


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Iterator[Expect]:
    """Compare texts with those that are kept for this test; folders are left out of them."""
    path = TEXTS / request.path.relative_to(TESTS).with_suffix(".txt")
    kept = read_texts(path)
    folders = [TESTS.parent]
    if "tmp_path" in request.fixturenames:
        folders.insert(0, request.getfixturevalue("tmp_path"))
    written: list[str] = []

    def check(*given: object) -> None:
        text = "\n".join(lines(given)) + "\n"
        for folder, name in zip(reversed(folders), ("ROOT", "TMP"), strict=False):
            text = text.replace(str(folder), name)
        text = text.replace(os.sep, "/")
        key = request.node.name + (f" {len(written) + 1}" if written else "")
        written.append(key)
        if os.environ.get("UPDATE_EXPECT"):
            kept[key] = text
        else:
            expected = kept.get(key)
            fail_if_different(key, expected and expected.replace(os.sep, "/"), text)

    yield check
    if os.environ.get(
        "UPDATE_EXPECT"
    ):  # without -n: all tests of a module share a file
        parts = (f"=== {key}\n{text}" for key, text in sorted(kept.items()))
        compare(path.parent, path.name, "".join(parts))


def unknown_texts() -> Iterator[str]:
    """Yield the kept texts of tests that are not there any more."""
    for path in TEXTS.rglob("*.txt"):
        module = TESTS / path.relative_to(TEXTS).with_suffix(".py")
        tree = ast.parse(module.read_text(encoding="utf-8"))
        tests = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        for name in read_texts(path):
            if re.split(r"[\[ ]", name)[0] not in tests:
                yield f"{path.name}: {name}"

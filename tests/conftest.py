"""What many tests need: the example, built; projects from strings; the command."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies

# Before they are imported: an assertion in them shows its difference, as one in a test does.
pytest.register_assert_rewrite("tests.compare", "tests.redlines", "tests.word")

from tests import bytecode, draws, started  # noqa: E402
from tests.expect import expect  # noqa: E402, F401  # a fixture

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "thames-valley"

draws.by_default()

Run = Callable[..., "subprocess.CompletedProcess[str]"]
RunBytes = Callable[..., "subprocess.CompletedProcess[bytes]"]


MEMORY = Path("/dev/shm")
ENOUGH = 2**30
"""Bytes: a container may have no more than 64 MB of it."""

if (
    hasattr(os, "statvfs")
    and "TMPDIR" not in os.environ
    and MEMORY.is_dir()
    and os.access(MEMORY, os.W_OK)
    and shutil.disk_usage(MEMORY).free > ENOUGH
    and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
):
    # To make a file on a disk takes ten times as long as in memory, and the tests make some
    # ten thousand. Set before pytest, or a process that is started, asks where they go.
    os.environ["TMPDIR"] = str(MEMORY)
    tempfile.tempdir = None  # pytest has asked, to keep what is printed


def is_long(item: pytest.Item) -> bool:
    """Whether a test is slow by itself, and not for its many cases."""
    return "slow" in item.keywords and not hasattr(item, "callspec")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the longest tests first."""
    # The longest tests have no cases: at the end, one of them would keep one process waiting.
    items.sort(key=lambda item: not is_long(item))


def pytest_collection_finish() -> None:
    """Search for garbage hardly ever, and not among the tests themselves.

    The program has none to search for (`__main__`), and to look for it took a tenth of all.
    """
    # Hypothesis collects it before it draws for the first time.
    given(strategies.none())(lambda _: None)()
    gc.collect()
    gc.freeze()
    gc.set_threshold(1_000_000, 50, 100)


def pytest_runtest_setup() -> None:
    """Begin with files that were not read."""
    started.READ.clear()


def pytest_sessionfinish() -> None:
    """Look for garbage once at the end, and not three times."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Processes that a test starts keep their bytecode where the tests keep theirs."""
    with pytest.MonkeyPatch.context() as patch:
        # Set by xdist: lines would break where they do not in one process.
        patch.delenv("COLUMNS", raising=False)
        if bytecode.KEPT:
            patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
            patch.setenv("PYTHONPYCACHEPREFIX", bytecode.KEPT)
        yield


@pytest.fixture(scope="session", autouse=True)
def made_once() -> Iterator[None]:
    """What depends on a text alone is made once: its node, its house format, the index of its words."""
    # After what is counted and timed.
    from pccreport.house.reader import read_house  # noqa: PLC0415
    from pccreport.language.index.patterns import Vocabulary  # noqa: PLC0415
    from pccreport.language.index.text_index import TextIndex  # noqa: PLC0415
    from pccreport.pipeline import house_format, read_file  # noqa: PLC0415
    from pccreport.rules import context, privacy  # noqa: PLC0415
    from pccreport.source.node import MappingNode  # noqa: PLC0415

    parse = read_file._parse
    indexed = lru_cache(50)(TextIndex)

    @lru_cache(500)
    def parsed(kind: str, name: str, text: str, _: int) -> read_file.NodeResult:
        return parse(kind, name, text)

    def read(kind: str, name: str, text: str) -> read_file.NodeResult:
        started.READ[name, text, kind] += 1
        return parsed(kind, name, text, started.READ[name, text, kind])

    def house(node: MappingNode) -> Any:
        kept = vars(node.source)  # it is of this source and of built-in ones alone
        if "house" not in kept:
            kept["house"] = read_house(node)
        return kept["house"]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_file, "_parse", read)
        patch.setattr(read_file, "_parse_report", partial(read, "report"))
        patch.setattr(house_format, "read_house", house)
        for module in (context, privacy):
            patch.setattr(module, "TextIndex", lambda texts: indexed(tuple(texts)))
        narrow = lru_cache(50)(Vocabulary.limited_to)
        patch.setattr(Vocabulary, "limited_to", narrow)
        yield


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """A folder at one place for all tests, so that the same file in it is parsed once."""
    same = tmp_path.with_name("test")
    tmp_path.rename(same)
    yield same
    same.rename(tmp_path)


@pytest.fixture(scope="session")
def run_bytes() -> RunBytes:
    """The command, in a folder, with something at its standard input."""

    def run_command(
        *args: str | Path,
        cwd: Path | None = None,
        given: bytes = b"",
        together: bool = False,
        **env: str,
    ) -> subprocess.CompletedProcess[bytes]:
        typed = tuple(map(str, args))
        return started.run(typed, cwd or Path.cwd(), given, together=together, **env)

    return run_command


@pytest.fixture(scope="session")
def run(run_bytes: RunBytes) -> Run:
    """The command, run with a plain terminal: `run("build", ...)`."""

    def run_command(*args: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
        done = run_bytes(*args, **env)
        out, err = (
            stream.decode("utf-8").replace("\r\n", "\n")
            for stream in (done.stdout, done.stderr)
        )
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return run_command


@pytest.fixture(scope="session")
def built_example(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """The Word file that `pccreport build` makes of the example."""
    target = tmp_path_factory.mktemp("built") / "report.docx"
    done = run("build", EXAMPLE, "-o", target)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the example to change."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "project"))

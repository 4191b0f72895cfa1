"""A call of the command is what a process is."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests import projects, started
from tests.conftest import ROOT, RunBytes

from pccreport.cli.app import COMMANDS, load
from pccreport.pipeline.build import build

WRONG = projects.one_update("- see: fields\n- Two arests of of a man.")


@pytest.mark.parametrize(
    "args",
    [
        (),
        pytest.param(("--version",), marks=pytest.mark.slow),
        pytest.param(("build", "--help"), marks=pytest.mark.slow),
        ("build", "--ouput", "x"),
        ("check", "wrong", "--info", "--output-format", "json"),
        ("check", "nowhere"),
    ],
    ids=" ".join,
)
def test_a_call_does_what_a_process_does(
    tmp_path: Path, run_bytes: RunBytes, args: tuple[str, ...]
) -> None:
    """The same streams and exit code, byte for byte, and the same files."""
    called, begun = both(tmp_path, run_bytes, *args)

    assert begun == called
    assert called[1] + called[2] != b""


@cache
def sent() -> bytes:
    """A report as a Word file."""
    with TemporaryDirectory() as folder:
        package = build(projects.write(Path(folder)))[0].package
    assert package
    return package


def both(
    tmp_path: Path, run_bytes: RunBytes, *args: str
) -> Iterator[tuple[int, bytes, bytes, dict[Path, bytes]]]:
    """Yield the code, the streams and the files of a call, and of a process."""
    for seed in ({}, {"PYTHONHASHSEED": "3"}):
        folder = projects.write(tmp_path / "p")
        projects.write(folder / "wrong", updates=WRONG)
        projects.write(folder / "stray", updates=STRAY)
        (folder / "sent.txt").write_text(SENT, encoding="utf-8")
        (folder / "sent.docx").write_bytes(sent())
        done = run_bytes(*args, cwd=folder, given=b"preiod: x\n", **seed)
        files = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        yield done.returncode, done.stdout, done.stderr, files
        shutil.rmtree(folder)


STRAY = projects.one_update("- A man was\u200b found.")
SENT = "Farms\n\nTwo arrests were made in May.\n"
FORMS = """\
build . --output r.docx --draft --large-print
build . --output r.html --period "2022/23 Q4" --since 2022/23 --until "2022/23 Q4"
build . --output r.md --quiet --force
build wrong
build . wrong --all --form docx --output wrong
build . --all --form html --output wrong
build . --all --form md --output wrong
build . --all --form txt --output wrong
build . --all --form csv --output wrong
check wrong --output-format text --info --strict
check wrong --output-format text --today 2023-07-01
check wrong --output-format json
check stray --fix
check stray --diff
compare . "2022/23 Q4" "2023/24 Q1" --output-format text
compare . wrong --output-format text --exit-code
compare . "2022/23 Q4" "2023/24 Q1" --output-format json --include-private
compare . "2022/23 Q4" "2023/24 Q1" --output-format markdown
compare . "2022/23 Q4" "2023/24 Q1" --output-format html --output c.html
compare . stray --redline c.docx --author Jo --no-moves --draft --force
compare sent.docx .
pull sent.docx .
pull sent.docx . --write
explain repeated-word
new n
paste sent.txt --project . --period "2022/23 Q4" --stream force --aim 1
paste sent.txt --stream opcc --write
reconcile sent.txt . --output-format text
reconcile sent.txt --project . --output-format text
reconcile sent.txt . --output-format text --period "2022/23 Q4" --include-private
reconcile sent.txt . --output-format markdown
reconcile sent.txt . --output-format html --output c.html --force
status . --output-format text --exit-code
status . --output-format markdown --today 2023-07-01
status . --output-format html --output s.html --force
"""
"""Each option of each command, with each of its words where it has a list of them."""


def test_each_form_of_each_command_is_in_the_list() -> None:
    """No option, and no format, is forgotten where it is new."""
    rows = [shlex.split(row) for row in FORMS.splitlines()]
    missing = []
    for name in COMMANDS:
        ours = [row for row in rows if row[0] == name]
        for each in load(name).params:
            if getattr(each, "hidden", False):
                continue
            flags = [opt for opt in each.opts if opt.startswith("--")]
            words = [getattr(w, "value", w) for w in getattr(each.type, "choices", ())]
            used = [
                row[row.index(flag) :][:2]
                for row in ours
                for flag in flags
                if flag in row
            ]
            missing += [(name, flag) for flag in flags if not used and flag != "--help"]
            missing += [(name, w) for w in words if flags and [*flags, w] not in used]

    assert missing == []


@pytest.mark.slow
@pytest.mark.parametrize("row", FORMS.splitlines())
def test_a_call_does_what_a_process_does_in_each_form(
    tmp_path: Path, run_bytes: RunBytes, row: str
) -> None:
    """Each command with each option and each format."""
    called, begun = both(tmp_path, run_bytes, *shlex.split(row))

    # What is private in contributions is shown on a screen alone.
    is_refused = row.startswith("reconcile") and "--include-private" in row
    assert begun == called
    assert called[0] in ((2,) if is_refused else (0, 1)), called[2].decode()


def test_nothing_of_a_call_is_left(tmp_path: Path, run_bytes: RunBytes) -> None:
    """What a run has for itself is as it was for who called it."""

    def ours() -> tuple[object, ...]:
        streams = (sys.stdin, sys.stdout, sys.stderr)
        return Path.cwd(), dict(os.environ), sys.argv, streams, os._exit

    before = ours()
    project = projects.write(tmp_path, updates=WRONG)
    first, again = (
        run_bytes("check", ".", cwd=project, SOURCE_DATE_EPOCH="0") for _ in range(2)
    )

    assert ours() == before
    assert (first.stdout, first.stderr) == (again.stdout, again.stderr)


@pytest.mark.slow
def test_each_run_of_the_suite_may_be_a_process() -> None:
    """Of the tests of each file that call the command, one in six shows the same of a process."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "auto", "tests"],
        env=os.environ | {started.PROCESSES: "6"},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "encoding", [pytest.param("ascii", marks=pytest.mark.slow), "cp1252"]
)
def test_a_call_writes_as_its_environment_says(
    tmp_path: Path, run_bytes: RunBytes, encoding: str
) -> None:
    """What it says on both streams is in the letters that a process would use."""
    folder = projects.write(tmp_path, updates=WRONG)
    words = ("check", folder, folder / "nö")
    call, process = (
        run_bytes(*words, PYTHONIOENCODING=encoding, **settled)
        for settled in ({}, {"PYTHONHASHSEED": "3"})
    )

    assert (call.returncode, call.stdout) == (process.returncode, process.stdout)
    assert call.stderr == process.stderr

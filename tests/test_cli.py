"""The command as a process: exit codes, streams, and one plain sentence."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import pytest
from tests import projects
from tests.cases import in_turn
from tests.conftest import EXAMPLE, ROOT, Run, RunBytes
from tests.started import COMMAND, Done


def error_lines(stderr: str) -> list[str]:
    """The findings' own words, without their snippets, each on one line."""
    found = re.findall(r"^(?:error|warning): .*?\]$", stderr, re.MULTILINE | re.DOTALL)
    return [" ".join(words.split()) for words in found]


def test_build_writes_the_file_and_a_summary(tmp_path: Path, run: Run) -> None:
    """Standard output is empty; what was written is told on standard error."""
    done = run("build", EXAMPLE, "-o", tmp_path / "r.docx")

    assert (done.returncode, done.stdout) == (0, "")
    said = f"Wrote {tmp_path / 'r.docx'}: 4 key aims, 32 updates, 2019/20 Q1 to 2020/21 Q1."
    assert said == done.stderr.splitlines()[-1]


def test_quiet_prints_nothing_when_nothing_is_wrong(tmp_path: Path, run: Run) -> None:
    """With -q only findings and refusals are told."""
    house = projects.EXTENDS + "streams: {force: {heading: Done}}\n"
    plan = projects.PLAN.replace("      roads: Safer country roads.\n", "")
    plan = plan.replace("      wildlife: Wildlife crime taken seriously.\n", "")
    updates = projects.one_update("- One.\n")
    updates["2023-24-q1.yaml"] = updates["2022-23-q4.yaml"].replace(
        "2022/23 Q4", "2023/24 Q1"
    )
    folder = projects.write(tmp_path / "p", plan=plan, updates=updates, house=house)
    done = run("build", folder, "-q", "-o", tmp_path / "r.docx")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_no_arguments_show_the_help_and_version_is_one_line(run: Run) -> None:
    """The first things that people try."""
    assert "build" in run().stdout
    assert re.fullmatch(r"pccreport \d+\.\d+\.\d+\n", run("--version").stdout)
    for name in ("-h", "--help"):
        done = run("build", name)
        assert (done.returncode, "Example" in done.stdout) == (0, True)


def printed_to(stream: IO[bytes], words: str, **env: str) -> Done:
    """What comes of a run that prints there."""
    return subprocess.run(
        [*COMMAND, *words.split()],
        stdout=stream,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | env,
        check=False,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    ("words", "unbuffered"),
    [
        ("--help", "1"),
        ("check examples/thames-valley", ""),
        pytest.param("--version", "", marks=pytest.mark.slow),
        pytest.param("", "1", marks=pytest.mark.slow),
    ],
)
def test_a_full_disk_is_a_sentence(words: str, unbuffered: str) -> None:
    """What the command says of itself cannot be written: exit 3, and no traceback."""
    with Path("/dev/full").open("wb") as full:
        done = printed_to(full, words, PYTHONUNBUFFERED=unbuffered)

    assert done.returncode == 3
    assert done.stderr.decode().splitlines() == [
        "error: a file or stream cannot be read or written: No space left on device",
        "help: close it in other programs, check whether the disk is full, and try again",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@in_turn("words", ("--version", f"check '{EXAMPLE}'"))
def test_a_closed_stream_is_no_fault(words: str) -> None:
    """It is nothing to speak of."""
    command = f"{sys.executable} -m pccreport {words} >&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")


COMPARED = "compare examples/thames-valley examples/thames-valley"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param("--version", 0, marks=pytest.mark.slow),
        ("check {}", 1),
        pytest.param("check {} --output-format json", 1, marks=pytest.mark.slow),
        pytest.param(COMPARED, 0, marks=pytest.mark.slow),
    ],
)
def test_unread_words_are_no_fault(tmp_path: Path, words: str, code: int) -> None:
    """A pipe whose reader has left, as that of `more` with Q, changes no exit code."""
    folder = projects.write(tmp_path, updates=projects.one_update("- {see: nowhere}"))
    reads, writes = os.pipe()
    os.close(reads)
    with open(writes, "wb") as pipe:  # noqa: PTH123  # a pipe has no path
        done = printed_to(pipe, words.replace("{}", str(folder)))

    assert (done.returncode, done.stderr) == (code, b"")


@pytest.mark.parametrize(
    ("entries", "rule"),
    [("- see: fields", "dangling-reference"), ("- One \u202etwo.", "text-direction")],
)
def test_a_fault_is_reported_at_its_place(
    tmp_path: Path, run: Run, entries: str, rule: str
) -> None:
    """Exit 1, one located finding, and no output file, nor is an old one written over."""
    folder = projects.write(tmp_path / "p", updates=projects.one_update(entries))
    (tmp_path / "old.docx").write_text("old", "utf-8")
    for more in (("-o", tmp_path / "r.docx"), ("-o", tmp_path / "old.docx", "--force")):
        done = run("build", folder, *more)

        assert done.returncode == 1, done.stderr
        [error] = [x for x in error_lines(done.stderr) if x.startswith("error")]
        assert f"[{rule}]" in error
        assert re.search(r"\.yaml:\d+:\d+$", done.stderr, re.MULTILINE)
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "r.docx").exists()
    assert (tmp_path / "old.docx").read_text("utf-8") == "old"


def test_each_reference_of_a_circle_is_reported(tmp_path: Path, run: Run) -> None:
    """Cells that only refer to one another lead to no update, and one of another stream does."""
    updates = {
        "x.yaml": "period: 2022/23 Q4\nupdates:\n  farms: {force: [see: roads], opcc: [A.]}\n"
        "  roads: {force: [see: wildlife]}\n  wildlife: {force: [see: farms]}\n"
    }
    folder = projects.write(tmp_path / "project", updates=updates)
    done = run("build", folder, "-o", tmp_path / "r.docx")

    found = [line for line in error_lines(done.stderr) if line.startswith("error")]
    assert len(found) == 3
    assert all("[circular-reference]" in error for error in found)


@pytest.mark.skipif(
    sys.platform == "win32", reason="signals are another matter on Windows"
)
def test_ctrl_c_ends_with_130_and_leaves_nothing(tmp_path: Path) -> None:
    """Stopped in the middle, by the key that people press."""
    entries = "\n".join(
        f"- Update {n} of many, with **bold** words." for n in range(60_000)
    )
    folder = projects.write(tmp_path / "project", updates=projects.one_update(entries))
    command = [sys.executable, "-m", "pccreport", "build", str(folder), "-o", "r.docx"]
    # A suite that was started in the background ignores the key, and so would its child.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        running = subprocess.Popen(
            command, cwd=tmp_path, stderr=subprocess.PIPE, encoding="utf-8"
        )
    finally:
        signal.signal(signal.SIGINT, before)
    time.sleep(0.7)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)

    assert running.returncode == 130, said
    assert "Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["project"]


def test_a_letter_that_an_encoding_lacks_changes_no_other(
    tmp_path: Path, run_bytes: RunBytes
) -> None:
    """An encoding that somebody has chosen may have quotation marks, but no emoji."""
    folder = projects.write(tmp_path / "project")
    sent = "A café opened – “Zoë’s” \N{AUTOMOBILE}"
    words = ("paste", "-", "--project", folder, "--stream", "force", "--aim", "1")
    done = run_bytes(*words, given=sent.encode(), PYTHONIOENCODING="cp1252")

    assert "A café opened – “Zoë’s” ?" in done.stdout.decode("cp1252")


def test_no_letter_is_lost_in_file_or_pipe(tmp_path: Path, run_bytes: RunBytes) -> None:
    """They are UTF-8, as a page says of itself, also where the system has fewer letters."""
    old, new = projects.write(tmp_path / "old"), projects.write(tmp_path / "Łódź")
    projects.reword(new / "updates/2022-23-q4.yaml", ("arrests", "“arrests” ≥ £5"))
    few = {"PYTHONIOENCODING": "", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    words = ("compare", old, new, "--output-format", "html")
    done = run_bytes(*words, **few, LC_ALL="C")

    assert "“arrests” ≥ £5" in done.stdout.decode()
    assert b'charset="utf-8"' in done.stdout.lower()
    missing = run_bytes("check", "nowhere", **few, LC_ALL="C")
    assert "“nowhere” does not exist" in missing.stderr.decode()


def test_quarters_that_are_not_there_and_not_printed_are_named(
    tmp_path: Path, run: Run
) -> None:
    """A finished year with a quarter missing, and a file beyond the end, are told."""
    updates = {**projects.UPDATES, "2024-25-q1.yaml": "period: 2024/25 Q1\nupdates: {}"}
    folder = projects.write(tmp_path / "project", updates=updates)
    done = run("build", folder, "-o", tmp_path / "r.docx")

    assert done.returncode == 0
    assert "Without an update file: 2022/23 Q2, 2022/23 Q3." in done.stderr
    later = folder / "updates" / "2024-25-q1.yaml"
    assert f"Not in this report: {later} (2024/25 Q1)." in done.stderr

"""What others have written, and what a killed run leaves: nothing is lost, and nothing stays unseen."""

from __future__ import annotations

import errno
import os
import shlex
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests import projects
from tests.cases import in_turn
from tests.cli.test_output_file import injected, surroundings, temporary_files, traced
from tests.conftest import Run
from tests.expect import Expect

from pccreport.cli.fix import apply_fixes
from pccreport.cli.output_file import change_files
from pccreport.findings.text import Source
from pccreport.pipeline.check import check
from pccreport.source.command_error import UNREADABLE, USAGE, CommandError

QUARTER = "2023/24 Q1"
SENT = {
    "one.txt": "Fewer thefts from farms.\n- Forty gates were locked.\n",
    "two.txt": "Safer country roads.\n- Fifty drivers were trained.\n",
}
EMPTY_PLACES = """\
period: 2023/24 Q1
updates:
  farms:
    force:
  roads:
    force:
"""


def pasting(folder: Path, name: str, *, held: bool = False) -> subprocess.Popen[str]:
    """A run that pastes a message; one that is held stops before it ends its file."""
    typed = ("paste", name, "--stream", "force", "--period", QUARTER, "--write")
    args = [sys.executable, "-m", "pccreport", *typed]
    return subprocess.Popen(
        injected("fsync:signal=SIGSTOP", args) if held else args,
        cwd=folder,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def go_on(held: subprocess.Popen[str]) -> None:
    """Let a run that is held go on to its end, wherever it is stopped, or is about to be."""
    until = time.monotonic() + 60
    children = Path(f"/proc/{held.pid}/task/{held.pid}/children")
    while held.poll() is None and time.monotonic() < until:
        with suppress(OSError):
            for child in children.read_text("utf-8").split():
                os.kill(int(child), signal.SIGCONT)
        time.sleep(0.05)
    held.kill()


@traced
@pytest.mark.slow
@pytest.mark.parametrize("places", ["", EMPTY_PLACES], ids=["new file", "places"])
def test_two_contributions_at_once_are_both_kept(
    tmp_path: Path, places: str, expect: Expect
) -> None:
    """The second is in its file, and the first run says that it has written nothing."""
    folder = projects.write(tmp_path, updates={})
    path = folder / "updates/2023-24-q1-force.yaml"
    if places:
        path.write_text(places, "utf-8")
    for name, text in SENT.items():
        (folder / name).write_text(text, "utf-8")
    with pasting(folder, "one.txt", held=True) as first:
        until = time.monotonic() + 60
        while not temporary_files(folder / "updates") and time.monotonic() < until:
            time.sleep(0.05)
        with pasting(folder, "two.txt") as second:
            assert second.wait(60) == 0
        go_on(first)
        said, _ = first.communicate(timeout=60)

    assert "Fifty drivers were trained." in path.read_text("utf-8")
    assert first.returncode == UNREADABLE
    expect(said)
    with pasting(folder, "one.txt") as again:
        assert again.wait(60) == 0
    kept = [each.read_text("utf-8") for each in (folder / "updates").iterdir()]
    assert any("Forty gates were locked." in text for text in kept)
    assert any("Fifty drivers were trained." in text for text in kept)


def test_a_file_saved_while_it_is_fixed_stays_as_saved(tmp_path: Path) -> None:
    """The fix of a text that is no longer in the file is not written."""
    updates = {
        "2022-23-q4.yaml": "period: 2022/23 Q4\nupdates:\n  farms:\n    force:\n      -Two arrests.\n"
    }
    folder = projects.write(tmp_path, updates=updates)
    path = folder / "updates/2022-23-q4.yaml"
    findings = check(folder).findings
    saved = path.read_text("utf-8").replace("Two", "Three")
    path.write_text(saved, "utf-8")

    with pytest.raises(CommandError, match="has changed since it was read"):
        apply_fixes(findings)

    assert saved == path.read_text("utf-8")


def test_of_several_files_all_are_changed_or_none(tmp_path: Path) -> None:
    """If one was saved or deleted meanwhile, the other stays as it is, with nothing beside it."""
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    for meanwhile in (lambda: two.write_bytes(b"saved\n"), two.unlink):
        for path in (one, two):
            path.write_bytes(b"old\n")
        changed = [(Source(str(path), "old\n"), b"new\n") for path in (one, two)]
        meanwhile()

        with pytest.raises(
            CommandError, match=r"two.yaml” has changed since it was read"
        ):
            change_files(changed)
        assert one.read_text("utf-8") == "old\n"
        assert {path.name for path in tmp_path.iterdir()} <= {"one.yaml", "two.yaml"}
    two.write_bytes(b"old\n")
    change_files(changed)
    assert one.read_text("utf-8") == two.read_text("utf-8") == "new\n"


def test_a_file_that_cannot_be_replaced_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was renamed before it has its old words again."""
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    for path in (one, two):
        path.write_bytes(b"old\n")
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "two.yaml":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(CommandError, match=r"two.yaml” could not be saved: Input"):
        change_files([(Source(str(x), "old\n"), b"new\n") for x in (one, two)])

    assert one.read_text("utf-8") == two.read_text("utf-8") == "old\n"
    assert temporary_files(tmp_path) == []


def test_what_a_killed_run_left_is_named(
    tmp_path: Path, run: Run, expect: Expect
) -> None:
    """In each folder of a project, by check; its text is not read or shown."""
    folder = projects.write(tmp_path)
    (folder / "updates/private").mkdir()
    for place in ("updates", "updates/private", "."):
        left = folder / place / ".p0123abcd.tmp"
        left.write_text("period: 2022/23 Q4\n# a private text\n", "utf-8")

    done = run("check", folder)

    assert "a private text" not in done.stdout
    assert "delete this file: an interrupted run left it" in done.stdout
    expect(*(x for x in done.stdout.split() if ".tmp" in x))


@in_turn(
    "typed",
    [
        "build project -o report.docx",
        "build project -o report.html",
        "compare project '2022/23 Q4' '2023/24 Q1' -o changes.md",
        "compare project '2022/23 Q4' '2023/24 Q1' -o changes.json",
        "compare project '2022/23 Q4' '2023/24 Q1' --redline redline.docx",
        "status project -o status.txt",
        "reconcile mail.txt project -o account.md",
    ],
)
def test_a_file_of_others_is_not_replaced(tmp_path: Path, run: Run, typed: str) -> None:
    """Nor one of pccreport's own in which somebody has changed a word; --force replaces both."""
    projects.write(tmp_path / "project")
    (tmp_path / "mail.txt").write_text("Hi Sam,\n", "utf-8")
    words = shlex.split(typed)
    target = tmp_path / words[-1]
    target.write_text("My own notes.\n", "utf-8")

    refused = run(*words, cwd=tmp_path)
    assert refused.returncode == USAGE
    assert f"“{target.name}” was not written by pccreport" in refused.stderr
    assert target.read_text("utf-8") == "My own notes.\n"
    assert run(*words, "--force", cwd=tmp_path).returncode == 0
    assert run(*words, cwd=tmp_path).returncode == 0
    is_word = target.suffix == ".docx"
    edited = with_program(target, "Word") if is_word else reworded(target)
    assert run(*words, cwd=tmp_path).returncode == USAGE
    assert target.read_bytes() == edited


def with_program(target: Path, program: str) -> bytes:
    """Save a Word file as another program does, and return its bytes."""
    with ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(target, "w") as archive:
        for name, part in parts.items():
            archive.writestr(
                name, part.replace(b">pccreport<", f">{program}<".encode())
            )
    return target.read_bytes()


def reworded(target: Path) -> bytes:
    """Change one letter of a text, and return its bytes."""
    text = target.read_bytes()
    target.write_bytes(text.replace(b"a", b"e", 1))
    return target.read_bytes()


def test_all_reports_are_built_but_an_edited_one(tmp_path: Path, run: Run) -> None:
    """With --all, what was refused is named, and the exit code says so."""
    folders = [projects.write(tmp_path / name) for name in ("one", "two")]
    assert run("build", "--all", *folders, "-o", tmp_path).returncode == 0
    edited = with_program(tmp_path / "one.docx", "Word")
    done = run("build", "--all", *folders, "-o", tmp_path)

    assert done.returncode == USAGE
    assert "Reports written: 1 of 2" in done.stderr
    assert (tmp_path / "one.docx").read_bytes() == edited
    assert run("build", "--all", *folders, "-o", tmp_path, "--force").returncode == 0

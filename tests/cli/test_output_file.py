"""A result is in its place whole or not at all, shown with real faults.

Nothing is mocked: children run out of disk, are killed, interrupted and refused.
What needs a right or a tool that is not there is skipped with the reason.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests import projects
from tests.draws import one_in
from tests.expect import Expect

import pccreport
from pccreport.cli.output_file import check_target, write_file
from pccreport.source.command_error import UNREADABLE, USAGE, CommandError

OLD, NEW = b"the old document", b"the new document"
WINDOWS = "output_file.WINDOWS = True; "
FOLDER = "write_file = lambda path, _: output_file.create_folder(path)"
READ = "from pccreport.source import command_error, files; command_error.WINDOWS = True; write_file = lambda path, _: files.read_document(path)"

posix = pytest.mark.skipif(sys.platform == "win32", reason="a fault of POSIX systems")

# A child that writes argv[2] bytes to argv[1] and says how it went. The rest of its
# arguments is Python, run first.
CHILD = """
import json, os, signal, sys
from pathlib import Path
from pccreport.cli import output_file
from pccreport.cli.output_file import write_file
from pccreport.findings.text import Source
from pccreport.source.command_error import CommandError
waits = []
output_file.time.sleep = waits.append
exec(sys.argv[3])
try:
    write_file(Path(sys.argv[1]), b"n" * int(sys.argv[2]))
    said = ("", 0, "")
except CommandError as failure:
    said = (failure.message, failure.code, failure.help)
print(json.dumps([*said, waits]))
"""


class Said(NamedTuple):
    """How a child fared: its sentence, code and help, and what it waited."""

    message: str
    code: int
    help: str
    waits: list[float]


def command(target: Path, size: int = 100, first: str = "") -> list[str]:
    """A child that writes so many bytes to the target."""
    return [sys.executable, "-B", "-c", CHILD, str(target), str(size), first]


def surroundings() -> dict[str, str]:
    """The environment in which a child finds the package, installed or not."""
    return {**os.environ, "PYTHONPATH": str(Path(pccreport.__file__).parents[1])}


def started(args: list[str]) -> subprocess.CompletedProcess[str]:
    """A child that has ended; it finds the package, installed or not."""
    return subprocess.run(
        args, env=surroundings(), capture_output=True, encoding="utf-8", check=False
    )


def run(args: list[str]) -> Said:
    """What such a child says."""
    child = started(args)
    assert child.returncode == 0, child.stderr
    return Said(*json.loads(child.stdout))


def temporary_files(folder: Path) -> list[str]:
    """What stands in a folder under a temporary name."""
    return [path.name for path in folder.iterdir() if path.suffix == ".tmp"]


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    """An old document, in a folder where no temporary file may be left."""
    path = tmp_path / "report.docx"
    path.write_bytes(OLD)
    yield path
    assert temporary_files(tmp_path) == []


# What is written


def test_a_file_is_written_with_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new one, one in the place of another, and an empty one; a name alone means this folder."""
    monkeypatch.chdir(tmp_path)
    for content in (OLD, NEW, b""):
        write_file(Path("report.docx"), content)

        assert [path.name for path in tmp_path.iterdir()] == ["report.docx"]
        assert (tmp_path / "report.docx").read_bytes() == content


@posix
def test_link_stays_a_link(tmp_path: Path) -> None:
    """What it points to is made or replaced."""
    other = tmp_path / "desk"
    other.mkdir()
    link = other / "latest.docx"
    link.symlink_to("../report.docx")
    for content in (OLD, NEW):
        write_file(link, content)

        assert link.is_symlink()
        assert (tmp_path / "report.docx").read_bytes() == content
        assert [path.name for path in other.iterdir()] == ["latest.docx"]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_old_permissions_are_kept(target: Path, mode: int) -> None:
    """The new file may be read and written by those who could before."""
    target.chmod(mode)

    write_file(target, NEW)

    assert oct(mode) == oct(stat.S_IMODE(target.stat().st_mode))


@posix
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_new_file_has_usual_permissions(tmp_path: Path, umask: int, mode: int) -> None:
    """A file that was not there gets what the umask leaves."""
    run(command(tmp_path / "report.docx", first=f"os.umask({umask})"))

    found = (tmp_path / "report.docx").stat().st_mode
    assert oct(mode) == oct(stat.S_IMODE(found))


# What is refused by the disk


@posix
def test_what_the_disk_cannot_take_is_a_sentence(tmp_path: Path) -> None:
    """With the folder or the file that is to blame, which stays as it was."""
    (tmp_path / "lost.docx").symlink_to("gone/report.docx")
    (tmp_path / "round.docx").symlink_to("round.docx")
    (tmp_path / "old.docx").write_bytes(OLD)
    (tmp_path / "old.docx").chmod(0o444)
    before = sorted(tmp_path.iterdir())
    for name, code, said in (
        ("panel/report.docx", UNREADABLE, f"the folder “{tmp_path}/panel” does not exist"),
        ("lost.docx", UNREADABLE, f"the folder “{tmp_path}/gone” does not exist"),
        ("old.docx/sept/r.docx", UNREADABLE, f"“{tmp_path}/old.docx” is a file, not a folder, so nothing can be saved in it"),
        ("round.docx", UNREADABLE, f"“{tmp_path}/round.docx” "),
        ("old.docx", UNREADABLE, f"“{tmp_path}/old.docx” is read-only"),
        (f"{'r' * 300}.docx", UNREADABLE, f"“{tmp_path}/{'r' * 300}.docx” is too long: the full path has"),
        ("", USAGE, f"“{tmp_path}” is a folder, not a document"),
        ("/dev/full", USAGE, "“/dev/full” is not an ordinary file"),
        ("/dev/null", USAGE, "“/dev/null” is not an ordinary file"),
    ):  # fmt: skip
        with pytest.raises(CommandError) as caught:
            write_file(tmp_path / name, NEW)
        assert caught.value.message.startswith(said)
        assert caught.value.code == code, name
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "old.docx").read_bytes() == OLD
    assert Path("/dev/null").is_char_device()


def test_path_that_windows_cannot_take(tmp_path: Path, target: Path) -> None:
    """A file or folder whose path is too long, or has a letter that is not allowed."""
    deep = "/".join(["Office of the Commissioner"] * 10)
    for name, fault in (
        (deep, "is too long: the full path has"),
        ("Q4: panel/r.docx", "Windows does not allow the name “Q4: panel”"),
    ):
        for way in ("", FOLDER):  # below a file: nothing of it can be there
            said = run(command(target / name, first=f"{WINDOWS}{way}"))
            assert fault in said.message
            assert said.code == UNREADABLE
    said = run(command(tmp_path / deep, first=READ))
    assert "does not exist, or its path of" in said.message


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that every user of the machine can reach."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


# Root may write anywhere, so the child becomes someone else.
NOBODY = "os.geteuid() == 0 and os.setresuid(65534, 65534, 65534)"


@posix
@pytest.mark.parametrize(
    ("mode", "name"),
    [(0o555, "{}/report.docx"), (0o555, "report.docx"), (0o600, "{}/report.docx")],
    ids=["read only", "in the working folder", "not to be entered"],
)
def test_folder_that_may_not_be_written_in_is_named(
    shared_folder: Path, mode: int, name: str
) -> None:
    """In full, also if nobody typed it; it stays as it was."""
    shared_folder.chmod(mode)
    where = f"os.chdir({str(shared_folder)!r}); " if "{}" not in name else ""
    target = Path(name.format(shared_folder))

    said = run(command(target, first=f"{where}{NOBODY}"))

    refusal = f"you do not have permission to save in the folder “{shared_folder}”"
    assert (refusal, UNREADABLE) == (said.message, said.code)
    assert list(shared_folder.iterdir()) == []


# What system calls can be made to answer


def injected(fault: str, args: list[str]) -> list[str]:
    """The command with a fault injected into its system calls."""
    return ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"inject={fault}", *args]


def strace_is_missing() -> str:
    """Why faults cannot be injected here, empty where they can."""
    if shutil.which("strace") is None:
        return "needs strace"
    probe = subprocess.run(
        injected("fsync:error=EIO", ["true"]), capture_output=True, check=False
    )
    return "" if probe.returncode == 0 else "strace may not trace here"


NO_STRACE = strace_is_missing()
traced = pytest.mark.skipif(NO_STRACE != "", reason=NO_STRACE)

RENAME = "?rename,?renameat,?renameat2"
FAULTS = (
    "write:error=ENOSPC:when=1",
    "write:error=EDQUOT:when=1",
    "write:error=EIO:when=1",
    "fsync:error=ENOSPC",
    "?fchmod:error=EPERM",
    f"{RENAME}:error=EACCES",
    f"{RENAME}:error=EXDEV",
)


@traced
@pytest.mark.parametrize("fault", one_in(6, FAULTS))
def test_refused_system_call(target: Path, fault: str, expect: Expect) -> None:
    """Whichever step is refused, one sentence says so and the old file stays."""
    said = run(injected(fault, command(target)))

    expect(said.message)
    assert said.code == UNREADABLE
    assert target.read_bytes() == OLD


# Word, and Windows


@traced
def test_windows_does_not_let_go(target: Path, expect: Expect) -> None:
    """What the virus scanner holds is waited for; after a second and a half it is said to be open."""
    fault, args = f"{RENAME}:error=EACCES", command(target, 9, WINDOWS)
    said = run(injected(fault, args))

    expect(said.message)
    expect(said.help)
    assert said.code == UNREADABLE
    assert (len(said.waits), sum(said.waits)) == (5, 1.5)
    assert target.read_bytes() == OLD
    said = run(injected(f"{fault}:when=1..2", args))
    assert (said.message, said.waits) == ("", [0.1, 0.2])
    assert target.read_bytes() == b"n" * 9


CHANGED = "write_file = lambda path, data: output_file.change_files([(Source(str(path), path.read_text()), data)])"
CREATED = "write_file = output_file.create_file"


@traced
@pytest.mark.parametrize("way", one_in(2, [CHANGED, CREATED]))
def test_windows_lets_go_of_a_file_of_the_project(target: Path, way: str) -> None:
    """A file that is changed, or that is new, waits for the virus scanner too."""
    path = target if way is CHANGED else target.with_name("new.yaml")
    args = command(path, 9, f"{WINDOWS}{way}")
    said = run(injected(f"{RENAME}:error=EACCES:when=1..2", args))

    assert said.message == ""
    assert said.waits
    assert path.read_bytes() == b"n" * 9


# Killed, stopped, interrupted


def left_behind(target: Path) -> Path:
    """What a run leaves that is killed in the middle of the writing."""
    # The limit's signal ends the child as a kill would, at a place that is certain.
    deadly = (
        "import resource; resource.setrlimit(resource.RLIMIT_CORE, (0, 0));"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000));"
        "signal.signal(signal.SIGXFSZ, signal.SIG_DFL)"
    )
    if sys.platform == "win32":
        pytest.skip("Windows has no signal to be killed by at a certain place")
    child = started(command(target, 20_000, deadly))
    assert child.returncode == -signal.SIGXFSZ
    [name] = temporary_files(target.parent)
    assert (target.parent / name).stat().st_size == 5000
    return target.parent / name


def test_killed_run_leaves_the_old_file(tmp_path: Path) -> None:
    """And a hidden one with a short name, which does not stop the next run."""
    target = tmp_path / f"{'report ' * 20}.docx"
    target.write_bytes(OLD)
    left = left_behind(target)
    assert target.read_bytes() == OLD
    assert left.name.startswith(".")
    assert len(left.name) <= 18

    write_file(target, NEW)

    assert target.read_bytes() == NEW


# Each round sets an alarm that strikes as Ctrl-C does, a little later every time.
INTERRUPTED = """
import os, signal, sys, time
from pathlib import Path
from pccreport.cli.output_file import write_file
target, struck = Path(sys.argv[1]), 0
armed = False
def strike(*_):
    if armed:
        raise KeyboardInterrupt
signal.signal(signal.SIGALRM, strike)
for _ in range(3):
    begun = time.perf_counter()
    write_file(target, b"0" * 5000)
    taken = time.perf_counter() - begun
for round in range(500):
    before = target.read_bytes()
    data = b"%d" % round * 5000
    try:
        armed = True
        signal.setitimer(signal.ITIMER_REAL, 0.00001 + taken * round / 350)
        write_file(target, data)
        armed = False
    except KeyboardInterrupt:
        armed = False
        struck += 1
    signal.setitimer(signal.ITIMER_REAL, 0)
    assert target.read_bytes() in {before, data}, "half a document"
    assert os.listdir(target.parent) == [target.name], os.listdir(target.parent)
print(struck)
"""


@posix
def test_ctrl_c_at_any_moment(target: Path) -> None:
    """Whenever Ctrl-C comes, there is an old or a new document and nothing else."""
    child = started([sys.executable, "-c", INTERRUPTED, str(target)])

    assert child.stderr == ""
    assert int(child.stdout) > 30


# What is refused before the work begins


def test_an_input_or_a_folder_is_refused(tmp_path: Path, target: Path) -> None:
    """However its path is written, and over links of both kinds; any other file is not."""
    (tmp_path / "updates").mkdir()
    plan = tmp_path / "plan.yaml"
    plan.write_text("title: Plan\n", encoding="utf-8")
    (tmp_path / "hard.docx").hardlink_to(plan)
    projects.link(tmp_path / "soft.docx", plan)
    inputs = [tmp_path / "report.yaml", plan, tmp_path / "not-yet.yaml"]
    ways = ("plan.yaml", "updates/../plan.yaml", "soft.docx", "hard.docx")
    for name in (*ways, "updates/../not-yet.yaml"):
        with pytest.raises(CommandError) as caught:
            check_target(tmp_path / name, inputs)
        path = tmp_path / name
        assert caught.value.code == USAGE
        message = f"“{path}” is needed for this command, so it cannot be replaced"
        assert caught.value.message == message
    with pytest.raises(CommandError, match="is a folder, not a document") as caught:
        check_target(tmp_path, inputs)
    assert caught.value.help == "give the name of a file in it"
    for path in (target, tmp_path / "new.docx", tmp_path / "gone" / "new.docx"):
        check_target(path, inputs)

"""How a command says that it cannot do what was asked: `error:`, `help:`, and nothing else."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

from tests import projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.terminals import on_terminal

from pccreport import __version__

MISUSES = [
    ("check --foo", "no such option: --foo (Possible options: --fix, --info)", "check"),
    ("check --bogus", "no such option: --bogus", "check"),
    ("build -qz", "no such option: -z", "build"),
    ("--foo", "no such option: --foo", ""),
    ("chek", "no such command “chek”. Did you mean “check”?", ""),
    ("zzz", "no such command “zzz”", ""),
    ("build -o", "-o needs a value behind it", "build"),
    ("check --fix=3", "option “--fix” does not take a value", "check"),
    ("explain a b", "“b” is more than this command takes", "explain"),
    (
        "check --output-format xml",
        "“xml” is not a value of --output-format; it can be “text”, “json”",
        "check",
    ),
]


@in_turn(("typed", "message", "command"), MISUSES)
def test_a_command_that_is_not_understood_is_an_error_as_any_other(
    run: Run, typed: str, message: str, command: str
) -> None:
    """Two lines, exit code 2, and no box."""
    done = run(*typed.split())

    assert (done.returncode, done.stdout) == (2, "")
    advice = " ".join(filter(None, ("see pccreport", command, "--help")))
    assert done.stderr == f"error: {message}\nhelp: {advice}\n"


@in_turn(
    ("words", "code"),
    [
        (["check", "{tmp}/nowhere"], 3),
        (["check", "{tmp}"], 1),
        (["status", "{tmp}/p", "--today", "soon"], 2),
        (["build", "{tmp}/p", "-o", "/dev/full"], 2),
        (["build", "{tmp}/p", "-o", "{tmp}/no/r.docx"], 3),
        (["build", "{tmp}/p", "--period", "never"], 2),
        (["compare", "{tmp}/p", "{tmp}/nowhere"], 3),
        (["explain", "no-such-rule"], 2),
        (["build", "{tmp}/p", "-o", "{tmp}/r.docx", "SOURCE_DATE_EPOCH"], 2),
    ],
)
def test_a_refusal_has_an_error_and_a_help(
    tmp_path: Path, run: Run, words: list[str], code: int
) -> None:
    """What it is about makes no difference to its shape."""
    projects.write(tmp_path / "p")
    epoch = {words.pop(): "soon"} if words[-1].isupper() else {}
    done = run(*(word.format(tmp=tmp_path) for word in words), **epoch)

    assert done.returncode == code
    assert re.search(r"^error: .+[^.]\nhelp: .+[^.]\n\Z", done.stderr, re.MULTILINE)


def test_each_of_several_errors_has_its_help(tmp_path: Path, run: Run) -> None:
    """The last and those before it."""
    done = run("check", tmp_path / "one", tmp_path / "two")

    lines = [line.split()[0] for line in done.stderr.splitlines()]
    assert lines == ["error:", "help:"] * 2


def test_a_terminal_breaks_an_error_between_words() -> None:
    """In colour if it has any; what follows is under the first word."""
    folder = "/nowhere/" + "a-long-name-" * 5 + "end"
    _, plain = on_terminal("check", folder, COLUMNS="80")
    _, coloured = on_terminal("check", folder, COLUMNS="80", TERM="xterm")

    assert plain.splitlines() == [
        "error: the folder",
        f"       “{folder}”",
        "       does not exist",
        "help: give the folder that holds plan.yaml and your updates",
    ]
    assert "\x1b[1;31merror:\x1b[0m" in coloured


BUG = """
import sys
from pccreport.pipeline import load
def fail(*_):
    raise KeyError("a private text")
load.read_folder = fail
from pccreport.__main__ import main
main()
"""


def crashed(folder: Path, *words: str) -> tuple[str, str]:
    """What a run with a bug shows, and its log."""
    logs = folder / "logs"
    logs.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", BUG, *words],
        env={**os.environ, "TMPDIR": str(logs), "TEMP": str(logs)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 70
    [log] = logs.iterdir()
    return done.stderr, log.read_text("utf-8")


def test_the_log_of_a_bug_has_what_helps_and_nothing_private(tmp_path: Path) -> None:
    """Version, Python, system, command and places; no path, value or text."""
    folder = projects.write(tmp_path / "Jo Bloggs")
    shown, log = crashed(tmp_path, "build", str(folder), "--period=2022/23 Q4", "-q")

    assert "Traceback" not in shown
    assert log.startswith(
        f"pccreport {__version__}, Python {platform.python_version()}, "
    )
    assert "\ncommand: build --period -q\nKeyError\n" in log
    assert "pccreport/cli/build.py" in log
    for private in ("Jo Bloggs", "2022/23", "a private text", str(tmp_path)):
        assert private not in log


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    """Wherever it is typed."""
    folder = str(projects.write(tmp_path / "project"))
    for number, words in enumerate(
        (("build", folder, "--debug"), ("--debug", "build", folder))
    ):
        place = tmp_path / str(number)
        place.mkdir()
        shown, _ = crashed(place, *words)

        assert "Traceback" in shown
        assert "KeyError: 'a private text'" in shown

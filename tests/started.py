"""The command, started once and forked for each run: a process without its start-up.

Most of a small run is importing the program, and making what is kept for the whole run:
word lists, patterns, schemas. A server has done both; each run is a fork of it, with its
own arguments, folder and streams, and ends as a process ends. Most of what an environment
settles, the seed of hashes among it, is settled when an interpreter starts: a run in such
another environment is a process from the beginning, as is each run where there are no
forks.
"""

from __future__ import annotations

import gc
import importlib
import io
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

Done = subprocess.CompletedProcess[bytes]

TIMEOUT = 120
COMMAND = (sys.executable, "-m", "pccreport")
CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")
ENCODING = "PYTHONIOENCODING"
MAY_DIFFER = {"COLUMNS", "GIT_DIR", "PATH", "SOURCE_DATE_EPOCH", ENCODING}
"""Variables that the program reads, or that a fork does as an interpreter does."""
MISTAKES = """\
- One. # private
- Two arests of of a man.
- {text: Three., public: false}
- {see: fields, nothing: so}"""
MESSAGE = (
    "Fewer thefts from farms\n\n- Two arrests were made in Q4.\n\nKind regards, Jo\n"
)
"""What is looked for in few texts: patterns that the server makes, or else each run."""
LATER = ("ruamel.yaml.cyaml", "typer._click.decorators", "encodings.utf_8_sig")
"""Modules that are imported when there is a run, or something to read."""
# pytest says there which test is running.
NO_MATTER = "PYTEST_CURRENT_TEST"


def surroundings(**changed: str) -> dict[str, str]:
    """The environment of a plain terminal, and what is different in it."""
    plain = {ENCODING: "utf-8", "NO_COLOR": "1"}
    kept = {name: value for name, value in os.environ.items() if name != NO_MATTER}
    return {**kept, **plain, **changed}


def anew(
    args: tuple[str, ...],
    folder: Path,
    given: bytes,
    environment: dict[str, str],
    *,
    together: bool = False,
) -> Done:
    """A run that is a process from the beginning."""
    return subprocess.run(
        [*COMMAND, *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if together else subprocess.PIPE,
        input=given,
        cwd=folder,
        env=environment,
        check=False,
        timeout=TIMEOUT,
    )


class Server:
    """The program in a process that waits to be forked."""

    def __init__(self) -> None:
        """Start it in the environment of a plain terminal."""
        self.environment = surroundings()
        self.ours, theirs = socket.socketpair()
        self.ours.settimeout(2 * TIMEOUT)  # one that hangs is ended by its alarm
        with theirs:
            number = theirs.fileno()
            self.process = subprocess.Popen(
                [sys.executable, "-P", __file__, str(number)],
                stdin=subprocess.DEVNULL,
                pass_fds=(number,),
                env=self.environment,
                start_new_session=True,  # Ctrl-C stops the tests, and they end it
            )

    def __enter__(self) -> Self:
        """Be used in a `with`."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it: it leaves when nobody can ask any more."""
        self.ours.close()
        self.process.wait(TIMEOUT)

    def may_run(self, environment: dict[str, str]) -> bool:
        """Whether a fork in an environment is what a process in it is."""
        differing = environment.items() ^ self.environment.items()
        return {name for name, _ in differing} <= MAY_DIFFER

    def run(
        self,
        args: tuple[str, ...],
        folder: Path,
        given: bytes,
        environment: dict[str, str] | None = None,
        *,
        together: bool = False,
    ) -> Done:
        """A run that begins where the program is imported.

        With `together`, what it remarks is where it stands in what it prints.
        """
        with (
            tempfile.TemporaryFile() as typed,
            tempfile.TemporaryFile() as out,
            tempfile.TemporaryFile() as err,
        ):
            typed.write(given)
            typed.seek(0)
            asked = json.dumps(
                [environment or self.environment, str(folder), *args]
            ).encode()
            said = (out, out if together else err)
            streams = [stream.fileno() for stream in (typed, *said)]
            socket.send_fds(self.ours, [len(asked).to_bytes(4)], streams)
            self.ours.sendall(asked)
            code = json.loads(self.ours.recv(64))
            return subprocess.CompletedProcess(
                [*COMMAND, *args], code, whole(out), whole(err)
            )


def whole(stream: IO[bytes]) -> bytes:
    """All that was written."""
    stream.seek(0)
    return stream.read()


def serve(asking: socket.socket) -> None:
    """Fork for each that asks, and say how it ended."""
    while True:
        begin, streams, _, _ = socket.recv_fds(asking, 4, 3)
        if not begin:
            return
        asked = asking.recv(int.from_bytes(begin), socket.MSG_WAITALL)
        child = os.fork()
        if not child:
            try:
                asking.close()
                become(streams, *json.loads(asked))
            finally:  # the command ends its process itself
                traceback.print_exc()
                os._exit(1)
        for stream in streams:
            os.close(stream)
        _, status = os.waitpid(child, 0)
        asking.sendall(json.dumps(os.waitstatus_to_exitcode(status)).encode())


def become(
    streams: list[int], environment: dict[str, str], folder: str, *args: str
) -> None:
    """Be the command, as `python -m pccreport` is."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    for file in (sys.stdin, sys.stdout, sys.stderr):
        assert isinstance(file, io.TextIOWrapper)
        file.reconfigure(encoding=environment[ENCODING], errors=file.errors)
    signal.alarm(TIMEOUT)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = [COMMAND[-1], *args]
    runpy.run_module(COMMAND[-1], run_name="__main__", alter_sys=True)


def load() -> None:
    """Import every module of the program, but for the one that is run, and use them once."""
    import pccreport  # noqa: PLC0415  # the server alone needs it
    from pccreport.pipeline.build import BuildOptions, build  # noqa: PLC0415
    from pccreport.pipeline.check import check  # noqa: PLC0415
    from pccreport.pipeline.compare import Operand, compare_reports  # noqa: PLC0415
    from pccreport.pipeline.reconcile import reconcile_files  # noqa: PLC0415
    from pccreport.pipeline.redline import RedlineOptions, build_redline  # noqa: PLC0415

    for module in pkgutil.walk_packages(pccreport.__path__, "pccreport."):
        if module.name != "pccreport.__main__":
            importlib.import_module(module.name)
    for name in LATER:
        with suppress(ImportError):
            importlib.import_module(name)
    root = Path(__file__).parents[1]
    example = root / "examples" / "thames-valley"
    check(example)
    compared, _ = compare_reports(Operand("old", example), Operand("new", example))
    build_redline(compared, RedlineOptions())
    sys.path.insert(0, str(root))
    from tests import projects  # noqa: PLC0415  # what most runs are of

    del sys.path[0]
    with tempfile.TemporaryDirectory() as name:
        for updates in (projects.one_update(MISTAKES), None):
            folder = projects.write(Path(name), updates=updates)
            check(folder)
            build(folder, BuildOptions(draft=True))
        message = folder / "message.txt"
        message.write_text(MESSAGE, "utf-8")
        reconcile_files([message], folder, None)


if __name__ == "__main__":
    load()
    gc.freeze()  # a child's search for garbage copies no page of ours
    serve(socket.socket(fileno=int(sys.argv[1])))

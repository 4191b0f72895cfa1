"""The files of a folder as they were in the last commit, if Git keeps them.

Uses the `git` command of this computer, read-only: it lists a tree and reads its files. A
commit is checked out to a temporary folder for as long as it is read.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pccreport.model import private_intent
from pccreport.pipeline.project_folder import FileOverrides
from pccreport.source import files
from pccreport.source.command_error import CommandError

# Reading fetches nothing, prompts for nothing and locks nothing.
_QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
_PATIENCE = 30
"""Seconds for an answer: a disk of the network may be slow."""
_FILE_MODES = ("100644", "100755")


class Commit(NamedTuple):
    """The last commit, and the files of a folder in it that are read, by their paths there."""

    name: str
    """Its short name."""
    files: dict[str, bytes]
    folder: Path


class NoCommit(NamedTuple):
    """Why there is no commit to compare with."""

    reason: str


class Checkout(NamedTuple):
    """A commit's files in a folder, each by the name that is shown for it."""

    folder: Path
    given: FileOverrides


def last_commit(folder: Path) -> Commit | NoCommit:
    """Return the last commit of a folder's files, or a NoCommit with the reason."""
    program = shutil.which("git")
    # One among the project's files, or in the folder where Windows looks first, is not
    # Git as it was installed, and must not be started.
    place = Path(program or "git").absolute()
    if place.is_relative_to(folder.absolute()) or place.parent == Path.cwd():
        return NoCommit("Git is not installed")
    git = _Git(str(place), folder)
    name = git.output("rev-parse", "--short", "HEAD")
    if isinstance(name, NoCommit):
        return name
    listed = git.output("ls-tree", "-r", "-l", "-z", "HEAD", "--", ".")
    if isinstance(listed, NoCommit):
        return listed
    kept = [*_entries(listed)]
    if not any(files.is_yaml(each.path) for each in kept):
        return NoCommit("the last commit does not contain these files")
    return Commit(name.decode().strip(), git.contents(kept), folder)


@contextmanager
def checkout(commit: Commit) -> Iterator[Checkout]:
    """Yield a folder with the files of a commit; it is deleted afterwards.

    It keeps the names by which files are known to be private.
    """
    from tempfile import TemporaryDirectory  # noqa: PLC0415  # 2 ms, only with Git

    typed = os.path.abspath(commit.folder)  # noqa: PTH100 - a link’s own name counts
    ways = Path(typed), commit.folder.resolve()
    way = max(ways, key=lambda way: private_intent.is_private_file(str(way / "any")))
    with TemporaryDirectory(prefix="pccreport-") as name:
        private = private_intent.is_private_file(str(way / "any"))
        home = ("updates", private_intent.FOLDER) if private else way.parts[1:][-1:]
        folder = Path(name, *home)
        given = {}
        for path, content in commit.files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            if files.is_yaml(path):
                given[place] = files.decode(content, f"HEAD:{path}")
        yield Checkout(folder, given)


class _Entry(NamedTuple):
    """A YAML file or a picture of a commit."""

    path: str
    blob: str
    size: int


def _entries(listed: bytes) -> Iterator[_Entry]:
    """Return the YAML files and pictures in a listing."""
    for entry in filter(None, listed.split(b"\0")):
        head, _, path = entry.partition(b"\t")
        name = os.fsdecode(path)
        mode, _, blob, size = head.decode("ascii", "replace").split()
        is_logo = files.is_picture(name) and b"/" not in path
        is_read = files.is_yaml(name) or is_logo
        if mode in _FILE_MODES and is_read and _stays_below(name):
            # One that is not on this computer has no size.
            yield _Entry(name, blob, int(size) if size.isdigit() else 0)


def _stays_below(name: str) -> bool:
    """Whether a path leads nowhere but into the folder that it is put into.

    A tree may hold any name, also such as Git itself would never check out.
    """
    parts = re.split(r"[\\/]", name)
    return not any(part in ("", ".", "..") or ":" in part for part in parts)


class _Git(NamedTuple):
    program: str
    folder: Path

    def output(self, *words: str, told: bytes = b"") -> bytes | NoCommit:
        """Return the output of a command, or the reason why there is none."""
        command = [self.program, "-C", str(self.folder), *words]
        # Variables that a hook or a shell sets for another repository do not apply here.
        kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        try:
            done = subprocess.run(
                command,
                input=told,
                capture_output=True,
                check=False,
                env=kept | _QUIET,
                timeout=_PATIENCE,
            )
        except (OSError, subprocess.SubprocessError):
            return NoCommit("Git did not respond")
        if done.returncode == 0:
            return done.stdout
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        if not said or "not a git repository" in said[0]:
            return NoCommit("this folder is not in Git")
        if "HEAD" in said[0] or "single revision" in said[0]:
            return NoCommit("nothing in this folder has been committed to Git yet")
        return NoCommit(f"Git reported: {said[0].removeprefix('fatal: ')}")

    def contents(self, entries: list[_Entry]) -> dict[str, bytes]:
        """Return the bytes of some files, by their paths; too many zeros for one too large."""
        small = [each for each in entries if each.size <= files.MAX_BYTES]
        asked = "".join(f"{each.blob}\n" for each in small)
        told = self.output("cat-file", "--batch", told=asked.encode())
        answer = b"" if isinstance(told, NoCommit) else told
        found = {each.path: bytes(files.MAX_BYTES + 1) for each in entries}
        at = 0
        for each in small:
            end = answer.find(b"\n", at)
            size = answer[at : max(end, 0)].rpartition(b" ")[2]
            if not size.isdigit():
                message = f"Git could not read “{each.path}” from the last commit"
                raise CommandError(message, help="say which two to compare")
            found[each.path] = answer[end + 1 : end + 1 + int(size)]
            at = end + int(size) + 2
        return found

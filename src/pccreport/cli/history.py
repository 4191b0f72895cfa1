"""The files of a folder as they were in the last commit, where Git keeps them.

Asks the `git` of this machine, which never writes here: it lists a tree and gives out
what it holds. A commit is laid out in a folder of its own for as long as it is read.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pccreport.pipeline.load import Given
from pccreport.source import files

_NOTHING_WRITTEN = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
_PATIENCE = 60
"""Seconds for an answer: a disk of the network may be slow."""


class Commit(NamedTuple):
    """The last commit, and the YAML files of a folder in it, by their paths there."""

    name: str
    """Its short name."""
    files: dict[str, bytes]


def last_commit(folder: Path) -> Commit | None:
    """The last commit of a folder's files; None where Git has none of them."""
    git = _Git.of(folder)
    if git is None:
        return None
    name = git.says("rev-parse", "--short", "HEAD").decode().strip()
    listed = git.says("ls-tree", "-r", "-z", "HEAD", "--", ".") if name else b""
    kept = dict(_entries(listed))
    return Commit(name, git.contents(kept)) if kept else None


class LaidOut(NamedTuple):
    """A commit's files in a folder, each by the name that is shown for it."""

    folder: Path
    given: Given


@contextmanager
def laid_out(commit: Commit) -> Iterator[LaidOut]:
    """The files of a commit in a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="pccreport-") as name:
        folder = Path(name)
        given = {}
        for path, content in commit.files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            given[place] = files.decoded(content, f"HEAD:{path}")
        yield LaidOut(folder, given)


def _entries(listed: bytes) -> list[tuple[str, str]]:
    """The path and the object of each YAML file of a listing."""
    found = []
    for entry in listed.split(b"\0"):
        head, _, path = entry.partition(b"\t")
        name = os.fsdecode(path)
        words = head.decode().split()
        if len(words) == 3 and words[1] == "blob" and files.is_yaml(name):
            found.append((name, words[2]))
    return found


class _Git(NamedTuple):
    program: str
    folder: Path

    @classmethod
    def of(cls, folder: Path) -> _Git | None:
        """The machine's Git. One that lies in the folder itself is nobody's to start."""
        found = shutil.which("git")
        if not found or Path(found).absolute().is_relative_to(folder.absolute()):
            return None
        return cls(found, folder)

    def says(self, *words: str, told: bytes = b"") -> bytes:
        """What it answers; b"" where it does not."""
        command = [self.program, "-C", str(self.folder), *words]
        environment = {**os.environ, **_NOTHING_WRITTEN}
        try:
            done = subprocess.run(
                command,
                input=told,
                capture_output=True,
                check=False,
                env=environment,
                timeout=_PATIENCE,
            )
        except (OSError, subprocess.SubprocessError):
            return b""
        return done.stdout if done.returncode == 0 else b""

    def contents(self, objects: dict[str, str]) -> dict[str, bytes]:
        """The bytes of some files, by their paths."""
        asked = "".join(f"{name}\n" for name in objects.values())
        answer = self.says("cat-file", "--batch", told=asked.encode())
        found: dict[str, bytes] = {}
        at = 0
        for path in objects:
            end = answer.find(b"\n", at)
            size = int(answer[at:end].split()[-1]) if end >= 0 else -1
            if size < 0:
                return {}
            found[path] = answer[end + 1 : end + 1 + size]
            at = end + size + 2
        return found

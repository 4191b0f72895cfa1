"""The files of a folder in the last commit of Git.

Runs the installed `git` read-only, to list a tree and read its files. They are in a temporary
folder while they are read.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from pccreport.model import private_intent
from pccreport.pipeline.project_folder import FileOverrides
from pccreport.source import files
from pccreport.source.command_error import CommandError

# Without network, prompts and locks.
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
_TIMEOUT = 30
"""Seconds; a network drive may be slow."""
_FILE_MODES = ("100644", "100755")


class Commit(NamedTuple):
    """The last commit: its short name, and the files of a folder by path."""

    name: str
    files: dict[str, bytes]
    folder: Path


class NoCommitError(Exception):
    """There is no commit to compare with; its text is the reason."""


def last_commit(folder: Path) -> Commit:
    """Return the last commit of a folder's files. Raise NoCommitError if there is none."""
    program = shutil.which("git")
    # A program in the project, or in the current folder, which Windows searches first, is not
    # the installed Git and must not be run.
    path = Path(program or "git").absolute()
    if path.is_relative_to(folder.absolute()) or path.parent == Path.cwd():
        raise NoCommitError("Git is not installed")
    git = _Git(str(path), folder)
    name = git.output("rev-parse", "--short", "HEAD")
    listing = git.output("ls-tree", "-r", "-l", "-z", "HEAD", "--", ".")
    entries = [*_entries(listing)]
    if not any(files.is_yaml(entry.path) for entry in entries):
        raise NoCommitError("the last commit does not contain these files")
    return Commit(name.decode().strip(), git.contents(entries), folder)


@contextmanager
def checkout(commit: Commit) -> Iterator[tuple[Path, FileOverrides]]:
    """Yield a temporary folder with the files of a commit, and their sources with the names to show.

    Its path keeps the folder names that mark files as private.
    """
    from tempfile import TemporaryDirectory  # noqa: PLC0415  # 2 ms

    typed = os.path.abspath(commit.folder)  # noqa: PTH100 - the name of a link counts
    paths = Path(typed), commit.folder.resolve()
    location = max(
        paths,
        key=lambda location: private_intent.is_private_file(str(location / "any")),
    )
    with TemporaryDirectory(prefix="pccreport-") as name:
        private = private_intent.is_private_file(str(location / "any"))
        parents = (
            ("updates", private_intent.FOLDER) if private else location.parts[1:][-1:]
        )
        folder = Path(name, *parents)
        given = {}
        for path, content in commit.files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            if files.is_yaml(path):
                given[file] = files.decode(content, f"HEAD:{path}")
        yield folder, given


class _Entry(NamedTuple):
    """A YAML file or a picture of a commit."""

    path: str
    blob: str
    size: int


def _entries(listing: bytes) -> Iterator[_Entry]:
    """Yield the YAML files and pictures in a listing."""
    for entry in filter(None, listing.split(b"\0")):
        head, _, path = entry.partition(b"\t")
        name = os.fsdecode(path)
        mode, _, blob, size = head.decode("ascii", "replace").split()
        is_logo = name.lower().endswith((".png", ".jpg", ".jpeg")) and b"/" not in path
        is_read = files.is_yaml(name) or is_logo
        if mode in _FILE_MODES and is_read and _is_inside(name):
            # A blob that is not on this computer has no size.
            yield _Entry(name, blob, int(size) if size.isdigit() else 0)


def _is_inside(name: str) -> bool:
    """Return whether a path stays inside its folder: a tree may contain any name."""
    parts = re.split(r"[\\/]", name)
    return not any(part in ("", ".", "..") or ":" in part for part in parts)


class _Git(NamedTuple):
    program: str
    folder: Path

    def output(self, *arguments: str, request: bytes = b"") -> bytes:
        """Return the output of a command. Raise NoCommitError if there is none."""
        command = [self.program, "-C", str(self.folder), *arguments]
        # A hook or a shell may have set variables for another repository.
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        try:
            result = subprocess.run(
                command,
                input=request,
                capture_output=True,
                check=False,
                env=inherited | _ENVIRONMENT,
                timeout=_TIMEOUT,
            )
        except (OSError, subprocess.SubprocessError):
            raise NoCommitError("Git did not respond") from None
        if result.returncode == 0:
            return result.stdout
        messages = result.stderr.decode("utf-8", "replace").strip().splitlines()
        if not messages or "not a git repository" in messages[0]:
            raise NoCommitError("this folder is not in Git")
        if "HEAD" in messages[0] or "single revision" in messages[0]:
            raise NoCommitError("nothing in this folder has been committed to Git yet")
        raise NoCommitError(f"Git reported: {messages[0].removeprefix('fatal: ')}")

    def contents(self, entries: list[_Entry]) -> dict[str, bytes]:
        """Return the content of files by path; of one that is too large, as many zeros."""
        small = [entry for entry in entries if entry.size <= files.MAX_BYTES]
        request = "".join(f"{entry.blob}\n" for entry in small).encode()
        answer = b""  # without it, the first file could not be read
        with suppress(NoCommitError):
            answer = self.output("cat-file", "--batch", request=request)
        found = {entry.path: bytes(files.MAX_BYTES + 1) for entry in entries}
        start = 0
        for entry in small:
            end = answer.find(b"\n", start)
            size = answer[start : max(end, 0)].rpartition(b" ")[2]
            if not size.isdigit():
                message = f"Git could not read “{entry.path}” from the last commit"
                raise CommandError(message, help="say which two to compare")
            found[entry.path] = answer[end + 1 : end + 1 + int(size)]
            start = end + int(size) + 2
        return found

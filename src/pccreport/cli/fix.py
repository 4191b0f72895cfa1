"""`check --fix`: places and characters mended where they stand, never a word."""

from __future__ import annotations

import codecs
import sys
from collections import defaultdict
from collections.abc import Iterable
from difflib import unified_diff
from pathlib import Path

from pccreport.cli import terminal
from pccreport.cli.output import write_file
from pccreport.source import fix, yaml
from pccreport.source.diagnostic import Diagnostic, Edit
from pccreport.source.text import Source


def mend(findings: Iterable[Diagnostic], *, write: bool) -> None:
    """Mend what the findings can mend, or show it as a diff; what is done is told."""
    edits: dict[Source, list[Edit]] = defaultdict(list)
    for finding in findings:
        for edit in finding.fix:
            edits[edit.span.source].append(edit)
    if not edits:
        terminal.say("There is nothing that can be mended without changing words.")
    for source, made in sorted(edits.items(), key=lambda pair: pair[0].name):
        text = fix.apply(source, made)
        if not _is_sound(source, text):
            terminal.say(f"{source.name} is left as it is: mended, it would say less.")
        elif write:
            _write(Path(source.name), source, text)
            number = f"{len(made)} place{'s' if len(made) > 1 else ''}"
            terminal.say(f"Mended {number} in {source.name}.")
        else:
            old, new = (t.splitlines(keepends=True) for t in (source.text, text))
            lines = unified_diff(old, new, source.name, f"{source.name} (mended)")
            terminal.write("".join(lines), sys.stdout)


def _is_sound(source: Source, text: str) -> bool:
    """Whether the mended text has no fault that the old one has not."""
    _, before = yaml.parse(source)
    _, after = yaml.parse(Source(source.name, text))
    return len(after) < len(before) or {f.rule for f in after} <= {
        f.rule for f in before
    }


def _write(path: Path, source: Source, text: str) -> None:
    """The file with its letters, its line ends and its byte order mark as they were."""
    content = path.read_bytes()
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if content.startswith(mark):
            name = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
            write_file(path, mark + text.encode(name))
            return
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    if mark and source.text.startswith("\ufeff"):
        mark = b""
    write_file(path, mark + text.encode("utf-8"))

"""`check --fix`: places and characters mended where they stand, never a word."""

from __future__ import annotations

import codecs
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import Path

from pccreport.cli import terminal
from pccreport.cli.output import write_file
from pccreport.source import fix, yaml
from pccreport.source.diagnostic import Diagnostic, Edit
from pccreport.source.text import Source
from pccreport.writers.diagnostics_text import visible

_LINE = re.compile("[^\r\n]*(?:\r\n|[\r\n])|[^\r\n]+\\Z")


def mend(findings: Iterable[Diagnostic], *, write: bool) -> None:
    """Mend what the findings can mend, or show it as a diff; what is done is told."""
    # A file that several reports share is read for each of them.
    sources: dict[str, Source] = {}
    edits: dict[str, list[Edit]] = defaultdict(list)
    guessed = set()
    for finding in findings:
        if finding.rule == "encoding":
            guessed.add(finding.at.span.source.name)
        for edit in finding.fix:
            source = sources.setdefault(edit.span.source.name, edit.span.source)
            if edit.span.source is source:
                edits[source.name].append(edit)
    if not edits:
        terminal.say("There is nothing that can be mended without changing words.")
    for name, source in sorted(sources.items()):
        made = edits[name]
        text = fix.apply(source, made)
        if name in guessed:
            terminal.say(f"{name} is left as it is: save it as UTF-8 first.")
        elif not _is_sound(source, text):
            terminal.say(f"{source.name} is left as it is: mended, it would say less.")
        elif write:
            _write(Path(source.name), source, text)
            number = f"{len(made)} place{'s' if len(made) > 1 else ''}"
            terminal.say(f"Mended {number} in {source.name}.")
        else:
            terminal.write("".join(_diff(source, text)), sys.stdout)


def _diff(source: Source, text: str) -> Iterator[str]:
    """The lines that change, with a few around them, as a terminal may show them."""
    old, new = (_LINE.findall(t.removeprefix("\ufeff")) for t in (source.text, text))
    names = (source.name, f"{source.name} (mended)")
    for line in unified_diff(old, new, *names, lineterm=""):
        yield "\t".join(map(visible, line.rstrip("\r\n").split("\t"))) + "\n"


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

"""Update files in which an error may have made something public.

`publc: false`, or a mark in the wrong column, keeps nothing private, and a withdrawal
that cannot be read lets an earlier text be printed again. What is made for other eyes
in spite of errors is not made while there is such a file.
"""

from __future__ import annotations

from collections.abc import Iterable

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Source, Span
from pccreport.model import private_intent
from pccreport.pipeline.load import UPDATES, Files
from pccreport.source import files

UNREAD = rule("unread-private")


def unread(read: Files) -> tuple[Diagnostic, ...]:
    """Return an error for each such file of a project."""
    found = files.update_files(read.folder / UPDATES, private_intent.FOLDER)
    lost = filter(files.has_extra_suffix, found.strays)
    texts = (files.read_file(path, str(path))[0] for path in lost)
    return (*unread_among(read.faults), *_errors(filter(None, texts)))


def unread_among(faults: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return an error for each file with errors that may keep something private."""
    sources = (f.at.span.source for f in faults if f.severity is ERROR)
    return _errors({source.name: source for source in sources}.values())


def _errors(sources: Iterable[Source]) -> tuple[Diagnostic, ...]:
    message = "this file may have private text, but not all of it can be read"
    way_out = "fix its errors first, so that nothing private is shown"
    return tuple(
        UNREAD.finding(message, Span(source, 0, 0), way_out)
        for source in sources
        if private_intent.is_private_file(source.name)
        or private_intent.intends_private(source.text)
    )

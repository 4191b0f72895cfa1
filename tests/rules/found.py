"""What a rule of the project finds in a text alone."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests import projects

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Source
from pccreport.language.index.text_index import TextIndex
from pccreport.model.project import Project
from pccreport.model.prose import Prose
from pccreport.pipeline.load import read_folder, read_report
from pccreport.rules import check_of
from pccreport.rules.context import ProjectContext
from pccreport.source.node import ScalarNode


@cache
def small_project() -> Project:
    """A project with one update."""
    with tempfile.TemporaryDirectory() as name:
        updates = projects.one_update("- One.")
        folder = projects.write(Path(name) / "p", updates=updates)
        loaded, _ = read_report(read_folder(folder)[0], folder / "report.yaml")
    assert loaded.project is not None
    return loaded.project


def context_of(texts: Sequence[str]) -> ProjectContext:
    """The project with other printed texts, each in a file of its own."""
    context = ProjectContext.from_project(small_project())
    files = (Source(str(number), text) for number, text in enumerate(texts))
    nodes = (ScalarNode(file.text, file, 0, len(file.text)) for file in files)
    return context._replace(
        updates=(context.updates[0],) * len(texts),
        printed=tuple(Prose(node.source.text, (), node) for node in nodes),
        texts=TextIndex(texts),
    )


def findings_in(name: str, *texts: str) -> list[Diagnostic]:
    """What a rule finds in some texts."""
    return [*check_of(rule(name))(context_of(texts))]


def words_in(name: str, text: str) -> list[str]:
    """The words at which a rule finds something in a text."""
    return [found.at.span.text for found in findings_in(name, text)]

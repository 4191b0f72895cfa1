"""Removes the folders of this computer from a comparison, so that it can be shared."""

from __future__ import annotations

import re

from pccreport.compare.changes import Comparison
from pccreport.compare.sides import ComparedLine
from pccreport.findings.text import Source, Span


def without_folders(comparison: Comparison) -> Comparison:
    """Return the comparison with file names only, without their folders."""
    sources: dict[str, Source] = {}

    def bare(line: ComparedLine) -> ComparedLine:
        source, start, end = line.at
        if source.name not in sources:
            name = re.split(r"[\\/]", source.name)[-1]
            sources[source.name] = Source(name, source.text)
        return line._replace(at=Span(sources[source.name], start, end))

    found = comparison.with_lines(bare)
    before, after = (
        side._replace(name=side.called) for side in (found.before, found.after)
    )
    return found._replace(before=before, after=after)

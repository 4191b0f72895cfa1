"""A comparison that can be shared: nothing in it shows on which computer it was made."""

from __future__ import annotations

import re

from pccreport.compare.changes import Comparison
from pccreport.compare.sides import ComparedLine, Side
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

    def bare_side(side: Side) -> Side:
        return side._replace(name=side.called, lines=tuple(map(bare, side.lines)))

    changes = (
        change._replace(
            old=change.old and bare(change.old),
            new=change.new and bare(change.new),
            continues=change.continues and bare(change.continues),
            perhaps=change.perhaps and bare(change.perhaps),
        )
        for change in comparison.changes
    )
    return comparison._replace(
        before=bare_side(comparison.before),
        after=bare_side(comparison.after),
        changes=tuple(changes),
    )

"""A comparison as JSON, in the format of `schemas/changes.schema.json`.

Every line of either side is in exactly one change.
"""

import json
from typing import Any

from pccreport.compare import phrases
from pccreport.compare.changes import KINDS, Change, Comparison
from pccreport.compare.kinds import Kind
from pccreport.compare.outline import ChangesOutline
from pccreport.compare.sides import ComparedText, TextName

VERSION = 3
"""Of the format: raised when a name in it is removed or changes its meaning."""


def write(comparison: Comparison) -> str:
    """Return every change in reading order, including lines that are unchanged or not due.

    Files have no folders, as it is passed on. All letters beyond ASCII are escaped,
    because a console may change them.
    """
    comparison = comparison.without_folders()
    outline = ChangesOutline(comparison)
    answer = {
        "version": VERSION,
        "before": {"name": comparison.before.name, "on": comparison.before.on},
        "after": {"name": comparison.after.name, "on": comparison.after.on},
        "first": [*map(_importance_record, outline.first)],
        "of_quarter": [*outline.of_quarter],
        "summary": _summary_record(comparison) | {"more": outline.more},
        "plan": [
            {
                "what": each.line.label,
                "kind": str(each.kind),
                "old": each.old.text if each.old else "",
                "new": each.new.text if each.new else "",
            }
            for each in comparison.plan
        ],
        "changes": [_change_record(change, outline) for change in comparison.changes],
    }
    return json.dumps(answer, indent=2) + "\n"


def _summary_record(comparison: Comparison) -> dict[str, Any]:
    numbers = comparison.count_by_kind()
    before, after = comparison.private
    return {
        **{str(kind): numbers[kind] for kind in KINDS},
        "unsure": sum(not change.sure for change in comparison.changes),
        "unexplained": numbers[Kind.MISSING],
        "private": {
            "before": before,
            "after": after,
            "closed": comparison.redacted,
            "withheld": comparison.withheld,
        },
    }


def _importance_record(change: Change) -> dict[str, Any]:
    at = change.line.at if change.line.location else None
    return {
        "matter": str(change.facts[0].kind),
        "kind": str(change.kind),
        "told": change.what,
        "where": change.under,
        "old": [*change.facts[0].old],
        "new": [*change.facts[0].new],
        "facts": [
            {"fact": str(fact.kind), "old": [*fact.old], "new": [*fact.new]}
            for fact in change.facts
        ],
        "withheld": change.hidden,
        "file": at.source.name if at else None,
        "line": at.line if at else None,
    }


def _change_record(change: Change, outline: ChangesOutline) -> dict[str, Any]:
    line, restated = change.line, next(iter(change.facts), None)
    row = outline.row(change)
    stream = line.position.stream
    return {
        "kind": str(change.kind),
        "sort": str(line.kind),
        "sure": change.sure,
        "by": str(change.by),
        "aim": {"key": row.key, "number": row.number or None, "text": row.text}
        if row
        else None,
        "stream": {"key": stream, "heading": outline.heading(stream)}
        if stream
        else None,
        "period": line.label,
        "old": _line_record(change.old),
        "new": _line_record(change.new),
        "words": [
            {
                "part": wording.part,
                "rewritten": wording.is_rewritten,
                "stretches": [stretch._asdict() for stretch in wording.chunks],
            }
            for wording in change.part_diffs()
        ],
        "reason": change.reason,
        "unexplained": change.kind is Kind.MISSING,
        "restated": {
            "old": [*dict.fromkeys(restated.old)],
            "new": [*dict.fromkeys(restated.new)],
        }
        if restated
        else None,
        "continues": _line_record(change.continues),
        "perhaps": _line_record(change.perhaps),
        "private": phrases.is_private(change),
    }


def _line_record(line: ComparedText | None) -> dict[str, Any] | None:
    if line is None:
        return None
    number, column = line.at.source.position(line.at.start)
    return {
        "text": line.text,
        "texts": [
            {"name": part.name, "text": part.text}
            for part in line.texts
            if part.name not in ("", TextName.AWARD)
        ],
        "award": line.award
        and {
            **line.award._asdict(),
            "amount": None if line.award.amount is None else str(line.award.amount),
            "facts": {fact.name: fact.text.text for fact in line.award.facts},
        },
        "id": line.id,
        "aim": line.position.aim,
        "stream": line.position.stream,
        "period": line.label,
        "level": line.level,
        "file": line.at.source.name,
        "line": number,
        "column": column,
    }

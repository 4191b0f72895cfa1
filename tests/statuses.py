"""The parts of a project's status, as plain values."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pccreport.model.periods import due_text
from pccreport.model.visibility import plain_words
from pccreport.pipeline.status import find_status
from pccreport.report.aim_names import aim_names
from pccreport.report.promises import PanelRequest, PrintedItem
from pccreport.report.scope import NO_OVERRIDE
from pccreport.report.status import Readiness


def reports(folder: Path) -> list[dict[str, Any]]:
    """Return the status of each report of a project, as the office sees it."""
    today = date.today()  # noqa: DTZ011 - as the command
    found = find_status(folder, NO_OVERRIDE, today, private=True)
    return [*map(_report, found.statuses)]


def _report(status: Readiness) -> dict[str, Any]:
    report = status.report
    names = aim_names(report.priority, status.house)
    return {
        "aims": [{"number": names[s.aim.key].bare_number or None} for s in report.aims],
        "promises": [_promise(promise, status) for promise in report.promises],
        "recommendations": [*map(_request, report.requests)],
    }


def _promise(promise: PrintedItem, status: Readiness) -> dict[str, Any]:
    return {
        "text": plain_words(promise.item.text),
        "due": due_text(promise.due),
        "overdue": promise.is_due(status.period),
    }


def _request(request: PanelRequest) -> dict[str, Any]:
    asked, answered = request
    return {"key": asked.key, "answered": str(answered) if answered else None}

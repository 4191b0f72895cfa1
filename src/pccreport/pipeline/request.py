"""The forms in which contributors are asked for their updates on a quarter."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from pccreport.compare.redaction import Secrets
from pccreport.house.house import NO_STREAM
from pccreport.intake.privacy import says_private
from pccreport.model import visibility
from pccreport.model.period_labels import LabelFormatter
from pccreport.model.periods import Period, Quarter, quarter_of
from pccreport.model.project import walk_public_items
from pccreport.model.update import is_key
from pccreport.model.visibility import comparable_words
from pccreport.pipeline.compare import ComparedReport, Operand, read_operand
from pccreport.pipeline.reconcile import printed_words
from pccreport.readers.form_id import FormId, checksum
from pccreport.report.aim_names import aim_names
from pccreport.report.coverage import CellState, state_of
from pccreport.report.placeholder_values import stream_headings
from pccreport.source.command_error import FINDINGS, USAGE, CommandError
from pccreport.writers.request_form import RequestForm


def request_forms(
    path: Path, period: Period | None, by: date | None
) -> tuple[Mapping[str, RequestForm], tuple[Path, ...]]:
    """Return the form of each stream of a report by its key, and the files read.

    It is for a period, or for the report's last quarter or month. Raise CommandError if the project
    has errors by which text, or a mark on it, may be missing.
    """
    read, inputs, _ = read_operand(Operand(path, period))
    if read is None:
        message = "the project has errors, so nothing was written"
        raise CommandError(message, FINDINGS, "correct what pccreport check shows")
    laid = _without_private(read)
    report, house = laid.report, laid.project.house
    office, meeting = report.plan.names["body.name"], report.settings.meeting
    labels, scope = LabelFormatter(house), report.scope
    period = period or scope.newest
    if by and period.end < meeting < by:
        message = f"“{by}” is after the panel’s meeting on {meeting}"
        way_out = "give an earlier date with --by, or correct meeting: in report.yaml"
        raise CommandError(message, USAGE, way_out)
    months = labels.months([period]) if isinstance(period, Quarter) else ""
    values = {
        "office": office,
        "panel": report.settings.panel,
        "meeting": labels.day("meeting_date", meeting) if meeting > period.end else "",
        "period": labels.name(period),
        "months": f", {months}" if months else "",
        "by": labels.day("meeting_date", by) if by else "",
        "aim": house.level(0, whole=False).one,
        "aims": house.level(0, whole=False).many,
    }
    names, titles = aim_names(report.priority, house), stream_headings(report, house)
    asked = (aim for aim in report.priority.aims if is_key(aim.key))
    numbered = ((names[aim.key].bare_number, aim) for aim in asked)
    aims = {aim.key: f"{n}. {aim.text}" if n else aim.text for n, aim in numbered}
    cells = (cell for _, cell in laid.project.cells())
    items = ((c.stream, item) for c in cells for item in walk_public_items(c.entries))
    awarded = {stream for stream, item in items if item.award}
    return {
        stream.key: RequestForm(
            FormId(checksum(office), str(period), stream.key),
            values | {"stream": titles.get(stream.key) or office},
            house.locale.tag,
            aims,
            (*_earlier_texts(laid, stream.key, period, aims),),
            has_awards=stream.fund or stream.key in awarded,
        )
        for stream in house.streams or [NO_STREAM]
    }, inputs


def _without_private(compared: ComparedReport) -> ComparedReport:
    """Return a report without what is private elsewhere, perhaps in other words."""
    texts = [x for x in compared.project.update_texts() if not x.public]
    hidden = [comparable_words(visibility.plain_words(x.text)) for x in texts]
    secrets, all_words = Secrets({*hidden}), [*map(frozenset, hidden)]

    def is_secret(text: str) -> bool:
        words = {*comparable_words(text)}
        alike = (4 * len(words & x) >= len(words) + len(x) for x in all_words)
        return says_private(text) or secrets.are_in(text) or any(alike)

    updates = compared.project.updates
    return compared.with_updates(visibility.mark_private(updates, (), is_secret))


def _earlier_texts(
    compared: ComparedReport, stream: str, asked: Period, aims: Mapping[str, str]
) -> Iterator[tuple[str, str, str, str]]:
    """Yield what of a stream is public of its last period, and its other open promises.

    Each text has its key aim before it, the period, and behind it by when it is to be done.
    """
    report, house = compared.report, compared.project.house
    names, labels = aim_names(report.priority, house), LabelFormatter(house)
    before = [
        (cell.aim, file.period, cell.entries)
        for file, cell in compared.project.cells()
        if cell.stream == stream and cell.aim in aims
        if file.period.end < asked.start
        if state_of(cell.entries) >= CellState.REFERENCE
    ]
    last = max((x.end for _, x, _ in before), default=None)
    since = quarter_of(last).start if last and isinstance(asked, Quarter) else last
    recent = [x for x in before if since and x[1].end >= since]
    cells = [x for aim in aims for x in recent if x[0] == aim]
    sent = [(aim, x, y) for aim, x, z in cells for y in walk_public_items(z)]
    promised = (x for x in report.promises if x.stream == stream and x.aim in aims)
    others = [x for x in promised if x.period.end not in (last, asked.end)]
    for aim, when, item in (*sent, *((x.aim, x.period, x.item) for x in others)):
        due = labels.name(item.due) if item.due else ""
        for _, text in item.texts():
            words = printed_words(text, names, compared.project)
            yield aims[aim], labels.name(when), words, due

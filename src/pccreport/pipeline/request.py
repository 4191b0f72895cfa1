"""The forms in which contributors are asked for their updates on a quarter."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from pccreport.compare.redaction import Secrets
from pccreport.document.blocks import TextRun
from pccreport.house.house import NO_STREAM
from pccreport.intake.privacy import is_marked
from pccreport.language.wordlists import load_wordlists
from pccreport.model import visibility
from pccreport.model.inline_markup import AimMention
from pccreport.model.period_labels import LabelFormatter
from pccreport.model.periods import Quarter, due_text
from pccreport.model.project import walk_public_branches, walk_public_items
from pccreport.model.prose import Prose
from pccreport.pipeline.compare import ComparedReport, Operand, read_operand
from pccreport.pipeline.returned_form import form_id
from pccreport.report.aim_names import AimName, aim_names
from pccreport.report.placeholder_values import headings
from pccreport.report.status import cover_report
from pccreport.source.command_error import FINDINGS, CommandError
from pccreport.writers.request_form import RequestForm, SentBefore


def request_forms(
    path: Path, period: Quarter | None, by: date | None
) -> tuple[Mapping[str, RequestForm], tuple[Path, ...]]:
    """Return the form of each stream of a report by its key, and the files read.

    It is for a quarter, or for the last of the report. Raise CommandError if the project has errors
    by which text, or a mark on it, may be missing.
    """
    read, inputs, _ = read_operand(Operand(str(path), path, period))
    if read is None:
        message = "the project has errors, so nothing was written"
        raise CommandError(message, FINDINGS, "correct what pccreport check shows")
    laid = _without_private(read)
    report, house = laid.report, laid.project.house
    office = report.plan.names["body.name"]
    quarter, labels = report.scope.until, LabelFormatter(house)
    day = by and labels.day("meeting_date", by)
    words = load_wordlists("request_form")["by_day" if day else "no_day"]
    values = {
        "office": office,
        "panel": report.settings.panel,
        "meeting": labels.day("meeting_date", report.settings.meeting),
        "period": labels.name(quarter),
        "months": labels.months([quarter]),
        "by": words[0].format(day=day),
        "aim": house.levels.aim,
        "aims": house.levels.aims,
    }
    names, texts = aim_names(report.priority, house), headings(report, house)
    # Updates are usually about the parts of a key aim, if it has any.
    asked = (x.aim for x in report.aims if x.streams or not x.aim.has_parts)
    numbers = ((names[aim.key].bare_number, aim) for aim in asked)
    aims = {aim.key: f"{n}. {aim.text}" if n else aim.text for n, aim in numbers}
    forms = {}
    for stream in house.streams or [NO_STREAM]:
        funds, rounds = (_awarded(laid, stream.key, x) for x in ("fund", "round"))
        forms[stream.key] = RequestForm(
            form_id(report.plan, quarter, stream.key),
            values | {"stream": texts.get(stream.key) or office},
            house.locale.tag,
            aims,
            (*_sent_before(laid, stream.key, aims, names),),
            (funds, rounds) if stream.fund or funds else None,
        )
    return forms, inputs


def _without_private(laid: ComparedReport) -> ComparedReport:
    """Return a report without what is private elsewhere, perhaps in other words."""
    texts = [x for x in laid.project.texts() if not x.public]
    hidden = [visibility.plain_words(x.text) for x in texts]
    secrets = Secrets({*map(visibility.comparable_words, hidden)})

    def is_secret(text: str) -> bool:
        alike = (visibility.share_words(text, x) for x in hidden)
        return is_marked(text) or secrets.are_in(text) or any(alike)

    updates = laid.project.updates
    return laid.with_updates(visibility.as_private(updates, (), is_secret))


def _sent_before(
    laid: ComparedReport,
    stream: str,
    aims: Mapping[str, str],
    names: Mapping[str, AimName],
) -> Iterator[SentBefore]:
    """Yield the public texts of a stream in its last quarter, and its other open promises."""

    def words(text: Prose) -> str:
        return visibility.plain_parts(
            TextRun(names[part.aim].mention)
            if isinstance(part, AimMention) and part.aim in names
            else part
            for part in text.parts
        )

    report, coverage = laid.report, cover_report(laid.report, laid.project.updates)
    quarter = report.scope.until
    last = coverage.before(quarter, stream)
    for aim, label in aims.items() if last else ():
        entries = coverage.cell(last or quarter, stream, aim)
        for *_, item in walk_public_branches(entries):
            due = due_text(item.due) if item.due else ""
            for name, text in item.texts():
                yield SentBefore(label, str(last), words(text), "" if name else due)
    for x in report.promises:
        if x.stream == stream and x.aim in aims and x.period not in (last, quarter):
            promised = words(x.item.text), due_text(x.due)
            yield SentBefore(aims[x.aim], str(x.period), *promised)


def _awarded(laid: ComparedReport, stream: str, name: str) -> tuple[str, ...]:
    """Return the funds, or the rounds, of which a stream has given awards in public."""
    cells = (cell for _, cell in laid.project.cells() if cell.stream == stream)
    items = (x for cell in cells for x in walk_public_items(cell.entries))
    found = (getattr(x.award, name) for x in items if x.award)
    return (*dict.fromkeys(filter(None, found)),)

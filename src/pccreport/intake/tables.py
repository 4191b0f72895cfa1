"""Rows of tables and sheets: known heads of columns are roles, every other cell is not placed."""

import re
from collections.abc import Callable, Iterator, Mapping

from pccreport.intake import privacy
from pccreport.intake.fates import Fate, SentUpdate, Why
from pccreport.intake.paragraphs import ParagraphReader
from pccreport.intake.placing import withhold_all
from pccreport.language.incoming import aim_headings, pasted_text
from pccreport.language.incoming import column_headings as heads
from pccreport.language.incoming.column_headings import ColumnKind, is_column_heading
from pccreport.language.incoming.sent import is_listed
from pccreport.model.private_intent import is_private_cell, is_private_head
from pccreport.readers.form_id import HEADS, FormId
from pccreport.readers.line import Line, LineKind, split_list_sign, with_lettered_items

_TOTAL = re.compile(r"(?i)(?:grand |sub-?)?totals?\b(?:\W*\w+){0,3}\W*\Z")
_AMOUNT = re.compile(r"(?<!\d)(?!20\d\d\b)\d{3}|£\s?\d|\A\d\d?(?:\.\d+)?%?\Z")
_HEAD, _ANSWER, _TEXT = 10, 3, 4
"""Words of a head, and of an answer whether a row may be printed, at most; of a text without a head, at least."""
_NOES = {"no", "n", "false"}
"""What says of something that it is not so: perhaps that a row may be printed."""
_SPEAKS = re.compile(r"(?i)\b(?:public|publish(?:ed)?|shared?|released?)\b")
"""Words by one of which a head speaks of who may see a row; “Market share” may do so."""
_ROLES: Mapping[str, Callable[[str], bool]] = {
    "fund": lambda h: is_listed("fund", h),
    "award": lambda h: heads.heads_awards(h) or is_listed("award", h),
    "outcome": lambda h: is_column_heading(h, ColumnKind.OUTCOME),
    "text": lambda h: is_column_heading(h, ColumnKind.TEXT) or is_listed("purpose", h),
    "subject": heads.is_subject_heading,
    "stream": lambda h: is_listed("who", h),
    "period": lambda h: is_column_heading(h, ColumnKind.PERIOD),
    "points": lambda h: is_listed("point_heads", h),
    "round": lambda h: is_listed("round_heads", h),
    "notes": lambda h: is_column_heading(h, ColumnKind.NOTES),
}
"""What the heads of columns mean, in the order in which they are asked."""


class TableReader:
    """Reads the rows of tables and sheets."""

    def __init__(self, text: ParagraphReader, form: FormId | None) -> None:
        self._text, self._placing, self._naming = text, text.placing, text.naming
        self._of_file, self._last = form, tuple[object, ...]()
        self._form: FormId | None = None
        """What the last row of a form was for, in the same sheet."""
        self._heads: dict[str, str] = {}
        """The heads of the columns by their roles, in their order; none if the table has none."""
        self.is_left = False
        """Whether the sheet is of no updates of the period."""

    def begin_sheet(self, line: Line) -> Fate:
        """Begin a sheet; its name may name a key aim or a stream, or keep it back."""
        placing, naming, name = self._placing, self._naming, line.text
        self._heads, self._form = {}, None
        placing.sheet_mark = name if privacy.is_name_private(name) else ""
        placing.begin_section()
        placing.aim = placing.aim_around(name, line.place) or placing.given[0]
        placing.stream = naming.stream_named(name, placing.aim) or placing.given[1]
        is_past = naming.words.is_period(name) is False
        self.is_left = is_past or is_listed("other_sheets", name.partition(" ")[0])
        return Fate.NOTHING

    def end_table(self) -> None:
        """End a table: what is below it is of no row's key aim."""
        if "aim" in self._heads:
            self._placing.aim = self._placing.given[0]
        self._heads, self._form = {}, None

    def read_row(self, line: Line) -> Fate:
        """Place the cells of a row, or read its only cell as a text."""
        placing, self._form = self._placing, line.form or self._form
        if self._form:
            return self._form_row(line, self._form)
        filled = [cell for cell in line.cells if cell]
        if self.is_left:
            return placing.leave(line, Why.SHEET)
        known = {x.casefold() for x in self._heads.values()}
        # A row below heads whose cells may be heads too is one of answers, as a rule.
        is_again = len(known.intersection(x.casefold() for x in filled)) > 1
        may_head = not known or line.apart or is_again
        if may_head and (found := self._heads_by_role(line)):
            self._heads, placing.last = found, []
            if (figure := found.get("figure")) and len(filled) > 2:
                others = ", ".join(f"“{x}”" for x in filled if x != figure)
                doubt = f"figures are read under “{figure}”, not under these: {others}"
                placing.doubts.append((line.place, doubt))
            return Fate.HEADING
        is_title = len(filled) == 1 and self._naming.aim_titled(filled[0])[1]
        if is_title or (len(filled) == 1 and not self._heads):
            fates = []
            for piece in with_lettered_items(_cell_lines(line, filled[0])):
                fates.append(self._text.read_line(piece, None))
                placing.is_open = False
            return fates[0]
        is_row = self._heads and not any(map(_TOTAL.match, filled))
        return self._take_row(line) if is_row else placing.leave(line, Why.NO_TEXT)

    def _form_row(self, line: Line, form: FormId) -> Fate:
        """Read a row of a form: its heads, one that is only to be read, or an update."""
        placing, is_of_form = self._placing, line.form is not None
        if is_of_form and form.row == HEADS:
            self._heads = self._heads_by_role(line)
            return Fate.HEADING
        own = (x for x in line.cells if x and not self._naming.aims_titled_exactly(x))
        is_empty = all(heads.is_yes(x) or x.casefold() in _NOES for x in own)
        if is_empty or (is_of_form and form == form.read_only(line.text)):
            return Fate.NOTHING
        if not self._heads or (is_of_form and form.row.startswith("=")):
            return placing.leave(line, Why.REMARK)
        if self._of_file and form[:2] != self._of_file[:2]:
            return placing.leave(line, Why.PAST)
        last, self._last = self._last, (form, line.cells)
        if last != self._last:
            return self._take_row(line)
        # Cells that are merged over two rows are in both.
        placing.doubts.append((line.place, "it is the same as the row above it"))
        return Fate.PLACED

    def is_row_private(self, line: Line) -> bool:
        """Return whether a row, or the head of a column of it, says that it is not for publication."""
        said = (line.text, *line.cells, *(line.cells and self._heads.values()))
        kept = line.cells and self._take_privacy_cells(self.by_role(line))
        return bool(kept) or any(x in _NOES or privacy.must_be_private(x) for x in said)

    def leave_cells(self, line: Line, row: Mapping[str, str], *, kept: bool) -> None:
        """Note cells of a row that are in no update."""
        for role, cell in row.items():
            text = f"{head}: {cell}" if (head := self._heads.get(role, "")) else cell
            self._placing.add_open(line, Why.CELL, text, kept=kept)

    def by_role(self, line: Line) -> dict[str, str]:
        """Return the cells of a row by the roles of their columns."""
        roles = dict(enumerate(self._heads))
        cells = ((roles.get(at, f"other {at}"), x) for at, x in enumerate(line.cells))
        return {role: cell.strip() for role, cell in cells if cell.strip()}

    def _column_role(self, head: str) -> str:
        """Return what the head of a column means."""
        if not head or len(head.split()) > _HEAD:
            return ""
        if aim_headings.is_aim_name(head, self._naming.words.aim_label):
            return "aim"
        asks = is_private_head(head) or is_listed("private_heads", head)
        if asks or _SPEAKS.search(head.replace("_", " ")):
            return "private"  # each row that is no clear yes is kept back
        bare = re.sub(r"\([^()]*\)|[£$*:]", " ", head).strip()
        found = next((k for k, is_one in _ROLES.items() if is_one(bare)), "")
        may_be = aim_headings.may_head_aims(head) and found != "outcome"
        return "aim" if may_be else found

    def _heads_period_figures(self, head: str) -> bool:
        """Return whether a head is of the period’s figures: “Q3 (internal)”, not “Publish in Q3?”."""
        bare = privacy.split_off_mark(head)[1] if privacy.says_private(head) else head
        is_of_rows = self._column_role(bare) in ("private", "notes")
        return bool(self._naming.words.is_period(head)) and not is_of_rows

    def _heads_by_role(self, line: Line) -> dict[str, str]:
        """Return the heads of columns by their roles, if a row is of heads."""
        cells = [cell.replace("\v", " ") for cell in line.cells]
        pieces = (*cells, *"\v".join(line.cells).split("\v"))  # none is a sentence
        brief = (len(x.split()) <= (2 if x[-1:] in ".;" else _HEAD) for x in pieces)
        is_short = all(brief) and not any(map(_AMOUNT.search, cells))
        words = self._naming.words
        figures = [c for c in cells if words.measures and self._heads_period_figures(c)]
        roles = ["figure" if [c] == figures else self._column_role(c) for c in cells]
        is_headed = sum(map(bool, roles)) > 1 or "figure" in roles
        if not (is_short and is_headed and sum(map(bool, cells)) > 1):
            return {}
        found: dict[str, str] = {}
        for at, (role, head) in enumerate(zip(roles, cells, strict=True)):
            again = f"private {at}" if role == "private" else f"other {at}"
            found[role if role and role not in found else again] = head
        return found

    def _take_privacy_cells(self, row: dict[str, str]) -> list[str]:
        """Return the heads and cells that keep back a row; take the answers among them."""
        kept = []
        for role, head in self._heads.items():
            value = row.get(role, "")
            if role.startswith("private"):
                if len(value.split()) <= _ANSWER:
                    row.pop(role, None)
                # “Public (Q3)” asks as “Public?” does; “May share” names no month.
                of_period = self._naming.words.is_period(head.removeprefix("May "))
                asks = head if of_period is None else f"{head}?"
                is_no = is_private_cell(asks, value) or privacy.must_be_private(value)
                is_part = value.casefold() in _NOES and re.match(r"\w+ share\Z", head)
                may_be = (is_part or is_private_head(asks)) and not self._form
                is_yes = may_be or heads.is_yes(value)
                kept += [value or f"{head} (empty)"] if is_no or not is_yes else []
            elif role.startswith(("other", "figure")) and value.casefold() in _NOES:
                kept.append(value)
        for role, value in row.items():
            # A head and its short cell: “Status: Withheld”.
            head = self._heads.get(role, "") if len(value.split()) <= _ANSWER else ""
            said = f"{head}: {value}" if head else value
            kept += [value] if any(map(privacy.must_be_private, (said, value))) else []
        if self._form and not any(x.startswith("private") for x in self._heads):
            kept.append("no column says that it may be published")
        notes = row.get("notes", "")
        return [*kept, notes] if notes and not heads.is_missing_figure(notes) else kept

    def _take_row(self, line: Line) -> Fate:
        """Read a row below heads."""
        placing, row, stream = self._placing, self.by_role(line), self._placing.stream
        kept = self._take_privacy_cells(row)
        take = self._take_aim if self._form else self._take_position
        why = take(row, line.place)
        body = "" if why else self._take_text(row)
        left = len(placing.unplaced)
        updates = self._place_cell(line, body, row.pop("points", "")) if body else []
        if "stream" not in self._heads:  # a fund is that of its row
            placing.stream = stream
        placing.is_open, placing.last = False, updates
        if not updates:
            why = why or (placing.unplaced[left].why if body else Why.NO_TEXT)
            del placing.unplaced[left:]
            placing.add_open(line, why, line.text)
        else:
            self._add_award(row, updates[0])
            self.leave_cells(line, row, kept=False)
        if kept:
            withhold_all(updates, f"because of a cell in the row (“{kept[0]}”)")
            said = placing.unplaced[left:]
            placing.unplaced[left:] = [x._replace(private=True) for x in said]
        return Fate.PLACED if updates else Fate.UNPLACED

    def _take_position(self, row: dict[str, str], place: str) -> Why | None:
        """Take of which key aim, stream and period a row is, and return why it cannot be placed."""
        why, placing, naming = None, self._placing, self._naming
        if aim := row.pop("aim", "").replace("\v", " "):
            placing.aim = placing.aim_called(aim, place)
            why = None if placing.aim else Why.NO_AIM
        fund = row.get("fund", "")
        if stream := naming.stream_named(row.get("stream", "")):
            row.pop("stream")
            placing.stream = stream
        elif stream := naming.stream_named(fund) if naming.is_stream(fund) else "":
            if placing.stream not in ("", stream):
                doubt = f"“{fund}” is in {stream}, not in {placing.stream}"
                placing.doubts.append((place, doubt))
            placing.stream = stream
            if "award" not in self._heads:
                row.pop("fund")
        is_past = naming.words.is_period(row.pop("period", "")) is False
        return Why.PAST if is_past else why

    def _take_aim(self, row: dict[str, str], place: str) -> Why | None:
        """Take the key aim of a row of a form: the one chosen in it, or else that of its id."""
        placing, naming, form = self._placing, self._naming, self._form
        assert form
        is_known = form.stream in naming.words.streams
        placing.stream = form.stream if is_known else placing.given[1]
        typed = row.pop("aim", "")
        own = [form.row] if form.row in naming.words.aims else []
        keys = naming.aims_titled_exactly(typed) if typed else own
        placing.aim = form.row if form.row in keys else "".join(keys[:1])
        if typed and not keys:
            return self._take_position({"aim": typed}, place)
        return None if row.get("text") else Why.NO_TEXT

    def _take_text(self, row: dict[str, str]) -> str:
        """Take the text of a row, or return "" if the row does not say that it is one."""
        body, subject = row.pop("text", ""), row.pop("subject", "")
        if not body and "text" not in self._heads:
            least = _TEXT if subject else 1
            texts = {k: x for k, x in row.items() if len(x.split()) >= least}
            body = row.pop(max(texts, key=lambda k: len(texts[k]), default=""), "")
        if subject and body and subject.casefold() not in body.casefold():
            body = f"{subject}: {body}"
        is_award = "award" in self._heads and bool(subject)
        is_text = "text" in self._heads or is_award or "outcome" in row
        body = body or subject or row.pop("outcome", "")
        return body if is_text or len(body.split()) >= _TEXT else ""

    def _add_award(self, row: dict[str, str], update: SentUpdate) -> None:
        """Give an update the award, the fund and the outcome of its row; all cells of a form are sure."""
        award = heads.parse_pounds(row.get("award", ""))
        head, costs = self._heads.get("award", ""), self._naming.words.unfunded
        is_said = heads.heads_awards(head) or {"fund", "round"} & {*self._heads}
        if award and (is_said or update.cell[1] not in costs):
            row.pop("award")
            update.award = award
        if award or self._form:
            update.fund, update.round = row.pop("fund", ""), row.pop("round", "")
        outcome = row.get("outcome", "").replace("\v", " ")
        is_more = len(outcome.split()) > 2 or re.search(r"\d|\.\Z", outcome)
        is_whole = (is_more or self._form) and not pasted_text.refers_elsewhere(outcome)
        if outcome and is_whole:
            update.outcome = outcome
            row.pop("outcome")

    def _place_cell(self, line: Line, body: str, points: str) -> list[SentUpdate]:
        """Place the lines of a cell, each as an update, and points; a row of a form is one update."""
        placing, updates = self._placing, list[SentUpdate]()
        for level, cell in enumerate((body, points)):
            for part in with_lettered_items(_cell_lines(line, cell)):
                own = part._replace(kind=LineKind.ROW, sign="", cells=line.cells)
                is_point = bool(updates and (level or self._form))
                if placing.add_item(own, int(is_point or placing.leads)) is Fate.PLACED:
                    updates += placing.last
                elif self._form and not updates:
                    return []  # its points are no points of another
        return updates


def _cell_lines(line: Line, cell: str) -> Iterator[Line]:
    """Yield the lines of a cell, as they would be typed."""
    for piece in filter(str.strip, cell.split("\v")):
        sign, own = split_list_sign(piece)
        kind = LineKind.ITEM if sign else LineKind.TEXT
        yield line._replace(text=own.strip(), kind=kind, sign=sign, cells=())

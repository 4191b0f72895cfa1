"""Rows of tables and sheets: known heads of columns are roles, every other cell is not placed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from pccreport.intake.fates import Fate, Update, Why
from pccreport.intake.marks import without_mark
from pccreport.intake.placing import Placing, keep_each
from pccreport.intake.privacy import is_certain, is_name_private
from pccreport.intake.words import Naming
from pccreport.language import aim_headings, pasted_text
from pccreport.language import column_headings as heads
from pccreport.language.column_headings import Column
from pccreport.language.sent import is_listed
from pccreport.model.private_intent import is_private_cell, is_private_head
from pccreport.readers.line import Line, LineKind, find_list_sign

_FACTORS = {"k": 1_000, "m": 1_000_000, "million": 1_000_000}
_POUNDS = re.compile(r"£?\s?(\d+(?:\.\d+)?)\s?(k|m|million)")
_TOTAL = re.compile(r"(?i)(?:grand |sub-?)?totals?\b")
_HEAD = 10
"""Words of the head of a column, at most."""
_ANSWER = 3
"""Words of an answer to whether a row may be printed, at most."""
_TEXT = 4
"""Words of an update in a table that no head says is a text, at least."""
_TITLE = 12
"""Words of a cell that names a key aim, at most."""
_NOES = {"no", "n", "false"}
"""What says of something that it is not so: perhaps that a row may be printed."""
_SPEAKS = {"public", "publish", "published", "share", "shared", "release", "released"}
"""Words by one of which a head speaks of who may see a row."""


def _asks(head: str) -> bool:
    """Return whether a head speaks of who may see a row: each that is no clear yes is kept back."""
    words = re.findall(r"[a-z]+", head.casefold())
    is_few = len(head.split()) <= _HEAD
    return (
        is_private_head(head)
        or is_listed("private_heads", head)
        or (is_few and not _SPEAKS.isdisjoint(words))
    )


def _kind(kind: Column) -> Callable[[str], bool]:
    return lambda head: heads.is_column_heading(head, kind)


def _any_of(*names: str) -> Callable[[str], bool]:
    return lambda head: any(is_listed(name, head) for name in names)


_ROLES: Mapping[str, Callable[[str], bool]] = {
    "fund": _any_of("fund"),
    "award": lambda h: heads.heads_awards(h) or is_listed("award", h),
    "points": _any_of("points_heads"),
    "outcome": _kind(Column.OUTCOME),
    "text": lambda h: _kind(Column.TEXT)(h) or is_listed("purpose", h),
    "more": _kind(Column.MORE_TEXT),
    "subject": heads.is_subject_heading,
    "stream": _any_of("who"),
    "period": _kind(Column.PERIOD),
    "notes": _kind(Column.NOTES),
}
"""What the heads of columns mean, in the order in which they are asked."""


def pounds(cell: str) -> str:
    """Return the pounds of a cell that has a sum and no more, as YAML has them, or ""."""
    short = _POUNDS.fullmatch(cell.strip().lower())
    if not short:
        return heads.pounds(cell)
    return f"{(Decimal(short[1]) * _FACTORS[short[2]]).normalize():f}"


class _Row:
    """The cells of a row, each taken once by its role."""

    def __init__(self, line: Line, columns: Mapping[str, int]) -> None:
        self.line = line
        self.cells = {at: cell for at, cell in enumerate(line.cells) if cell.strip()}
        self.left = dict(self.cells)
        """Those that have not been taken."""
        self.columns = columns

    def see(self, role: str) -> str:
        """Return the cell of a role, or ""."""
        return self.cells.get(self.columns.get(role, -1), "").strip()

    def take(self, role: str) -> str:
        """Take the cell of a role, and return it, or ""."""
        return self.left.pop(self.columns.get(role, -1), "").strip()


class Tables:
    """Reads the rows of tables and sheets."""

    def __init__(self, placing: Placing, naming: Naming) -> None:
        self._placing, self._naming = placing, naming
        self._columns: dict[str, int] = {}
        """The columns of the table by their roles; none if it has no heads."""
        self._heads: Sequence[str] = ()
        self._left: tuple[Why, str] | None = None
        """Why the table or the sheet is not read."""
        self.figure_heads: Sequence[str] = ()
        """The heads of the columns of this table, and of none above it."""
        self.heads_at = ""

    @property
    def is_left(self) -> bool:
        """Whether the table or the sheet is not read."""
        return self._left is not None

    def end(self) -> None:
        """End a table: a text is below it."""
        self.figure_heads = ()
        if self._left and self._left[0] is Why.GRID:
            self._left = None

    def begin_sheet(self, line: Line) -> None:
        """Begin a sheet; its name may name a key aim or a stream, or keep it back."""
        placing, name = self._placing, line.text
        self._columns, self._heads, self._left = {}, (), None
        placing.aim, placing.stream = placing.given
        placing.begin(name if is_name_private(name) else "")
        found = self._naming.titled(name)[0] or self._naming.numbered(name)
        placing.aim = found or placing.aim
        placing.stream = self._naming.stream_of(name) or placing.stream
        first = name.casefold().split()[0] if name.split() else ""
        is_past = self._naming.words.is_period(name) is False
        if is_past or is_listed("other_sheets", first):
            self._left = Why.SHEET, ""
        placing.void(line)

    def read(self, line: Line, *, heads_figures: bool) -> Iterator[Line]:
        """Place the cells of a row; yield what is to be read as a text: it has one cell, and no head."""
        placing = self._placing
        filled = [cell for cell in line.cells if cell]
        if self._left is None and (names := self._names_many(filled)):
            self._left = Why.GRID, names
        if self._left:
            placing.leave(line, self._left[0])
        elif found := self._heads_of(line, heads_figures=heads_figures):
            self._columns, self._heads = found, line.cells
            self.figure_heads = [*map(without_mark, line.cells)]
            self.heads_at = line.place
            placing.fates.append((line, Fate.HEADING))
            placing.last = []
        elif len(filled) == 1 and not self._columns:
            yield from _pieces(line, filled[0])
        elif any(_TOTAL.match(c) and len(c.split()) <= 4 for c in filled):
            placing.leave(line, Why.TOTAL)
        elif self._columns:
            stream = placing.stream
            self._fields(_Row(line, self._columns))
            if "stream" not in self._columns:  # a fund is that of its row
                placing.stream = stream
        else:
            placing.leave(line, Why.NO_TEXT)

    def keeps_row(self, line: Line) -> bool:
        """Return whether a row, or the head of a column of it, says that it is not for publication."""
        said = (line.text, *line.cells, *(self.figure_heads and self._heads))
        return any(map(is_certain, said)) or bool(self._kept(_Row(line, self._columns)))

    def _names_many(self, cells: Sequence[str]) -> str:
        """Return what the heads of columns are, if each is of one key aim or stream."""
        few = [c for c in cells if len(c.split()) <= _TITLE]
        if self._columns or len(few) < len(cells):
            return ""
        found = [self._naming.aim_of(c) for c in few]
        aims = {x.key for x in found if x and not x.rest}
        streams = {k for c in few if (k := self._naming.stream_of(c))}
        is_all = len(aims) + len(streams) >= len(few) - 1
        many = "key aims" if len(aims) > 1 else "streams" if len(streams) > 1 else ""
        return many if is_all else ""

    def _role(self, head: str, others: Sequence[str]) -> str:
        """Return what the head of a column means; `others` are those of its table."""
        label = self._naming.words.aim_label
        if not head or len(head.split()) > _HEAD:
            return ""
        if aim_headings.is_aim_name(head, label):
            return "aim"
        if _asks(head):
            return "private"
        bare = re.sub(r"\([^()]*\)|[£$*:]", " ", head).strip()
        found = next((k for k, is_one in _ROLES.items() if is_one(bare)), "")
        is_named = any(aim_headings.is_aim_name(x, label) for x in others)
        may_be = aim_headings.may_head_aims(head) and found != "outcome"
        return "aim" if may_be and not is_named else found

    def _heads_of(self, line: Line, *, heads_figures: bool) -> dict[str, int]:
        """Return the columns of a row of heads by their roles, or nothing."""
        cells = [cell.replace("\v", " ") for cell in line.cells]
        is_figure = re.compile(
            r"[\d,.%]+\Z" if heads_figures else r".*(?:\d{3}|£\s?\d)"
        )
        is_short = all(
            len(c.split()) <= _HEAD
            and (len(c.split()) <= 2 or not c.endswith((".", ";")))
            and not is_figure.match(c)
            for c in cells
            if c
        )
        named = {at: self._role(c, cells) for at, c in enumerate(cells) if c}
        count = sum(map(bool, named.values()))
        is_alone = len(named) == 1 and count == 1 and not self._columns
        is_exact = is_alone and heads.is_column_heading(line.text, Column.TEXT)
        is_exact = is_exact and len(line.text.split()) <= 2
        is_of_figures = heads_figures and len(named) > 1
        is_head = is_short and (is_of_figures or is_exact or count >= 2)
        return self._by_role(named) if is_head else {}

    @staticmethod
    def _by_role(named: Mapping[int, str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for at, kind in named.items():
            again = f"private {at}" if kind == "private" else f"other {at}"
            found[kind if kind and kind not in found else again] = at
        if "text" not in found and "more" in found:
            found["text"] = found.pop("more")
        if not {"text", "subject"} & {*found} and "outcome" in found:
            found["text"] = found.pop("outcome")
        return found

    def _kept(self, row: _Row) -> list[str]:
        """Return the heads and cells that keep back a row; take the answers among them."""
        kept = []
        for role, at in row.columns.items():
            head, value = self._heads[at], row.cells.get(at, "")
            if role.startswith("private"):
                if len(value.split()) <= _ANSWER:
                    row.left.pop(at, None)
                is_no = is_private_cell(head, value) or is_certain(value)
                is_yes = is_private_head(head) or heads.is_answer(value)
                kept += [value or f"{head} (empty)"] if is_no or not is_yes else []
            elif role.startswith("other"):
                kept += [value] if value.casefold() in _NOES else []
        kept += [c for c in row.left.values() if is_certain(c)]
        notes = row.see("notes")
        kept += [notes] if notes and not heads.is_missing_figure(notes) else []
        return kept

    def _fields(self, row: _Row) -> None:
        """Read a row below heads."""
        kept, why = self._kept(row), self._part(row)
        body = "" if why else self._wording(row)
        if not body:
            self._leave(row, why or Why.NO_TEXT, kept)
            return
        points = [p for p in row.take("points").split("\v") if p.strip()]
        if updates := self._place(row.line, body, points, kept):
            self._beside(row, updates[0])
            for at, cell in row.left.items():
                head = f"{self._heads[at]}: " if at < len(self._heads) else ""
                words = f"{head.lstrip(': ')}{cell}"
                self._placing.add(row.line, Why.CELL, words, kept=bool(kept))

    def _leave(self, row: _Row, why: Why, kept: Sequence[str]) -> None:
        self._placing.fates.append((row.line, Fate.UNPLACED))
        self._placing.add(row.line, why, row.line.text, kept=bool(kept))
        self._placing.last = []

    def _part(self, row: _Row) -> Why | None:
        """Take of which key aim, stream and period a row is, and return why it cannot be placed."""
        why = None
        if aim := row.take("aim").replace("\v", " "):
            found = self._naming.aim_of(aim)
            self._placing.aim = found.key if found else ""
            why = None if found else Why.NO_ROW_AIM
            if found and found.doubt:
                self._placing.doubts.append((row.line.place, f"“{aim}”: {found.doubt}"))
        if stream := self._naming.stream_of(row.see("stream")):
            row.take("stream")
            self._placing.stream = stream
        elif stream := self._naming.stream_called(row.see("fund")):
            if (other := self._placing.stream) not in ("", stream):
                doubt = f"“{row.see('fund')}” is {stream}: it is not under {other}"
                self._placing.doubts.append((row.line.place, doubt))
            self._placing.stream = stream
            if "award" not in self._columns:
                row.take("fund")
        period = row.take("period")
        is_past = period and self._naming.words.is_period(period) is False
        return Why.PAST if is_past else why

    def _wording(self, row: _Row) -> str:
        """Take the text of a row, or return "" if the row does not say that it is one."""
        body, subject = row.take("text"), row.take("subject")
        if not body and "text" not in self._columns:
            least = _TEXT if subject else 1
            texts = {at: x for at, x in row.left.items() if len(x.split()) >= least}
            at = max(texts, key=lambda at: len(texts[at]), default=-1)
            body = row.left.pop(at, "")
        if subject and body and subject.casefold() not in body.casefold():
            body = f"{subject}: {body}"
        is_award = "award" in self._columns and bool(subject)
        is_text = "text" in self._columns or is_award or bool(row.see("outcome"))
        body = body or subject or row.take("outcome")
        return body if is_text or len(body.split()) >= _TEXT else ""

    @staticmethod
    def _beside(row: _Row, update: Update) -> None:
        """Give an update the award, the fund and the outcome of its row."""
        update.award = pounds(row.see("award"))
        if update.award:
            row.take("award")
            update.fund = row.take("fund")
        outcome = row.see("outcome").replace("\v", " ")
        is_outcome = len(outcome.split()) > 2 or re.search(r"\d|\.\Z", outcome)
        if is_outcome and not pasted_text.refers_elsewhere(outcome):
            update.outcome = outcome
            row.take("outcome")

    def _place(
        self, line: Line, body: str, points: Sequence[str], kept: Sequence[str]
    ) -> list[Update]:
        """Place the lines of a cell, of which those under a colon are points; all of it, or nothing."""
        placing = self._placing
        parts = [p for p in body.split("\v") if p.strip()]
        leads = parts[0].rstrip().endswith(":")
        fates, left = len(placing.fates), len(placing.unplaced)
        updates = []
        for number, part in enumerate((*parts, *points)):
            sign = find_list_sign(part.strip())
            own = part.strip()[sign.end() :] if sign else part.strip()
            is_point = number > 0 and (leads or number >= len(parts))
            depth = is_point + placing.leads
            up = placing.put(line._replace(text=own, sign=""), depth)
            updates += [up] if up else []
        if kept:
            keep_each(updates, f"a cell of its row says so, “{kept[0]}”")
        del placing.fates[fates:]
        refused = placing.unplaced[left:]
        is_kept = bool(kept) or any(x.private for x in refused)
        placing.unplaced[left:] = [x._replace(private=is_kept) for x in refused]
        if not updates:  # in full
            del placing.unplaced[left:]
            why = refused[0].why if refused else Why.NO_TEXT
            placing.add(line, why, line.text, kept=is_kept)
        placing.fates.append((line, Fate.PLACED if updates else Fate.UNPLACED))
        placing.is_open, placing.last = False, updates
        return updates


def _pieces(line: Line, cell: str) -> Iterator[Line]:
    """Yield the lines of the only cell of a row, as they would be typed."""
    for piece in cell.split("\v"):
        sign = find_list_sign(piece)
        own = piece[sign.end() :] if sign else piece
        kind = LineKind.ITEM if sign else LineKind.TEXT
        typed = sign[2] if sign else ""
        if own.strip():
            yield line._replace(text=own.strip(), kind=kind, sign=typed, cells=())

"""What holds of merging: three whole projects, and any that can be made up.

`tests/oracle.py` works the same out from the files a second time; these tests hold
the two to the same answer, and say how a report follows when its files change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests import invented, oracle, projects
from tests.cases import in_turn
from tests.draws import examples, some_slow
from tests.invented import Files
from tests.word import Word

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.model.periods import parse_quarter
from pccreport.model.settings import parse_reporting_period, parse_year_or_quarter
from pccreport.pipeline.build import BuildOptions, BuildResult, build
from pccreport.report.scope import PeriodOverride

KINDS = {
    "heading 3": "aim",
    "heading 4": "stream",
    "Stream Note": "note",
    "heading 5": "label",
    "Period Line": "line",
    "Period Note": "caveat",
    "List Bullet": "point 1",
    "List Bullet 2": "point 2",
    "List Bullet 3": "point 3",
    "Closing Line": "closing",
    "Numbered Paragraph": "paragraph",
    "Numbered Point": "letter",
    "Numbered Point 2": "bullet",
}

Report = tuple[str, str, str]
"""What is asked for: the period, since when, until when."""

EVERYTHING: dict[str, Report] = {
    "ferrydale": ("2025/26 Q4", "2021/22", ""),
    "carrow": ("2024/25 Q1", "2022/23", ""),
    "haven": ("2023/24 Q4", "2022/23", ""),
}
YEARS = {
    name: range(int(asked[1][:4]), int(asked[0][:4]) + 1)
    for name, asked in EVERYTHING.items()
}


def outcome(
    files: Files, report: Report = ("", "", "")
) -> tuple[BuildResult, tuple[Diagnostic, ...]]:
    """What comes of building a project; "" is what report.yaml says."""
    for name, whole in invented.ALL.items():
        if files is whole:
            return of_a_whole(name, report)
    return built_anew(files, report)


@cache
def of_a_whole(name: str, report: Report) -> tuple[BuildResult, tuple[Diagnostic, ...]]:
    """What comes of one of the three as it is, for all tests that look at it."""
    return built_anew(invented.ALL[name], report)


def built_anew(
    files: Files, report: Report
) -> tuple[BuildResult, tuple[Diagnostic, ...]]:
    """What comes of building a project that is written for it.

    With a warning where an earlier report prints what a later file keeps private.
    """
    period, since, until = report
    asked = PeriodOverride(
        parse_reporting_period(period),
        parse_year_or_quarter(since),
        parse_quarter(until),
    )
    plan = YAML(typ="safe").load(files["plan.yaml"])
    plan["checks"] = {"severity": {"private-later": "warning"}}
    files = {**files, "plan.yaml": json.dumps(plan, default=str)}
    with projects.same_folder() as folder:
        project = invented.write(folder / "project", files)
        return build(project, BuildOptions(asked))


def package(files: Files, report: Report = ("", "", "")) -> bytes:
    """The Word file that a project makes."""
    built, findings = outcome(files, report)
    assert built.package is not None, [f.message for f in findings]
    return built.package


def errors(findings: tuple[Diagnostic, ...]) -> set[str]:
    """The rules that stopped the writing."""
    return {finding.rule for finding in findings if finding.severity is ERROR}


@cache
def body(word: bytes) -> list[oracle.Line]:
    """The paragraphs between the section's heading and the signature."""
    lines = Word(word).lines()
    styles = [line.style for line in lines]
    told = lines[styles.index("heading 2") + 1 : styles.index("Sign-off")]
    assert [line.stored for line in told] == [line.text for line in told]
    return [(KINDS[line.style], f"{line.number} {line.text}".strip()) for line in told]


def quarters(name: str) -> list[str]:
    """Every quarter of a project's plan, as far as it is told."""
    return [f"{oracle.financial(y)} Q{n}" for y in YEARS[name] for n in range(1, 5)]


def reports(name: str) -> Iterator[Report]:
    """Reports that an office might ask for."""
    first, last = YEARS[name][0], YEARS[name][-1]
    for quarter in quarters(name):
        yield quarter, "", ""
        yield quarter, oracle.financial(first), ""
    for year in YEARS[name]:
        yield oracle.financial(year), "", ""
        yield (
            oracle.financial(year),
            f"{oracle.financial(first)} Q4" if year > first else "",
            "",
        )
    yield f"{oracle.financial(last - 1)} Q2", "", f"{oracle.financial(last)} Q1"
    yield f"{oracle.financial(last)} Q1", f"{oracle.financial(last - 1)} Q3", ""
    yield "plan", "", ""
    yield "plan", "", f"{oracle.financial(last - 1)} Q3"


CASES = [(name, report) for name in invented.ALL for report in reports(name)]
ONE_IN = {"ferrydale": 10, "carrow": 6, "haven": 5}
"""Of the reports on each project, one in so many is made each time; fewest on the large."""


# The project of twenty quarters takes seconds where every file is gone through.
THOSE_AND_THE_LARGE = some_slow(invented.ALL, lambda name: name == "ferrydale")


@pytest.mark.parametrize(
    ("name", "report"),
    [
        pytest.param(
            name,
            report,
            id="-".join((name, *report)).replace("/", "."),
            marks=pytest.mark.slow if nth % ONE_IN[name] else (),
        )
        for nth, (name, report) in enumerate(CASES)
    ],
)
def test_the_document_has_the_text_of_the_files(name: str, report: Report) -> None:
    """Each report on each project is what the oracle reads, under labels that are true."""
    files = invented.ALL[name]
    expected = oracle.printed(files, *report)
    built, findings = outcome(files, report)

    if any(oracle.NOWHERE in words for _, words in expected):
        assert errors(findings) == {"empty-reference"}
    else:
        assert built.package is not None, [f.message for f in findings]
        assert expected == body(built.package)
        if name != "carrow":  # its labels are its own
            labels_read_back(name, body(built.package))


NUMBERS = 'numbering: {section: "{n}", paragraph: "{section}.{n}", point: "({a})"'


@pytest.mark.parametrize("name", THOSE_AND_THE_LARGE)
def test_numbered_paragraphs_have_the_text_of_the_files(name: str) -> None:
    """Numbers, and what references say of them, are as the oracle counts them."""
    files = invented.ALL[name]
    house = files["house.yaml"].replace("numbering: {", f"{NUMBERS}, ")
    house += "" if NUMBERS in house else f"{NUMBERS}}}\n"
    files = {**files, "house.yaml": f"{house}updates: paragraphs\n"}
    expected = oracle.printed(files, *EVERYTHING[name])

    assert expected == body(package(files, EVERYTHING[name]))


@in_turn("name", invented.ALL)
def test_report_yaml_does_the_same_as_the_command(name: str) -> None:
    """What report.yaml says of its periods is what could have been asked for."""
    files = invented.ALL[name]
    said = oracle.read_once(files["report.yaml"])
    report = tuple(said.get(key, "") for key in ("period", "since", "until"))

    assert package(files) == package(files, report)


# When the files change ----------------------------------------------------------


def changed(files: Files, change: Callable[[str], str]) -> Files:
    """A project with a change made to the name and the text of every file."""
    return {change(name): change(text) for name, text in files.items()}


def sections(lines: list[oracle.Line]) -> dict[str, list[oracle.Line]]:
    """What stands under each key aim, by its words."""
    found: dict[str, list[oracle.Line]] = {}
    for kind, words in lines:
        if kind == "aim":
            found[words.partition(" ")[2]] = []
        else:
            found[list(found)[-1]].append((kind, words))
    return found


@examples(1, 4)
@given(st.data())
@pytest.mark.parametrize("name", invented.ALL)
def test_permuted_aims_renumber_and_nothing_else_changes(
    name: str, data: st.DataObject
) -> None:
    """With the key aims in another order, numbers and directions follow."""
    files = invented.ALL[name]
    plan = YAML(typ="safe").load(files["plan.yaml"])
    number = oracle.read_once(files["report.yaml"])["priority"]
    priority = next(p for p in plan["priorities"] if p["number"] == number)
    before = list(priority["aims"])
    after = data.draw(st.permutations(before))
    priority["aims"] = {key: priority["aims"][key] for key in after}
    permuted = files | {"plan.yaml": json.dumps(plan)}

    def follow(words: str, aim: str) -> str:
        """A paragraph under a key aim, with its references as they must be now."""

        def renumbered(found: re.Match[str]) -> str:
            target = before[int(found[2]) - 1]
            direction = found[4] or ""
            if found[5] and target != aim:
                below = after.index(target) > after.index(aim)
                direction = found[5] + ("below" if below else "above")
            return f"{found[1]}{after.index(target) + 1}{found[3]}{direction}"

        mention = r"((?:Key Aim|Promise) \(?)(\d+)(\)?)((,? )(?:above|below))?"
        return re.sub(mention, renumbered, words)

    whole = sections(body(package(files, EVERYTHING[name])))
    expected = []
    for position, aim in enumerate(after, start=1):
        form = "{}." if name == "carrow" else "{})"
        expected.append(("aim", f"{form.format(position)} {priority['aims'][aim]}"))
        told = whole[priority["aims"][aim]]
        expected += [(kind, follow(words, aim)) for kind, words in told]

    assert expected == body(package(permuted, EVERYTHING[name]))


def later(text: str) -> str:
    """A text with every year in it one on: 2019/20, 2019-20, 2019."""

    def shifted(found: re.Match[str]) -> str:
        first, dash, last = found.groups(default="")
        follows = last and int(last) == (int(first) + 1) % 100
        if follows or len(last) == 4:
            last = f"{int(last) + 1:02d}"  # else it is the month of a date
        return f"{int(first) + 1}{dash}{last}"

    return re.sub(r"\b(20\d\d)(?:([/-])(20\d\d|\d\d)(?!\d|-\d))?", shifted, text)


@in_turn("name", invented.ALL)
def test_shifted_years_shift_every_label(name: str) -> None:
    """All years one on: the same document with its years one on, head and foot too."""
    files = invented.ALL[name]
    before = Word(package(files)).lines()
    shifted = Word(package(changed(files, later))).lines()

    assert [(line.style, later(line.text)) for line in before] == [
        (line.style, line.text) for line in shifted
    ]


def texts(value: Any) -> Iterator[str]:
    """Every sentence of a file."""
    if isinstance(value, str):
        yield from [value] if value.endswith(".") else []
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def ids(value: Any) -> Iterator[str]:
    """Every id of a file."""
    if isinstance(value, dict | list):
        yield from [value["id"]] if isinstance(value, dict) and "id" in value else []
        for inner in value.values() if isinstance(value, dict) else value:
            yield from ids(inner)


@pytest.mark.parametrize("name", THOSE_AND_THE_LARGE)
def test_a_dropped_file_takes_only_its_own_away(name: str) -> None:
    """Without a file its sentences are gone; only what it revised can come back."""
    files = invented.ALL[name]
    whole = body(package(files, EVERYTHING[name]))
    for file in (file for file in files if file.startswith("updates/")):
        fewer = {other: text for other, text in files.items() if other != file}
        built, findings = outcome(fewer, EVERYTHING[name])
        if built.package is None:
            assert errors(findings) <= {
                "empty-reference",
                "dangling-reference",
                "unknown-update",
            }
            continue
        dropped = oracle.read_once(files[file])
        named = set(ids(dropped))
        moved = {
            said["text"]
            for text in files.values()
            for update in [oracle.read_once(text)]
            if "updates" in update
            for entry in oracle.listed(oracle.told(update["period"]), update)
            for _, said in oracle.inside(entry, entry.said)
            if said.get("id") in named and "text" in said
        }
        own = {*texts(dropped), *moved}
        left = body(built.package)
        said = set().union(*(texts(oracle.read_once(t)) for t in fewer.values()))

        assert oracle.printed(fewer, *EVERYTHING[name]) == left
        assert [w for _, w in whole if w in said - own] == [
            w for _, w in left if w in said - own
        ]


@in_turn("name", invented.ALL)
def test_a_renamed_stream_changes_its_name_only(name: str) -> None:
    """A stream's heading is what its house format says, in references too."""
    files = invented.ALL[name]
    before = Word(package(files)).lines()
    old, new = "in action", "in words"
    if name == "carrow":
        old, new = "What was done", "What came about"
    renamed = files | {"house.yaml": files["house.yaml"].replace(old, new)}

    after = Word(package(renamed)).lines()
    assert [(line.style, line.text.replace(old, new)) for line in before] == [
        (line.style, line.text) for line in after
    ]
    assert any(new in line.text for line in after)


@in_turn("name", invented.ALL)
def test_a_stream_s_key_is_never_printed(name: str) -> None:
    """With other keys for the streams everywhere, the document is the same."""
    files = invented.ALL[name]

    def rekeyed(text: str) -> str:
        text = re.sub(r"\b(force|opcc|safety_fund|property_fund|work):", r"x_\1:", text)
        return re.sub(r"\bstream: (\w+)", r"stream: x_\1", text)

    other = {
        file: text if file in {"plan.yaml", "report.yaml"} else rekeyed(text)
        for file, text in files.items()
    }
    assert package(files) == package(other)


# Where files lie, and who wrote them ------------------------------------------------


@examples(1, 4)
@given(st.data())
@pytest.mark.parametrize("name", invented.ALL)
def test_where_files_lie_and_what_they_are_called_is_nothing(
    name: str, data: st.DataObject
) -> None:
    """Any order on the disk, and names that keep the order, give the same document."""
    files = invented.ALL[name]
    updates = [file for file in files if file.startswith("updates/")]
    updates.sort(key=oracle.file_order)
    letters = st.text("abcdefghij", min_size=1, max_size=6)
    drawn = st.lists(letters, min_size=len(updates), max_size=len(updates), unique=True)
    names = sorted(f"updates/{drawn_name}.yaml" for drawn_name in data.draw(drawn))
    called = dict(zip(updates, names, strict=True))
    order = data.draw(st.permutations(list(files)))
    moved = {called.get(file, file): files[file] for file in order}

    assert package(files) == package(moved)


Cells = dict[str, dict[str, list[Any]]]


def joined(*parts: Cells) -> Cells:
    """What several files say of one period, in one."""
    found: Cells = {}
    for part in parts:
        for aim, streams in part.items():
            for stream, entries in streams.items():
                found.setdefault(aim, {}).setdefault(stream, []).extend(entries)
    return found


@examples(2, 6)
@given(st.data())
@pytest.mark.parametrize("name", invented.ALL)
def test_any_split_of_a_file_gives_the_same_paragraphs(
    name: str, data: st.DataObject
) -> None:
    """One contributor's file of a quarter, cut anywhere into several."""
    files = invented.ALL[name]
    file = data.draw(st.sampled_from([f for f in files if f.startswith("updates/")]))
    update = YAML(typ="safe").load(files[file])
    parts: list[Cells] = [{}, {}, {}]
    for aim, streams in update["updates"].items():
        for stream, told in streams.items():
            entries = told if isinstance(told, list) else [told]
            cut = st.integers(0, len(entries))
            cuts = [0, *sorted((data.draw(cut), data.draw(cut))), len(entries)]
            for part, (start, end) in zip(parts, pairwise(cuts), strict=True):
                if start < end:
                    part.setdefault(aim, {})[stream] = entries[start:end]
    split = {other: text for other, text in files.items() if other != file}
    for number, part in enumerate(parts):
        name_of_part = f"{file.removesuffix('.yaml')}-{number}.yaml"
        split[name_of_part] = json.dumps(update | {"updates": part})
        update.pop("caveat", None)  # said by one file, it is said of the period

    assert body(package(files, EVERYTHING[name])) == body(
        package(split, EVERYTHING[name])
    )


# Projects made up ------------------------------------------------------------------

AIMS, STREAMS_USED = ("north", "south"), ("force", "opcc")
PLAN = """\
title: Made-up Plan
years: 2022/23 to 2023/24
body: {name: Office for the County of Mere, short: OCM, area: Mere}
holder: {short: Mayor}
force: {name: Mere Police, short: MP}
priorities:
  - number: 1
    title: Compass
    objective: keeping to the way
    aims: {north: Up., south: Down.}
  - number: 2
    title: Elsewhere
    aims: {west: Left.}
"""
REPORT = """\
format: 1
priority: 1
period: 2023/24 Q3
since: 2022/23
panel: Mere Police and Crime Panel
meeting: 2024-02-02
objective: keep to the way
sign_off: {name: Jo Reed, office: Mayor of Mere, date: 2024-01-20}
house: house.yaml
"""
PERIODS = (
    *(("2022/23 Q1", "quarter"), ("2022/23 Q2", "quarter"), ("2022/23 Q4", "quarter")),
    *(("2023/24 Q1", "quarter"), ("2023/24 Q2", "quarter"), ("2023/24 Q3", "quarter")),
    *(("2023/24 Q4", "quarter"), ("2022/23", "quarter")),
    *(("2022-12-05 to 2023-05-01", "quarter"), ("2023/24 Q2", "year to date")),
    *(("2022/23 Q4", "year to date"), ("2022/23 Q3", "rolling twelve months")),
)


MADE_UP: tuple[Report, ...] = (
    ("2023/24 Q3", "2022/23", ""),
    ("2022/23 Q4", "", ""),
    ("2022/23 Q2", "", "2023/24 Q1"),
    ("2023/24", "2022/23 Q2", ""),
    ("plan", "", ""),
)


class Written(NamedTuple):
    """An entry of a made-up project: in which file and which cell, and its number."""

    period: str
    basis: str
    contributor: str
    aim: str
    stream: str
    number: int
    entry: dict[str, Any]

    @property
    def told(self) -> oracle.Told:
        """What its file tells of."""
        return oracle.told(self.period, self.basis)

    @property
    def cell(self) -> tuple[str, str]:
        """Its key aim and its stream."""
        return self.aim, self.stream

    @property
    def file(self) -> str:
        """Its file's name."""
        name = f"{self.period} {self.basis[:4]} {self.contributor}".strip().lower()
        return f"updates/{re.sub('[ /]', '-', name)}.yaml"


def entry(
    number: int, kind: str, name: str, aim: str, flags: tuple[bool, bool]
) -> dict[str, Any]:
    """An entry of a kind; each sentence in it says which it is."""
    lead, public = flags
    said: dict[str, Any] = {"text": f"Number {number} ends."} | (
        {"lead": True} if lead else {}
    )
    match kind:
        case "points":
            deep = {"text": f"Inner {number}.", "points": [f"Deep {number}."]}
            kept = {"text": f"Hidden {number}.", "public": False}
            said |= {"points": [deep, kept], "outcome": f"So {number}."}
        case "point that refers":
            said |= {"points": [{"see": aim}, f"Beside {number}."]}
        case "id":
            said |= {"id": name}
        case "point with id":
            said |= {"points": [{"text": f"Point {number}.", "id": name}]}
        case "withdrawal":
            said = {"id": name, "withdrawn": f"Why {number}."}
        case "see":
            said = {"see": aim}
        case "see year":
            said = {"see": aim, "year": "2022/23"}
        case "see stream":
            said = {"see": aim, "stream": "force"}
        case "see id":
            said = {"see": name}
        case "nothing":
            said = {"nothing": f"None {number}."}
        case "closing":
            said = {"closing": f"Closing {number}."}
    return said if public else said | {"public": False}


OFTEN = ("text", "id", "id", "points")
KINDS_DRAWN = (
    *OFTEN,
    *OFTEN,
    *(
        "point with id",
        "point that refers",
        "withdrawal",
        "see year",
        "see stream",
        "see id",
    ),
    *("nothing", "closing", "again"),
)
PLACES = st.tuples(
    st.sampled_from(PERIODS),
    st.sampled_from("abc"),
    st.sampled_from((*AIMS, *AIMS, *AIMS, "west")),
    st.sampled_from(STREAMS_USED),
    st.sampled_from(KINDS_DRAWN),
    st.sampled_from("xy"),
    st.sampled_from(AIMS),
    st.tuples(st.booleans(), st.sampled_from((True, True, True, False))),
)


@st.composite
def made_up(draw: st.DrawFn) -> list[Written]:
    """Entries over periods, contributors and cells, in which nothing is an error."""
    found: list[Written] = []
    for number, place in enumerate(draw(st.lists(PLACES, min_size=1, max_size=20))):
        (period, basis), contributor, aim, stream, kind, name, see, flags = place
        if kind == "again":  # as another contributor has said it
            found += [
                w._replace(contributor="b") for w in found[-1:] if "text" in w.entry
            ]
        else:
            said = entry(number, kind, name, see, flags)
            found.append(Written(period, basis, contributor, aim, stream, number, said))
    while any(not stands(one, found[:n], found) for n, one in enumerate(found)):
        found = [one for n, one in enumerate(found) if stands(one, found[:n], found)]
    assume(found)
    return found


def names(said: dict[str, Any]) -> set[str]:
    """The ids that an entry or a point of it has, as a version of an update."""
    own = {said["id"]} if "id" in said and "text" in said else set()
    return own.union(*(names(p) for p in said.get("points", []) if isinstance(p, dict)))


def stands(one: Written, before: list[Written], every: list[Written]) -> bool:
    """Whether an entry is no error beside those before it, and refers to something."""
    said, mine = one.entry, names(one.entry)
    older = [w for w in every if w.told[:2] <= one.told[:2] and w.aim != "west"]
    if "withdrawn" in said:
        return one.aim != "west" and any(said["id"] in names(w.entry) for w in older)
    points = [p for p in said.get("points", []) if isinstance(p, dict)]
    if one.aim == "west" and any("see" in said for said in (said, *points)):
        return False  # it would be to another priority
    if said.get("see") in {"x", "y"}:
        return any(said["see"] in names(w.entry) for w in every if w.aim != "west")
    if mine:
        same_day = [w for w in before if w.told[:2] == one.told[:2]]
        others = [
            w for w in same_day if names(w.entry) & mine and w.number != one.number
        ]
        return one.aim != "west" and not others
    beside = [
        w
        for w in before
        if (w.file, w.aim, w.stream) == (one.file, one.aim, one.stream)
    ]
    return not beside or not any("nothing" in w.entry for w in (*beside, one))


def project(written: list[Written], noted: Iterable[tuple[str, str]] = ()) -> Files:
    """The files of a made-up project; JSON is YAML."""
    files: dict[str, dict[str, Any]] = {}
    for one in written:
        head = {"period": one.period, "basis": one.basis, "updates": {}}
        update = files.setdefault(one.file, head)
        if (one.period, one.basis) in noted and one.contributor == "a":
            update["caveat"] = f"Caveat {one.told.end.month % 2}."
        cells = update["updates"].setdefault(one.aim, {})
        cells.setdefault(one.stream, []).append(one.entry)
    return {
        "plan.yaml": PLAN,
        "report.yaml": REPORT,
        "house.yaml": invented.HOUSE,
        **{name: json.dumps(update) for name, update in files.items()},
    }


REFUSED = {"empty-reference", "circular-reference", "empty-report"}


@examples(15, 100)
@given(made_up(), st.sampled_from(MADE_UP), st.sets(st.sampled_from(PERIODS)))
def test_any_document_has_the_text_of_its_files(
    written: list[Written], report: Report, noted: set[tuple[str, str]]
) -> None:
    """Whatever is written, the document is what the oracle reads from the files."""
    files = project(written, noted)
    expected = oracle.printed(files, *report)
    built, findings = outcome(files, report)

    if built.package is None:
        assert errors(findings) <= REFUSED
        nowhere = any(oracle.NOWHERE in words for _, words in expected)
        assert ("empty-reference" in errors(findings)) is nowhere
    else:
        assert expected == body(built.package)


def reason(at: int, written: list[Written], report: Report) -> str:
    """Why the entry at a place in the order of the files is not printed, or ""."""
    one = written[at]
    first, last = oracle.scope("2022/23 to 2023/24", written[-1].told, *report)
    inside = [first <= oracle.quarter(w.told.end) <= last for w in written]
    if not inside[at]:
        return "OUTSIDE"
    if one.aim == "west":
        return "ELSEWHERE"
    if "withdrawn" in one.entry:
        return "WITHDRAWAL"
    if not one.entry.get("public", True):
        return "PRIVATE"
    here = [w for w, counts in zip(written, inside, strict=True) if counts]
    return outdated(one, here) or beside(at, written, report)


def outdated(one: Written, here: list[Written]) -> str:
    """Why an update with an id is not printed, or ""."""
    name = one.entry.get("id")

    def withdrawn(version: Written) -> bool:
        taken = (w for w in here if "withdrawn" in w.entry and w.entry["id"] == name)
        return any(w.told[:2] >= version.told[:2] for w in taken)

    later = (w for w in here if w.told[:2] > one.told[:2] and name in names(w.entry))
    same_year = (w for w in later if w.told.head[0] == one.told.head[0])
    if name and withdrawn(one):
        return "WITHDRAWN"
    return "REVISED" if any(not withdrawn(w) for w in same_year) else ""


def beside(at: int, written: list[Written], report: Report) -> str:
    """Why an entry is not printed beside the others of its cell, or ""."""
    one = written[at]
    others = [n for n, w in enumerate(written) if w.cell == one.cell and n != at]
    earlier = [written[n] for n in others if n < at and written[n].entry == one.entry]
    if "text" in one.entry and any(w.told == one.told for w in earlier):
        return "REPEATED"
    if "see" in one.entry:
        mine, before = led(one), [written[n] for n in others if n < at]
        public = (w for w in before if w.entry.get("public", True) and "see" in w.entry)
        if any(w.told.head == one.told.head and led(w) == mine for w in public):
            return "REPEATED"
    told = (n for n in others if {"text", "see"} & set(written[n].entry))
    said = (n for n in told if written[n].told.within(one.told))
    if "nothing" in one.entry and any(
        reason(n, written, report) in {"", "REPEATED"} for n in said
    ):
        return "CONTRADICTED"
    under_labels = (n for n in others if "closing" not in written[n].entry)
    if "closing" in one.entry and all(reason(n, written, report) for n in under_labels):
        return "ALONE"
    return ""


def led(one: Written) -> tuple[str, str, str]:
    """What a reference asks for."""
    year = oracle.financial(one.told.head[0])
    see, stream = one.entry["see"], one.entry.get("stream", one.stream)
    return see, stream, one.entry.get("year", year)


def key(one: Written) -> str:
    """What stands in the file where an absence points to."""
    words = [one.entry[k] for k in ("text", "closing", "nothing") if k in one.entry]
    return json.dumps(words[0] if words else one.entry)


@examples(15, 100)
@given(made_up(), st.sampled_from(MADE_UP))
def test_each_entry_is_printed_once_or_its_absence_has_a_reason(
    written: list[Written], report: Report
) -> None:
    """Nothing is lost without a word, and nothing is printed twice."""
    in_order = sorted(
        written, key=lambda one: (one.told[:2], oracle.file_order(one.file))
    )
    silent = [one[:2] + one.cell for one in written if "nothing" in one.entry]
    assume(not any(one[:2] + one.cell in silent for one in written if names(one.entry)))
    built, findings = outcome(project(written), report)
    if built.package is None:
        assert errors(findings) <= REFUSED
        return
    said = [words for _, words in body(built.package)]
    expected = []
    for at, one in enumerate(in_order):
        if why := reason(at, in_order, report):
            expected.append((Path(one.file).name, key(one), why))
        elif words := one.entry.get("text") or one.entry.get("closing"):
            assert said.count(words) == 1
        elif words := one.entry.get("nothing"):
            assert len([line for line in said if words in line]) == 1

    private = [a.entry for a in built.absences if a.reason.name == "PRIVATE"]
    assert private == [None] * len(private)
    tops = {key(one) for one in written}
    assert sorted(expected) == sorted(
        (Path(absence.update.name).name, absence.at.text, absence.reason.name)
        for absence in built.absences
        if absence.at.text in tops
    )


@examples(5, 40)
@given(made_up(), st.sampled_from(MADE_UP))
def test_contributors_can_be_put_together_in_any_way(
    written: list[Written], report: Report
) -> None:
    """Files of a, b and c; of a and b together, and c; of a, and b and c together."""
    assume(not any("nothing" in one.entry for one in written))

    def merged(*parts: str) -> Files:
        """The files of the contributors of each part in one."""
        part_of = {letter: part for part in parts for letter in part}
        return project(
            [
                one._replace(contributor=part_of[one.contributor])
                for one in sorted(written, key=lambda one: one.contributor)
            ]
        )

    built, findings = outcome(merged("a", "b", "c"), report)
    for parts in (("ab", "c"), ("a", "bc"), ("abc",)):
        other, others = outcome(merged(*parts), report)
        assert errors(findings) == errors(others)
        assert built.package == other.package


@examples(8, 60)
@given(
    made_up(), st.sampled_from(("2022/23 Q2", "2022/23 Q4", "2023/24 Q1", "2023/24 Q3"))
)
def test_later_files_change_no_old_report(written: list[Written], period: str) -> None:
    """A quarter's report is the same, byte for byte, with the files that came after."""
    since = "2022/23"
    then = [one for one in written if one.told.end <= oracle.told(period).end]
    if not then:
        return  # a project without any update is not begun
    before, findings = outcome(project(then), (period, since, ""))
    after, later_findings = outcome(project(written), (period, since, ""))

    if "dangling-reference" in errors(findings):
        return  # it names an update that nobody had written yet
    assert errors(findings) == errors(later_findings)
    assert before.package == after.package


@pytest.mark.parametrize("name", THOSE_AND_THE_LARGE)
def test_an_old_report_is_the_same_when_it_is_built_again(name: str) -> None:
    """Each quarter's report, from what there was then and from all that came since."""
    files = invented.ALL[name]
    _, since, _ = EVERYTHING[name]
    for period in quarters(name):
        end = oracle.told(period).end
        then = {
            file: text
            for file, text in files.items()
            if not file.startswith("updates/")
            or oracle.told(oracle.read_once(text)["period"]).end <= end
        }
        if then != files:
            report = (period, since, "")
            assert package(then, report) == package(files, report)


# Labels --------------------------------------------------------------------------


def parsed(label: str) -> tuple[int, set[int], str]:
    """The financial year, the quarters and the kind of a label of the shipped house."""
    if found := re.fullmatch(r"(\d{4})/(\d\d)( to date)?(?: \((.*)\))?:", label):
        year = int(found[1])
        assert (year + 1) % 100 == int(found[2])
        numbers: set[int] = set()
        for run in (found[4] or "Q1-Q4").split(", "):
            ends = [int(name.removeprefix("Q")) for name in run.split("-")]
            numbers |= set(range(ends[0], ends[-1] + 1))
        return year, numbers, "year to date" if found[3] else "quarter"
    day = r"(\d+ \w+ \d{4})"
    found = re.fullmatch(rf"(?:{day} to |Twelve months to |As at ){day}:", label)
    assert found, label
    end = datetime.strptime(found[2], "%d %B %Y").replace(tzinfo=UTC).date()
    kinds = {"T": "rolling twelve months", "A": "as at"}
    year, number = oracle.quarter(end)
    return year, {number}, kinds.get(label[0], "dates")


@cache
def periods_of(name: str) -> dict[str, oracle.Told]:
    """The period of the first file that has each sentence, of one of the three projects."""
    periods: dict[str, oracle.Told] = {}
    for file, text in invented.ALL[name].items():
        if file.startswith("updates/"):
            update = oracle.read_once(text)
            when = oracle.told(update["period"], update.get("basis", "quarter"))
            for sentence in texts(update):
                periods.setdefault(sentence, when)
    return periods


def labels_read_back(name: str, lines: list[oracle.Line]) -> None:
    """Fail where a sentence's file is not of the period that the label over it names."""
    periods, label = periods_of(name), ""
    for kind, words in lines:
        label = words if kind == "label" else label
        if words in periods and kind.startswith("point"):
            year, numbers, basis = parsed(label)
            when = periods[words]
            ended = when.basis == "year to date" and basis == "quarter"
            assert (year, basis) == (
                oracle.quarter(when.end)[0],
                "quarter" if ended else when.basis,
            )
            assert oracle.quarter(when.end)[1] in numbers


# Small and easily missed -----------------------------------------------------------


def small(*updates: tuple[str, dict[str, Any]]) -> Files:
    """A made-up project with a file for each period, and what it says."""
    said = [json.dumps({"period": p, "updates": cells}) for p, cells in updates]
    files = {f"updates/{n}.yaml": text for n, text in enumerate(said)}
    own = {"plan.yaml": PLAN, "report.yaml": REPORT, "house.yaml": invented.HOUSE}
    return own | files


def version(text: str) -> dict[str, str]:
    """A version of the update x."""
    return {"id": "x", "text": text}


def first_stream(files: Files, report: Report) -> list[str]:
    """What stands under the first stream's heading of the first key aim."""
    lines = body(package(files, report))[2:]
    ends = [n for n, (kind, _) in enumerate(lines) if kind in {"aim", "stream"}]
    return [words for _, words in lines[: ends[0]]]


def test_a_label_names_the_quarters_of_all_versions() -> None:
    """An update told in three quarters of a running year is of all three."""
    told = [f"2023/24 Q{number}" for number in (1, 2, 3)]
    files = small(*((q, {"north": {"force": [version(f"In {q}.")]}}) for q in told))

    report = ("2023/24 Q3", "", "")
    expected = ["2023/24 (Q1-Q3):", "In 2023/24 Q3."]
    assert expected == first_stream(files, report)
    # The last is printed where the first stood: the second makes no repetition of it.
    absences = outcome(files, report)[0].absences
    assert [("0.yaml", "REVISED"), ("1.yaml", "REVISED")] == [
        (Path(absence.update.name).name, absence.reason.name) for absence in absences
    ]


@in_turn(("private", "label"), [(1, "Q2-Q3"), (2, "Q1, Q3"), (3, "")])
def test_a_label_shows_nothing_of_a_private_version(private: int, label: str) -> None:
    """Its quarter is not named; and where it is the latest, none is printed."""
    told = [(n, version(f"In {n}.") | {"public": n != private}) for n in (1, 2, 3)]
    files = small(
        *((f"2023/24 Q{n}", {"north": {"opcc": [one]}}) for n, one in told),
        ("2023/24 Q1", {"south": {"opcc": ["Something else."]}}),
    )
    lines = [words for _, words in body(package(files, ("2023/24 Q3", "", "")))]

    expected = [f"2023/24 ({label}):", "In 3."] if label else []
    assert expected == lines[2 : lines.index("2) Down.")]


@pytest.mark.parametrize(
    "last", [version("Told elsewhere."), {"id": "x", "withdrawn": "No."}]
)
def test_an_id_is_one_update_under_every_priority(last: dict[str, str]) -> None:
    """What is revised or withdrawn under another priority is not printed here."""
    files = small(
        ("2023/24 Q1", {"north": {"force": [version("Told."), "Something else."]}}),
        ("2023/24 Q2", {"west": {"force": [last]}}),
    )

    expected = ["2023/24 (Q1):", "Something else."]
    assert expected == first_stream(files, ("2023/24 Q3", "", ""))


@pytest.mark.parametrize("period", ["2023/24", "plan"])
def test_a_report_on_years_has_the_newest_file(period: str) -> None:
    """It goes as far as there are updates, also where they end within a quarter."""
    files = small(
        ("2023/24 Q1", {"north": {"force": ["Told."]}}),
        ("2023-05-01 to 2023-08-15", {"north": {"force": ["Newest."]}}),
    )

    expected = ["2023/24 (Q1):", "Told.", "1 May 2023 to 15 August 2023:", "Newest."]
    assert expected == first_stream(files, (period, "", ""))


def test_a_label_over_nothing_that_an_update_contradicts_is_not_printed() -> None:
    """Fourteen updates of Q1, one of Q4, and nothing over the end of the year."""
    told: list[tuple[str, dict[str, Any]]] = [
        ("2022/23 Q1", {"north": {"force": [f"Update {n}."]}}) for n in range(14)
    ]
    files = small(
        *told,
        ("2022/23 Q4", {"north": {"force": ["The last."]}}),
        ("2022-12-05 to 2023-05-01", {"north": {"force": {"nothing": "It was shut."}}}),
    )
    report = ("2023/24 Q3", "2022/23", "")
    expected = oracle.printed(files, *report)

    assert expected == body(package(files, report))
    assert [("label", "2022/23:")] == [line for line in expected if line[0] == "label"]


def test_a_place_is_referred_to_once_under_a_label() -> None:
    """However a reference is written: with the year that it stands in or without."""
    told = [{"see": "south"}, {"see": "south", "year": "2022/23"}]
    files = small(
        ("2022/23 Q1", {"north": {"force": told}, "south": {"force": ["Told."]}})
    )
    words = "See update under Key Aim (2) below."

    assert [f"2022/23: {words}"] == first_stream(files, ("2022/23 Q4", "", ""))


def test_a_reference_to_another_stream_is_another_reference() -> None:
    """Its own stream is the same reference whether it is named or not."""
    own = [{"see": "south"}, {"see": "south", "stream": "force"}]
    others = [{"see": "south", "stream": key} for key in ("opcc", "safety_fund")]
    south = {key: ["Told."] for key in ("force", "opcc", "safety_fund")}
    files = small(("2022/23 Q1", {"north": {"force": [*own, *others]}, "south": south}))
    _, *printed = first_stream(files, ("2022/23 Q4", "", ""))

    below = "See update under Key Aim (2) below"
    streams = ("", " (OCM in action)", " (OCM safety grants)")
    assert printed == [f"{below}{stream}." for stream in streams]


def test_a_repeated_reference_is_an_omission() -> None:
    """Whatever a file says and the document does not has a reason."""
    again = {"north": {"force": [{"see": "south"}]}}
    files = small(
        ("2022/23 Q1", {**again, "south": {"force": ["Told."]}}), ("2022/23 Q2", again)
    )
    built, _ = outcome(files, ("2022/23 Q4", "", ""))

    assert [("1.yaml", "REPEATED")] == [
        (Path(absence.update.name).name, absence.reason.name)
        for absence in built.absences
    ]

"""What holds of every project: nothing lost, nothing twice, every reference live."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from tests import projects
from tests.draws import examples
from tests.word import Word

from pccreport.findings.finding import ERROR
from pccreport.model import periods
from pccreport.model.periods import FinancialYear, Quarter
from pccreport.pipeline.build import build

AIMS = ("farms", "roads", "wildlife")
STREAMS = ("force", "opcc", "safety_fund", "property_fund")
QUARTERS = ("2022/23 Q1", "2022/23 Q3", "2022/23 Q4", "2023/24 Q1", "2023/24 Q2")


class Entry(NamedTuple):
    """One update of an invented project, or a reference, and where it stands."""

    quarter: str
    file: str
    aim: str
    stream: str
    value: object


def item(number: int, nested: bool, lead: bool, public: bool) -> object:
    """An update whose text says which it is."""
    text = f"Update number {number} ends."
    if not (nested or lead) and public:
        return text
    points = [
        f"Point of {number} ends.",
        {"text": f"Inner {number}.", "points": [f"Deep {number}."]},
    ]
    return {
        "text": text,
        "lead": lead,
        "public": public,
        **({"points": points} if nested else {}),
    }


FLAGS = st.tuples(
    st.booleans(), st.booleans(), st.sampled_from([True, True, True, False])
)
PLACES = st.tuples(
    *map(st.sampled_from, (QUARTERS, ("a", "b", "ü"), AIMS, STREAMS)),
    st.one_of(FLAGS, st.sampled_from(AIMS)),
)


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """Updates and references over all quarters, files, aims and streams."""
    places = draw(st.lists(PLACES, min_size=1, max_size=14))
    return [
        Entry(
            quarter,
            file,
            aim,
            stream,
            {"see": what} if isinstance(what, str) else item(number, *what),
        )
        for number, (quarter, file, aim, stream, what) in enumerate(places)
    ]


def project(folder: Path, written: list[Entry]) -> Path:
    """The entries as files; JSON is YAML."""
    files: dict[str, dict[str, dict[str, list[object]]]] = {}
    for entry in written:
        name = f"{entry.file}{entry.quarter[-1]}{entry.quarter[:4]}.yaml"
        aims = files.setdefault(f"{name}|{entry.quarter}", {})
        aims.setdefault(entry.aim, {}).setdefault(entry.stream, []).append(entry.value)
    updates = {
        key.split("|")[0]: json.dumps({"period": key.split("|")[1], "updates": aims})
        for key, aims in files.items()
    }
    report = projects.REPORT.replace("2023/24 Q1", "2023/24 Q2").replace(
        "2023-07", "2023-10"
    )
    return projects.write(folder, report=report, updates=updates)


@examples(15, 300)
@given(entries())
def test_everything_public_is_printed_once_and_references_are_live(
    written: list[Entry],
) -> None:
    """Each public text stands in the document once, in the order of the merge."""
    with tempfile.TemporaryDirectory() as folder:
        built, findings = build(project(Path(folder), written))
    rules = {finding.rule for finding in findings if finding.severity is ERROR}
    if built.package is None:
        assert rules <= {"circular-reference", "empty-reference", "empty-report"}
        return
    lines = Word(built.package).lines()  # computes each reference: its target is there
    said = [line.text for line in lines]

    assert [line.stored for line in lines] == said
    texts = [text for entry in written for text in _texts(entry.value)]
    assert sorted(texts) == sorted(
        t for t in said if t.endswith(".") and t in set(texts)
    )
    assert not [
        t for entry in written for t in _texts(entry.value, private=True) if t in said
    ]


def _texts(value: object, *, private: bool = False) -> list[str]:
    """The texts of an update that are printed, or those that must not be."""
    if isinstance(value, str):
        return [] if private else [value]
    assert isinstance(value, dict)
    if "see" in value or value.get("public", True) is private:
        return []
    inner = [t for point in value.get("points", []) for t in _texts(point)]
    return [value["text"], *inner]


@given(st.integers(1000, 9998), st.integers(1, 4))
def test_every_way_of_typing_a_quarter_is_read(start: int, number: int) -> None:
    """The forms that offices use all name the same quarter."""
    quarter = Quarter(FinancialYear(start), number)
    short, long = f"{(start + 1) % 100:02d}", str(start + 1)
    for typed in (
        str(quarter),
        f"{start}-{short} Q{number}",
        f"{start}/{long} Qtr. {number}",
        f"Q{number} {start}/{short}",
        f"qtr {number}  {start}-{long}",
    ):
        assert quarter == periods.parse_quarter(typed)


@given(st.text(max_size=30))
def test_no_text_makes_a_period_raise(text: str) -> None:
    """Whatever is typed is a period or is none."""
    periods.parse_quarter(text)
    periods.parse_years(text)
    assert periods.is_inconsistent(text) in (True, False)

"""Word files of drawn house formats, held against the schemas of Office."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests import measured
from tests.docx_faults import faults
from tests.draws import seeds

from pccreport.pipeline.build import build
from pccreport.pipeline.compare import Operand, compare_reports
from pccreport.pipeline.redline import build_redline

FIRST = measured.FIRST.replace(
    "[A first street team began in May.]",
    "[{text: A first team began., outcome: It saw 40 people., points: [by day, by night]}]",
)
SECOND = measured.SECOND.replace(
    "[A second street team began in August.]",
    "[{text: A second team began., outcome: It saw 60 people.}, see: fires]",
).replace(
    "[Visits began again in July.]", "[{text: Visits began., outcome: More asked.}]"
)
SETTINGS = {
    "updates": ("bullets", "paragraphs"),
    "labels": ("always", "never", "several", "each-quarter"),
    "numbering": (
        '{aim: "{n})"}',
        "{aim: none, aim_list: none}",
        '{section: "{n}", paragraph: "{section}.{n}"}',
        '{paragraph: "{n}.", point: "({a})"}',
    ),
    "look": ("{size: 12}", "{size: 14, large_print: true}"),
    "glossary": ("after", "none"),
}


def write(folder: Path, seed: int, second: str = SECOND) -> Path:
    """Write a project whose settings are drawn; without its streams' headings for half of them."""
    drawn = Random(seed)
    house = measured.HOUSE
    if drawn.random() < 0.5:
        house = house.replace('"{force.short} in action:"', "none")
    for name, values in SETTINGS.items():
        house += f"{name}: {drawn.choice(values)}\n"
    return measured.write(folder, house=house, q1=FIRST, q2=second)


def test_an_outcome_below_a_table_has_its_space_in_order(tmp_path: Path) -> None:
    """The first paragraph below a table is kept with its outcome, then has its space above."""
    house = measured.HOUSE.replace('"{force.short} in action:"', "none")
    house += "updates: paragraphs\nlabels: never\n"
    built, _ = build(measured.write(tmp_path, house=house, q1=FIRST, q2=SECOND))
    assert built.package is not None

    assert faults(tmp_path / "report.docx", built.package) == []


@seeds(1, 60)
def test_word_may_not_refuse_a_file_of_any_settings(tmp_path: Path, seed: int) -> None:
    """A report, and the changes of a quarter, have each element in the order of its schema."""
    built, findings = build(write(tmp_path / "new", seed))
    assert built.package is not None, [finding.message for finding in findings]
    old = write(tmp_path / "old", seed, FIRST.replace("2024/25 Q1", "2024/25 Q2"))
    sides = (Operand(path, name=path.name) for path in (old, tmp_path / "new"))
    compared, _ = compare_reports(*sides, private=False)
    redline, *_ = build_redline(compared.for_sharing, author="A")

    assert redline is not None
    assert faults(tmp_path / "report.docx", built.package) == []
    assert faults(tmp_path / "redline.docx", redline, redline=True) == []

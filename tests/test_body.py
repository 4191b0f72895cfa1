"""What stands under a heading: with or without streams, labels, numbers and bullets."""

from __future__ import annotations

import re
from pathlib import Path

from tests import projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.projects import retype
from tests.test_measures import built
from tests.word import Word

from pccreport.pipeline.build import build

BARE = """\
extends: progress-report
labels: never
numbering: {aim: none, aim_list: none}
"""
UPDATES = {
    "2022-23-q1.yaml": """\
period: 2022/23 Q1
updates:
  farms: [Tractors were marked.]
""",
    "2022-23-q4.yaml": """\
period: 2022/23 Q4
caveat: figures for March are provisional
updates:
  farms:
    - text: Two arrests were made after a long inquiry.
      as: paragraph
      points: [One was in May.]
  roads:
    - see: farms
  wildlife:
    - text: A kite was released.
      id: kite
    - As [[roads]] asks, drivers slowed down.
""",
}
FARMS, ROADS = "Fewer thefts from farms.", "Safer country roads."


def lines(folder: Path) -> list[tuple[str, str]]:
    """The style and the words of each line from the first key aim on."""
    built, findings = build(folder)
    assert built.package is not None, [f.message for f in findings]
    found = [(line.style, line.shown) for line in Word(built.package).lines()]
    first = next(i for i, (style, _) in enumerate(found) if style == "heading 3")
    return [pair for pair in found[first:] if not pair[0].startswith("Sign-off")]


LABELS = {
    "always": "2022/23:, 2023/24 (Q1):, 2022/23:",
    "several": "2022/23:, 2023/24 (Q1):",
    "never": "",
    "each-quarter": "2022/23 (Q1):, 2022/23 (Q4):, 2023/24 (Q1):, 2022/23 (Q4):",
}


@in_turn("labels", LABELS)
def test_a_house_says_when_labels_are_printed(tmp_path: Path, labels: str) -> None:
    """For each year, only where they tell two apart, never, or for each quarter."""
    updates = {
        f"{name}.yaml": f"period: {period}\nupdates: {{{told}}}\n"
        for name, period, told in (
            ("1", "2022/23 Q1", "farms: [One.]"),
            ("2", "2022/23 Q4", "farms: [Two.], roads: [Three., Four.]"),
            ("3", "2023/24 Q1", "farms: [One.]"),
        )
    }
    house = f"{projects.HOUSE}labels: {labels}\n"
    folder = projects.write(tmp_path, house=house, updates=updates)

    found = [words for style, words in lines(folder) if style == "Label 4"]
    assert ", ".join(found) == LABELS[labels]
    told = {words for style, words in lines(folder) if style == "List Bullet"}
    assert told == {"One.", "Two.", "Three.", "Four."}


def test_a_repeated_line_is_printed_in_each_quarter_that_has_a_label(
    tmp_path: Path,
) -> None:
    """“See update under …” of two quarters is two lines, and no reason is lost."""
    updates = {
        f"{n}.yaml": f"period: 2022/23 Q{n}\n"
        "updates: {farms: [Work.], roads: [{see: farms}]}\n"
        for n in (3, 4)
    }
    house = f"{projects.HOUSE}labels: each-quarter\n"
    folder = projects.write(tmp_path, house=house, updates=updates)

    found = [words for style, words in lines(folder) if style == "Period Line"]
    assert [words[:14] for words in found] == ["2022/23 (Q3): ", "2022/23 (Q4): "]


def test_a_stream_can_have_no_heading(tmp_path: Path) -> None:
    """Its updates follow the heading above, and a reference to it leads there."""
    house = """\
extends: progress-report
streams:
  news: {heading: none}
  work: {heading: "Our work:"}
"""
    updates = {
        "q4.yaml": """\
period: 2022/23 Q4
updates:
  farms:
    news: [Barns were locked.]
    work: [{see: roads, stream: news}]
  roads:
    news: [Signs were put up.]
  wildlife:
    - Bats were counted.
"""
    }
    folder = projects.write(tmp_path, house=house, updates=updates)

    assert lines(folder) == [
        ("heading 3", f"1) {FARMS}"),
        ("Label 4", "2022/23:"),
        ("List Bullet", "Barns were locked."),
        ("heading 4", "Our work:"),
        ("Period Line", "2022/23: See update under Key Aim (2) below."),
        ("heading 3", f"2) {ROADS}"),
        ("Label 4", "2022/23:"),
        ("List Bullet", "Signs were put up."),
        ("heading 3", "3) Wildlife crime taken seriously."),
        ("Label 4", "2022/23:"),
        ("List Bullet", "Bats were counted."),
    ]


def test_both_sides_of_a_comparison_have_updates_without_streams(
    tmp_path: Path, run: Run
) -> None:
    """Each change is told under its key aim, and tracked."""
    old = projects.write(tmp_path / "old", house=BARE, updates=UPDATES)
    changed = UPDATES["2022-23-q4.yaml"]
    changed = changed.replace("A kite was", "Two kites were")
    changed = changed.replace("      as: paragraph\n", "")
    changed = changed.replace("- see: farms", "- Cameras.\n    - see: farms")
    plan = projects.PLAN.replace("Fewer thefts", "Far fewer thefts")
    updates = {**UPDATES, "2022-23-q4.yaml": changed}
    new = projects.write(tmp_path / "new", plan=plan, house=BARE, updates=updates)

    ended = run("compare", old, new)
    assert ended.returncode == 0, ended.stderr
    for words in ("Cameras.", "Two kites were", "Far fewer thefts"):
        assert words in re.sub(r"\x1b\[[0-9;]*m|[{}\[\]+-]", "", ended.stdout)
    page = tmp_path / "r.html"
    done = run("compare", old, new, "--redline", page)
    assert done.returncode == 0, done.stderr
    assert "Cameras." in page.read_text(encoding="utf-8")


def test_what_is_private_without_a_stream_stays_so(tmp_path: Path, run: Run) -> None:
    """It is in no form of the report, and in no comparison with an older one."""
    old = projects.write(tmp_path / "old", house=BARE, updates=UPDATES)
    new = projects.write(tmp_path / "new", house=BARE, updates=UPDATES)
    retype(new / "updates/2022-23-q4.yaml", "id: kite", "id: kite\n      public: false")

    for form in ("html", "md", "txt"):
        assert "kite" not in built(run, new, form)
    ended = run("compare", old, new)
    assert "kite was released" not in ended.stdout


def test_a_paste_takes_nothing_away_from_a_list_that_is_there(
    tmp_path: Path, run: Run
) -> None:
    """What is pasted is written beside it, and both are printed."""
    folder = projects.write(tmp_path / "p", house=BARE, updates=UPDATES)
    mail = tmp_path / "mail.txt"
    mail.write_text("Safer country roads\n\n- Ten signs were put up.\n", "utf-8")

    for _ in range(2):
        run("paste", mail, "--project", folder, "--write")
    texts = [words for _, words in lines(folder)]
    assert "Ten signs were put up." in texts
    assert f"See update under ‘{FARMS}’ above." in texts
    assert "A kite was released." in texts


def test_a_reference_names_the_key_aim_of_the_part(tmp_path: Path, run: Run) -> None:
    """Where a part of it has the update."""
    plan = re.sub("farms: .*", "land: {title: A, aims: {farms: B}}", projects.PLAN)
    entries = "{farms: {force: [Work.]}, roads: {force: [see: land]}}"
    updates = {"a.yaml": f"period: 2022/23 Q4\nupdates: {entries}"}
    folder = projects.write(tmp_path / "p", plan=plan, updates=updates)
    run("build", folder, "-o", tmp_path / "r.md")
    assert "under Key Aim (1) above" in (tmp_path / "r.md").read_text("utf-8")
    retype(folder / "updates/a.yaml", "force: [Work.]", "opcc: [Work.]")
    assert "“opcc” in 2022/23" in run("check", folder).stdout

"""Figures in columns of an office's own, and their sums."""

from __future__ import annotations

import csv
from pathlib import Path

from tests import measured
from tests.cases import in_turn
from tests.conftest import Run
from tests.finding_lines import check_lines
from tests.projects import retype
from tests.test_measures import built, made
from tests.word import W, Word

HOUSE = f"""\
{measured.HOUSE}\
columns: {{team: Team, budget: Budget share, spent: Spent, change: Change, done: Share done}}
opening:
  - {{text: "Money:", list: money, total: [budget, spent, change]}}
"""
ROWS = (
    '{team: Roads, budget: "£24,300", spent: 14.2, change: "+1,350", done: 50%}',
    '{team: Parks, budget: "£18,900", spent: 6.1, change: "-200", done: 25%}',
    '{team: Staff, budget: £800, spent: 3.7, change: "(50)", done: 9%}',
)


def project(folder: Path, *rows: str, **changed: str) -> Path:
    """A project with a list of its own."""
    listed = "".join(f"    - {row}\n" for row in rows or ROWS)
    report = f"{measured.REPORT}lists:\n  money:\n{listed}"
    return measured.write(folder, **{"report": report, "house": HOUSE, **changed})


def spreadsheet(run: Run, folder: Path) -> list[list[str]]:
    """The rows of a report as a spreadsheet."""
    text = made(run, folder, "csv", "--force").read_text("utf-8-sig")
    return [*csv.reader(text.splitlines())]


def test_a_table_has_a_row_of_sums(run: Run, tmp_path: Path) -> None:
    """As the figures are typed: with a sign, a unit and decimal places; what is no sum has a dash.

    What has a unit needs no heading to say what it is.
    """
    text = built(run, project(tmp_path), "md").replace("\\", "")

    assert "| Total | £44,000 | 24.0 | +1,100 | – |" in text
    last = [*next(Word(made(run, tmp_path)).body.iter(f"{W}tbl")).iter(f"{W}tr")][-1]
    cells = ["".join(cell.itertext()) for cell in last.iter(f"{W}tc")]
    styles = [style.get(f"{W}val") for style in last.iter(f"{W}pStyle")]
    assert cells == ["Total", "£44,000", "24.0", "+1,100", "–"]
    assert styles == ["TableText", *["TableNumber"] * 4]


def test_a_column_of_figures_is_one_of_figures(run: Run, tmp_path: Path) -> None:
    """On the right on a page and in Word, as numbers in a spreadsheet; words are on the left."""
    folder = project(tmp_path, *ROWS, "{team: 7, budget: £1, change: about 5}")
    page = built(run, folder, "html")
    rows = spreadsheet(run, folder)

    head, *_ = page.partition("Share done")
    for name in ("Budget share", "Spent"):
        assert f'<th class="figure-heading" scope="col">{name}</th>' in head
    assert '<th scope="col">Change</th>' in head
    assert '<td class="figure">50%</td>' in page
    assert '<th scope="row">7</th>' in page
    assert ["Roads", "24300", "14.2", "'+1,350", "50%"] in rows
    rows = spreadsheet(run, project(tmp_path))
    assert ["Parks", "18900", "6.1", "-200", "25%"] in rows
    assert ["Total", "44000", "24.0", "1100", "–"] in rows


NOT_ADDED = {
    "percentages": ("[done]", ROWS),
    "different units": ("[budget]", (*ROWS, "{team: Law, budget: £1m}")),
    "words": ("[spent]", (*ROWS, "{team: Law, spent: not known}")),
    "words alone": ("[team]", ROWS),
    "a share by its heading": ("[done]", tuple(r.replace("%", "") for r in ROWS)),
    "a share in a word": ("[done]", tuple(r.replace("%", " percent") for r in ROWS)),
}


@in_turn("case", NOT_ADDED)
def test_what_cannot_be_added_up_is_not(run: Run, tmp_path: Path, case: str) -> None:
    """A warning names the column; the others have their sums."""
    names, rows = NOT_ADDED[case]
    total = f"total: {names[:-1]}, change]"
    house = HOUSE.replace("total: [budget, spent, change]", total)
    folder = project(tmp_path, *rows, house=house)

    assert f"“{names[1:-1]}” has no sum" in check_lines(run, folder).stdout
    text = built(run, folder, "md").replace("\\", "")
    assert "| – | – | +1,100 | – |" in text


def test_averages_are_not_added_up(run: Run, tmp_path: Path) -> None:
    """In whatever unit they are."""
    house = HOUSE.replace("Budget share", "Average budgets")
    found = check_lines(run, project(tmp_path, house=house)).stdout

    assert "“budget” has no sum" in found


def test_a_mistyped_column_of_sums_is_found(run: Run, tmp_path: Path) -> None:
    """With the nearest name."""
    house = HOUSE.replace("total: [budget", "total: [budgte")
    found = check_lines(run, project(tmp_path, house=house)).stdout

    assert "there is no column “budgte”" in found
    assert "did you mean “budget”" in found


def test_areas_are_not_added_up_twice(run: Run, tmp_path: Path) -> None:
    """A list of measures has a sum for the areas of each."""
    house = HOUSE.replace(
        "list: money, total: [budget, spent, change]", "list: measures, total: [value]"
    )
    folder = measured.write(tmp_path, house=house)

    assert "“value” has no sum" in check_lines(run, folder).stdout


SECRET = "7,777"
LEVELS = f"""\
{measured.HOUSE.replace('"{force.short} in action:"', "none")}\
labels: never
columns: {{budget: Budget}}
levels:
  - {{one: Priority, many: Priorities, columns: [title, budget, text]}}
  - {{one: Action, many: Actions, columns: [title, budget, text], total: [budget]}}
opening:
  - {{text: "The actions are:", list: actions, columns: [title, budget], total: [budget]}}
  - {{text: "Awards:", list: awards, columns: [title, amount]}}
"""


NO_SUM = {
    # the columns to be added up, the budget of one action, and what is said of it
    ("budget", "£250"): "",
    ("budget", "250 hours"): "warning: “budget” has no sum: shares, words, areas and",
    ("title", "£250"): "warning: “title” has no sum: shares, words, areas and",
    ("budgte", "£250"): "warning: “budgte” has no sum: it is not a column of this",
    ("lead", "£250"): "warning: “lead” has no sum: it is not a column of this table",
}


@in_turn("case", NO_SUM)
def test_a_level_without_a_sum_says_so(
    run: Run, tmp_path: Path, case: tuple[str, str]
) -> None:
    """At the column that is to be added up, once, in a build too; a level above has its own sums, or none."""
    name, budget = case
    facts = (
        f"facts: {{crisis: {{budget: £150}}, fires: {{budget: {budget}}}}}\nupdates:\n"
    )
    second = measured.SECOND.replace("updates:\n", facts)
    house = LEVELS.replace("text], total: [budget]", f"text], total: [{name}]")
    house = house.replace("budget], total: [budget]}", "budget]}")
    folder = measured.write(tmp_path, house=house, q2=second)
    found = check_lines(run, folder).stdout
    said = run("build", folder, "-o", folder / "r.docx").stderr

    assert ("house.yaml:13:74:" in found) is bool(NO_SUM[case])
    assert NO_SUM[case] in found
    assert said.count("has no sum") == bool(NO_SUM[case])
    retype(
        folder / "plan.yaml",
        "priorities:",
        'checks: {severity: {empty-column: "off"}}\npriorities:',
    )
    assert "has no sum" not in check_lines(run, folder).stdout


def test_groups_have_one_row_of_sums(run: Run, tmp_path: Path) -> None:
    """Below them, however they are sorted, whatever the steps of the scale are called."""
    listed = "list: counts, of: actions, by: lead, sort: count"
    house = HOUSE.replace("list: money, total: [budget, spent, change]", listed)
    house = house.replace("word: At risk", "word: Below average")
    plan = measured.PLAN.replace(
        "cadets: A cadet scheme in every town.",
        "cadets: {title: Cadets., lead: Ann Hill}",
    )
    second = measured.SECOND.replace("crisis: amber", "crisis: amber, fires: red")
    folder = measured.write(tmp_path, house=house, plan=plan, q2=second)
    text = built(run, folder, "md")

    rows = "| None | 0 | 0 | 1 | 1 | 2 |\n| Ann Hill | 0 | 1 | 0 | 0 | 1 |\n"
    assert f"{rows}| Total | 0 | 1 | 1 | 1 | 3 |\n\n" in text
    added = house.replace("sort: count", "total: [count]")
    text = built(run, measured.write(tmp_path / "added", house=added, plan=plan), "md")
    assert text.count("| Total |") == 1


@in_turn("name", ["updates/private/more.yaml", "updates/more.yaml"])
def test_what_is_private_is_in_no_sum(run: Run, tmp_path: Path, name: str) -> None:
    """That of a level, of a list and of awards is the same with it and without it."""
    mark = "" if "private" in name else ", public: false"
    award = f"{{text: One., award: {{amount: 7777}}{mark}}}"
    private = f'period: 2024/25 Q2\nfacts: {{cadets: {{budget: "£{SECRET}"{mark}}}}}\nupdates: {{fires: {{force: [{award}]}}}}\n'
    facts = "facts: {crisis: {budget: £1,500}, fires: {budget: £250}}\nupdates:\n"
    second = measured.SECOND.replace("updates:\n", facts.replace("£1,500", '"£1,500"'))
    second = second.replace(
        "[Three towns have a scheme.]", "[{text: Two., award: {amount: 800}}]"
    )
    same = {"house": LEVELS, "q2": second}
    plain = built(run, measured.write(tmp_path / "plain", **same), "md")
    more = measured.write(tmp_path / "more", **same, **{name: private})

    assert built(run, more, "md") == plain
    assert plain.count("| Total | £1,750 |") == 2
    assert "| Total | £800 |" in plain

"""Lists of the opening and the ending: the levels of a plan, and rows by their status."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.cases import in_turn
from tests.conftest import Run
from tests.docx_faults import office_validator
from tests.finding_lines import check_lines
from tests.pictures import SECRET, png
from tests.projects import retype
from tests.test_measures import built, made
from tests.word import W, Word
from tests.word_edits import with_body

Q2 = "updates/2026-27-q2.yaml"
FILES = {
    "plan.yaml": """\
title: Delivery Plan
years: 2025/26 to 2028/29
body: {name: Tarnside Combined Authority, short: the Authority, area: Tarnside}
holder: {short: the Mayor, office: Mayor of Tarnside}
priorities:
  - number: 1
    title: Get Tarnside moving
    key: moving
    aims:
      buses:
        title: Buses
        aims:
          fares: {title: One fare for all, lead: Head of Fares, due: March 2028}
          lanes: {title: Twelve bus lanes, lead: Head of Roads, due: May 2027}
      rail:
        title: Railways
        aims:
          station: {title: Open Hexley station, lead: Head of Rail, due: June 2028}
  - number: 2
    title: Homes
    aims:
      land:
        title: Land for homes
        aims:
          sites: {title: Clear twelve sites, lead: Head of Land, due: July 2027}
measures:
  trips: {aim: fares, title: Bus journeys, target: 14, better: up}
""",
    "report.yaml": """\
format: 1
house: house.yaml
priority: all
period: 2026/27 Q2
panel: The Board
meeting: 2026-11-20
""",
    "house.yaml": """\
extends: whole-plan
levels:
  - {one: Mission, many: Missions}
  - {one: Programme, many: Programmes}
  - {one: Project, many: Projects}
labels: never
sign_off: none
numbering: {aim: none, aim_list: none}
statuses:
  done: {word: Complete, sign: ■}
  on: {word: On track, sign: ●}
  late: {word: Delayed, sign: ▲}
  off: {word: Off track, sign: ▼}
columns: {milestone: Milestone, planned: Planned, recipient: Recipient, next: Next}
""",
    "updates/2026-27-q1.yaml": """\
period: 2026/27 Q1
status: {buses: on, fares: on, lanes: done, station: on, sites: on}
updates: {fares: [A first fare was agreed.]}
""",
    Q2: """\
period: 2026/27 Q2
status: {buses: late, fares: on, lanes: done, station: off, sites: done}
measures: {trips: 12}
updates: {fares: [The fare was kept.]}
""",
}


def project(folder: Path, opening: str, **more: str) -> Path:
    """A plan in three levels, with an opening, and what is added to `plan`, `report` and `q2`."""
    added = {Q2 if n == "q2" else f"{n}.yaml": text for n, text in more.items()}
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text + added.get(name, ""), encoding="utf-8")
    with (folder / "house.yaml").open("a", encoding="utf-8") as file:
        file.write(f"opening:\n{opening}")
    return folder


def test_a_level_is_a_column(run: Run, tmp_path: Path) -> None:
    """By its name: of key aims, measures and counts; what is above a row has the heading of its level."""
    opening = """\
  - {text: "Grades:", list: counts, by: mission}
  - {text: "By what is above:", list: counts, of: actions, by: above}
  - {text: "All:", list: actions, columns: [mission, programme, title]}
  - {text: "Measures:", list: measures, columns: [mission, measure, value]}
"""
    text = built(run, project(tmp_path, opening), "md")

    assert "| Mission | Complete ■ | On track ● | Delayed ▲ | Off track ▼ |" in text
    assert "| Get Tarnside moving | 1 | 1 | 0 | 1 | 3 |" in text
    assert "| Programme | Complete ■ |" in text
    assert "| Buses | 1 | 1 | 0 | 0 | 2 |" in text
    assert "| Homes | Land for homes | Clear twelve sites |" in text
    assert "| Get Tarnside moving | Bus journeys (higher is better) | 12 |" in text


def test_a_status_is_counted_once(run: Run, tmp_path: Path) -> None:
    """That of a programme is not, if one of its projects has a status: in a sentence and in a table."""
    opening = """\
  - {text: "Of {statuses.total}, {statuses.list}.", list: counts}
  - {text: "Of programmes:", list: counts, of: aims, depth: 2}
"""
    text = built(run, project(tmp_path, opening), "md")

    assert "Of 4, 2 Complete (50%); 1 On track (25%); 1 Off track (25%)." in text
    counts, programmes = text.split("Of programmes:")
    assert "| Delayed ▲ | 0 | 0% |" in counts
    assert "| Delayed ▲ | 1 | 100% |" in programmes


def test_the_plan_is_on_a_page(run: Run, tmp_path: Path) -> None:
    """As points inside each other, or as a table, down to a level."""
    opening = """\
  - {text: "The plan:", list: aims, depth: 2}
  - {text: "Who leads:", list: aims, columns: [title, lead, due, status]}
  - {text: "These are owed.", only_with: promises}
"""
    text = built(run, project(tmp_path, opening), "md")

    points, table = text.split("Who leads:")
    assert "- Get Tarnside moving\n\n  - Buses\n\n  - Railways\n\n- Homes" in points
    assert "One fare" not in points
    assert "| Buses | – | – | Delayed ▲ |" in table
    assert "| Clear twelve sites | Head of Land | July 2027 | Complete ■ |" in table
    assert "owed" not in text


def test_a_mistyped_level_is_found(run: Run, tmp_path: Path) -> None:
    """With the nearest name."""
    opening = '  - {text: "Grades:", list: counts, by: misson}\n'
    found = check_lines(run, project(tmp_path, opening)).stdout

    assert "there is no column “misson”" in found
    assert "did you mean “mission”" in found


MILESTONES = """\
lists:
  milestones:
    - {milestone: Works begin, status: late}
    - {milestone: Depots open, status: On track}
    - {milestone: Trams run, status: Someday}
"""


def test_an_own_list_has_a_status(run: Run, tmp_path: Path) -> None:
    """A step of the scale by its key or its word: it has its sign, and rows are chosen, sorted and counted by it."""
    opening = """\
  - {text: "Milestones:", list: milestones}
  - {text: "Late:", list: milestones, only: behind}
  - {text: "So many:", list: counts, of: milestones}
"""
    folder = project(tmp_path, opening, report=MILESTONES)
    text = built(run, folder, "md")

    assert "| Works begin | Delayed ▲ |" in text
    assert "| Depots open | On track ● |" in text
    late = text[text.index("Late:") : text.index("So many:")]
    assert "Works begin" in late
    assert "Depots" not in late
    assert "| Delayed ▲ | 1 | 50% |" in text
    found = check_lines(run, folder).stdout
    assert "“Someday” is not a step of the scale" in found


def test_rows_without_a_status_are_not_lost(run: Run, tmp_path: Path) -> None:
    """A choice of rows that leaves out all of them is found, and a column that none has."""
    opening = """\
  - {text: "Money:", list: awards, only: behind}
  - {text: "Milestones:", list: milestones, only: [off], columns: [milestone, planned]}
  - {text: "Next:", list: actions, columns: [title, next]}
  - {text: "Of each lead:", list: counts, by: lead, only: behind}
  - {text: "Measures:", list: measures, only: changed}
"""
    report = "lists: {milestones: [{milestone: Works begin}]}\n"
    folder = project(tmp_path, opening, report=report)
    found = check_lines(run, folder).stdout

    for name in ("awards", "milestones", "measures"):
        assert f"no row of “{name}” has a status" in found
    assert "no row of “milestones” has “planned”" in found
    assert "no row of “actions” has “next”" in found
    assert "| Lead | Delayed ▲ | Off track ▼ | Number |" in built(run, folder, "md")


OWN_PAGE = """\
  - {heading: Purpose, text: To report.}
  - {heading: Summary, text: "Of {statuses.total}, {statuses.list}.", page: own}
  - {text: "By lead:", list: counts, by: lead}
ending:
  - {heading: Contact, text: Write to us.}
  - {heading: Method, text: It is counted., page: new}
  - {heading: Sources, text: They are public.}
"""


def test_a_summary_is_on_a_page_of_its_own(run: Run, tmp_path: Path) -> None:
    """It ends before the next section; `new` begins a page that does not: in Word and on paper."""
    folder = project(tmp_path, OWN_PAGE)
    page = built(run, folder, "html")

    begins = r'<h2[^>]* style="break-before: page">([^<]*)'
    on_paper = re.findall(begins, page)
    body = Word(made(run, folder)).body
    marked = (
        p for p in body.iter(f"{W}p") if p.find(f".//{W}pageBreakBefore") is not None
    )
    in_word = [next(p.iter(f"{W}t")).text for p in marked]
    assert on_paper == in_word
    assert in_word[0] == "Summary"
    assert in_word[-1] == "Method"
    assert len(in_word) == 3


def test_a_report_on_a_month_has_its_year_s_months(run: Run, tmp_path: Path) -> None:
    """Where a report on a quarter has the quarters."""
    opening = '  - {text: "By month:", list: actions, columns: [title, quarters]}\n'
    folder = project(tmp_path, opening)
    for name in (folder / "updates").iterdir():
        name.unlink()
    for month, last in (("03", 31), ("04", 30), ("05", 31)):
        dates = f"2026-{month}-01 to 2026-{month}-{last}"
        typed = f"period: {dates}\nstatus: {{fares: on}}\nupdates: {{fares: [It was kept.]}}\n"
        (folder / "updates" / f"{month}.yaml").write_text(typed, encoding="utf-8")
    report = FILES["report.yaml"].replace("2026/27 Q2", dates)
    (folder / "report.yaml").write_text(report, encoding="utf-8")
    text = built(run, folder, "md")

    assert "| Project | 1 April 2026 to 30 April 2026 | 1 May 2026 to" in text
    done = run("compare", folder, "April 2026", "May 2026")
    assert "What changed from April 2026 to May 2026\n" in done.stdout


def test_a_spreadsheet_has_the_notes_of_its_tables(run: Run, tmp_path: Path) -> None:
    """Below each table, without an empty line between them."""
    opening = '  - {text: "Grades:", list: counts}\n'
    folder = project(tmp_path, opening)
    changed = "trips: {value: 12, changed: Trams are counted too.}"
    retype(folder / Q2, "trips: 12", changed)
    lines = built(run, folder, "csv").splitlines()

    note = lines.index("Bus journeys: Trams are counted too.")
    assert lines[note - 1].startswith("Bus journeys (higher is better),")
    assert "" in lines


def awarded(folder: Path, facts: str) -> Path:
    """A project with an award that has facts of its own, and a table of them."""
    opening = (
        '  - {text: "To whom:", list: awards, columns: [recipient, fund, amount]}\n'
    )
    award = f"{{text: The fare was kept., award: {{amount: 500, facts: {{{facts}}}}}}}"
    retype(project(folder, opening) / Q2, "The fare was kept.", award)
    return folder


def test_an_award_has_columns_of_its_own(run: Run, tmp_path: Path) -> None:
    """With the sum below them; another recipient is a change."""
    folder = awarded(tmp_path / "old", "recipient: Tarn Council")
    other = awarded(tmp_path / "new", "recipient: Tarn College")
    text, told = built(run, folder, "md"), run("compare", folder, other)

    assert "| Recipient | Fund | Amount |" in text
    assert "| Tarn Council | None | £500 |" in text
    assert "| Total | – | £500 |" in text
    assert "Award: £500, Tarn [-Council-]{+College+}" in told.stdout


def test_a_fact_of_an_award_is_checked(run: Run, tmp_path: Path) -> None:
    """A name that no column has, a mark in its words, and one of its own, which no draft prints."""
    facts = "recipent: Tarn, next: Quillfeather (not public)"
    found = check_lines(run, awarded(tmp_path, facts)).stdout
    assert "did you mean “recipient”" in found
    assert "“not public”" in found

    report = "lists: {risks: [{planned: Quillfeather, public: 'true'}]}\n"
    own = '  - {text: "Risks:", list: risks}\n'
    unprinted = project(tmp_path / "own", own, report=report)
    assert "rows in lists: cannot be private" in check_lines(run, unprinted).stdout

    marked = awarded(tmp_path / "marked", "recipient: Quillfeather, public: false")
    target = tmp_path / "d.html"
    assert "“false” is read as a true-or-false" in check_lines(run, marked).stdout
    assert run("build", marked, "--draft", "-o", target).returncode == 1
    assert not target.exists()


def test_the_largest_sum_is_first(run: Run, tmp_path: Path) -> None:
    """Also in thousands or millions, and below nothing."""
    opening = '  - {text: "Costs:", list: costs, sort: planned}\n'
    sums = "-£500", "£300,000", "£1.2m", "(£50)", "£40k", "£45,000"
    report = "".join(f"    - {{planned: '{each}'}}\n" for each in sums)
    folder = project(tmp_path, opening, report=f"lists:\n  costs:\n{report}")
    text = built(run, folder, "md").replace("\\", "")

    in_order = ["£1.2m", "£300,000", "£45,000", "£40k", "(£50)", "-£500"]
    assert re.findall(r"\| (\S*£\S*) \|", text) == in_order


def test_what_has_changed_is_chosen(run: Run, tmp_path: Path) -> None:
    """What had another status the last time, and what is complete since then; at first nothing."""
    opening = """\
  - {text: "Changed:", list: actions, only: changed, columns: [title, before, status]}
  - {text: "Completed:", list: actions, only: completed, columns: [title, status]}
  - {text: "To come:", list: actions, only: next, columns: [title, next]}
"""
    facts = "facts: {lanes: {next: A thirteenth is planned.}}\n"
    folder = project(tmp_path, opening, q2=facts)
    assert "Changed:" not in built(run, folder, "md", "--period", "2026/27 Q1")
    text = built(run, folder, "md", "--force")
    text, _, to_come = text.partition("## ")[0].partition("To come:")
    changed, completed = text.split("Completed:")
    assert re.findall(r"\n\| ([A-Z].*) \| A th", to_come) == ["Twelve bus lanes"]
    assert to_come.count("|\n|") == 2

    assert "| Clear twelve sites | On track ● | Complete ■ |" in changed
    assert "| Open Hexley station | On track ● | Off track ▼ |" in changed
    assert "Twelve bus lanes" not in changed
    first = folder / "updates" / "2026-27-q1.yaml"
    first.write_text(re.sub(r"\bsites: \w+,? ?", "", first.read_text("utf-8")), "utf-8")
    again = built(run, folder, "md", "--force").split("Completed:")
    assert ["Clear twelve sites" in part for part in again] == [False, True]
    assert re.findall(r"\| (.*) \| Complete", completed) == ["Clear twelve sites"]


def test_a_step_is_no_column_of_its_name(run: Run, tmp_path: Path) -> None:
    """Rows are chosen by the step, also where a column has the same name."""
    opening = '  - {text: "Done:", list: actions, only: done, columns: [title, done]}\n'
    facts = "facts: {lanes: {done: 90%}, station: {done: 10%}}\n"
    folder = project(tmp_path, opening, q2=facts)
    retype(folder / "house.yaml", "{milestone:", "{done: Done, milestone:")
    chosen = built(run, folder, "md").partition("## ")[0]

    assert "Twelve bus lanes | 90% |" in chosen
    assert "Clear twelve sites | None |" in chosen
    assert "Open Hexley station" not in chosen


def test_a_text_names_a_paper_elsewhere(run: Run, tmp_path: Path) -> None:
    """By its key, with a page; a mistyped key is found, and a comparison has the title."""
    report = 'papers: {qpmr: "[Quarterly report](https://www.example.org/q)"}\n'
    folders = []
    for name, page in (("old", "page 9"), ("new", "page 10"), ("bad", "page 9")):
        folder = project(tmp_path / name, "  - Begun.\n", report=report)
        key = "qpmr" if name != "bad" else "qprm"
        words = f'"More is in [[{key}, {page}]]."'
        retype(folder / Q2, "The fare was kept.", words)
        folders.append(folder)
    old, new, bad = folders

    linked = "[Quarterly report](https://www.example.org/q), page 9."
    assert linked in built(run, old, "md")
    told = run("compare", old, new).stdout
    assert "More is in Quarterly report, page [-9-]{+10+}." in told
    assert "did you mean “qpmr”?" in check_lines(run, bad).stdout


@in_turn("typed", ["qpmr,", "qpmr, ", "qpmr ,"])
def test_a_paper_without_a_place_needs_no_comma(
    run: Run, tmp_path: Path, typed: str
) -> None:
    """A forgotten page is an error at its line, in an update and in words of the office's own."""
    report = "papers: {qpmr: Quarterly report}\n"
    update = project(tmp_path / "update", "  - Begun.\n", report=report)
    retype(update / Q2, "The fare was kept.", f'"More is in [[{typed}]]."')
    own = project(tmp_path / "own", f'  - "More is in [[{typed}]]."\n', report=report)
    plain = project(tmp_path / "plain", '  - "See [[qpmr]]."\n', report=report)

    for folder, at in ((update, f"{Q2}:4:"), (own, "house.yaml:16:")):
        found = check_lines(run, folder).stdout
        assert re.search(rf"{at}\d+: error: .*“{typed}”.*\[dangling-reference", found)
        assert run("build", folder).returncode == 1
    assert "See Quarterly report." in built(run, plain, "md")


def test_a_row_without_a_column_of_texts_lacks_none(run: Run, tmp_path: Path) -> None:
    """An update is missed only where a level has a place for it."""
    found = []
    for columns in ("[title, status]", "[title, status, text]"):
        folder = project(tmp_path / columns, "  - Begun.\n")
        level = "many: Projects"
        retype(folder / "house.yaml", level, f"{level}, columns: {columns}")
        found.append("missing-entry" in check_lines(run, folder).stdout)

    assert found == [False, True]


@in_turn("form", ["docx", "html", "md", "txt"])
def test_a_quotation_is_by_a_named_person(run: Run, tmp_path: Path, form: str) -> None:
    """It has a look of its own, is not numbered, and the name is below it."""
    said = '{text: "I get home by six.", said_by: "**Robin Tarn**, Hexley"}'
    opening = f"  - {{heading: In their words, text: Of the fare.}}\n  - {said}\n"
    numbers = 'aim_list: none, section: "{n}", paragraph: "{n}."'
    folder = project(tmp_path, opening)
    retype(folder / "house.yaml", "aim_list: none", numbers)
    if form == "docx":
        target = made(run, folder)
        quoted = [p for p in Word(target).lines() if p.style == "Quote"]
        assert [p.text for p in quoted] == ["I get home by six.\n– Robin Tarn, Hexley"]
        assert not office_validator().validate(target).errors
        return
    text = built(run, folder, form)

    name = {"html": "<strong>Robin Tarn</strong>", "md": "**Robin Tarn**"}
    assert f"– {name.get(form, 'Robin Tarn')}, Hexley" in text
    assert ("<blockquote" in text) is (form == "html")


CHART = "A bar chart: 58 homes in 2024, 81 in 2025."


@in_turn("form", ["docx", "html", "md", "txt"])
def test_a_picture_is_below_its_paragraph(run: Run, tmp_path: Path, form: str) -> None:
    """In its size, with what it shows in words, and without what is not shown in it."""
    folder = project(
        tmp_path,
        f'  - {{text: "Homes built:", picture: chart.png, description: "{CHART}"}}\n',
    )
    (folder / "chart.png").write_bytes(png(960, 480))
    if form != "docx":
        text = built(run, folder, form)
        assert (f'alt="{CHART}"' if form == "html" else CHART) in text.replace("\\", "")
        assert ("img-src data:" in text) is (form == "html")
        return
    target = made(run, folder)
    word = Word(target)
    [shown] = word.body.iter("{*}docPr")
    [extent] = word.body.iter("{*}extent")
    assert shown.get("descr") == CHART
    mm = (round(int(extent.get(side)) / 36000) for side in ("cx", "cy"))
    assert tuple(mm) == (140, 70)
    assert not [name for name, part in word.parts.items() if SECRET in part]
    assert not office_validator().validate(target).errors
    assert "There are no edits" in run("pull", target, folder).stderr
    periods = "2026/27 Q1", "2026/27 Q2"
    redline = tmp_path / "redline.docx"
    assert run("compare", folder, *periods, "--redline", redline).returncode == 0
    assert CHART in [line.text for line in Word(redline).lines()]


def test_a_number_is_taken_back(run: Run, tmp_path: Path) -> None:
    """It stays a number where it still is one, in a list as under a measure, and nothing else is changed."""
    opening = '  - {text: "Costs:", list: costs}\n'
    costs = "lists: {costs: [{planned: 1200, next: Trams}, {planned: 7.50, next: 9}]}\n"
    folder, target = project(tmp_path / "p", opening, report=costs), tmp_path / "r.docx"
    assert run("build", folder, "-o", target).returncode == 0
    edits = {"1200": "1,300", "7.50": "8.50", "12": "15"}

    def edit(body: Any) -> None:
        for text in body.iter(f"{W}t"):
            text.text = edits.get(text.text, text.text)

    target.write_bytes(with_body(target.read_bytes(), edit))
    done = run("pull", target, folder, "--write")

    assert "3 edits made in 2 files." in done.stderr
    changed = 'costs: [{planned: "1,300", next: Trams}, {planned: 8.50, next: 9}]'
    report = f"{FILES['report.yaml']}lists: {{{changed}}}\n"
    assert (folder / "report.yaml").read_text("utf-8") == report
    assert (folder / Q2).read_text("utf-8") == FILES[Q2].replace("12}", "15}")


@in_turn("wrong", ["gone.png", "../chart.png", "text.png", ""])
def test_an_unusable_picture_is_found(run: Run, tmp_path: Path, wrong: str) -> None:
    """It is in no folder of the project, is no picture, or says nothing to who cannot see it."""
    words = f", description: {CHART.partition(':')[0]}" if wrong else ""
    opening = f"  - {{text: Homes., picture: {wrong or 'chart.png'}{words}}}\n"
    folder = project(tmp_path / "p", opening)
    for path in (folder / "chart.png", tmp_path / "chart.png"):
        path.write_bytes(png(9, 9))
    (folder / "text.png").write_text("No picture.", encoding="utf-8")
    done = run("build", folder, "-o", tmp_path / "r.docx")

    assert done.returncode == 1
    assert ("chart.png" if not wrong else wrong.strip("./")) in done.stderr

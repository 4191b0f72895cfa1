"""Tables of rows and columns: what an office chooses for them, and what is never in one."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest
from tests import measured
from tests.cases import in_turn
from tests.conftest import EXAMPLE, ROOT, Run
from tests.finding_lines import check_lines
from tests.projects import retype
from tests.test_measures import built, made
from tests.word import W, Word

from pccreport.house.phrases import COLUMNS, LISTS
from pccreport.layout.table_rows import USUAL
from pccreport.pipeline.house_format import shipped_house

HOUSE = f"""\
{measured.HOUSE}\
columns: {{code: Code, stage: Stage, text: Comments, body: Considered by, recipient: Recipient}}
tables:
  record: [status, code, stage, because]
  measures: [measure, stage, value, target, status]
opening:
  - {{heading: Behind plan, text: "These are behind plan:", list: actions, only: behind, columns: [title, status, because, stage], without: Nothing is behind plan.}}
  - {{text: "Missed:", list: measures, only: missed, columns: [measure, value, target]}}
  - {{text: "To whom:", list: awards, columns: [recipient, title, amount]}}
  - {{text: "Money:", list: awards}}
  - {{text: "Promises:", list: promises, columns: [text, title, due]}}
  - {{text: "Considered by:", list: considered}}
"""
PLAN = measured.PLAN.replace(
    "fires: Fewer fires at home.",
    "fires: {title: Fewer fires at home., lead: Head of Safety, code: F1}",
)
REPORT = (
    f"{measured.REPORT}lists: {{considered: [{{body: Executive, stage: agreed}}]}}\n"
)
PLAIN = {"plan": PLAN.replace(", code: F1", ""), "report": measured.REPORT}
"""Without the facts and the list that only some house formats print."""
SECRET = "Quillfeather"
PRIVATE = f"""\
period: 2024/25 Q2
status: {{fires: {{status: red, because: {SECRET} one left.}}}}
facts: {{fires: {{stage: {SECRET} two}}, seen: {{stage: {SECRET} three}}}}
measures: {{calls: {{note: {SECRET} eight, withheld: {SECRET} four}}}}
updates:
  fires:
    force:
      - {{text: {SECRET} five., due: 2025/26 Q1, award: {{amount: 7777, fund: {SECRET} six, facts: {{recipient: {SECRET} nine}}}}, outcome: {SECRET} seven.}}
"""
SECOND = measured.NO_CALLS


def project(folder: Path, **changed: str) -> Path:
    """A project with tables of all kinds, with some files as given."""
    files = {"plan": PLAN, "house": HOUSE, "report": REPORT, "q2": SECOND}
    return measured.write(folder, **{**files, **changed})


MARKED = PRIVATE.replace(" left.}", " left., public: false}")
for _end in ("two", "three", "four"):
    MARKED = MARKED.replace(f" {_end}}}", f" {_end}, public: false}}")
MARKED = MARKED.replace("{text:", "{public: false, text:")
"""The same in a file that is public, with a mark at each of its parts."""


def test_what_is_private_is_in_no_table(run: Run, tmp_path: Path) -> None:
    """Nor its sum, nor its count: a report is the same with it and without it."""
    kept = {"updates/private/more.yaml": PRIVATE}, {"updates/more.yaml": MARKED}
    folders = [
        project(tmp_path / str(number), **files)
        for number, files in enumerate(({}, *kept))
    ]
    for form in ("txt", "md", "html", "docx"):
        files = set()
        for each in folders:
            files.add(made(run, each, form).read_bytes())
        assert len(files) == 1


def test_what_became_private_is_not_quoted(run: Run, tmp_path: Path) -> None:
    """Neither a fact nor a reason that an earlier version of the folder had as public."""
    old = project(tmp_path / "old", **{"updates/more.yaml": PRIVATE})
    new = project(tmp_path / "new", **{"updates/private/more.yaml": PRIVATE})
    target = tmp_path / "r.html"
    for form in ("text", "json", "html"):
        done = run("compare", old, new, "--output-format", form, "--redline", target)
        assert done.returncode == 0, done.stderr
        assert SECRET not in done.stdout
    assert SECRET not in target.read_text(encoding="utf-8")


def test_facts_are_columns(run: Run, tmp_path: Path) -> None:
    """Of the plan, and of the period; a reason is beside its status, a note in brackets."""
    second = SECOND.replace(
        "updates:\n",
        "facts: {fires: {stage: Half done}, seen: {stage: Being checked}}\nupdates:\n",
    )
    second = second.replace("seen: 92.0", "seen: {value: 92.0, note: to May}").replace(
        "crisis: amber", "crisis: {status: amber, because: Two posts are vacant.}"
    )
    text = built(run, project(tmp_path, q2=second), "md")

    assert "| None | F1 | Half done | None |" in text
    assert "| At risk ▲ | None | None | Two posts are vacant. |" in text
    assert "| Being checked | 92\\.0 (to May) | 95 | At risk ▲ |" in text
    assert "| Considered by | Stage |" in text
    assert "| Executive | agreed |" in text


@in_turn("house", [measured.HOUSE, "tables", "levels"])
def test_a_reason_is_always_printed(run: Run, tmp_path: Path, house: str) -> None:
    """Once: that of a key aim and of a measure, if no column of its table has it."""
    if house == "tables":
        house = f"{measured.HOUSE}tables: {{record: [status, lead], measures: [measure, because]}}\n"
    second = SECOND.replace(
        "seen: amber", "seen: {status: amber, because: Calls went unanswered.}"
    ).replace(
        "crisis: amber", "crisis: {status: amber, because: Two posts are vacant.}"
    )
    house = LEVELS if house == "levels" else house
    folder = project(tmp_path, house=house, q2=second, **PLAIN)
    text = built(run, folder, "md")

    assert text.count("Reason: Two posts are vacant.") == 1
    assert text.count("Calls went unanswered.") == 1


def test_a_summary_has_the_rows_that_are_asked_for(run: Run, tmp_path: Path) -> None:
    """A paragraph whose table has no rows is not printed, or has other words."""
    text = built(run, project(tmp_path), "md")
    front = text[: text.index("## ", text.index("Behind plan"))]

    assert "People seen within an hour" in front
    assert "Accidental fires" not in front
    assert "Money:" not in front
    assert "Promises:" not in front


def test_awards_are_a_table_with_a_sum(run: Run, tmp_path: Path) -> None:
    """An award that is said again is counted once."""
    second = SECOND.replace(
        "[Three towns have a scheme.]",
        "[{text: One town., award: {amount: 1200.50, fund: Towns Fund, round: '2'}, outcome: Ten cadets.}, {text: Two., award: {amount: 800}}]",
    )
    text = built(run, project(tmp_path, q2=second), "md")

    assert "| Comments | Key Aim | Fund | Round | Amount | Outcome |" in text
    assert "| Towns Fund | 2 | £1,200.50 | Ten cadets. |" in text
    assert "| Total | – | – | – | £2,000.50 | – |" in text


def test_a_mistyped_name_is_found(run: Run, tmp_path: Path) -> None:
    """With the nearest name; and a fact that no table has."""
    house = HOUSE.replace("only: missed", "only: mised").replace(
        "stage, because]", "stag]"
    )
    plan = PLAN.replace("code: F1", "coed: F1")
    house = house.replace("  record:", "  recrod: [status]\n  record:")
    folder = project(tmp_path, house=house, plan=plan)
    found = check_lines(run, folder).stdout

    house = house.replace(
        "columns: [measure, value", "columns: [measure, history_x, valeu"
    )
    draft = project(tmp_path / "draft", house=house, plan=plan)
    assert run("build", draft, "--draft", "-o", tmp_path / "d.docx").returncode == 0
    near_of = {"mised": "missed", "stag": "stage", "coed": "code", "recrod": "record"}
    for name, near in near_of.items():
        assert f"“{name}”" in found
        assert f"did you mean “{near}”" in found


LISTS_OF_REPORT = (
    "actions: [{body: Board}]",
    "asks: [Note it.]",
    "considered: [{body: Board, code: B1}]",
)


@in_turn("rows", LISTS_OF_REPORT)
def test_an_unprinted_own_list_is_found(run: Run, tmp_path: Path, rows: str) -> None:
    """It has the name of one that the program makes, no paragraph, or a column that none has."""
    house = HOUSE.replace("list: considered}", "list: considered, columns: [body]}")
    report = f"{measured.REPORT}lists: {{{rows}}}\n"
    found = check_lines(run, project(tmp_path, house=house, report=report)).stdout

    assert f"prints this part of the list “{rows.partition(':')[0]}”" in found


def test_a_row_with_a_mark_is_in_no_draft(run: Run, tmp_path: Path) -> None:
    """A row of an own list cannot be kept back: its mark is an error, and no draft prints it."""
    row = f"{{body: {SECRET}, stage: x, public: false}}"
    report = REPORT.replace("agreed}]", f"agreed}}, {row}]")
    folder = project(tmp_path, report=report)

    assert run("build", folder).returncode == 1
    assert SECRET not in built(run, folder, "md", "--draft")


def test_a_status_among_facts_is_found(run: Run, tmp_path: Path) -> None:
    """It has a place of its own, and so has its reason."""
    facts = "facts: {fires: {status: red, because: No crew.}}\nupdates:\n"
    second = SECOND.replace("updates:\n", facts)
    found = check_lines(run, project(tmp_path, q2=second)).stdout

    assert "no column “status”" in found
    assert "no column “because”" in found
    assert "a status goes under status:" in found


def test_a_new_fact_is_a_change(run: Run, tmp_path: Path) -> None:
    """With the heading of its column, whichever row has it; and the status names those that are awaited."""
    facts = "facts: {fires: {stage: Half done}}\nupdates:\n"
    first = measured.FIRST.replace("updates:\n", facts)
    facts = facts.replace("Half done}", "All done}, seen: {stage: Agreed}")
    second = SECOND.replace("updates:\n", facts)
    was = second.replace("All done", "Half done").replace("Agreed", "Awaited")
    old = project(tmp_path / "old", q2=was)
    new = project(tmp_path / "new", q2=second, q1=first)
    said = " ".join(run("compare", old, new).stdout.split())
    assert {"[-Half-]{+All+}", "[-Awaited-]{+Agreed+}", "stage"} <= {*said.split()}
    awaited = project(tmp_path / "awaited", q1=first)
    said = " ".join(run("status", awaited).stdout.split())
    assert "No fact yet for 2024/25 Q2" in said
    assert "“Fewer fires at home.” (stage)" in said


@pytest.mark.parametrize("form", ["html", "docx"])
def test_tables_are_tracked(run: Run, tmp_path: Path, form: str) -> None:
    """A row that comes, a cell that changes, and other columns."""
    facts = "facts: {fires: {stage: Half done}}\nupdates:\n"
    old = project(tmp_path / "old")
    new = project(
        tmp_path / "new",
        q2=SECOND.replace("updates:\n", facts),
        house=HOUSE.replace("[title, status, because, stage]", "[title, stage]"),
        report=REPORT.replace("agreed}]", "agreed}, {body: Council, stage: noted}]"),
    )
    target = tmp_path / f"r.{form}"
    done = run("compare", old, new, "--redline", target)
    assert done.returncode == 0, done.stderr + done.stdout
    if form == "html":
        text = target.read_text(encoding="utf-8")
        assert "[inserted: </span>Council<" in text
        assert "[inserted: </span>Half done<" in text


def test_a_new_row_changes_no_other(run: Run, tmp_path: Path) -> None:
    """In a redline, an award or a row of an own list is the same behind a new one, or one like it."""
    award = "{text: One town., award: {amount: 10}}, {text: Two., award: {amount: 20}}"
    board, target = "{body: Board, stage: noted}, ", tmp_path / "r.html"
    new = "{text: Three., award: {amount: 5}}, "
    folders = []
    for name, first, rows in (("old", "", board), ("new", new, board * 2)):
        second = SECOND.replace("Three towns have a scheme.", f"{first}{award}")
        report = REPORT.replace("[{body", f"[{rows}{{body")
        folders.append(project(tmp_path / name, q2=second, report=report))
    assert run("compare", *folders, "--redline", target).returncode == 0
    _, _, text = target.read_text(encoding="utf-8").rpartition("Money:")
    tables, *_ = text.partition("progress on delivery")

    assert "[inserted: </span>£5<" in tables
    assert re.findall(r"\[deleted: </span>([^<]*)<", tables) == ["£30"]
    assert re.findall(r"\[inserted: </span>(Board)<", tables) == ["Board"]


LEVELS = f"""\
{measured.HOUSE.replace('"{force.short} in action:"', "none")}\
labels: never
levels:
  - {{one: Priority, many: Priorities}}
  - {{one: Action, many: Actions, columns: [title, lead, status, text]}}
opening: [{{text: "The actions are:", list: statuses}}]
"""


@in_turn("form", ["md", "html", "docx"])
def test_a_level_is_a_table(run: Run, tmp_path: Path, form: str) -> None:
    """What fits in no cell is below it: points, an outcome, measures; and references lead to a row."""
    second = SECOND.replace(
        "[Three towns have a scheme.]",
        "[Three towns have a scheme., {see: fires}, {text: A fourth will., points: [In May.], outcome: Ten cadets.}]",
    ).replace(
        "[Visits began again in July.]",
        "[Visits began., {text: They go on., public: false}]",
    )
    second = second.replace("in August.]", "in August., {closing: So they do.}]")
    folder = project(tmp_path, house=LEVELS, q2=second, **PLAIN)
    if form == "docx":
        made(run, folder)
        return
    text = built(run, folder, form)
    if form == "html":
        assert 'href="#Action_2"' in text
        assert '<th scope="row" id="Action_2">2) Fewer fires at home.</th>' in text
        return
    assert "Fewer fires at home. | Head of Safety | None | Visits began. |" in text
    assert "On track ● | See below |" in text
    below = text[text.index("**A cadet scheme in every town.**") :]
    for words in ("Three towns have", "A fourth will", "In May.", "Outcome: Ten cad"):
        assert words in below
    assert text.index("| --- |") < text.index("in August.") < text.index("So they do.")
    assert "They go on" not in text


def test_a_row_that_is_gone_has_no_link(run: Run, tmp_path: Path) -> None:
    """In a redline, nothing leads to a row that the new version does not have."""
    more = PLAIN["plan"].replace("      cadets:", "      new: New aim.\n      cadets:")
    old, new = (
        project(tmp_path / name, **{**PLAIN, "plan": plan}, house=LEVELS)
        for name, plan in (("old", more), ("new", PLAIN["plan"]))
    )
    target = tmp_path / "r.docx"
    assert run("compare", old, new, "--redline", target).returncode == 0
    links = Word(target).body.iter(f"{W}hyperlink")
    anchors = {each.get(f"{W}anchor") for each in links}

    assert anchors == {"Action_1", "Action_2", "Action_3"}


COUNTS = f"""\
{measured.HOUSE}\
columns: {{code: Code}}
tables: {{measures: [measure, baseline, history_2, value, trend]}}
opening:
  - "Of {{statuses.aims}} actions {{statuses.total}} have a status: {{statuses.list}}; {{statuses.amber+red}} at risk ({{statuses.amber.share}}); {{statuses.measures.missed}} targets missed; {{statuses.measures.total}} rated."
  - {{text: "By status:", list: counts}}
  - {{text: "By lead:", list: counts, of: actions, by: lead}}
  - {{text: "Run of each:", list: actions, sort: status, columns: [title, quarters, run, code]}}
"""


def test_statuses_are_counted(run: Run, tmp_path: Path) -> None:
    """In a sentence, by step and by group; a period has a column."""
    plan = PLAN.replace("target: 1100", "baseline: 1500, target: 1100")
    files = {"house": COUNTS, "plan": plan, "report": measured.REPORT}
    text = built(run, project(tmp_path, **files), "md")

    shares = "1 On track (50%); 1 At risk (50%); 1 at risk (50%)"
    assert f"Of 3 actions 2 have a status: {shares}; 2 targets missed; 1 rated." in text
    assert "| On track ● | 1 | 50% |" in text
    steps = "Complete ■ | On track ● | At risk ▲ | Off track ▼"
    assert f"| Lead | {steps} | Number |" in text
    assert "| Total | 0 | 1 | 1 | 0 | 2 |" in text
    rows = [line for line in text.splitlines() if line.startswith("| Key Aim (")]
    assert rows[0].endswith("| On track ● | At risk ▲ | – | – | 1 | None |")
    assert "| 1,500 | 1,150 | 1,188 | 1,188 | Worse |" in text


def test_titles_are_headed_by_the_lowest_level(run: Run, tmp_path: Path) -> None:
    """Where what is above it has a status too."""
    folder = shutil.copytree(ROOT / "examples" / "westhaven-mayor", tmp_path / "p")
    file = folder / "updates" / "2025-26-q3.yaml"
    retype(file, "  crisis: ", "  homes: at_risk\n  crisis: ")

    assert "| Commitment | Lead |" in built(run, folder, "md")


def test_what_has_no_status_is_last(run: Run, tmp_path: Path) -> None:
    """After what is complete, where a table is sorted by status."""
    second = SECOND.replace("cadets: green", "cadets: done")
    files = {"q2": second, "house": COUNTS, "report": measured.REPORT}
    text = built(run, project(tmp_path, **files), "md")

    rows = [line for line in text.splitlines() if line.startswith("| Key Aim (")]
    assert [row[11] for row in rows] == ["1", "3", "2"]


def test_areas_have_a_sum_of_each_earlier_period(run: Run, tmp_path: Path) -> None:
    """Of the areas that have a figure now; without a figure of one of them there is none.

    Up to three areas that have none now are named.
    """
    first = measured.FIRST.replace(", West: 390", "")
    plan = measured.PLAN.replace("East, West]", "East, West, Isle, Moor, Tarn]")
    files = {"report": measured.REPORT, "house": COUNTS, "plan": plan}
    text = built(run, project(tmp_path / "first", q1=first, **files), "md")
    total = "| Total of the areas given (without {}) | {} |"
    assert total.format("4 of 6", "712 | 705 | 705 | Better") in text

    files["house"] = COUNTS.replace("history_2", "history_3")
    files["plan"] = plan.replace(", Tarn", "")
    first = measured.FIRST.replace(", East: 402", "")
    text = built(run, project(tmp_path / "second", q1=first, **files), "md")
    named = "West; Isle; Moor"
    assert total.format(named, "770 | Not given | 705 | 705") in text


def test_without_an_earlier_status_no_period_is_named(run: Run, tmp_path: Path) -> None:
    """The column is headed all the same, as the house format asks for it."""
    house = HOUSE.replace("record: [status,", "record: [status, before,")
    first = measured.FIRST.replace("status: {crisis: green, cadets: amber}\n", "")
    text = built(run, project(tmp_path, house=house, q1=first), "md")

    assert "| Status | Last time | Code |" in text


def test_no_status_is_said_in_a_word(run: Run, tmp_path: Path) -> None:
    """A quarter in which none is given can be built."""
    texts = measured.FIRST, SECOND
    first, second = (re.sub("status: .*\n", "", text) for text in texts)
    files = {"q1": first, "q2": second, "report": measured.REPORT}
    text = built(run, project(tmp_path, house=COUNTS, **files), "md")

    said = "Of 3 actions 0 have a status: None; 0 at risk (0%); 2 targets missed"
    assert said in text
    assert "By status" not in text


def test_an_unknown_step_is_found(run: Run, tmp_path: Path) -> None:
    """With what can be counted."""
    house = COUNTS.replace("statuses.amber.share", "statuses.ambre.share")
    done = run("build", project(tmp_path, house=house, report=measured.REPORT))

    assert done.returncode == 1
    assert "statuses.ambre.share" in done.stderr
    assert "missed or a step of the scale" in " ".join(done.stderr.split())


def test_a_private_figure_of_a_later_file_stops_a_history(
    run: Run, tmp_path: Path
) -> None:
    """A report that is built again would print it: only where a table has earlier periods."""
    later = "period: 2025/26 Q1\nmeasures: {calls: {value: 7, restated: {2024/25 Q1: 8}, public: false}}\nupdates: {}\n"
    files = {"updates/2025-26-q1.yaml": later, "report": measured.REPORT}
    house = COUNTS.replace(
        "[measure, baseline, history_2, value, trend]", "[measure, value]"
    )
    folder = project(tmp_path / "history", house=COUNTS, **files)
    done = run("build", folder)

    assert done.returncode == 1
    assert "private-later" in done.stderr
    shown = project(tmp_path / "none", house=house, **files)
    plain = project(tmp_path / "plain", house=house)
    assert run("check", shown).returncode == run("check", plain).returncode


def test_a_figure_of_another_period_says_so_in_a_list(run: Run, tmp_path: Path) -> None:
    """A column is named after the latest period of all measures in it."""
    first = measured.FIRST.replace("  visited: {North: 41, East: 38}\n", "")
    before = measured.YEAR_BEFORE.replace(
        "measures: {",
        "measures: {visited: {North: {value: 30, note: by hand}, East: 31}, ",
    )
    house = f'{measured.HOUSE}opening: [{{text: "All:", list: measures}}]\n'
    files = {"q1": first, "updates/2023-24-q2.yaml": before, "house": house}
    text = built(run, measured.write(tmp_path, **files), "md")

    assert "visited, North | 44\\.5 | 30 (by hand) (2023/24 Q2) |" in text


def test_tables_are_written_for_a_spreadsheet(run: Run, tmp_path: Path) -> None:
    """Every table below its caption, a figure as a number, and no text as a formula."""
    second = SECOND.replace(
        "[Three towns have a scheme.]", "[{text: '=1+1', award: {amount: 1200.50}}]"
    )
    folder = project(tmp_path, q2=second)
    for more in ([], ["--draft"]):
        target = made(run, folder, "csv", *more)
        rows = [*csv.reader(target.read_text("utf-8-sig").splitlines())]
        assert ["Missed:"] in rows
        assert [
            "People held under section 136 (lower is better)",
            "1188",
            "1100",
        ] in rows
        assert ["'=1+1", "Key Aim (3)", "1200.50"] in rows
        assert rows[0] == (["DRAFT"] if more else ["These are behind plan:"])


def test_a_report_without_tables_is_no_spreadsheet(run: Run, tmp_path: Path) -> None:
    """Nothing is written, and one sentence says so."""
    done = run("build", EXAMPLE, "-o", tmp_path / "o.csv")

    assert done.returncode == 1
    assert "this report has no tables" in done.stderr
    assert not [*tmp_path.iterdir()]


def test_a_wide_table_breaks_no_word(run: Run, tmp_path: Path) -> None:
    """Its letters are smaller; a sign is on the line of its word."""
    words = "Considers"
    columns = "".join(f"c{n}: {words}, " for n in range(8))
    wide = f"columns: {{{columns}}}\nopening:\n  - {{text: a, list: statuses, columns: [status, lead]}}\n  - {{text: b, list: wide}}\n"
    row = ", ".join(f"c{n}: {words}" for n in range(8))
    folder = project(
        tmp_path,
        house=measured.HOUSE + wide,
        report=f"{measured.REPORT}lists: {{wide: [{{{row}}}]}}\n",
        plan=PLAIN["plan"],
    )
    first, table, *_ = Word(made(run, folder)).body.iter(f"{W}tbl")
    sizes = {size.get(f"{W}val") for size in table.iter(f"{W}sz")}
    widths = [int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")]

    assert sizes == {"18"}
    assert min(widths) >= 1000
    assert not [*first.iter(f"{W}sz")]
    assert "At risk\u00a0▲" in "".join(first.itertext())


POINTS = f"""\
{measured.HOUSE}\
numbering: {{section: "{{n}}", paragraph: "{{n}}.", point: "({{a}})"}}
opening:
  - {{text: Contents, list: contents, depth: 1}}
  - {{heading: Advice, text: "Members are asked, on figures to {{data_to}}:", list: asks}}
ending:
  - {{heading: "Appendix A: Method", number: none, text: "We count people.", list: asks_too}}
"""


@in_turn("form", ["txt", "docx"])
def test_points_and_appendices(run: Run, tmp_path: Path, form: str) -> None:
    """Points have letters under a numbered paragraph; an appendix has no number, and is in the contents."""
    lists = "data_to: 2024-08-31\nlists: {asks: [note **this**, ask more], asks_too: [Once each.]}\n"
    folder = measured.write(tmp_path, house=POINTS, report=f"{measured.REPORT}{lists}")
    if form == "docx":
        lines = [line.text for line in Word(made(run, folder)).lines()]
        assert "Appendix A: Method" in lines
        return
    text = built(run, folder)
    said = " ".join(text.split())
    asked = "1. Members are asked, on figures to 31 August 2024:"
    assert f"{asked} (a) note this (b) ask more" in said
    assert "1 Advice" in said
    assert "• Once each." in said
    assert said.count("Appendix A: Method") == 2


def test_a_reason_that_loses_its_end_is_found(run: Run, tmp_path: Path) -> None:
    """As any text does; a note after a step is none of its words."""
    statuses = """\
status:
  crisis: {status: amber, because: Two posts  # of five
  }
  cadets: green # seen
  seen: amber
"""
    second = re.sub("status: .*\n", statuses, SECOND)
    found = check_lines(run, project(tmp_path, q2=second)).stdout

    assert "“# of five” is read as a note" in found
    assert "# seen" not in found


def test_a_fact_with_a_mark_is_found(run: Run, tmp_path: Path) -> None:
    """However short it is, and in a list of report.yaml too; a plain word is no finding."""
    second = SECOND.replace(
        "updates:\n", "facts: {fires: {stage: Two left (not public)}}\nupdates:\n"
    )
    report = REPORT.replace("stage: agreed", "stage: agreed (confidential)")
    found = check_lines(run, project(tmp_path, q2=second, report=report)).stdout
    second = second.replace(" (not public)", "")
    plain = check_lines(run, project(tmp_path / "plain", q2=second)).stdout

    assert "Two left" in found or "not public" in found
    assert "confidential" in found
    assert "stage" not in plain


def test_a_status_has_its_colour(run: Run, tmp_path: Path) -> None:
    """Beside its word and its sign: the shade of its cell, on a page and in Word."""
    folder = project(tmp_path)
    page = built(run, folder, "html")
    cells = Word(made(run, folder)).body.iter(f"{W}tc")
    shades = {
        shade.get(f"{W}fill"): "".join(cell.itertext()).replace("\u00a0", " ")
        for cell in cells
        for shade in cell.iter(f"{W}shd")
    }

    assert '<td class="at-risk">At risk\u00a0▲</td>' in page
    assert shades == {"FFF1CC": "At risk ▲", "E3F1E8": "On track ●"}


def test_a_table_is_on_the_page_of_its_words(run: Run, tmp_path: Path) -> None:
    """A numbered paragraph has no style that keeps it there; a long table may be on two pages."""
    led = {"The status of each question:", "Before this meeting, the report went to:"}
    folder = shutil.copytree(ROOT / "examples" / "eastmere-fire", tmp_path / "p")
    for more, first in (("", {"Question"}), ("Crews are booked. " * 40, set[str]())):
        retype(folder / "updates/2024-25-q4.yaml", "The last ", f"{more}The last ")
        paragraphs = Word(made(run, folder)).paragraphs
        kept = (p for p in paragraphs if p.find(f"{W}pPr/{W}keepNext") is not None)
        assert {"".join(p.itertext()) for p in kept} & {*led, "Question"} == led | first


def test_two_tables_are_not_one(run: Run, tmp_path: Path) -> None:
    """A level after the measures of its parent, and the columns of an old and a new version."""
    plan = """\
title: A plan
years: 2023/24 to 2026/27
body: {name: The Council, short: TC, area: Lowlands}
priorities:
  - {number: 1, title: Clean, aims: {waste: {title: Waste, aims: {bins: New bins}}}}
measures: {litter: {aim: waste, title: Litter}}
"""
    columns = "[title, status, text]"
    house = f"""\
extends: whole-plan
levels: [{{one: Priority, many: Priorities}}, {{one: Service, many: Services}}, {{one: Action, many: Actions, columns: {columns}}}]
statuses: {{green: Green, red: Red}}
labels: never
opening: [{{text: "All:", list: actions, columns: {columns}}}]
"""
    second = "period: 2024/25 Q2\nstatus: {bins: red}\nmeasures: {litter: 4}\nupdates: {bins: [Done.]}\n"
    files = {"plan": plan, "q2": second, "q1": second.replace("Q2", "Q1")}
    files["report"] = measured.REPORT.replace("priority: 1", "priority: all")
    old = measured.write(tmp_path / "old", house=house, **files)
    other = house.replace(columns, "[title, text]")
    new = measured.write(tmp_path / "new", house=other, **files)
    for each in (old, new):
        (each / "updates/2023-24-q2.yaml").unlink()
    text = built(run, old, "md")

    assert "| Litter | 4 | 4 |\n\nAction\n\n| Action | Status | Update |" in text
    for form in ("docx", "html"):
        done = run("compare", old, new, "--redline", tmp_path / f"r.{form}")
        assert done.returncode == 0, done.stderr
    page = (tmp_path / "r.html").read_text("utf-8")
    rows = [len(re.findall("<t[hd][ >]", row)) for row in page.split("</tr>")[:-1]]
    assert {*rows} <= {2, 3}
    assert page.count("<table") == 5


def test_every_column_has_a_name_and_a_heading() -> None:
    """What a list has by itself can be chosen; its heading is in the format that others extend."""
    house = shipped_house("progress-report")
    usual = {name for names in USUAL.values() for name in names}

    assert {*USUAL} <= {*LISTS}
    assert usual <= COLUMNS
    assert COLUMNS - {*house.columns} == {"title", "above", "quarters", "history"}


def test_a_column_of_no_figures_is_one_of_figures(run: Run, tmp_path: Path) -> None:
    """Its heading is on the right, as over the figures of other periods."""
    second = measured.SECOND.replace("  visited: {North: 44.5, East: 39}\n", "")
    page = built(run, measured.write(tmp_path, q2=second), "html")
    last = page[page.rindex("<table") :]

    assert '<th class="figure-heading" scope="col">2024/25 Q2</th>' in last

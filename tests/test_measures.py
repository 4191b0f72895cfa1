"""Measures and statuses: what is printed of them, compared, tracked, and kept to the office."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests import draws, measured
from tests.cases import in_turn
from tests.compare.passed_on import words_of
from tests.conftest import Run
from tests.expect import Expect
from tests.started import printed
from tests.terminals import on_terminal

from pccreport.pipeline.check import check
from pccreport.schema.builtin_schemas import load_schema

PRIVATE = "{value: 7777, public: false}"


def made(run: Run, folder: Path, form: str = "docx", *more: str) -> Path:
    """What a build writes."""
    target = folder / f"out.{form}"
    done = run("build", folder, "-o", target, *more)
    assert done.returncode == 0, done.stderr + done.stdout
    return target


def built(run: Run, folder: Path, form: str = "txt", *more: str) -> str:
    """The same, as text."""
    return made(run, folder, form, *more).read_text("utf-8")


def test_measures_are_tables_under_their_key_aims(
    run: Run, tmp_path: Path, expect: Expect
) -> None:
    """With the last time, a year before, the target, the sum, and what is to be known of them."""
    text = built(run, measured.write(tmp_path), "md")

    expect(text[text.index("Status: Complete") : text.index("### 3)")])


@in_turn("form", ["md", "html", "txt"])
def test_a_caption_s_comment_is_in_a_draft(run: Run, tmp_path: Path, form: str) -> None:
    """In each form, where no cell is about what it says."""
    same_key = measured.PLAN.replace("held: {aim", "crisis: {aim")
    house = f"{measured.HOUSE}tables: {{measures: [value]}}\n"
    q1, q2 = (
        text.replace("  held:", "  crisis:")
        for text in (measured.FIRST, measured.SECOND)
    )
    folder = measured.write(tmp_path, plan=same_key, house=house, q1=q1, q2=q2)
    text = built(run, folder, form, "--draft")

    _, caption, below = text.partition("Measures: Better help")
    assert caption
    assert below.count("“crisis” is also the key of a key aim") == 1


def test_a_change_of_a_year_s_figure_is_in_its_year(run: Run, tmp_path: Path) -> None:
    """Not under the last quarter of that year; and so is the status in a report on a year.

    Figures of the last quarters of years that have a file are said to be of those.
    """
    year = "status: {{crisis: {}}}\n" + YEARLY
    folder = measured.write(
        tmp_path,
        q1=year.format("red", "2023/24", 9000),
        q2=year.format("green", "2024/25", 9500),
        **{"updates/2023-24-q2.yaml": "period: 2023/24 Q2\nupdates: {}\n"},
    )
    found = run("compare", folder, "2023/24", "2024/25").stdout

    said = "Status Off track ▼ → On track ● – Key Aim 1, Measures and status, 2024/25"
    assert said in " ".join(found.split())
    assert "2024/25 Q4" not in found
    last = {"updates/q3.yaml": measured.YEAR_BEFORE.replace("Q2", "Q3")}
    folder = measured.write(tmp_path / "quarters", **last)
    found = " ".join(run("compare", folder, "2023/24", "2024/25").stdout.split())
    assert "What changed from 2023/24 Q2-Q3 to 2024/25 Q1-Q2" in found
    periods = "2023/24 Q3 → 2024/25 Q2"
    assert f"better), North” – Key Aim 2, Measures and status, {periods}" in found
    assert f"({periods}) Measure: People held" in found
    assert "“At risk ▲” – Key Aim 1, Measures and status, 2024/25 Q2" in found


@pytest.mark.parametrize("form", ["txt", "md", "html"])
def test_a_private_figure_is_nowhere(run: Run, tmp_path: Path, form: str) -> None:
    """It is in no cell, in no sum, and in no comment of a draft, which does not say that there is one."""
    second = measured.SECOND.replace("East: 410", f"East: {PRIVATE}")
    second = second.replace("seen: 92.0", "seen: {private: true, value: 7777}")
    folder = measured.write(tmp_path, q2=second)
    for text in (built(run, folder, form), built(run, folder, form, "--draft")):
        assert "7777" not in text.replace(",", "")
        assert "8072" not in text.replace(",", "")  # 295 and it
        assert re.search(r"Total of the areas\b.*\s+given", text)
        assert "is not public" not in " ".join(text.split())


def test_a_private_file_s_figures_are_nowhere(run: Run, tmp_path: Path) -> None:
    """Nor is a figure that restates one of them."""
    private = "period: 2024/25 Q1\nmeasures: {calls: 7777}\nupdates: {}\n"
    first = measured.FIRST.replace("  calls: 4310\n", "")
    second = measured.SECOND.replace(
        "  calls: {withheld: the line’s new system is being checked}",
        "  calls: {value: 12, restated: {2024/25 Q1: 6666}}",
    )
    names = {"updates/private/q1.yaml": private, "q1": first, "q2": second}
    text = built(run, measured.write(tmp_path, **names), "md")

    assert "7,777" not in text
    assert "6,666" not in text


def test_a_figure_is_restated_in_a_later_file(tmp_path: Path) -> None:
    """In an earlier one, it would be printed in place of that of its own file."""
    second = measured.SECOND.replace("2024/25 Q1: 1150", "2024/25 Q3: 1150")
    found = check(measured.write(tmp_path, q2=second)).findings
    assert [f.at.span.text for f in found] == ["2024/25 Q3"]


RESTATED = "{held: {value: 1191, restated: {2024/25 Q1: 1177}, public: false}}"


def test_what_is_private_later_stops_an_old_report(run: Run, tmp_path: Path) -> None:
    """Where it is printed as before too; the later report has neither it nor the first figure."""
    later = f"period: 2024/25 Q3\nmeasures: {RESTATED}\nupdates: {{fires: {{force: [Done.]}}}}\n"
    second = re.sub("  held: .*", "  held: 1188", measured.SECOND)
    folder = measured.write(tmp_path, q2=second, **{"updates/q3.yaml": later})
    target = folder / "r.docx"
    for quarter in ("Q1", "Q2"):
        done = run("build", folder, "--period", f"2024/25 {quarter}", "-o", target)
        assert done.returncode == 1
        assert "this is not public from 2024/25 Q3 on" in done.stderr
        assert "q1.yaml:4:9" in done.stderr
        assert not target.exists()
    text = built(run, folder, "md", "--period", "2024/25 Q3", "--since", "2024/25 Q3")
    assert "1,204" not in text
    assert "1,177" not in text
    # That of an area, whose name is in no figure of the measure as a whole.
    kept = "{North: {value: 301, restated: {2024/25 Q2: 296}, public: false}}"
    later = f"period: 2024/25 Q3\nmeasures: {{burnt: {kept}}}\nupdates: {{}}\n"
    folder = measured.write(tmp_path / "area", **{"updates/q3.yaml": later})
    done = run("build", folder, "-o", target)
    assert (done.returncode, target.exists()) == (1, False)
    assert "this is not public from 2024/25 Q3 on" in done.stderr
    assert "q2.yaml:7:18" in done.stderr


def test_only_a_figure_that_is_printed_stops_an_old_report(
    run: Run, tmp_path: Path
) -> None:
    """A later figure may restate what is private by now, where only its own quarter is printed."""
    third = "period: 2024/25 Q3\nmeasures: {held: 1123}\nupdates: {fires: {force: [Done.]}}\n"
    later = f"period: 2024/25 Q4\nmeasures: {RESTATED}\nupdates: {{}}\n"
    files = {"updates/q3.yaml": third, "updates/q4.yaml": later}
    folder = measured.write(tmp_path, **files)
    asked = ("--since", "2024/25 Q3", "--period", "2024/25 Q3")

    text = built(run, folder, "md", *asked)
    assert "| 1,123 | 1,188 |" in text
    assert "1,204" not in text
    done = run("build", folder, "-o", folder / "r.docx")
    assert done.returncode == 1
    assert "2024-25-q2.yaml:4:9" in done.stderr
    said = " ".join(done.stderr.split())
    assert "add public: false for 2024/25 Q1 too" in said
    first = measured.FIRST.replace("1204", "{value: 1204, public: false}")
    measured.write(folder, q1=first)
    text = built(run, folder, "md")
    assert "1,188" in text
    assert "1,204" not in text


DONE = "updates: {crisis: {force: [Done.]}}\n"
YEARLY = "period: {}\nmeasures: {{calls: {}}}\nupdates: {{}}\n"
SO_FAR = (
    "period: 2024/25 {}\nbasis: year to date\nmeasures: {{calls: {}}}\nupdates: {{}}\n"
)
NONE = "period: {}\nupdates: {{}}\n"
LATE = measured.OF_ONE_PERIOD.replace("2024-11", "2025-05")
MONTH = "2024-06-01 to 2024-06-30"
OF_YEAR = "line, target: {2024/25: 20, 2024/25 Q4: 5}}"
ENDING = {
    f"updates/{number}.yaml": f"period: {on}\nstatus: {{crisis: {step}}}\nfacts: {{held: {{remedy: R{number}}}}}\nmeasures: {{{given}}}\n{DONE}"
    for number, (on, step, given) in enumerate(
        (
            ("2024-05-01 to 2024-05-31", "green, cadets: done", "held: 50"),
            (MONTH, "amber", "held: 60, calls: 6"),
            ("2024/25 Q1", "red, cadets: amber", "held: 150, seen: 5"),
            ("2025-03-01 to 2025-03-31", "amber", "held: 333, seen: 3"),
            ("2024/25 Q4", "red, cadets: green", "held: 444, seen: 8"),
            ("2024/25", "green", "held: 999"),
        )
    )
}
TABLES = {
    "of two equal figures, that of the first file": {
        "updates/2024-25-q2-late.yaml": "period: 2024/25 Q2\nmeasures: {held: {value: 1188, changed: Not this.}}\nupdates: {}\n"
    },
    # A figure of a year is not compared with one of a quarter.
    "once a year, beside its year": {
        "report": LATE.replace("Q2", "Q4\nsince: 2024/25 Q4"),
        "updates/2024-25-q4.yaml": f"period: 2024/25 Q4\n{DONE}",
        "updates/2023-24.yaml": YEARLY.format("2023/24", 17000),
        "updates/2024-25.yaml": YEARLY.format("2024/25", 18000),
    },
    "no figure, the period and what is missing": {"q2": f"period: 2024/25 Q2\n{DONE}"},
    # Of the same month a year before, whichever is its last day.
    "dates": {
        "plan": measured.PLAN.replace("years: 2023/24", "years: 2021/22"),
        "report": LATE.replace("2024/25 Q2", "2024-02-01 to 2024-02-29"),
        "updates/2.yaml": YEARLY.format("2023-02-01 to 2023-02-28", 31),
        "updates/3.yaml": YEARLY.format("2024-01-01 to 2024-01-31", 42),
        "updates/4.yaml": YEARLY.format("2024-02-01 to 2024-02-29", 53),
    },
    # Of a measure by area above its table too; one without either is not printed.
    "statuses without figures": {
        "updates/2023-24-q2.yaml": NONE.format("2023/24 Q2"),
        "q1": NONE.format("2024/25 Q1"),
        "q2": f"period: 2024/25 Q2\nstatus: {{calls: red, burnt: green}}\nmeasures: {{held: 9, visited: {{North: 4}}}}\n{DONE}",
    },
    # As if it had been given then.
    "a figure of a quarter that had none": {
        "q2": measured.SECOND.replace(
            "seen: 92.0", "seen: {value: 92.0, restated: {2023/24 Q2: 88.5}}"
        )
    },
    # So a figure of the year to date is compared with the one before, as it is now.
    "a restated figure of the year to date": {
        "updates/2024-25-q1-so-far.yaml": SO_FAR.format("Q1", 40),
        "updates/2024-25-q2-so-far.yaml": SO_FAR.format(
            "Q2", "{value: 90, restated: {2024/25 Q1: 45}}"
        ),
        "q1": NONE.format("2024/25 Q1"),
        "q2": f"period: 2024/25 Q2\n{DONE}",
    },
    # A figure of a month or a quarter that is another than that of the report is said to be.
    **{
        f"beside what ends on its last day, {period}": {
            "plan": measured.PLAN.replace("line}", OF_YEAR),
            "report": LATE.replace("2024/25 Q2", period),
            "house": f"{measured.HOUSE}columns: {{remedy: Remedy}}\ntables: {{measures: [value, before, target, remedy]}}\n",
            "q1": NONE.format("2024/25 Q1"),
            "q2": NONE.format("2024/25 Q2"),
            **ENDING,
        }
        for period in (MONTH, "2024/25 Q1", "2024/25 Q4", "2024/25", "plan")
    },
}


@pytest.mark.parametrize("case", TABLES)
def test_a_table_has_what_is_known_for_its_periods(
    run: Run, tmp_path: Path, expect: Expect, case: str
) -> None:
    """The tables, what is above and below them, and what `check` says that is missing."""
    folder = measured.write(tmp_path, **TABLES[case])
    lines = built(run, folder, "md").partition("\n## ")[2].splitlines()[1:]
    lines = lines[: lines.index("Robin Tarn")]

    expect([x for x in lines if x and not x.startswith(("###", "| ---"))])
    expect([f.message for f in check(folder).findings if f.rule == "missing-figure"])


BANDS = """\
statuses:
  done: {word: Complete}
  green: {word: On track, within: 0}
  amber: {word: At risk, within: 5}
  red: {word: Off track, within: 20}
  lost: {word: Lost}
  paused: {word: Paused}
"""
UNRATED = "statuses: {green: Achieved, amber: Near, red: Missed}\n"
SHARES = "statuses: {green: {word: A, within: 0%}, amber: {word: B, within: 5%}, red: {word: C}}\n"
POINTS = "statuses: {green: {word: A, within: 1.5 points}, amber: {word: B, within: 5 points}, red: {word: C}}\n"
UP, DOWN = ", target: 95, better: up", ", target: 1100, better: down"
RATED = [
    # the scale, the measure's target, its figure, the steps that fit
    (UNRATED, UP, "94.9", "amber red"),
    (UNRATED, UP, "95", "green amber"),
    (UNRATED, DOWN, "1101", "amber red"),
    (UNRATED, DOWN, "1100", "green amber"),
    (BANDS, UP, "95", "done green paused"),
    (BANDS, UP, "99", "done green paused"),
    (BANDS, UP, "90.25", "done amber paused"),
    (BANDS, UP, "90.2", "done red paused"),
    (BANDS, DOWN, "1320", "done red paused"),
    (BANDS, DOWN, "1321", "done lost paused"),
    (BANDS, DOWN, "0", "done green paused"),
    (BANDS, UP, "0", "done lost paused"),
    (BANDS, "", "7", "done green amber red lost paused"),
    (BANDS.replace("word: Lost", "word: Lost, within: 30"), UP, "0", "done paused"),
    # 5 per cent of 95 is 4.75; of 1,100 it is 55
    (SHARES, UP, "90.25", "amber"),
    (SHARES, UP, "90.2", "red"),
    (SHARES, DOWN, "1155", "amber"),
    (POINTS, UP, "93.5", "green"),
    (POINTS, UP, "93.4", "amber"),
    (POINTS, UP, "90", "amber"),
    (POINTS, UP, "89.9", "red"),
    (POINTS, DOWN, "1105", "amber"),
    (POINTS, DOWN, "1106", "red"),
]


@in_turn("scale", dict.fromkeys(scale for scale, *_ in RATED))
def test_a_status_is_held_against_the_target(tmp_path: Path, scale: str) -> None:
    """Each step that does not fit is found, and no other: a measure for each of them."""
    steps = re.findall(r"(\w+): (?:\{word|[A-Z])", scale)
    rows = [row[1:] for row in RATED if row[0] == scale]
    made = [(f"m{n}_{step}", row) for n, row in enumerate(rows) for step in steps]
    plan, status, figures = (
        "".join(f"  {line}\n" for line in each)
        for each in (
            [f"{key}: {{aim: crisis, title: Of {key}{to}}}" for key, (to, *_) in made],
            [f"{key}: {key.partition('_')[2]}" for key, _ in made],
            [f"{key}: {figure}" for key, (_, figure, _) in made],
        )
    )
    second = f"period: 2024/25 Q2\nstatus:\n{status}measures:\n{figures}updates: {{crisis: {{force: [Done.]}}}}\n"
    house = measured.HOUSE[: measured.HOUSE.index("statuses:")] + scale
    head = measured.PLAN.partition("measures:")[0]
    none = "period: 2024/25 Q1\nupdates: {}\n"
    files = {"updates/2023-24-q2.yaml": none.replace("2024/25 Q1", "2023/24 Q2")}
    folder = measured.write(
        tmp_path,
        house=house,
        plan=f"{head}measures:\n{plan}",
        q1=none,
        q2=second,
        **files,
    )
    found = [f for f in check(folder).findings if f.rule == "status-against-target"]
    lines = second.splitlines()
    wrong = {lines[f.at.span.line - 1].strip().partition(":")[0] for f in found}

    assert all("but its status is “" in f.message for f in found)
    for number, (*_, fitting) in enumerate(rows):
        right = [step for step in steps if f"m{number}_{step}" not in wrong]
        assert " ".join(right) == fitting, rows[number]


def test_the_sum_of_areas_is_held_against_the_target(run: Run, tmp_path: Path) -> None:
    """No area by itself is, nor the sum of some."""
    second = "period: 2024/25 Q2\nstatus: {{burnt: {}}}\nmeasures: {{burnt: {{North: 350, East: 400, West: {}}}}}\nupdates: {{fires: {{force: [Done.]}}}}\n"
    found = []
    for status, west in (("done", 401), ("done", 400), ("done", "{withheld: late}")):
        folder = measured.write(tmp_path, q2=second.format(status, west))
        said = " ".join(run("check", folder).stdout.split())
        found.append("misses its target of 1,150" in said)
        assert said.count("status-against-target") == found[-1]

    assert found == [True, False, False]


def test_status_names_the_figures_and_statuses_that_are_awaited(
    run: Run, tmp_path: Path
) -> None:
    """Those that an earlier period has, also if they are private now: a pipe is passed on; a year's figure when the year has ended."""
    head, _, rows = measured.PLAN.partition("measures:\n")
    second = "period: 2024/25 {}\nstatus: {{crisis: amber}}\nmeasures: {{held: 5, burnt: {{North: 3, East: {{value: 7, public: false}}}}}}\nupdates: {{crisis: {{force: [Done.]}}}}\n"
    files = {
        "q1": measured.FIRST.replace("  calls: 4310\n", "  shops: 8\n"),
        "plan": f"{head}  - {{number: 2, title: T, aims: {{shops: S.}}}}\nmeasures:\n  shops: {{aim: shops, title: Shops}}\n{rows}",
        "updates/2023-24.yaml": "period: 2023/24\nmeasures: {calls: 17000}\nupdates: {}\n",
        "updates/2025-26-q1.yaml": "period: 2025/26 Q1\nstatus: {fires: green}\nmeasures: {calls: 3}\nupdates: {}\n",
    }
    figures = "“People seen within an hour”, {}“Accidental fires in dwellings” (East, West), “Homes of older people visited” (North, East)"
    for quarter, calls in (("Q2", ""), ("Q4", "“Calls answered by the crisis line”, ")):
        report = measured.REPORT.replace("2024/25 Q2", f"2024/25 {quarter}")
        files["q2"] = second.format(quarter)
        folder = measured.write(tmp_path, report=report, **files)
        said = " ".join(run("status", folder).stdout.split())

        when = f"yet for 2024/25 {quarter}, although there was one before:"
        assert f"No figure {when} {figures.format(calls)} No status {when}" in said
        assert f"No status {when} “A cadet scheme in every town.” What was sent" in said
    assert "(West)," in on_terminal("status", folder, output=True)[1]


STATED = [
    # of the example: 1,188 held (1,150 last time, target 1,100), 92.0 per cent seen (91.5; 95)
    ("1,818 people were held under section 136.", "1,818"),
    ("The number of people held under section 136 fell to 1,180.", "1,180"),
    ("1,188 people were held under section 136.", ""),
    ("People held under section 136 fell by 12 people, from 1,150 to 1,188.", ""),
    ("The target is 1,100 people held under section 136.", ""),
    ("Of people held under section 136, 12 had their own doctor.", ""),
    ("29% of people were seen within an hour.", "29%"),
    ("92% of people were seen within an hour.", ""),
    ("91.5% of people were seen within an hour.", ""),
    ("People seen within an hour: 29 per cent", "29 per cent"),
    ("29 people were seen within an hour.", ""),
    ("29 people were held.", ""),
    (
        "4,130 calls were answered by the crisis line.",
        "4,130",
    ),  # the table withholds it
]


def test_a_text_gives_the_figures_of_the_table_above_it(tmp_path: Path) -> None:
    """A figure of what a measure's title says is found if no figure of its key aim agrees."""
    texts = "".join(f"\n      - '{text}'" for text, _ in STATED)
    told = "{force: [A second street team began in August.]}"
    second = measured.SECOND.replace(told, f"\n    force:{texts}")
    folder = measured.write(tmp_path, q2=second)
    found = [f for f in check(folder).findings if f.rule == "measure-mismatch"]
    form = "the text says (.*?), but the table for “"
    said = [re.match(form, f.message) for f in found]

    assert [x[1] for x in said if x] == [wrong for _, wrong in STATED if wrong]


def test_only_printed_texts_of_the_table_s_own_place_are_compared_with_it(
    run: Run, tmp_path: Path
) -> None:
    """Those of another key aim, those of the quarter before and private ones are not."""
    text = "1,818 people were held under section 136."
    first = measured.FIRST.replace("A first street team began in May.", f"'{text}'")
    second = measured.SECOND.replace("Visits began again in July.", f"'{text}'")
    hidden = f"{{text: '{text}', public: false}}"
    second = second.replace("A second street team began in August.", hidden)
    done = run("check", measured.write(tmp_path, q1=first, q2=second))

    assert "measure-mismatch" not in done.stdout
    summed = "1,999 accidental fires in dwellings were put out."
    second = measured.SECOND.replace("Visits began again in July.", f"'{summed}'")
    done = run("check", measured.write(tmp_path, q2=second))
    assert "the text says 1,999" in done.stdout


def test_a_private_figure_is_no_public_one(run: Run, tmp_path: Path) -> None:
    """Its measure has none for the period, and the figure is not quoted."""
    second = measured.SECOND.replace("East: 410", f"East: {PRIVATE}")
    second = second.replace(", West: {withheld: one station’s figures are late}", "")
    second = second.replace("seen: 92.0", f"seen: {PRIVATE}")
    done = run("check", measured.write(tmp_path, q2=second))
    said = " ".join(done.stdout.split())

    burnt = "“Accidental fires in dwellings”"
    assert f"{burnt} has no public figure for 2024/25 Q2 (East, West)" in said
    seen = "“People seen within an hour”"
    assert f"{seen} has no public figure for 2024/25 Q2" in said
    assert "7777" not in said


def test_two_quarters_are_compared(run: Run, tmp_path: Path, expect: Expect) -> None:
    """Each measure with its figures, each status first, and what is missing as missing."""
    folder = measured.write(tmp_path, q2=measured.SECOND.replace("cadets: green, ", ""))
    target = folder / "changes.md"
    done = run("compare", folder, "2024/25 Q1", "2024/25 Q2", "-o", target)

    assert done.returncode == 0, done.stderr
    expect(printed(target))


DIFFERENT = {
    "value": ("held: {value: 1188,", "held: {value: 1189,"),
    "note": ("held: {value: 1188,", "held: {value: 1188, note: to May,"),
    "of an area": ("East: 410", "East: 411"),
    "withheld": ("one station’s figures", "two stations’ figures"),
    "withheld now": ("East: 410", "East: {withheld: being counted}"),
    "not given": ("East: 410, ", ""),
    "restated": ("2024/25 Q1: 1150", "2024/25 Q1: 1151"),
    "changed": ("since July", "since August"),
    "status": ("cadets: green", "cadets: red"),
    "status of a measure": ("seen: amber", "seen: red"),
    "status gone": ("cadets: green, ", ""),
}
OF_PLAN = {
    "target": ("target: 1100", "target: 1000"),
    "better": ("target: 1100, better: down", "target: 1100, better: up"),
    "baseline": ("1100, better: down", "1100, better: down, baseline: 7"),
    "unit": ("unit: per cent, base", "unit: share, base"),
    "base": ("of all who were referred", "of all who came"),
    "title": ("People held under", "Persons held under"),
    "gone": ("  calls: {aim: crisis, title: Calls answered by the crisis line}\n", ""),
    "target by area": ("target: 1150", "target: 1151"),
    "by": ("by: [North, East, West], target", "by: [North, West, East], target"),
    "sum": ("by: [North, East], sum: false", "by: [North, East]"),
    "aim": ("calls: {aim: crisis", "calls: {aim: cadets"),
    "areas": ("by: [North, East], sum", "by: [East, North], sum"),
}


NOT_PRINTED = {"public", "private", "every"}


@in_turn("part", ["measure_details", "area_details", "measure"])
def test_every_field_is_compared(part: str) -> None:
    """A field that is added to the schemas needs a case below."""
    kind = "plan" if part == "measure" else "update"
    fields = set(load_schema(kind)["$defs"][part]["properties"]) - NOT_PRINTED

    assert fields <= {*DIFFERENT, *OF_PLAN}


@pytest.mark.parametrize("case", draws.one_in(2, (*DIFFERENT, *OF_PLAN)))
def test_what_is_printed_is_compared_and_tracked(
    run: Run, tmp_path: Path, case: str
) -> None:
    """Whatever differs is a change, and a redline has both."""
    files = {"q1": measured.FIRST, "q2": measured.SECOND, "plan": measured.PLAN}
    was, becomes = {**DIFFERENT, **OF_PLAN}[case]
    name = "q2" if case in DIFFERENT else "plan"
    assert files[name].count(was) == 1
    old = measured.write(tmp_path / "old")
    files[name] = files[name].replace(was, becomes)
    if case == "gone":
        files = {n: re.sub("  calls: .*\n", "", text) for n, text in files.items()}
    new = measured.write(tmp_path / "new", **files)
    redline = tmp_path / "r.docx"
    done = run("compare", old, new, "--exit-code", "--redline", redline)

    assert done.returncode == 1, done.stdout + done.stderr
    assert redline.exists()


def test_what_is_private_now_is_not_quoted(run: Run, tmp_path: Path) -> None:
    """The figure of the same measure and period, from its own file and where it is restated.

    Nor the total with it, nor one without it that no report had; that they are others is said.
    """
    old, new = tmp_path / "old", tmp_path / "new"
    first = measured.SECOND.replace("East: 410", "East: 48113")
    first = re.sub("West: {.*?}", "West: 388", first)
    house = measured.HOUSE + 'opening: ["{statuses.measures.missed} missed"]\n'
    measured.write(old, q2=first, house=house)
    second = first.replace("East: 48113", "East: {value: 48113, public: false}")
    second = second.replace("seen: 92.0", "seen: {value: 92.0, private: true}")
    second = second.replace("status: {crisis: amber, ", "status: {")
    second = second.replace("North: 295", "North: 301")
    private = "period: 2024/25 Q2\nstatus: {crisis: amber}\nupdates: {}\n"
    visited = measured.FIRST.replace("East: 38", f"East: {PRIVATE}")
    files = {"house": house, "updates/private/q2.yaml": private}
    measured.write(new, q2=second, q1=visited, **files)
    words = "48113", "92.0", "48796", "683", "38 (2024", "amber", "At risk ▲ (last"
    sent = made(run, old)
    for form in ("text", "json", "markdown", "html"):
        done = run("compare", old, new, "--output-format", form)
        assert [x for x in words if x in done.stdout.replace(",", "")] == [], form
        if form != "json":
            edits = run("compare", sent, new, "--output-format", form).stdout
            assert "The words are not shown" in edits
            assert [x for x in words if x in edits.replace(",", "")] == [], form
            assert "Also not shown: 1 line that was public" in done.stdout
        assert done.stdout.count("No longer public: ") == 3
        assert done.stdout.count("No longer public (last time): ") == 1
        assert done.stdout.count("295") == (5 if form == "json" else 2)
    _, shown = on_terminal("compare", old, new, output=True, COLUMNS="300")
    assert shown.count("No longer public: ") == 4
    assert "(The old wording is left out, as it may show what is now private)" in shown
    assert "Last time: {+700 (2024/25 Q1)+}" in shown
    for form in ("docx", "html"):
        target = tmp_path / f"r.{form}"
        done = run("compare", old, new, "--redline", target)
        assert target.exists(), done.stderr
        text = words_of(target) if form == "docx" else target.read_text("utf-8")
        assert [x for x in words[:4] if x in text.replace(",", "")] == [], form
        marks = r"<[^>]*>|end of deletion|inserted|\W"
        plain = re.sub(marks, "", text.replace("…", "_"))
        for now in ("TotaloftheareasgivenwithoutEast", "689", "Notgiven"):
            assert f"_{now}" in plain
        assert "Left out: 1 old text" in done.stderr  # how many were missed
    asked = "--include-private", "--output-format", "json"
    inside = run("compare", old, new, *asked).stdout
    assert "48,113" in inside


def test_a_public_figure_is_not_said_to_be_private(run: Run, tmp_path: Path) -> None:
    """If only that of last time is: that is named, with what else is another."""
    old, first = measured.write(tmp_path / "old"), measured.FIRST
    first = first.replace("East: 402", "East: {value: 402, public: false}")
    second = measured.SECOND.replace("North: 295", "North: 301")
    new = measured.write(tmp_path / "new", q1=first, q2=second)
    found = " ".join(run("compare", old, new).stdout.split())

    titled = "“Accidental fires in dwellings (lower is better)"
    assert f"No longer public (last time); figures 705 → 711: {titled}, Total" in found
    assert f"No longer public (last time, a year before): {titled}, East”" in found
    assert "(Last time: the old wording is left out, as it may show" in found
    assert "Total of the areas given (without West): [-705-]{+711+}" in found
    assert "Also not shown" not in found
    done = run("compare", old, new, "--redline", tmp_path / "r.docx")
    assert "Reject All does not restore text left out" in done.stderr


def test_a_figure_is_still_the_one_that_was_printed_without_its_note(
    run: Run, tmp_path: Path
) -> None:
    """A note that may tell what is private now is left out; the figure is no other."""
    note = "Families who asked twice are counted once."
    noted = f"seen: {{value: 92.5, changed: {note}}}"
    second = measured.SECOND.replace("seen: 92.0", noted)
    old = measured.write(tmp_path / "old", q2=second)
    private = "{text: Two posts are to go., public: false}"
    later = measured.SECOND.replace("seen: 92.0", "seen: 93.5")
    later = later.replace("force: [", f"force: [{private}, ", 1)
    new = measured.write(tmp_path / "new", q2=later)
    told = run("compare", old, new).stdout

    assert "Left out: " in told
    assert note not in told
    assert "No longer public" not in told
    assert re.search(r"\[-92\.5-\]\s*\{\+93\.5\+\}", told)


def test_reasons_that_are_private_are_not_quoted(run: Run, tmp_path: Path) -> None:
    """The words of a reason are asked for wherever they were."""
    words = "the two officers of that post are ill"
    first = measured.FIRST.replace("A first street team began in May.", words)
    old = measured.write(tmp_path / "old", q1=first)
    second = measured.SECOND.replace(
        "{withheld: one station’s figures are late}",
        f"{{withheld: {words}, public: false}}",
    )
    new = measured.write(tmp_path / "new", q2=second)

    assert words not in run("compare", old, new).stdout

"""Reports over several years: periods, versions, references and sums across them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import projects, years
from tests.cases import in_turn
from tests.conftest import Run
from tests.expect import Expect
from tests.finding_lines import check_lines
from tests.word import Word

from pccreport.findings.finding import Diagnostic, Severity
from pccreport.model import periods, settings
from pccreport.pipeline.build import BuildOptions, build
from pccreport.report.ledger import OmissionReason
from pccreport.report.scope import PeriodOverride


def asked(period: str = "", since: str = "", until: str = "") -> BuildOptions:
    """What the command's options ask for."""
    return BuildOptions(
        PeriodOverride(
            settings.parse_reporting_period(period),
            settings.parse_year_or_quarter(since),
            periods.parse_quarter(until),
        )
    )


WHOLE = asked(since="2021/22")


def told(folder: Path, what: BuildOptions = WHOLE) -> list[str]:
    """The paragraphs after the section's heading, without the sign-off."""
    built, findings = build(folder, what)
    assert built.package is not None, [f.message for f in findings]
    lines = [line.shown for line in Word(built.package).lines()]
    start = next(i for i, line in enumerate(lines) if line.startswith("1) "))
    return lines[start:-3]


def errors(folder: Path, what: BuildOptions = WHOLE) -> list[Diagnostic]:
    """The errors of a build that writes nothing."""
    built, findings = build(folder, what)
    assert built.package is None
    return [f for f in findings if f.severity is Severity.ERROR]


@pytest.mark.parametrize("period", ["2021/22 Q2", "2022/23 Q2"])
def test_what_is_private_is_on_record_without_its_words(
    tmp_path: Path, period: str
) -> None:
    """In a quarter of the report and in one outside it."""
    secret = f"period: {period}\nupdates: {{farms: {{opcc: [{{text: Quillfeather., public: false}}]}}}}"
    folder = years.write(tmp_path, x=secret)
    built, _ = build(folder, asked("2022/23 Q2", since="2022/23"))

    [absence] = [a for a in built.absences if a.at.text == "Quillfeather."]
    assert absence.entry is None


def test_until_belongs_to_its_own_period(tmp_path: Path) -> None:
    """With a period of the command's, report.yaml's since and until do not apply."""
    folder = projects.write(tmp_path)
    built, _ = build(folder, asked("2022/23 Q3"))
    assert built.report is not None

    assert str(built.report.scope.until) == "2022/23 Q3"
    built, _ = build(folder)
    assert built.report is not None
    assert str(built.report.scope.until) == "2023/24 Q1"


@in_turn(
    ("period", "stamp", "heading"),
    [
        ("2022/23 Q1", "(Year 2, 2022/23, Qtr. 1)", "2022/23 progress on delivery"),
        ("2021/22", "(Year 1, 2021/22)", "2021/22 progress on delivery"),
        ("plan", "(Years 1-2, 2021/22 to 2022/23)", "2021/22 to 2022/23 progress"),
    ],
)
def test_the_words_of_a_report_follow_its_period(
    tmp_path: Path, period: str, stamp: str, heading: str
) -> None:
    """The year of the plan, the section's heading and the opening sentence."""
    folder = years.write(tmp_path)
    (folder / "updates/2022-23-q3.yaml").unlink()  # its references cross the years
    house = years.HOUSE + 'opening: ["Progress to date ({stamp})."]\n'
    (folder / "house.yaml").write_text(house, encoding="utf-8")
    built, findings = build(folder, asked(period))
    assert built.package is not None, findings
    lines = [line.text for line in Word(built.package).lines()]

    [section] = [line for line in lines if "progress on delivery" in line]
    assert section.startswith(heading)
    assert section.endswith(f"\n{stamp}")
    assert f"Progress to date {stamp}." in lines


def test_the_years_of_a_running_plan_are_not_called_finished(tmp_path: Path) -> None:
    """A report on the plan, or on a year, goes as far as there are updates."""
    updates = {"a.yaml": "period: 2022/23 Q2\nupdates: {farms: {force: [One.]}}"}
    folder = projects.write(tmp_path, updates=updates)

    assert told(folder, asked("plan"))[2] == "2022/23 (Q2):"
    assert told(folder, asked("2022/23"))[2] == "2022/23 (Q2):"
    (folder / "updates/b.yaml").write_text("period: 2023/24 Q1\nupdates: {}\n", "utf-8")
    assert told(folder, asked("2022/23"))[2] == "2022/23 (Q2):"
    days = "2024-08-01 to 2024-08-31"
    named = {
        "2024/25": "2024/25 Q1 to 2024/25 Q4",
        "2024/25 Q1": "2024/25 Q1",
        days: days,
    }
    for period, name in named.items():
        [error] = errors(folder, asked(period))
        assert error.message.endswith(f"priority 2 for {name}")
    assert told(folder, asked("2022/23 Q4"))[2] == "2022/23:"


def test_a_year_s_label_is_of_the_whole_year(tmp_path: Path, run: Run) -> None:
    """A report that begins at its last quarter has that quarter in every label."""
    updates = {
        "a.yaml": "period: 2022/23 Q1\nupdates: {farms: {force: [One.]}, roads: {force: [One.]}}\n",
        "b.yaml": "period: 2022/23 Q4\ncaveat: Late.\nupdates: {farms: {force: [Two.]}}\n",
    }
    report = projects.REPORT.replace("until: 2023/24 Q1", "since: 2022/23 Q4")
    folder = projects.write(tmp_path / "new", report=report, updates=updates)
    updates["b.yaml"] = updates["b.yaml"].replace("Two", "Twenty")
    old = projects.write(tmp_path / "old", report=report, updates=updates)
    checked = check_lines(run, folder)
    compared = run("compare", old, folder)

    assert told(folder, asked())[2:5] == ["2022/23 (Q4):", "Note: Late.", "Two."]
    assert "2022/23 Q4: nothing is reported under" in checked.stdout
    assert "2022/23 (Q4)" in compared.stdout
    assert "2022/23:" in told(folder, asked("2022/23 Q4", since="2022/23 Q1"))


REFUSED = [
    # options, what is said
    ["--period", "Quarter 4 2022/23"],
    ["--period", "2022/24"],
    ["--since", "2019"],
    ["--until", "2022/23"],
    ["--period", "2022/23 Q4", "--until", "2022/23 Q3"],
    ["--period", "2022/23", "--since", "2023/24"],
    ["--period", "2029/30 Q1"],
]


@pytest.mark.parametrize("options", REFUSED, ids=" ".join)
def test_periods_that_cannot_be_are_refused(
    tmp_path: Path, run: Run, options: list[str], expect: Expect
) -> None:
    """Exit 2, a sentence, and what would be right; nothing is written."""
    folder = projects.write(tmp_path / "p")
    done = run("build", folder, "-o", tmp_path / "r.docx", *options)

    assert (done.returncode, done.stdout) == (2, "")
    expect(done.stderr)
    assert not (tmp_path / "r.docx").exists()


@in_turn(
    ("typed", "rule"),
    [
        ("2022/23 Quarter 4", "wrong-form"),
        ("22/23 Q4", "wrong-form"),
        ("2022-04-01", "wrong-form"),
        ("2022/24 Q4", "unordered-period"),
        ("2022-10-31 to 2022-09-01", "unordered-period"),
        ("2022-02-30 to 2022-09-01", "unordered-period"),
    ],
)
def test_what_is_no_period_is_refused(tmp_path: Path, typed: str, rule: str) -> None:
    """One finding at the period; years and days follow one another."""
    updates = {"x.yaml": f"period: {typed}\nupdates: {{farms: {{force: [A.]}}}}"}
    [error] = errors(projects.write(tmp_path, updates=updates), asked())

    assert (error.at.span.text, error.rule) == (typed, rule)


CELL = "period: 2022/23 {q}\nupdates: {{farms: {{opcc: [{entry}]}}}}"


LATER = CELL.format(q="Q4", entry="{id: later, text: Later.}")
SAME = "period: {}\nupdates: {{farms: {{force: [{{id: arrests, text: Two arrests were made.}}]}}}}"
WRONG: dict[str, dict[str, str]] = {
    # The files of a project in which one thing is wrong.
    **{
        f"a reference to nothing: {entry}": {
            "x": CELL.format(q="Q4", entry=f"One., {{{entry}}}")
        }
        for entry in (
            "see: roads, year: 2021/22",
            "see: wildlife",
            "see: farms, stream: force, year: 2023/24",
            "see: arrests, year: 2021/22",
            "see: patrols",
        )
    },
    **{
        f"no earlier update: {entry}": {
            "x": CELL.format(q="Q3", entry=f"{{{entry}}}"),
            "y": LATER,
        }
        for entry in (
            "id: arests, withdrawn: wrong",
            "id: b, text: A., continues: camera",
            "id: b, text: A., continues: b",
            "id: later, withdrawn: wrong",
        )
    },
    "an id twice": {"x": LATER, "y": LATER.replace("Later", "Latest")},
    "an id of one day and of a quarter": {
        "x": SAME.format("2022-04-01 to 2022-06-30").replace("Two", "Ten")
    },
    "an id as at a day": {"x": SAME.format("2022/23 Q1\nbasis: as at")},
    # Twelve months to the end of given dates would say two things.
    "dates with a basis": {
        "x": "period: 2022-10-01 to 2023-03-31\nbasis: year to date\nupdates: {}"
    },
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_over_the_years_is_found(
    tmp_path: Path, case: str, expect: Expect
) -> None:
    """Each at its place, and at the other one, with the nearest that would be right."""
    found = errors(years.write(tmp_path, **WRONG[case]))
    assert found
    for error in found:
        places = (error.at, *error.related)
        expect(
            f"{error.rule}: {error.message}",
            error.help or "",
            [f"{Path(p.span.source.name).name}: {p.span.text}" for p in places],
        )


def test_a_reference_is_to_the_year_of_its_label(tmp_path: Path) -> None:
    """What another year says is not an update of this one."""
    updates = {
        "a.yaml": "period: 2021/22 Q4\nupdates: {farms: {force: [Old.]}}",
        "b.yaml": "period: 2022/23 Q4\nupdates: {roads: {force: [see: farms]}}",
    }
    folder = projects.write(tmp_path, updates=updates)
    [error] = errors(folder, asked("2022/23 Q4", since="2021/22"))

    assert error.message == "“farms” has no update under “force” in 2022/23"
    assert "“force” in 2021/22" in (error.help or "")
    alone = "period: 2022/23 Q4\nupdates: {roads: [see: farms]}"
    projects.write(tmp_path, updates={"b.yaml": alone})
    [error] = errors(folder, asked("2022/23 Q4", since="2021/22"))

    assert error.message == "“farms” has no update in 2022/23"


def test_an_id_in_two_years_has_a_place_in_each(tmp_path: Path) -> None:
    """References by id lead to the version of their year; bookmarks have one name each."""
    again = """\
period: 2022/23 Q4
updates:
  farms: {force: [{id: tractors, text: Sixty tractors were marked.}]}
  wildlife: {opcc: [{see: tractors}, {see: tractors, year: 2021/22}]}
"""
    built, findings = build(years.write(tmp_path, x=again), WHOLE)
    assert built.package is not None, findings
    word = Word(built.package)
    marks = [
        m.get(word.body.tag.replace("body", "name"))
        for m in word.body.iter()
        if m.tag.endswith("bookmarkStart")
    ]

    assert len(set(marks)) == len(marks)
    assert "tractors" not in built.package.decode("latin-1")
    said = [line.text for line in word.lines()]
    assert "See 2022/23 update under Key Aim (1) above (NP actions)." in said
    assert "See 2021/22 update under Key Aim (1) above (NP actions)." in said
    assert [line.stored for line in word.lines()] == said


def test_a_label_has_the_quarters_of_what_it_prints(tmp_path: Path) -> None:
    """Not one in which an update was in another place; what is of a year has all four."""
    said = "period: 2022/23 {}\nupdates: {{{}: {{force: [{{id: {}, text: Said.}}]}}}}\n"
    cells = ("Q1", "roads", "a"), ("Q2", "farms", "a"), ("Q3", "farms", "a")
    updates = {f"{cell[0]}.yaml": said.format(*cell) for cell in cells}
    folder = projects.write(tmp_path, updates=updates)

    assert told(folder, asked("2022/23 Q3", since="2022/23"))[2] == "2022/23 (Q2-Q3):"
    (folder / "updates/year.yaml").write_text(said.format("", "farms", "b"), "utf-8")
    of_last = asked("2022/23 Q4", since="2022/23 Q4")
    assert told(folder, of_last)[2] == "2022/23 (Q1-Q4):"


def test_an_update_of_two_contributors_is_printed_once(tmp_path: Path) -> None:
    """The same id and words in one quarter, with a note; the same words alone, with a warning."""
    same = CELL.format(q="Q4", entry="{id: a, text: Done., owner: %s}, Said.")
    folder = years.write(tmp_path, x=same % "one", y=same % "other")
    built, findings = build(folder, WHOLE)
    notes = [f for f in findings if f.rule == "repeated-update"]

    kinds = [(f.severity, len(f.related)) for f in notes]
    assert kinds == [(Severity.INFO, 1), (Severity.WARNING, 1)]
    assert [a.reason for a in built.absences].count(OmissionReason.REPEATED) == 2
    lines = told(folder)
    assert (lines.count("Done."), lines.count("Said.")) == (1, 1)


@pytest.mark.parametrize("name", ["_2022_23_q1_a", "_2022_23_q1_z"])
def test_another_file_of_the_quarter_withdraws_an_update(
    tmp_path: Path, name: str
) -> None:
    """Whichever of the two is read first."""
    withdrawal = "period: 2022/23 Q1\nupdates: {farms: {force: [{id: arrests, withdrawn: wrong}]}}"
    q3 = years.UPDATES["2022-23-q3.yaml"].replace("id: arrests, ", "")
    folder = years.write(tmp_path, **{name: withdrawal, "_2022_23_q3": q3})
    lines = told(folder)

    assert "Patrols" not in " ".join(lines)
    assert "Two arrests were made." not in lines
    assert "Five arrests were made." in lines


def test_an_update_can_be_withdrawn_twice(tmp_path: Path) -> None:
    """The later withdrawal takes out what was written again after the earlier one."""
    entries = ("text: One.", "withdrawn: wrong", "text: Again.", "withdrawn: wrong")
    files = {
        f"_2022_q{n}": CELL.format(q=f"Q{n}", entry=f"{{id: a, {entry}}}")
        for n, entry in enumerate(entries, 1)
    }

    assert not {"One.", "Again."} & set(told(years.write(tmp_path, **files)))


@pytest.mark.parametrize(
    "parent", ["{id: a, text: A., withdrawn: wrong", "{text: A., withdrawn: wrong"]
)
def test_a_version_that_is_taken_out_with_its_parent_replaces_nothing(
    tmp_path: Path, parent: str
) -> None:
    """A point of a withdrawn update is not said, so the earlier text still is."""
    updates = {
        "a.yaml": "period: 2022/23 Q1\nupdates: {farms: {force: [{id: b, text: B one.}, C.]}}",
        "b.yaml": (
            f"period: 2022/23 Q2\nupdates: {{farms: {{force: [{parent},"
            " points: [{id: b, text: B two.}]}]}}"
        ),
    }
    lines = told(projects.write(tmp_path, updates=updates), asked("2022/23 Q4"))

    assert lines[2:5] == ["2022/23:", "B one.", "C."]


CIRCLES = [
    # farms, roads and wildlife under force; whether a circle is told
    ("[see: roads, see: wildlife]", "[see: farms]", "[One.]", False),
    ("{nothing: quiet}", "[see: farms]", "[see: roads]", True),
    ("[see: roads]", "[see: farms]", "[One.]", True),
    ("[{id: a, text: A., points: [see: a]}]", "[B.]", "[C.]", True),
]


@in_turn(("farms", "roads", "wildlife", "wrong"), CIRCLES)
def test_a_circle_is_one_without_an_update(
    tmp_path: Path, farms: str, roads: str, wildlife: str, wrong: bool
) -> None:
    """A reader who follows the references never comes to an update."""
    text = f"period: 2022/23 Q4\nupdates: {{farms: {{force: {farms}}}, roads: {{force: {roads}}}, wildlife: {{force: {wildlife}}}}}"
    built, findings = build(projects.write(tmp_path, updates={"x.yaml": text}))

    assert wrong == (built.package is None), [f.message for f in findings]


def test_a_private_version_does_not_answer_for_its_quarter(tmp_path: Path) -> None:
    """It is not printed, so what is, is that there was nothing to report."""
    entries = {
        f"2022-q{q}": f"{{id: a, text: Text {q}., public: {q != 2}}}" for q in (1, 2, 3)
    }
    files = {k: CELL.format(q=k[-2:].upper(), entry=v) for k, v in entries.items()}
    files["none"] = CELL.format(q="Q2", entry="{nothing: quiet}")
    lines = told(
        projects.write(tmp_path, updates={f"{k}.yaml": v for k, v in files.items()}),
        asked("2022/23 Q4"),
    )

    assert lines[2:5] == ["2022/23:", "Text 3.", "Nothing to report in Q2: quiet"]


def test_a_version_too_deep_for_its_old_place_has_its_own(tmp_path: Path) -> None:
    """A point that became an update with points of points is printed as an update."""
    deep = "{id: b, text: B two., points: [{text: C., points: [D.]}]}"
    updates = {
        "a.yaml": CELL.format(
            q="Q1", entry="{text: A., points: [{id: b, text: B one.}]}"
        ),
        "b.yaml": CELL.format(q="Q2", entry=deep),
    }
    lines = told(projects.write(tmp_path, updates=updates), asked("2022/23 Q4"))

    assert lines[2:7] == ["2022/23:", "A.", "B two.", "C.", "D."]


def test_what_becomes_private_is_counted(tmp_path: Path) -> None:
    """A later version that is not public takes the public one out, with a warning."""
    entry = "{id: secret, text: %s.}"
    folder = years.write(
        tmp_path,
        x=CELL.format(q="Q3", entry=entry % "Open"),
        y=CELL.format(q="Q4", entry=entry.replace("}", ", public: false}") % "Closed"),
    )
    _, findings = build(folder, WHOLE)

    assert "private-revision" in [f.rule for f in findings]
    assert not {"Open.", "Closed."} & set(told(folder))


MONEY = [
    # text, amount, whether it is told
    ("£1,000 was given.", 1000, False),
    ("£1,000 of £5,000 was given.", 5000, False),
    ("£1.2m was given.", 1_180_000, False),
    ("£75k was given.", 75_000, False),
    ("£2 million was given.", 2_000_000, False),
    ("Grants were given.", 10, False),
    ("£1,000 was given.", 100, True),
    ("£1.2m was given.", 1_300_000, True),
    ("£10.50 was given.", 10, True),
    ("£4,000 and £2,000 were given.", 6000, False),
    ("£25,000 to four, £9,500 to one.", 34_500, False),
    ("£4,000 and £2,000 were given.", 7000, True),
]


@in_turn(("text", "amount", "wrong"), MONEY)
def test_a_text_states_its_own_award(
    tmp_path: Path, text: str, amount: int, wrong: bool
) -> None:
    """A sum in the text is compared with the update's own award, as it is rounded."""
    entry = f'{{text: "{text}", award: {{amount: {amount}}}, points: [{{text: "£7 each.", award: {{amount: 7}}}}]}}'
    _, findings = build(
        years.write(tmp_path, x=CELL.format(q="Q4", entry=entry)), WHOLE
    )

    found = [f for f in findings if f.rule == "award-mismatch"]
    assert wrong == bool(found)
    assert not found or text.startswith(found[0].at.span.text)


FARM = "award: {amount: %s, fund: Farm Fund%s}"
FIRST = FARM % (12500, ", round: Spring 2021")
COUNTED = (
    (f"{{id: kit, text: More., {FARM % (7, '')}}}", "£12,507 in 2"),
    (f"{{id: kit, text: More., {FIRST}}}", "£12,500 in 1"),
    (f"{{continues: kit, text: More., {FIRST}}}", "£12,500 in 1"),
    (
        f"{{id: more, continues: kit, text: More.}}, {{continues: more, text: All., {FIRST}}}",
        "£12,500 in 1",
    ),
    (f"{{continues: kit, text: More., {FARM % (7, '')}}}", "£12,507 in 2"),
    (f"{{text: More., {FARM % (12500, '')}}}", "£25,000 in 2"),
    ("{text: More., award: {fund: Farm Fund}}", "£12,500 in 2"),
    (
        f"{{text: More., award: {{amount: 9}}, points: [{{text: One., {FARM % (5, '')}}}, Two.]}}",
        "£12,509 in 2",
    ),
    (
        f"{{text: More., award: {{amount: 9, fund: Road Fund}}, points: [{{text: One., {FARM % (5, '')}}}]}}",
        "£12,514 in 3",
    ),
)


@in_turn(("entries", "total"), COUNTED)
def test_printed_awards_count_once(tmp_path: Path, entries: str, total: str) -> None:
    """One of another year counts too; the same one again, or a part of one above, does not."""
    folder = years.write(tmp_path, x=CELL.format(q="Q4", entry=entries))
    for name in ("2022-23-q1.yaml", "2022-23-q3.yaml"):
        (folder / "updates" / name).unlink()

    given = f"Given: {total};"
    assert [line for line in told(folder, WHOLE) if given in line]


def test_a_fund_is_one_however_it_is_capitalised(tmp_path: Path) -> None:
    """It is listed as it is first printed."""
    entry = "{text: More kit., award: {amount: 5, fund: FARM  fund}}, {text: More roads., award: {amount: 6, fund: road fund}}"
    folder = years.write(tmp_path, x=CELL.format(q="Q4", entry=entry))
    listed = "; Farm Fund: £12,505; road fund: £40,006.50; "

    line = next(line for line in told(folder, WHOLE) if listed in line)
    assert "of it £40,006.50," in line


def test_a_sum_of_nothing_is_reported(tmp_path: Path) -> None:
    """A fund that no award has prints as no money, with a warning at its name."""
    house = years.HOUSE.replace("Road Fund", "Rode Fund")
    folder = years.write(tmp_path)
    (folder / "house.yaml").write_text(house, encoding="utf-8")
    _, findings = build(folder, WHOLE)

    [finding] = [f for f in findings if f.rule == "missing-fact"]
    assert finding.at.span.text == "{awards.fund.Rode Fund}"
    assert "until an award counts, “£0” is printed" in (finding.help or "")
    assert [line for line in told(folder) if "of it £0," in line]


@in_turn(
    ("name", "period", "agrees"),
    [
        ("2022-23-q4.yaml", "2022/23 Q4", True),
        ("2022-23-force.yaml", "2022/23 Q4", True),
        ("2022-23.yaml", "2022-10-01 to 2023-03-31", True),
        ("2022-23-q3.yaml", "2022/23 Q4", False),
        ("2022-24-q4.yaml", "2022/23 Q4", False),
        ("2021-22.yaml", "2022/23", False),
        ("2022-11-04.yaml", "2022/23 Q3", True),
    ],
)
def test_a_file_s_name_agrees_with_its_period(
    tmp_path: Path, name: str, period: str, agrees: bool
) -> None:
    """A name that begins with a year or a quarter must name the file's own."""
    text = f"period: {period}\nupdates: {{farms: {{force: [A.]}}}}"
    _, findings = build(projects.write(tmp_path, updates={name: text}))

    assert agrees == ("period-mismatch" not in [f.rule for f in findings])

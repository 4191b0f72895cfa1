"""The advice under a finding can be followed, and leads somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import projects
from tests.cases import in_turn
from tests.conftest import Run, RunBytes
from tests.finding_lines import check_lines

BLOCK = "write - text: >- and the words on the next line, indented"
BESIDE = "on its own line, lined up with"
KEEP = f"write public: false {BESIDE} text:)"
ADVICE = [
    # As typed under a stream, and the advice of the one error.
    ("- >-\n  A.\n  public: false", f"if not, {BLOCK}; then public: false on its own line"),
    ("- >-\n  A.\n  PUBLIC: FALSE", f"if not, {BLOCK}; then public: false on its own line"),
    ("- >-\n  A.\n  date: 2023", f"if not, {BLOCK}; then date: on its own line, lined up with text:"),
    ("- Two\n  arrests\n  public = no", f"if not, {BLOCK}; then public: false on its own"),
    ("- A b\n  public: false", f"({BLOCK}; then public: on its own line, lined up with text:)"),
    ("- A b\n award:\n   amount: 1", f"({BLOCK}; then award: on its own line, lined up with text:)"),
    ("- A\n  b c.\n  public: false", f"({BLOCK}; then public: on its own line, lined up with text:)"),
    ("- closing: >-\n    A.\n    public: false", f"if not, write public: false {BESIDE} closing:)"),
    ("- text: >-\n    A.\n    id: a", f"if not, write id: {BESIDE} text:)"),
    ("- >-\n  A.\n  - see: farms", "(if it is a point, put it under points:; if it is a new update, line it up with the update above)"),
    # A mark in its right form; one that keeps nothing private is to be deleted.
    ("- text: >-\n    A.\n    private: true", f"if not, {KEEP}"),
    ("- text: >-\n    A.\n    PRIVATE = yes", f"if not, {KEEP}"),
    ("- text: >-\n    A.\n    pubic: no", f"if not, {KEEP}"),
    ("- text: >-\n    A.\n    confidential: on", f"if not, {KEEP}"),
    ("- text: >-\n    A.\n    private: false", f"if not, delete it, because it does nothing; to keep this private, {KEEP}"),
    ("- text: >-\n    A.\n    public = yes", f"if not, delete it, because it does nothing; to keep this private, {KEEP}"),
    # The quotes of a text may be of both kinds, and then no quotes round it would do.
    ("- The force's riders: none came.", '(write it like this: - "The force\'s riders: none came.")'),
    ('- The "Ride Safe" day: none came.', "(write it like this: - 'The \"Ride Safe\" day: none came.')"),
    ('- The force\'s "Ride Safe" day: none came.', "(write - >- and the text on the next line, indented)"),
    # No key of another office is shown.
    ("- see:", "as in plan.yaml, or the id"),
    ("- see: ''", "as in plan.yaml, or the id"),
    ("- see: 30", "as in plan.yaml, or the id"),
    ("- year: 2022/23", "as in plan.yaml, or the id"),
]  # fmt: skip


def told(run: Run, folder: Path) -> str:
    """What `check` prints of a project: a line for each finding."""
    return check_lines(run, folder).stdout


@in_turn(("typed", "advice"), ADVICE)
def test_a_mistake_in_an_update_is_one_error_with_its_advice(
    tmp_path: Path, run: Run, typed: str, advice: str
) -> None:
    """Where a field goes, which mark keeps a text private, and how a colon is written."""
    found = told(run, projects.write(tmp_path, updates=projects.one_update(typed)))

    assert advice in found, found
    assert found.count("error:") == 1
    assert "public_awareness" not in found


def test_nothing_beside_a_stream_goes_to_its_own_line(tmp_path: Path, run: Run) -> None:
    """In quotes it would be neither a list nor a reason; --fix leaves it alone."""
    text = "period: 2022/23 Q4\nupdates:\n  farms:\n    force: nothing: no round.\n"
    folder = projects.write(tmp_path, updates={"2022-23-q4.yaml": text})
    found = told(run, folder)
    run("check", "--fix", folder)

    assert "(move “nothing:” and what follows it to the next line, indented)" in found
    assert found.count("error:") == 1
    assert (folder / "updates/2022-23-q4.yaml").read_text("utf-8") == text


@in_turn(
    ("place", "advice"),
    [
        ("private/a.yaml", "“private” will not be read (files are private only in “updates/private”: move private files there)"),
        ("Private/a.yaml", "“Private” will not be read (files are private only in “updates/private”: move private files there)"),
        ("updates/old/a.yaml", "“old” will not be read (update files must be directly in “updates”, with names ending in .yaml)"),
        ("reports/b.docx", "“b.docx” will not be read (report files must be directly in “reports”, with names ending in .yaml)"),
        ("reports/old/b.yaml", "“old” will not be read (report files must be directly in “reports”, with names ending in .yaml)"),
        ("report-2.yaml", "“report-2.yaml” will not be read (if it is another report, move it into a folder “reports”)"),
        ("2022-23-q4.yaml", "“2022-23-q4.yaml” will not be read (if it has updates, move it into “updates”; if it is a house format, name it in report.yaml: house: 2022-23-q4.yaml)"),
        ("old.yaml/a.yaml", "“old.yaml” will not be read (if it has updates, move it into “updates”; if it is a house format, name it in report.yaml: house: old.yaml)"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_told_where_it_belongs(
    tmp_path: Path, run: Run, place: str, advice: str
) -> None:
    """One warning, for each place where a file may have been put."""
    folder = projects.write(tmp_path)
    if place.startswith("reports"):
        (folder / "reports").mkdir()
    (folder / place).parent.mkdir(exist_ok=True)
    (folder / place).write_text("period: 2022/23 Q4\nupdates: {}\n", "utf-8")
    found = told(run, folder)

    assert f": warning: {advice} [stray-file]" in found, found
    assert found.count("[stray-file]") == 1


@in_turn("command", ["check", "build", "status"])
def test_two_reports_beside_the_plan_are_told_where_they_belong(
    tmp_path: Path, run: Run, command: str
) -> None:
    """They are named."""
    folder = projects.write(tmp_path)
    for name in ("report-a.yaml", "report-b.yaml"):
        (folder / name).write_text(projects.REPORT, "utf-8")
    (folder / "report.yaml").unlink()
    refused = run(command, folder)

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "put their files in a folder named “reports”" in refused.stderr


def test_a_file_in_a_private_folder_that_is_not_read_is_told_so(
    tmp_path: Path, run: Run
) -> None:
    """Checked alone, it is told where it would be private; documents are no one's mistake."""
    folder = projects.write(tmp_path)
    (folder / "private").mkdir()
    (folder / "private/notes.docx").write_text("", "utf-8")
    assert "stray-file" not in told(run, folder)

    (folder / "private/a.yaml").write_text("period: 2022/23 Q4\n", "utf-8")
    assert (
        "(files are private only in “updates/private”: move private files there)"
        in told(run, folder / "private/a.yaml")
    )


def test_an_unknown_house_format_is_told_what_could_be_named(
    tmp_path: Path, run: Run
) -> None:
    """The project's own file, or one that comes with pccreport."""
    report = projects.REPORT.replace("house.yaml", "hous")
    folder = projects.write(tmp_path, report=report)

    assert (
        "(name your own file, such as house.yaml, or a built-in format: plain, progress-report or whole-plan)"
        in told(run, folder)
    )

    (folder / "report.yaml").write_text(projects.REPORT, "utf-8")
    (folder / "house.yaml").write_text("extends: progres\n", "utf-8")
    assert "(after extends:, write plain, progress-report or whole-plan)" in told(
        run, folder
    )


def test_a_gap_is_told_with_the_line_that_closes_it(tmp_path: Path, run: Run) -> None:
    """Under the project's own keys; it is written, and one gap less is found."""
    folder = projects.write(tmp_path)
    before = told(run, folder)
    line = 'force: {nothing: "the reason"}'
    assert (
        "(add an update or a reference, or say why there is neither: under each of farms, roads"
        f" and wildlife, write {line})" in before
    )
    assert before.count("[missing-entry]") == 3

    path = folder / "updates/2023-24-q1.yaml"
    text = path.read_text("utf-8").replace("  farms:\n", f"  farms:\n    {line}\n")
    path.write_text(text, "utf-8")
    after = told(run, folder)
    for aim in ("roads", "wildlife"):
        text = text.replace(f"  {aim}:\n", f"  {aim}:\n    {line}\n")
    path.write_text(text, "utf-8")
    filled = told(run, folder)

    silent = "2023/24 Q1: nothing is reported in “NP actions”, unlike in 2022/23 Q4"
    assert silent in before
    assert silent not in after
    assert "error:" not in after
    of_funds = "under each of farms, roads and wildlife, write safety_fund:"
    rest = "; likewise for the gaps under force and property_fund)"
    assert f'{of_funds} {{nothing: "the reason"}}{rest}' in before
    assert "in “NP actions”" not in filled.partition("2023-24-q1")[2]


def test_a_gap_is_never_in_the_file_of_another_stream(tmp_path: Path, run: Run) -> None:
    """It is in the stream’s own file of the quarter, or in one that there is not yet."""
    own = "period: 2023/24 Q1\nupdates:\n  farms:\n    {}: [Two came.]\n".format
    q1 = {f"2023-24-q1-{s}.yaml": own(s) for s in ("force", "opcc", "safety_fund")}
    q4 = {
        f"2022-23-q4-{s}.yaml": own(s).replace("2023/24 Q1", "2022/23 Q4")
        for s in ("opcc", "property_fund")
    }
    found = told(run, projects.write(tmp_path / "a", updates=q1 | q4))

    lines = [line for line in found.splitlines() if "missing-entry" in line]
    [silent] = [line for line in lines if "unlike in 2022/23 Q4" in line]
    assert "report.yaml:" in silent.partition(" warning: ")[0]
    assert "such as updates/2023-24-q1-property-fund.yaml, under farms, write" in silent
    [ever] = [line for line in lines if "the report has nothing" in line]
    assert "2023-24-q1-" in ever.partition(" warning: ")[0]


@in_turn("every", [(), ("--all",)])
def test_build_takes_the_current_folder(
    tmp_path: Path, run_bytes: RunBytes, every: tuple[str, ...]
) -> None:
    """As `check` and `compare` do, where it is a project."""
    folder = projects.write(tmp_path / "mine")
    built = run_bytes("build", *every, cwd=folder)

    assert built.returncode == 0, built.stderr
    assert (folder / ("mine.docx" if every else "report.docx")).exists()


def test_a_later_file_is_told_the_line_that_prints_it(tmp_path: Path, run: Run) -> None:
    """In the next report, or in this one; what is written there already is taken out."""
    later = "period: 2023/24 Q2\nupdates: {farms: {force: [Dogs were bought.]}}\n"
    updates = {**projects.UPDATES, "b.yaml": later}
    folder = projects.write(tmp_path, updates=updates)
    until = told(run, folder)
    report = projects.REPORT.replace("until: 2023/24 Q1\n", "")
    (folder / "report.yaml").write_text(report, "utf-8")

    now = "in report.yaml, to report on that period, write period: 2023/24 Q2"
    assert f"{now} and delete until:; to print it in" in until
    assert (
        f"{now}; to print it in the report on 2022/23 Q4 too, write until: 2023/24 Q2"
        in told(run, folder)
    )


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("{ notes: #1F3864 }", '{ notes: "#1F3864" }'),
        ("{notes: #1F3864, links: #0000ff}", '{notes: "#1F3864", links: "#0000ff"}'),
    ],
)
@pytest.mark.parametrize("below", ["", "  size: 13\n"])
def test_a_colour_in_brackets_is_told_that_it_needs_quotes(
    tmp_path: Path, run: Run, typed: str, advice: str, below: str
) -> None:
    """The hash begins a note, which the closing bracket is in; --fix adds the quotes."""
    look = f"look:\n  colours: {typed}\n{below}"
    folder = projects.write(tmp_path, house=projects.HOUSE + look)
    found = told(run, folder)
    run("check", "--fix", folder)

    assert "is read as a note, so the bracket is not closed" in found
    assert f"write it like this: colours: {advice}" in found
    assert found.count("error:") == 1
    assert f"colours: {advice}\n" in (folder / "house.yaml").read_text("utf-8")
    assert "error" not in told(run, folder)


def test_what_is_said_again_can_be_given_an_id(tmp_path: Path, run: Run) -> None:
    """Both get the same; one that has an id has the way out that it had."""
    words = "The Force is committed to tackling rural crime and works on a new plan."
    updates = {
        f"2022-23-q{n}.yaml": f"period: 2022/23 Q{n}\nupdates: {{farms: {{force: [{words}]}}}}\n"
        for n in (3, 4)
    }
    found = told(run, projects.write(tmp_path / "a", updates=updates))
    named = f"[{{id: plan, text: {words}}}]"
    updates["2022-23-q3.yaml"] = updates["2022-23-q3.yaml"].replace(f"[{words}]", named)
    with_id = told(run, projects.write(tmp_path / "b", updates=updates))

    assert "if this replaces that update, give both the same id:" in found
    assert "add continues: plan" in with_id
    assert "give both" not in with_id


def test_a_house_format_no_report_names_is_told_how(tmp_path: Path, run: Run) -> None:
    """The line to write, and the file to write it in."""
    folder = projects.write(tmp_path)
    (folder / "panel.yaml").write_text("extends: plain\n", "utf-8")

    way = "if it is a house format, name it in report.yaml: house: panel.yaml"
    assert f"move it into “updates”; {way}) [stray-file]" in told(run, folder)

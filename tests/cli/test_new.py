"""`pccreport new`: a first project, and the next quarter of one."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from tests import projects
from tests.cases import in_turn
from tests.conftest import ROOT, Run
from tests.finding_lines import check_lines

from pccreport.cli.output_file import write_own_file

ANSWERS = {
    "--body": "Office of the Mayor of Northshire (OMN)",
    "--area": "Northshire",
    "--holder": "Mayor",
    "--force": "Northshire Police (NP)",
    "--plan": "Safer Together: a plan",
    "--years": "2021/22 to 2024/25",
    "--priority": "4: Rural crime",
    "--aim": "Fewer thefts from farms.",
    "--stream": "What the force did:",
    "--panel": "Northshire Police and Crime Panel",
    "--period": "2021/22 Q1",
    "--meeting": "2021-09-10",
    "--signed-by": "Jo O'Neil",
    "--signed-as": "Mayor of Northshire",
    "--signed-on": "2021-08-26",
}
MORE = ["--aim", "roads=Safer roads.", "--stream", "The Safety Fund"]
FILES = [
    "build.cmd",
    "check.cmd",
    "house.yaml",
    "plan.yaml",
    "report.yaml",
    "schemas",
    *(f"schemas/{kind}.schema.json" for kind in ("house", "plan", "report", "update")),
    "updates",
    "updates/2021-22-q1-force.yaml",
    "updates/2021-22-q1-safety-fund.yaml",
]


def options(without: str = "") -> list[str]:
    """Return the answers as options, but for one of them."""
    pairs = [pair for pair in ANSWERS.items() if pair[0] != without]
    return [word for pair in pairs for word in pair] + (MORE if not without else [])


def files_of(folder: Path) -> dict[str, bytes]:
    """Return what is in each file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        if path.is_file()
        else b""
        for path in sorted(folder.rglob("*"))
    }


def test_a_new_project_checks_quietly(tmp_path: Path, run: Run) -> None:
    """It says what to do next; filled in, it builds."""
    folder = tmp_path / "my report"
    done = run("new", folder, *options())
    checked = run("check", folder, "--strict")

    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines()[-1] == f'Next: pccreport check "{folder}"'
    assert [*files_of(folder)] == FILES
    assert checked.returncode == 0
    assert checked.stdout == "No problems: 1 report, 2 files\n"
    assert checked.stderr.startswith("No updates yet: write the first ones in ")
    path = folder / FILES[-2]
    text = path.read_text("utf-8").replace(
        "force:\n", "force: [Two arrests were made.]\n", 1
    )
    path.write_text(text, "utf-8")
    built = run("build", folder, "-o", tmp_path / "r.txt")
    words = (tmp_path / "r.txt").read_text("utf-8")
    assert built.returncode == 0, built.stderr
    for said in ("Fewer thefts from farms.", "What the force did:", "Jo O'Neil"):
        assert said in words
    assert "Safer Together: a plan" in words
    assert "Thames" not in words


@in_turn("name", ANSWERS)
def test_a_gap_is_left_out_and_named(tmp_path: Path, run: Run, name: str) -> None:
    """Nothing is put in its place; `check` asks for what a report cannot be without."""
    folder = tmp_path / "new"
    done = run("new", folder, *options(name), "--yes")
    checked = check_lines(run, folder)

    assert f"Not given, and so left out: {name}." in done.stderr
    if name in {"--area", "--holder", "--force", "--priority", "--aim", "--stream"}:
        return  # a project may be without them, until they are printed
    assert checked.returncode == 1
    assert re.search(r"\[(missing-key|empty-value|wrong-kind)\]", checked.stdout)
    assert "NAME" not in "".join(
        path.read_text("utf-8") for path in folder.glob("*.yaml")
    )


def test_with_no_answer_at_all_the_files_are_there(tmp_path: Path, run: Run) -> None:
    """Without a terminal nothing is asked, and every gap has an example that is no office's.

    That nobody signs the report is told when its house format can be read.
    """
    folder = tmp_path / "new"
    done = run("new", folder)

    assert done.returncode == 0
    assert all(name in done.stderr for name in ANSWERS)
    checked = run("check", folder)
    assert checked.returncode == 1
    for key in ("title", "years", "name", "number"):
        assert f"“{key}:” is empty" in checked.stdout
    for key in ("priority", "period", "panel", "meeting"):
        assert f"this file has no “{key}:”" in checked.stdout
        assert f"add {key}:, such as {key}: " in checked.stdout
    assert "such as: years: 2030/31 to 2033/34" in checked.stdout
    for plan in ROOT.glob("examples/*/plan.yaml"):
        for own in re.findall(r"(?m)^(?:title|years): (.+)$", plan.read_text("utf-8")):
            assert own not in checked.stdout


def test_nothing_is_overwritten(tmp_path: Path, run: Run) -> None:
    """A folder with anything in it is refused, and a file is."""
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    for path in (tmp_path, tmp_path / "notes.txt"):
        done = run("new", path, *options())

        assert done.returncode == 2
        assert "is there already" in done.stderr
    assert [*files_of(tmp_path)] == ["notes.txt"]
    assert run("new").returncode == 2
    assert run("new", tmp_path / "a", "--period", "soon").returncode == 2
    assert "“2020/21” is not a quarter" in run("new", "2020/21").stderr
    assert "“Q5” is not a quarter" in run("new", "Q5").stderr
    assert not (tmp_path / "a").exists()


def test_what_is_typed_cannot_break_a_file(tmp_path: Path, run: Run) -> None:
    """Quotation marks, braces, keys that are the same twice, letters of other languages."""
    hard = [
        "--aim",
        'A "quoted": aim - #1',
        "--aim",
        'A "quoted": aim',
        "--aim",
        "Ôn: été",
    ]
    folder = tmp_path / "new"
    run("new", folder, *options("--aim"), *hard, "--aim", "1234")
    plan = (folder / "plan.yaml").read_text("utf-8")

    assert "[" not in run("check", folder, "--strict").stdout
    keys = re.findall(r"^ {6}([a-z0-9_]+):", plan, re.M)
    assert keys == ["quoted_aim_1", "quoted_aim", "ete", "key_1234"]


def test_on_a_terminal_what_was_not_given_is_asked(tmp_path: Path) -> None:
    """Enter leaves something out; key aims and streams are asked until there are no more."""
    pty = pytest.importorskip("pty", reason="Windows has no such terminal")
    folder = tmp_path / "new"
    command = [sys.executable, "-m", "pccreport", "new", str(folder)]
    asked = ("--aim", "--period", "--signed-on")
    command += [w for pair in ANSWERS.items() if pair[0] not in asked for w in pair]
    main, side = pty.openpty()
    with subprocess.Popen(command, stdin=side, stderr=side) as process:
        os.write(
            main,
            b"First aim\nSecond aim\n\nsoon\n2021/22 Q1\n2021-08-27\n",
        )
        process.wait(30)
        os.close(side)
        shown = os.read(main, 65536).decode()
    os.close(main)

    assert process.returncode == 0
    assert "Each key aim, such as Locks that hold (a line each, then Enter):" in shown
    assert "second_aim: Second aim\n" in (folder / "plan.yaml").read_text("utf-8")
    assert "date: 2021-08-27\n" in (folder / "report.yaml").read_text("utf-8")
    assert "“soon” is not a quarter; write it like 2021/22 Q1." in shown
    assert (folder / "updates/2021-22-q1-force.yaml").exists()
    assert "Not given" not in shown


def test_every_question_is_short(tmp_path: Path) -> None:
    """One line of 80 characters with an example, whatever was answered before."""
    pty = pytest.importorskip("pty", reason="Windows has no such terminal")
    folder = tmp_path / "new"
    command = [sys.executable, "-m", "pccreport", "new", str(folder)]
    main, side = pty.openpty()
    with subprocess.Popen(command, stdin=side, stderr=side) as process:
        os.write(main, b"\n" * 15)
        process.wait(30)
        os.close(side)
        shown = os.read(main, 65536).decode().splitlines()
    os.close(main)
    questions = [line.lstrip("> ") for line in shown if ", such as " in line]

    assert len(questions) == 15
    assert all(line.endswith(":") and len(line) < 80 for line in questions)


def test_keys_are_the_words_that_name_something(tmp_path: Path, run: Run) -> None:
    """At most three, without small words; more where they would be the same."""
    aims = [
        *("What the village of Wendlemark does", "Fewer thefts from farms in winter"),
        *("Fewer thefts from farms in summer", "Who we are"),
    ]
    given = [word for aim in aims for word in ("--aim", aim)]
    run("new", tmp_path / "p", *options("--aim"), *given, "--yes")
    plan = (tmp_path / "p/plan.yaml").read_text("utf-8")

    assert re.findall(r"^ {6}(\w+):", plan, re.M) == [
        *("village_wendlemark", "fewer_thefts_farms", "fewer_thefts_farms_summer"),
        "who_we_are",
    ]


def test_a_double_click_checks_and_builds(tmp_path: Path, run: Run) -> None:
    """In the folder of the script, with whichever way pccreport is installed."""
    run("new", tmp_path / "new", *options())
    python = f'"{sys.executable}"' if sys.platform == "win32" else "py"
    for name in ("check", "build"):
        script = (tmp_path / f"new/{name}.cmd").read_bytes()

        assert script.startswith(b'@echo off\r\nchcp 65001 >nul\r\ncd /d "%~dp0"\r\n')
        ways = f"(pccreport {name}) else ({python} -m pccreport {name})"
        assert ways.encode() in script
        assert script.endswith(b"pause\r\n")
        assert b"\n" not in script.replace(b"\r\n", b"")


LAST = {
    "2022-23-q4-force.yaml": """\
period: 2022/23 Q4
updates:
  farms:
    force:
      - Two arrests were made.
      # accept date-after-period: as it was
      - {text: A boy of seven was found., public: false}
      - text: "Three things were done:"
        points: [One., {text: Not this one., private: true}]
      - {text: "NOT FOR PUBLICATION: a bidder may sue.", public: false}
    opcc:
  roads:
    opcc: {nothing: the review goes on.}
  courtesy:
    force: [Courtesy was taught.]
""",
    "private/2022-23-q4-force.yaml": """\
period: 2022/23 Q4
updates: {wildlife: {force: [A badger of note was seen.]}}
""",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with one quarter, some of it not public."""
    report = projects.REPORT.replace("until: 2023/24 Q1\n", "")
    return projects.write(tmp_path / "p", report=report, updates=LAST)


def test_the_next_quarter_has_a_file_for_each_stream(project: Path, run: Run) -> None:
    """Every key aim is ready in each, and what was sent last is beside it."""
    done = run("new", project, "2023/24", "Q1")
    text = (project / "updates/2023-24-q1-force.yaml").read_text("utf-8")

    assert done.returncode == 0
    names = {path.name for path in (project / "updates").glob("2023*")}
    streams = ("force", "opcc", "safety-fund", "property-fund")
    assert names == {f"2023-24-q1-{name}.yaml" for name in streams}
    assert (
        text
        == """\
# yaml-language-server: $schema=../schemas/update.schema.json
period: 2023/24 Q1

updates:
  farms:
    force:
      # 2022/23 Q4:
      # - >-
      #   Two arrests were made.
      # - {"text": "A boy of seven was found.", public: false}
      # - {"text": "Three things were done:", points: [{"text": "One."}, {"text": "Not this one.", public: false}]}
      # - {lead: false, "text": "NOT FOR PUBLICATION: a bidder may sue.", public: false}
  roads:
    force:
      # 2022/23 Q4: nothing was sent
  wildlife:
    force:
      # 2022/23 Q4: nothing was sent
  courtesy:
    force:
      # 2022/23 Q4:
      # - >-
      #   Courtesy was taught.
"""
    )
    other = (project / "updates/2023-24-q1-opcc.yaml").read_text("utf-8")
    assert "      # nothing: the review goes on.\n" in other
    todo = f"Next: in {project / 'report.yaml'}, write period: 2023/24 Q1, the new meeting:"
    assert done.stderr.splitlines()[-1].startswith(todo)


def test_the_notes_are_what_each_stream_sent_last(project: Path, run: Run) -> None:
    """Of an earlier quarter where it missed one; a stream that never sent has none."""
    (project / "updates/2023-24-q1-opcc.yaml").write_text(
        "period: 2023/24 Q1\nupdates: {farms: {opcc: [A farm was visited.]}}\n", "utf-8"
    )
    run("new", project, "2023/24 Q2")
    force, opcc, fund = (
        (project / f"updates/2023-24-q2-{name}.yaml").read_text("utf-8")
        for name in ("force", "opcc", "safety-fund")
    )

    assert "# 2022/23 Q4:\n      # - >-\n      #   Two arrests were made." in force
    assert "# 2023/24 Q1:\n      # - >-\n      #   A farm was visited." in opcc
    assert "#" not in fund.partition("\n")[2]


def test_a_note_has_the_id_the_outcome_and_the_award(project: Path, run: Run) -> None:
    """Taken up again, it says all that it said."""
    award = 'award: {amount: 4500, fund: "Safety, hall"}'
    (project / "updates/2022-23-q4-fund.yaml").write_text(
        "period: 2022/23 Q4\nupdates:\n  farms:\n    safety_fund:\n"
        f"      - {{id: hall, text: A grant was made., outcome: It helped., {award}}}\n",
        "utf-8",
    )

    run("new", project, "2023/24 Q1")

    notes = """\
      # - id: hall
      #   text: >-
      #     A grant was made.
      #   outcome: >-
      #     It helped.
      #   award: {amount: 4500, fund: "Safety, hall"}
"""
    assert notes in (project / "updates/2023-24-q1-safety-fund.yaml").read_text("utf-8")


def test_notes_of_private_text_do_no_harm(project: Path, run: Run) -> None:
    """New public updates above and below them are no findings, and no note is printed."""
    before = run("check", project).stdout
    run("new", project, "2023/24 Q1")
    assert run("check", project).stdout == before
    report = (project / "report.yaml").read_text("utf-8")
    (project / "report.yaml").write_text(
        report.replace("2022/23 Q4", "2023/24 Q1"), "utf-8"
    )
    path = project / "updates/2023-24-q1-force.yaml"
    key = "  farms:\n    force:\n"
    new = (
        "      - text: Five arrests.\n        points: [Three in May.]\n      - Four.\n"
    )
    text = path.read_text("utf-8")
    above = text.replace(key, key + new)
    below = text.replace("  roads:\n", f"{new}  roads:\n")
    assert above != text != below
    for each in (above, below):
        path.write_text(each, "utf-8")
        found = check_lines(run, project).stdout
        built = run("build", project, "-o", project / "r.txt")

        assert "error:" not in found
        assert {*re.findall(r"q1-force.yaml.*\[([a-z-]+)\]", found)} <= {
            "missing-entry"
        }
        assert built.returncode == 0
        words = (project / "r.txt").read_text("utf-8")
        assert "Five arrests." in words
        assert not re.search("boy|Not this one|bidder|badger|2022/23 Q4", words)


def test_no_file_of_a_quarter_is_overwritten(project: Path, run: Run) -> None:
    """What is there stays, and is named; what is missing is written."""
    path = project / "updates/2023-24-q1-force.yaml"
    path.write_text("period: 2023/24 Q1\nupdates: {farms: {force: [Mine.]}}\n", "utf-8")
    kept = path.read_text("utf-8")
    done = run("new", project, "2023/24 Q1")

    assert path.read_text("utf-8") == kept
    assert f"Left as it is: {path}." in done.stderr
    assert (project / "updates/2023-24-q1-opcc.yaml").exists()


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda p: (p / "plan.yaml").write_text("title: A\n", "utf-8"), "has errors"),
        (lambda p: (p / "plan.yaml").unlink(), "has no plan.yaml"),
        (
            lambda p: (p / "updates/2022-23-q4-force.yaml").write_text(
                "period: [\n", "utf-8"
            ),
            "has errors",
        ),
    ],
)
def test_a_quarter_is_begun_only_in_a_sound_project(
    project: Path, run: Run, break_it: object, said: str
) -> None:
    """What could not be read would be missing from the notes; nothing is written."""
    break_it(project)  # type: ignore[operator]
    before = files_of(project)
    done = run("new", project, "2023/24 Q1")

    assert done.returncode in {1, 2}
    assert said in done.stderr
    assert files_of(project) == before


def test_a_quarter_outside_the_plan_is_refused(project: Path, run: Run) -> None:
    """With the plan's years."""
    done = run("new", project, "2030/31 Q1")

    assert done.returncode == 2
    assert "outside the plan’s years, 2021/22 to 2024/25" in done.stderr


@in_turn(
    ("option", "typed", "kind"),
    [
        ("--meeting", "9/13/26", "is not a date"),
        ("--meeting", "4/9/2021", "is not a date"),
        ("--meeting", "31 September 2026", "is not a date"),
        ("--meeting", "4 September", "is not a date"),
        ("--signed-on", "2026-13-01", "is not a date"),
        ("--years", "2024 on", "is not a row of financial years"),
        ("--period", "Q2", "is not a quarter"),
        ("--priority", "all", "is not a number and a title"),
        ("--aim", "Homes > Locks", "is not one key aim: plan.yaml has notes on levels"),
    ],
)
def test_an_answer_of_another_form_is_refused(
    tmp_path: Path, run: Run, option: str, typed: str, kind: str
) -> None:
    """Before anything is written."""
    done = run("new", tmp_path / "p", "--yes", option, typed)

    assert (done.returncode, [*tmp_path.iterdir()]) == (2, [])
    assert f"“{typed}” {kind}" in done.stderr


@in_turn("typed", ["Q4", "Q 4", "quarter 4", "q4 2021", "none Q4"])
def test_a_quarter_without_its_year_is_no_folder(
    tmp_path: Path, run: Run, typed: str
) -> None:
    """Nobody calls a project Q4, or means two words by its name."""
    words = typed.split() if typed.startswith("none") else [typed]
    done = run("new", *words, cwd=tmp_path)

    assert (done.returncode, [*tmp_path.iterdir()]) == (2, [])


def test_numbers_are_those_of_the_plan(tmp_path: Path, run: Run) -> None:
    """A priority has one, which is asked for; a key aim's is not typed, the report counts."""
    refused = run("new", tmp_path / "a", *options("--priority"), "--priority", "Crime")
    aims = ("--aim", "1. Fewer burglaries", "--aim", "2) Safer roads")
    run("new", tmp_path / "b", *options("--aim"), *aims)
    plan = (tmp_path / "b" / "plan.yaml").read_text(encoding="utf-8")

    assert 2 == refused.returncode
    assert "“Crime” is not a number and a title" in refused.stderr
    assert "fewer_burglaries: Fewer burglaries" in plan
    assert "safer_roads: Safer roads" in plan


def test_a_report_can_be_on_the_whole_plan_as_the_notes_say(
    tmp_path: Path, run: Run
) -> None:
    """The notes below a new plan say how more priorities and levels are written, and how named."""
    folder = tmp_path / "new"
    run("new", folder, *options("--aim"), "--aim", "farms=Farms that are safe", "--yes")
    plan = folder / "plan.yaml"
    text = plan.read_text("utf-8")
    notes = re.findall("(?m)^# +(.*: ?.*)$", text)
    level = re.findall(r"(?m)^# {3}((?: {2})*\S.*)$", text)
    [levels] = [note for note in notes if note.startswith("levels: [{")]
    aims = "".join(f"      {line}\n" for line in level)
    second = f"  - number: 5\n    title: Roads\n    aims:\n{aims}"
    plan.write_text(text.replace("\n\n#", f"\n{second}\n#", 1), "utf-8")
    for name, line, new in (
        ("report.yaml", "priority: 4", "priority: all"),
        ("house.yaml", "extends: progress-report", f"extends: whole-plan\n{levels}"),
    ):
        path = folder / name
        settings = path.read_text("utf-8")
        assert new.partition("\n")[0] in text
        path.write_text(settings.replace(line, new), "utf-8")
    (folder / "updates/2021-22-q1-force.yaml").write_text(
        "period: 2021/22 Q1\nupdates:\n"
        "  farms: {force: [Two came.]}\n  locks: {force: [Six were fitted.]}\n",
        "utf-8",
    )
    built = run("build", folder, "-o", tmp_path / "r.md")

    assert built.returncode == 0, built.stderr
    words = (tmp_path / "r.md").read_text("utf-8")
    for said in ("4. Rural crime", "5. Roads", "Safe homes", "Locks that hold"):
        assert said in words
    assert "The Outcomes are:" in words


def test_a_plan_may_have_key_aims_only(tmp_path: Path, run: Run) -> None:
    """Without a priority; `check` is quiet, and nothing of a priority is printed."""
    folder = tmp_path / "new"
    given = [*options("--priority"), "--aim", "2) Safer roads."]
    done = run("new", folder, *given, "--yes")
    checked = run("check", folder, "--strict")
    text = (
        "Key Aim 2:\n- Six came to the show.\n\nFewer thefts from farms\n- Ten left.\n"
    )
    pasted = run("paste", "-", "--project", folder, "--write", given=text.encode())
    built = run("build", folder, "-o", tmp_path / "r.md")
    text = (tmp_path / "r.md").read_text("utf-8")

    assert done.returncode == 0, done.stderr
    assert checked.stdout == "No problems: 1 report, 1 file\n"
    assert "2 updates under 2 key aims." in pasted.stderr
    assert built.returncode == 0
    assert "The Key Aims are:" in text
    headings = ["1. Fewer thefts from farms.", "2. Safer roads."]
    assert re.findall(r"^### (.*)", text, re.M) == headings
    assert "Priorit" not in text


@in_turn(
    ("given", "keys"),
    [
        (("--aim", "a=Barns", "--aim", "a=Calls"), ["a", "calls"]),
        (("--aim", "Barns", "--aim", "barns=Calls"), ["barns", "calls"]),
    ],
)
def test_nothing_that_is_given_is_lost(
    run: Run, tmp_path: Path, given: tuple[str, ...], keys: list[str]
) -> None:
    """Of two with one key, the second gets a key of its own words."""
    done = run("new", tmp_path / "p", *given, "--yes")
    plan = (tmp_path / "p/plan.yaml").read_text("utf-8")

    assert done.returncode == 0
    assert re.findall(r"^ {4}key: (\w+)", plan, re.M) == keys


def test_every_file_names_the_schema_that_it_follows(tmp_path: Path, run: Run) -> None:
    """An editor finds it by the first line, in the project itself."""
    folder = tmp_path / "report"
    run("new", folder, *options())
    run("new", folder, "2021/22 Q2")
    files = [*folder.rglob("*.yaml")]

    assert len(files) == 7
    for file in files:
        line, rest = file.read_text("utf-8").split("\n", 1)
        named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", line)
        assert named
        schema = json.loads((file.parent / named[1]).read_text("utf-8"))
        read = json.loads(json.dumps(YAML(typ="safe").load(rest), default=str))
        Draft202012Validator(schema).validate(read)
        wrong = {**read, "colour": "red"}
        assert not Draft202012Validator(schema).is_valid(wrong)


def test_older_schemas_are_renewed_and_an_office_s_own_is_kept(
    project: Path, run: Run
) -> None:
    """Those that pccreport wrote are as it has them now; nothing calls them stray."""
    before = run("check", project).stdout
    run("new", project, "2023/24 Q1")
    plan, house, update = (
        project / f"schemas/{kind}.schema.json" for kind in ("plan", "house", "update")
    )
    newest = plan.read_bytes()
    write_own_file(plan, b'{"title": "of an older version"}')
    house.write_text('{"title": "own"}\n', "utf-8")
    update.unlink()

    done = run("new", project, "2023/24 Q2")

    assert plan.read_bytes() == newest
    assert house.read_text("utf-8") == '{"title": "own"}\n'
    renewed = "schemas/plan.schema.json, schemas/update.schema.json"
    assert f"Renewed for editors: {renewed}.\n" in done.stderr
    assert run("check", project).stdout == before

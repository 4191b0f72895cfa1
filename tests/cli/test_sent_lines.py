"""Lines of update files that have what was sent and is in no update: `#?` is open, `#|` was read."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests import projects
from tests.cases import in_turn
from tests.conftest import ROOT, Run
from tests.terminals import at_terminal

OPEN = (
    "#? mail.txt, line 3 (remark to you): Zebrafish must not be published # private\n"
)
READ = "#| mail.txt, line 4 (remark to you; read by Sam): Quillfeather is on leave.\n"
CANARIES = ("zebrafish", "quillfeather")
MAIL = """\
KA1
- Nine farms had trailers marked.
- Six gates were mended.

KA2
- Two bike patrols a week rode the lanes.

I am away from Monday.
Thanks for the extra day.
"""


def project(folder: Path, lines: str) -> Path:
    """A project with an update file that ends in some lines."""
    text = "period: 2022/23 Q4\nupdates:\n  farms:\n    force:\n      - Two  arrests were made.\n"
    return projects.write(folder / "p", updates={"2022-23-q4.yaml": f"{text}{lines}"})


def test_an_open_line_stops_a_build_and_no_draft(tmp_path: Path, run: Run) -> None:
    """Whatever its words; a line that was read stops nothing."""
    sheet = "#? f.xlsx, sheet Zebra, May, cell AB7 (remark to you): Hello.\n"
    folder = project(tmp_path, f"{OPEN}{sheet}")
    stopped = run("build", folder, "-o", tmp_path / "a.docx")
    draft = run("build", folder, "--draft", "-o", tmp_path / "b.docx")
    file = folder / "updates" / "2022-23-q4.yaml"
    file.write_text(file.read_text("utf-8").replace("#?", "#|"), "utf-8")
    built = run("build", folder, "-o", tmp_path / "c.docx")

    assert (stopped.returncode, draft.returncode, built.returncode) == (1, 0, 0)
    assert "2 texts from mail.txt and f.xlsx are not in any update" in stopped.stderr
    assert not (tmp_path / "a.docx").exists()


def test_a_line_within_a_text_is_no_comment(tmp_path: Path, run: Run) -> None:
    """Its words would be lost, so it is an error."""
    lines = "      - >-\n        Six gates were\n        #| mended (in May): by us.\n"
    done = run("check", project(tmp_path, lines))

    assert "this line starts with #|, so it is not read as a part" in done.stdout


def test_nothing_quotes_these_lines(tmp_path: Path, run: Run) -> None:
    """No report, draft, finding, comparison, status or account."""
    folder = project(tmp_path, OPEN + READ)
    other = projects.write(tmp_path / "other")
    (tmp_path / "mail.txt").write_text(MAIL, "utf-8")
    outputs = [
        run("build", folder, "--draft", "-o", tmp_path / f"d.{form}")
        for form in ("docx", "html", "md", "txt")
    ]
    outputs += [
        run("check", folder, "--info"),
        run("check", folder, "--output-format", "json"),
        run("status", folder),
        run("compare", other, folder),
        run("compare", folder, other, "--output-format", "json"),
        run("compare", folder, other, "-o", tmp_path / "c.html"),
        run("reconcile", tmp_path / "mail.txt", folder, "-o", tmp_path / "r.html"),
        run("reconcile", tmp_path / "mail.txt", folder, "-o", tmp_path / "r.docx"),
        run("reconcile", tmp_path / "mail.txt", folder),
        run("new", "2023/24 Q1", "--project", folder),
    ]
    said = [f"{done.stdout}{done.stderr}" for done in outputs]
    for path in tmp_path.iterdir():
        if path.suffix == ".docx":
            with ZipFile(path) as archive:
                said += [archive.read(n).decode("latin-1") for n in archive.namelist()]
        elif path.is_file() and path.name != "mail.txt":
            said.append(path.read_text("utf-8"))

    assert not [x for x in said if any(word in x.lower() for word in CANARIES)]


def test_fixing_a_file_keeps_them(tmp_path: Path, run: Run) -> None:
    """With their words, though nothing that reads the project sees those."""
    folder = project(tmp_path, "      -Six gates were mended.\n" + OPEN + READ)
    done = run("check", folder, "--fix")
    text = (folder / "updates" / "2022-23-q4.yaml").read_text("utf-8")

    assert "Made 1 correction in" in done.stderr, done.stderr
    assert OPEN + READ in text


def test_each_contribution_has_its_account(tmp_path: Path, run: Run) -> None:
    """It ends with 0 only if nothing is open."""
    folder, mail = project(tmp_path, READ.replace("#|", "#?")), tmp_path / "mail.txt"
    mail.write_text(
        "KA1\n- Two arrests were made.\n\nQuillfeather is on leave.\n", "utf-8"
    )
    file = folder / "updates" / "2022-23-q4.yaml"
    words = ("reconcile", mail, folder, "--period", "2022/23 Q4")
    still = run(*words, "-o", tmp_path / "a.html")
    file.write_text(file.read_text("utf-8").replace("#?", "#|"), "utf-8")
    done = run(*words, "-o", tmp_path / "b.md")
    page = (tmp_path / "b.md").read_text("utf-8")

    assert (still.returncode, done.returncode) == (1, 0), page
    assert "| mail.txt | 1 | 0 | 1 | 0 |" in page
    assert "ead by Sam: not needed, and nothing else has to be kept back" in page
    assert run("reconcile", folder).returncode == 2


def test_no_account_has_the_words_of_what_is_struck_out(
    tmp_path: Path, run: Run
) -> None:
    """Whether or not the project has a private text, and before and after the answer."""
    lines = "  farms: {force: [Two arrests were made.]}\n"
    page, folder = tmp_path / "force.html", projects.write(tmp_path / "p")
    page.write_text(
        "<p>KA1</p><ul><li>Two arrests were made.</li></ul><p><s>Dr Quillfeather left.</s></p>",
        "utf-8",
    )
    file = folder / "updates" / "2022-23-q4.yaml"
    of_period = ("--period", "2022/23 Q4")
    place = "#| paragraph 3 (struck through, or not read)"
    for answer in ("", f"{place}: Dr Quillfeather left.\n"):
        file.write_text(f"period: 2022/23 Q4\nupdates:\n{lines}{answer}", "utf-8")
        run("reconcile", page, folder, *of_period, "-o", tmp_path / "a.md")
        account = (tmp_path / "a.md").read_text("utf-8")
        assert "paragraph 3" in account
        assert "Quillfeather" not in account


ROWS = "Where,What\nHolme,Twelve of the older sheds were looked at.\n"


@in_turn(
    ("sent", "options", "file"),
    [
        ("It should be 48, not 46.\n", (), "2022-23-q4-sent"),
        (ROWS, ("--stream", "force"), "2022-23-q4-force"),
    ],
)
def test_what_has_no_update_is_written_too(
    tmp_path: Path, run: Run, sent: str, options: tuple[str, ...], file: str
) -> None:
    """As open lines, once, which stop a build, whether or not the file is there."""
    text = "period: 2022/23 Q4\nupdates:\n  farms: {force: [Two arrests were made.]}\n"
    updates = {"2022-23-q4-force.yaml": text}
    name = "c.csv" if sent == ROWS else "c.txt"
    folder = projects.write(tmp_path / "p", updates=updates)
    (tmp_path / name).write_text(sent, "utf-8")
    paste = ("paste", tmp_path / name, folder, *options)
    done = [run(*paste, "--period", "2022/23 Q4", "--write") for _ in range(2)]
    built = run("build", folder, "-o", tmp_path / "a.docx")
    written = (folder / "updates" / f"{file}.yaml").read_text("utf-8")

    assert [x.returncode for x in done] == [1, 1]
    assert "Only open lines (#?) were written." in done[0].stderr
    assert f"{file}.yaml" in done[0].stderr
    assert "Nothing new was written." in done[1].stderr
    assert written.count("#? c.") == (2 if name == "c.csv" else 1)
    assert (text in written) is (file == "2022-23-q4-force")
    assert built.returncode == 1
    assert f" from {name}" in built.stderr


def test_a_remark_below_what_is_there_is_not_lost(tmp_path: Path, run: Run) -> None:
    """A message that is sent again with one more sentence has that sentence written."""
    folder = projects.write(tmp_path / "p")
    paste = ("paste", tmp_path / "m.txt", folder, "--period", "2022/23 Q4")
    for end in ("", "\nI am away from Monday.\n"):
        (tmp_path / "m.txt").write_text(f"KA1\n- Six gates were hung.\n{end}", "utf-8")
        done = run(*paste, "--stream", "force", "--write")
    [file] = (folder / "updates").glob("2022-23-q4-force*")

    assert "No new update was found." in done.stderr
    assert "#? m.txt, line 4" in file.read_text("utf-8")


def test_what_two_files_say_is_of_each(tmp_path: Path, run: Run) -> None:
    """Each has its own open line, its own answer, and a repeat is named."""
    folder, remark = projects.write(tmp_path / "p"), "Please check the first figure."
    for name, said in (("a", "KA1\n- Six gates"), ("b", "KA2\n- Two vans")):
        text = f"{said} were bought.\n\n{remark}\n"
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    sent = (tmp_path / "a.txt", tmp_path / "b.txt", folder, "--period", "2022/23 Q4")
    done, again = (run("paste", *sent, "--stream", "force", "--write") for _ in "12")
    files = [*(folder / "updates").glob("2022-23-q4-force*")]
    written = "".join(x.read_text("utf-8") for x in files)
    for file in files:
        answered = file.read_text("utf-8").replace("#? a.txt", "#| a.txt")
        file.write_text(answered, "utf-8")
    built = run("build", folder, "-o", tmp_path / "r.docx")
    found = run("reconcile", *sent, "-o", tmp_path / "r.md")
    account = (tmp_path / "r.md").read_text("utf-8")

    assert done.returncode == 0, done.stderr
    assert written.count("#? a.txt, line 4") == written.count("#? b.txt, line 4") == 1
    named = "Already in lines of the update files (#? or #|): 1 text (line 4)."
    assert (done.stderr.count(named), again.stderr.count(named)) == (0, 2)
    assert (built.returncode, found.returncode) == (1, 1)
    assert "1 text from b.txt" in built.stderr
    assert "| a.txt | 1 | 0 | 1 | 0 |" in account
    assert "| b.txt | 1 | 0 | 0 | 1 |" in account


def test_what_a_report_leaves_out_is_not_in_it(tmp_path: Path, run: Run) -> None:
    """A text for another priority is in the project, and is printed nowhere."""
    text = "period: 2022/23 Q4\nupdates:\n  courtesy:\n    force: [Six gates were mended.]\n  farms:\n    force: [Two came.]\n"
    folder = projects.write(tmp_path / "p", updates={"2022-23-q4.yaml": text})
    (tmp_path / "m.txt").write_text(
        "Courtesy in every contact\n- Six gates were mended.\n", "utf-8"
    )
    done = run("reconcile", tmp_path / "m.txt", folder, "--period", "2022/23 Q4")

    assert done.returncode == 1
    assert "1 not in the report" in done.stdout


@in_turn(
    "remark",
    [
        "The Fenwick burglaries are still to be checked with Sgt Yarrow, I am told.",
        "Please leave the last one out for now.",
    ],
)
def test_what_an_answered_remark_kept_back_is_compared(
    tmp_path: Path, run: Run, remark: str
) -> None:
    """Until it is answered, its words are shown nowhere; then changes and losses are."""
    burglaries = "Burglaries at Fenwick fell from 40 to 31."
    text = f"KA1\n- Six gates were hung.\n- {burglaries}\n\n{remark}\n"
    (tmp_path / "mail.txt").write_text(text, "utf-8")
    folder = projects.write(tmp_path / "p")
    where = (tmp_path / "mail.txt", folder, "--period", "2022/23 Q4")
    done = run("paste", *where, "--stream", "force", "--write")
    assert "line 3, because of line 5 (“" in done.stderr
    [file] = (folder / "updates").glob("2022-23-q4-force*")
    written = file.read_text("utf-8").replace("        public: false\n", "")
    shown = []
    wrong = burglaries.replace("31", "13")
    for old, new in ((burglaries, wrong), ("#?", "#|"), (wrong, "We met.")):
        written = written.replace(old, new)
        file.write_text(written, "utf-8")
        shown.append(run("reconcile", *where).stdout)

    assert "marked private but printed" in shown[0]
    assert "from 40 to" not in shown[0]
    assert "fell from 40 to [-31-]{+13+}." in shown[1]
    assert "private" not in shown[1]
    assert "1 not in the report" in shown[2]
    assert burglaries in shown[2]


@in_turn(
    ("note", "by", "inner"),
    [
        (" (not under a key aim; read by Sam)", "Read by Sam", ""),
        ("", "Read", "Private"),
    ],
)
def test_an_answer_is_one_however_its_text_is_read(
    tmp_path: Path, run: Run, note: str, by: str, inner: str
) -> None:
    """Under a key aim that is given, a text is an update; without, it was in none, and was read."""
    text = "- Six gates were mended. Two were new.\n"
    folder = project(tmp_path, "")
    (folder / "updates" / inner).mkdir(exist_ok=True)
    answer = f"period: 2022/23 Q4\nupdates: {{}}\n#| mail.txt, line 1{note}: {text}"
    (folder / "updates" / inner / "a.yaml").write_text(answer, "utf-8")
    (tmp_path / "mail.txt").write_text(text, "utf-8")
    done = run("reconcile", tmp_path / "mail.txt", folder, "--period", "2022/23 Q4")

    assert done.returncode == 0, done.stdout
    said = f"({by}: not needed, and nothing else has to be kept back because of it)"
    assert said in done.stdout


def test_a_whole_report_is_a_file_for_each_period(tmp_path: Path, run: Run) -> None:
    """Also where a period is that of the report, and some of its updates have no label."""
    folder = tmp_path / "p"
    shutil.copytree(ROOT / "examples" / "westhaven-mayor", folder)
    run("build", folder, "-o", tmp_path / "r.html")
    projects.retype(tmp_path / "r.html", "</html>", "</html>\n")
    shutil.rmtree(folder / "updates")
    (folder / "updates").mkdir()
    (tmp_path / "m.txt").touch()
    assert "No update was found" in run("paste", tmp_path / "m.txt", folder).stderr
    done = run("paste", tmp_path / "r.html", folder, "--write")
    texts = {x.name: x.read_text("utf-8") for x in (folder / "updates").iterdir()}

    assert done.returncode == 0, done.stderr
    assert {*texts} == {"2025-26-q2.yaml", "2025-26-q3.yaml"}
    assert "13 updates for 2025/26 Q3" in done.stderr
    assert "Two refuges" in texts["2025-26-q2.yaml"]
    assert all("from: r.html" in text for text in texts.values())


@pytest.mark.parametrize(
    ("typed", "open_lines", "kept"),
    [
        pytest.param("\n", 0, 0, marks=pytest.mark.slow),
        ("n\nl\n", 1, 0),
        pytest.param("a\nn\n", 0, 3, marks=pytest.mark.slow),
        ("o\n2\nn\n", 0, 1),
        pytest.param("o\n\nn\n", 1, 0, marks=pytest.mark.slow),
    ],
)
def test_an_officer_answers_for_each_sentence_at_a_terminal(
    tmp_path: Path, typed: str, open_lines: int, kept: int
) -> None:
    """One key for each, and Enter for none of these and of the rest."""
    folder = projects.write(tmp_path / "p", updates={})
    text = MAIL.replace("Monday.\n", "Monday.\n\n")
    (tmp_path / "mail.txt").write_text(text, "utf-8")
    words = ("paste", tmp_path / "mail.txt", folder, "--stream", "force", "--write")
    code, said = at_terminal(typed, *words)
    written = (folder / "updates" / "2022-23-q4-force.yaml").read_text("utf-8")

    assert code == 0, said
    assert "does it keep any updates back?" in said
    assert written.count("\n#? ") == open_lines
    assert written.count("; read by sam") == 2 - open_lines
    assert written.count("public: false") == kept


def test_without_a_file_a_text_is_pasted_into_the_terminal(tmp_path: Path) -> None:
    """It ends with Ctrl-D."""
    folder = projects.write(tmp_path / "p", updates={})
    text = "KA1\n- Six gates were hung.\n\x04"
    code, said = at_terminal(text, "paste", folder, "--stream", "force", "--write")

    assert code == 0, said
    assert "Paste the text here, then press Ctrl-D" in said
    assert "Six gates" in (folder / "updates/2022-23-q4-force.yaml").read_text("utf-8")

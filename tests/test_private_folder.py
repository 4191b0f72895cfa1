"""Files in updates/private: read, and never printed, whatever they say themselves."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests import projects
from tests.conftest import Run, RunBytes
from tests.word import Word

from pccreport.findings.finding import ERROR
from pccreport.pipeline.build import build
from pccreport.pipeline.check import check

NAME = "private/kept.yaml"
KEPT = """\
period: 2022/23 Q4
from: canarycontributor
caveat: Canarycaveat is provisional.
updates:
  farms:
    force:
      - Canaryplain was seen.
      - id: canaryid
        text: Canarytext was seen.
        public: true
        outcome: Canaryoutcome came of it.
        points: [Canarypoint was seen., {id: canarypointid, text: Canarynamed.}]
      - {text: Canaryopen was seen., private: false}
      - {closing: Canaryclosing is the end.}
      - {see: roads}
      - {id: tractors, withdrawn: Canaryreason was given.}
      - {id: canarygone, text: Canarygone was seen., withdrawn: Canarywhy.}
    opcc:
      nothing: Canarynothing was ready.
  wildlife:
    force: [{id: kite, text: Canarykite was seen.}]
"""
EARLIER = """\
period: 2022/23 Q3
updates:
  farms: {force: [{id: tractors, text: Tractors were marked.}]}
  wildlife: {force: [{id: kite, text: A kite was seen.}]}
"""
UPDATES = {**projects.UPDATES, "2022-23-q3.yaml": EARLIER, NAME: KEPT}
FORMS = ["text", "json", "markdown", "html"]


def parts(path: Path) -> bytes:
    """Return every part of a Word file, and the file itself."""
    return b"".join((path.read_bytes(), *Word(path).parts.values())).lower()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a private file that withdraws one update and revises another."""
    return projects.write(tmp_path / "project", updates=UPDATES)


def test_nothing_of_it_is_printed(tmp_path: Path, folder: Path, run: Run) -> None:
    """No word of any field, also where it says public: true, nor in what is said."""
    for option in ("--draft", "--force"):
        target = tmp_path / "made.docx"
        done = run("build", folder, option, "-o", target)

        assert done.returncode == 0, done.stderr
        assert b"canary" not in parts(target)
        assert "canary" not in done.stdout.lower()
        assert "11 not public" in done.stderr


def test_a_draft_s_comments_do_not_name_the_file(tmp_path: Path, run: Run) -> None:
    """A finding in it is noted, without its words and the name of its file."""
    kept = KEPT.replace("Canaryplain was seen", "Canaryplain came in June 2031")
    updates = {**UPDATES, "private/canaryfile.yaml": kept}
    folder = projects.write(tmp_path / "p", updates=updates)
    run("build", folder, "--draft", "-o", tmp_path / "made.docx")
    comments = Word(tmp_path / "made.docx").parts["word/comments.xml"]

    assert b"date-after-period" in comments
    assert b"canary" not in parts(tmp_path / "made.docx")


def test_its_ids_and_withdrawals_count(folder: Path) -> None:
    """An earlier update is withdrawn or revised by it, as by public: false."""
    made, findings = build(folder)
    why = Counter(absence.reason.value for absence in made.absences)

    assert made.document is not None
    words = " ".join(str(block.content) for block in made.document.blocks)
    assert "A kite was seen" not in words
    assert "private-revision" in {finding.rule for finding in findings}
    assert why == {
        "not public": 8,
        "revised later": 1,
        "withdraws another update": 1,
        "withdrawn": 1,
    }


def test_it_is_checked_like_any_other(folder: Path) -> None:
    """A mistake is found at its place, and what is accepted there is accepted."""
    path = folder / "updates" / NAME
    first = "      - Canaryplain was seen.\n"
    mark = "      # accept individual-case: all of them agreed\n"
    wrong = "      - txt: Canary.\n"
    path.write_text(KEPT.replace(first, wrong), encoding="utf-8")
    found = [f for f in check(folder).findings if f.severity is ERROR]
    path.write_text(KEPT.replace(first, f"{mark}{first}"), encoding="utf-8")
    unused = {
        f.rule for f in check(folder).findings if f.at.span.source.name == str(path)
    }

    assert {(f.rule, f.at.span.source.name) for f in found} >= {
        ("unknown-key", str(path))
    }
    assert "unused-accept" in unused


def test_a_new_file_of_it_is_checked_as_one_of_it(
    folder: Path, run_bytes: RunBytes
) -> None:
    """By its own name, too."""
    name = folder / "updates" / "private" / "new.yaml"
    name.write_text(KEPT.replace("{see: roads}", "{see: nowhere}"), "utf-8")
    done = run_bytes("check", name)

    assert b"dangling-reference" in done.stdout
    assert b"stray-file" not in done.stdout


def test_a_folder_is_known_however_it_is_capitalised(tmp_path: Path) -> None:
    """Windows and macOS take Private and private for the same folder."""
    updates = {**projects.UPDATES, "Private/x.yaml": KEPT.replace("tractors", "kite")}
    made, _ = build(projects.write(tmp_path, updates=updates))

    assert [a.reason.value for a in made.absences].count("not public") == 8


@pytest.mark.parametrize("inner", ["2022", "2022/q4/force"])
@pytest.mark.parametrize("name", ["x.yaml", "x.YML", "x.yaml.txt"])
def test_a_file_in_a_folder_of_it_is_an_error(
    tmp_path: Path, folder: Path, run: Run, inner: str, name: str
) -> None:
    """It says where to put it; no report, no draft and no comparison is made."""
    path = folder / "updates" / "private" / inner / name
    path.parent.mkdir(parents=True)
    path.write_text(KEPT, encoding="utf-8")
    top = path.relative_to(folder / "updates" / "private").parts[0]
    target = tmp_path / "made.docx"
    done = run("build", folder, "-o", target)
    drafts = [
        run("build", folder, "--draft", "-o", target),
        run("compare", folder, folder, "--output-format", "json"),
        run("compare", folder, folder, "--redline", target, "--draft"),
    ]

    assert done.returncode == 1
    assert f"error: \u201c{top}\u201d will not be read [stray-file]" in done.stderr
    assert "put its files directly into \u201cupdates/private\u201d" in done.stderr
    assert [draft.returncode for draft in drafts] == [1, 1, 1]
    assert all(f"{path}:1:1" in draft.stderr for draft in drafts)
    assert "canary" not in "".join(draft.stdout for draft in drafts).lower()
    assert not target.exists()


def test_a_folder_of_updates_that_is_not_read_stops_no_report(
    tmp_path: Path, folder: Path, run: Run
) -> None:
    """It is told, at any depth; and so is nothing of a folder of documents."""
    for name in ("old/2019/x.yaml", "notes/2019/x.docx", "private/notes/x.docx"):
        path = folder / "updates" / name
        path.parent.mkdir(parents=True)
        path.write_text(
            "period: 2022/23 Q2\nupdates: {farms: {force: [Old.]}}\n", "utf-8"
        )
    for option in ([], ["--draft"]):
        done = run("build", folder, *option, "-o", tmp_path / "r.docx")

        assert done.returncode == 0, done.stderr
        assert done.stderr.count("stray-file") == (not option)
    assert "\u201cold\u201d will not be read" in run("check", folder).stdout


@pytest.mark.parametrize("inner", ["", "2022", "2022/q4"])
def test_a_file_of_it_is_compared_by_no_name(
    tmp_path: Path, folder: Path, run_bytes: RunBytes, inner: str
) -> None:
    """Neither by its mere name from its own folder, nor against another file."""
    other = tmp_path / "other.yaml"
    other.write_text("period: 2022/23 Q4\nupdates: {farms: {force: [One.]}}\n", "utf-8")
    path = folder / "updates" / "private" / inner / "y.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(KEPT, encoding="utf-8")
    for words in ((other, path.name), (path.name, other)):
        done = run_bytes("compare", *words, "--output-format", "json", cwd=path.parent)

        assert (done.returncode, done.stdout) == (2, b"")
        assert b"canary" not in done.stderr.lower()


def test_documents_may_lie_there(folder: Path) -> None:
    """Only a file that was meant to be read, and is not, is told."""
    kept = folder / "updates" / "private"
    (kept / "background.docx").touch()
    clean = [f.rule for f in check(folder).findings if f.severity is ERROR]
    (kept / "2022-23-q2.yaml.txt").touch()
    lost = [f.rule for f in check(folder).findings if f.severity is ERROR]

    assert "stray-file" not in {f.rule for f in check(folder).findings} - {*lost}
    assert (clean, lost) == ([], ["stray-file"])


@pytest.mark.parametrize("form", FORMS)
def test_no_comparison_shows_it(
    tmp_path: Path, folder: Path, run: Run, form: str
) -> None:
    """On whichever side it was public or private; and files are not compared."""
    opened = {k: v for k, v in UPDATES.items() if k != NAME} | {"x.yaml": KEPT}
    public = projects.write(tmp_path / "public", updates=opened)
    other = projects.write(tmp_path / "other", updates=projects.UPDATES)
    here = folder / "updates" / NAME
    moved = public / "updates" / "x.yaml"
    for old, new in [(public, folder), (folder, other), (other, folder)]:
        done = run("compare", old, new, "--output-format", form)
        said = (done.stdout + done.stderr).lower()

        assert done.returncode == 0, done.stderr
        assert "canary" not in said
    assert (
        "canarytext"
        in run("compare", folder, public, "--output-format", form).stdout.lower()
    )
    for old, new in ((moved, here), (here, here), (here, moved)):
        done = run("compare", old, new, "--output-format", form)
        assert (done.returncode, done.stdout) == (2, "")


def test_no_redline_shows_it(tmp_path: Path, folder: Path, run: Run) -> None:
    """What was public, and lies in updates/private now, is in no part of the Word file."""
    opened = {k: v for k, v in UPDATES.items() if k != NAME}
    opened["x.yaml"] = KEPT.replace("id: canaryid", "id: another")
    public = projects.write(tmp_path / "public", updates=opened)
    target = tmp_path / "changes.docx"
    done = run("compare", public, folder, "--redline", target, "--draft")

    assert done.returncode == 0, done.stderr
    assert b"canary" not in parts(target)


def test_a_link_to_it_is_private(tmp_path: Path, folder: Path, run: Run) -> None:
    """By whichever way a file is reached."""
    projects.link(folder / "updates" / "link.yaml", folder / "updates" / NAME)
    drafted = run("build", folder, "--draft", "-o", tmp_path / "r.txt")

    assert drafted.returncode == 0, drafted.stderr
    assert "canary" not in (tmp_path / "r.txt").read_text("utf-8").lower()


def test_a_folder_that_is_a_link_is_private_by_its_own_name(
    tmp_path: Path, folder: Path, run: Run
) -> None:
    """Whatever the folder that it leads to is called."""
    store = folder / "store"
    (folder / "updates" / "private").rename(store)
    projects.link(folder / "updates" / "private", store)
    drafted = run("build", folder, "--draft", "-o", tmp_path / "r.txt")

    assert drafted.returncode == 0, drafted.stderr
    assert "canary" not in (tmp_path / "r.txt").read_text("utf-8").lower()

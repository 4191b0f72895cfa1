"""`pccreport build --draft` as a process: written in spite of errors, and nothing private."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests import projects
from tests.conftest import Run
from tests.docx_faults import office_validator
from tests.word import Word

BROKEN = projects.one_update(
    """\
- Two arrests were made in May 2024.
- see: nowhere
- {text: canaryprivate in June 2024., public: false, id: canaryid}
- {text: A victim who was referred 10 times., id: canaryid}
- text: Grants.
  points: [see: wildlife]
"""
)


@pytest.fixture
def draft(tmp_path: Path, run: Run) -> Path:
    """The draft of a project with faults of every kind."""
    folder = projects.write(tmp_path / "p", updates=BROKEN)
    assert run("build", folder, "-o", tmp_path / "r.docx").returncode == 1
    done = run("build", folder, "--draft", "-o", tmp_path / "d.docx")
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "r.docx").exists()
    assert "as comments" in done.stderr
    return tmp_path / "d.docx"


def comments(path: Path) -> str:
    """The words of all comments."""
    part = Word(path).parts["word/comments.xml"].decode()
    return re.sub(r"<[^>]+>", " ", part)


RANGE = rb"<w:commentRangeStart[^>]*>(.*?)<w:commentRangeEnd"


def text(part: bytes) -> str:
    """What is left of a part without its tags."""
    return re.sub(rb"<[^>]+>", b"", part).decode()


def test_a_draft_has_its_findings_and_nothing_private(draft: Path) -> None:
    """DRAFT in the header, each error as a comment, the rest of the report; in a sound file."""
    parts = Word(draft).parts
    said, body = comments(draft), text(parts["word/document.xml"])

    assert b">DRAFT<" in parts["word/header.xml"]
    for words in ("May 2024", "dangling-reference", "duplicate-id"):
        assert words in said
    assert "Two arrests were made in May 2024." in body
    # The range of a comment is the paragraph that it is about.
    ranges = map(text, re.findall(RANGE, parts["word/document.xml"]))
    assert "Two arrests were made in May 2024." in ranges
    for secret in (b"canaryprivate", b"June 2024"):
        assert [name for name, part in parts.items() if secret in part] == []
    assert [str(error) for error in office_validator().validate(draft).errors] == []


def test_advice_names_no_private_thing(tmp_path: Path, run: Run) -> None:
    """A near name is told if it is printed, and not if only a private entry or file has it."""
    entries = """\
- {id: arrests, text: Two arrests were made.}
- {id: quillcase, text: Quill., public: false}
- see: arrest
- see: quillcas
- see: rookcas
"""
    kept = "period: 2022/23 Q4\nupdates: {farms: {force: [{id: rookcase, text: A.}]}}\n"
    updates = {**projects.one_update(entries), "private/x.yaml": kept}
    new = projects.write(tmp_path / "p", updates=updates)
    old = projects.write(tmp_path / "o")
    target = tmp_path / "d.docx"
    for words in (("build", new, "-o"), ("compare", old, new, "--redline")):
        done = run(*words, target, "--draft")
        said = comments(target)

        assert done.returncode == 0, done.stderr
        assert said.count("dangling-reference") == 3
        assert "did you mean “arrests”?" in said
        assert "quillcase" not in said
        assert "rookcase" not in said


def test_a_draft_is_the_same_each_time(tmp_path: Path, run: Run) -> None:
    """Byte for byte, as a report is; a report has no comment and no header."""
    folder = projects.write(tmp_path / "p")
    for name, seed in (("a.docx", {}), ("b.docx", {"PYTHONHASHSEED": "1"})):
        draft = ("build", folder, "--draft", "-o", tmp_path / name)
        assert run(*draft, **seed).returncode == 0
    run("build", folder, "-o", tmp_path / "r.docx")

    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    parts = set(Word(tmp_path / "r.docx").parts)
    assert parts.isdisjoint({"word/comments.xml", "word/header.xml"})


EARLIER = """\
period: 2022/23 Q3
updates: {farms: {force: [{id: x, text: Canary was public once.}]}}
"""
PRIVATE = "period: 2022/23 Q4\nupdates:\n  farms:\n    force:\n"

OPENED = [
    ("a mark that is mistyped", "      - {id: x, text: Canary., publc: false}\n"),
    ("a mark with another value", "      - {id: x, text: Canary., public: no}\n"),
    ("a mark in capitals", "      - {id: x, text: Canary., Public: false}\n"),
    ("a mark without a colon", "      - text: Canary.\n        public = false\n"),
    ("a mark without either", "      - text: Canary.\n        public false\n"),
    ("a mark in the text", "      - >-\n        Canary.\n        PUBLIC NO\n"),
    ("a wide colon", "      - >-\n        Canary.\n        public\uff1a no\n"),
    ("a quote that is open", '      - text: Canary.\n        public: "false\n'),
    ("a dash too many", "      - text: Canary.\n      - public: false\n"),
    (
        "a date that is none, elsewhere in the file",
        "      - {id: x, text: Canary., public: false}\n"
        "      - {text: Two., date: 2022-02-31}\n",
    ),
    (
        "an update that is private: true",
        "      - {id: x, text: Canary., private: true}\n      - {txt: Two.}\n",
    ),
]
UNREAD = [
    ("no period", PRIVATE.replace("period: 2022/23 Q4\n", "")),
    ("a period that is none", PRIVATE.replace("Q4", "Q5")),
    ("a bracket that is open", PRIVATE.replace("updates:", "updates: [{")),
    ("another document", PRIVATE + "---\n"),
    ("nothing but a list", "- {id: x, public: false}\n"),
]
PRIVATE_X = "      - {id: x, text: Canary., public: false}\n"
FAULTY = [(why, PRIVATE + entries) for why, entries in OPENED] + [
    (why, text + PRIVATE_X) for why, text in UNREAD
]


def refused(folder: Path, run: Run) -> str:
    """Try a draft that is not made; what is said of it."""
    done = run("build", folder, "--draft", "-o", folder / "d.docx")

    assert done.returncode == 1
    assert not (folder / "d.docx").exists()
    assert "[unread-private]" in done.stderr
    assert done.stderr.endswith("Nothing was written.\n")
    return done.stderr


@pytest.mark.parametrize(
    "text", [text for _, text in FAULTY], ids=[why for why, _ in FAULTY]
)
def test_no_draft_is_made_where_a_mistake_may_have_opened_something(
    tmp_path: Path, run: Run, text: str
) -> None:
    """Nor where an earlier public version would be printed again."""
    updates = {"2022-23-q3.yaml": EARLIER, "2022-23-q4.yaml": text}
    folder = projects.write(tmp_path / "p", updates=updates)

    assert f"{folder / 'updates' / '2022-23-q4.yaml'}:1:1" in refused(folder, run)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.yaml", f"{PRIVATE}{PRIVATE_X}# caf\xe9\n".encode("latin-1")),
        ("x.yaml", f"{PRIVATE}{PRIVATE_X}\0\udc80".encode("utf-8", "surrogatepass")),
        ("x.yaml", f"{PRIVATE}{PRIVATE_X}".encode("utf-16") + b"\0"),
        ("x.yaml", f"{PRIVATE}{PRIVATE_X}".encode() + b"# note\n" * 800_000),
        ("x.yaml.txt", f"{PRIVATE}{PRIVATE_X}".encode()),
        ("private/x.yaml", b"period: 2022/23 Q4\nupdates: {farms: {force: 5}}\n"),
        ("private/x.yaml.txt", b"nothing that is understood"),
        (
            "private/2022/x.yaml",
            b"period: 2022/23 Q4\nupdates: {farms: {force: [A.]}}\n",
        ),
        ("private/2022/q4/x.yml", b"nothing that is understood"),
        ("2022/q4/x.yaml", f"{PRIVATE}{PRIVATE_X}".encode()),
    ],
    ids=[
        *("letters", "bytes", "utf-16", "large", "txt", "private", "private-txt"),
        *("private-folder", "private-folders", "folders"),
    ],
)
def test_no_draft_is_made_where_a_private_file_is_not_read(
    tmp_path: Path, run: Run, name: str, content: bytes
) -> None:
    """Whatever keeps it from being read; in updates/private whatever it says."""
    updates = {**projects.UPDATES, "2022-23-q3.yaml": EARLIER}
    folder = projects.write(tmp_path / "p", updates=updates)
    path = folder / "updates" / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(content)

    assert str(path) in refused(folder, run)


MILL = """\
period: 2022/23 Q3
updates: {farms: {force: [{id: mill, text: Canary was public once.}, One.]}}
"""
LOST = [
    ("another id", "      - {id: mil, withdrawn: It was wrong.}\n"),
    ("another field", "      - {id: mill, withdrawm: It was wrong.}\n"),
    ("another form", "      - {id: mill, Withdrawal: It was wrong.}\n"),
    ("no reason", "      - {id: mill, withdrawn: }\n"),
    ("no space", "      - id: mill\n        withdrawn:It was wrong.\n"),
    ("in a point", "      - text: A.\n        points: [{id: mil, withdrawn: B.}]\n"),
]


@pytest.mark.parametrize("name", ["2022-23-q4.yaml", "private/x.yaml"])
@pytest.mark.parametrize(
    "entry", [entry for _, entry in LOST], ids=[why for why, _ in LOST]
)
def test_no_draft_is_made_where_a_withdrawal_is_lost(
    tmp_path: Path, run: Run, entry: str, name: str
) -> None:
    """The text that it was to take out would be printed; nothing is compared either."""
    updates = {"2022-23-q3.yaml": MILL, name: PRIVATE + entry}
    folder = projects.write(tmp_path / "p", updates=updates)
    old = projects.write(tmp_path / "o")
    said = refused(folder, run)
    done = run("compare", old, folder, "--output-format", "json")

    assert f"{folder / 'updates' / name}:1:1" in said
    assert said.count("[unread-private]") == 1
    assert done.returncode == 1
    assert "Canary" not in done.stdout


def test_no_draft_is_made_where_the_withdrawn_id_may_be_in_an_unread_file(
    tmp_path: Path, run: Run
) -> None:
    """Whether it is mistyped cannot be known until all files are read."""
    updates = {
        "2022-23-q3.yaml": MILL,
        "2022-23-q2.yaml": "period: 2022/23 Q2\nupdates: {farms: {force: [txt: One.]}}\n",
        "2022-23-q4.yaml": f"{PRIVATE}      - {{id: mil, withdrawn: It was wrong.}}\n",
    }
    refused(projects.write(tmp_path / "p", updates=updates), run)


def test_a_withdrawal_of_what_is_there_is_drafted(tmp_path: Path, run: Run) -> None:
    """With the id of a point, or of a private text, in spite of another file's errors."""
    earlier = MILL.replace(
        "One.", "{text: Two., points: [{id: p, text: Canary point.}]}"
    )
    entries = "      - {id: mill, withdrawn: It was wrong.}\n      - {id: p, withdrawn: So.}\n"
    updates = {
        "2022-23-q3.yaml": earlier,
        "2022-23-q4.yaml": PRIVATE + entries,
        "2023-24-q1.yaml": "period: 2023/24 Q1\nupdates: {farms: {force: [txt: One.]}}\n",
    }
    folder = projects.write(tmp_path / "p", updates=updates)
    done = run("build", folder, "--draft", "-o", tmp_path / "d.docx")

    assert done.returncode == 0, done.stderr
    assert b"Canary" not in b"".join(Word(tmp_path / "d.docx").parts.values())


RULES = [
    ("date-after-period", "y.yaml", "      - One came in June 2031.\n", True),
    ("wrong-weekday", "y.yaml", "      - On Monday 1 March 2022 one came.\n", True),
    ("dangling-reference", "y.yaml", "      - see: nowhere\n", True),
    ("unknown-aim", "y.yaml", "  canals: {force: [One.]}\n", True),
    ("outside-plan", "y.yaml", "2032/33 Q4", False),
    ("period-mismatch", "2022-23-q4.yaml", "2023/24 Q1", False),
    ("unknown-update", "y.yaml", "2022/23 Q1", False),
]


@pytest.mark.parametrize("case", RULES, ids=[case[0] for case in RULES])
@pytest.mark.parametrize("place", ["", "private/"])
def test_a_rule_s_error_stops_a_draft_where_something_private_may_not_count(
    tmp_path: Path, run: Run, case: tuple[str, str, str, bool], place: str
) -> None:
    """A wrong period brings back a text that is revised or withdrawn; a wrong word does not."""
    rule, name, what, drafted = case
    kept = "      - {id: mill, withdrawn: It was wrong.}\n      - {id: x, text: C., public: false}\n"
    text = (
        PRIVATE + kept + what if drafted else PRIVATE.replace("2022/23 Q4", what) + kept
    )
    shown = MILL.replace("One.", "{id: x, text: Canary too.}")
    folder = projects.write(
        tmp_path / "p", updates={"2022-23-q3.yaml": shown, f"{place}{name}": text}
    )
    target = folder / "d.docx"
    if not drafted:
        assert f"[{rule}]" in refused(folder, run)
        return
    plain = run("build", folder, "-o", tmp_path / "r.docx")
    done = run("build", folder, "--draft", "-o", target)

    assert f"[{rule}]" in plain.stderr
    assert done.returncode == 0, done.stderr
    assert b"Canary" not in b"".join(Word(target).parts.values())


def test_other_mistakes_are_drafted(tmp_path: Path, run: Run) -> None:
    """A file that keeps nothing private is in the draft, as far as it can be read."""
    updates = {
        **projects.UPDATES,
        "x.yaml": f"{PRIVATE}      - One.\n      - txt: Two.\n",
    }
    kept = {"private/y.yaml": PRIVATE + PRIVATE_X}
    folder = projects.write(tmp_path / "p", updates={**updates, **kept})
    done = run("build", folder, "--draft", "-o", tmp_path / "d.docx")

    assert done.returncode == 0, done.stderr
    assert b"One." in Word(tmp_path / "d.docx").parts["word/document.xml"]


@pytest.mark.parametrize("root", ["update", "opcc", "farms"])
def test_a_comment_quotes_nothing_under_a_wrong_name(
    tmp_path: Path, run: Run, root: str
) -> None:
    """What stands under a name that a file cannot have may be private."""
    text = (
        f"period: 2022/23 Q3\n{root}:\n  - text: Zorblatt: was seen\n    lead: true\n"
    )
    folder = projects.write(
        tmp_path / "p", updates={**projects.UPDATES, "x.yaml": text}
    )
    run("build", folder, "--draft", "-o", tmp_path / "d.docx")

    parts = Word(tmp_path / "d.docx").parts
    assert [name for name, part in parts.items() if b"Zorblatt" in part] == []

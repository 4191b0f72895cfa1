"""`pccreport build --draft` as a process: written in spite of errors, and nothing private."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator
from tests import projects
from tests.conftest import EXAMPLE, Run
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


def test_a_draft_says_so_and_has_its_findings(draft: Path) -> None:
    """DRAFT in the header, each error as a comment, and the rest of the report."""
    parts = Word(draft).parts
    said = comments(draft)

    assert b">DRAFT<" in parts["word/header.xml"]
    assert "May 2024" in said
    assert "dangling-reference" in said
    assert "duplicate-id" in said
    assert b"Two arrests were made in May 2024." in parts["word/document.xml"]


def test_no_private_thing_is_in_a_draft(draft: Path) -> None:
    """Neither a private text nor an id is in any part."""
    parts = Word(draft).parts

    assert [name for name, part in parts.items() if b"canaryprivate" in part] == []
    assert [name for name, part in parts.items() if b"June 2024" in part] == []


def test_a_draft_is_a_sound_word_file(draft: Path) -> None:
    """A validator of office files has nothing against it."""
    assert [str(error) for error in OpenXmlValidator().validate(draft).errors] == []


def test_a_draft_is_the_same_each_time(tmp_path: Path, run: Run) -> None:
    """Byte for byte, as a report is; a report has no comment and no header."""
    for seed, name in enumerate(("a.docx", "b.docx")):
        draft = ("build", EXAMPLE, "--draft", "-o", tmp_path / name)
        assert run(*draft, PYTHONHASHSEED=str(seed)).returncode == 0
    run("build", EXAMPLE, "-o", tmp_path / "r.docx")

    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    parts = set(Word(tmp_path / "r.docx").parts)
    assert parts.isdisjoint({"word/comments.xml", "word/header.xml"})


def test_a_draft_has_a_name_of_its_own(tmp_path: Path, run: Run) -> None:
    """It never takes the report's place by itself; several are not drafted at once."""
    folder = projects.write(tmp_path / "p")
    done = run("build", "--all", "--draft", folder)

    assert done.returncode == 2
    assert "--draft is for one report" in done.stderr


OPENED = [
    "- {text: Canary opened., publc: false}",
    "- {text: Canary opened., public: no}",
    "- {text: Canary opened., Public: false}",
    "- text: Canary opened.\n  public = false",
    '- text: Canary opened.\n  public: "false',
    "- text: Canary opened.\n- public: false",
]


@pytest.mark.parametrize("entries", OPENED)
def test_a_mistake_opens_nothing_in_a_draft(
    tmp_path: Path, run: Run, entries: str
) -> None:
    """A file that keeps something private and has a mistake in it is left out."""
    updates = {**projects.UPDATES, **projects.one_update(entries)}
    updates["2022-23-q3.yaml"] = updates.pop("2022-23-q4.yaml").replace("Q4", "Q3")
    folder = projects.write(tmp_path / "p", updates=updates)
    run("build", folder, "--draft", "-o", tmp_path / "d.docx")

    parts = Word(tmp_path / "d.docx").parts
    assert [name for name, part in parts.items() if b"Canary" in part] == []
    assert "not-in-draft" in comments(tmp_path / "d.docx")


@pytest.mark.parametrize("root", ["update", "opcc", "farms"])
def test_a_comment_quotes_nothing_under_a_wrong_name(
    tmp_path: Path, run: Run, root: str
) -> None:
    """What stands under a name that a file cannot have may be private."""
    text = f"period: 2022/23 Q3\n{root}:\n  - text: Zorblatt: was seen\n    public: false\n"
    folder = projects.write(
        tmp_path / "p", updates={**projects.UPDATES, "x.yaml": text}
    )
    run("build", folder, "--draft", "-o", tmp_path / "d.docx")

    parts = Word(tmp_path / "d.docx").parts
    assert [name for name, part in parts.items() if b"Zorblatt" in part] == []

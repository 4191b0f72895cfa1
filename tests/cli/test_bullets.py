"""A house format with any number of bullets: in a report, a draft and a redline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests import projects
from tests.conftest import Run
from tests.word import Word

DEEP = "- {text: One., points: [{text: Two., points: [Three.]}]}"
TYPED = [
    # as typed, the bullet of each level
    ('["*", "&"]', ["*", "&amp;", "&amp;"]),
    ('["*", "&", "~"]', ["*", "&amp;", "~"]),
]
REFUSED = [
    # as typed, the bullet of each level in a draft, words of the one finding
    ('["*", "&", "~", "+"]', ["*", "&amp;", "~"], "has 4 entries, but at most 3"),
    ("[]", ["", "", ""], "is empty"),
]


def project(folder: Path, bullets: str, entries: str = DEEP) -> Path:
    """A project whose house format has these bullets."""
    house = f"{projects.HOUSE}bullets: {bullets}\n"
    return projects.write(folder, updates=projects.one_update(entries), house=house)


def bullets(path: Path) -> list[str]:
    """The bullet of each level of a Word file's list of bullets."""
    part = Word(path).parts["word/numbering.xml"].decode("utf-8")
    [levels] = re.findall(r'w:abstractNumId="1">(.*?)</w:abstractNum>', part, re.DOTALL)
    return re.findall(r'<w:lvlText w:val="([^"]*)"', levels)


@pytest.mark.parametrize(("typed", "expected"), TYPED)
def test_the_last_bullet_serves_the_levels_after_it(
    tmp_path: Path, run: Run, typed: str, expected: list[str]
) -> None:
    """One, two or three bullets are right in a report, a draft and a redline."""
    old = project(tmp_path / "old", typed)
    new = project(tmp_path / "new", typed, DEEP.replace("Two", "Twenty"))
    report, draft, redline = (tmp_path / f"{n}.docx" for n in ("r", "d", "w"))
    done = [
        run("build", new, "-o", report),
        run("build", new, "--draft", "-o", draft),
        run("compare", old, new, "--redline", redline),
        run("compare", old, new, "--redline", tmp_path / "wd.docx", "--draft"),
    ]

    assert [(each.returncode, each.stderr) for each in done if each.returncode] == []
    for path in (report, draft, redline, tmp_path / "wd.docx"):
        assert bullets(path) == expected


@pytest.mark.parametrize(("typed", "drafted", "words"), REFUSED)
def test_other_bullets_are_refused_at_their_place(
    tmp_path: Path, run: Run, typed: str, drafted: list[str], words: str
) -> None:
    """Too many and none are an error, once; a draft and its redline are written."""
    old, new = project(tmp_path / "old", '["*"]'), project(tmp_path / "new", typed)
    built = run("build", new, "-o", tmp_path / "r.docx")
    done = [
        run("build", new, "--draft", "-o", tmp_path / "d.docx"),
        run("compare", old, new, "--redline", tmp_path / "w.docx", "--draft"),
    ]

    assert built.returncode == 1
    assert "house.yaml:" in built.stderr
    assert "\n1 error" in built.stderr
    assert words in " ".join(built.stderr.split())
    assert [each.returncode for each in done] == [0, 0], done
    assert bullets(tmp_path / "d.docx") == drafted
    assert bullets(tmp_path / "w.docx") == drafted

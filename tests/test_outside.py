"""Files outside the project's folder: none is read or quoted, and each is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import projects
from tests.cases import in_turn
from tests.conftest import Run

SECRET = "canary: {x: [4711\n"
WITHDRAWAL = (
    "period: 2023/24 Q1\nupdates: {farms: {force: [{id: a, withdrawn: wrong}]}}\n"
)
BEFORE = {
    "2022-23-q4.yaml": "period: 2022/23 Q4\nupdates: {farms: {force: [{id: a, text: Two arrests.}]}}\n"
}


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file that is no business of the project's."""
    path = tmp_path / "secret.yaml"
    path.write_text(SECRET, "utf-8")
    return path


@in_turn("how", ["absolute", "above", "link", "logo"])
def test_a_house_format_is_in_the_folder(tmp_path: Path, run: Run, how: str) -> None:
    """Whatever way out of it is written."""
    (tmp_path / "secret.yaml").write_text(SECRET, "utf-8")
    folder, house = projects.write(tmp_path / "project"), projects.HOUSE
    named = {"absolute": str(tmp_path / "secret.yaml"), "above": "../secret.yaml"}
    if how == "link":
        (folder / "house.yaml").unlink()
        projects.link(folder / "house.yaml", tmp_path / "secret.yaml")
    elif how == "logo":
        projects.link(folder / "crest.png", tmp_path / "secret.yaml")
        house += "look: {logo: {file: crest.png, alt: Crest}}\n"
        (folder / "house.yaml").write_text(house, "utf-8")
    else:
        report = projects.REPORT.replace("house.yaml", named[how])
        (folder / "report.yaml").write_text(report, "utf-8")
    done = run("check", folder)

    assert done.returncode == 1
    assert "is not in the project’s folder" in done.stdout
    assert "canary" not in done.stdout + done.stderr
    assert "4711" not in done.stdout + done.stderr


@in_turn(
    "name",
    [
        "updates/2023-24-q2.yaml",
        "updates/private/kept.yaml",
        "updates/notes.yaml.txt",
        "reports/more.yaml",
        "plan.yaml",
        "report.yaml",
        "unused.yaml",
    ],
)
def test_a_link_out_of_the_folder_is_not_read(
    tmp_path: Path, run: Run, name: str
) -> None:
    """Nor one in a folder that is a link itself; a build stops where it would be read."""
    secret = tmp_path / "secret.yaml"
    secret.write_text(SECRET + "updates: {canary: 1}\npublic: false\n", "utf-8")
    folder = projects.write(tmp_path / "project")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).unlink(missing_ok=True)
    projects.link(folder / name, secret)
    for command in (("check", "--info"), ("build", "-o", tmp_path / "r.docx")):
        done = run(*command[:1], folder, *command[1:])

        if command[0] == "check":
            assert f"“{Path(name).name}” will not be read" in done.stdout
        assert "canary" not in done.stdout + done.stderr
        assert "4711" not in done.stdout + done.stderr


def test_a_folder_of_updates_that_is_a_link_is_not_read(
    tmp_path: Path, run: Run
) -> None:
    """Each of its files is named."""
    folder = projects.write(tmp_path / "project")
    (folder / "updates").rename(tmp_path / "store")
    projects.link(folder / "updates", tmp_path / "store")
    done = run("check", folder)

    assert done.returncode == 1
    assert "“2022-23-q4.yaml” will not be read" in done.stdout
    assert "arrests" not in done.stdout


def test_no_draft_is_made_of_a_project_whose_file_may_withdraw_a_text(
    tmp_path: Path, run: Run
) -> None:
    """What was not read might keep back what would be printed."""
    folder = projects.write(tmp_path / "project", updates=BEFORE)
    (tmp_path / "later.yaml").write_text(WITHDRAWAL, "utf-8")
    projects.link(folder / "updates/2023-24-q1.yaml", tmp_path / "later.yaml")
    done = run("build", folder, "--draft", "-o", tmp_path / "draft.docx")

    assert done.returncode == 1
    assert not (tmp_path / "draft.docx").exists()


def test_a_link_inside_the_folder_is_read(tmp_path: Path, run: Run) -> None:
    """And so is a project that is reached by a link."""
    folder = projects.write(tmp_path / "project")
    path = folder / "updates/2022-23-q4.yaml"
    path.rename(folder / "updates/kept.text")
    projects.link(path, folder / "updates/kept.text")
    link = projects.link(tmp_path / "link", folder)

    assert run("build", link, "-o", tmp_path / "r.docx").returncode == 0

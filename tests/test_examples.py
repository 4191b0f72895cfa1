"""What lies in `examples/*/out` is what the tool makes of the examples today."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from shutil import copytree

import pytest
from examples import outputs
from tests.conftest import Run, RunBytes


def test_each_example_has_its_outputs() -> None:
    """A folder of the examples is a project, and the quarters to compare are known."""
    folders = {path.parent.name for path in outputs.EXAMPLES.glob("*/plan.yaml")}

    assert set(outputs.SHOWN) == folders


@pytest.mark.parametrize("name", outputs.SHOWN)
def test_outputs_are_of_today(name: str, tmp_path: Path, run_bytes: RunBytes) -> None:
    """The same bytes: run `examples/outputs.py` again, and look at what changed."""
    here = partial(run_bytes, cwd=outputs.EXAMPLES.parent)
    outputs.make(Path("examples", name), outputs.SHOWN[name], tmp_path, here)
    kept = outputs.EXAMPLES / name / "out"
    names = sorted(path.name for path in kept.iterdir())

    assert sorted(path.name for path in tmp_path.iterdir()) == names
    for each in names:
        assert (tmp_path / each).read_bytes() == (kept / each).read_bytes(), each


@pytest.mark.parametrize("name", outputs.SHOWN)
def test_an_example_has_no_finding_and_all_of_its_report(name: str, run: Run) -> None:
    """What is accepted has its reason, and no line of the document is lost if it is sent back."""
    project = outputs.EXAMPLES / name
    done = run("check", project)
    sent = run("reconcile", project / "out" / "report.docx", project).stdout

    assert "No problems: " in done.stdout + done.stderr
    assert ("9 accepted" in done.stderr + done.stdout) is (name == "thames-valley")
    assert re.search(r"(?m)^(1 in no contribution, )?\d{2,} unchanged$", sent)


def test_what_is_printed_beside_texts_is_no_senders(tmp_path: Path, run: Run) -> None:
    """A marking on the cover and in the header of each page, and the sum of an award in a text."""
    project = copytree(outputs.EXAMPLES / "eastmere-fire", tmp_path / "project")
    house = (project / "house.yaml").read_text("utf-8")
    house = re.sub("marking: .*\nheader: .*", "marking: OFFICIAL-SENSITIVE", house)
    (project / "house.yaml").write_text(house, "utf-8")
    file = project / "updates" / "2024-25-q4.yaml"
    typed = file.read_text("utf-8").replace(
        " consent.\n", " consent (£975.50).\n      award: {amount: 975.5}\n"
    )
    file.write_text(typed, "utf-8")
    run("build", project, "-o", tmp_path / "report.docx")

    sent = run("reconcile", tmp_path / "report.docx", project).stdout
    assert re.search(r"(?m)^\d{2,} unchanged$", sent)

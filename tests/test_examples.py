"""What lies in `examples/*/out` is what the tool makes of the examples today."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

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
def test_an_example_checks_without_a_finding(name: str, run: Run) -> None:
    """What is accepted in it has its reason: ten lines in the real report, none elsewhere."""
    done = run("check", outputs.EXAMPLES / name)

    assert "No problems: " in done.stdout + done.stderr
    assert ("9 accepted" in done.stderr + done.stdout) is (name == "thames-valley")


@pytest.mark.parametrize("name", outputs.SHOWN)
def test_a_report_is_all_in_its_own_project(name: str, run: Run) -> None:
    """Its headings, tables, marking and earlier quarters too, as if somebody had sent it."""
    project = outputs.EXAMPLES / name
    done = run("reconcile", project / "out" / "report.docx", project)

    counts = done.stdout.splitlines()[1]
    assert re.fullmatch(r"(1 in no contribution, )?\d{2,} unchanged", counts)

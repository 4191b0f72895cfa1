"""What `pccreport explain` prints: all findings in a line each, or the page of one."""

from __future__ import annotations

from pathlib import Path

from tests import projects
from tests.conftest import Run

from pccreport.findings.registry import RULES, RunStage
from pccreport.rules import docs


def test_without_a_name_each_finding_has_a_line_in_the_order_of_a_run(run: Run) -> None:
    """Under the part of the run that makes it, in whole sentences, however narrow the terminal."""
    lines = [line for line in run("explain", COLUMNS="80").stdout.splitlines() if line]
    narrow = run("explain", COLUMNS="40").stdout

    listed = [line.split()[0] for line in lines if line.startswith(" ")]
    assert listed == [each.name for each in RULES]
    heads = [line for line in lines if not line.startswith(" ")]
    assert heads == [stage.value for stage in RunStage]
    assert "…" not in narrow
    assert docs.page_summary(RULES[0]) in narrow


def test_a_name_brings_its_page(run: Run) -> None:
    """Typed as it is behind a finding, or not; without the marks of emphasis only."""
    page = run("explain", "second-document").stdout

    assert page == run("explain", "[Second-document]").stdout
    assert page.startswith(
        "second-document: error\n\nWhat it finds\nA line of --- or ... stops"
    )


def test_a_finding_is_accepted_as_explain_says(tmp_path: Path, run: Run) -> None:
    """Also on a later line of a text as `paste` writes it."""
    folder = projects.write(tmp_path / "p")
    sent = f"KA3\n- {'A patrol went out to the farms of the north of the county. ' * 2}It ended in May 2031.\n"
    (tmp_path / "NP.txt").write_text(sent, encoding="utf-8")
    run("paste", tmp_path / "NP.txt", "--project", folder, "--write")
    (file,) = folder.glob("updates/*force.yaml")
    found = run("check", folder).stdout
    page = run("explain", "date-after-period", COLUMNS="300").stdout
    way = "On its own line above the dash or field: # accept date-after-period: the reason"
    mark = way.partition(": ")[2]
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("      - >-", f"      {mark}\n      - >-"), "utf-8")
    accepted = run("check", folder).stdout

    assert way in page
    place = found.split("[date-after-period]")[1].splitlines()[1]
    at = int(place.split(":")[-2])
    assert text.splitlines()[at - 1].strip() not in ("- >-", "")
    assert "date-after-period" not in accepted
    assert "1 accepted" in accepted

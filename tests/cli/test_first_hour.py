"""An officer's first hour: a new project, an e-mail pasted, who has sent, and the report."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.test_new import begin
from tests.conftest import ROOT, Run

BULLETS = [f"The {word} patrol was sent out to the farms." for word in (
    "first", "second", "third", "fourth", "fifth", "sixth",
    "seventh", "eighth", "ninth", "tenth", "eleventh", "last",
)]  # fmt: skip
E_MAIL = "\n".join(
    [
        *("Dear all,", "", "KA1", *(f"• {bullet}" for bullet in BULLETS[:7])),
        *("", "Key Aim 2:", *(f"- {bullet}" for bullet in BULLETS[7:])),
        *("", "Regards", "Sam"),
    ]
)


def test_the_first_hour(tmp_path: Path, run: Run) -> None:
    """Twelve bullets are in the report, in their places, and nothing of another office."""
    folder = tmp_path / "report"
    begin(run, folder)
    (tmp_path / "mail.txt").write_text(E_MAIL, encoding="utf-8")
    stream = ("--stream", "police", "--project", folder)
    pasted = run("paste", tmp_path / "mail.txt", *stream, "--write")
    status = run("status", folder)
    checked = run("check", folder)
    built = run("build", folder, "-o", tmp_path / "r.txt")
    words = " ".join((tmp_path / "r.txt").read_text(encoding="utf-8").split())
    real = (ROOT / "tests/real_report.tsv").read_text(encoding="utf-8")

    assert {pasted.returncode, status.returncode} == {0}
    assert "12 updates under 2 key aims." in pasted.stderr
    counts = re.findall(r"^[12] .*?(\d) updates", status.stdout, re.M)
    assert counts == ["7", "5"]
    assert "Nothing so far, in any quarter: “What NMO did”" in status.stdout
    assert (checked.returncode, built.returncode) == (0, 0), checked.stdout
    assert "2 key aims, 12 updates, 2021/22 Q1" in built.stderr
    places = [words.index(bullet) for bullet in BULLETS]
    assert places == sorted(places)
    assert words.index("2) Safer roads") < places[7]
    lines = [line.split("\t", 1)[1] for line in real.splitlines()]
    assert not [line for line in lines if len(line) > 20 and line in words]


def test_the_second_quarter(tmp_path: Path, run: Run) -> None:
    """Its file is ready; what is not sent again is told, and can be filled by paste."""
    folder = tmp_path / "report"
    begin(run, folder)
    path = tmp_path / "mail.txt"
    path.write_text(E_MAIL, encoding="utf-8")
    stream = ("--stream", "police", "--project", folder, "--write")
    run("paste", path, *stream)
    run("new", folder, "2021/22 Q2")
    report = folder / "report.yaml"
    settings = report.read_text("utf-8").replace("2021/22 Q1", "2021/22 Q2")
    report.write_text(re.sub(r"2021-0\d-", "2021-11-", settings), "utf-8")
    late = run("status", folder, "--exit-code")
    path.write_text(E_MAIL.replace("patrol", "visit"), encoding="utf-8")
    pasted = run("paste", path, *stream)
    text = (folder / "updates/2021-22-q2-police.yaml").read_text("utf-8")

    assert late.returncode == 1
    assert "something for 2021/22 Q1: “What Northmoor Police did”" in late.stdout
    assert pasted.returncode == 0, pasted.stderr
    assert run("status", folder, "--exit-code").returncode == 0
    assert text.count("visit") == 12
    assert text.count("#   The") == 12
    assert run("check", folder).returncode == 0

"""The real report: what the rules must say of it, no more and no less."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.conftest import Run

from pccreport.findings.finding import Diagnostic
from pccreport.pipeline.check import check

HERE = Path(__file__).parent
EXPECTED = [
    line.split("\t")
    for line in (HERE / "expected_findings.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
][1:]
REPORT = [
    line.split("\t")[1]
    for line in (HERE / "real_report.tsv").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example without its marks of acceptance."""
    from tests.conftest import EXAMPLE  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("bare")
    for path in EXAMPLE.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        target = folder / path.relative_to(EXAMPLE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(re.sub(r"(?m)^ *# accept .*\n", "", text), encoding="utf-8")
    return folder


def squeezed(text: str) -> str:
    """The words of a text with one space between them."""
    return " ".join(text.split())


def around(finding: Diagnostic) -> str:
    """The words of the file from the finding on, as far as they are one text."""
    span = finding.at.span
    text = span.source.text
    block = re.match(r">-\n", text[span.start :])
    start = span.start + (block.end() if block else 0)
    return squeezed(text[start : start + 400].split("\n      - ")[0].split("\n\n")[0])


def printed(finding: Diagnostic) -> str:
    """The number of the printed line that the finding's words begin in."""
    words = around(finding)[:40]
    found = [i for i, line in enumerate(REPORT, 1) if words and words in squeezed(line)]
    return str(found[0]) if found else "-"


def test_the_rules_find_what_is_expected(bare: Path) -> None:
    """Each expected finding by rule, severity and line, and nothing else."""
    said = sorted((f.severity.value, f.rule) for f in check(bare).findings)

    assert sorted((severity, rule) for severity, rule, _, _ in EXPECTED) == said


def test_each_finding_is_at_its_words(bare: Path) -> None:
    """The line of the printed report in which the blamed words stand."""
    findings = check(bare).findings
    for severity, rule, line, words in EXPECTED:
        if line == "-" or rule == "plan-mismatch":
            continue  # no item's words: told in plan.yaml and report.yaml
        found = [printed(f) for f in findings if f.rule == rule]
        assert line in found, (severity, rule, line, words, found)


def test_what_the_example_has_as_printed_is_accepted(tmp_path: Path, run: Run) -> None:
    """Every error and warning has a mark with the reason: build finds nothing."""
    from tests.conftest import EXAMPLE  # noqa: PLC0415

    checked = check(EXAMPLE)
    accepted = sorted(f.rule for f, _ in checked.accepted)

    assert accepted == sorted(rule for how, rule, _, _ in EXPECTED if how != "info")
    assert all("4 September 2020" in reason for _, reason in checked.accepted)
    assert run("check", EXAMPLE, "--strict").returncode == 0
    done = run("build", EXAMPLE, "-o", tmp_path / "r.docx")
    assert done.stderr.splitlines() == [
        f"Wrote {tmp_path / 'r.docx'}: 4 key aims, 32 updates, 2019/20 Q1 to 2020/21 Q1."
    ]

"""No rule takes longer than in proportion to a text, and every command ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from tests import draws, projects
from tests.conftest import Run
from tests.test_rules import CHECKS

from pccreport.findings.registry import Rule, RunStage
from pccreport.pipeline.load import read_folder, read_report
from pccreport.report.merge import merge
from pccreport.report.references import ReferenceResolver
from pccreport.rules import check_of
from pccreport.rules.context import ProjectContext, ReportContext

SIZES = (4_000, pytest.param(12_500, marks=pytest.mark.slow))
"""Characters: slow tests find smaller squares."""
MOST = 8
"""How many times as long four times the text may take: a square would take sixteen times."""
NOISE = 0.02
"""Seconds that a busy machine may take for anything."""
MIXES = (
    "1 March 1 March ",
    "4 May 2020 31 June 12% Qtr. 4 01/02/2020 aged 14 Jo Bloggs, 41, of 14 High Street ",
    "11 officers and 14 staff, 27 in all, from 9 to 7 or 22 of 26 (84%) of which 3 ",
    "11 officers and 14 staff, 27 in all. It fell from 7 to 9. In all 22 of 26 (84%) came. ",
    "a man was charged with theft, a victim who was with Kent Police from Kent a 14-year-old ",
    "the following three: a, b. First, a; second, b. Two things: a, b and c ",
    "£1k and £2,000, 5 km or 3 miles, 4 minutes down from 9 seconds, 5% or 5 per cent ",
    "- x - o y • z 1. A com- munity the the (AB) AB (a Ab Cd AB CD ABC DEF ",
    "[insert (Rob to Rob to confirm ??? ___ TBC see attached can you check is confidential ",
    "see KA1 Aim 1 the first Key Aim see update as per line 4 under 2.4 above click here ",
    "a@b.uk 01865 541957 43200123456 crime no CAD A/1 OX5 2NX do not publish ",
    "no update ",
    "from 9 pm to 5 pm aged 17 to 11 1,25,000 £2.5 (“ will open in May this quarter (May to June) ",
    "((((a))) one of them Mr Jo Bloggs his depression will be in summer; the the chart below a/b ",
    "Of 58, 31 and 19 came; we continue to work with partners. Kind regards &amp; <br> is/are to the ",
    "two aims the first is a, the second is b; Of the 4, 5 were. fell by half, from 4 to 3 or 5 of 2. ",
    "4 at £5 each, £9 in all. 9 minutes, inside the 5-minute target; now that summer 12 14 to go to go ",
    "in May,, a grant of £ to 480. Of these, 372 came, which is 87%, or 9 of 12. This is a rise of 16% ",
    "six weeks, from 3 March to 31 March 2025, founded in 2015, tenth birthday quarter 2 (May to July) ",
    "The target of 90% was met, with 86%. Ten talks to 300 people, an average of 35 at each. £2m (£200,000) ",
    "both boats, Heron, Kestrel and Osprey, Inspector Jo Lowe of Mill Lane, Ashby, who Sergeant Lowe (JOL) ",
    "Of the 824 calls of these which is an increase of a rate of 5 the target of one in three ",
    "(",
    "1",
    "A ",
    "A-",
    ". ",
)
"""Each has what several rules look for."""
SOME = draws.one_in(4, MIXES)


def seconds(work: Callable[[], object]) -> float:
    """The time that some work takes, from the processor's clock."""
    start = time.process_time()
    work()
    return time.process_time() - start


def checks(folder: Path, text: str) -> dict[str, Callable[[], object]]:
    """A run of each rule over a project with one text."""
    folder.mkdir()
    quoted = '- "' + text.replace("\n", " ").replace('"', "") + '"'
    projects.write(folder, updates=projects.one_update(quoted))
    files, _ = read_folder(folder)
    loaded, _ = read_report(files, folder / "report.yaml")
    project = loaded.project
    assert project is not None
    assert project.settings is not None
    priority = project.plan.priority(project.settings.priority)
    assert priority is not None
    report = merge(project, project.settings, priority)[0]
    written = ProjectContext.from_project(project)
    whole = ReportContext(project, report, ReferenceResolver(report))

    def run(kind: Rule) -> Callable[[], object]:
        context = written if kind.stage is RunStage.PROJECT else whole
        return lambda: list(check_of(kind)(context))

    return {kind.name: run(kind) for kind in CHECKS}


@pytest.mark.parametrize("mix", SOME)
@pytest.mark.parametrize("size", SIZES)
def test_four_times_the_text_takes_four_times_as_long(
    tmp_path: Path, size: int, mix: str
) -> None:
    """Whatever is repeated in it; the least of three runs counts where one seems slow."""

    @cache
    def of(length: int) -> dict[str, Callable[[], object]]:
        return checks(tmp_path / str(length), (mix * length)[:length])

    def is_quick(name: str) -> bool:
        longer = seconds(of(4 * size)[name])
        return longer <= NOISE or longer <= MOST * seconds(of(size)[name]) + NOISE

    slow = [n for n in of(4 * size) if not any(is_quick(n) for _ in range(3))]

    assert slow == []


RUNS = (
    *("A", "A-", "A,", "iA", "A ", "Aa ", "a", "1", "1 ", ".", "-", "–", "_", "(", "["),
    *(":", "'", "’", "“", "#", "* ", "/", "&", "=", ">", "<", "|", "!", "KA1 ", "£1 "),
    *("Hi ", "see ", "and the ", "a@b.", "http://a/", "(a) ", "1,", "1.", "é", "\t"),
)
COMMAND = 10
"""Seconds: a line that is read in two ways has no end."""


@pytest.mark.parametrize(
    ("size", "step"), [(40, 2), pytest.param(600, 1, marks=pytest.mark.slow)]
)
def test_a_line_of_one_sign_is_pasted_and_checked(
    tmp_path: Path, run: Run, size: int, step: int
) -> None:
    """Capitals, digits, signs and spaces, as long as a line of a message or a paragraph."""
    lines = [(part * size)[:size] + ".:x"[n % 3] for n, part in enumerate(RUNS[::step])]
    sent = [tmp_path / f"{number}.txt" for number, _ in enumerate(lines)]
    for file, line in zip(sent, lines, strict=True):
        text = (
            f"Hi Sam,\n\n{line}\n\n- We trained all officers.\n\nThanks\n{line[2:]}\n"
        )
        file.write_text(text, encoding="utf-8")
    entries = "\n".join(f"- '{x.replace(chr(39), '').strip()} it'" for x in lines)
    entries = entries.replace("\t", " ")
    folder = projects.write(tmp_path / "p", updates=projects.one_update(entries))
    named = ("--project", folder, "--stream", "force", "--aim", "farms")

    def work() -> None:
        assert run("paste", *sent, *named).returncode == 0
        assert run("check", folder).returncode in (0, 1)

    assert seconds(work) < COMMAND

"""Times `pccreport build --all` on the reports of a whole round of meetings.

Up to ten projects with a report on each of five priorities, over up to sixteen
quarters: is the time linear in the number of files, and the memory flat in the number
of reports? Runs the cases in turn and prints ratios, as run.py does.

    meeting.py                  measures and prints everything
    meeting.py make FOLDER      writes the projects (in a process of its own)
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from content import AIMS, STREAMS, Author
from forms import HOUSE, marked_up, wrapped, write_text
from run import (
    HERE,
    LINEAR_BAR,
    Bench,
    Run,
    Stopped,
    can_measure,
    median,
    run,
    say,
    show,
    verdict,
    versions,
)

MEMORY_BAR = 1.15
PROJECTS = 10
QUARTERS = (4, 8, 16)
FIRST_YEAR = 2017
START = "start"
"""Projects of one report with next to nothing in it: what a process costs."""
BARE = "bare"
"""As many reports as in a whole project, as empty: what reports cost in themselves."""

# The projects

PRIORITIES = {
    "burglary": "Burglary and Theft",
    "rural": "Rural Crime",
    "violence": "Serious Violence",
    "driving": "Dangerous Driving",
    "fraud": "Online Fraud",
}
AIM_TEXTS = (
    "Clear public messages about {}.",
    "A culture of sharing concerns about {} between agencies that meet people at risk.",
    "Greater oversight of the work to prevent {}.",
    "Better engagement with the communities that {} strikes most.",
)
REASONS = (
    "no work was planned",
    "the figures come with the next quarter",
    "the round of applications was still open",
)
CAVEAT = "one of the three recording systems was replaced in this quarter"
PLAN = f"""\
title: Police and Crime Plan
years: {FIRST_YEAR}/{FIRST_YEAR % 100 + 1} to {FIRST_YEAR + 3}/{FIRST_YEAR % 100 + 4}

body:
  name: Office of the Police & Crime Commissioner for Northshire
  short: OPCC
  area: Northshire
holder:
  short: PCC
force:
  name: Northshire Police
  short: NP

priorities:
"""
REPORT = """\
format: 1
house: house.yaml
priority: {priority}
period: {period}
since: {since}

panel: Northshire Police and Crime Panel
meeting: 2021-06-18

objective: improve the local response
focus:
  - Improving community resilience
  - Improving information sharing

sign_off:
  name: Alex Example
  office: Police and Crime Commissioner
  date: 2021-06-08
"""

Place = tuple[str, str]
"""A key aim (without its priority's name) and a stream."""

PLACES: tuple[Place, ...] = tuple(product(AIMS, STREAMS))


class Desk:
    """Writes the files of one priority, quarter after quarter."""

    def __init__(self, key: str, author: Author, seed: int) -> None:
        self.printed = 0
        """How many updates a report on the files so far prints."""
        self._key = key
        self._author = author
        # random() alone is promised to stay the same from one Python to the next.
        self._random = random.Random(seed).random
        self._bullets = 0
        self._named: dict[str, Place] = {}
        """Updates of this year whose text may be revised, by their ids."""
        self._told: list[Place] = []
        """Cells with an update in this year."""

    def file(self, quarter: int) -> str:
        """A quarter's file, quarters from 0: ten to twenty updates, no empty cell."""
        cells: dict[Place, list[str]] = {place: [] for place in PLACES}
        before: list[Place] = []
        if quarter % 4 == 0:
            before, self._told, self._named = self._told, [], {}
        self._named = dict([*self._named.items()][::2])
        for name, place in self._named.items():
            cells[place].append(self._update(f"id: {name}"))
        for number in range(len(self._named), 10 + self._below(11)):
            place = PLACES[self._below(len(PLACES))]
            cells[place].append(self._new(quarter, number, place, cells[place]))
        full = [place for place, entries in cells.items() if entries]
        self._told += full
        self._refer(cells, full, before, quarter)
        return self._typed(cells, quarter)

    def _new(
        self, quarter: int, number: int, place: Place, beside: Sequence[str]
    ) -> str:
        """An update that was not told before, with what is known of it."""
        if number % 8 == 7 and beside:
            return self._update("public: false", "owner: Policy officer")
        self.printed += 1
        facts = []
        if number % 3 == 0:
            name = f"{self._key}_{quarter}_{number}"
            self._named[name] = place
            facts.append(f"id: {name}")
        if place[1].endswith("fund"):
            amount = 500 + 250 * self._below(40)
            facts.append(f"award: {{amount: {amount}, fund: Safer Places, awards: 1}}")
            facts.append("outcome: Those who took part felt safer than before.")
        return self._update(*facts)

    def _update(self, *facts: str) -> str:
        """An update as it is typed in a cell; one in three has points."""
        text = self._text(10)
        self._bullets += 1
        points = ""
        if self._bullets % 3 == 0:
            point = f"          - text: >-\n{self._text(14)}"
            below = f"            points:\n              - >-\n{self._text(16)}"
            points = f"        points:\n{point}{below}          - >-\n{self._text(12)}"
        if not facts and not points:
            return f"      - >-\n{text}"
        known = "".join(f"        {fact}\n" for fact in facts)
        return f"      - text: >-\n{text}{points}{known}"

    def _text(self, indent: int) -> str:
        number = self._below(1000)
        named = list(AIMS)[number % 4] if number % 6 == 5 else ""
        parts = self._author.bullet(number, named).parts
        marks = (marked_up(part, f"[[{self._key}_{part.aim}]]") for part in parts)
        return wrapped("".join(marks), indent)

    def _refer(
        self,
        cells: dict[Place, list[str]],
        full: Sequence[Place],
        before: Sequence[Place],
        quarter: int,
    ) -> None:
        """What an empty cell says instead, and references to an update and a year."""
        for place, entries in cells.items():
            others = [aim for aim, stream in full if stream == place[1]]
            if not entries and others and self._below(2):
                entries.append(f"      - see: {self._key}_{others[0]}\n")
            elif not entries:
                entries.append(f"      - nothing: {REASONS[self._below(3)]}\n")
        if self._named:
            cells[full[-1]].append(f"      - see: {next(iter(self._named))}\n")
        if before:
            aim, stream = before[-1]
            year = year_of(quarter - 4)
            cells[full[0]].append(
                f"      - see: {self._key}_{aim}\n"
                f"        stream: {stream}\n"
                f"        year: {year}\n"
            )

    def _typed(self, cells: dict[Place, list[str]], quarter: int) -> str:
        head = f"period: {quarter_of(quarter)}\n"
        if quarter % 4 == 2 and self._key == next(iter(PRIORITIES)):
            head += f"caveat: {CAVEAT}\n"
        lines = [head, "updates:\n"]
        for aim in AIMS:
            lines.append(f"  {self._key}_{aim}:\n")
            for stream in STREAMS:
                lines += [f"    {stream}:\n", *cells[aim, stream]]
        return "".join(lines)

    def _below(self, end: int) -> int:
        return int(self._random() * end)


def year_of(quarter: int) -> str:
    """The financial year of a quarter, quarters from 0."""
    begins = FIRST_YEAR + quarter // 4
    return f"{begins}/{(begins + 1) % 100}"


def quarter_of(quarter: int) -> str:
    """A quarter as it is written, quarters from 0."""
    return f"{year_of(quarter)} Q{quarter % 4 + 1}"


def write_project(folder: Path, author: Author, number: int) -> dict[int, int]:
    """A project of each length; how many updates the reports of each print."""
    desks = {
        key: Desk(key, author, 10 * number + nth) for nth, key in enumerate(PRIORITIES)
    }
    made: list[tuple[str, str]] = []
    printed = {}
    for quarter in range(max(QUARTERS)):
        name = quarter_of(quarter).replace("/", "-").replace(" ", "-").lower()
        made += [(f"{name}-{key}.yaml", desks[key].file(quarter)) for key in desks]
        if (length := quarter + 1) in QUARTERS:
            write_folder(folder / str(length) / f"office-{number}", made, quarter)
            printed[length] = sum(desk.printed for desk in desks.values())
    return printed


def write_folder(
    project: Path,
    updates: Sequence[tuple[str, str]],
    last: int,
    priorities: int = len(PRIORITIES),
    aims: int = len(AIMS),
) -> None:
    """A project's plan, its files, and its reports up to a quarter."""
    (project / "updates").mkdir(parents=True)
    (project / "reports").mkdir()
    plan = PLAN
    for number, (key, title) in enumerate([*PRIORITIES.items()][:priorities], start=1):
        plan += f"  - number: {number}\n    title: {title}\n"
        plan += "    objective: improving the local response\n    aims:\n"
        for aim, text in [*zip(AIMS, AIM_TEXTS, strict=True)][:aims]:
            plan += f"      {key}_{aim}: >-\n{wrapped(text.format(title.lower()), 8)}"
        report = REPORT.format(
            priority=number, period=quarter_of(last), since=year_of(0)
        )
        write_text(project / "reports" / f"{key}.yaml", report)
    write_text(project / "plan.yaml", plan)
    write_text(project / "house.yaml", HOUSE)
    for name, text in updates:
        write_text(project / "updates" / name, text)


def write_small(project: Path, priorities: int) -> int:
    """Reports on one key aim with next to nothing in them; the updates they print."""
    aim = next(iter(AIMS))
    cells = "".join(f"    {stream}: [Done.]\n" for stream in STREAMS)
    updates = [
        (f"{key}.yaml", f"period: {quarter_of(0)}\nupdates:\n  {key}_{aim}:\n{cells}")
        for key in [*PRIORITIES][:priorities]
    ]
    write_folder(project, updates, 0, priorities, aims=1)
    return priorities * len(STREAMS)


def write_all(folder: Path) -> None:
    """Every project of the bench, and in counts.json what their reports hold."""
    author = Author()
    numbers = range(1, PROJECTS + 1)
    printed = [write_project(folder, author, number) for number in numbers]
    counts = {str(length): [each[length] for each in printed] for length in QUARTERS}
    for kind, priorities in ((START, 1), (BARE, len(PRIORITIES))):
        counts[kind] = [
            write_small(folder / kind / f"office-{number}", priorities)
            for number in numbers
        ]
    write_text(folder / "counts.json", json.dumps(counts))


# Measuring


class Case(NamedTuple):
    """One command: so many projects of a kind."""

    projects: int
    kind: str
    """How many quarters they have, or START or BARE."""

    @property
    def reports(self) -> int:
        """How many reports it writes."""
        return self.projects * (1 if self.kind == START else len(PRIORITIES))

    @property
    def files(self) -> int:
        """How many update files it reads: one a quarter and report."""
        return self.reports * (int(self.kind) if self.kind.isdigit() else 1)

    @property
    def name(self) -> str:
        """What it is called where figures are shown."""
        quarters = "quarters" if self.kind.isdigit() else ""
        return f"{self.projects} x {self.kind} {quarters}".strip()


class Meeting(NamedTuple):
    """The bench, and what each project of each kind must print."""

    bench: Bench
    counts: dict[str, list[int]]

    def measure(self, case: Case) -> Run:
        """One run of a case; raises where it did not write all that it should."""
        folder = self.bench.folder
        out = folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        numbers = range(1, case.projects + 1)
        projects = [str(folder / case.kind / f"office-{n}") for n in numbers]
        command = [*self.bench.tool(), "build", "--all", *projects, "-o", str(out)]
        took = run(command, folder)
        said = (folder / "said.txt").read_text(encoding="utf-8")
        if (written := len(list(out.glob("*.docx")))) != case.reports:
            raise Stopped(f"{case.name}: {written} of {case.reports} reports written")
        updates = sum(map(int, re.findall(r", (\d+) updates,", said)))
        if updates != (told := sum(self.counts[case.kind][: case.projects])):
            raise Stopped(f"{case.name}: {updates} of {told} updates printed")
        if found := re.findall(r"^(?:error|warning): .*", said, re.MULTILINE):
            raise Stopped(f"{case.name}: {found[0]}")
        return took


def prepared(bench: Bench) -> Meeting:
    """Write the projects and remember what they hold."""
    # A child's peak memory is never told lower than its parent's at its birth, so
    # the content is made in a process of its own.
    run(
        [bench.python, str(HERE / "meeting.py"), "make", str(bench.folder)],
        bench.folder,
    )
    counts = json.loads((bench.folder / "counts.json").read_text(encoding="utf-8"))
    return Meeting(bench, counts)


def measured(meeting: Meeting, cases: Sequence[Case]) -> dict[Case, list[Run]]:
    """Each case's runs: all of them once, then all again, after a warm-up."""
    for case in cases:
        meeting.measure(case)
    rounds = [
        {case: meeting.measure(case) for case in cases}
        for _ in range(meeting.bench.rounds)
    ]
    return {case: [each[case] for each in rounds] for case in cases}


def held(name: str, ratios: Sequence[float], bar: float | None = None) -> bool:
    """Print least, median and most of some ratios; whether the bar is met."""
    middle = median(ratios)
    say(
        f"  {name:<34}{min(ratios):8.2f}{middle:8.2f}{max(ratios):8.2f}"
        f"{verdict(middle, bar)}"
    )
    return bar is None or middle <= bar


def per_file(
    runs: dict[Case, list[Run]], many: Case, few: Case, start: Case
) -> list[float]:
    """Time per file of one case as a multiple of another's, start-up aside."""
    # The start-up is one number for all rounds: a difference of two single runs
    # would be mostly noise. It is the processor's time, because the runs of a round
    # lie seconds apart and the clock counts what else the machine does meanwhile.
    before = median([each.cpu for each in runs[start]])
    return [
        ((a.cpu - before) / many.files) / ((b.cpu - before) / few.files)
        for a, b in zip(runs[many], runs[few], strict=True)
    ]


def race(meeting: Meeting) -> int:
    """Run and print everything: 0 every bar met, 1 not so."""
    full, short = str(max(QUARTERS)), str(min(QUARTERS))
    start, bare = Case(1, START), Case(PROJECTS, BARE)
    single, large, brief = Case(1, full), Case(PROJECTS, full), Case(PROJECTS, short)
    between = [Case(2, full), Case(5, full), Case(PROJECTS, str(QUARTERS[1]))]
    cases = [start, *between, single, large, brief, bare]
    runs = measured(meeting, cases)
    meeting.bench.keep("meeting", **{case.name: runs[case] for case in cases})
    say(f"Median of {meeting.bench.rounds}; projects x quarters")
    for case in sorted(cases, key=lambda case: (case.projects, case.files)):
        show(case.name, runs[case])
    say(f"\nRatio least, median, most; {large.reports} reports, {large.files} files")
    quarters = f"{full} / {short} quarters"
    projects = f"{PROJECTS} / 1 projects"
    by_quarters = per_file(runs, large, brief, bare)
    by_projects = per_file(runs, large, single, start)
    peaks = [a.peak / b.peak for a, b in zip(runs[large], runs[single], strict=True)]
    met = [
        held(f"time per file, {quarters}", by_quarters, LINEAR_BAR),
        held(f"time per file, {projects}", by_projects, LINEAR_BAR),
        held(f"peak memory, {projects}", peaks, MEMORY_BAR),
    ]
    return 0 if all(met) else 1


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--pairs", type=int, default=7, metavar="N", help="runs of each (7)")
    add("--json", type=Path, metavar="FILE", help="keep every run in a file")
    asked = parser.parse_args()
    if asked.pairs < 1:
        parser.error("pairs are 1 or more")
    return asked


def main() -> int:
    """Exit code: 0 every bar met, 1 not so, 2 it cannot be measured here."""
    if sys.argv[1:2] == ["make"]:
        write_all(Path(sys.argv[2]))
        return 0
    asked = options()
    if not can_measure():
        return 2
    with tempfile.TemporaryDirectory(prefix="pccreport-bench-") as name:
        bench = Bench(sys.executable, Path(name), asked.pairs, (), {})
        try:
            code = race(prepared(bench))
        except Stopped as reason:
            say(f"stopped: {reason}")
            return 2
    if asked.json:
        kept = {"versions": versions(bench), **bench.kept}
        asked.json.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())

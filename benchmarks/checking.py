"""Times `pccreport check` against check-jsonschema on the same update file.

The peer stands in a virtual environment of its own, as pip installs it, and is given
our schema. Runs A B A B in turn and prints ratios of processor time, as run.py does.

    checking.py                measures and prints everything
    checking.py make FOLDER SIZE...    writes the projects (in a process of its own)
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from content import AIMS, STREAMS, Author, Bullet, Reference, entries
from forms import HOUSE, PLAN, REPORT, marked_up, typed, wrapped, write_text
from run import (
    HERE,
    SIZES,
    TOOL,
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

PEER = "check-jsonschema"
CLEAN = "clean"
"""Nothing is wrong, and nothing is printed but that."""

# The most that the tool's time may be, as a multiple of the peer's.
BARS = {
    "clean": {60: 0.6, 600: 0.7},
    "form": {60: 0.9, 600: 0.9},
    # The peer stops at the first slip: in a large file it has done next to nothing.
    "slips": {60: 0.9},
    "words": {60: 0.9, 600: 0.9},
}
MEMORY_BAR = 50.0  # MB, not MiB
EXAMPLE_BAR = 0.3

# The content

PERIOD = "2019/20 Q4"
SHARES = (4, 1, 2, 2)
"""The shares of an aim's streams: as in a real report some say much and some little."""
TOLD = (
    "It began on Tuesday 11 February 2020.",
    "Of the 250 people asked, 38% knew of it.",
    "The Rural Partnership Board (RPB) has agreed to it.",
    "Half of the £12,500 was paid by the councils.",
    "It follows what was learned in 2018/19.",
    "TVP will report on it to the steering group in Q4.",
    "The 'watch your neighbour' pledge was signed by 12 landlords.",
)
"""What the rules look at, and find nothing wrong with."""
FORM = (
    "      - text: {text}\n        pubic: false\n",
    "      - text: {text}\n        award: {{amount: several, awards: 2}}\n",
    "      - text: {text}\n        date: 2020-02-30\n",
    "      - points:\n          - {text}\n",
    "      - text: {text}\n        public: perhaps\n",
    "      - see: Key Aim {number}\n",
)
"""Updates whose form is wrong: both tools see it."""
SLIPS = (
    "      - {text} Op Stronghold: it goes on.\n",
    "      - text: {text}\n\t\tpublic: false\n",
    "      -{text}\n",
    "      - @panel {text}\n",
    '      - "{text}\n',
)
"""Updates that are no YAML: the peer stops at the first."""
WORDS = (
    "      - {text} It ended on Monday 11 February 2020.\n",
    "      - {text} A second round was held in May 2020.\n",
    "      - {text} Ring 01865 000 {number:03} for a place.\n",
    "      - {text} See update under Key Aim (1).\n",
    "      - {text} There is more [here](https://www.example.org/{number}).\n",
    "      - {text} The XR{letter} has agreed.\n",
)
"""Updates that are well-formed and wrong all the same: the peer finds nothing."""
KINDS = {CLEAN: (), "form": FORM, "slips": SLIPS, "words": WORDS}
EXPECTED = {CLEAN: (0, 0), "form": (1, 1), "slips": (1, 1), "words": (1, 0)}
"""The exit codes of the tool and of the peer."""
MANY = {60: 6, 600: 18}
"""How many mistakes stand in a file of so many bullets."""


def make(size: int, kind: str) -> str:
    """One quarter's file with so many bullets, of which some are mistaken."""
    author, whole, end, shares = Author(), len(AIMS) * sum(SHARES), 0, 0
    wrong = mistakes(author, kind, size)
    lines = [f"period: {PERIOD}\n\nupdates:\n"]
    for aim in AIMS:
        lines.append(f"  {aim}:\n")
        for stream, share in zip(STREAMS, SHARES, strict=True):
            shares += share
            # Rounded up, so that one bullet alone comes first.
            first, end = end, -(-size * shares // whole)
            told = entries(author, aim, range(first, end))
            lines.append(f"    {stream}:\n")
            lines += (entry(item, stream, first + n) for n, item in enumerate(told))
            lines += (text for at, text in wrong if first <= at < end)
            if first == end:
                lines.append("      - nothing: no work was planned\n")
    return "".join(lines)


def mistakes(author: Author, kind: str, size: int) -> list[tuple[int, str]]:
    """The mistaken updates, each with the number of the bullet that it follows."""
    forms, many = KINDS[kind], MANY.get(size, 0)
    return [
        (
            (2 * n + 1) * size // (2 * many),
            forms[n % len(forms)].format(
                text=plainly(author, n), number=n + 1, letter=chr(ord("A") + n)
            ),
        )
        for n in range(many if forms else 0)
    ]


def plainly(author: Author, number: int) -> str:
    """The text of a bullet on one line, with nothing marked in it."""
    return "".join(part.text for part in author.bullet(20 * number, "").parts)


def entry(item: Bullet | Reference, stream: str, number: int) -> str:
    """An entry as it is typed; one in three tells more, one award in two is written."""
    if isinstance(item, Reference):
        return typed(item, 6)
    text = "".join(marked_up(part, f"[[{part.aim}]]") for part in item.parts)
    if number % 3 == 0:
        text = f"{text} {TOLD[number // 3 % len(TOLD)]}"
    lines = f"      - text: >-\n{wrapped(text, 10)}"
    if item.points:
        points = "".join(typed(point, 10) for point in item.points)
        lines += f"        points:\n{points}"
    if stream.endswith("fund") and number % 2:
        lines += "        award: {amount: 12500, fund: Safer Places, awards: 1}\n"
        lines += "        outcome: Those who came felt safer.\n"
    return lines


def write_all(folder: Path, sizes: Sequence[int]) -> None:
    """A project of each kind and size: plan, report, one quarter's file."""
    report = REPORT.replace("until: 2020/21 Q1\n", "").replace("-08-26", "-08-24")
    aims = "".join(f"      {key}: {text}\n" for key, text in AIMS.items())
    plan = f"{PLAN}{aims}\nchecks:\n  acronyms: [PCC, TVP]\n"
    for size in sizes:
        for kind in KINDS if size in MANY else [CLEAN]:
            project = folder / str(size) / kind
            (project / "updates").mkdir(parents=True)
            write_text(project / "plan.yaml", plan)
            write_text(project / "report.yaml", report)
            write_text(project / "house.yaml", HOUSE)
            write_text(updates(project), make(size, kind))


def updates(project: Path) -> Path:
    """The one file of updates: it is what both tools check."""
    return project / "updates" / "2019-20-q4.yaml"


# Measuring


class Race(NamedTuple):
    """The bench, and where the peer stands."""

    bench: Bench
    peer: Path | None
    """The Python of its virtual environment; None where it could not be installed."""

    def command(self, who: str, project: Path) -> list[str]:
        """What a contestant is given."""
        if who == TOOL:
            return [*self.bench.tool(), "check", str(project)]
        schema = str(HERE.parent / "schemas" / "update.schema.json")
        peer = str(self.peer.with_name(PEER)) if self.peer else PEER
        return [peer, "--schemafile", schema, str(updates(project))]

    def measure(self, who: str, size: int, kind: str) -> Run:
        """One run; raises where it does not end as it should."""
        project = self.bench.folder / str(size) / kind
        expected = EXPECTED[kind][who != TOOL]
        shown = str(self.bench.folder / f"shown-by-{who}.txt")
        return run(self.command(who, project), self.bench.folder, expected, shown)

    def shown(self, who: str) -> str:
        """What its last run printed."""
        return (self.bench.folder / f"shown-by-{who}.txt").read_text(encoding="utf-8")


def peer_at(folder: Path) -> Path | None:
    """The peer in an environment of its own, made where it is not there yet."""
    python = folder / "bin" / "python"
    log = folder.parent
    try:
        if not python.with_name(PEER).exists():
            say(f"{PEER} is installed into {folder}")
            run([sys.executable, "-m", "venv", str(folder)], log)
            install = ["-m", "pip", "install", "-q", "--disable-pip-version-check"]
            run([str(python), *install, PEER], log)
    except Stopped as reason:
        say(f"{PEER} is left out: it is not installed: {reason}")
        return None
    return python


def ready(race: Race, sizes: Sequence[int]) -> bool:
    """Write the projects, run everyone once; whether the tool does its work."""
    bench = race.bench
    # A child's peak memory is never told lower than its parent's at its birth, so
    # the content is made in a process of its own.
    make_all = [str(HERE / "checking.py"), "make", str(bench.folder)]
    run([bench.python, *make_all, *map(str, sizes)], bench.folder)
    for size in sizes:
        for kind in KINDS if size in MANY else [CLEAN]:
            for who in (TOOL, PEER) if race.peer else (TOOL,):
                try:
                    race.measure(who, size, kind)
                except (FileNotFoundError, Stopped) as reason:
                    say(f"{who} does not check {kind}, {size}: {reason}")
                    say(race.shown(who)[:2000])
                    return False
            told = count(race)
            if told if kind == CLEAN else told < MANY[size]:
                say(f"{told} mistakes in {kind}, {size}:\n{race.shown(TOOL)[:2000]}")
                return False
    return True


def count(race: Race) -> int:
    """How many errors and warnings the tool named in its last run."""
    return sum(int(n) for n in re.findall(r"(\d+) (?:error|warning)s?\b", total(race)))


def total(race: Race) -> str:
    """Return the line with the numbers: below it may be how many checks wait."""
    lines = race.shown(TOOL).rstrip().splitlines()
    return next(
        (row for row in reversed(lines) if re.match(r"\d+ (?:err|warn)", row)), ""
    )


def compare(race: Race, size: int, kind: str) -> bool:
    """Time the tool against the peer; whether the bar is met."""
    whoever = (TOOL, PEER) if race.peer else (TOOL,)
    for who in whoever:
        race.measure(who, size, kind)
    rounds = [
        [race.measure(who, size, kind) for who in whoever]
        for _ in range(race.bench.rounds)
    ]
    runs = dict(zip(whoever, map(list, zip(*rounds, strict=True)), strict=True))
    bar = BARS[kind].get(size)
    race.bench.keep(f"{kind} {size}", **runs)
    told = "" if kind == CLEAN else f": {total(race)}"
    say(f"\n{size} bullets, {kind}{told}")
    for who in whoever:
        show(who, runs[who])
    if not race.peer:
        return True
    ratios = [a.cpu / b.cpu for a, b in zip(runs[TOOL], runs[PEER], strict=True)]
    return held(f"cpu, {TOOL} / {PEER}", ratios, bar)


def held(name: str, values: Sequence[float], bar: float | None, unit: str = "") -> bool:
    """Print least, median and most of some values; whether the bar is met."""
    middle = median(values)
    say(
        f"  {name:<34}{min(values):8.2f}{middle:8.2f}{max(values):8.2f}{unit}"
        f"{verdict(middle, bar)}"
    )
    return bar is None or middle <= bar


def memory(race: Race, size: int) -> bool:
    """The largest peak of the tool in megabytes; whether it is met."""
    runs = [race.measure(TOOL, size, kind) for kind in KINDS]
    peaks = [each.peak * 2**20 / 10**6 for each in runs]
    told = verdict(max(peaks), MEMORY_BAR)
    say(f"\nThe tool alone\n  peak memory, {size} bullets: {max(peaks):.1f} MB{told}")
    race.bench.keep("memory", ours=runs)
    return max(peaks) <= MEMORY_BAR


def example(race: Race) -> bool:
    """What a person waits for: the example on a terminal; whether the bar is met."""
    project = HERE.parent / "examples" / "thames-valley"
    command = race.command(TOOL, project)
    runs = [on_terminal(command) for _ in range(race.bench.rounds + 1)][1:]
    race.bench.keep("example", ours=runs)
    show("the example, terminal", runs)
    walls = [each.wall for each in runs]
    return held("the example's time by the clock", walls, EXAMPLE_BAR, " s")


def on_terminal(command: list[str]) -> Run:
    """What a process took that prints to a terminal, colours and all."""
    ours, theirs = pty.openpty()
    files = [(os.POSIX_SPAWN_DUP2, theirs, handle) for handle in (0, 1, 2)]
    environment = {**os.environ, "TERM": "xterm-256color"}
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, environment, file_actions=files)
    os.close(theirs)
    said = b"".join(iter(lambda: read(ours), b""))
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    os.close(ours)
    if code := os.waitstatus_to_exitcode(status):
        raise Stopped(f"exit {code}: {said.decode(errors='replace')[-500:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 2**10)


def read(terminal: int) -> bytes:
    """What came out of a terminal; empty when everyone has left it."""
    try:
        return os.read(terminal, 2**16)
    except OSError:
        return b""


def race_all(race: Race, sizes: Sequence[int]) -> int:
    """Run and print everything: 0 every bar met, 1 not so, 2 the tool does not run."""
    if not ready(race, sizes):
        return 2
    say(f"Median of {race.bench.rounds}; ratio least, median, most")
    met = [compare(race, size, CLEAN) for size in sizes]
    for size in sizes:
        if size in MANY:
            met += [compare(race, size, kind) for kind in KINDS if kind != CLEAN]
    if min(SIZES) in sizes:
        met.append(memory(race, min(SIZES)))
    met.append(example(race))
    return 0 if all(met) else 1


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="bullets")
    add("--pairs", type=int, default=7, metavar="N", help="runs of each (7)")
    add("--peer", type=Path, metavar="FOLDER", help=f"{PEER}'s environment, kept there")
    add("--json", type=Path, metavar="FILE", help="keep every run in a file")
    asked = parser.parse_args()
    if asked.pairs < 1:
        parser.error("pairs are 1 or more")
    if min(asked.sizes) < min(SIZES):
        parser.error(f"sizes are {min(SIZES)} or more, so that no cell stays empty")
    return asked


def main() -> int:
    """Exit code: 0 every bar met, 1 not so, 2 it cannot be measured here."""
    if sys.argv[1:2] == ["make"]:
        write_all(Path(sys.argv[2]), [*map(int, sys.argv[3:])])
        return 0
    asked = options()
    if not can_measure():
        return 2
    with tempfile.TemporaryDirectory(prefix="pccreport-bench-") as name:
        folder = Path(name)
        peer = peer_at(asked.peer.absolute() if asked.peer else folder / "peer")
        race = Race(Bench(sys.executable, folder, asked.pairs, (), {}), peer)
        try:
            code = race_all(race, asked.sizes)
        except Stopped as reason:
            say(f"stopped: {reason}")
            return 2
        if asked.json:
            kept = {"versions": found(race), **race.bench.kept}
            asked.json.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    return code


def found(race: Race) -> dict[str, str]:
    """Who was measured; asked last, because asking takes memory."""
    told = versions(race.bench)
    if race.peer:
        shown = race.bench.folder / "shown-by-pip.txt"
        run(
            [str(race.peer), "-m", "pip", "freeze"], race.bench.folder, shown=str(shown)
        )
        told[PEER] = " ".join(shown.read_text(encoding="utf-8").split())
    return told


if __name__ == "__main__":
    sys.exit(main())

"""Times `pccreport compare` against deepdiff on the same two files, and how it grows.

The peer stands in a virtual environment of its own, as pip installs it, and is given
the two update files. Runs A B A B in turn and prints ratios of processor time, as
checking.py does.

    comparing.py                       measures and prints everything
    comparing.py make FOLDER SIZE...   writes the projects (in a process of its own)
    comparing.py hold ANSWER EDITS     fails where what is told is not what was done
    comparing.py alone OLD NEW         prints what comparing takes once both are read
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path
from typing import NamedTuple

from checking import SHARES, held, updates
from content import AIMS, STREAMS, Author, Bullet, Reference, entries, plain
from forms import HOUSE, PLAN, REPORT, wrapped, write_text
from run import (
    HERE,
    TOOL,
    Bench,
    Run,
    Stopped,
    can_measure,
    median,
    run,
    say,
    show,
    versions,
)

PEER, PACKAGE = "deep", "deepdiff[cli]"
IDS, WORDS = "by id", "by words"
KINDS = (IDS, WORDS)
SIDES = ("before", "after")

# The most that the tool's time may be, as a multiple of the peer's.
BARS = {60: 1.0, 600: 1.0}
SIZES = (60, 600)
GROWING = (500, 1000, 2000, 4000, 8000)
GROWTH_BAR = 1.25
"""From one size to the next, as a multiple of n log n: what is left is the machine's."""

# The content

EVERY = 20
"""Of so many bullets one is reworded, one is gone, one has moved, and one is new."""
REWORDED, GONE, MOVED, NEW = 3, 7, 11, 15


class Told(NamedTuple):
    """A bullet with the number that it keeps, or a reference."""

    number: int
    text: str
    points: list[Told]
    see: str = ""


class Project(NamedTuple):
    """What is told, by key aim and stream; and what was done to it."""

    cells: dict[tuple[str, str], list[Told]]
    edits: dict[str, int]


def make(size: int) -> tuple[Project, Project]:
    """A report of so many bullets before and after a quarter's work."""
    author, whole, end, shares, number = Author(), len(AIMS) * sum(SHARES), 0, 0, 0
    before: dict[tuple[str, str], list[Told]] = {}
    for aim in AIMS:
        for stream, share in zip(STREAMS, SHARES, strict=True):
            shares += share
            first, end = end, -(-size * shares // whole)
            found = []
            for item in entries(author, aim, range(first, end)):
                number, told = numbered(item, number)
                found.append(told)
            before[aim, stream] = found
    return Project(before, {}), edited(before, author)


def numbered(item: Bullet | Reference, number: int) -> tuple[int, Told]:
    """A bullet and its points with numbers from the next one on; the last of them."""
    number += 1
    if isinstance(item, Reference):
        return number, Told(number, "", [], item.aim)
    own, points = number, []
    for point in item.points:
        number, told = numbered(point, number)
        points.append(told)
    return number, Told(own, plain(item.parts), points)


def edited(before: dict[tuple[str, str], list[Told]], author: Author) -> Project:
    """The same after some edits, and how many lines of each kind there are of it."""
    edits = dict.fromkeys(("revised", "missing", "moved", "added"), 0)
    after: dict[tuple[str, str], list[Told]] = {place: [] for place in before}
    places = [*before]
    for place, found in before.items():
        for told in found:
            turn = told.number % EVERY
            if told.see or turn not in (GONE, MOVED):
                after[place].append(reworded(told, edits))
            elif turn == GONE:
                edits["missing"] += lines(told)
            else:
                other = places[(places.index(place) + 5) % len(places)]
                after[other].append(reworded(told, edits))
                edits["moved"] += 1
            if turn == NEW:
                text = plain(author.bullet(100_000 + told.number, "").parts)
                after[place].append(Told(100_000 + told.number, text, []))
                edits["added"] += 1
    return Project(after, edits)


def reworded(told: Told, edits: dict[str, int]) -> Told:
    """A bullet and its points, one in so many with another word."""
    points = [reworded(point, edits) for point in told.points]
    if told.see or told.number % EVERY != REWORDED:
        return told._replace(points=points)
    edits["revised"] += 1
    text = f"{told.text} It goes on until the winter."
    return told._replace(text=text, points=points)


def lines(told: Told) -> int:
    """How many lines a bullet and its points are."""
    return 1 + sum(map(lines, told.points))


def typed(told: Told, kind: str, indent: int) -> Iterator[str]:
    """An entry as an officer types it."""
    lead, below = " " * indent + "- ", " " * (indent + 2)
    if told.see:
        yield f"{lead}see: {told.see}\n"
        return
    if kind == IDS:
        yield f"{lead}id: u{told.number}\n"
        lead = below
    yield f"{lead}text: >-\n{wrapped(told.text, indent + 4)}"
    if told.points:
        yield f"{below}points:\n"
        for point in told.points:
            yield from typed(point, kind, indent + 4)


def update_file(project: Project, kind: str) -> str:
    """One quarter's file."""
    said = ["period: 2019/20 Q4\n\nupdates:\n"]
    for aim in AIMS:
        streams = [(stream, project.cells[aim, stream]) for stream in STREAMS]
        told = [(stream, found) for stream, found in streams if found]
        said += [f"  {aim}:\n"] if told else []
        for stream, found in told:
            said.append(f"    {stream}:\n")
            said += (line for each in found for line in typed(each, kind, 6))
    return "".join(said)


def write_all(folder: Path, sizes: Sequence[int]) -> None:
    """Both sides of each kind and size, and what is true of them."""
    aims = "".join(f"      {key}: {text}\n" for key, text in AIMS.items())
    for size in sizes:
        for kind in KINDS if size in SIZES else [IDS]:
            place = folder / str(size) / kind
            sides = make(size)
            for name, side in zip(SIDES, sides, strict=True):
                project = place / name
                (project / "updates").mkdir(parents=True)
                write_text(project / "plan.yaml", PLAN + aims)
                write_text(project / "report.yaml", REPORT)
                write_text(project / "house.yaml", HOUSE)
                write_text(updates(project), update_file(side, kind))
            write_text(place / "edits.json", json.dumps(sides[1].edits))


# Measuring


class Race(NamedTuple):
    """The bench, and where the peer stands."""

    bench: Bench
    peer: Path | None
    """Its command; None where it could not be installed."""

    def sides(self, size: int, kind: str) -> list[Path]:
        """The two projects."""
        return [self.bench.folder / str(size) / kind / side for side in SIDES]

    def command(self, who: str, size: int, kind: str) -> list[str]:
        """What a contestant is given."""
        sides = self.sides(size, kind)
        if who == TOOL:
            return [*self.bench.tool(), "compare", *map(str, sides)]
        return [str(self.peer), "diff", *(str(updates(side)) for side in sides)]

    def measure(self, who: str, size: int, kind: str) -> Run:
        """One run; raises where it does not end as it should."""
        shown = str(self.bench.folder / f"shown-by-{who}.txt")
        return run(self.command(who, size, kind), self.bench.folder, 0, shown)


def peer_at(folder: Path) -> Path | None:
    """The peer in an environment of its own, made where it is not there yet."""
    python = folder / "bin" / "python"
    command = python.with_name(PEER)
    try:
        if not command.exists():
            say(f"{PACKAGE} is installed into {folder}")
            run([sys.executable, "-m", "venv", str(folder)], folder.parent)
            install = ["-m", "pip", "install", "-q", "--disable-pip-version-check"]
            run([str(python), *install, PACKAGE], folder.parent)
    except Stopped as reason:
        say(f"{PACKAGE} is left out: it is not installed: {reason}")
        return None
    return command


def ready(race: Race, sizes: Sequence[int]) -> None:
    """Write the projects; raises where the tool does not tell what was done."""
    bench = race.bench
    # A child's peak memory is never told lower than its parent's at its birth, so
    # the content is made in a process of its own.
    make_all = [str(HERE / "comparing.py"), "make", str(bench.folder)]
    run([bench.python, *make_all, *map(str, sizes)], bench.folder)
    for size in sizes:
        # By words alone much of an invented report of one form is unsure.
        command = [*race.command(TOOL, size, IDS), "--output-format", "json"]
        answer = bench.folder / "changes.json"
        run(command, bench.folder, 0, str(answer))
        true = bench.folder / str(size) / IDS / "edits.json"
        hold = [str(HERE / "comparing.py"), "hold", str(answer), str(true)]
        run([bench.python, *hold], bench.folder)


def hold(answer: Path, true: Path) -> int:
    """Hold what is told against what was done; the exit code."""
    summary = json.loads(answer.read_text(encoding="utf-8"))["summary"]
    edits = json.loads(true.read_text(encoding="utf-8"))
    told = {kind: summary[kind] for kind in edits}
    if told != edits:
        sys.stderr.write(f"what was done is {edits}, and what is told {told}\n")
    return 0 if told == edits else 1


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
    race.bench.keep(f"{kind} {size}", **runs)
    say(f"\n{size} bullets, {kind}")
    for who in whoever:
        show(who, runs[who])
    if not race.peer:
        return True
    ratios = [a.cpu / b.cpu for a, b in zip(runs[TOOL], runs[PEER], strict=True)]
    return held(f"cpu, {TOOL} / {PEER}", ratios, BARS.get(size))


def alone(old: Path, new: Path) -> float:
    """What comparing takes once both sides are read: the least of five."""
    from pccreport.compare.comparison import compare as compare_sides  # noqa: PLC0415
    from pccreport.pipeline.compare import Operand, compare_reports  # noqa: PLC0415

    found, _ = compare_reports(Operand("old", old), Operand("new", new))
    if found.comparison is None:
        raise Stopped("nothing was compared")
    taken = []
    for _ in range(5):
        start = time.process_time()
        compare_sides(found.comparison.before, found.comparison.after)
        taken.append(time.process_time() - start)
    return min(taken)


def growth(race: Race, sizes: Sequence[int]) -> bool:
    """How the cost by id grows from size to size, whole process and alone."""
    bench, target = race.bench, race.bench.folder / "alone.txt"
    whole, comparing = [], []
    start = median([race.measure(TOOL, 60, IDS).cpu for _ in range(bench.rounds)])
    say("\nBy id: whole process without a small one's time, and comparing alone")
    for size in sizes:
        runs = [race.measure(TOOL, size, IDS) for _ in range(min(3, bench.rounds))]
        bench.keep(f"growth {size}", ours=runs)
        whole.append(median([each.cpu for each in runs]) - start)
        sides = map(str, race.sides(size, IDS))
        command = [bench.python, str(HERE / "comparing.py"), "alone", *sides]
        run(command, bench.folder, 0, str(target))
        comparing.append(float(target.read_text(encoding="utf-8")))
        say(f"  {size:>5} bullets{whole[-1]:9.3f} s{comparing[-1]:9.4f} s")
    met = [
        held(f"growth, {name}, as n log n", [*over(sizes, times)], GROWTH_BAR)
        for name, times in (("whole", whole), ("alone", comparing))
    ]
    return all(met)


def over(sizes: Sequence[int], times: Sequence[float]) -> Iterator[float]:
    """The growth from each size to the next, as a multiple of that of n log n."""
    work = [size * log(size) for size in sizes]
    for one, two, less, more in zip(times, times[1:], work, work[1:], strict=False):
        yield (two / one) / (more / less)


def race_all(race: Race, sizes: Sequence[int]) -> int:
    """Run and print everything: 0 every bar met, 1 not so."""
    growing = GROWING if set(sizes) == set(SIZES) else ()
    ready(race, sorted({*sizes, 60, *growing}))
    say(f"Median of {race.bench.rounds}; ratio least, median, most")
    met = [compare(race, size, kind) for size in sizes for kind in KINDS]
    if growing:
        met.append(growth(race, growing))
    return 0 if all(met) else 1


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--sizes", type=int, nargs="+", default=SIZES, choices=SIZES, help="bullets")
    add("--pairs", type=int, default=7, metavar="N", help="runs of each (7)")
    add("--peer", type=Path, metavar="FOLDER", help=f"{PACKAGE}'s environment, kept")
    add("--json", type=Path, metavar="FILE", help="keep every run in a file")
    asked = parser.parse_args()
    if asked.pairs < 1:
        parser.error("pairs are 1 or more")
    return asked


def main() -> int:
    """Exit code: 0 every bar met, 1 not so, 2 it cannot be measured here."""
    if sys.argv[1:2] == ["make"]:
        write_all(Path(sys.argv[2]), [*map(int, sys.argv[3:])])
        return 0
    if sys.argv[1:2] == ["hold"]:
        return hold(Path(sys.argv[2]), Path(sys.argv[3]))
    if sys.argv[1:2] == ["alone"]:
        say(str(alone(Path(sys.argv[2]), Path(sys.argv[3]))))
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
            kept = {"versions": versions(race.bench), **race.bench.kept}
            asked.json.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())

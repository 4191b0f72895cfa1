"""Times `pccreport compare --redline` against docx-scalpel on the same two versions of a report.

The peer stands in a virtual environment of its own, as pip installs it. It is given the
two Word files ready; we read both projects, assemble and lay out both reports, pair what
is the same, write, and read back what was written. Runs A B A B in turn and prints ratios.

    redline.py                    measures and prints everything
    redline.py make FOLDER SIZE   writes two versions (in a process of its own)
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from content import Bullet, Cell, Part, Reference, make
from forms import write_project, write_text
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
    verdict,
    versions,
)

PEER = "docx-scalpel"
PACKAGE = "docx-scalpel==0.9.0"
SIZES = (60, 600)
BAR = 0.6
"""The most that the tool's time may be, as a multiple of the peer's."""

# What is done to one bullet in so many.
REWORDED, REMOVED, ADDED, MOVED = 6, 20, 15, 30


# The content


def revised(cells: Sequence[Cell]) -> list[Cell]:
    """The report a month later: other figures, some bullets gone, new or elsewhere."""
    numbers = count(1)
    kept = [cell._replace(entries=[*_revised(cell.entries, numbers)]) for cell in cells]
    for cell, next_one in zip(kept, kept[len(kept) // 4 :], strict=False):
        for entry in [*cell.entries]:
            if isinstance(entry, Bullet) and next(numbers) % MOVED == 0:
                cell.entries.remove(entry)
                next_one.entries.append(entry)
    return kept


def _revised(
    entries: Sequence[Bullet | Reference], numbers: Iterator[int]
) -> Iterator[Bullet | Reference]:
    for entry in entries:
        number = next(numbers)
        if isinstance(entry, Reference):
            yield entry
            continue
        if number % REMOVED == 0 and not entry.points:
            continue
        first, *others = entry.parts
        if number % REWORDED == 0:
            text = re.sub(r"\d+", lambda found: str(int(found[0]) + 7), first.text)
            first = first._replace(text=text)
        points = [p for p in _revised(entry.points, numbers) if isinstance(p, Bullet)]
        yield Bullet((first, *others), points)
        if number % ADDED == 0:
            said = f"Work number {number} was begun with two partners in the autumn."
            yield Bullet((Part(said),), [])


def write_both(folder: Path, size: int) -> None:
    """Both versions as projects; in the new one the last key aim is the first."""
    cells = make(size)
    for name, version in (("old", cells), ("new", revised(cells))):
        write_project(version, folder / name)
    plan = folder / "new" / "plan.yaml"
    head, aims, text = plan.read_text(encoding="utf-8").partition("    aims:\n")
    each = re.findall(r"      \w+: >-\n(?: {8}.*\n)+", text)
    write_text(plan, "".join((head, aims, each[-1], *each[:-1])))


# Measuring


class Race(NamedTuple):
    """The bench, and where the peer stands."""

    bench: Bench
    peer: Path
    """The Python of its virtual environment."""

    def folder(self, size: int) -> Path:
        """Where both versions of a size lie."""
        return self.bench.folder / str(size)

    def output(self, who: str, size: int) -> Path:
        """The redline that a contestant writes."""
        return self.folder(size) / f"{who}.docx"

    def command(self, who: str, size: int) -> list[str]:
        """What a contestant is given."""
        old, new = (self.folder(size) / name for name in ("old", "new"))
        output = str(self.output(who, size))
        if who == TOOL:
            both = [str(old), str(new)]
            return [*self.bench.tool(), "compare", *both, "--redline", output]
        files = [str(each.with_suffix(".docx")) for each in (old, new)]
        return [str(self.peer), str(HERE / "peer_docx_scalpel.py"), *files, output]

    def measure(self, who: str, size: int) -> Run:
        """One run."""
        output = self.output(who, size)
        output.unlink(missing_ok=True)
        taken = run(self.command(who, size), self.bench.folder)
        if not output.exists():
            raise Stopped(f"{who} wrote nothing")
        return taken


def peer_at(folder: Path) -> Path:
    """The peer in an environment of its own, made where it is not there yet."""
    python = folder / "bin" / "python"
    if not python.exists():
        say(f"{PACKAGE} is installed into {folder}")
        run([sys.executable, "-m", "venv", str(folder)], folder.parent)
        install = ["-m", "pip", "install", "-q", "--disable-pip-version-check"]
        run([str(python), *install, PACKAGE], folder.parent)
    return python


def ready(race: Race, size: int) -> None:
    """Write both versions, build both, let everyone compare them once."""
    bench, folder = race.bench, race.folder(size)
    run(
        [bench.python, str(HERE / "redline.py"), "make", str(folder), str(size)],
        bench.folder,
    )
    for name in ("old", "new"):
        project, output = folder / name, folder / f"{name}.docx"
        run([*bench.tool(), "build", str(project), "-o", str(output)], bench.folder)
    for who in (TOOL, PEER):
        race.measure(who, size)
        for deed, gone, version in (
            ("accepted", ("del", "moveFrom"), "new"),
            ("rejected", ("ins", "moveTo"), "old"),
        ):
            found = words(race.output(who, size), gone)
            if found != words(folder / f"{version}.docx"):
                say(
                    f"  {who}, {size} bullets, all {deed}: not the words of the {version} one"
                )


def words(path: Path, gone: Sequence[str] = ()) -> str:
    """What the body of a Word file says without some of its changes."""
    with zipfile.ZipFile(path) as archive:
        text = archive.read("word/document.xml").decode()
    for kind in gone:
        text = re.sub(rf"<w:{kind} [^>]*[^/]>.*?</w:{kind}>", "", text, flags=re.DOTALL)
    return "".join(re.findall(r"<w:(?:t|delText)(?: [^>]*)?>([^<]*)<", text))


def compare(race: Race, size: int) -> bool:
    """Time the tool against the peer; whether the bar is met."""
    whoever = (TOOL, PEER)
    rounds = [
        [race.measure(who, size) for who in whoever] for _ in range(race.bench.rounds)
    ]
    ours, theirs = (list(runs) for runs in zip(*rounds, strict=True))
    race.bench.keep(f"{size}", ours=ours, theirs=theirs)
    say(f"\n{size} bullets")
    show(TOOL, ours)
    show(PEER, theirs)
    met = True
    for name, place in (("wall", 0), ("cpu", 1)):
        ratios = [a[place] / b[place] for a, b in zip(ours, theirs, strict=True)]
        middle, bar = median(ratios), BAR if name == "wall" else None
        say(
            f"  {name}, {TOOL} / {PEER}{min(ratios):10.2f}{middle:8.2f}{max(ratios):8.2f}"
            f"{verdict(middle, bar)}"
        )
        met = met and (bar is None or middle <= bar)
    return met


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
    return parser.parse_args()


def main() -> int:
    """Exit code: 0 every bar met, 1 not so, 2 it cannot be measured here."""
    if sys.argv[1:2] == ["make"]:
        write_both(Path(sys.argv[2]), int(sys.argv[3]))
        return 0
    asked = options()
    if not can_measure():
        return 2
    with tempfile.TemporaryDirectory(prefix="pccreport-bench-") as name:
        folder = Path(name)
        bench = Bench(sys.executable, folder, max(1, asked.pairs), (), {})
        try:
            peer = peer_at(asked.peer.absolute() if asked.peer else folder / "peer")
            race = Race(bench, peer)
            for size in asked.sizes:
                ready(race, size)
            say(f"Median of {bench.rounds}; ratio least, median, most")
            met = [compare(race, size) for size in asked.sizes]
        except Stopped as reason:
            say(f"stopped: {reason}")
            return 2
        if asked.json:
            kept = {"versions": versions(bench), **bench.kept}
            asked.json.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())

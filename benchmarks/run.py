"""Times `pccreport build` against its peers, whole process against whole process.

Runs A B A B in turn on the content of content.py and prints the ratio of each pair,
because seconds depend on the machine and ratios hardly do. Knows only processes:
what stands in the files is the matter of forms.py.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
TOOL = "pccreport"

# The most that the tool's time may be, as a multiple of the peer's.
REAL = "real"  # the report of 4 September 2020, which pandoc has no Markdown of
Size = int | str
BARS: dict[str, dict[Size, float]] = {
    "docxtpl": {60: 1.15, REAL: 1.35, 600: 1.5, 6000: 1.5},
    "pandoc": {60: 1.6, 600: 0.7, 6000: 0.35},
}
SIZES: tuple[Size, ...] = (60, REAL, 600, 6000)
LEAST = 60
LINEAR_BAR = 1.2
MEMORY_BAR = 60.0


class Run(NamedTuple):
    """What one process took: seconds by the clock and of the processor, MiB."""

    wall: float
    cpu: float
    peak: float


class Stopped(Exception):
    """A process that did not do its work, with the last that it said."""


class Bench(NamedTuple):
    """Where the inputs lie, what is run, and what is kept of it."""

    python: str
    folder: Path
    rounds: int
    peers: Sequence[str]
    kept: dict[str, object]

    def command(self, who: str, size: Size) -> list[str]:
        """The command of one contestant at one size."""
        place = self.folder / str(size)
        output = str(self.output(who, size))
        if who == TOOL:
            project = str(place / "project")
            return [*self.tool(), "build", project, "-o", output]
        if who == "docxtpl":
            peer = str(HERE / "peer_docxtpl.py")
            inputs = [str(place / "template.docx"), str(place / "data.json")]
            return [self.python, peer, *inputs, output]
        pandoc = shutil.which("pandoc") or "pandoc"
        reference = f"--reference-doc={self.folder / 'reference.docx'}"
        return [pandoc, str(place / "report.md"), "-o", output, reference]

    def tool(self) -> list[str]:
        """The tool as it is installed beside this Python: its command, or its module."""
        command = Path(self.python).with_name(TOOL)
        return [str(command)] if command.exists() else [self.python, "-m", TOOL]

    def output(self, who: str, size: Size) -> Path:
        """The Word file that it writes."""
        return self.folder / str(size) / f"{who}.docx"

    def content(self, *arguments: str) -> None:
        """Make or check content, in a process of its own."""
        # A child's peak memory is never told lower than its parent's at its birth,
        # so this process must stay small.
        run([self.python, str(HERE / "forms.py"), *arguments], self.folder)

    def keep(self, what: str, **runs: Sequence[Run]) -> None:
        """Remember the runs of a comparison."""
        self.kept[what] = {
            who: [each._asdict() for each in theirs] for who, theirs in runs.items()
        }

    def measure(self, who: str, size: Size) -> Run:
        """One run of a contestant."""
        return run(self.command(who, size), self.folder)


def run(
    command: list[str], folder: Path, expected: int = 0, shown: str = os.devnull
) -> Run:
    """What a process took; raises where it did not end as expected."""
    log = folder / "said.txt"
    anew = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    files = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, shown, anew, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, str(log), anew, 0o600),
    ]
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=files)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    if (code := os.waitstatus_to_exitcode(status)) != expected:
        said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise Stopped(f"exit {code}: {said[-1] if said else 'it said nothing'}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def median(values: Sequence[float]) -> float:
    """The middle value; the mean of two where there is none."""
    ranked = sorted(values)
    middle = len(ranked) // 2
    if len(ranked) % 2:
        return ranked[middle]
    return (ranked[middle - 1] + ranked[middle]) / 2


def say(line: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def verdict(value: float, bar: float | None) -> str:
    """The bar, and whether it is met."""
    if bar is None:
        return ""
    return f"   bar {bar:g}: {'ok' if value <= bar else 'OVER'}"


def ready(bench: Bench, sizes: Sequence[Size]) -> list[str]:
    """Make the inputs, run everyone once, and say who does the work at every size."""
    for size in sizes:
        (bench.folder / str(size)).mkdir()
        bench.content("make", str(size), str(bench.folder / str(size)))
    if "pandoc" in bench.peers and (pandoc := shutil.which("pandoc")):
        copy = ["--print-default-data-file", "reference.docx"]
        run([pandoc, "-o", str(bench.folder / "reference.docx"), *copy], bench.folder)
    able = []
    for who in (TOOL, *bench.peers):
        try:
            for size in sizes:
                if not able_at(who, size):
                    continue
                bench.measure(who, size)
                bench.content("check", str(size), str(bench.output(who, size)))
        except FileNotFoundError:
            say(f"{who} is left out: it is not installed")
        except Stopped as reason:
            say(f"{who} is left out: {reason}")
        else:
            able.append(who)
    return able


def able_at(who: str, size: Size) -> bool:
    """Whether a contestant has the content of a size."""
    return who != "pandoc" or size != REAL


def in_turn(bench: Bench, runners: Sequence[tuple[str, Size]]) -> list[list[Run]]:
    """Each runner's runs: all of them once, then all again, after a warm-up."""
    for who, size in runners:
        bench.measure(who, size)
    rounds = [[bench.measure(*each) for each in runners] for _ in range(bench.rounds)]
    return [list(runs) for runs in zip(*rounds, strict=True)]


def show(name: str, runs: Sequence[Run]) -> None:
    """A contestant's medians."""
    wall, cpu, peak = (median(values) for values in zip(*runs, strict=True))
    say(f"  {name:<22}{wall:8.3f} s  {cpu:8.3f} s cpu  {peak:6.1f} MiB")


def compare(bench: Bench, peer: str, size: Size) -> bool:
    """Time the tool against a peer; whether the bar is met."""
    ours, theirs = in_turn(bench, [(TOOL, size), (peer, size)])
    show(TOOL, ours)
    show(peer, theirs)
    ratios = [a.wall / b.wall for a, b in zip(ours, theirs, strict=True)]
    middle, bar = median(ratios), BARS[peer].get(size)
    say(
        f"  {TOOL} / {peer:<10}{min(ratios):10.2f}{middle:8.2f}{max(ratios):8.2f}"
        f"{verdict(middle, bar)}"
    )
    bench.keep(f"{peer} {size}", ours=ours, theirs=theirs)
    return bar is None or middle <= bar


def growth(bench: Bench, small: int, large: int) -> bool:
    """Compare the time per bullet of two sizes, start-up aside; whether it is met."""
    alone, few, many = in_turn(bench, [(TOOL, 1), (TOOL, small), (TOOL, large)])
    for size, runs in zip((1, small, large), (alone, few, many), strict=True):
        show(f"{TOOL} {size}", runs)
    # The start-up is one number for all rounds: a difference of two single runs
    # would be mostly noise.
    start = median([each.wall for each in alone])
    ratios = [
        ((b.wall - start) / large) / ((a.wall - start) / small)
        for a, b in zip(few, many, strict=True)
    ]
    middle = median(ratios)
    say(
        f"  time per bullet, {large} / {small}"
        f"{min(ratios):8.2f}{middle:8.2f}{max(ratios):8.2f}{verdict(middle, LINEAR_BAR)}"
    )
    bench.keep("growth", alone=alone, few=few, many=many)
    return middle <= LINEAR_BAR


def memory(bench: Bench, size: int) -> bool:
    """The largest peak of the tool; whether it is met."""
    (runs,) = in_turn(bench, [(TOOL, size)])
    peak = max(each.peak for each in runs)
    say(f"  peak memory, {size} bullets: {peak:.1f} MiB{verdict(peak, MEMORY_BAR)}")
    bench.keep("memory", ours=runs)
    return peak <= MEMORY_BAR


def race(bench: Bench, sizes: Sequence[Size]) -> int:
    """Run and print everything: 0 every bar met, 1 not so, 2 the tool does not run."""
    able = ready(bench, [*dict.fromkeys((1, *sizes))])
    peers = [peer for peer in bench.peers if peer in able]
    met = []
    for size in sizes:
        what = "the real report" if size == REAL else f"{size} bullets"
        say(f"\n{what}: median of {bench.rounds}; ratio least, median, most")
        for peer in (each for each in peers if able_at(each, size)):
            if TOOL in able:
                met.append(compare(bench, peer, size))
            else:
                (runs,) = in_turn(bench, [(peer, size)])
                show(peer, runs)
                bench.keep(f"{peer} {size}", theirs=runs)
    if TOOL not in able:
        return 2
    say("\nThe tool alone")
    if {600, 6000} <= set(sizes):
        met.append(growth(bench, 600, 6000))
    if 60 in sizes:
        met.append(memory(bench, 60))
    return 0 if all(met) else 1


def versions(bench: Bench) -> dict[str, str]:
    """Who was measured, and where; asked last, because asking takes memory."""
    from importlib import metadata  # noqa: PLC0415

    found = {"python": sys.version, "machine": " ".join(os.uname())}
    for name in (TOOL, "docxtpl", "python-docx", "lxml", "ruamel.yaml"):
        with suppress(metadata.PackageNotFoundError):
            found[name] = metadata.version(name)
    if "pandoc" in bench.peers and (pandoc := shutil.which("pandoc")):
        said = subprocess.run(
            [pandoc, "--version"], capture_output=True, encoding="utf-8", check=False
        )
        found["pandoc"] = said.stdout.partition("\n")[0]
    return found


def can_measure() -> bool:
    """Whether this system tells what a process took; if so, each is run as it was
    installed, and compiled once.
    """
    if not hasattr(os, "posix_spawn") or not hasattr(os, "wait4"):
        say("This system does not tell what a process took (os.wait4); use Linux.")
        return False
    for name in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE"):
        os.environ.pop(name, None)
    return True


def size_of(typed: str) -> Size:
    """A size as it was typed."""
    return typed if typed == REAL else int(typed)


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--sizes", type=size_of, nargs="+", default=SIZES, help=f"bullets, or {REAL}")
    add("--pairs", type=int, default=7, metavar="N", help="runs of each (7)")
    add("--peers", nargs="*", default=list(BARS), choices=list(BARS))
    add("--json", type=Path, metavar="FILE", help="keep every run in a file")
    asked = parser.parse_args()
    if asked.pairs < 1:
        parser.error("pairs are 1 or more")
    if any(size != REAL and size < LEAST for size in asked.sizes):
        parser.error(f"sizes are {LEAST} or more, so that no cell stays empty")
    return asked


def main() -> int:
    """Exit code: 0 every bar met, 1 not so, 2 it cannot be measured here."""
    asked = options()
    if not can_measure():
        return 2
    with tempfile.TemporaryDirectory(prefix="pccreport-bench-") as name:
        bench = Bench(sys.executable, Path(name), asked.pairs, asked.peers, {})
        try:
            code = race(bench, asked.sizes)
        except Stopped as reason:
            say(f"stopped: {reason}")
            return 2
    if asked.json:
        kept = {"versions": versions(bench), **bench.kept}
        asked.json.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())

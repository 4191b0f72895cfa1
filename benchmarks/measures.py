"""Times `pccreport build` and `check` on very many measures: is the time linear in their number?

An invented project with 1,250, 2,500 or 5,000 measures, each with a figure in all of sixteen
quarters: one in ten is by area, one in twenty is restated or withheld in a quarter. Runs all sizes
in turn and prints the processor's time per measure as a multiple of that at half as many.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from forms import write_text
from run import (
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
)

SIZES = (1250, 2500, 5000)
AIMS = 50
YEARS = ("2021/22", "2022/23", "2023/24", "2024/25")
AREAS = ("North", "East", "West")

PLAN = """\
title: Police and Crime Plan
years: 2021/22 to 2024/25
body: {name: Office of the Commissioner for Northshire, short: OPCC, area: Northshire}
holder: {short: PCC}
force: {name: Northshire Police, short: NP}
priorities:
  - number: 1
    title: Safer streets
    aims:
"""
REPORT = """\
format: 1
house: house.yaml
priority: 1
period: 2024/25 Q4
panel: Northshire Police and Crime Panel
meeting: 2025-06-18
sign_off: {name: Alex Example, office: Police and Crime Commissioner, date: 2025-06-08}
"""
HOUSE = "extends: progress-report\nstreams: {force: {heading: none}}\n"


def write_project(folder: Path, size: int) -> None:
    """Write a project with so many measures, the same each time."""
    drawn = random.Random(size)
    aims = [f"aim_{n}" for n in range(AIMS)]
    plan = [PLAN, *(f"      {aim}: Aim number {n}.\n" for n, aim in enumerate(aims))]
    plan.append("measures:\n" if size else "")
    keys = {f"m_{n}": AREAS if n % 10 == 0 else () for n in range(size)}
    for n, (key, areas) in enumerate(keys.items()):
        by = f", by: [{', '.join(areas)}]" if areas else ""
        title = f"Cases of kind {n} that were closed"
        plan.append(f"  {key}: {{aim: {aims[n % AIMS]}, title: {title}{by}}}\n")
    (folder / "updates").mkdir(parents=True)
    write_text(folder / "plan.yaml", "".join(plan))
    write_text(folder / "report.yaml", REPORT)
    write_text(folder / "house.yaml", HOUSE)
    before = ""
    for year in YEARS:
        for quarter in range(1, 5):
            period = f"{year} Q{quarter}"
            lines = [f"period: {period}\n", "measures:\n" if size else ""]
            for key, areas in keys.items():
                figure = str(drawn.randrange(100, 10000))
                if areas:
                    each = (f"{area}: {drawn.randrange(10, 900)}" for area in areas)
                    figure = f"{{{', '.join(each)}}}"
                elif before and drawn.random() < 0.05:
                    figure = drawn.choice(
                        (
                            f"{{value: {figure}, restated: {{{before}: {figure}}}}}",
                            "{withheld: the figures are being checked}",
                        )
                    )
                lines.append(f"  {key}: {figure}\n")
            lines.append("updates:\n")
            lines += (
                f"  {aim}: {{force: [Case {n} of {period} was closed.]}}\n"
                for n, aim in enumerate(aims)
            )
            name = f"{period.replace('/', '-').replace(' ', '-').lower()}.yaml"
            write_text(folder / "updates" / name, "".join(lines))
            before = period


def measured(bench: Bench, command: str) -> bool:
    """Print what a command takes at each size; whether its growth meets the bar."""
    runs: dict[int, list[Run]] = {size: [] for size in (0, *SIZES)}
    for turn in range(bench.rounds + 1):
        for size, kept in runs.items():
            target = (
                ["-o", str(bench.folder / "out.docx")] if command == "build" else []
            )
            folder = str(bench.folder / str(size))
            took = run([*bench.tool(), command, folder, *target], bench.folder)
            kept.extend([took] if turn else [])  # the first is a warm-up
    say(f"\n{command}: median of {bench.rounds}")
    for size, kept in runs.items():
        show(f"{size} measures", kept)
    start = median([each.cpu for each in runs[0]])
    met = []
    for few, many in pairwise(SIZES):
        ratios = [
            ((b.cpu - start) / many) / ((a.cpu - start) / few)
            for a, b in zip(runs[few], runs[many], strict=True)
        ]
        middle = median(ratios)
        told = f"{min(ratios):8.2f}{middle:8.2f}{max(ratios):8.2f}"
        say(f"  per measure, {many} / {few}{told}{verdict(middle, LINEAR_BAR)}")
        met.append(middle <= LINEAR_BAR)
    return all(met)


def main() -> int:
    """Exit code: 0 every bar met, 1 not so, 2 it cannot be measured here."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--pairs", type=int, default=5, metavar="N", help="runs of each (5)"
    )
    asked = parser.parse_args()
    if not can_measure():
        return 2
    with tempfile.TemporaryDirectory(prefix="pccreport-bench-") as name:
        bench = Bench(sys.executable, Path(name), asked.pairs, (), {})
        for size in (0, *SIZES):
            write_project(bench.folder / str(size), size)
        try:
            met = [measured(bench, command) for command in ("build", "check")]
        except Stopped as reason:
            say(f"stopped: {reason}")
            return 2
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())

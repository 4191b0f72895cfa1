"""How often the rules are right on texts that they were not made from.

`precision.py FOLDER` checks the texts of a folder as updates of a small project. Each line of
`clean-*.txt` is a paragraph without a mistake, and each of `faulty.tsv` a kind of mistake, a tab
and a text with it. Errors and warnings count; suggestions do not. A clean text is checked with the
others of its file, because an acronym may be written out in an earlier one.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pccreport.findings.finding import INFO, Diagnostic
from pccreport.pipeline.check import check

PLAN = """\
title: Police and Crime Plan
years: 2019/20 to 2023/24
body: {name: Office of the Police and Crime Commissioner for Northshire, short: OPCC, area: Northshire}
holder: {short: PCC}
force: {name: Northshire Police, short: NP}
priorities:
  - {number: 1, title: Prevention, objective: preventing crime, aims: {aim: Fewer victims of crime.}}
"""
REPORT = """\
format: 1
house: house.yaml
priority: 1
period: 2020/21 Q2
panel: Northshire Police and Crime Panel
meeting: 2020-11-20
objective: prevent crime
sign_off: {name: Jo Bloggs, office: Police and Crime Commissioner, date: 2020-11-05}
"""
HOUSE = (
    'extends: progress-report\nstreams: {force: {heading: "What the police did:"}}\n'
)
UPDATE = "period: 2020/21 Q2\nupdates:\n  aim:\n    force:\n"


class Told(NamedTuple):
    """A finding about a text."""

    text: int
    """The number of the text, from 0."""
    rule: str
    words: str


def check_texts(texts: Sequence[str]) -> list[Told]:
    """Return the errors and warnings about some texts, checked as updates of one quarter."""
    with tempfile.TemporaryDirectory(prefix="pccreport-precision-") as name:
        folder = Path(name)
        (folder / "updates").mkdir()
        files = {"plan.yaml": PLAN, "report.yaml": REPORT, "house.yaml": HOUSE}
        # A quoted text is read as it is, whatever is in it.
        lines = (f"      - {json.dumps(text, ensure_ascii=False)}\n" for text in texts)
        files["updates/2020-21-q2.yaml"] = UPDATE + "".join(lines)
        for path, content in files.items():
            (folder / path).write_text(content, encoding="utf-8")
        first = UPDATE.count("\n") + 1
        found = (f for f in check(folder).findings if f.severity is not INFO)
        return [_told(f, first) for f in found if _is_of_update(f)]


def _is_of_update(finding: Diagnostic) -> bool:
    return finding.at.span.source.name.endswith("q2.yaml")


def _told(finding: Diagnostic, first: int) -> Told:
    span = finding.at.span
    return Told(max(span.line - first, 0), finding.rule, " ".join(span.text.split()))


def clean_texts(folder: Path) -> list[list[str]]:
    """Return the paragraphs of each text without a mistake."""
    files = sorted(folder.glob("clean-*.txt"))
    read = (path.read_text(encoding="utf-8").splitlines() for path in files)
    return [[text for text in lines if text.strip()] for lines in read]


def faulty_texts(folder: Path) -> list[tuple[str, str]]:
    """Return the texts with a mistake, each with its kind."""
    lines = (folder / "faulty.tsv").read_text(encoding="utf-8").splitlines()
    parts = (line.partition("\t") for line in lines)
    return [(kind, text) for kind, _, text in parts]


def measure(folder: Path, *, show: bool) -> None:
    """Print how many mistakes are found, and how many findings clean texts have."""
    words, alarms = 0, Counter[str]()
    for texts in clean_texts(folder):
        words += sum(len(text.split()) for text in texts)
        for told in check_texts(texts):
            alarms[told.rule] += 1
            if show:
                say(f"  clean {told.rule}: {told.words} | {texts[told.text]}")
    say(f"clean: {words} words, {alarms.total()} findings: {dict(alarms)}")
    kinds: dict[str, list[bool]] = defaultdict(list)
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, text in faulty_texts(folder):
        found = check_texts([text])
        kinds[kind].append(bool(found))
        rules[kind].update(each.rule for each in found)
        if show:
            named = ", ".join(f"{each.rule} “{each.words}”" for each in found)
            say(f"  {kind}: {named or 'MISSED'} | {text}")
    for kind, hits in sorted(kinds.items()):
        say(f"{kind:28}{sum(hits):3} of {len(hits):3}  {dict(rules[kind])}")
    hits = [hit for some in kinds.values() for hit in some]
    say(f"faulty: {sum(hits)} of {len(hits)} found")


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--show", action="store_true", help="print each finding")
    asked = options.parse_args()
    measure(asked.folder, show=asked.show)

"""What can be wrong with a report that no schema sees: one fault a module.

Adding a rule is a row in `findings.registry`, a module here that is named like it, with a
`RULE` and a `check`, and its page beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from pccreport.findings.registry import RULES, Findings, Rule, Stage

Check = Callable[[Any], Findings]
"""Looks at what was `Written`, or at the `Assembled` report: a test holds it to its stage."""


def checks(stage: Stage, wanted: Callable[[Rule], bool]) -> Iterator[Check]:
    """Yield the checks of a stage that are wanted; the others are not even imported."""
    for kind in RULES:
        if kind.stage is stage and wanted(kind):
            yield import_module(f"{__name__}.{kind.module}").check

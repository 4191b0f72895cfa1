"""The rules: checks of a project or report beyond the schemas, by subject.

A rule has a row in `findings/rules.json` and a page here with its name. A function with its name in
the module of its subject finds it, or the `check` of a table that has its rows.
"""

from collections.abc import Callable, Iterator
from functools import cache, partial
from importlib import import_module
from typing import Any

from pccreport.findings.registry import RULES, Findings, Rule, RunStage

Check = Callable[[Any], Findings]
"""A check of a ProjectContext or a ReportContext, by the stage of the rule."""


def rule_checks(stage: RunStage, wanted: Callable[[Rule], bool]) -> Iterator[Check]:
    """Yield the checks of the wanted rules of a stage; other rules are not imported."""
    for kind in RULES:
        if kind.stage is stage and wanted(kind):
            yield check_of(kind)


@cache
def check_of(kind: Rule) -> Check:
    """Return the check of a rule."""
    module = import_module(f"{__name__}.{kind.home or kind.function}")
    return partial(getattr(module, kind.function, None) or module.check, kind)

"""The rules: checks of a project or report beyond the schemas, one fault a module.

A rule has a row in `findings/rules.json`, and a module and a page here with its name. The module has
a `RULE` and a function `check`.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from pccreport.findings.registry import RULES, Findings, Rule, Stage

Check = Callable[[Any], Findings]
"""The `check` of a rule: of a ProjectContext or a ReportContext, by the stage of the rule."""


def checks(stage: Stage, wanted: Callable[[Rule], bool]) -> Iterator[Check]:
    """Yield the checks of the wanted rules of a stage; other rules are not imported."""
    for kind in RULES:
        if kind.stage is stage and wanted(kind):
            yield import_module(f"{__name__}.{kind.module}").check

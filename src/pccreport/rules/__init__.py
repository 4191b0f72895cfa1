"""The rules: checks of a project or report beyond the schemas, one fault a module.

A rule has a row in `findings/rules.json` and a page here with its name. It is found by the rows of a
table, or by a module with its name, which has a `RULE` and a function `check`.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, cast

from pccreport.findings.registry import RULES, Findings, Rule, Stage

Check = Callable[[Any], Findings]
"""The `check` of a rule: of a ProjectContext or a ReportContext, by the stage of the rule."""


def checks(stage: Stage, wanted: Callable[[Rule], bool]) -> Iterator[Check]:
    """Yield the checks of the wanted rules of a stage; other rules are not imported."""
    for kind in RULES:
        if kind.stage is stage and wanted(kind):
            yield check_of(kind)


def check_of(kind: Rule) -> Check:
    """Return the check of a rule: of its module, or of the table that has its rows."""
    if kind.table:
        check: Check = import_module(f"{__name__}.{kind.table}").check_of(kind)
        return check
    module = import_module(f"{__name__}.{kind.module}")
    return cast("Check", module.check)

"""`pccreport explain`: a line for each rule, or the page of one."""

import re
import sys
import textwrap
from itertools import groupby

from pccreport.cli import terminal
from pccreport.cli.common import handle_errors
from pccreport.cli.options import argument
from pccreport.findings.finding import ERROR
from pccreport.findings.registry import NAMES, RULES, Rule, rule
from pccreport.language.texts.close_matches import did_you_mean
from pccreport.rules import docs
from pccreport.rules.former_names import NEW_NAMES, REMOVED
from pccreport.source.command_error import DONE, USAGE, CommandError

_NEVER = "It cannot be accepted, because the report would be incomplete."
_EMPHASIS = re.compile(r"^#+ |(?<![\w*])(\*+)(?=\S)(.*?\S)\1(?![\w*])")
_COLUMN = 2 + max(map(len, NAMES)) + 2
"""The column of the sentences in the list, from 0."""


@handle_errors
def explain(typed: str = argument("explain", "typed", "")) -> int:
    """Explain a rule: what it finds, why it matters and how to put it right."""
    if not typed:
        lines = []
        for stage, kinds in groupby(RULES, key=lambda kind: kind.stage):
            lines += ["", stage.value]
            for kind in kinds:
                about = _EMPHASIS.sub(r"\2", docs.page_summary(kind))
                lines.append(f"  {kind.name}".ljust(_COLUMN) + about)
        terminal.write_text("\n".join(lines[1:]) + "\n", sys.stdout)
        return DONE
    name = typed.strip().strip("[]").lower()
    name = NEW_NAMES.get(name, name)
    if name in REMOVED:
        raise CommandError(f"“{name}” is no longer a rule", USAGE)
    if name not in NAMES:
        default = "use the name in square brackets after a finding"
        advice = did_you_mean(name, NAMES, default)
        raise CommandError(f"there is no rule “{typed}”", USAGE, advice)
    terminal.write_text(_plain(_page_of(rule(name)), terminal.line_width()), sys.stdout)
    return DONE


def _page_of(kind: Rule) -> str:
    """Return the page of a rule for officers, each part under its heading."""
    parts, doubt = docs.page_parts(kind), "When it may be wrong"
    can_accept = kind.settable or kind.severity is not ERROR
    way = f"On its own line above the dash or field: # accept {kind.name}: the reason"
    parts["How to accept it"] = way if can_accept else _NEVER
    parts[doubt] = parts.pop(doubt)
    shown = (f"{heading}\n{text.strip()}" for heading, text in parts.items() if text)
    return "\n\n".join([f"{kind.name}: {kind.severity.value}", *shown])


def _plain(page: str, width: int) -> str:
    """Return a page without its markup; examples are indented."""
    lines = []
    in_example = False
    for line in page.splitlines():
        if line.startswith("```"):
            in_example = not in_example
        elif in_example:
            lines.append(f"    {line}")
        else:
            lines += textwrap.wrap(_EMPHASIS.sub(r"\2", line), width) or [""]
    return "\n".join(lines).strip() + "\n"

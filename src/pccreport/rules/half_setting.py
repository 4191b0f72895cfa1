"""A setting of the house format does nothing, or not all, without another."""

from pccreport.document.roles import Role
from pccreport.findings.registry import Findings, Rule
from pccreport.house.builtin import is_builtin
from pccreport.rules.context import ReportContext
from pccreport.source import fields


def half_setting(kind: Rule, context: ReportContext) -> Findings:
    """Yield a finding at one of two names of key aims, and at a setting that does nothing."""
    house = context.project.house.origin
    levels, numbers = (fields.submapping(house, n) for n in ("levels", "numbering"))
    names = [fields.scalar(levels, name) for name in ("aim", "aims")]
    own = [name for name in names if name and not is_builtin(name.source)]
    if len(own) == 1:
        message = "only one of the names for one key aim and for several is changed"
        yield kind.finding(message, own[0].span, "write both aim: and aims: in levels:")
    form = fields.scalar(numbers, "paragraph")
    numbered = (block.role is Role.NUMBERED for block in context.blocks())
    if form and context.report.cells() and not any(numbered):
        message = (
            f"no paragraph has a number “{form.value}”, because updates are bullets"
        )
        yield kind.finding(message, form.span, "add updates: paragraphs, or delete it")
    quotes = fields.scalar(house, "quotes")
    if quotes and quotes.value != "as typed":
        message = "quotation marks are printed as they are typed"
        yield kind.finding(
            message, quotes.span, "delete this line, and type curly ones"
        )

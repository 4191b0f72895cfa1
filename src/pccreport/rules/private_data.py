"""A printed text has personal data, such as a telephone number or an e-mail address."""

import re

from pccreport.findings.registry import Findings, rule
from pccreport.language.personal_data import find_personal_data
from pccreport.rules.context import ProjectContext

RULE = rule("private-data")

# A year alone is not personal data.
_MAY_HAVE = re.compile(
    r"[@\d](?:(?<=@)|(?<=[A-Za-z]\d)"
    r"|(?<![\d,]\d)(?!(?:(?<=1)9|(?<=2)0)\d\d(?![\w/]))[ -]?\d{3})"
)
_PAGE = r"\]\(\s?<?https?:[^\s)]*"


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each, but not at a contact in the front matter, nor in the address of a web page."""
    project = context.project
    front_matter = project.settings.origin if project.settings else None
    for update, text in zip(context.updates, context.printed, strict=True):
        if update.origin is front_matter or not _MAY_HAVE.search(text.text):
            continue
        found = find_personal_data(text.text, project.language)
        pages = (
            [page.span() for page in re.compile(_PAGE).finditer(text.text)]
            if found
            else []
        )
        for start, end, kind in found:
            if any(first <= start and end <= last for first, last in pages):
                continue
            yield RULE.finding(
                f"{kind} would be printed",
                text.span(start, end),
                "delete it, unless it belongs to an organisation and is meant for the public",
            )

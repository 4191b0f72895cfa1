"""An acronym of an update is never spelt out."""

import re

from pccreport.findings.registry import Findings, Rule
from pccreport.language.wordlists import find_pattern, load_wordlists
from pccreport.rules.context import ProjectContext

_LIKELY = re.compile(r"[A-Z][a-z]?[A-Z]")


def acronym_undefined(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at the first use of each acronym that no printed text spells out."""
    project = context.project
    plan = project.plan
    every = "\n".join(text.text for text in context.printed)
    seen = {*load_wordlists("acronyms")["known"], *plan.checks.acronyms}
    # The front of the report explains those of the office and its plan.
    seen |= {plan.names[f"{x}.short"] for x in ("holder", "body", "force")}
    if project.house.glossary:
        seen |= {term.term for term in plan.terms if term.means}
    for text in context.printed:
        if not _LIKELY.search(text.text):
            continue  # as of most texts
        for found in find_pattern("acronyms", "acronym").finditer(text.text):
            short = found["short"]
            if not short or short in seen:
                continue
            seen.add(short)
            # A word in capitals that is also used in lower case is emphasised.
            if f" {short.lower()} " not in every and not _is_spelt_out(short, every):
                message = f"“{found['word']}” is never spelt out"
                way_out = f"where it first appears, write the full name, then ({short}); or, if every reader knows it, add {short} to acronyms: under checks: in plan.yaml"
                yield kind.finding(message, text.span(*found.span("word")), way_out)


def _is_spelt_out(short: str, text: str) -> bool:
    """Return whether a text has “Full Name”, “FN (Full Name)”, or words that begin with its letter before “(FN)”."""
    small = r"[\w'’]*(?:[ -](?:[a-z]{2,3}|&))*[ -]"
    name = rf"(?<!\w){small.join(short)}[a-z]|{short}s?\s\((?i:{short[0]})\w+\s"
    start = rf"(?<!\w)(?i:{short[0]})\w+[^()]{{0,150}}\s"
    brackets = rf"{start}\([^()]{{0,15}}?{short}s?['’”]?[),;]"
    return re.search(f"{name}|{brackets}", text) is not None

"""An acronym of an update is used before it is spelt out, or is never spelt out."""

import re

from pccreport.findings.registry import Findings, Rule
from pccreport.language.wordlists import find_pattern, load_wordlists
from pccreport.model.project import walk
from pccreport.model.prose import Prose
from pccreport.model.update import UpdateItem
from pccreport.rules.context import ReportContext

_DISTANCE = 150
"""Characters before a bracket in which the full name starts."""


def acronym_undefined(kind: Rule, context: ReportContext) -> Findings:
    """Yield a finding at the first use of each acronym, if nothing up to there spells it out."""
    texts = _texts(context)
    every = "\n".join(text.text for text in texts)
    seen = {*load_wordlists("acronyms")["known"], *_own(context)}
    start = 0
    for text in texts:
        for found in find_pattern("acronyms", "acronym").finditer(text.text):
            short = found["short"]
            # A word in capitals that is also used in lower case is emphasised.
            if not short or short in seen or f" {short.lower()} " in every:
                continue
            seen.add(short)
            at = _spelt_out(short, every)
            if at is not None and at <= start + len(text.text):
                continue
            span = text.span(*found.span("word"))
            message = f"“{found['word']}” is used before it is spelt out"
            if at is None:
                message = f"“{found['word']}” is never spelt out in the report"
            allow = f"or add {short} to acronyms: under checks: in plan.yaml if every reader knows it"
            way_out = (
                f"write the full name ({short}) the first time it appears, {allow}"
            )
            yield kind.finding(message, span, way_out)
        start += len(text.text) + 1


def _texts(context: ReportContext) -> list[Prose]:
    """Return the texts of the report and of its updates, in the order printed."""
    items = (
        i
        for period in context.report.periods()
        for i in walk(period.entries, UpdateItem)
    )
    texts = [text for item in items for _, text in item.texts()]
    return [*(each.text for each in context.project.front_matter()), *texts]


def _own(context: ReportContext) -> set[str]:
    """Return the acronyms of the office and its plan, which the front of the report explains."""
    plan, body = context.project.plan, context.project.plan.body
    names = {body.holder_short, body.short, body.force_short} | plan.checks.acronyms
    if context.project.house.glossary:
        names |= {term.term for term in plan.terms if term.means}
    return names


def _spelt_out(short: str, text: str) -> int | None:
    """Return where a text spells an acronym out, or None: “Full Name (FN)”, “FN (Full Name)”, “Full Name”."""
    small = r"[\w'’]*(?:[ -](?:[a-z]{2,3}|&))*[ -]"
    name = rf"(?<!\w){small.join(short)}[a-z]"
    brackets = (
        rf"{short}s?\s\((?i:{short[0]})\w+\s|\([^()]{{0,15}}?{short}s?['’”]?[),;]"
    )
    for found in re.finditer(rf"{name}|{brackets}", text):
        before = text[max(0, found.start() - _DISTANCE) : found.start()]
        if found[0][-1] not in "),;" or _is_made_of(short, before):
            return found.start()
    return None


def _is_made_of(short: str, before: str) -> bool:
    """Return whether the words at the end of a text have the letters of an acronym in order."""
    words = re.findall(r"[^\W_]+", before)
    for name in (words[at:] for at in range(len(words))):
        rest = iter("".join(name).casefold())
        capitals = "".join(word[0] for word in name if word[0].isupper())
        # “Violence Reduction Partnership (VRU)” has another name’s letters.
        is_other = len(capitals) == len(short) > 2 and capitals != short
        is_start = name[0][0].casefold() == short[0].casefold()
        if is_start and not is_other and all(x in rest for x in short.casefold()):
            return True
    return False

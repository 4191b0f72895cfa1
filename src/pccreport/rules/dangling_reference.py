"""A reference names a key aim that this report does not have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from pccreport.house.parts import House
from pccreport.language.similarity import did_you_mean
from pccreport.model.plan import Plan
from pccreport.model.project import Project, references, texts
from pccreport.model.update import Entry, is_key
from pccreport.source.diagnostic import ERROR, Diagnostic, Label
from pccreport.source.text import Span

RULE = "dangling-reference"


def check(project: Project, house: House) -> Iterator[Diagnostic]:  # noqa: ARG001
    """A finding at each key that leads nowhere: after `see:` or in `[[ ]]`.

    A key aim of another priority is one only where it stands in this report's
    own updates: a quarter's file may serve the reports on all priorities.
    """
    owners = project.plan.aims()
    for _, cell in project.cells():
        here = owners.get(cell.aim)
        for key, place in _named(cell.entries):
            there = owners.get(key)
            if there is None:
                yield _unknown(project.plan, key, place())
            elif here is not None and there is not here:
                message = (
                    f"“{key}” is a key aim of priority {there.number}, which is not"
                    f" in the report on priority {here.number}"
                )
                way_out = "refer to a key aim of the same priority"
                yield Diagnostic(RULE, ERROR, message, Label(place()), help=way_out)


def _named(entries: tuple[Entry, ...]) -> Iterator[tuple[str, Callable[[], Span]]]:
    """Each key that is referred to, and how to find its place: only findings need it."""
    for reference in references(entries):
        if reference.origin and is_key(reference.aim):
            origin = reference.origin
            yield reference.aim, partial(getattr, origin, "span")
    for text in texts(entries):
        for mention in text.mentions():
            yield mention.aim, partial(text.place, f"[[{mention.aim}]]")


def _unknown(plan: Plan, key: str, span: Span) -> Diagnostic:
    known = plan.aims()
    way_out = did_you_mean(key, known, f"the plan has {', '.join(known)}")
    message = f"there is no key aim “{key}” to refer to"
    return Diagnostic(RULE, ERROR, message, Label(span), help=way_out)

"""What no pattern says: the conditions that guards of `words.txt` name, each of a match."""

import re
from collections.abc import Callable
from functools import cached_property, lru_cache

from pccreport.language.index.patterns import Vocabulary
from pccreport.model.project import Project, walk_public_items

_NAME = r"(?=([A-Z][a-z'’]+(?:[ -][A-Z](?:[a-z'’]+|\b\.?)){1,2}))"
_ADDRESS = r"\]\(\s?<?https?:[^\s)]*"


class OfficeNames:
    """The names of a project’s own office, and its texts that have points."""

    def __init__(self, project: Project, vocabulary: Vocabulary) -> None:
        self._project = project
        self.vocabulary = vocabulary
        self.force = project.plan.names["force.name"] or "your own area"

    @cached_property
    def own_names(self) -> str:
        """The names of the office, its area, its force and its holder."""
        own = "body.name body.short body.area force.name holder.short holder.office"
        return " ".join(self._project.plan.names[name] for name in own.split())

    @cached_property
    def areas(self) -> frozenset[str]:
        """The areas of forces that are its own."""
        words = self.vocabulary.words
        mayor, deputy = words("force.mayors")
        has_deputies = mayor in self.own_names
        return frozenset(
            area
            for area in (*words("force.areas"), *words("force.of_london"))
            if area in self.own_names or (has_deputies and area.startswith(deputy))
        )

    @cached_property
    def texts_with_points(self) -> frozenset[str]:
        """The texts that others follow: of updates with points, and of those, paragraphs, and at the front."""
        cells = (cell.entries for _, cell in self._project.cells())
        items = [item for entries in cells for item in walk_public_items(entries)]
        parts = [p for each in items if each.points for p in walk_public_items([each])]
        texts = [each.text for each in (*parts, *(i for i in items if i.paragraph))]
        texts += [each.text for each in self._project.front_matter()]
        return frozenset(text.text.replace("’", "'") for text in texts)


def _is_known_force(own: OfficeNames, found: re.Match[str]) -> bool:
    known = " ".join((own.own_names, *own.vocabulary.words("force.areas")))
    return re.sub("['’]s$", "", found["place"].split()[-1]) in known


def _is_public_telephone(own: OfficeNames, found: re.Match[str]) -> bool:
    """Return whether a telephone number is published, or of an organisation."""
    digits = re.sub(r"^(?:00)?440?", "0", re.sub(r"\D", "", found[0]))
    words = own.vocabulary.words
    published = (re.sub(r"\D", "", each) for each in words("data.published_telephones"))
    open_numbers = (*published, *words("data.telephones_of_organisations"))
    return len(digits) not in {10, 11} or digits.startswith(open_numbers)


def _is_in_address(_: OfficeNames, found: re.Match[str]) -> bool:
    pages = re.finditer(_ADDRESS, found.string) if "](" in found.string else ()
    return any(p.start() <= found.start() and found.end() <= p.end() for p in pages)


@lru_cache(maxsize=64)
def _may_name_person(vocabulary: Vocabulary, text: str) -> bool:
    """Return whether a text has a title, or two words that may be the name of a person."""
    if any(title in text for title in vocabulary.words("person.titles")):
        return True
    no_names = {*vocabulary.words("person.no_names")}
    names = (name[1] for name in re.finditer(_NAME, text))
    return any({*re.findall(r"[\w'’]+", name)}.isdisjoint(no_names) for name in names)


CONDITIONS: dict[str, Callable[[OfficeNames, re.Match[str]], bool]] = {
    "is_own_force": lambda own, f: " ".join(f[f.lastgroup or 0].split()) in own.areas,
    "is_known_force": _is_known_force,
    "is_team": lambda own, f: any(
        team in f["mailbox"].casefold()
        for team in own.vocabulary.words("data.mailboxes_of_teams")
    ),
    "is_open_telephone": _is_public_telephone,
    "is_in_address": _is_in_address,
    "is_of_points": lambda own, found: found.string in own.texts_with_points,
    "is_with_a_name": lambda own, found: _may_name_person(own.vocabulary, found.string),
}
"""What the guards of rows name."""

"""How a report looks, as far as the house format decides: styles, numbers, bullets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pccreport.document.roles import AIMS, LISTED, MADE, NUMBERED, STREAMS, Role
from pccreport.house.appearance import USUAL, Appearance
from pccreport.house.numbering import ABOVE, ParagraphForms, format_number


class StyleSheet(NamedTuple):
    """What a writer needs of a house format."""

    styles: Mapping[Role, str]
    """The name of the Word style that each role is set in: every role has one."""
    aim_number: str
    """The form of a key aim's number: "{n})"; "" for headings without a number."""
    aim_list_number: str
    """The form of a number in the list of aims: "{n}."; "" for a list with bullets."""
    bullets: tuple[str, ...]
    """The bullet of each level, the outermost first: three."""
    priority_number: str = ""
    """The form of a priority's number, in a report on the whole plan."""
    below: tuple[str, ...] = ("", "")
    """The forms of the numbers below a key aim, by depth."""
    paragraphs: ParagraphForms = ParagraphForms()
    appearance: Appearance = USUAL

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms of the numbers of headings, by depth."""
        return (self.aim_number, *self.below)

    def whole_forms(self) -> tuple[str, ...]:
        """Return the same with the form of the number above in each: "{n}.{n}"."""
        found: list[str] = []
        for form in self.forms:
            found.append(format_number(form, "{n}", found[-1] if found else ""))
        return tuple(found)

    def for_headings(self, depths: int, *, whole: bool) -> StyleSheet:
        """Return the style sheet of a report with headings of so many depths."""
        sheet = self
        if whole:
            forms = self.priority_number, self.aim_number, *self.below
            sheet = sheet._replace(aim_number=forms[0], below=forms[1:])
        elif ABOVE in sheet.aim_number:  # in a report on one priority, nothing is above
            own = sheet.aim_number[sheet.aim_number.index("{n}") :]
            sheet = sheet._replace(aim_number=own)
        names = {
            role: f"{name} {depth}"
            for name, roles in (("Aim", AIMS), ("Stream", STREAMS))
            for depth, role in enumerate(roles[:depths], start=1)
            if depth > 1
        }
        forms = sheet.paragraphs
        if forms.under is Role.AIM and not sheet.aim_number:
            plain = forms.paragraph[forms.paragraph.index("{n}") :]
            sheet = sheet._replace(paragraphs=forms._replace(paragraph=plain))
        return sheet.with_styles(names)

    def with_parts(self, *, contents: bool, glossary: bool) -> StyleSheet:
        """Return the style sheet of a report with these, and with numbered paragraphs if it has any."""
        roles = (
            *(NUMBERED if self.paragraphs.paragraph else ()),
            *((Role.CONTENTS_HEADING, *LISTED) if contents else ()),
            *((Role.GLOSSARY,) if glossary else ()),
        )
        return self.with_styles({r: r.value.replace("-", " ").title() for r in roles})

    def made_styles(self) -> dict[Role, str]:
        """Return the styles that are made for the report, not taken from the template."""
        return {role: name for role, name in self.styles.items() if role in MADE}

    def in_large_print(self) -> StyleSheet:
        """Return the style sheet for large print."""
        return self._replace(appearance=self.appearance.in_large_print())

    def with_styles(self, more: Mapping[Role, str]) -> StyleSheet:
        """Return the style sheet with more styles."""
        return self._replace(styles={**self.styles, **more}) if more else self

"""What a house format decides of the look of a report: styles, numbers, bullets."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from pccreport.document.roles import (
    AIMS,
    CONTENTS_LEVELS,
    GENERATED,
    LABELS,
    NUMBERED,
    STREAMS,
    Role,
)
from pccreport.house.appearance import USUAL, Appearance
from pccreport.house.numbering import (
    ParagraphForms,
    counts_under,
    format_number,
    without_number_above,
)


class StyleSheet(NamedTuple):
    """The part of a house format that writers use."""

    styles: Mapping[Role, str]
    """The name of the Word style of each role."""
    aim_number: str
    """The form of a key aim's number: "{n})"; "" for headings without a number."""
    aim_list_number: str
    """The form of a number in the list of aims: "{n}."; "" for a list with bullets."""
    bullets: tuple[str, ...]
    """The bullets of the three levels, the outermost first."""
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
        """Return the forms with the form of the number above filled in: "{n}.{n}"."""
        whole: list[str] = []
        for form in self.forms:
            whole.append(format_number(form, "{n}", whole[-1] if whole else ""))
        return tuple(whole)

    def for_report(
        self,
        depths: int,
        labels: Collection[Role] = (),
        *,
        whole: bool,
        contents: bool = False,
        glossary: bool = False,
    ) -> "StyleSheet":
        """Return the style sheet of a report with `depths` levels of key aims, with the styles made for it.

        `labels` are the roles of its period labels.
        `whole` is True for a report on the whole plan, whose key aims are the priorities.
        """
        sheet = self
        if whole:
            aim_number, *below = self.priority_number, *self.forms
            sheet = sheet._replace(aim_number=aim_number, below=tuple(below))
        # In a report on one priority, nothing is above its key aims.
        elif counts_under(sheet.aim_number):
            sheet = sheet._replace(aim_number=without_number_above(sheet.aim_number))
        forms = sheet.paragraphs
        if forms.under is Role.AIM and not sheet.aim_number:
            paragraph = without_number_above(forms.paragraph)
            sheet = sheet._replace(paragraphs=forms._replace(paragraph=paragraph))
        roles = (
            *(*AIMS[1:depths], *STREAMS[1:depths]),
            *(role for role in LABELS if role in labels and role in GENERATED),
            *(NUMBERED if sheet.paragraphs.paragraph else ()),
            *((Role.CONTENTS_HEADING, *CONTENTS_LEVELS) if contents else ()),
            *((Role.GLOSSARY,) if glossary else ()),
        )
        return sheet.with_styles({r: r.value.replace("-", " ").title() for r in roles})

    def made_styles(self) -> dict[Role, str]:
        """Return the styles that are created for the report, as the template does not have them."""
        return {role: name for role, name in self.styles.items() if role in GENERATED}

    def in_large_print(self) -> "StyleSheet":
        """Return the style sheet for large print."""
        return self._replace(appearance=self.appearance.in_large_print())

    def with_styles(self, more: Mapping[Role, str]) -> "StyleSheet":
        """Return the style sheet with more styles."""
        return self._replace(styles={**self.styles, **more}) if more else self

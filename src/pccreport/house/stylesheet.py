"""The look of a report: styles, numbers and bullets, and font, sizes, colours, page and logo.

The rest of the look is in the style sheet of each format. The choices of a house format are checked
for the contrast of colours.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from pccreport.document.blocks import BlockKey
from pccreport.document.roles import GENERATED, Role
from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.house.phrases import Phrase
from pccreport.source import fields
from pccreport.source.node import MappingNode, Node

PAGE = (210, 297)
"""Width and height of an A4 page, in millimetres."""
LARGE_SIZE = 18.0
"""Points of running text in large print, as the RNIB asks for."""
_USUAL_SIZE = 12.0
_GUTTER, _NO_GUTTER_FROM = 12, 16.0
"""The indentation of text in millimetres, and the size in points from which there is none."""
_CONTRASTS = {"headings": 4.5, "notes": 4.5, "links": 4.5, "lines": 3.0}
"""Least contrast of text and lines with the page (WCAG 2.2, 1.4.3 and 1.4.11)."""

# As in the schema, because a draft is also made of a file that does not conform to it.
_COLOUR = "#?([0-9A-Fa-f]{6})"
_FONT = re.compile("[A-Za-z0-9][A-Za-z0-9 -]{0,40}")
# With the widest margins, 100 mm of a page’s width are left for the text.
_SIZES, _SIDES = (12, 24), (10, 55)


class Colours(NamedTuple):
    """The colours of a page, each as six hexadecimal digits."""

    headings: str = "1B365D"
    notes: str = "3D4852"
    """Labels, notes, captions, and the head and foot of a page."""
    links: str = "0B4A8F"
    lines: str = "6B7785"
    """Thin lines; thick ones have the colour of headings."""
    shading: str = "E8ECF1"
    """The background of the headings of tables."""


class Margins(NamedTuple):
    """The margins of a page, in millimetres."""

    top: float
    right: float
    bottom: float
    left: float


class Logo(NamedTuple):
    """A picture, such as that at the head of the first page."""

    content: bytes
    kind: str
    """ "png" or "jpeg"."""
    width: float
    height: float
    """In millimetres."""
    alt: str
    """The text for screen readers; "" for an ornament."""


class Appearance(NamedTuple):
    """The choices of a house format for the look of a report."""

    font: str = "Arial"
    size: float = _USUAL_SIZE
    """Points of running text; everything else is in proportion."""
    colours: Colours = Colours()
    own_margins: Margins | None = None
    logo: Logo | None = None
    pictures: tuple[tuple[BlockKey, Logo], ...] = ()
    """The pictures in the text, each by the key of the paragraph that describes it."""
    template_size: float = _USUAL_SIZE
    """Points of running text in the template."""
    indent: int = _GUTTER
    """The indentation of text under headings in the template, in millimetres."""

    @property
    def scale(self) -> float:
        """The size of letters as a multiple of the usual."""
        return self.size / _USUAL_SIZE

    @property
    def letter_width(self) -> float:
        """The width of letters as a multiple of that of the usual font at its usual size."""
        # The widths of other fonts are unknown: “r” and “t” of Verdana are a third wider.
        return self.scale * (1 if self.font == USUAL.font else 1.3)

    @property
    def template_scale(self) -> float:
        """The size of letters as a multiple of that in the template."""
        return self.size / self.template_size

    @property
    def spacing(self) -> float:
        """The space between paragraphs as a multiple of the template's; it grows less than letters."""
        return 1 + (self.template_scale - 1) * 0.6

    @property
    def gutter(self) -> int:
        """The indentation of text under headings, in millimetres; 0 for large letters, which need the room."""
        return 0 if self.size >= _NO_GUTTER_FROM else self.indent

    @property
    def margins(self) -> Margins:
        """The margins of the page: lines of usual text have about 66 letters."""
        usual = Margins(22, 33, 24, 25) if self.gutter else Margins(25, 20, 25, 20)
        return self.own_margins or usual

    def in_large_print(self) -> "Appearance":
        """Return the appearance in large print."""
        return self._replace(size=max(self.size, LARGE_SIZE))


USUAL = Appearance()
"""The appearance of a house format without `look:`."""


def read_appearance(
    look: MappingNode | None,
) -> tuple[Appearance, tuple[Diagnostic, ...]]:
    """Return the appearance of a `look:`, without the logo, and the findings for what is hard to read.

    A value that does not conform to the schema, which reports it, is replaced with the usual one.
    """
    own_colours = fields.submapping(look, "colours")
    colours = {
        key: found[1].upper()
        for key in Colours._fields
        if (found := re.compile(_COLOUR).fullmatch(fields.text(own_colours, key)))
    }
    font = fields.text(look, "font")
    chosen = Appearance(
        font=font if _FONT.fullmatch(font) else USUAL.font,
        size=_read_number(look, "size", _SIZES, USUAL.size),
        colours=USUAL.colours._replace(**colours),
    )
    if fields.boolean(look, "large_print", default=False):
        chosen = chosen.in_large_print()
    if own := fields.submapping(look, "margins"):
        mm = chosen.margins._asdict()
        sides = {side: _read_number(own, side, _SIDES, mm[side]) for side in mm}
        chosen = chosen._replace(own_margins=Margins(**sides))
    own_values = own_colours.values if own_colours else {}
    return chosen, tuple(_check_contrast(chosen.colours, own_values))


def _check_contrast(colours: Colours, own: Mapping[str, Node]) -> Iterator[Diagnostic]:
    """Yield a finding for each colour that is hard to read on the page, or on shading."""
    reported: set[str] = set()
    for (background, paper), (name, minimum) in product(
        {"": "FFFFFF", "shading": colours.shading}.items(), _CONTRASTS.items()
    ):
        colour = getattr(colours, name)
        ratio = contrast(colour, paper)
        # Of a colour and a shading with too little contrast, the one that was chosen.
        at = name if name in own else background
        # Lines are round the shading, not on it.
        is_border = background and name == "lines"
        if ratio < minimum and at in own and at not in reported and not is_border:
            reported.add(at)
            where = f"the shading {paper}" if background else "the white page"
            message = f"the colour of {name}, {colour}, has a contrast of {int(ratio * 10) / 10:g}:1 against {where}"
            way_out = f"readers need at least {minimum:g}:1: choose a {'lighter shading' if at == background else 'darker colour'}"
            yield rule("unreadable-look").finding(message, own[at].span, way_out)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        light = [
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        ]
        return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]

    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _read_number(
    mapping: MappingNode | None, key: str, limits: tuple[float, float], default: float
) -> float:
    node = fields.scalar(mapping, key)
    value = node.value if node else None
    if isinstance(value, int | float) and limits[0] <= value <= limits[1]:
        return float(value)
    return default


_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NUMBER = "{n}"
_ABOVE, _BARE_ABOVE = "{above}", "{number_above}"
LETTERS = {"{a}": _LETTERS, "{A}": _LETTERS.upper()}
"""The placeholders of numbers that are letters, with the letters in order."""
_UNDER = {"{section}": Role.SECTION, "{aim}": Role.AIM}
"""The headings whose number can be part of the number of a paragraph under them."""
HEADINGS = ("priority", "aim", "aim_2", "aim_3")
"""The headings that can have numbers, by depth."""


class NumberForms(NamedTuple):
    """How sections and paragraphs are numbered; "" for what has no number."""

    section: str = ""
    paragraph: str = ""
    """With {section} or {aim}, the count starts again under each of those headings."""
    point: str = ""
    """The form for points under a numbered paragraph; "" for bullets."""

    @property
    def reset_by(self) -> Role | None:
        """The headings under which the count of paragraphs starts again, or None."""
        under = (role for name, role in _UNDER.items() if name in self.paragraph)
        return next(under, None)


def find_letter_placeholder(form: str) -> str:
    """Return the placeholder of the letter in a form of numbers, or "" if it has figures."""
    return next((placeholder for placeholder in LETTERS if placeholder in form), "")


def restarts_under_heading(form: str) -> bool:
    """Return whether numbers of a form start again under each heading above, as its number is in them."""
    return _ABOVE in form or _BARE_ABOVE in form


def without_number_above(form: str) -> str:
    """Return a form of numbers from its own number on; "" for a wrong one without any."""
    _, placeholder, after = form.partition(find_letter_placeholder(form) or _NUMBER)
    return placeholder + after


def format_number(form: str, number: int | str, above: str = "") -> str:
    """Return the number of a paragraph: "1)" for the form "{n})".

    `above` is the number of the heading above, used without its closing characters: "1.2" for
    the form "{above}.{n}" and "1)". For {number_above}, {section} and {aim} it is also without its
    name: "1" of "Key Aim 1.". {a} is the number as a letter; aa, bb and so on follow z, as in Word.
    """
    placeholder = find_letter_placeholder(form) or _NUMBER
    if placeholder in LETTERS and isinstance(number, int):
        repeats, index = divmod(number - 1, len(_LETTERS))
        number = LETTERS[placeholder][index] * (repeats + 1)
    form = form.replace(placeholder, str(number))
    above = above.rstrip(" .):")
    _, _, bare = above.rpartition(" ")
    for placeholder in (*_UNDER, _BARE_ABOVE):
        form = form.replace(placeholder, bare)
    return form.replace(_ABOVE, above)


def number_in_reference(number: str) -> str:
    r"""Return the number as the field of a reference shows it: without trailing full stops.

    Word's \\n switch does this (Ref field, MS-OI29500 2.1.495): "1)" stays, "1."
    becomes "1".
    """
    return number.rstrip(".")


def split_mention(phrase: Phrase, label: str, form: str) -> tuple[str, str] | None:
    """Return the words before and after the number of a mention that are not part of it, or None.

    Of "Key Aim ({number})" with numbers "1)", "Key Aim (" is typed and the field shows "1)". None
    if the two do not match. `form` is a whole form, with that of the number above filled in.
    """
    text = phrase.text.replace("{aim.label}", label)
    before, placeholder, after = text.partition("{number}")
    if "{number}" in after:
        return None
    opening, _, rest = form.rstrip(".").partition(_NUMBER)
    closing = rest.rpartition(_NUMBER)[2]
    if not placeholder or not before.endswith(opening) or not after.startswith(closing):
        return None
    return before.removesuffix(opening), after.removeprefix(closing)


class OfficeTemplate(NamedTuple):
    """An office's own Word file, with what reports have of it."""

    package: bytes
    """A Word file without text, with its page, headers, footers, styles, lists and theme."""
    has_page_numbers: bool
    size: float
    """Points of running text."""
    own_styles: tuple[str, ...]
    """The names of the styles of paragraphs and tables that the office has made."""


class StyleSheet(NamedTuple):
    """The part of a house format that writers use."""

    styles: Mapping[Role, str]
    """The name of the Word style of each role."""
    headings: tuple[str, ...]
    """The forms of the numbers of headings by depth: "{n})"; "" for headings without a number.

    In a house format, the first is that of priorities, as in a report on the whole plan.
    """
    aim_list_number: str
    """The form of a number in the list of aims: "{n}."; "" for a list with bullets."""
    bullets: tuple[str, ...]
    """The bullets of the three levels, the outermost first."""
    paragraphs: NumberForms = NumberForms()
    appearance: Appearance = USUAL
    template: OfficeTemplate | None = None

    def for_word(self) -> "StyleSheet":
        """Return the style sheet for a Word file: with the look of the office's template, if it has one."""
        if self.template is None:
            return self
        size = self.template.size
        chosen = Appearance("", size, template_size=size, indent=0)
        if self.appearance.size >= LARGE_SIZE:
            chosen = chosen.in_large_print()
        return self._replace(appearance=chosen)

    def full_number_forms(self) -> tuple[str, ...]:
        """Return the forms with the form of the number above filled in: "{n}.{n}"."""
        forms = [""]
        for form in self.headings:
            forms.append(format_number(form, "{n}", forms[-1]))
        return tuple(forms[1:])

    def for_report(self, used: Iterable[Role] = (), *, whole: bool) -> "StyleSheet":
        """Return the style sheet of a report, with the styles made for the roles that it uses.

        `whole` is True for a report on the whole plan, whose key aims are the priorities.
        """
        first, *lower = self.headings if whole else self.headings[1:]
        # Nothing is above the first headings of a report.
        first = without_number_above(first) if restarts_under_heading(first) else first
        sheet, forms = self._replace(headings=(first, *lower)), self.paragraphs
        if forms.reset_by is Role.AIM and not first:
            paragraph = without_number_above(forms.paragraph)
            sheet = sheet._replace(paragraphs=forms._replace(paragraph=paragraph))
        made = {r: r.value.replace("-", " ").title() for r in used if r in GENERATED}
        return sheet._replace(styles={**self.styles, **made})

    def made_styles(self) -> dict[Role, str]:
        """Return the styles that are created for the report, as the template does not have them."""
        return {role: name for role, name in self.styles.items() if role in GENERATED}

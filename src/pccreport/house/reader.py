"""The reader of a house format, in which nothing is missing: each extends a built-in one.

It finds contradictions between the parts of one, by which a number could be wrong.
"""

from collections.abc import Iterator, Mapping
from itertools import islice, pairwise, product

from pccreport.document.roles import HOUSE_ROLES, POINTS, STYLE_FALLBACKS, Role
from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.house.house import (
    HouseFormat,
    LabelUse,
    Level,
    OpeningParagraph,
    StatusStep,
    Stream,
    TitleLine,
)
from pccreport.house.phrases import MEASURE_PHRASES, NONE, PHRASES, PLACEHOLDERS, Phrase
from pccreport.house.stylesheet import (
    HEADINGS,
    NumberForms,
    StyleSheet,
    format_number,
    number_in_reference,
    read_appearance,
    restarts_under_heading,
    split_mention,
)
from pccreport.language.locale_data import TAG, language_tags, load_locale
from pccreport.source import fields
from pccreport.source.node import MappingNode, ScalarNode

TITLE_ROLES = (Role.BODY_NAME, Role.REPORT_TITLE, Role.PLAN_TITLE, Role.TEXT)
"""The roles of lines at the head of a report."""


def read_house(node: MappingNode) -> tuple[HouseFormat | None, tuple[Diagnostic, ...]]:
    """Return the house format of a file, or None if it has errors, and the findings."""
    reader = _HouseReader(node)
    house = reader.read()
    findings = tuple(reader.findings) or check_consistency(house)
    return (None if findings else house), findings


# A style with a number or bullet has it for every paragraph of the style.
_COUNTED = (Role.AIM, Role.AIM_LIST, Role.POINT_1, Role.POINT_2, Role.POINT_3)
_MAY_SHARE = {Role.POINT_1, Role.FOCUS}


def check_consistency(house: HouseFormat) -> tuple[Diagnostic, ...]:
    """Return findings for contradictions in a complete format."""
    return (
        *(tuple(_check_number_forms(house)) or _check_mention(house)),
        *_check_shared_styles(house),
        *_check_title(house),
    )


def _check_mention(house: HouseFormat) -> Iterator[Diagnostic]:
    """Yield a finding if the number in a mention is not that of the headings."""
    phrase = house.phrases["mention"]
    looks = ((whole, house.look.for_report(whole=whole)) for whole in (False, True))
    forms = (
        form
        for whole, look in looks
        for depth, form in enumerate(look.full_number_forms())
        if form and not split_mention(phrase, house.level(depth, whole=whole).one, form)
    )
    for form in islice(forms, 1):
        number = number_in_reference(format_number(form, 1))
        message = f"“{phrase.text}” would print the number as “{number}”, because Word repeats a heading’s number in full"
        wording = form.rstrip(".").replace("{n}", "{number}")
        way_out = f"write the number as {wording}"
        if form[:1].isalpha():
            way_out += ", or as {aim.label} {number} if each level has its own word"
        yield rule("number-form").finding(message, phrase.origin.span, way_out)


def _check_number_forms(house: HouseFormat) -> Iterator[Diagnostic]:
    def wrong(key: str, message: str, way_out: str) -> Diagnostic:
        at = house.span_of_part("numbering", key)
        return rule("number-form").finding(message, at, way_out)

    look, forms = house.look, house.look.paragraphs
    headings = zip(HEADINGS, look.headings, strict=True)
    alone = [
        (key, form)
        for (_, upper), (key, form) in pairwise(headings)
        if restarts_under_heading(form) and not upper
    ]
    numbers = {Role.SECTION: forms.section, Role.AIM: look.headings[1]}
    if forms.reset_by and not numbers[forms.reset_by]:
        alone.append(("paragraph", forms.paragraph))
    for key, form in alone:
        message = f"“{form}” needs the number of the heading above, which has none"
        yield wrong(key, message, "write {n} alone, or number the headings above too")
    of_aims = forms.reset_by is Role.AIM and numbers[Role.AIM]
    if of_aims and any(map(restarts_under_heading, look.headings[1:3])):
        message = f"“{forms.paragraph}” cannot be used, because headings here include the number of the heading above"
        way_out = "write {n}, or number the sections and write {section}.{n}"
        yield wrong("paragraph", message, way_out)
    if forms.point and not forms.paragraph:
        message = "points can have numbers only under a numbered paragraph"
        yield wrong("point", message, 'add paragraph: "{n}" too, or remove point:')


def _check_shared_styles(house: HouseFormat) -> Iterator[Diagnostic]:
    styles = house.look.styles
    sections = (Role.SECTION,) if house.look.paragraphs.section else ()
    for counted, (role, name) in product((*_COUNTED, *sections), styles.items()):
        may_share = role is counted or {role, counted} == _MAY_SHARE
        if name == styles[counted] and not may_share:
            message = f"“{role}” uses the style “{name}”, which gives “{counted}” its number or bullet"
            at = house.span_of_part("styles", role.value)
            yield rule("shared-style").finding(message, at, "give each its own style")


def _check_title(house: HouseFormat) -> Iterator[Diagnostic]:
    roles = [line.role for line in house.title_block]
    if roles.count(Role.REPORT_TITLE) != 1:
        message = "a report needs exactly one title: a line with role: report-title"
        at = house.span_of_part("title_block")
        yield rule("report-title").finding(message, at, "keep or add one such line")


class _HouseReader:
    """A reader that collects the findings of all parts."""

    def __init__(self, node: MappingNode) -> None:
        self.node = node
        self.findings: list[Diagnostic] = []
        self._no_phrase = Phrase("", ScalarNode("", node.source, node.start, node.end))

    def read(self) -> HouseFormat:
        node, labels = self.node, fields.text(self.node, "labels")
        tag = fields.text(node, "language")
        section, days = (fields.submapping(node, n) for n in ("section", "deadlines"))
        phrases = self._read_phrases("phrases", PHRASES)
        measures = self._read_phrases("measures", MEASURE_PHRASES)
        return HouseFormat(
            locale=load_locale(tag if tag in language_tags() else TAG),
            levels=self._read_levels(),
            streams=self._read_streams(),
            title_block=tuple(
                TitleLine(
                    Role(fields.text(line, "role")),
                    self._read_phrase(line, "text"),
                    self._read_if_set(line, "as_typed"),
                )
                for line in fields.mappings(node, "title_block")
                if fields.text(line, "role") in TITLE_ROLES
            ),
            opening=tuple(self._read_paragraphs("opening")),
            ending=tuple(self._read_paragraphs("ending")),
            section=self._read_phrase(section, "text"),
            section_second_line=self._read_if_set(section, "second_line"),
            labels=next((use for use in LabelUse if use == labels), LabelUse.ALWAYS),
            updates_as_paragraphs=fields.text(node, "updates") == "paragraphs",
            glossary=fields.text(node, "glossary") == "after",
            sign_off=tuple(
                self._check_phrase(line)
                for line in fields.items(node, "sign_off")
                if isinstance(line, ScalarNode)
            ),
            marking=self._read_if_set(node, "marking"),
            header=self._read_if_set(node, "header"),
            footer=self._read_if_set(node, "footer", PLACEHOLDERS | {"page", "pages"}),
            phrases=phrases,
            statuses=tuple(self._read_statuses()),
            measures=measures,
            columns=self._read_columns({**phrases, **measures}),
            tables={
                name: fields.texts(fields.submapping(node, "tables"), name)
                for name, *_ in fields.keyed_values(node, "tables")
            },
            deadlines={
                n: d for n in ("publish", "submit") if (d := fields.integer(days, n))
            },
            own_words=tuple(self._read_own_words()),
            look=self._read_look(),
            origin=node,
        )

    def _read_levels(self) -> tuple[Level, ...]:
        levels = [
            Level(
                fields.text(level, "one"),
                fields.text(level, "many"),
                fields.texts(level, "columns"),
                fields.placed_texts(level, "total"),
            )
            for level in fields.mappings(self.node, "levels")
        ]
        if len(levels) > 1:
            return tuple(levels)
        names = fields.submapping(self.node, "levels")
        one, aim, aims = (fields.text(names, n) for n in ("priority", "aim", "aims"))
        return Level(one), Level(aim, aims)

    def _read_streams(self) -> tuple[Stream, ...]:
        return tuple(
            Stream(
                key,
                heading if heading.has_words else None,
                self._read_if_set(stream, "note"),
                fields.boolean(stream, "fund", default=False),
            )
            for key, _, stream in fields.keyed_values(self.node, "streams")
            if isinstance(stream, MappingNode)
            for heading in (self._read_phrase(stream, "heading"),)
        )

    def _read_paragraphs(self, part: str) -> Iterator[OpeningParagraph]:
        for node in fields.items(self.node, part):
            if isinstance(node, MappingNode):
                only = fields.text(node, "only")
                yield OpeningParagraph(
                    self._read_phrase(node, "text"),
                    fields.text(node, "list"),
                    self._read_if_set(node, "without"),
                    fields.text(node, "only_with"),
                    self._read_if_set(node, "heading"),
                    self._read_if_set(node, "said_by"),
                    self._read_if_set(node, "description"),
                    fields.integer(node, "depth") or 0,
                    fields.texts(node, "columns"),
                    fields.texts(node, "only") or (*filter(None, [only]),),
                    fields.placed_texts(node, "total"),
                    *(
                        fields.text(node, name)
                        for name in ("sort", "of", "by", "number", "page")
                    ),
                )
            elif isinstance(node, ScalarNode):
                yield OpeningParagraph(self._check_phrase(node), "", None, "")

    def _read_phrases(
        self, part: str, tables: Mapping[str, frozenset[str]]
    ) -> dict[str, Phrase]:
        table = fields.submapping(self.node, part)
        return {
            name: self._read_if_set(table, name, known) or self._no_phrase
            for name, known in tables.items()
        }

    def _read_columns(self, phrases: Mapping[str, Phrase]) -> dict[str, Phrase]:
        """Return the headings of columns, of which some are phrases."""
        own = {
            name: self._check_phrase(text, PLACEHOLDERS | {"period"})
            for name, _, text in fields.keyed_values(self.node, "columns")
            if isinstance(text, ScalarNode)
        }
        named = ((n.removesuffix("_column"), n, p) for n, p in phrases.items())
        heads = {head: phrase for head, name, phrase in named if head != name}
        return {"due": heads.pop("aim_due"), **heads, **own}

    def _read_statuses(self) -> Iterator[StatusStep]:
        for key, _, step in fields.keyed_values(self.node, "statuses"):
            if isinstance(step, MappingNode):
                texts = (fields.text(step, name) for name in StatusStep._fields[1:])
                yield StatusStep(key, *texts)
            else:
                yield StatusStep(key, fields.one_line(step), "", "")

    def _read_own_words(self) -> Iterator[tuple[str, str, str]]:
        rules = fields.submapping(self.node, "rules")
        for each in fields.mappings(rules, "words") if rules else ():
            name = fields.text(each, "name") or "not in your office’s words"
            message = fields.text(each, "message") or f"“{{}}” is {name}"
            yield fields.text(each, "words"), message, fields.text(each, "help")

    def _read_look(self) -> StyleSheet:
        styles = fields.submapping(self.node, "styles")
        forms, levels = fields.submapping(self.node, "numbering"), self._read_levels()

        def number_form(name: str) -> str:
            typed = fields.text(forms, name).replace("{aim.label}", levels[1].one)
            return "" if typed == NONE else typed

        own = {role: fields.text(styles, role.value) for role in Role}
        used = {r: r if own[r] else STYLE_FALLBACKS.get(r, r) for r in HOUSE_ROLES}
        appearance, problems = read_appearance(fields.submapping(self.node, "look"))
        self.findings += problems
        bullets = fields.texts(self.node, "bullets")
        last = bullets[-1] if bullets else ""  # the schema reports what is not a bullet
        return StyleSheet(
            styles={role: own[role_of] for role, role_of in used.items() if role_of},
            headings=tuple(map(number_form, HEADINGS)),
            aim_list_number=number_form("aim_list"),
            # Levels without a bullet have the last.
            bullets=(*bullets, *[last] * len(POINTS))[: len(POINTS)],
            appearance=appearance,
            paragraphs=NumberForms(*map(number_form, NumberForms._fields)),
        )

    def _read_phrase(self, node: MappingNode | None, key: str) -> Phrase:
        return self._read_if_set(node, key) or self._no_phrase

    def _read_if_set(
        self, node: MappingNode | None, key: str, known: frozenset[str] = PLACEHOLDERS
    ) -> Phrase | None:
        typed = fields.scalar(node, key)
        return self._check_phrase(typed, known) if typed else None

    def _check_phrase(
        self, text: ScalarNode, known: frozenset[str] = PLACEHOLDERS
    ) -> Phrase:
        phrase = Phrase(str(text.value), text)
        self.findings += phrase.unknown_placeholders(known)
        return phrase

"""A whole .docx: the template, the text, the properties, and the zip.

Equal documents give equal bytes: nothing comes from the clock, the system or the order of a set.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import count, product
from typing import TYPE_CHECKING

from docx.enum.section import WD_HEADER_FOOTER
from docx.opc.constants import CONTENT_TYPE, NAMESPACE, RELATIONSHIP_TYPE
from docx.opc.packuri import PACKAGE_URI, PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.parts.story import StoryPart

from pccreport.document.blocks import (
    BlockKey,
    Document,
    LineBreak,
    Paragraph,
    TextRun,
    content_text,
)
from pccreport.document.roles import Role
from pccreport.house.stylesheet import Appearance, Logo, StyleSheet
from pccreport.writers.characters import escape_invisible
from pccreport.writers.docx import default_template, numbering, oxml
from pccreport.writers.docx.body import StoryWriter
from pccreport.writers.docx.revisions import (
    RevisionInfo,
    RevisionWriter,
    to_utc,
    utc_timestamp,
)
from pccreport.writers.docx.tables import TableRoom
from pccreport.writers.zipped import pack

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_CONTENT_TYPES = "[Content_Types].xml"
_SECTION = b"<w:sectPr"
_PRIMARY, _FIRST_PAGE, _EVEN_PAGE = WD_HEADER_FOOTER
_FILE_SUFFIXES = {_PRIMARY: "", _FIRST_PAGE: "-first", _EVEN_PAGE: "-even"}
_LOGO_ID = "rIdLogo"
_BOUND = "//w:dataBinding[contains(@w:xpath, 'coreProperties')][contains(@w:xpath, ':{}[')]/../../descendant::w:t[1]"
"""The text of a control in an office's header that shows a property."""
_MAX_PROPERTY_LENGTH = 255  # the limit of python-docx


def write(
    document: Document, look: StyleSheet, revision: RevisionInfo | None = None
) -> bytes:
    """Return the Word file. The style of every role must exist: see `missing_styles`.

    `revision` is the author and time of the changes of a redline.
    """
    look = look.for_word()
    word = default_template.open_template(look)
    default_template.add_made_styles(word, look)
    default_template.set_appearance(word, look)
    style_ids = default_template.style_ids(word.styles, look)
    # Changes and comments must not share a number.
    ids = count(1 + len(document.notes) if revision else 1)
    changes = None
    if revision:
        old_ids = default_template.style_ids(word.styles, revision.look)
        # A style of another template is not in the file.
        old_ids = {**style_ids, **old_ids}
        changes = RevisionWriter(revision, look, old_ids, ids)
    _set_properties(word, document)
    lists, restarts = numbering.numbering_part(
        look, style_ids, document.blocks, revision and revision.look
    )
    _add_part(word, "numbering", lists)
    numbering.link_styles(word.styles, look, style_ids)
    logo = look.appearance.logo
    [page] = word.sections
    if logo:
        page.different_first_page_header_footer = True
    for kind in default_template.page_kinds(word):
        logo_of_page = logo if kind is _FIRST_PAGE else None
        if document.head or document.header or logo_of_page:
            _add_header(word, document, StoryWriter(style_ids, ids), kind, logo_of_page)
        if document.footer:
            story = StoryWriter(style_ids, ids, changes)
            text = story.block_xml(Paragraph(Role.FOOTER, document.footer))
            _add_story(word, "footer", text, story, kind)
    if document.notes:
        _add_part(word, "comments", _comments_part(document, style_ids))
    scale, size = look.appearance.letter_width, round(24 * look.appearance.scale)
    width = default_template.text_width(word).twips
    room = TableRoom(width, scale, size, look.appearance.spacing)
    body = StoryWriter(style_ids, ids, changes, room, restarts)
    if not revision:
        body.drawn = _add_pictures(word, document, look.appearance)
        if any(block.chart for block in document.blocks):
            from pccreport.writers.docx import charts  # noqa: PLC0415  # seldom needed

            drawn = charts.add_charts(word.part, document, look.appearance, room)
            body.drawn = {**body.drawn, **drawn}
    text = body.body_xml(document)
    _add_links(word.part, body.runs.links)
    return pack(_all_parts(word, text))


def _comments_part(document: Document, style_ids: Mapping[Role, str]) -> str:
    """Return the comments part; the author, the time and the numbers depend on the document alone."""
    date = utc_timestamp(document.created)
    properties = oxml.run_properties(style_ids[Role.COMMENT_MARK])
    mark = oxml.run("<w:annotationRef/>", properties)
    properties = oxml.paragraph_properties(style_ids[Role.COMMENT])
    comments = []
    for number, note in enumerate(document.notes):
        first, *others = (
            oxml.run(oxml.text(escape_invisible(line))) for line in note.paragraphs()
        )
        paragraphs = (oxml.paragraph(properties, r) for r in (mark + first, *others))
        comments.append(oxml.comment(number, date, "".join(paragraphs)))
    return oxml.part("w:comments", "".join(comments))


def missing_styles(look: StyleSheet) -> Iterator[tuple[Role, Sequence[str]]]:
    """Yield each role whose style the template lacks, with the names of those that it has."""
    styles = default_template.open_template(look).styles
    found = default_template.style_ids(styles, look)
    there = [style.name or "" for style in styles]
    yield from ((role, there) for role in look.styles if role not in found)


def _set_properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    shorten = partial(textwrap.shorten, width=_MAX_PROPERTY_LENGTH, placeholder="…")
    properties.title = shorten(document.title)
    properties.author = properties.last_modified_by = shorten(document.author)
    properties.subject = shorten(document.subject)
    properties.language = document.language
    if document.head:
        properties.content_status = shorten(document.head)
    stories = [x for x in word.part.related_parts.values() if isinstance(x, StoryPart)]
    for story, name in product(stories, ("title", "subject", "creator")):
        for text in story.element.xpath(_BOUND.format(name)):
            text.text = properties._element.findtext(f"{{*}}{name}", "")
    properties.created = properties.modified = to_utc(document.created)
    # The language of all text also decides the word that a field \p shows.
    for element in (
        *word.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang"),
        *word.settings.element.xpath("w:themeFontLang"),
    ):
        element.set(qn("w:val"), document.language)


def _add_header(
    word: WordDocument,
    document: Document,
    story: StoryWriter,
    kind: WD_HEADER_FOOTER,
    logo: Logo | None,
) -> None:
    """Add a header: the logo, the label of a draft, and the header of the house format."""
    head = (TextRun(document.head),) if document.head else ()
    between = (LineBreak(),) if head and document.header else ()
    content = (*head, *between, *document.header)
    paragraphs = story.block_xml(Paragraph(Role.HEADER, content)) if content else ""
    if logo:
        drawn = oxml.run(default_template.picture_drawing(_LOGO_ID, logo))
        properties = oxml.paragraph_properties(story.style_ids[Role.HEADER])
        paragraphs = oxml.paragraph(properties, drawn) + paragraphs
    part = _add_story(word, "header", paragraphs, story, kind)
    if logo:
        _add_picture(part, "logo", logo, _LOGO_ID)


def _add_picture(part: Part, name: str, picture: Logo, relationship: str) -> None:
    path = PackURI(f"/word/media/{name}.{picture.kind}")
    image = Part(path, f"image/{picture.kind}", picture.content, part.package)
    part.rels.add_relationship(RELATIONSHIP_TYPE.IMAGE, image, relationship)


def _add_pictures(
    word: WordDocument, document: Document, look: Appearance
) -> Mapping[BlockKey, str]:
    """Add the pictures; return the run of each by the key of the paragraph that describes it."""
    drawn, pictures = dict[BlockKey, str](), dict(look.pictures)
    for block in (block for block in document.blocks if block.key in pictures):
        number = len(drawn) + 1
        name, picture = f"rIdPicture{number}", pictures[block.key]
        _add_picture(word.part, f"picture{number}", picture, name)
        described = picture._replace(alt=content_text(block.content))
        drawing = default_template.picture_drawing(name, described, number)
        drawn[block.key] = oxml.run(drawing)
    return drawn


def _add_story(
    word: WordDocument, name: str, text: str, story: StoryWriter, kind: WD_HEADER_FOOTER
) -> Part:
    """Add a header or a footer, or add text to that of an office's template; return it."""
    content = oxml.part("w:hdr" if name == "header" else "w:ftr", text)
    section = word.element.body.sectPr
    there = getattr(section, f"get_{name}Reference")(kind)
    part: Part
    if there is None:
        part, new = _add_part(word, name, content, _FILE_SUFFIXES[kind])
        getattr(section, f"add_{name}Reference")(kind, new)
    else:
        of_office = getattr(word.part, f"{name}_part")(there.rId)
        of_office.element.extend(parse_xml(content.encode()))
        part = of_office
    _add_links(part, story.runs.links)
    return part


def _add_part(
    word: WordDocument, kind: str, text: str, suffix: str = ""
) -> tuple[Part, str]:
    """Add a part to the document; return it and the id of its relationship."""
    content_type = getattr(CONTENT_TYPE, f"WML_{kind.upper()}")
    name = PackURI(f"/word/{kind}{suffix}.xml")
    part = Part(name, content_type, text.encode(), word.part.package)
    return part, word.part.relate_to(part, getattr(RELATIONSHIP_TYPE, kind.upper()))


def _add_links(part: Part, links: Mapping[str, str]) -> None:
    # Not by `relate_to`, which searches all relationships each time.
    for href, relationship in links.items():
        part.rels.add_relationship(
            RELATIONSHIP_TYPE.HYPERLINK, href, relationship, is_external=True
        )


def _all_parts(word: WordDocument, text: str) -> dict[str, bytes]:
    """Return all parts by name in the zip, including relationships and content types."""
    package = word.part.package
    parts = package.parts
    by_name = {
        _CONTENT_TYPES: _content_types(parts).encode(),
        PACKAGE_URI.rels_uri.membername: package.rels.xml,
    }
    for part in parts:
        blob = part.blob
        if part is word.part:
            # Inserted as text before the section: parsing and serialising it would take as long
            # as all the rest.
            before, after = blob.split(_SECTION, 1)
            blob = b"".join((before, text.encode(), _SECTION, after))
        by_name[part.partname.membername] = blob
        if part.rels:
            by_name[part.partname.rels_uri.membername] = part.rels.xml
    return by_name


def _content_types(parts: list[Part]) -> str:
    """Return the content types (ECMA-376 Part 2, 7.2.3): one for each part except the .rels."""
    kinds = "".join(
        f'<Override PartName="{oxml.escape_attribute(name)}" ContentType="{oxml.escape_attribute(kind)}"/>'
        for name, kind in sorted((part.partname, part.content_type) for part in parts)
    )
    return (
        f'{oxml.DECLARATION}<Types xmlns="{NAMESPACE.OPC_CONTENT_TYPES}">'
        f'<Default Extension="rels" ContentType="{CONTENT_TYPE.OPC_RELATIONSHIPS}"/>'
        f'<Default Extension="xml" ContentType="{CONTENT_TYPE.XML}"/>{kinds}</Types>'
    )

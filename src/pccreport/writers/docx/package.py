"""A whole .docx: the blank paper, the report on it, its properties, and the zip.

Knows what makes two runs give the same bytes: nothing is taken from the clock, the
system or the order of a set.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.enum.section import WD_HEADER_FOOTER
from docx.opc.constants import CONTENT_TYPE, NAMESPACE, RELATIONSHIP_TYPE
from docx.opc.packuri import PACKAGE_URI, PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.shared import Length, Mm

from pccreport.document.blocks import Document, LineBreak, Paragraph, TextRun
from pccreport.document.roles import Role
from pccreport.house.appearance import USUAL, Logo
from pccreport.house.stylesheet import StyleSheet
from pccreport.writers.docx import comments, default_template, numbering, oxml
from pccreport.writers.docx.body import Story
from pccreport.writers.docx.revisions import RevisionInfo, Revisions, to_utc
from pccreport.writers.docx.tables import Room

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_CONTENT_TYPES = "[Content_Types].xml"
_FIRST = (_CONTENT_TYPES, "_rels/.rels")
_SECTION = b"<w:sectPr"
_PRIMARY, _FIRST_PAGE = WD_HEADER_FOOTER.PRIMARY, WD_HEADER_FOOTER.FIRST_PAGE
_SUFFIX = {_PRIMARY: "", _FIRST_PAGE: "-first"}
_LOGO = "rIdLogo"
_LONGEST_PROPERTY = 255  # python-docx refuses more
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can have
_UNIX = 3  # ZipInfo takes it from the system


def write(
    document: Document, look: StyleSheet, revision: RevisionInfo | None = None
) -> bytes:
    """Return the Word file. Every role's style must exist: see `missing_styles`.

    `revision` is for a document with changes: their author and time.
    """
    blank = default_template.open_template()
    default_template.add_made_styles(blank, look)
    default_template.set_appearance(blank, look.appearance)
    style_ids = default_template.style_ids(blank.styles, look)
    # Changes share no number with a comment either.
    ids = count(1 + len(document.notes) if revision else 1)
    changes = None
    if revision:
        old_ids = default_template.style_ids(blank.styles, revision.look or look)
        changes = Revisions(revision, look, old_ids, ids)
    _properties(blank, document)
    _language(blank, document.language)
    numbering.link_styles(blank.styles, look)
    old_look = revision.look if revision else None
    lists = numbering.numbering_part(look, style_ids, document.blocks, old_look)
    _add_part(blank, "numbering", lists.part)
    logo = look.appearance.logo
    # A first page of its own has all that the others have.
    for kind in (_PRIMARY, _FIRST_PAGE)[: 2 if logo else 1]:
        own_logo = logo if kind is _FIRST_PAGE else None
        if document.head or document.header or own_logo:
            _header(blank, document, Story(style_ids, ids), kind, own_logo)
        if document.footer:
            _footer(blank, document, Story(style_ids, ids, changes), kind)
    if document.notes:
        made = document.created
        notes = comments.comments_part(document.notes, made, style_ids)
        _add_part(blank, "comments", notes)
    [page] = blank.sections
    page.different_first_page_header_footer = logo is not None
    width = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
    # Of other fonts the widths are not known: of Verdana, “r” and “t” are a third wider.
    wider = 1 if look.appearance.font == USUAL.font else 1.3
    scale = look.appearance.scale * wider
    room = Room(Length(width).twips, scale, look.appearance.spacing)
    body = Story(style_ids, ids, changes, room, lists.restarts)
    on_blocks = comments.comment_ids(document.notes)
    text = body.blocks(document.blocks, on_blocks, document.tracked)
    _link(blank.part, body.links)
    return _zip(_parts(blank, text))


def missing_styles(look: StyleSheet) -> tuple[Role, ...]:
    """Return the roles whose style the template lacks, all at once, in the style sheet's order."""
    found = default_template.style_ids(default_template.open_template().styles, look)
    return tuple(role for role in look.styles if role not in found)


def digest(package: bytes) -> str:
    """SHA-256 over the parts' names and uncompressed bytes, in their order.

    The same wherever a report is built; the file's own bytes depend on the zlib.
    """
    total = sha256()
    with ZipFile(BytesIO(package)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            total.update(f"{name}\n{len(part)}\n".encode())
            total.update(part)
    return total.hexdigest()


def _properties(blank: WordDocument, document: Document) -> None:
    properties = blank.core_properties
    properties.title = _short(document.title)
    properties.author = _short(document.author)
    properties.last_modified_by = _short(document.author)
    properties.subject = _short(document.subject)
    properties.language = document.language
    if document.head:
        properties.content_status = _short(document.head)
    created = to_utc(document.created)
    properties.created = properties.modified = created


def _short(words: str) -> str:
    if len(words) <= _LONGEST_PROPERTY:
        return words
    cut = words[: _LONGEST_PROPERTY - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def _language(blank: WordDocument, language: str) -> None:
    """Set the language of all text: also what decides the word that \\p shows."""
    for element in (
        *blank.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang"),
        *blank.settings.element.xpath("w:themeFontLang"),
    ):
        element.set(qn("w:val"), language)


def _header(
    blank: WordDocument,
    document: Document,
    story: Story,
    kind: WD_HEADER_FOOTER,
    logo: Logo | None,
) -> None:
    """Add the head of pages: the logo, what it is a draft of, and the house format's."""
    head = (TextRun(document.head),) if document.head else ()
    between = (LineBreak(),) if head and document.header else ()
    content = (*head, *between, *document.header)
    paragraphs = story.block(Paragraph(Role.HEADER, content)) if content else ""
    if logo:
        style_id = story.style_id(Role.HEADER)
        size = Mm(logo.width), Mm(logo.height)
        drawn = oxml.run(oxml.picture(_LOGO, logo.alt, *size))
        properties = oxml.paragraph_properties(style_id)
        paragraphs = oxml.paragraph(properties, drawn) + paragraphs
    text = oxml.part("w:hdr", paragraphs)
    part, relationship = _add_part(blank, "header", text, _SUFFIX[kind])
    if logo:
        picture = Part(
            PackURI(f"/word/media/logo.{logo.kind}"),
            f"image/{logo.kind}",
            logo.content,
            blank.part.package,
        )
        part.rels.add_relationship(RELATIONSHIP_TYPE.IMAGE, picture, _LOGO)
    blank.element.body.sectPr.add_headerReference(kind, relationship)
    _link(part, story.links)


def _footer(
    blank: WordDocument, document: Document, story: Story, kind: WD_HEADER_FOOTER
) -> None:
    paragraph = story.block(Paragraph(Role.FOOTER, document.footer))
    text = oxml.part("w:ftr", paragraph)
    part, relationship = _add_part(blank, "footer", text, _SUFFIX[kind])
    blank.element.body.sectPr.add_footerReference(kind, relationship)
    _link(part, story.links)


def _add_part(
    blank: WordDocument, kind: str, text: str, suffix: str = ""
) -> tuple[Part, str]:
    """Add a part to the document; return it, and the name of its relationship."""
    content_type = getattr(CONTENT_TYPE, f"WML_{kind.upper()}")
    name = PackURI(f"/word/{kind}{suffix}.xml")
    part = Part(name, content_type, text.encode(), blank.part.package)
    relation = getattr(RELATIONSHIP_TYPE, kind.upper())
    return part, blank.part.relate_to(part, relation)


def _link(part: Part, links: Mapping[str, str]) -> None:
    # Not `relate_to`, which looks through all of them each time.
    for href, relationship in links.items():
        part.rels.add_relationship(
            RELATIONSHIP_TYPE.HYPERLINK, href, relationship, is_external=True
        )


def _parts(blank: WordDocument, text: str) -> dict[str, bytes]:
    """Every part by its name in the zip, relationships and content types included."""
    package = blank.part.package
    parts = package.parts
    by_name = {
        _CONTENT_TYPES: _content_types(parts).encode(),
        _name(PACKAGE_URI.rels_uri): package.rels.xml,
    }
    for part in parts:
        blob = part.blob
        if part is blank.part:
            # The report's text is never made a tree: to parse it and write it out
            # again would cost as much as all the rest. It goes before the page's size.
            before, after = blob.split(_SECTION, 1)
            blob = b"".join((before, text.encode(), _SECTION, after))
        by_name[_name(part.partname)] = blob
        if part.rels:
            by_name[_name(part.partname.rels_uri)] = part.rels.xml
    return by_name


def _content_types(parts: list[Part]) -> str:
    """Return the type of each part (ECMA-376 Part 2, 7.2.3): a line for each but the .rels."""
    kinds = "".join(
        f'<Override PartName="{oxml.escape_attribute(name)}" ContentType="{oxml.escape_attribute(kind)}"/>'
        for name, kind in sorted((part.partname, part.content_type) for part in parts)
    )
    return (
        f'{oxml.DECLARATION}<Types xmlns="{NAMESPACE.OPC_CONTENT_TYPES}">'
        f'<Default Extension="rels" ContentType="{CONTENT_TYPE.OPC_RELATIONSHIPS}"/>'
        f'<Default Extension="xml" ContentType="{CONTENT_TYPE.XML}"/>{kinds}</Types>'
    )


def _name(uri: str) -> str:
    return uri.removeprefix("/")


def _zip(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as a zip without the time and the computer it was made on."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        # Readers may stop at the first two (Part 2, annex B); the rest by name.
        for name in sorted(parts, key=lambda name: (name not in _FIRST, name)):
            entry = ZipInfo(name, _NO_TIME)
            entry.create_system = _UNIX
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, parts[name], ZIP_DEFLATED, compresslevel=6)
    return packed.getvalue()

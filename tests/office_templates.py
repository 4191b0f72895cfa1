"""Word files as offices make them, from their parts; what must not get out of one is in SECRETS."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from tests.pictures import png
from tests.word import W

_W = W.strip("{}")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{_OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"

SECRETS = ("Pat Private", "00AB12CD", "Secret sample", "Do not say", "Files\\pat")
"""What the file says of people, of earlier versions and of what was typed into it."""

PORTRAIT = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1134" w:bottom="1440" w:left="1134" w:header="708" w:footer="708" w:gutter="0"/>'
LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1700" w:right="1134" w:bottom="1134" w:left="1134" w:header="600" w:footer="500" w:gutter="0"/><w:cols w:num="2"/>'
NORMAL = '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/><w:rsid w:val="00AB12CD"/><w:rPr><w:lang w:val="nn-NO"/></w:rPr></w:style>'


def style(name: str, inside: str = "", kind: str = "paragraph", base: str = "") -> str:
    """A style by its name, whose id is as short as other programs make them."""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return f'<w:style w:type="{kind}" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>{based}{inside}</w:style>'


def style_id(name: str) -> str:
    """The id of a style, which is not that of Word."""
    return "x" + "".join(filter(str.isalnum, name))


def paragraph(words: str, name: str = "", run: str = "") -> str:
    """A paragraph with some words, or XML, in a style."""
    styled = f'<w:pPr><w:pStyle w:val="{style_id(name)}"/></w:pPr>' if name else ""
    text = words if words.startswith("<") else f"<w:r>{run}<w:t>{words}</w:t></w:r>"
    return f'<w:p w:rsidR="00AB12CD">{styled}{text}</w:p>'


def field(instruction: str, shown: str) -> str:
    """A field as Word writes it."""
    marks = {
        x: f'<w:fldChar w:fldCharType="{x}"/>' for x in ("begin", "separate", "end")
    }
    said = f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>'
    parts = (
        marks["begin"],
        said,
        marks["separate"],
        f"<w:t>{shown}</w:t>",
        marks["end"],
    )
    return "".join(f"<w:r>{part}</w:r>" for part in parts)


LOGO = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="720000" cy="360000"/>'
    '<wp:docPr id="1" name="Picture 1" descr="C:\\Files\\pat\\crest.png"/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="1" name="crest"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="720000" cy="360000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></w:r>"
)
"""A logo with alternative text as older versions of Word made it up."""
PAGE = f"<w:r><w:t xml:space='preserve'>Page </w:t></w:r>{field('PAGE', '7')}"
TITLE = (
    '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/ns1:coreProperties[1]/ns0:title[1]" w:storeItemID="{1}"/>'
    "</w:sdtPr><w:sdtContent><w:r><w:t>Secret sample title</w:t></w:r></w:sdtContent></w:sdt>"
)
AUTHOR = TITLE.replace("ns0:title", "ns0:creator").replace(
    "Secret sample title", "Pat Private"
)


def table(*cells: str) -> str:
    """A table of one row, as it is in the header of a letter."""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="6000" w:type="dxa"/></w:tcPr>{x}</w:tc>'
        for x in cells
    )
    grid = '<w:gridCol w:w="6000"/>' * len(cells)
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr>{made}</w:tr></w:tbl>'


def relationship(number: str, kind: str, target: str, mode: str = "Internal") -> str:
    """A relationship of a part."""
    return f'<Relationship Id="{number}" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'


def _relationships(inside: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def office_file(
    styles: str,
    *,
    page: str = PORTRAIT,
    stories: dict[str, str] | None = None,
    body: str = "",
    numbering: str = "",
    settings: str = "",
    links: str = "",
    more: dict[str, bytes] | None = None,
    main: str = "document",
) -> bytes:
    """A Word file: `stories` are its headers and footers by kind (“header first”), `links` relationships."""
    references, related, made = "", links, {}
    kinds = f'<Override PartName="/word/document.xml" ContentType="{_KIND}.{main}.main+xml"/>'
    settled = {"styles": styles, "settings": settings, "numbering": numbering}
    for name, content in {**(stories or {}), **settled}.items():
        story, _, kind = name.partition(" ")
        file = f"{story}-{kind}" if kind else story
        tag = {"header": "hdr", "footer": "ftr"}.get(story, story)
        made[f"word/{file}.xml"] = f"<w:{tag} {_NAMES}>{content}</w:{tag}>"
        related += relationship(f"to-{file}", story, f"{file}.xml")
        kinds += (
            f'<Override PartName="/word/{file}.xml" ContentType="{_KIND}.{story}+xml"/>'
        )
        if kind:
            references += f'<w:{story}Reference w:type="{kind}" r:id="to-{file}"/>'
            logo = relationship("rId1", "image", "media/crest.png")
            made[f"word/_rels/{file}.xml.rels"] = _relationships(logo)
    kinds += f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/>'
    made["word/document.xml"] = (
        f"<w:document {_NAMES}><w:body>{body}<w:sectPr>{references}{page}</w:sectPr></w:body></w:document>"
    )
    made["word/_rels/document.xml.rels"] = _relationships(related)
    properties = f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    made["_rels/.rels"] = _relationships(
        relationship("rId1", "officeDocument", "word/document.xml") + properties
    )
    made["docProps/core.xml"] = (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:creator>Pat Private</dc:creator><cp:lastModifiedBy>Pat Private</cp:lastModifiedBy></cp:coreProperties>"
    )
    made["[Content_Types].xml"] = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>{kinds}</Types>'
    )
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, text in made.items():
            archive.writestr(name, text)
        archive.writestr("word/media/crest.png", png(200, 100))
        for name, added in (more or {}).items():
            archive.writestr(name, added)
    return packed.getvalue()


def _letters(size: int, colour: str, more: str = "") -> str:
    return f'<w:rPr>{more}<w:color w:val="{colour}"/><w:sz w:val="{size}"/></w:rPr>'


def _defaults(font: str, size: int) -> str:
    return f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/><w:sz w:val="{size}"/><w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>'


_SAMPLE = (
    paragraph("Secret sample heading", run="<w:rPr><w:b/><w:sz w:val='36'/></w:rPr>")
    + '<w:p><w:ins w:id="1" w:author="Pat Private" w:date="2024-01-01T00:00:00Z"><w:r><w:t>Secret sample</w:t></w:r></w:ins></w:p>'
)
_SETTINGS = '<w:docVars><w:docVar w:name="Note" w:val="Do not say"/></w:docVars><w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids>'

BOLD = office_file(
    _defaults("Calibri", 22) + NORMAL,
    stories={
        "header default": paragraph("WESTSHIRE", run="<w:rPr><w:b/></w:rPr>")
        + f"<w:p>{AUTHOR}</w:p>",
        "footer default": paragraph("Westshire House, 1 High Street"),
    },
    body=_SAMPLE,
    settings=_SETTINGS,
)
"""Headings are typed in bold, with hardly any styles."""

_BULLETS = (
    '<w:numPicBullet w:numPicBulletId="0"/><w:abstractNum w:abstractNumId="4"><w:multiLevelType w:val="hybridMultilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="xWCCBullet"/><w:lvlText w:val="»"/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="900" w:hanging="500"/></w:pPr><w:rPr><w:color w:val="7A0F3C"/></w:rPr></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="5"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:pStyle w:val="xWCCHeadingB"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num><w:num w:numId="8"><w:abstractNumId w:val="5"/></w:num>'
    '<w:num w:numId="9"><w:abstractNumId w:val="5"/></w:num><w:numIdMacAtCleanup w:val="3"/>'
)
_LISTED = '<w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr>'
OWN_NAMES = office_file(
    _defaults("Georgia", 24)
    + NORMAL
    + style(
        "WCC Heading A",
        '<w:pPr><w:pageBreakBefore/><w:outlineLvl w:val="0"/></w:pPr>'
        + _letters(52, "7A0F3C"),
    )
    + style(
        "WCC Heading B",
        f'<w:pPr><w:numPr><w:numId w:val="8"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr>{_letters(40, "7A0F3C")}',
    )
    + style(
        "WCC Heading C",
        '<w:pPr><w:spacing w:before="240"/><w:outlineLvl w:val="2"/></w:pPr>'
        + _letters(30, "7A0F3C"),
        base="xWCCHeadingB",
    )
    + style(
        "WCC Body",
        '<w:pPr><w:spacing w:after="120" w:line="300" w:lineRule="auto"/></w:pPr>',
        base="Standard",
    )
    + style("WCC Bullet", _LISTED.format(7), base="xWCCBody")
    + style("WCC Numbered", _LISTED.format(9), base="gone"),
    page=PORTRAIT + "<w:titlePg/>",
    stories={
        "header first": f"<w:p>{LOGO}</w:p>",
        "header default": paragraph(TITLE)
        + paragraph(
            field("STYLEREF &quot;WCC Heading B&quot;", "Secret sample section")
        ),
        "footer first": paragraph("Westshire Combined Council"),
        "footer default": paragraph(PAGE),
    },
    body=f"<w:p><w:pPr><w:sectPr>{LANDSCAPE}</w:sectPr></w:pPr></w:p>{_SAMPLE}",
    numbering=_BULLETS,
    settings=_SETTINGS,
    main="template",
)
"""A .dotx with styles of its own names, bullets of its own, numbered headings and a first page."""
STYLES_OF_OWN_NAMES = """\
styles:
  report-title: WCC Heading A
  section: wcc heading b
  aim: WCC Heading C
  text: WCC Body
  point-1: WCC Bullet
  focus: WCC Bullet
"""

WIDE = office_file(
    _defaults("Arial", 20)
    + NORMAL
    + "".join(
        style(
            f"heading {n}",
            f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr>'
            + _letters(40 - 4 * n, "005A30", "<w:b/>"),
            base="Standard",
        )
        for n in (1, 2, 3, 4)
    )
    + style("Body Text", '<w:pPr><w:spacing w:after="120"/></w:pPr>', base="Standard")
    + style(
        "Table Grid",
        "<w:tblPr><w:tblBorders><w:top w:val='single' w:sz='4' w:space='0' w:color='auto'/><w:insideH w:val='single' w:sz='4' w:space='0' w:color='auto'/></w:tblBorders></w:tblPr>",
        "table",
    )
    + style("header", base="Standard"),
    page=LANDSCAPE,
    stories={
        "header default": table(
            f"<w:p>{LOGO}</w:p>", paragraph("Northshire Commissioner", "header")
        )
        + "<w:p/>",
        "footer default": paragraph(field("NUMPAGES", "3")),
    },
    body=_SAMPLE,
)
"""A landscape page, with a table and a logo in its header."""

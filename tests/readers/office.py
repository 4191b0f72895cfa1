"""Small Office files, part by part, as a test needs them."""

from __future__ import annotations

from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def package(**parts: str | bytes) -> bytes:
    """A zip of parts, by their names with `__` for a slash."""
    return zipped({name.replace("__", "/"): content for name, content in parts.items()})


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip of parts."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def relations(*related: tuple[str, str]) -> str:
    """A part of relations: the kind and the target of each."""
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(related, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{rows}</Relationships>'


def word(body: str, styles: str = "", **more: str) -> bytes:
    """A Word file with a body; `more` are the parts of other kinds, by kind."""
    kinds = {
        **({"styles": f"<w:styles {_SPACES}>{styles}</w:styles>"} if styles else {}),
        **more,
    }
    return zipped(
        {
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations(
                *((k, f"{k}.xml") for k in kinds)
            ),
            **{
                f"word/{kind}.xml": part.replace("<w:hdr>", f"<w:hdr {_SPACES}>")
                for kind, part in kinds.items()
            },
        }
    )


def with_links(file: bytes, part: str, *addresses: str) -> bytes:
    """A file in which a part leads to addresses outside: rLink1, rLink2 …"""
    archive = ZipFile(BytesIO(file))
    parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels"
    own = str(parts.get(path, b"").decode() or relations())  # type: ignore[union-attr]
    rows = "".join(
        f'<Relationship Id="rLink{n}" Type="{OFFICE}/hyperlink" Target="{escape(address)}" TargetMode="External"/>'
        for n, address in enumerate(addresses, start=1)
    )
    return zipped({**parts, path: own.replace("</R", f"{rows}</R")})


def link(number: int, text: str) -> str:
    """A link to one of those addresses, on the words of one run."""
    return f'<w:hyperlink r:id="rLink{number}">{run(text)}</w:hyperlink>'


def p(content: str, properties: str = "") -> str:
    """A paragraph; content without a tag is the text of one run."""
    if not content.startswith("<"):
        content = run(content)
    properties = properties and f"<w:pPr>{properties}</w:pPr>"
    return f"<w:p>{properties}{content}</w:p>"


def run(text: str, properties: str = "", tag: str = "t") -> str:
    """A run of text."""
    properties = properties and f"<w:rPr>{properties}</w:rPr>"
    return f'<w:r>{properties}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'

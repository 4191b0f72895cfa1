"""The logo of a house format: a picture in the folder of the project, with its alternative text."""

from __future__ import annotations

from pathlib import Path

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.house.appearance import PAGE, Logo
from pccreport.house.house import HouseFormat
from pccreport.source import fields, files
from pccreport.source.node import MappingNode
from pccreport.source.pictures import Picture, read_picture
from pccreport.source.yaml_messages import excerpt

_HEIGHT = 18
"""The default in millimetres."""


def add_logo(
    house: HouseFormat, settings: MappingNode, folder: Path
) -> tuple[HouseFormat, tuple[Diagnostic, ...]]:
    """Return the house format with its logo, or without it and with a finding."""
    name = fields.scalar(settings, "file")
    file = fields.text(settings, "file")
    if name is None or Path(file).name != file:
        return house, ()  # reported by the schema
    alt = fields.text(settings, "alt")
    is_decorative = fields.flag(settings, "decorative", default=False)
    if bool(alt) == is_decorative:
        message = "the logo has no words for readers who cannot see it"
        advice = "add alt: with what it shows, or decorative: true if the name beside it says the same"
        if is_decorative:
            message = "the logo has words for readers who cannot see it, but decorative: true leaves it out for them"
            advice = "take out decorative:, or take out alt: if the name beside it says the same"
        return house, (rule("unusable-logo").finding(message, name.span, advice),)
    picture = _read_logo(folder, file)
    if isinstance(picture, str):
        advice = "put a PNG or JPEG file in the project’s folder, and give its name"
        return house, (rule("unusable-logo").finding(picture, name.span, advice),)
    look, appearance = house.look, house.look.appearance
    height = float(fields.integer(settings, "height") or _HEIGHT)
    max_width = PAGE[0] - appearance.margins.left - appearance.margins.right
    width = min(height * picture.width / picture.height, max_width)
    height = width * picture.height / picture.width
    logo = Logo(picture.content, picture.kind, width, height, alt)
    look = look._replace(appearance=appearance._replace(logo=logo))
    return house._replace(look=look), ()


def _read_logo(folder: Path, name: str) -> Picture | str:
    """Return a picture in the folder, or the message of the error."""
    path = folder / name
    if not files.file_exists(path):
        return f"there is no file “{excerpt(name)}” in the project’s folder"
    real = Path(files.normalise_path(path))  # links may lead out of the folder
    if real.parent != Path(files.normalise_path(folder)):
        return f"“{excerpt(name)}” is not in the project’s folder"
    picture = read_picture(files.read_picture(path))
    return picture or f"“{excerpt(name)}” is not a PNG or JPEG picture that can be read"

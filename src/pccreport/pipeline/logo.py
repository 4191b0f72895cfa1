"""The logo of a house format: a picture in the project's folder, with words for who cannot see it."""

from __future__ import annotations

from pathlib import Path

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.house.appearance import PAGE, Logo
from pccreport.house.house import HouseFormat
from pccreport.model import fields
from pccreport.source import files
from pccreport.source.node import MappingNode
from pccreport.source.pictures import Picture, read_picture
from pccreport.source.yaml_messages import excerpt

_HEIGHT = 18
"""Millimetres, where the house format does not say."""


def add_logo(
    house: HouseFormat, asked: MappingNode, folder: Path
) -> tuple[HouseFormat, tuple[Diagnostic, ...]]:
    """Return the house format with the logo that it asks for, or without it and the reason."""
    name = fields.scalar(asked, "file")
    file = fields.text(asked, "file")
    if name is None or Path(file).name != file:
        return house, ()  # which the schema has reported
    alt = fields.text(asked, "alt")
    silent = fields.flag(asked, "decorative", default=False)
    if bool(alt) == silent:
        message = "the logo has no words for readers who cannot see it"
        way_out = "add alt: with what it shows, or decorative: true if the name beside it says the same"
        if silent:
            message = "the logo has words for readers who cannot see it, but decorative: true leaves it out for them"
            way_out = "take out decorative:, or take out alt: if the name beside it says the same"
        return house, (rule("unusable-logo").finding(message, name.span, way_out),)
    picture = _read(folder, file)
    if isinstance(picture, str):
        way_out = "put a PNG or JPEG file in the project’s folder, and give its name"
        return house, (rule("unusable-logo").finding(picture, name.span, way_out),)
    look, appearance = house.look, house.look.appearance
    tall = float(fields.integer(asked, "height") or _HEIGHT)
    room = PAGE[0] - appearance.margins.left - appearance.margins.right
    wide = min(tall * picture.width / picture.height, room)
    tall = wide * picture.height / picture.width
    logo = Logo(picture.content, picture.kind, wide, tall, alt)
    look = look._replace(appearance=appearance._replace(logo=logo))
    return house._replace(look=look), ()


def _read(folder: Path, name: str) -> Picture | str:
    """Return a picture of a project's folder, or what is wrong with it."""
    path = folder / name
    if not files.file_exists(path):
        return f"there is no file “{excerpt(name)}” in the project’s folder"
    if not files.is_in_folder(path, folder):
        return f"“{excerpt(name)}” is not in the project’s folder"
    picture = read_picture(files.read_picture(path))
    return picture or f"“{excerpt(name)}” is not a PNG or JPEG picture that can be read"

"""The house format of a report: built in, or a file of the project with its pictures."""

from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from pccreport.document.blocks import BlockKey
from pccreport.document.roles import Role
from pccreport.findings.finding import INFO, WARNING, Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.house import builtin
from pccreport.house.house import HouseFormat
from pccreport.house.office_styles import USUAL_ROLES
from pccreport.house.reader import check_consistency, read_house
from pccreport.house.stylesheet import PAGE, Logo, StyleSheet
from pccreport.language.texts.close_matches import did_you_mean
from pccreport.language.texts.counted import join_words
from pccreport.model.settings import DEFAULT_HOUSE
from pccreport.pipeline.project_folder import HOUSE, FileOverrides
from pccreport.pipeline.read_file import collect, read_node
from pccreport.source import fields, files, yaml
from pccreport.source.command_error import CommandError
from pccreport.source.node import MappingNode, ScalarNode
from pccreport.source.pictures import Picture, read_picture
from pccreport.source.yaml_messages import excerpt

_LOGO_HEIGHT, _PICTURE_HEIGHT = 18, 80
"""The defaults in millimetres."""


def read_house_format(
    folder: Path,
    report: MappingNode | None,
    given: FileOverrides,
    findings: list[Diagnostic],
) -> tuple[HouseFormat | None, tuple[Path, ...]]:
    """Return the house format of a report, or None if it is not usable, and the files read.

    What is found is added to `findings`.
    """
    named = fields.text(report, "house") or DEFAULT_HOUSE
    if named in builtin.builtin_names():
        return shipped_house(named), ()
    path = folder / named
    node = _read_own_format(folder, named, report, given, findings)
    if node is None:
        return None, (path,) if files.file_exists(path) else ()
    house = collect(read_house(node), findings)
    if house is None:
        return None, (path,)
    read = [path]
    for key, each in _picture_settings(node):
        house = collect(_add_picture(house, key, each, folder), findings)
        read.append(folder / fields.text(each, "picture" if key else "file"))
    template = fields.scalar(node, "template")
    if template and isinstance(template.value, str):
        house = collect(_add_template(house, template, folder), findings)
        read.append(folder / template.value)
    return house, (*read,)


def _picture_settings(house: MappingNode) -> Iterator[tuple[BlockKey, MappingNode]]:
    """Yield the logo, with no key, and the paragraphs with pictures, with the keys of their descriptions."""
    if logo := fields.submapping(fields.submapping(house, "look"), "logo"):
        yield (), logo
    for part in ("opening", "ending"):
        for number, node in enumerate(fields.items(house, part)):
            if isinstance(node, MappingNode) and "picture" in node.keys:
                yield ("picture", part, number), node


def _read_own_format(
    folder: Path,
    named: str,
    report: MappingNode | None,
    given: FileOverrides,
    findings: list[Diagnostic],
) -> MappingNode | None:
    """Return a project's own format with what it extends, or None if it is not usable."""
    path, names = folder / named, builtin.builtin_names()
    asked, message = fields.scalar(report, "house"), ""
    if not files.is_inside(path, folder):
        message = f"“{excerpt(named)}” is not in the project’s folder"
        advice = f"copy it into the folder, and write its name, such as {HOUSE}"
    elif not files.file_exists(path):
        message = f"there is no built-in house format “{excerpt(named)}”, and no such file in the project folder"
        advice = f"name your own file, such as {HOUSE}, or a built-in format: {join_words(*names, last='or')}"
    if asked and message:
        _add_unknown_house_finding(message, asked.span, advice, findings)
        return None
    own = collect(read_node(path, "house", given), findings)
    base = fields.scalar(own, "extends")
    if own is None or base is None:
        return own and builtin.extend_format(_builtin_node(DEFAULT_HOUSE), own)
    extended = str(base.value)
    if extended not in names:
        message = f"there is no built-in house format “{excerpt(extended)}” to extend"
        advice = f"after extends:, write {join_words(*names, last='or')}"
        _add_unknown_house_finding(message, base.span, advice, findings)
        return None
    return builtin.extend_format(_builtin_node(extended), own)


def _add_unknown_house_finding(
    message: str, at: Span, advice: str, findings: list[Diagnostic]
) -> None:
    """Append a finding, and remove the one of the schema about the same name."""
    findings[:] = (each for each in findings if each.at.span != at)
    findings.append(rule("unknown-house").finding(message, at, advice))


@cache
def shipped_house(name: str) -> HouseFormat:
    """Return a built-in house format."""
    house, more = read_house(_builtin_node(name))
    assert house is not None, more  # the tests read all of them
    return house


@cache
def _builtin_node(name: str) -> MappingNode:
    """Return the node of a built-in house format, which the tests validate."""
    node, more = yaml.parse_yaml(builtin.builtin_source(name))
    assert isinstance(node, MappingNode), more
    base = fields.text(node, "extends")
    return builtin.extend_format(_builtin_node(base), node) if base else node


def _add_picture(
    house: HouseFormat, key: BlockKey, settings: MappingNode, folder: Path
) -> tuple[HouseFormat, tuple[Diagnostic, ...]]:
    """Return the house format with its logo or a picture, or without it and with a finding."""
    name = fields.scalar(settings, "picture" if key else "file")
    if name is None or Path(str(name.value)).name != name.value:
        return house, ()  # reported by the schema
    path, shown = folder / name.value, excerpt(name.value)
    alt = fields.text(settings, "description" if key else "alt")
    advice = "put a PNG or JPEG file in the project’s folder, and give its name"
    picture: Picture | None = None
    if not alt and not fields.boolean(settings, "decorative", default=False):
        message = f"the {'picture' if key else 'logo'} has no words for readers who cannot see it"
        advice = "add alt: to say what it shows, or decorative: true if the name beside it says the same"
        advice = "add description: to say what it shows" if key else advice
    elif not _is_file_in_folder(path, folder):
        message = f"“{shown}” is not in the project’s folder"
    else:
        picture = read_picture(files.read_picture(path))
        message = f"“{shown}” is not a PNG or JPEG picture that can be read"
    if picture is None:
        return house, (rule("unusable-logo").finding(message, name.span, advice),)
    look, appearance = house.look, house.look.appearance
    usual = _PICTURE_HEIGHT if key else _LOGO_HEIGHT
    height = float(fields.integer(settings, "height") or usual)
    max_width = PAGE[0] - appearance.margins.left - appearance.margins.right
    max_width -= appearance.gutter if key else 0
    width = min(height * picture.width / picture.height, max_width)
    height = width * picture.height / picture.width
    logo = Logo(picture.content, picture.kind, width, height, alt)
    pictures = (*appearance.pictures, (key, logo))
    changed = {"pictures": pictures} if key else {"logo": logo}
    look = look._replace(appearance=appearance._replace(**changed))
    return house._replace(look=look), ()


def _add_template(
    house: HouseFormat, name: ScalarNode, folder: Path
) -> tuple[HouseFormat, tuple[Diagnostic, ...]]:
    """Return the house format with the office's template and its styles, or without it and with a finding."""
    path, styles = folder / str(name.value), house.origin.values["styles"]
    given = styles.values if isinstance(styles, MappingNode) else {}
    own = {role for role, x in given.items() if not builtin.is_builtin(x.source)}
    try:
        if not _is_file_in_folder(path, folder):
            message = f"“{excerpt(path.name)}” is not in the project’s folder"
            raise CommandError(message, help="put it there, and give only its name")
        look, missing = fit_template(path, house.look, own)
    except CommandError as error:
        kind = rule("unusable-template")
        return house, (kind.finding(error.message, name.span, error.help),)
    house, footer = house._replace(look=look), house.footer
    is_usual = footer and builtin.is_builtin(footer.origin.source)
    if is_usual and look.template and look.template.has_page_numbers:
        house = house._replace(footer=None)
    findings = check_consistency(house)
    if missing:
        usual = [role for role in missing if role in USUAL_ROLES]
        first = dict.fromkeys(look.styles[role] for role in (*usual, *missing))
        message = f"the template lacks {files.list_names(first)}; each is based on the template’s nearest style"
        advice = f"list the office’s styles with pccreport house --from {files.quoted_path(path)}, and under styles: name those to use"
        level = WARNING if usual else INFO
        made = rule("missing-style").finding(message, name.span, advice, severity=level)
        findings = (*findings, made)
    return house, findings


def fit_template(
    path: Path, look: StyleSheet | None = None, own: Collection[str] = ()
) -> tuple[StyleSheet, tuple[Role, ...]]:
    """Return a style sheet, by default ours, with an office's Word file, and the roles for which that has no style.

    Raise CommandError if the file is no use as a template.
    """
    from pccreport.writers.docx import office_template  # noqa: PLC0415  # python-docx

    content, look = files.read_document(path), look or shipped_house(DEFAULT_HOUSE).look
    return office_template.read_template(content, path.name, look, own)


def _is_file_in_folder(path: Path, folder: Path) -> bool:
    """Return whether a path is a file in a folder; links may lead out of it."""
    return files.file_exists(path) and files.is_inside(path, folder)


def find_missing_styles(house: HouseFormat) -> Iterator[Diagnostic]:
    """Yield a finding for each style that the Word template does not have."""
    styles = house.origin.values["styles"]
    names = styles.values if isinstance(styles, MappingNode) else {}
    if all(builtin.is_builtin(name.source) for name in names.values()):
        return
    from pccreport.writers.docx import package  # noqa: PLC0415  # python-docx and lxml: 40 ms

    for role, there in package.missing_styles(house.look):
        message = f"the Word template has no style “{house.look.styles[role]}”"
        usual = f"for “{role}”, give a style that the template has"
        advice = did_you_mean(house.look.styles[role], there, usual)
        yield rule("unknown-style").finding(message, names[role.value].span, advice)

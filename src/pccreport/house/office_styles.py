"""The styles of an office's own Word file: which of them each part of a report has.

`office_styles.json` has, by role, further names that such a style usually has, and the role that a
style is made like if there is none.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from pccreport.document.roles import Role, style_kind
from pccreport.house.stylesheet import StyleSheet

_TABLE = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
_NAMES: Mapping[str, list[str]] = _TABLE["names"]
USUAL_ROLES = frozenset(map(Role, _TABLE["usual"]))
"""The roles for which most offices have a style."""
LIKE: Mapping[Role, Role] = {Role(x): Role(y) for x, y in _TABLE["like"].items()}
"""The role whose style is the base of one that is made, if that is not text; itself for the usual style."""


def fit_office_styles(
    look: StyleSheet, own: Collection[str], template_styles: Iterable[tuple[str, str]]
) -> tuple[StyleSheet, tuple[Role, ...]]:
    """Return the style sheet with the styles of an office, and the roles for which it has none.

    `template_styles` has the kind and the name of each style. A role in `own` has the style that
    the house format names, also if there is no such style.
    """
    names = {(kind, _fold_name(name)): name for kind, name in template_styles}
    found = dict[Role, str]()
    for role, usual in look.styles.items():
        others = () if role in own else _NAMES.get(role, ())
        known = (names.get((style_kind(role), _fold_name(x))) for x in (usual, *others))
        found[role] = next(filter(None, known), "")
    missing = (role for role, name in found.items() if not name and role not in own)
    styles = {role: name or look.styles[role] for role, name in found.items()}
    return look._replace(styles=styles), (*missing,)


def _fold_name(name: str) -> str:
    """Return a name as it is compared: “heading1” for “Heading 1”."""
    return "".join(filter(str.isalnum, name.casefold()))

"""The CSS of a page, from the files beside this module.

`page.css` is for screens, light and dark, for paper and for forced colours. It has a placeholder for
each choice of a house format, such as `$font`. Deletions are struck through and insertions are
underlined, whatever the colours. `made_roles.css` is for numbered paragraphs, a list of contents and
a glossary, which few reports have.
"""

from __future__ import annotations

from pathlib import Path
from string import Template

from pccreport.house.appearance import Appearance


def style(look: Appearance, *, made_roles: bool) -> str:
    """Return the CSS with the font, size and colours of a house format.

    Dark mode has fixed colours: those of a house format are for a white page.
    """
    size, colours = f"{look.scale * 100:g}%", look.colours._asdict()
    rules = Template(_read("page")).substitute(font=look.font, size=size, **colours)
    return rules + _read("made_roles") if made_roles else rules


def _read(name: str) -> str:
    path = Path(__file__).with_name(f"{name}.css")
    return "\n" + path.read_text(encoding="utf-8")

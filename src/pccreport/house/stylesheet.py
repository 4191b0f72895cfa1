"""How a report looks, as far as the house format decides: styles, numbers, bullets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pccreport.document.roles import Role


class StyleSheet(NamedTuple):
    """What a writer needs of a house format."""

    styles: Mapping[Role, str]
    """The name of the Word style that each role is set in: every role has one."""
    aim_number: str
    """The form of a key aim's number: "{n})"."""
    aim_list_number: str
    """The form of a number in the list of aims: "{n}."."""
    bullets: tuple[str, ...]
    """The bullet of each level, the outermost first: three."""

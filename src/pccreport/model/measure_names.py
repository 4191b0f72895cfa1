"""The names by which texts speak of the measures of a plan."""

import re
from collections.abc import Mapping
from typing import NamedTuple

Key = tuple[str, str]
"""A measure and an area of it, or ""."""


class NamedMeasure(NamedTuple):
    """A measure, or an area of one, that a name in a text is of."""

    key: Key
    unit: str | None
    """None if it has no figure of its own: several have the name, or it is the whole of areas."""


MeasureNames = Mapping[str, NamedMeasure]
"""What measures and areas with their measures are recognised by: their names, folded."""


def fold(text: str) -> str:
    """Return a name in the form in which names are compared: “fires north” for “Fires (North)”."""
    words = re.split(r"[\s,:;()–—-]+", text.casefold().replace("’", "'"))
    return " ".join(words).strip(" .*_")

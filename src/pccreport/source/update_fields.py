"""The fields of an update, by which a mistake near one is explained."""

from __future__ import annotations

OF_UPDATE = (
    *("points", "id", "as", "lead", "date", "owner", "source", "public", "private"),
    *("outcome", "award", "continues", "withdrawn", "due", "answers"),
)
"""Fields beside `text:`."""

OF_ENTRY = ("text", "see", "closing", "nothing", *OF_UPDATE)
"""Fields of anything that can be in a list of updates."""

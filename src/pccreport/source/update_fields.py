"""The names of the fields of an update, to recognise a misplaced one."""

OF_UPDATE = (
    *("points", "id", "as", "lead", "date", "owner", "source", "public", "private"),
    *("outcome", "award", "continues", "withdrawn", "due", "answers"),
)
"""Fields besides `text:`."""

OF_ENTRY = ("text", "see", "closing", "nothing", *OF_UPDATE)
"""Fields of every entry in a list of updates."""

OF_AWARD = ("amount", "awards", "fund", "round", "facts")
"""Fields of an award."""

FIELDS = ("period", "updates", *OF_ENTRY, *OF_AWARD)
"""Fields of a file of updates."""

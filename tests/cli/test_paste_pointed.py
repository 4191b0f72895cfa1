"""`pccreport paste` on remarks that keep back other lines by pointing to them."""

from __future__ import annotations

from tests.cli.test_paste_as_sent import Read

ONE = ("Alpha", "Bravo", "Charlie", "Delta")
LIST = "\n".join(f"- {name} lights were mended." for name in ONE)
OTHER = "Key Aim (2)\n\n- Echo talks were given.\n- Foxtrot talks were given."


def kept(read: Read) -> str:
    """The first letters of the texts that are kept back, in their order."""
    return "".join(sorted(x[0] for own in read.private.values() for x in own))


def all_texts(read: Read) -> list[str]:
    """The texts of both kinds."""
    sides = (*read.public.values(), *read.private.values())
    return [text for side in sides for text in side]

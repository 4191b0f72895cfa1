"""Whether each reference leads up or down: known when everything has its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pccreport.document.blocks import Block, CrossRef, CrossRefKind, Inline
from pccreport.language.locale_data import LocaleData


def resolve_directions(blocks: Iterable[Block], words: LocaleData) -> tuple[Block, ...]:
    """Return the blocks with "above" or "below" in every reference that has a direction."""
    in_order = tuple(blocks)
    places = {block.anchor: i for i, block in enumerate(in_order) if block.anchor}

    def pointed(inline: Inline, here: int) -> Inline:
        if (
            not isinstance(inline, CrossRef)
            or inline.shows is not CrossRefKind.DIRECTION
        ):
            return inline
        where = words.above if places[inline.target] < here else words.below
        return replace(inline, result=where)

    return tuple(
        replace(block, content=tuple(pointed(inline, i) for inline in block.content))
        if any(isinstance(inline, CrossRef) for inline in block.content)
        else block
        for i, block in enumerate(in_order)
    )

"""Where the printed texts of a report are in the files of its project."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from pccreport.compare.pairing import Pair
from pccreport.compare.sides import ComparedText
from pccreport.document.blocks import Block, Heading
from pccreport.findings.finding import Edit
from pccreport.findings.text import Span
from pccreport.model.periods import Period
from pccreport.model.update import UpdateFile
from pccreport.source import splice
from pccreport.source.node import Node, ScalarNode, SequenceNode, scalars

_UPDATES = ("entry", "text", "closing")
"""Kinds of the keys of blocks whose words are in an update file."""
_LISTED = (*_UPDATES, "focus", "opening", "ending")
"""Kinds of those that are items of a list in a file."""

ParentAndNode = tuple[Node, Node]
"""A list or mapping, and an item or a value of it."""


class MatchedTexts(NamedTuple):
    """The printed texts of a report and those of a Word file built from it, known by their indexes."""

    old: Sequence[ComparedText]
    """The printed texts."""
    new: Sequence[ComparedText]
    """The texts of the Word file."""
    pairs: Sequence[Pair]
    blocks: Sequence[Block]
    """The block of each printed text."""
    roots: Mapping[str, Node]
    """The root of each file of the project, by its name."""
    updates: Sequence[UpdateFile]
    private: Collection[Span]
    """What is not public in the updates."""

    def path_to(self, index: int) -> list[Node]:
        """Return the nodes that lead to a printed text, or [] if it is in no file of the project."""
        at = self.blocks[index].origin
        root = self.roots.get(at.source.name) if at else None
        return splice.path_to_node(root, at) if at and root else []

    def headings(self) -> Iterator[int]:
        """Yield the headings and the labels of periods, by which it is seen where an update belongs."""
        for i, block in enumerate(self.blocks):
            if isinstance(block, Heading) or block.role.startswith("label"):
                yield i

    def is_of_update(self, index: int) -> bool:
        """Return whether a text is that of an update, a point or a closing line."""
        return self._kind_of_text(index) in _UPDATES

    def period_of(self, index: int) -> Period | None:
        """Return the period of the file with a text, or None if that has no updates."""
        at = self.blocks[index].origin
        name = at.source.name if at else ""
        return next((u.period for u in self.updates if u.name == name), None)

    def scalars(self, index: int) -> Iterator[ScalarNode]:
        """Yield the scalars that may have the words of a text, the likeliest first."""
        path = self.path_to(index)
        if path:
            yield from sorted(scalars(path[-1]), key=lambda node: node.start)
        if not self.is_of_update(index):
            of_updates = {update.name for update in self.updates}
            others = (r for n, r in self.roots.items() if n not in of_updates)
            words = {*self.old[index].text.split()}
            for node in chain.from_iterable(map(scalars, others)):
                if isinstance(node.value, str) and words & {*node.value.split()}:
                    yield node

    def find_list_item(self, index: int, level: int = 0) -> ParentAndNode | None:
        """Return the list and the item of a level that a text is in; 0 is the innermost."""
        path = self.path_to(index) if self._kind_of_text(index) in _LISTED else []
        lists = [(p, n) for p, n in pairwise(path) if isinstance(p, SequenceNode)]
        return lists[level - 1] if lists and level <= len(lists) else None

    def cut_place(self, index: int) -> ParentAndNode | None:
        """Return what is cut for a text: its item, or the field that it is the value of."""
        if self._kind_of_text(index) == "text":
            *_, parent, node = self.path_to(index)
            return parent, node
        return self.find_list_item(index)

    def make_cut(self, index: int, cuts: set[int]) -> Edit:
        """Return the edit that cuts a text, with the lists that are emptied by all cuts."""
        found = self.cut_place(index)
        assert found is not None
        return splice.cut_with_emptied(self.path_to(index), found[1], cuts, "updates")

    def texts_within(self, node: Node) -> set[int]:
        """Return the texts of updates in a node."""
        return {
            i
            for i, block in enumerate(self.blocks)
            if block.origin and self.is_of_update(i) and is_in(block.origin, node)
        }

    def contains_private(self, node: Node) -> bool:
        """Return whether something in a node is not public."""
        return any(is_in(span, node) for span in self.private)

    def _kind_of_text(self, index: int) -> object:
        return next(iter(self.blocks[index].key), "")


def is_in(span: Span, around: Span | Node) -> bool:
    """Return whether a span starts in another, or in a node."""
    is_same = span.source is around.source
    return is_same and around.start <= span.start < around.end

"""Edits of a YAML text by span: words of a scalar, and items of lists.

All else of the file is unchanged: comments, wrapping, quotes and line ends.
"""

import re
from collections.abc import Container, Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from pccreport.findings.finding import Edit
from pccreport.findings.text import Span
from pccreport.source.lines import line_start
from pccreport.source.node import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    is_flow,
    text_start,
)

_STRAIGHT = str.maketrans("‘’‚‛“”„‟", "'" * 4 + '"' * 4)
_MARKUP = re.compile(r"\]\([^)]*\)|[*\[\]]")
_NOT_PLAIN = re.compile(r": |:$| #|^[^\w£(]")
"""What a plain scalar cannot contain, or not at its start."""
_NOT_IN_BRACKETS = frozenset(",[]{}")
_ACCEPTED = re.compile(r"(?m)^[ \t]*# accept [^\n]*\n\Z")
"""The last line of a text if it accepts a finding on what is below it."""


def straighten(text: str) -> str:
    """Return a text with straight quotation marks, which Word makes curly by itself."""
    return text.translate(_STRAIGHT)


# Words of a scalar -----------------------------------------------------------------


def reword(scalar: ScalarNode, old: str, new: str) -> tuple[Edit, ...] | None:
    """Return the edits of a scalar that make its printed text `old` into `new`.

    None if words change that are not in it, such as those of the house format.
    """
    if scalar.value is None or isinstance(scalar.value, bool):
        return None
    words, fresh = old.split(), new.split()
    typed = _TypedWords.from_scalar(scalar, words)
    edits: list[Edit] = []
    for kind, a, b, c, d in _word_matcher(words, fresh).get_opcodes():
        made: Sequence[Edit] | None = ()
        if kind == "insert":
            made = typed.insert(a, fresh[c:d])
        elif kind != "equal":
            made = typed.replace(words[a:b], a, fresh[c:d])
        if made is None:
            return None
        edits += made
    whole = " ".join(edited_text(scalar.span, edits).split())
    if not whole:
        return None
    new_signs = {*whole} - {*scalar.span.text}
    if not scalar.style and (
        _NOT_PLAIN.search(whole) or not _NOT_IN_BRACKETS.isdisjoint(new_signs)
    ):
        return (Edit(scalar.span, f'"{_escaped(chr(34), whole)}"'),)
    return tuple(edits)


class _TypedWords(NamedTuple):
    """The words of a scalar as they are typed, and which of the printed words they are."""

    scalar: ScalarNode
    quote: str
    runs: tuple[re.Match[str], ...]
    place: dict[int, int]
    """The run of a printed word, both by index."""

    @classmethod
    def from_scalar(cls, scalar: ScalarNode, words: Sequence[str]) -> "_TypedWords":
        """Return the words of a scalar whose printed words are `words`."""
        quote = scalar.style if scalar.style in ("'", '"') else ""
        limits = text_start(scalar) + len(quote), scalar.end - len(quote)
        runs = (*re.compile(r"\S+").finditer(scalar.source.text, *limits),)
        typed = [_MARKUP.sub("", _unescaped(quote, run[0])) for run in runs]
        place = {
            a + n: b + n
            for a, b, size in _word_matcher(words, typed).get_matching_blocks()
            for n in range(size)
        }
        return cls(scalar, quote, runs, place)

    def insert(self, at: int, fresh: Sequence[str]) -> Sequence[Edit] | None:
        """Return the edits that insert words before the printed word with an index."""
        typed = [_escaped(self.quote, word) for word in fresh]
        if at in self.place:
            start = self.runs[self.place[at]].start()
            return [self._edit(start, start, f"{' '.join(typed)} ")]
        if at - 1 not in self.place:
            return None
        end = self.runs[self.place[at - 1]].end()
        return [self._edit(end, end, f" {' '.join(typed)}")]

    def replace(
        self, words: Sequence[str], at: int, fresh: Sequence[str]
    ) -> Sequence[Edit] | None:
        """Return the edits that replace the printed words from an index on."""
        here = [self.place[i] for i in range(at, at + len(words)) if i in self.place]
        if len(here) < len(words) or here[-1] - here[0] != len(words) - 1:
            return None
        typed = [_escaped(self.quote, word) for word in fresh]
        if len(typed) == len(here):  # so that lines end where they did
            pairs = zip(here, words, typed, strict=True)
            return [self._word_edit(self.runs[n], old, new) for n, old, new in pairs]
        start, end = self.runs[here[0]].start(), self.runs[here[-1]].end()
        if not typed:
            start, end = self._with_space(here, start, end)
        return [self._edit(start, end, " ".join(typed))]

    def _word_edit(self, run: re.Match[str], old: str, new: str) -> Edit:
        """Return the edit of a word, whose markup is kept if it is around the word."""
        had = _escaped(self.quote, old)
        start = run.start() + max(0, run[0].find(had))
        end = start + len(had) if had in run[0] else run.end()
        return self._edit(start, end, new)

    def _with_space(self, here: Sequence[int], start: int, end: int) -> tuple[int, int]:
        """Return the limits of deleted words with the space after them, or before the last ones."""
        if here[-1] + 1 < len(self.runs):
            return start, self.runs[here[-1] + 1].start()
        return (self.runs[here[0] - 1].end() if here[0] else start), end

    def _edit(self, start: int, end: int, text: str) -> Edit:
        return Edit(Span(self.scalar.source, start, end), text)


def _word_matcher(old: Iterable[str], new: Iterable[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(
        None, [*map(straighten, old)], [*map(straighten, new)], autojunk=False
    )


def _unescaped(quote: str, word: str) -> str:
    if quote == '"':
        return re.sub(r"\\(.)", r"\1", word)
    return word.replace("''", "'") if quote else word


def _escaped(quote: str, word: str) -> str:
    if quote == '"':
        return word.replace("\\", "\\\\").replace('"', '\\"')
    return word.replace("'", "''") if quote else word


def edited_text(span: Span, edits: Iterable[Edit]) -> str:
    """Return the text of a span with the edits within it."""
    text = span.text
    for at, words in sorted(edits, key=lambda e: e.span.start, reverse=True):
        if at.source is span.source and span.start <= at.start and at.end <= span.end:
            text = text[: at.start - span.start] + words + text[at.end - span.start :]
    return text


# Items of lists --------------------------------------------------------------------


def path_to_node(root: Node, at: Span) -> list[Node]:
    """Return the nodes from the root to the innermost one at the start of a span.

    A key leads to its value.
    """
    path = [root]
    while not isinstance(top := path[-1], ScalarNode):
        below = [n for n in _below(top) if n.source is at.source]
        inside = [n for n in below if n.start <= at.start < max(n.end, n.start + 1)]
        if isinstance(top, MappingNode) and not inside:
            keys = top.keys.items()
            inside = [top.values[k] for k, key in keys if key.span == at]
        if not inside:
            break
        path.append(inside[0])
    return path


def span_to_cut(parent: Node, item: Node) -> Span:
    """Return the span of an item of a list, or of a key and its value, with its line or comma."""
    source = parent.source
    nodes = _below(parent)
    heads = [*parent.keys.values()] if isinstance(parent, MappingNode) else nodes
    index = next(i for i, node in enumerate(nodes) if node is item)
    start = heads[index].start
    if is_flow(parent):
        if index + 1 < len(nodes):
            return Span(source, start, heads[index + 1].start)
        return Span(source, nodes[index - 1].end if index else start, item.end)
    if isinstance(parent, SequenceNode):
        start = source.text.rfind("-", 0, start)
    start = line_start(source.text, start)
    while found := _ACCEPTED.search(source.text, 0, start):
        start = found.start()
    return Span(source, start, node_end(item))


def cut_with_emptied(
    path: Sequence[Node], item: Node, cuts: Container[int], kept: str
) -> Edit:
    """Return the edit that cuts an item on a path; a list of which nothing is left goes with its key.

    `cuts` are the identities of all items that are cut. The key `kept` of the root is kept.
    """
    at = next(k for k, node in enumerate(path) if node is item)
    while at > 1 and all(n is path[at] or id(n) in cuts for n in _below(path[at - 1])):
        at -= 1
    root = path[0]
    if isinstance(root, MappingNode) and root.values.get(kept) is path[at]:
        return Edit(path[at].span, "{}")
    return Edit(span_to_cut(path[at - 1], path[at]), "")


def dash_column(item: Node) -> int:
    """Return the column of the dash of an item."""
    dash = item.source.text.rfind("-", 0, item.start)
    return dash - line_start(item.source.text, dash)


def node_end(item: Node) -> int:
    """Return the offset after the last line of a node."""
    text = item.source.text
    end = item.start + len(text[item.start : item.end].rstrip())
    return (text.find("\n", end) + 1) or len(text)


def reindent(lines: str, by: int) -> str:
    """Return lines with `by` more spaces before them, or fewer."""
    rows = lines.splitlines(keepends=True)
    return "".join(
        " " * by + row if by > 0 and row.strip() else row[max(0, -by) :] for row in rows
    )


def _below(node: Node) -> Sequence[Node]:
    match node:
        case ScalarNode():
            return ()
        case SequenceNode(items=items):
            return items
        case MappingNode(values=values):
            return [*values.values()]

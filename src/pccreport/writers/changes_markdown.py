"""What changed, as Markdown for an e-mail or for minutes: struck and **bold** words.

Everything that an author typed is escaped, and stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pccreport.compare.changes import Comparison
from pccreport.compare.word_changes import DiffChunk, PartDiff
from pccreport.writers import changes_phrases
from pccreport.writers.changes_outline import AimGroup, ChangesOutline, NestedChange
from pccreport.writers.diagnostics_text import escape_invisible

_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~]|&(?=#?\w+;)")
_AT_A_START = re.compile(r"^\d+(?=[.)])|^(?=[-+=])")
"""What makes a list or a heading of the line that it starts."""
_AIM = 60
"""Characters of a key aim in the table."""


def write(comparison: Comparison) -> str:
    """Return what changed from one side to the other, in reading order.

    Nothing private is written: the caller must not ask for it.
    """
    assert not changes_phrases.has_private(comparison)
    return "".join(f"{line}\n" for line in _lines(comparison))


def escape_markdown(text: str) -> str:
    """Return the text on one line, so that no character of it is markup anywhere."""
    return _AT_A_START.sub(r"\g<0>\\", _letters(escape_invisible(text).strip()))


def _letters(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text)


def _lines(comparison: Comparison) -> Iterator[str]:
    telling = ChangesOutline(comparison)
    yield f"# {escape_markdown(changes_phrases.title(comparison))}"
    sentences = [
        changes_phrases.counts_sentence(comparison),
        *changes_phrases.notes(comparison),
    ]
    if not comparison.has_changes:
        sentences.insert(0, changes_phrases.no_changes_sentence(comparison))
    for sentence in sentences:
        yield from ("", escape_markdown(sentence))
    yield from _table(telling)
    if comparison.plan:
        yield from ("", f"## {changes_phrases.PLAN}", "")
        for text, wording in map(changes_phrases.plan_change_text, comparison.plan):
            yield from _item(0, escape_markdown(text), [wording] if wording else [])
    for aimed in telling.groups():
        yield from _aim(telling, aimed)


def _table(telling: ChangesOutline) -> Iterator[str]:
    if not telling.grid:
        return
    streams, (level, _) = telling.comparison.streams, telling.comparison.after.levels
    yield ""
    yield _row(
        [escape_markdown(level), *(escape_markdown(heading) for _, heading in streams)]
    )
    yield _row(["---"] * (len(streams) + 1))
    for row in telling.comparison.aims:
        cells = (telling.grid.get((row.key, key)) for key, _ in streams)
        counts = (
            ", ".join(changes_phrases.count_phrases(c)) if c else "" for c in cells
        )
        title = changes_phrases.truncate(changes_phrases.aim_title(row), _AIM)
        yield _row([escape_markdown(title), *counts])
    if caveats := telling.grid.get(("", "")):
        numbers = ", ".join(changes_phrases.count_phrases(caveats))
        yield from ("", f"{changes_phrases.CAVEATS}: {numbers}")


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _aim(telling: ChangesOutline, aimed: AimGroup) -> Iterator[str]:
    yield from ("", f"## {escape_markdown(aimed.title)}")
    for stream in aimed.streams:
        level = "###"
        if stream.title:
            yield from ("", f"{level} {escape_markdown(stream.title)}")
            level += "#"
        for label in stream.labels:
            yield from ("", f"{level} {escape_markdown(label.title)}", "")
            for nested in label.changes:
                yield from _change(telling, nested)


def _change(telling: ChangesOutline, nested: NestedChange) -> Iterator[str]:
    change, depth = nested
    texts = changes_phrases.shown_parts(change)
    places = changes_phrases.files_and_lines(change)
    remarks = map(escape_markdown, (*telling.remarks(nested), places))
    yield from _item(depth, changes_phrases.capitalise(change.kind), texts, remarks)


def _item(
    depth: int, lead: str, texts: Sequence[PartDiff], remarks: Iterable[str] = ()
) -> Iterator[str]:
    """Return an item of a list; parts that need their own lines are items under it."""
    behind = "; ".join(remarks)
    ending = f" ({behind})" if behind else ""
    said = ""
    if texts and not changes_phrases.is_shown_whole(texts[0]):
        part = f"{texts[0].part}: " if texts[0].part else ""
        said, texts = f": {part}{_marked(texts[0])}", texts[1:]
    yield f"{'  ' * depth}- {lead}{said}{ending}"
    for label, text in (part for wording in texts for part in _parts(wording)):
        yield f"{'  ' * (depth + 1)}- {changes_phrases.capitalise(label)}: {text}"


def _parts(wording: PartDiff) -> Iterator[tuple[str, str]]:
    if changes_phrases.is_shown_whole(wording):
        for when, text in changes_phrases.old_and_new(wording):
            yield when, escape_markdown(text)
    else:
        yield wording.part, _marked(wording)


def _marked(wording: PartDiff) -> str:
    """Return a text with its changes, each between spaces: markup inside a word is not read."""
    return "".join(map(_struck_and_bold, _between_spaces(wording.stretches))).strip()


def _struck_and_bold(stretch: DiffChunk) -> str:
    if stretch.kept:
        return _letters(stretch.new)
    old, new = (_letters(side.strip()) for side in stretch)
    marked = " ".join(
        form.format(text) for form, text in (("~~{}~~", old), ("**{}**", new)) if text
    )
    # Markup with a space inside it would be read as letters.
    first = " " if any(side[:1].isspace() for side in stretch) else ""
    last = " " if any(side[-1:].isspace() for side in stretch) else ""
    return f"{first}{marked}{last}"


def _between_spaces(stretches: Iterable[DiffChunk]) -> Iterator[DiffChunk]:
    """Return the chunks, each change with the rest of the words that it starts or ends in."""
    word = DiffChunk("", "")
    for atom in _atoms(stretches):
        if atom.kept and atom.new.isspace():
            yield from (word, atom)
            word = DiffChunk("", "")
        else:
            word = DiffChunk(word.old + atom.old, word.new + atom.new)
    yield word


def _atoms(stretches: Iterable[DiffChunk]) -> Iterator[DiffChunk]:
    """Return the chunks; the words and spaces of unchanged ones one by one, and those at the
    ends of a change.
    """
    for stretch in (DiffChunk(*map(escape_invisible, each)) for each in stretches):
        if stretch.kept:
            yield from (DiffChunk(a, a) for a in re.findall(r"\s+|\S+", stretch.new))
            continue
        sides = [side for side in stretch if side]
        space = DiffChunk(" ", " ")
        first = all(side[0].isspace() for side in sides)
        last = all(side[-1].isspace() for side in sides)
        old, new = (side.lstrip() if first else side for side in stretch)
        if first:
            yield space
        yield DiffChunk(*(side.rstrip() if last else side for side in (old, new)))
        if last:
            yield space

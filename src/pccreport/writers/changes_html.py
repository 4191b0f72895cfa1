"""What changed, as one page for a browser: nothing runs in it, nothing is fetched.

Everything that an author typed is escaped. What is gone and what has come is said to
those who listen, and drawn for those who see it without colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape as _escape

from pccreport.compare.changes import Comparison
from pccreport.compare.wording import Wording
from pccreport.writers import changes_words
from pccreport.writers.changes_page import STYLE
from pccreport.writers.changes_telling import Aimed, Nested, Telling
from pccreport.writers.diagnostics_text import visible

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_MARKS = {
    "": "{}",
    "gone": '<del><span class="hidden">[deleted: </span>{}'
    '<span class="hidden"> end of deletion] </span></del>',
    "come": '<ins><span class="hidden">[inserted: </span>{}'
    '<span class="hidden"> end of insertion] </span></ins>',
}
_AIM = 80
"""Characters of a key aim in the table."""


def write(comparison: Comparison, language: str) -> str:
    """What changed from one side to the other, in reading order, in a language by its tag.

    Nothing that is private is written: to ask for it is a mistake of the caller.
    """
    assert not changes_words.holds_private(comparison)
    title = escape(changes_words.title(comparison))
    return "".join(f"{line}\n" for line in _lines(comparison, title, escape(language)))


def escape(text: str) -> str:
    """The text with nothing in it that could be read as HTML, or that cannot be seen."""
    return _escape(visible(text))


def _lines(comparison: Comparison, title: str, language: str) -> Iterator[str]:
    telling = Telling(comparison)
    groups = [*telling.groups()]
    yield "<!doctype html>"
    yield f'<html lang="{language}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>"
    yield f"<style>{STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield '<a class="skip" href="#changes">Skip to the changes</a>'
    yield f"<header><h1>{title}</h1></header>"
    yield from _contents(telling, groups)
    yield '<main id="changes" tabindex="-1">'
    yield from _summary(telling)
    if comparison.plan:
        yield from _plan(telling)
    for number, aimed in enumerate(groups, start=1):
        yield from _aim(telling, aimed, number)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _contents(telling: Telling, groups: list[Aimed]) -> Iterator[str]:
    """Links to what follows; none where there is nothing to go to."""
    links = [("plan", changes_words.PLAN)] if telling.comparison.plan else []
    links += [(f"group-{n}", each.title) for n, each in enumerate(groups, start=1)]
    if not links:
        return
    yield '<nav aria-labelledby="contents">'
    yield '<h2 id="contents">Contents</h2>'
    yield "<ul>"
    for name, title in links:
        yield f'<li><a href="#{name}">{escape(title)}</a></li>'
    yield "</ul>"
    yield "</nav>"


def _summary(telling: Telling) -> Iterator[str]:
    comparison = telling.comparison
    yield "<section>"
    yield "<h2>Summary</h2>"
    if not comparison.differs:
        yield f"<p>{changes_words.unchanged(comparison)}</p>"
    yield f"<p>{escape(changes_words.counts(comparison))}</p>"
    for note in changes_words.notes(comparison):
        yield f"<p>{escape(note)}</p>"
    if telling.grid:
        yield from _table(telling)
    if caveats := telling.grid.get(("", "")):
        numbers = ", ".join(changes_words.counted(caveats))
        yield f"<p>{changes_words.CAVEATS}: {numbers}</p>"
    yield "</section>"


def _table(telling: Telling) -> Iterator[str]:
    streams, (level, _) = telling.comparison.streams, telling.comparison.after.levels
    yield '<div class="scroll" role="region" aria-labelledby="caption" tabindex="0">'
    yield "<table>"
    yield f'<caption id="caption">Changes by {escape(level)} and stream</caption>'
    yield "<thead>"
    headings = (level, *(heading for _, heading in streams))
    titles = (f'<th scope="col">{escape(title)}</th>' for title in headings)
    yield f"<tr>{''.join(titles)}</tr>"
    yield "</thead>"
    yield "<tbody>"
    for row in telling.comparison.aims:
        title = changes_words.cut(changes_words.aim_title(row), _AIM)
        cells = (telling.grid.get((row.key, key)) for key, _ in streams)
        counts = (_counts(changes_words.counted(c) if c else ()) for c in cells)
        yield f'<tr><th scope="row">{escape(title)}</th>{"".join(counts)}</tr>'
    yield "</tbody>"
    yield "</table>"
    yield "</div>"


def _counts(words: Iterable[str]) -> str:
    items = "".join(f"<li>{word}</li>" for word in words)
    return f"<td><ul>{items}</ul></td>" if items else "<td></td>"


def _plan(telling: Telling) -> Iterator[str]:
    yield "<section>"
    yield f'<h2 id="plan">{changes_words.PLAN}</h2>'
    yield '<ul class="changes">'
    for text, wording in map(changes_words.sentence, telling.comparison.plan):
        yield f"<li><p>{escape(text)}{':' if wording else ''}</p>"
        if wording:
            yield from _wording(wording)
        yield "</li>"
    yield "</ul>"
    yield "</section>"


def _aim(telling: Telling, aimed: Aimed, number: int) -> Iterator[str]:
    yield "<section>"
    yield f'<h2 id="group-{number}">{escape(aimed.title)}</h2>'
    for stream in aimed.streams:
        tag = "h3"
        if stream.title:
            yield f"<h3>{escape(stream.title)}</h3>"
            tag = "h4"
        for label in stream.labels:
            yield f"<{tag}>{escape(label.title)}</{tag}>"
            yield from _list(telling, label.changes)
    yield "</section>"


def _list(telling: Telling, changes: Iterable[Nested]) -> Iterator[str]:
    """The changes as lists in lists."""
    depth = -1
    for nested in changes:
        while depth > nested.depth:
            yield "</li></ul>"
            depth -= 1
        if depth < nested.depth:
            yield '<ul class="changes">'
            depth += 1
        else:
            yield "</li>"
        yield "<li>"
        yield from _change(telling, nested)
    yield "</li></ul>" * (depth + 1)


def _change(telling: Telling, nested: Nested) -> Iterator[str]:
    kind = changes_words.capital(nested.change.kind)
    places = escape(changes_words.places(nested.change))
    yield (
        f'<p><span class="kind">{kind}</span> <span class="place">{places}</span></p>'
    )
    for remark in telling.remarks(nested):
        yield f'<p class="note">{escape(changes_words.capital(remark))}</p>'
    for wording in changes_words.texts(nested.change):
        yield from _wording(wording)


def _wording(wording: Wording) -> Iterator[str]:
    if changes_words.in_two(wording):
        for when, text in changes_words.both(wording):
            label = changes_words.capital(when)
            yield f'<p><span class="part">{label}:</span> {escape(text)}</p>'
        return
    part = changes_words.capital(wording.part)
    lead = f'<span class="part">{part}:</span> ' if part else ""
    said = "".join(
        _MARKS[each.mark].format(_escape(each.text))
        for each in changes_words.marked(wording)
    )
    yield f"<p>{lead}{said}</p>"

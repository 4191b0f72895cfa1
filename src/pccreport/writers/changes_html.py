"""What changed, as one page for a browser: nothing runs in it, nothing is fetched.

Everything that an author typed is escaped. Deletions and insertions are announced by a screen
reader, and drawn for readers who see no colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape as _escape

from pccreport.compare.changes import Comparison
from pccreport.compare.word_changes import PartDiff
from pccreport.writers import changes_phrases
from pccreport.writers.changes_css import STYLE
from pccreport.writers.changes_outline import AimGroup, ChangesOutline, NestedChange
from pccreport.writers.diagnostics_text import escape_invisible

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
    """Return what changed from one side to the other, in reading order, in a language by its tag.

    Nothing private is written: the caller must not ask for it.
    """
    assert not changes_phrases.has_private(comparison)
    title = escape_html(changes_phrases.title(comparison))
    return "".join(
        f"{line}\n" for line in _lines(comparison, title, escape_html(language))
    )


def escape_html(text: str) -> str:
    """Return the text without anything that could be read as HTML, or that is invisible."""
    return _escape(escape_invisible(text))


def _lines(comparison: Comparison, title: str, language: str) -> Iterator[str]:
    telling = ChangesOutline(comparison)
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


def _contents(telling: ChangesOutline, groups: list[AimGroup]) -> Iterator[str]:
    """Links to what follows; none where there is nothing to go to."""
    links = [("plan", changes_phrases.PLAN)] if telling.comparison.plan else []
    links += [(f"group-{n}", each.title) for n, each in enumerate(groups, start=1)]
    if not links:
        return
    yield '<nav aria-labelledby="contents">'
    yield '<h2 id="contents">Contents</h2>'
    yield "<ul>"
    for name, title in links:
        yield f'<li><a href="#{name}">{escape_html(title)}</a></li>'
    yield "</ul>"
    yield "</nav>"


def _summary(telling: ChangesOutline) -> Iterator[str]:
    comparison = telling.comparison
    yield "<section>"
    yield "<h2>Summary</h2>"
    if not comparison.has_changes:
        yield f"<p>{changes_phrases.no_changes_sentence(comparison)}</p>"
    yield f"<p>{escape_html(changes_phrases.counts_sentence(comparison))}</p>"
    for note in changes_phrases.notes(comparison):
        yield f"<p>{escape_html(note)}</p>"
    if telling.grid:
        yield from _table(telling)
    if caveats := telling.grid.get(("", "")):
        numbers = ", ".join(changes_phrases.count_phrases(caveats))
        yield f"<p>{changes_phrases.CAVEATS}: {numbers}</p>"
    yield "</section>"


def _table(telling: ChangesOutline) -> Iterator[str]:
    streams, (level, _) = telling.comparison.streams, telling.comparison.after.levels
    yield '<div class="scroll" role="region" aria-labelledby="caption" tabindex="0">'
    yield "<table>"
    yield f'<caption id="caption">Changes by {escape_html(level)} and stream</caption>'
    yield "<thead>"
    headings = (level, *(heading for _, heading in streams))
    titles = (f'<th scope="col">{escape_html(title)}</th>' for title in headings)
    yield f"<tr>{''.join(titles)}</tr>"
    yield "</thead>"
    yield "<tbody>"
    for row in telling.comparison.aims:
        title = changes_phrases.truncate(changes_phrases.aim_title(row), _AIM)
        cells = (telling.grid.get((row.key, key)) for key, _ in streams)
        counts = (_counts(changes_phrases.count_phrases(c) if c else ()) for c in cells)
        yield f'<tr><th scope="row">{escape_html(title)}</th>{"".join(counts)}</tr>'
    yield "</tbody>"
    yield "</table>"
    yield "</div>"


def _counts(words: Iterable[str]) -> str:
    items = "".join(f"<li>{word}</li>" for word in words)
    return f"<td><ul>{items}</ul></td>" if items else "<td></td>"


def _plan(telling: ChangesOutline) -> Iterator[str]:
    yield "<section>"
    yield f'<h2 id="plan">{changes_phrases.PLAN}</h2>'
    yield '<ul class="changes">'
    for text, wording in map(changes_phrases.plan_change_text, telling.comparison.plan):
        yield f"<li><p>{escape_html(text)}{':' if wording else ''}</p>"
        if wording:
            yield from _wording(wording)
        yield "</li>"
    yield "</ul>"
    yield "</section>"


def _aim(telling: ChangesOutline, aimed: AimGroup, number: int) -> Iterator[str]:
    yield "<section>"
    yield f'<h2 id="group-{number}">{escape_html(aimed.title)}</h2>'
    for stream in aimed.streams:
        tag = "h3"
        if stream.title:
            yield f"<h3>{escape_html(stream.title)}</h3>"
            tag = "h4"
        for label in stream.labels:
            yield f"<{tag}>{escape_html(label.title)}</{tag}>"
            yield from _list(telling, label.changes)
    yield "</section>"


def _list(telling: ChangesOutline, changes: Iterable[NestedChange]) -> Iterator[str]:
    """Return the changes as nested lists."""
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


def _change(telling: ChangesOutline, nested: NestedChange) -> Iterator[str]:
    kind = changes_phrases.capitalise(nested.change.kind)
    places = escape_html(changes_phrases.files_and_lines(nested.change))
    yield (
        f'<p><span class="kind">{kind}</span> <span class="place">{places}</span></p>'
    )
    for remark in telling.remarks(nested):
        yield f'<p class="note">{escape_html(changes_phrases.capitalise(remark))}</p>'
    for wording in changes_phrases.shown_parts(nested.change):
        yield from _wording(wording)


def _wording(wording: PartDiff) -> Iterator[str]:
    if changes_phrases.is_shown_whole(wording):
        for when, text in changes_phrases.old_and_new(wording):
            label = changes_phrases.capitalise(when)
            yield f'<p><span class="part">{label}:</span> {escape_html(text)}</p>'
        return
    part = changes_phrases.capitalise(wording.part)
    lead = f'<span class="part">{part}:</span> ' if part else ""
    said = "".join(
        _MARKS[each.mark].format(_escape(each.text))
        for each in changes_phrases.mark_changes(wording)
    )
    yield f"<p>{lead}{said}</p>"

"""Errors with field names, colons and dashes, and with colons that belong to a text."""

import re

from pccreport.recovery import outline
from pccreport.recovery.error_context import (
    ErrorContext,
    Explanation,
    block_advice,
    context_at,
    escape_as_text,
    intended_text,
    is_known_key,
    line_above,
    line_advice,
    quote_advice,
    value_start,
)
from pccreport.recovery.misplaced_lines import (
    misplaced_line,
    outdented_line,
    over_indented,
    under_indented,
)
from pccreport.recovery.outline import key_columns
from pccreport.recovery.patched_source import Patch
from pccreport.source import yaml_messages
from pccreport.source.lines import (
    indent_at,
    is_structure,
    iter_lines,
    line_end,
    line_start,
    nonblank_lines,
)
from pccreport.source.node import ScalarNode
from pccreport.source.suspicions import BULLETS
from pccreport.source.update_fields import OF_UPDATE
from pccreport.source.yaml_messages import end_excerpt, excerpt

_NAME = re.compile("[a-z][a-z0-9_-]*")
_FIRST_WORD = re.compile(r"([a-z][a-z0-9_]*)(?=[ \r\n]|\Z)")
_BARE = re.compile(r"([a-z][a-z0-9_]*)( +[^ \r\n:][^\r\n:]*)?[ \t]*")
_MAX_SPACES = 4
"""Most spaces in a line that may be a field without its colon.

With two, “fund Police Property Act Fund” is not recognised; with eight, a line of a sentence is.
"""
_WRAPPED_LENGTH = 60
"""Characters from which a line may continue below: a short line after it is text, not a field.

With 30, a missing colon below a line of ordinary length is not recognised.
"""
_MAX_LOOKBACK = 5_000
"""Characters above a line that are searched for its parent.

An update is shorter than 5,000; with 500, its start is not found, and another line is reported.
"""
_STUCK_DASH = re.compile(r"-(?=[\w>|\"'“\[])")
_BULLET = re.compile(rf"(?:[{BULLETS}]|[*o](?= ))[ \t]*(?=\S)")
_BULLET_LINE = re.compile(rf"(?<![^\r\n]) *({_BULLET.pattern})")
_ENDS_NAME = re.compile(r":(?: |\Z)")
_NOTE = re.compile(r"[ \t]#[^\r\n]*")
_STUCK_COLON = re.compile(r"[a-z][a-z0-9_]*+(:)(?=[^\s/:])")
_IN_BRACES = re.compile(r": *\{(?:[^{}\r\n]*, *)?([A-Za-z]\w*)(?=\Z)")
_COLON = re.compile(r":(?=[ \r\n]|\Z)")
_BREAK = re.compile(r"[ \t]*\r?\n[ \t]*")
_INDICATORS = "@`%*&!|>[{]},"


def missing_key(context: ErrorContext) -> Explanation | None:
    """Return the finding for a colon at the start of its line."""
    before = context.text[context.line : context.at]
    if context.text[context.at : context.at + 1] != ":" or before.strip(" -"):
        return None
    return context.explain(yaml_messages.MISSING_NAME, (context.at, context.at + 1))


def colon_in_text(context: ErrorContext) -> Explanation | None:
    """Return the finding for a colon and a space in a sentence, or a field indented too far."""
    text, last = context.text, context.last
    if text[context.at : context.at + 1] != ":":
        return None
    name = text[context.word : context.at].rstrip()
    above = last if last is not None and last.start < context.line else None
    found = _needs_text(context, name, above)
    start = _outer_line(text, context.line)
    if not found and start is not None:
        found = key_without_colon(context, start) or outdented_line(context, start)
    if found:
        return found
    if above is not None and _STUCK_COLON.match(text, above.start):
        return colon_space_finding(context, above.start)
    is_field = _NAME.fullmatch(name) is not None
    if (
        name.startswith("- ")
        and above is not None
        and _NAME.fullmatch(name[2:].strip())
    ):
        return misplaced_line(context, context.line, yaml_messages.READ_AS_TEXT)
    if above is not None and is_field:
        return _lost_updates(context, name) or over_indented(context, name, above)
    start = last.start if last is not None and last.end <= context.at else context.word
    key_text = end_excerpt(text[max(start, context.line) : context.at])
    return colon_finding(context, context.at, key_text)


def colon_in_braces(context: ErrorContext) -> Explanation | None:
    """Return the finding for a colon in a text in braces, or None."""
    text, start = context.text, value_start(context.text, context.line, in_braces=True)
    head = text[context.line : start]
    found = _COLON.search(text, start, context.line_end)
    words = text[start : found.start()] if found and "{" in head else ""
    if not words or words[0] in "\"'" or ("," in words and "nothing:" not in head):
        return None
    return colon_finding(context, start + len(words), end_excerpt(words))


def _lost_updates(context: ErrorContext, name: str) -> Explanation | None:
    """Return the finding for a first key aim without “updates:” above it, or None."""
    columns = key_columns(context.text)
    below = next(nonblank_lines(context.text, context.line_end), None)
    is_opener = below is not None and below.indent > context.word - context.line
    if not is_opener or "period" not in columns or "updates" in columns:
        return None
    span, line = (context.word, context.at), context.line
    patches = [Patch(line, line, "updates:\n")]
    return context.explain(yaml_messages.LOST_UPDATES, span, name, patches=patches)


def _is_bare_item(context: ErrorContext, above: ScalarNode) -> bool:
    """Return whether the text above follows a dash, and the field below is indented more."""
    text = context.text
    line = line_start(text, above.start)
    first, *more = text[line : context.line].splitlines()
    if above.style or first[: above.start - line].strip() != "-":
        return False
    is_one_text = not any(is_structure(line.strip()) for line in more)
    is_deeper = first.index("-") < context.word - context.line
    return is_one_text and is_deeper and not _STUCK_COLON.match(text, above.start)


def _needs_text(
    context: ErrorContext, name: str, above: ScalarNode | None
) -> Explanation | None:
    """Return the finding for a field below an update without “text:”, or None."""
    if above is None or name not in OF_UPDATE or not _is_bare_item(context, above):
        return None
    text, start = context.text, above.start
    words = text[start : context.line].rstrip()
    advice = line_advice(f"- text: {words}")
    if "\n" in words:
        advice = "write - text: >- and put all the words on the lines below, indented"
    column = " " * (start - line_start(text, start))
    breaks = _BREAK.finditer(text, start, start + len(words))
    joined = (Patch(*found.span(), " ") for found in breaks)
    ends = Patch(start, start, "text: "), Patch(context.line, context.word, column)
    return context.explain(
        yaml_messages.NEEDS_TEXT,
        (context.word, context.at),
        name,
        help=f"{advice}; then put {name}: under the t of text:",
        patches=(*ends, *joined),
    )


def colon_finding(context: ErrorContext, at: int, key_text: str) -> Explanation:
    """Return the finding for a colon that belongs to a text."""
    text, line = context.text, line_start(context.text, at)
    found = _IN_BRACES.search(text, line, at)
    if found and not text[at + 1 : at + 2].isspace():
        return colon_space_finding(context, found.start(1))
    start = value_start(text, line, in_braces=True)
    words = intended_text(text, start if start < at else value_start(text, line))
    advice, fix = quote_advice(context, words)
    if key_text == "nothing" and words.head.strip(" :").isidentifier():
        below = f"and, indented on the next line, {text[words.start : words.first_end]}"
        advice, fix = line_advice(f"{words.head}{below}"), ()
    if not words.head.strip():
        # The advice is for the first line of the text.
        above = outline.outline_above(text, line).text
        if above is not None:
            start, fix = value_start(text, above.line), ()
            advice = block_advice(text[above.line : start])
    return context.explain(
        yaml_messages.COLON_IN_TEXT,
        (at, at + 1),
        key_text,
        help=advice,
        patches=escape_as_text(text, words),
        fix=fix,
    )


def lost_colon_above_note(context: ErrorContext) -> Explanation | None:
    """Return the finding for a field without its colon above a comment line, or None."""
    last = context.last
    if last is None or "#" not in context.text[last.end : context.at]:
        return None
    return key_without_colon(context, last.start)


def missing_colon(context: ErrorContext) -> Explanation | None:
    """Return the finding for a line that should have a field name but has no colon."""
    since, text = context.since, context.text
    if since is None:
        return None
    words = _NOTE.sub("", text[since : line_end(text, since)]).rstrip()
    line = line_start(text, since)
    if (
        (line == context.line and not context.is_end)
        or text[line:since].strip(" -")
        or _ENDS_NAME.search(words)
        or not words
        or words[0] in _INDICATORS
        or words.startswith("- ")
    ):
        return None
    if _STUCK_DASH.match(words):
        return dash_finding(context, since)
    if _STUCK_COLON.match(words):
        return colon_space_finding(context, since)
    return (
        _sentence_above(context, line)
        or key_without_colon(context, since)
        or _name_alone(context, since, words)
        or under_indented(context, since, words)
        or context.explain(
            yaml_messages.MISSING_COLON, (since, since + len(words)), excerpt(words)
        )
    )


def dash_without_space(context: ErrorContext) -> Explanation | None:
    """Return the finding for a point whose dash touches its text."""
    if context.at == context.word and _STUCK_DASH.match(context.text, context.word):
        return dash_finding(context, context.word)
    return None


def bullet_character(context: ErrorContext) -> Explanation | None:
    """Return the finding for a point that starts with a bullet, not a dash, or None."""
    text = context.text
    for offset in (context.since, context.at):
        if (
            offset is not None
            and _BULLET.match(text, offset)
            and not text[line_start(text, offset) : offset].strip()
        ):
            return bullet_finding(context_at(context.source, offset))
    return None


def bullet_finding(context: ErrorContext) -> Explanation | None:
    """Return the finding for points that start with a bullet, not a dash, or None."""
    text, start = context.text, context.at
    patches = [
        Patch(*found.span(1), "- ")
        for found in _BULLET_LINE.finditer(text, context.line, context.end)
        if found.start(1) - line_start(text, found.start(1)) == start - context.line
    ]
    if not patches:
        return None  # a bullet without words
    words = text[patches[0].end : context.line_end]
    return context.explain(
        yaml_messages.BULLET_SIGN,
        (start, start + 1),
        text[start],
        help=line_advice(f"- {words}"),
        patches=patches,
        fix=patches,
    )


def dash_finding(context: ErrorContext, at: int, *below: int) -> Explanation:
    """Return the finding for a dash that touches its text, like those at the offsets `below`."""
    shown = context.text[at + 1 : line_end(context.text, at)]
    spaces = [Patch(dash + 1, dash + 1, " ") for dash in (at, *below)]
    return context.explain(
        yaml_messages.DASH_WITHOUT_SPACE,
        (at, at + 1),
        help=line_advice(f"- {shown}"),
        patches=spaces,
        fix=spaces,
    )


def colon_space_finding(context: ErrorContext, at: int) -> Explanation:
    """Return the finding for a field whose colon touches its value."""
    text = context.text
    offset = text.index(":", at)
    head = text[line_start(text, at) : offset]
    rest = text[offset + 1 : line_end(text, offset)]
    space = [Patch(offset + 1, offset + 1, " ")]
    return context.explain(
        yaml_messages.COLON_WITHOUT_SPACE,
        (offset, offset + 1),
        excerpt(text[at:offset]),
        help=line_advice(f"{head}: {rest}"),
        patches=space,
        fix=space,
    )


def _sentence_above(context: ErrorContext, line: int) -> Explanation | None:
    """Return the finding for a text with a colon on the line above, or None."""
    text = context.text
    levels = outline.outline_above(text, line).levels
    if not levels or levels[-1].is_list or levels[-1].members != 1:
        return None
    start = value_start(text, levels[-1].line)
    found = _COLON.search(text, start, line_end(text, start))
    if found is None or " " not in text[start : found.start()].strip():
        return None
    return colon_finding(
        context, found.start(), end_excerpt(text[start : found.start()])
    )


def key_without_colon(context: ErrorContext, start: int) -> Explanation | None:
    """Return the finding for a field without its colon that was read as text with its value, or None."""
    text = context.text
    line, end = line_start(text, start), line_end(text, start)
    found = _BARE.fullmatch(text, start, end)
    if found is None or text[line:start].strip(" -"):
        return None
    lines = iter_lines(text, end)
    below = next((below for below in lines if below.is_content), None)
    if below is None:
        return None
    deeper = below.indent - (start - line)
    is_structured = below.is_structure
    is_header = found[2].strip()[:1] in {"|", ">"} if found[2] else False
    if deeper < 0 or (not deeper and not found[2]) or not (is_structured or is_header):
        return None
    if (deeper and found[2] and not is_header) or found[0].count(" ") > _MAX_SPACES:
        return None
    above = outline.outline_above(text, line).text
    in_block = above is not None and above.kind in {"|", ">"}
    is_sentence = found[2] and found[0].strip(" -").count(" ") > 1 and not is_header
    if in_block and is_sentence and not is_known_key(text, found[1], line):
        return None  # a line of the text above
    return _without_colon(context, start, found)


def _name_alone(context: ErrorContext, since: int, words: str) -> Explanation | None:
    """Return the finding for a line that can only be a field without its colon, or None."""
    text, line = context.text, line_start(context.text, since)
    found = _FIRST_WORD.match(text, since)
    if found is None:
        return None
    above = outline.outline_above(text, line)
    is_prose = above.text is not None and (
        above.text.kind or len(line_above(text, line)) > _WRAPPED_LENGTH
    )
    # Below a line with a dash there can be no field in this column, but a line of its text.
    dash = text[line:since] + "- "
    is_prose = is_prose or line_above(text, line).startswith(dash)
    if not is_known_key(text, found[1], line) and (
        is_prose or words.count(" ") > _MAX_SPACES
    ):
        return None
    if any(
        found[1] in level.names
        for level in above.levels
        if not level.is_list and level.column == since - line
    ):
        return None
    return _without_colon(context, since, found)


def _without_colon(
    context: ErrorContext, start: int, name: re.Match[str]
) -> Explanation:
    text, end = context.text, name.end(1)
    words = text[start : line_end(text, start)].rstrip()
    shown = text[line_start(text, start) : end] + ":" + words[end - start :]
    colon = [Patch(end, end, ":")]
    return context.explain(
        yaml_messages.MISSING_COLON,
        (start, start + len(words)),
        excerpt(words),
        help=line_advice(shown),
        patches=colon,
        fix=colon,
    )


def _outer_line(text: str, line: int) -> int | None:
    """Return the start of the nearest line of text above that is not indented more, or None."""
    indent = indent_at(text, line)
    earliest = line_start(text, max(line - _MAX_LOOKBACK, 0))
    same_indent = None
    for above in reversed([*iter_lines(text, earliest, line)]):
        if not above.is_content or above.indent > indent:
            continue
        first_word = None if above.is_structure else above.start + above.indent
        if above.indent < indent:
            return same_indent if above.is_structure else first_word
        same_indent = first_word
    return same_indent

"""Advice that shows a line as it was meant."""

_MAX_SHOWN = 90
"""Characters of a line in advice; of longer ones both ends are shown, the key and the quotes."""


def line_advice(line: str) -> str:
    """Return the advice to write a line like this."""
    return f"write it like this: {_shorten(line)}"


def block_advice(head: str) -> str:
    """Return the advice to write a text as a block after `head`, its dash or key."""
    marker = f"{_shorten(head)} ".lstrip()
    return f"write {marker}>- and the text on the next line, indented"


def indent_advice(line: str, column: int, more: int = 0) -> str:
    """Return the advice to indent a line to a column, and to move as many lines below with it."""
    lines = "line" if more == 1 else f"{more} lines"
    too = f", and move the {lines} below with it" if more else ""
    plural = "s" if column > 1 else ""
    what = f"indent it by {column} space{plural}" if column else "do not indent it"
    return f"{what}{too}: {' ' * column}{_shorten(line)}"


def _shorten(line: str) -> str:
    """Return a line with single spaces, and only both ends of a long one."""
    line = " ".join(line.split())
    half = _MAX_SHOWN // 2 - 2
    short = len(line) <= _MAX_SHOWN
    return line if short else f"{line[:half].rstrip()} ... {line[-half:].lstrip()}"

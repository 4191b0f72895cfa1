"""Everyday mistakes, made at places of a sound file: what an officer's hand does."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

EXAMPLES = Path(__file__).parents[2] / "examples" / "thames-valley" / "updates"


class Mistake(NamedTuple):
    """A file with one mistake more, and where that is."""

    lines: list[str]
    line: int
    """Its number from 1."""
    rules: set[str]
    """Names that it may be told by."""
    grown: int = 0
    """Lines that the file is longer by."""


Make = Callable[[list[str], int, Random], Mistake | None]


def example(name: str) -> list[str]:
    """The lines of an example."""
    return (EXAMPLES / name).read_text(encoding="utf-8").splitlines()


def indent(line: str) -> int:
    """The spaces in front of a line."""
    return len(line) - len(line.lstrip(" "))


def is_built(line: str) -> bool:
    """Whether a line is a name or a point."""
    return re.match(r" *(?:- |[a-z_]+:(?: |$))", line) is not None


def replaced(lines: list[str], n: int, line: str, *rules: str) -> Mistake:
    """The file with one other line."""
    return Mistake([*lines[:n], line, *lines[n + 1 :]], n + 1, set(rules))


def text_of(lines: list[str], n: int) -> tuple[str, list[str]] | None:
    """A text of many lines that begins below line n: its head and its lines."""
    head, sign, _ = lines[n].partition(">-")
    if not sign:
        return None
    end = n + 1
    while (
        end < len(lines)
        and indent(lines[end]) > indent(lines[n])
        and lines[end].strip()
    ):
        if is_built(lines[end]) and indent(lines[end]) <= len(head):
            break
        end += 1
    return head, lines[n + 1 : end]


def rewritten(
    lines: list[str], n: int, text: list[str], old: int, at: int, *rules: str
) -> Mistake:
    """The file with the text that begins on line n written otherwise."""
    after = lines[n + 1 + old :]
    whole = [*lines[:n], *text, *after]
    return Mistake(whole, n + at, set(rules), len(whole) - len(lines))


def cannot_be_read(made: Mistake) -> bool:
    """Whether YAML itself has something against it: else it says another thing."""
    try:
        YAML(typ="safe", pure=True).load("\n".join(made.lines))
    except YAMLError:
        return True
    return False


def tab(lines: list[str], n: int, rng: Random) -> Mistake | None:
    """A line is indented with Tabs."""
    line = lines[n]
    spaces = indent(line)
    if spaces < 2 or not line.strip() or line.lstrip().startswith("#"):
        return None
    tabs = rng.choice(
        [
            "\t" * (spaces // 2),
            "\t",
            "\t" * (spaces // 4 or 1),
            " " * (spaces - 2) + "\t",
        ]
    )
    return replaced(lines, n, tabs + line.lstrip(), "tab-indent")


def wrong_indent(lines: list[str], n: int, rng: Random) -> Mistake | None:
    """A line begins some columns off, so that YAML has something against it."""
    line = lines[n]
    by = rng.choice([-2, -1, 1])
    if not is_built(line) or indent(line) + by < 0:
        return None
    rules = ("wrong-indent", "colon-in-text", "missing-colon")
    made = replaced(lines, n, " " * (indent(line) + by) + line.lstrip(), *rules)
    return made if cannot_be_read(made) else None


def text_too_far_out(lines: list[str], n: int, rng: Random) -> Mistake | None:
    """A line of a text begins further out."""
    line = lines[n]
    if is_built(line) or not line.strip() or indent(line) < 6 or is_built(lines[n - 1]):
        return None
    by = rng.choice([1, 2, 4])
    return replaced(lines, n, line[by:], "wrong-indent", "missing-colon")


def colon(lines: list[str], n: int, rng: Random) -> Mistake | None:
    """A sentence has a colon and is in no quotes."""
    found = text_of(lines, n)
    if found is None or not found[1]:
        return None
    head, text = found
    words = [line.strip() for line in text]
    at = rng.randrange(len(words)) if rng.random() < 0.5 else 0
    parts = words[at].split(" ")
    if len(parts) < 4:
        return None
    where = rng.randrange(1, len(parts) - 2)
    parts[where] = parts[where].rstrip(".,:;") + ":"
    words[at] = " ".join(parts)
    space = " " * len(head)
    if rng.random() < 0.5:
        words, at = [" ".join(words)], 0
    new = [head + words[0], *(space + word for word in words[1:])]
    return rewritten(lines, n, new, len(text), at + 1, "colon-in-text")


def one_line(lines: list[str], n: int) -> tuple[str, str, int] | None:
    """A text put on one line: its head, its words, the lines it had."""
    found = text_of(lines, n)
    if found is None or not found[1]:
        return None
    head, text = found
    return head, " ".join(line.strip() for line in text).replace("'", "’"), len(text)


def retyped(
    write: Callable[[str, Random], str], *rules: str
) -> Callable[[list[str], int, Random], Mistake | None]:
    """A text that is typed on one line in another way."""

    def make(lines: list[str], n: int, rng: Random) -> Mistake | None:
        found = one_line(lines, n)
        if found is None:
            return None
        head, words, old = found
        return rewritten(lines, n, [head + write(words, rng)], old, 1, *rules)

    return make


def _unclosed(words: str, rng: Random) -> str:
    return rng.choice("\"'") + words.replace('"', "")


def _apostrophe(words: str, rng: Random) -> str:
    parts = words.split(" ")
    parts[rng.randrange(len(parts))] = "Force's"
    return f"'{' '.join(parts)}'"


def _curly(words: str, _rng: Random) -> str:
    first, _, rest = re.sub("[“”]", "", words).partition(" ")
    return f"“{first}: {rest}”"


def _special(words: str, rng: Random) -> str:
    words = words.replace(": ", " ").replace('"', "")
    sign = rng.choice(["@", "*", "& ", "% ", "> ", "[", "{", "`", "| ", "! "])
    closing = {"[": "]", "{": "}"}.get(sign, "")
    first, _, rest = words.partition(" ")
    return f"{sign}{first}{closing if rng.random() < 0.7 else ''} {rest}"


def dash(lines: list[str], n: int, rng: Random) -> Mistake | None:  # noqa: ARG001
    """A dash touches what follows it."""
    line = lines[n]
    if not line.lstrip().startswith("- "):
        return None
    rules = ("dash-without-space",)
    return replaced(lines, n, line.replace("- ", "-", 1), *rules)


def hash_sign(lines: list[str], n: int, rng: Random) -> Mistake | None:
    """A hash cuts a text of many lines off."""
    found = text_of(lines, n)
    if found is None or len(found[1]) < 2:
        return None
    head, text = found
    words = [line.strip().replace(": ", " ") for line in text]
    at = rng.randrange(len(words) - 1)
    parts = words[at].split(" ")
    parts.insert(rng.randrange(1, len(parts)), "#4")
    words[at] = " ".join(parts)
    space = " " * len(head)
    new = [head + words[0], *(space + word for word in words[1:])]
    return rewritten(lines, n, new, len(text), at + 1, "hash-in-text")


def twice(lines: list[str], n: int, rng: Random) -> Mistake | None:  # noqa: ARG001
    """A line is there twice."""
    line = lines[n]
    if not re.match(r" *[a-z_]+: [^>]", line):
        return None
    new = [*lines[: n + 1], line, *lines[n + 1 :]]
    return Mistake(new, n + 2, {"duplicate-key"}, 1)


def document(lines: list[str], n: int, rng: Random) -> Mistake | None:  # noqa: ARG001
    """A line of dashes stands between two parts."""
    if n < 2 or not is_built(lines[n]) or lines[n].strip() == "updates:":
        return None
    return Mistake([*lines[:n], "---", *lines[n:]], n + 1, {"second-document"}, 1)


def stuck_colon(lines: list[str], n: int, rng: Random) -> Mistake | None:  # noqa: ARG001
    """A colon touches its value."""
    line = lines[n]
    if not re.match(r" *(?:- )?[a-z_]+: [\w\"]", line):
        return None
    return replaced(lines, n, line.replace(": ", ":", 1), "colon-without-space")


def no_colon(lines: list[str], n: int, rng: Random) -> Mistake | None:  # noqa: ARG001
    """A name has lost its colon."""
    line = lines[n]
    if not re.match(r" *[a-z_]+:(?: |$)", line):
        return None
    return replaced(lines, n, line.replace(":", "", 1), "missing-colon")


MISTAKES: dict[str, Make] = {
    "tab": tab,
    "wrong indent": wrong_indent,
    "text too far out": text_too_far_out,
    "colon": colon,
    "unclosed": retyped(_unclosed, "unclosed-quote"),
    "apostrophe": retyped(_apostrophe, "text-after-quote"),
    "curly": retyped(_curly, "curly-quote"),
    "dash": dash,
    "hash": hash_sign,
    "special": retyped(_special, "special-start", "unclosed-bracket"),
    "twice": twice,
    "document": document,
    "stuck colon": stuck_colon,
    "no colon": no_colon,
}

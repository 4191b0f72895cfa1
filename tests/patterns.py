"""Every pattern of the program, and texts on which it could backtrack.

    .venv/bin/python -m tests.patterns

A pattern that can read the same characters in two ways takes twice as long for each character more,
or the square of their number. Each is tried on long runs of letters, digits, signs and spaces, and
on texts made of its own parts: what stands before a repetition, that many times, and an end that
does not match.
"""

from __future__ import annotations

import ast
import importlib
import random
import re
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any, NamedTuple, NoReturn

import pccreport
from pccreport.language import protective_markings, stated
from pccreport.language.equations import slot_vocabulary
from pccreport.language.patterns import Vocabulary, read_lines
from pccreport.language.word_rows import rows_of, word_vocabulary
from pccreport.language.wordlists import pattern_text

HOME = Path(pccreport.__file__).parent
CUBES = (40, 300)
"""Characters: a doubling and a cube take their time at these, and a square is quick."""
SQUARES = 3_000
SECONDS = 0.1
"""What a pattern may take for one text: one that is linear takes less than a hundredth."""
RUNS = (
    *("A", "a", "1", " ", "\t", "\n", ".", ",", "-", "–", "'", "’", "(", ")", "[", "“"),
    *(":", ";", "/", "&", "*", "_", "#", "£", "%", "|", ">", "!", "?", "@", "é", "\\"),
    *("A ", "a ", "1 ", "A.", "a. ", "A-", "a-", "1,", "1, ", "1.", "A, ", "a, ", "A/"),
    *("Aa ", "iA", "A1", "a1 ", "- ", ". ", "( ", "(a) ", "[a] ", "a/", "1/1 ", "* a "),
    *("a: ", "A: ", "a@", "1-", "£1 ", "1% ", "and ", "the a ", "“a” ", "a\n", " \n"),
)
ENDS = ("", ".", ":", "\0", "a", "A", "1", " ", "!x")
_CHARACTERS = "Aaé1 .,-’'(:\n_%£/"
_FUNCTIONS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split"}
_FUNCTIONS |= {"findall", "finditer"}


class Pattern(NamedTuple):
    """A pattern, and where it is written."""

    where: str
    text: str
    flags: int
    is_anchored: bool
    """Whether it is only tried at the start of a text."""


def patterns() -> Iterator[Pattern]:
    """Yield the patterns of the language's files and of the code, each once."""
    seen = set[tuple[str, int, bool]]()
    for each in (*_of_language(), *_of_tables(), *_of_code()):
        key = (each.text, each.flags, each.is_anchored)
        if key not in seen:
            seen.add(key)
            yield each


def _of_language() -> Iterator[Pattern]:
    for file in sorted((HOME / "language" / "en-GB" / "patterns").glob("*.txt")):
        for name in re.findall(r"^(\w+):$", file.read_text(encoding="utf-8"), re.M):
            text = pattern_text(file.stem, name)
            # A part of another pattern may be none by itself.
            yield Pattern(f"{file.stem}.{name}", text, 0, is_anchored=True)


def _of_tables() -> Iterator[Pattern]:
    """Yield what the rows of the language's tables look for: words, statements, markings."""
    marks = Vocabulary.of(read_lines("marks"), {})
    words = word_vocabulary(("Key Aim", "Key Aims"))
    heads = [x[2:] for x in read_lines("words") if x.startswith("# ")]
    found = [
        *(
            (f"words.{rule}", words.compiled(row.find))
            for rule in heads
            if re.fullmatch("[a-z-]+", rule)
            for row in rows_of(rule)
            if not row.is_phrase
        ),
        *(
            (f"stated.{x.rule}", slot_vocabulary().compiled(x.pattern))
            for x in stated.rows()
        ),
        *(("marks", marks.compiled(row)) for row in protective_markings.mark_rows()),
    ]
    for number, (where, pattern) in enumerate(found):
        flags = pattern.flags & ~re.UNICODE
        yield Pattern(f"{where}:{number}", pattern.pattern, flags, is_anchored=False)


def _of_code() -> Iterator[Pattern]:
    """Yield what is given to a function of `re`, where it is a constant or is made of constants."""
    for path in sorted(HOME.rglob("*.py")):
        name = ".".join(path.relative_to(HOME.parent).with_suffix("").parts)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module: Mapping[str, Any] | None = None
        for node in ast.walk(tree):
            match node:
                case ast.Call(
                    func=ast.Attribute(ast.Name("re"), function), args=[given, *rest]
                ) if function in _FUNCTIONS:
                    pass
                case _:
                    continue
            if module is None:
                is_main = path.name == "__main__.py"
                module = {} if is_main else vars(importlib.import_module(name))
            named = {word.arg: word.value for word in node.keywords}
            flags = (
                [named["flags"]]
                if "flags" in named
                else [each for each in rest if "re." in ast.unparse(each)]
            )
            try:
                text = _value(given, module)
                value = sum(int(_value(flag, module)) for flag in flags)
            except Exception:  # it is made of what a call is given
                continue
            if isinstance(text, str):
                anchored = function in ("match", "fullmatch")
                yield Pattern(f"{name}:{node.lineno}", text, value, anchored)


def _value(node: ast.expr, module: Mapping[str, Any]) -> Any:
    """Return the value of an expression, where every name in it is one of its module."""
    code = compile(ast.Expression(node), "pattern", "eval")
    return eval(code, dict(module))  # the program's own words


def texts(pattern: Pattern, size: int) -> Iterator[str]:
    """Yield texts of about a size on which a pattern may backtrack."""
    draw = random.Random(ascii(pattern.text))
    for run in RUNS:
        for end in ENDS:
            yield (run * size)[:size] + end
    try:
        parsed = parser.parse(pattern.text, pattern.flags)
    except re.error:
        return
    for before, part in _repeated(parsed, draw):
        yield before + (part * size)[:size] + "\0"


def _repeated(parsed: Any, draw: random.Random) -> Iterator[tuple[str, str]]:
    """Yield what is before each repetition without a bound, and what is repeated."""
    before = ""
    for code, value in parsed:
        for inner in _inside(code, value):
            for head, part in _repeated(inner, draw):
                yield before + head, part
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and value[1] is codes.MAXREPEAT:
            part = _sample(value[2], draw)
            if part:
                yield before, part
        before += _sample([(code, value)], draw)


def _inside(code: Any, value: Any) -> Iterator[Any]:
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        yield value[2]
    elif code is codes.SUBPATTERN:
        yield value[3]
    elif code is codes.BRANCH:
        yield from value[1]
    elif code in (codes.ASSERT, codes.ASSERT_NOT):
        yield value[1]


def _sample(parsed: Any, draw: random.Random) -> str:
    """Return a text that parts of a pattern match, as far as it is plain."""
    found = ""
    for code, value in parsed:
        if code is codes.LITERAL:
            found += chr(value)
        elif code in (codes.NOT_LITERAL, codes.ANY):
            found += draw.choice("Aa1 .")
        elif code is codes.IN:
            found += _one_of(value, draw)
        elif code is codes.BRANCH:
            found += _sample(draw.choice(value[1]), draw)
        elif code is codes.SUBPATTERN:
            found += _sample(value[3], draw)
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            least, most, inner = value
            times = draw.randint(least, min(most, max(least, 1)))
            found += "".join(_sample(inner, draw) for _ in range(times))
    return found


def _one_of(members: Any, draw: random.Random) -> str:
    """Return a character of a class."""
    own = "".join(map(chr, range(33, 127))) + " \t\n’–“”é"
    likely = [*_CHARACTERS, *own]
    draw.shuffle(likely)
    pattern = parser.SubPattern(parser.State(), [(codes.IN, members)])
    one = re._compiler.compile(pattern)  # type: ignore[attr-defined]
    return next((each for each in likely if one.match(each)), "")


class _TooLongError(BaseException):
    """A run was ended."""


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    raise _TooLongError


def seconds(work: Callable[[], object], most: float = 2 * SECONDS) -> float:
    """Return how long some work takes, and end it where it takes longer than most."""
    signal.signal(signal.SIGVTALRM, _end)
    signal.setitimer(signal.ITIMER_VIRTUAL, most)
    start = time.process_time()
    try:
        work()
    except _TooLongError:
        return most
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def slow_text(pattern: Pattern, sizes: Iterable[int]) -> tuple[int, str] | None:
    """Return a length at which a pattern is slow, and a text that shows it, or None."""
    compiled = re.compile(pattern.text, pattern.flags)
    find = compiled.match if pattern.is_anchored else compiled.search
    for size in sizes:
        for text in texts(pattern, size):
            if all(seconds(partial(find, text)) > SECONDS for _ in range(3)):
                return size, text
    return None


def main() -> None:
    """Print each pattern that is slow, and a text that shows it."""
    every = [*patterns()]
    for pattern in every:
        try:
            found = slow_text(pattern, (*CUBES, SQUARES))
        except re.error as error:
            sys.stdout.write(f"{pattern.where}: {error}\n")
            continue
        if found:
            size, text = found
            shown = f"{text[:50]!r}…{text[-8:]!r}"
            sys.stdout.write(f"{pattern.where}: {size} characters: {shown}\n")
            sys.stdout.write(f"    {pattern.text[:300]}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{len(every)} patterns\n")


if __name__ == "__main__":
    main()

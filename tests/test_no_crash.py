"""Whatever is written, a check ends, says where, and raises nothing but a `Failure`.

The pipeline is called itself: the handler of last resort is not what makes it true.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import projects
from tests.conftest import EXAMPLE
from tests.draws import examples, one_in

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import NAMES, RULES
from pccreport.findings.text import Source
from pccreport.pipeline.build import BuildOptions, build
from pccreport.pipeline.check import CheckResult, check, check_file_alone
from pccreport.recovery.recover import recover
from pccreport.rules import docs
from pccreport.source import yaml
from pccreport.source.command_error import CommandError
from pccreport.source.edits import apply_edits
from pccreport.writers import diagnostics_json, diagnostics_text
from pccreport.writers.wrapping import plain_lines

LIMIT = 20.0
"""Seconds of the processor for one input, however busy it is: one that hangs never ends."""

LONG = 400
"""Characters in a message: more is a text thrown back, not a sentence."""

Written = dict[str, bytes]


NOTHING = CheckResult((), ())


@contextmanager
def limited() -> Iterator[None]:
    """Raise where what is done within takes longer than any input may."""

    def stop(signum: int, frame: FrameType | None) -> None:  # noqa: ARG001
        raise TimeoutError(f"more than {LIMIT} seconds")

    if not hasattr(signal, "SIGPROF"):  # Windows has none: measured afterwards
        begin = time.process_time()
        yield
        assert time.process_time() - begin < LIMIT
        return
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def is_sound(finding: Diagnostic) -> bool:
    """Whether a finding has words of one line, and places inside their files."""
    labels = (finding.at, *finding.related)
    spans = [*(label.span for label in labels), *(e.span for e in finding.fix)]
    words = (finding.message, finding.help, *(label.text for label in labels))
    return (
        all(0 <= s.start <= s.end <= len(s.source.text) for s in spans)
        and not any(len(w.splitlines()) > 1 or len(w) > LONG for w in words)
        and bool(finding.message.strip())
        and finding.rule in NAMES
    )


def checked(work: Callable[[], CheckResult]) -> CheckResult:
    """What a check finds: sound, and written in every way; nothing where it refuses."""
    with limited():
        result, refusal = NOTHING, "one line"
        try:
            result = work()
        except CommandError as failure:
            refusal = failure.message
        assert len(refusal.splitlines()) == 1
        every = [*result.findings, *(finding for finding, _ in result.accepted)]
        assert [f for f in every if not is_sound(f)] == []
        plain_lines(diagnostics_text.write(every, 80, infos=True))
        diagnostics_json.write(every)
        mended(every)
    return result


def mended(findings: list[Diagnostic]) -> None:
    """Make the fixes; what comes of them can be read as far as before."""
    for source in {edit.span.source for f in findings for edit in f.fix}:
        edits = [e for f in findings for e in f.fix if e.span.source is source]
        text = apply_edits(source, edits)
        yaml.parse_yaml(Source(source.name, text), recover)


def put(folder: Path, written: Written) -> Path:
    """A folder with these files."""
    for name, content in written.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def attempt(written: Written, *, drafted: bool = True) -> CheckResult:
    """Check the files as a project, and try to build it, and a draft of it."""
    with projects.same_folder() as empty:
        folder = put(empty, written)
        result = checked(lambda: check(folder))
        with limited():
            try:
                built, _ = build(folder)
                if drafted:
                    build(folder, BuildOptions(draft=True))
            except CommandError:
                return result
        # What a check calls right is built, and what it calls wrong is not.
        is_right = not any(f.severity.value == "error" for f in result.findings)
        assert (built.package is not None) is is_right, written
    return result


def attempt_alone(content: bytes, name: str = "q4.yaml") -> CheckResult:
    """Check one file that is in no project, as it would be typed in."""
    with projects.same_folder() as folder:
        path = folder / name
        path.write_bytes(content)
        return checked(lambda: check_file_alone(path))


def example() -> Written:
    """The files of the example."""
    return {
        path.relative_to(EXAMPLE).as_posix(): path.read_bytes()
        for path in sorted(EXAMPLE.rglob("*.yaml"))
    }


def small() -> Written:
    """The files of the small project, with a house format of its own."""
    return {
        "plan.yaml": projects.PLAN.encode(),
        "report.yaml": projects.REPORT.encode(),
        "house.yaml": projects.HOUSE.encode(),
        **{f"updates/{n}": t.encode() for n, t in projects.UPDATES.items()},
    }


# Mutations

SNIPPETS = (
    *"\n\t\r:-#'\"|>[]{},&*!%@`?~<\\. \ufeff\u2028\xa0\x00\u200b\x85“”‘’–£é\U0001f600",
    *("\r\n", "a: ", "- ", "  ", "    ", "\n- ", ": ", " #", ">-\n", "---\n", "...\n"),
    *("&a ", "*a", "!t ", "<<: ", '"x"', "{a: b}", "[a, b]", "? ", "%YAML 1.1\n"),
    *("see: ", "text: ", "points:\n", "public: false\n", "nothing: ", "closing: "),
    *("id: a\n", "continues: a\n", "withdrawn: so\n", "award: {amount: 1}\n"),
    *("[[farms]]", "[x](#)", "[x](http://[)", "**", "*", "__", "[", "](", "`", "\\"),
    *(
        "# accept date-after-period: so\n",
        "# accept individual-case: so\n",
        "# accept a\n",
    ),
    *("2020-02-30", "2019/20 Q4", "9999/00 Q4", "0000/01", "May 2024", "31 June 2020"),
    *("Friday 1 May 2020", "29 February 2019", "Priority 9", "01865 000 000", "£1e9"),
    *("50%", "1e400", "0x1F", "12:30", "null", "true", "~", "9" * 5000, "a" * 2000),
    *("checks:\n  severity: {a: off}\n", "house: ../x\n", "period: plan\n", "\x1b[2J"),
)


def mutated(content: bytes, rng: Random) -> bytes:
    """The content with some of the things done to it that happen to files."""
    text = content.decode("utf-8", "replace")
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        lines = text.split("\n")
        at, line = rng.randrange(len(text) + 1), rng.randrange(len(lines))
        match rng.randrange(9):
            case 0 | 1:
                text = text[:at] + rng.choice(SNIPPETS) + text[at:]
            case 2:
                text = text[:at] + text[at + rng.randrange(1, 40) :]
            case 3:
                lines.insert(line, lines[rng.randrange(len(lines))])
                text = "\n".join(lines)
            case 4:
                del lines[line]
                text = "\n".join(lines)
            case 5:
                lines[line] = " " * rng.randrange(9) + lines[line].lstrip()
                text = "\n".join(lines)
            case 6:
                start = rng.randrange(len(text) + 1)
                text = text[:at] + text[start : start + 200] + text[at:]
            case 7:
                lines[line] = (
                    lines[line].partition(":")[0] + ": " + rng.choice(SNIPPETS)
                )
                text = "\n".join(lines)
            case _:
                text = text[:at]
    return encoded(text, rng)


def encoded(text: str, rng: Random) -> bytes:
    """The text as a file, mostly as UTF-8."""
    match rng.randrange(12):
        case 0:
            return text.encode("utf-16", "replace")
        case 1:
            return text.encode("cp1252", "replace")
        case 2:
            return text.replace("\n", "\r\n").encode("utf-8-sig", "replace")
        case 3:
            content = bytearray(text.encode("utf-8", "replace"))
            for _ in range(3):
                if content:
                    content[rng.randrange(len(content))] = rng.randrange(256)
            return bytes(content)
        case _:
            return text.encode("utf-8", "replace")


def rounds(seed: str, count: int) -> None:
    """Check so many projects with one or two of their files mutated."""
    for number in range(count):
        rng = Random(f"{seed} {number}")
        written = rng.choice((small, small, small, example))()
        for name in rng.sample(sorted(written), rng.choice((1, 1, 2))):
            written[name] = mutated(written[name], rng)
        try:
            attempt(written)
        except BaseException:
            print(f"round {seed} {number}", file=sys.stderr)  # noqa: T201
            raise


def test_mutated_projects_are_checked_to_the_end() -> None:
    """A few of them each run, the same each time."""
    rounds("few", 8)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
def test_many_mutated_projects_are_checked_to_the_end(part: int) -> None:
    """Well over a thousand, and others when NO_CRASH_SEED says so."""
    rounds(f"{os.environ.get('NO_CRASH_SEED', 'many')} {part}", 200)


# Any text at all

WORDS = st.sampled_from(SNIPPETS)
TEXTS = st.lists(WORDS | st.text(max_size=8), max_size=40).map("".join)


@examples(10, 200)
@given(TEXTS, st.sampled_from(("plan.yaml", "report.yaml", "q4.yaml")))
def test_any_text_is_checked_alone(text: str, name: str) -> None:
    """A file in no project, of any letters."""
    attempt_alone(text.encode("utf-8", "replace"), name)


@examples(10, 200)
@given(st.binary(max_size=400))
def test_any_bytes_are_checked_alone(content: bytes) -> None:
    """A file of any bytes."""
    attempt_alone(content)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(("text", "points", "see", "id", "award", "closing", "a")),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@examples(6, 60)
@given(st.lists(VALUES, min_size=1, max_size=4))
def test_any_values_are_checked_in_a_project(values: list[object]) -> None:
    """Updates of any kind; a value as JSON is YAML."""
    import json  # noqa: PLC0415 - here alone

    entries = "\n".join(f"- {json.dumps(value)}" for value in values)
    written = small()
    written["updates/2022-23-q4.yaml"] = projects.one_update(entries)[
        "2022-23-q4.yaml"
    ].encode("utf-8", "replace")
    attempt(written)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(small()))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TEXTS)
def test_any_text_is_checked_in_a_project(text: str, name: str) -> None:
    """Any file of a project, of any letters."""
    attempt({**small(), name: text.encode("utf-8", "replace")})


# Known evil

BOMB = "a0: &a0 [x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)
MERGES = "m0: &m0 {a: 1}\n" + "".join(
    f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 9)}]}}\n" for n in range(1, 9)
)
FRONT = "period: 2022/23 Q4\nupdates:\n  farms:\n    force:\n"
HOSTILE: dict[str, str | bytes] = {
    "an alias bomb": BOMB,
    "an alias to itself": "a: &a {b: *a}\n",
    "a merge bomb": MERGES,
    "a merge": "a: &a {b: 1}\nc: {<<: *a}\n",
    "a merge of itself": "a: &a {<<: *a}\n",
    "brackets": "[" * 1000 + "]" * 1000,
    "20,000 brackets": "[" * 20_000,
    "20,000 braces": "{a: " * 20_000,
    "nested keys": "".join(f"{'  ' * n}a:\n" for n in range(500)),
    "nested dashes": "- " * 5000 + "x",
    "a key twice": "period: 1\nperiod: 2\n",
    "many keys twice": "a: 1\n" * 300,
    "a day that is not": FRONT + "      - {text: a, date: 2020-02-30}\n",
    "a long number": "period: " + "9" * 5000 + "\n",
    "odd numbers": "a: [1_000, 012, 0777, 1e3, 1e400, .inf, -.inf, .nan, 0x1, 0b1]\n",
    "yes and no": "a: [no, yes, on, off, ~, null, Null, y, n]\n",
    "a directive": "%YAML 1.1\n---\na: no\n",
    "a directive of tags": "%TAG ! tag:x,2000:\n---\na: !b c\n",
    "python": "a: !!python/object/apply:os.system [ls]\n",
    "sets": "a: !!set {b}\nc: !!omap [d: e]\nf: !!binary aGk=\n",
    "a list as a key": "? [a, b]\n: c\n{d: e}: f\n",
    "a long key": "a" * 2000 + ": 1\n",
    "a key of digits and a Tab": "1" * 4000 + ":\t|\n  x",
    "tabs": FRONT + "\t\t- one\n      -\ttwo\t\n",
    "a line separator": FRONT + "      - one\u2028two\u2029three\x85four\n",
    "a byte order mark inside": "period: 2022/23 Q4\n\ufeffupdates: {}\n",
    "two byte order marks": "\ufeff\ufeffperiod: 2022/23 Q4\nupdates: {}\n",
    "a hash": FRONT + "      - Op #4 and #safe\n",
    "braces": "a: {name}\n",
    "400 keys": "".join(f"a{n}: 1\n" for n in range(400)),
    "a long line": FRONT + "      - " + "word " * 5_000 + "\n",
    "a long line of one word": FRONT + "      - " + "w" * 20_000 + "\n",
    "many matches": FRONT + "      - >-\n        " + "the the\t" * 1000 + "\n",
    "an open quote": FRONT + '      - "one\n      - two\n',
    "many open quotes": FRONT + "      - 'one\n" * 150,
    "curly quotes": "period: “2022/23 Q4”\nupdates: {}\n",
    "a second document": "a: 1\n---\nb: 2\n...\nc: 3\n",
    "documents": "---\n" * 5000,
    "only spaces": " " * 100_000,
    "only line ends": "\r\n" * 5_000,
    "old line ends": FRONT.replace("\n", "\r") + "      - one\r",
    "only a byte order mark": b"\xef\xbb\xbf",
    "only a byte order mark of two": b"\xff\xfe",
    "half a letter of UTF-16": b"\xff\xfea\x00b",
    "a lone surrogate in UTF-16": b"\xff\xfea\x00:\x00\x00\xd8 \x00",
    "UTF-32": "a: 1".encode("utf-32"),
    "windows' letters": FRONT.encode() + b"      - \x93one\x94 \x96 two\n",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
    "a word document": b"PK\x03\x04" + bytes(range(256)) * 20,
    "nulls": b"\x00" * 2000,
    "too large": (b"a: " + b"word " * 20 + b"\n") * 50_000,
    "escapes": FRONT + "      - \x1b[31mred\x1b[0m \x07\x08\x7f\n",
    "directions": FRONT + "      - \u202eabc\u202c \u2066x\u2069\n",
    "marks": "# accept a: r\n" * 1000 + FRONT + "      - one\n",
    "spaces in a mark": "# accept" + " " * 50_000 + "!\n" + FRONT + "      - one\n",
    "brackets in a text": FRONT + "      - '" + "[" * 2500 + "'\n",
    "stars in a text": FRONT + "      - '" + "*a " * 1500 + "'\n",
    "links in a text": FRONT + "      - '" + "[a](b) " * 500 + "'\n",
    "references in a text": FRONT + "      - '" + "[[farms]] " * 3000 + "'\n",
    "digits in a text": FRONT + "      - '" + "1" * 10_000 + " " + "1 " * 5000 + "'\n",
    "capitals in a text": FRONT + "      - " + "ABC (" * 5000 + "\n",
    "quotes in a text": FRONT + "      - " + "a 'b " * 2000 + "\n",
    "dates in a text": FRONT + "      - " + "1 May 2020, " * 500 + "\n",
    "points of points": FRONT
    + "      - text: a\n"
    + "".join(
        f"{'  ' * n}      {'  '}points: \n{'  ' * n}        - text: a\n"
        for n in range(25)
    ),
    "backslashes": 'a: "' + "\\" * 10_001 + '"\n',
    "escapes of YAML": 'a: "\\x00\\ud800\\U0010ffff\\N\\_\\L\\P\\e"\n',
    "block marks": "a: |9\n b\nc: >+-\n d\ne: |-\n",
    "question marks": "? a\n? b\n? ? c\n",
}


@pytest.mark.parametrize("name", one_in(3, HOSTILE))
def test_hostile_files_end(name: str) -> None:
    """Each as a file alone and of a project, and never without a word; drafts and plans are slow tests."""
    text = HOSTILE[name]
    content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    attempt_alone(content)
    attempt({**small(), "updates/2022-23-q4.yaml": content}, drafted=False)


@pytest.mark.slow
@pytest.mark.parametrize(
    "entries",
    [
        "- >-\n  " + "the the\t" * 20_000,
        "- '" + "*a " * 10_000 + "'",
        "- " + "word " * 100_000,
        "- " + "Two ABC arrests, made on 1 May 2020. " * 5000,
        "\n".join(f"- Two arrests were made in May {n}." for n in range(5000)),
        "\n".join(f"# accept repeated-word: so\n- The the {n}." for n in range(5000)),
        "- " + "w" * 100_000,
        "- '" + "[a](b) " * 3000 + "'",
        "- '" + "1" * 50_000 + " " + "1 " * 20_000 + "'",
        "- " + "a 'b " * 10_000,
        "- " + "1 May 2020, " * 2000,
    ],
    ids=[
        *("matches", "stars", "a long line", "sentences", "updates", "marks"),
        *("a word", "links", "digits", "quotes", "dates"),
    ],
)
def test_much_of_everything_ends(entries: str) -> None:
    """What grows faster than its text would hang here."""
    updates = projects.one_update(entries)
    attempt({**small(), **{f"updates/{n}": t.encode() for n, t in updates.items()}})


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_rejected_anywhere(name: str) -> None:
    """As the plan, the report and the house format, too."""
    text = HOSTILE[name]
    content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    attempt_alone(content, "plan.yaml")
    for place in ("plan.yaml", "report.yaml", "house.yaml", "updates/new.yaml"):
        attempt({**small(), place: content})


def test_too_many_updates_end() -> None:
    """Some hundred updates, each with something to say of it."""
    lines = "".join(
        f"      - Two arrests were made made in May 20{n % 60 + 10}, see ABC{n}.\n"
        for n in range(100)
    )
    attempt({**small(), "updates/2022-23-q4.yaml": (FRONT + lines).encode()})


def test_a_page_s_examples_end_in_any_project() -> None:
    """Every example of every page, though its project is another."""
    blocks = [
        part.partition("\n")[2]
        for kind in RULES
        for part in docs.load_page(kind).split("```yaml")[1:]
    ]
    assert len(blocks) > 100
    for block in blocks[:: max(len(blocks) // 40, 1)]:
        attempt_alone(block.partition("```")[0].encode())

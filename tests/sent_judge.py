"""What becomes of texts that were sent before, line by line, beside what became of them then.

    .venv/bin/python -m tests.sent_judge [--list] [--only WORDS]

`tests/sent` has texts as contributors sent them, each with the project and the options that it was
pasted with, and what each of its lines became: the record of one day, which is never edited. Each is
pasted again, and its words are looked for in what `paste` prints: the updates, the comments that
name a line, and the account.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from tests import projects, started
from tests.readers import office_xlsx

SENT = Path(__file__).parent / "sent"
FILES = SENT / "files"
"""What is no plain text, by a name of its content."""
FEW_LETTERS = 20
FEW_WORDS = 4
"""A line with fewer words and letters is only found if it is all of a text."""
NEAR = 0.7
"""The share of a line's words that a text has if it is that line, put right."""

NOT_PUBLIC = "not to be published"


class Fate(Enum):
    """What a line became."""

    PLACED = "placed"
    PRIVATE = "kept back"
    NAMED = "named"
    GONE = "left out"


class Became(NamedTuple):
    """What a line became, and under which key aim and stream, and how deep."""

    fate: Fate
    place: str = ""


class SentLine(NamedTuple):
    """A line, a sentence or a cell that was sent, and what it became that day."""

    where: str
    text: str
    then: Became
    why: str = ""
    """The reason why it was in no update."""


class SentText(NamedTuple):
    """A text that was sent, and how it was pasted."""

    test: str
    name: str
    content: bytes
    project: Mapping[str, str]
    report: str
    options: tuple[str, ...]
    lines: tuple[SentLine, ...] = ()


class Written(NamedTuple):
    """A text of an update file."""

    text: str
    letters: str
    words: Counter[str]
    place: str
    private: bool
    is_reference: bool = False


class Pasted(NamedTuple):
    """What `paste` printed for one text."""

    texts: tuple[Written, ...]
    comments: str
    """The letters of the lines that are named."""
    account: tuple[str, ...]
    """The letters of what the account quotes."""
    code: int
    problem: str = ""


class Verdict(Enum):
    """A line then, and now."""

    SAME = "as recorded"
    ELSEWHERE = "placed otherwise"
    KEPT = "kept back needlessly"
    NAMED = "named, not placed"
    LOST = "lost without a word"
    LET_OUT = "public that was private"
    PLACED = "placed that was not"
    UNNAMED = "no longer named"


def letters(text: str) -> str:
    """Return the letters and digits of a text, in small letters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded))


def words(text: str) -> Counter[str]:
    """Return how often a text has each word."""
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def read_sent() -> Iterator[SentText]:
    """Yield the recorded texts, in order."""
    projects = json.loads((SENT / "projects.json").read_text(encoding="utf-8"))
    for path in sorted(SENT.glob("test_*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            file = case.get("file")
            content = (
                office_xlsx.whole((FILES / file).read_bytes())
                if file
                else case["text"].encode()
            )
            yield SentText(
                f"{path.stem}: {case['test']}",
                case["name"],
                content,
                _project(projects, case["project"]),
                case.get("report", ""),
                tuple(case["options"]),
                tuple(
                    SentLine(where, text, Became(Fate(fate), place), why)
                    for where, fate, place, why, text in case["lines"]
                ),
            )


def _project(projects: Mapping[str, Any], name: str) -> dict[str, str]:
    """Return the files of a project, which may be those of another with some changed."""
    kept = projects[name]
    files = _project(projects, kept["like"]) if "like" in kept else {}
    files.update(kept["files"])
    return {k: text for k, text in files.items() if k not in kept.get("without", ())}


def paste(sent: SentText, folder: Path) -> Pasted:
    """Paste a text in an empty folder, and return what is printed."""
    for name, text in sent.project.items():
        (folder / "project" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "project" / name).write_bytes(text.encode())
    for needed in ("project/updates", "sent"):
        (folder / needed).mkdir(parents=True, exist_ok=True)
    (folder / "sent" / sent.name).write_bytes(sent.content)
    project = Path("project", sent.report)
    args = ("paste", f"sent/{sent.name}", "--project", str(project), *sent.options)
    done = started.run(args, folder)
    return read_printed(done.stdout.decode(), done.stderr.decode(), done.returncode)


def read_printed(printed: str, remarks: str, code: int = 0) -> Pasted:
    """Return what the update files that were printed, and the account, have."""
    quoted = re.findall("“([^”]*)”", remarks)
    account = tuple(letters(each) for each in quoted)
    comments = letters(" ".join(re.findall(r"^ *#[?|] ?(.*)", printed, re.MULTILINE)))
    try:
        read = [*YAML(typ="safe").load_all(printed)]
    except YAMLError as error:
        return Pasted((), comments, account, code, str(error))
    texts = tuple(text for each in read if each for text in _texts(each))
    return Pasted(texts, comments, account, code)


def _texts(file: Mapping[str, Any]) -> Iterator[Written]:
    """Yield each text and figure of an update file."""
    for key in ("measures", "updates"):
        yield from _within(file.get(key) or {}, (key,) if key == "measures" else ())


def _within(
    node: Any, path: tuple[str, ...], *, kept: bool = False
) -> Iterator[Written]:
    """Yield the texts of a part of a file; `kept` if all of it is private."""
    match node:
        case dict():
            kept |= node.get("public") is False or node.get("private") is True
            is_cell = len(path) < 2 and not {"text", "nothing", "see"} & node.keys()
            for key, each in node.items():
                if key == "see":
                    place = "/".join(path)
                    yield Written("", "", Counter(), place, kept, is_reference=True)
                elif key not in ("public", "private", "id"):
                    inner = (*path, str(key)) if is_cell else path
                    yield from _within(each, inner, kept=kept)
        case list():
            depth = sum(part.isdigit() for part in path) + 1
            bare = tuple(part for part in path if not part.isdigit())
            inner = (*bare, *map(str, range(1, depth + 1)))
            for each in node:
                yield from _within(each, inner, kept=kept)
        case None | bool():
            return
        case _:
            text = str(node)
            yield Written(text, letters(text), words(text), "/".join(path), kept)


def became(text: str, pasted: Pasted) -> Became:
    """Return what a line that was sent became: where it is public, if it is so anywhere."""
    found = [*_found(text, pasted.texts)]
    for each in sorted(found, key=lambda each: each.private):
        return Became(Fate.PRIVATE if each.private else Fate.PLACED, each.place)
    own = letters(text)
    is_named = any(each and own.startswith(each) for each in pasted.account)
    if own and (own in pasted.comments or is_named or own in pasted.account):
        return Became(Fate.NAMED)
    return Became(Fate.GONE)


def _found(text: str, texts: Iterable[Written]) -> Iterator[Written]:
    """Yield the texts that have a line: word for word, or else the nearest."""
    own, parts, amount = letters(text), words(text), _amount(text)
    if not own:
        return
    every = [*texts]
    same = [x for x in every if x.letters == own or amount == _amount(x.text) != ""]
    if _is_long(text):
        same = same or [x for x in every if own in x.letters]
    same = same or [x for x in every if _is_long(x.text) and x.letters in own]
    if not same and parts.total() >= FEW_WORDS:
        shares = [((x.words & parts).total() / parts.total(), x) for x in every]
        most = max((share for share, _ in shares), default=0.0)
        same = [x for share, x in shares if share == most >= NEAR]
    if not same:
        figures = {*re.findall(r"\d+", text.replace(",", "").replace(".", ""))}
        measures = (x for x in every if x.place.startswith("measures"))
        same = [x for x in measures if x.letters in figures]
    if not same and re.search(r"(?i)\b(?:see|refer|as (?:under|above|for))\b", text):
        same = [x for x in every if x.is_reference]
    yield from same


def _is_long(text: str) -> bool:
    """Return whether the words of a text are hardly by chance in another."""
    return len(letters(text)) >= FEW_LETTERS or words(text).total() >= FEW_WORDS


def _amount(text: str) -> str:
    """Return the number that is all of a text, as it is written without signs, or ""."""
    found = re.fullmatch(r"£?([\d,]*\d)(?:\.00?)?", text.strip())
    return found[1].replace(",", "") if found else ""


def verdict(line: SentLine, now: Became) -> Verdict:
    """Return how what a line became compares with the record."""
    then = line.then.fate
    if then is now.fate is Fate.PLACED and line.then.place != now.place:
        return Verdict.ELSEWHERE
    if line.why == NOT_PUBLIC and now.fate is Fate.PLACED:
        return Verdict.LET_OUT
    return _VERDICTS.get((then, now.fate), Verdict.SAME)


_VERDICTS = {
    (Fate.PLACED, Fate.PRIVATE): Verdict.KEPT,
    (Fate.PLACED, Fate.NAMED): Verdict.NAMED,
    (Fate.PLACED, Fate.GONE): Verdict.LOST,
    (Fate.PRIVATE, Fate.PLACED): Verdict.LET_OUT,
    (Fate.PRIVATE, Fate.NAMED): Verdict.NAMED,
    (Fate.PRIVATE, Fate.GONE): Verdict.LOST,
    (Fate.NAMED, Fate.PLACED): Verdict.PLACED,
    (Fate.NAMED, Fate.PRIVATE): Verdict.PLACED,
    (Fate.NAMED, Fate.GONE): Verdict.UNNAMED,
    (Fate.GONE, Fate.PLACED): Verdict.PLACED,
    (Fate.GONE, Fate.PRIVATE): Verdict.PLACED,
}
"""By what a line was and is; what is not here is as it was."""


class Judged(NamedTuple):
    """A line that was sent, what it becomes, and how that compares."""

    sent: SentText
    line: SentLine
    now: Became
    verdict: Verdict


def judge(texts: Iterable[SentText]) -> Iterator[Judged]:
    """Yield each line of the texts, as it is pasted now."""
    for sent in texts:
        with projects.same_folder() as folder:
            pasted = paste(sent, folder)
        for line in sent.lines:
            now = became(line.text, pasted)
            yield Judged(sent, line, now, verdict(line, now))


def table(judged: Sequence[Judged]) -> str:
    """Return the counts by what the lines were and are, and what is held against a bar."""
    counts = Counter((each.line.then.fate, each.verdict) for each in judged)
    rows = [["", *(fate.value for fate in Fate)]]
    for kind in Verdict:
        rows.append([kind.value, *(str(counts[fate, kind]) for fate in Fate)])
    of_updates = [x for x in judged if x.line.then.fate in (Fate.PLACED, Fate.PRIVATE)]
    public = [x for x in judged if x.line.then.fate is Fate.PLACED]
    bars = (
        ("public that was private (none may be)", judged, Verdict.LET_OUT),
        ("lost without a word (none may be)", of_updates, Verdict.LOST),
        ("as before (at least 85%)", of_updates, Verdict.SAME),
        ("kept back needlessly (at most 9%)", public, Verdict.KEPT),
    )
    lines = [f"{row[0]:24}" + "".join(f"{x:>12}" for x in row[1:]) for row in rows]
    for words, among, kind in bars:
        number = sum(each.verdict is kind for each in among)
        lines.append(f"{number} of {len(among)} lines are {words}")
    return "\n".join(lines)


def main() -> None:
    """Print the table and, with --list, each line that became something else."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--list", action="store_true", help="print each line that differs"
    )
    parser.add_argument("--only", default="", help="texts of tests with these words")
    asked = parser.parse_args()
    texts = (sent for sent in read_sent() if asked.only in sent.test)
    judged = [*judge(texts)]
    for sent, line, now, kind in judged:
        if asked.list and kind is not Verdict.SAME:
            then = " ".join((line.then.fate.value, line.then.place, line.why)).strip()
            sys.stdout.write(f"{kind.value}: {sent.test}, {sent.name}, {line.where}\n")
            sys.stdout.write(f"  then {then}; now {now.fate.value} {now.place}\n")
            sys.stdout.write(f"  {line.text}\n")
    sys.stdout.write(f"{table(judged)}\n")


if __name__ == "__main__":
    main()

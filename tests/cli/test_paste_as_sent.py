"""`pccreport paste` on files as people send them: sheets, forms, mails, papers with pages."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from ruamel.yaml import YAML
from tests import projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.readers.office import p
from tests.readers.office_xlsx import row

TRAILS = "Nine farms had their trailers marked at the Holme show in June."
GATES = "Locking gate posts were lent to 31 farms below the forest."
RIDES = "Two bike patrols a week rode the lanes between Holme and Fenwick."
EGGS = "The egg thief of Gull Rock was fined £900 at Northshire court."
KEPT = "The tenant of Low Barn has told us who took the quad bike."


class Read(NamedTuple):
    """What `paste` made of a file, by key aim and stream, and its account."""

    public: dict[str, list[str]]
    private: dict[str, list[str]]
    account: str


def paste(
    run: Run,
    folder: Path,
    name: str,
    content: bytes | str,
    *options: str,
    **parts: Any,
) -> Read:
    """Paste a file into a fresh project, or one with other parts."""
    project = projects.write(
        folder / "p", plan=parts.pop("plan", projects.PLAN), **parts
    )
    sent = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(sent)
    period = ("--period", "2023/24 Q2")
    done = run("paste", folder / name, "--project", project, *period, *options)
    assert done.returncode in (0, 1), done.stderr
    found = Read({}, {}, done.stderr)
    updates = YAML(typ="safe").load(done.stdout or "updates: {}")["updates"]
    for aim, streams in updates.items():
        for stream, items in streams.items():
            for item in items:
                is_kept = isinstance(item, dict) and item.get("public") is False
                text = item["text"] if isinstance(item, dict) else item
                place = found.private if is_kept else found.public
                place.setdefault(f"{aim} {stream}", []).append(text)
    return found


def sheet(*rows: tuple[str, ...]) -> str:
    """The rows of a sheet."""
    return "".join(row(n, *cells) for n, cells in enumerate(rows, start=1))


def message(text: str, **fields: str) -> bytes:
    """A saved message."""
    made = EmailMessage()
    for name, value in {"From": "jo@a.invalid", "Subject": "Q2", **fields}.items():
        made[name] = value
    made.set_content(text)
    return bytes(made)


def table(*rows: tuple[str, ...]) -> str:
    """A table of Word."""
    cells = (
        "".join(f"<w:tc>{''.join(map(p, cell.split('|')))}</w:tc>" for cell in each)
        for each in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{each}</w:tr>' for each in cells)}</w:tbl>"


@in_turn(
    "heading",
    [
        *("COUNTRY ROADS\n", "On country roads (2):\n\n", "2 – Roads\n"),
        *("Key Aim Two – the roads\n", "Roads + lanes\n\n", "2. Country roads\n"),
    ],
)
def test_a_heading_in_own_words(tmp_path: Path, run: Run, heading: str) -> None:
    """By its number or the words that only one title has."""
    text = f"KA1\n\n- {TRAILS}\n\n{heading}- {RIDES}\n"
    read = paste(run, tmp_path, "NP.txt", text)

    assert read.public == {"farms force": [TRAILS], "roads force": [RIDES]}


@in_turn(
    ("name", "text", "stream"),
    [
        ("q2.txt", "Northshire Police, rural desk\n\nKA1\n- One came.\n", ""),
        ("NP return for OMN.txt", "KA1\n- One came.\n", ""),
        ("omn_grants.txt", "KA1\n- One came.\n", "opcc"),
        ("q2.txt", "From: Jo Day, Northshire Police\nKA1\n- One came.\n", "force"),
        ("NP and safety grants.txt", "KA1\n- One came.\n", ""),
    ],
)
def test_whose_a_text_is(
    tmp_path: Path, run: Run, name: str, text: str, stream: str
) -> None:
    """By the name of its file or of its sender; if they name none or two, it is asked."""
    read = paste(run, tmp_path, name, text)

    assert [*read.public] == ([f"farms {stream}"] if stream else [])
    assert ("give --stream (force, opcc," in read.account) is (not stream)
    assert (f"Stream: {stream}, because of" in read.account) is bool(stream)


def test_a_message_is_read_as_its_page_if_that_has_a_table(
    tmp_path: Path, run: Run
) -> None:
    """Its text has lost which cell is below which."""
    made = EmailMessage()
    made["From"], made["Subject"] = "np@a.invalid", "Q2"
    made.set_content(
        f"Our table:\n\nAim\n\nUpdate\n\n1\n\n{TRAILS}\n\n\n\n{GATES}\n" * 9
    )
    made.add_alternative(
        f"<p>Our table:</p><table><tr><th>Aim</th><th>Update</th></tr>"
        f"<tr><td rowspan=2>1</td><td>{TRAILS}</td></tr><tr><td>{GATES}</td></tr></table>",
        subtype="html",
    )
    read = paste(run, tmp_path, "NP.eml", bytes(made))

    assert read.public == {"farms force": [TRAILS, GATES]}


def test_a_postscript_is_read(tmp_path: Path, run: Run) -> None:
    """What is below a signature is read from there on, up to what a mail program adds."""
    text = (
        f"AIM ONE\n- {TRAILS}\n\nBest wishes\nJo\n\nPS – one for Aim Two, sorry:\n{RIDES}\n\n"
        "Disclaimer: this is from Jo alone.\n"
    )
    read = paste(run, tmp_path, "NP.txt", text)

    assert read.public == {"farms force": [TRAILS], "roads force": [RIDES]}


@pytest.mark.parametrize(
    "heading",
    [
        "Key Aim 1 – Office of the Mayor of Northshire",
        "Key Aim 1: farm thefts and more",
    ],
)
def test_a_heading_says_more_than_the_number(
    tmp_path: Path, run: Run, heading: str
) -> None:
    """A stream, or the title in other words: neither is an update."""
    read = paste(run, tmp_path, "NP.txt", f"{heading}\n- {TRAILS}\n")

    stream = "opcc" if "Office" in heading else "force"
    assert read.public == {f"farms {stream}": [TRAILS]}


def test_how_lines_are_placed_is_said_in_full(tmp_path: Path, run: Run) -> None:
    """By a line above them, or by an option, for what the text does not say."""
    read = paste(run, tmp_path, "note.txt", f"{RIDES}\n\n{EGGS}\n")

    line = "put a line with the key aim’s title and stream’s heading above them"
    options = "or give --aim and --stream (force, opcc, "
    assert f"to place them, {line}, {options}" in " ".join(read.account.split())


def test_several_files_are_pasted_one_after_the_other(tmp_path: Path, run: Run) -> None:
    """Each under its own stream; one that cannot be read stops none of the others."""
    project = projects.write(tmp_path / "p")
    for name, text in (("NP.txt", RIDES), ("OPCC.txt", EGGS), ("x.pdf", "")):
        (tmp_path / name).write_text(f"KA2\n- {text}\n", encoding="utf-8")
    names = [tmp_path / name for name in ("NP.txt", "x.pdf", "OPCC.txt")]
    period = ("--project", project, "--period", "2023/24 Q2")
    printed = run("paste", *names, *period)
    done = run("paste", *names, *period, "--write")

    assert "# NP.txt\nperiod: 2023/24 Q2\n" in printed.stdout
    assert "x.pdf:\nerror: " in done.stderr
    assert printed.returncode == done.returncode == 3
    for stream, text in (("force", RIDES), ("opcc", EGGS)):
        file = project / "updates" / f"2023-24-q2-{stream}.yaml"
        assert text in " ".join(file.read_text(encoding="utf-8").split())


def test_a_broken_update_file_is_named_once(tmp_path: Path, run: Run) -> None:
    """What is sent is written all the same; the exit code is that of a project with errors."""
    project = projects.write(tmp_path / "p")
    broken = project / "updates" / "2022-23-q3.yaml"
    broken.write_text(
        "period: 2022/23 Q3\nupdates:\n  farms:\n  - [a\n", encoding="utf-8"
    )
    (tmp_path / "NP.txt").write_text(f"KA2\n- {RIDES}\n", encoding="utf-8")
    (tmp_path / "OPCC.txt").write_text(f"KA2\n- {EGGS}\n", encoding="utf-8")
    texts = tmp_path / "NP.txt", tmp_path / "OPCC.txt"
    done = run("paste", *texts, project, "--period", "2023/24 Q2", "--write")

    said = " ".join(done.stderr.split())
    assert said.count(f"Not read whole: {broken}. See pccreport check {project}.") == 1
    assert done.stderr.count("Wrote ") == 2
    assert done.returncode == 1


@in_turn(
    "mark",
    [
        *(
            "{Commercial in confidence, leave out of the public report} ",
            "<<internal>> ",
        ),
        *("*** Internal only *** ", "for info only, not for the report: "),
        *("keep this out of the report pls: ", "FYI only: ", "Not to be minuted: "),
        "(just for you) ",
    ],
)
def test_a_mark_in_any_signs_keeps_back(tmp_path: Path, run: Run, mark: str) -> None:
    """And is no part of the text."""
    text = f"KA2\n- {TRAILS}\n- {mark}{KEPT}\n"
    read = paste(run, tmp_path, "q2.txt", text, "--stream", "force")
    assert read.public == {"roads force": [TRAILS]}
    assert read.private == {"roads force": [KEPT]}


@in_turn(
    ("file", "line", "wrong"),
    [
        ("plan.yaml", "title: Safer", "titel: Safer"),
        ("plan.yaml", "number: 3", "number: x"),
        ("report.yaml", "period: 2022/23 Q4", "period: soon"),
        ("report.yaml", "priority: 2", "priority: two"),
    ],
)
def test_an_error_in_a_file_does_not_hide_what_was_sent(
    tmp_path: Path, run: Run, file: str, line: str, wrong: str
) -> None:
    """What can be read of the plan and the streams is enough; the file is named."""
    project = projects.write(tmp_path / "p")
    path = project / file
    path.write_text(path.read_text("utf-8").replace(line, wrong), "utf-8")
    (tmp_path / "m.txt").write_text(f"Fewer thefts from farms.\n- {TRAILS}\n", "utf-8")
    words = ("paste", tmp_path / "m.txt", project, "--stream", "force")
    done = run(*words, "--period", "2023/24 Q2")

    assert TRAILS in " ".join(done.stdout.split()), done.stderr
    assert done.returncode == 1
    assert f"Not read whole: {path}. See pccreport check" in done.stderr

"""`pccreport check --fix` as a process: places and characters, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.expect import Expect

from pccreport.cli.pull import diff_text
from pccreport.findings.text import Source

UPDATE = """\
# A note of ours: with “quotes” and a tab\there.
period: 2022/23 Q4

updates:   # by key aim
  farms:
    force:
      -Two arrests were made.
      - >-
        A folded text\x0bwith a break,
        in two lines.

    opcc:
      - Op Sceptre: a week of action   # said by Jo
      - "Quoted:  twice"
  roads:
\t  opcc:
      - Speed\xa0cameras; a zero\u200bwidth space.
"""
MENDED = (
    UPDATE.replace("-Two", "- Two")
    .replace("text\x0bwith", "text with")
    .replace("Op Sceptre: a week of action", '"Op Sceptre: a week of action"')
    .replace("\t  opcc", "    opcc")
    .replace("\u200b", "")
)
WAYS = {
    "as it is": lambda text: text.encode(),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "BOM": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "BOM and CRLF": lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
    "UTF-16 LE": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "UTF-16 BE": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "no end of line": lambda text: text.removesuffix("\n").encode(),
}


def project(folder: Path, text: bytes) -> tuple[Path, Path]:
    """A small project with this file of 2022/23 Q4, and the file."""
    projects.write(folder)
    path = folder / "updates/2022-23-q4.yaml"
    path.write_bytes(text)
    return folder, path


@pytest.mark.parametrize("way", WAYS)
def test_all_but_the_fixes_stays_byte_for_byte(
    tmp_path: Path, run: Run, way: str, expect: Expect
) -> None:
    """Notes, layout, line ends and byte order mark; a second run changes nothing."""
    folder, path = project(tmp_path / "p", WAYS[way](UPDATE))
    others = {p: p.read_bytes() for p in folder.rglob("*.yaml") if p != path}
    first = run("check", folder, "--fix")

    assert path.read_bytes() == WAYS[way](MENDED)
    expect(first.stderr)
    assert first.returncode == 0, first.stdout
    before = path.stat().st_mtime_ns
    second = run("check", folder, "--fix")
    assert path.read_bytes() == WAYS[way](MENDED)
    assert path.stat().st_mtime_ns == before
    expect(second.stderr)
    assert second.stdout == first.stdout
    assert others == {p: p.read_bytes() for p in others}


def test_a_diff_is_letters_to_look_at() -> None:
    """What an author typed gives a terminal no orders, and a last line is a line."""
    text = "farms:\n  - a\x1b[2J\x0bb"
    lines = [*diff_text(Source("a.yaml", text), f"{text}c")]

    assert [line[0] for line in lines[-2:]] == ["-", "+"]
    assert all(line.endswith("\n") and line[:-1].isprintable() for line in lines)


FIXED = [
    # As typed, and as it is then; spelling, quotation marks, dashes and names are the author's.
    ("- Two arests were made made in Febuary.", "- Two arests were made made in Febuary."),
    ("- He said “dare to share” — and left; it’s 5–6 o’clock…", "- He said “dare to share” — and left; it’s 5–6 o’clock…"),
    ("- see: fram", "- see: fram"),
    ("- |\n  Two\n    lines", "- |\n  Two\n    lines"),
    # A tab puts a field into its update, unless that makes another mistake of the first.
    ("- text: Two boys.\n\tpublic: false", "- text: Two boys.\n  public: false"),
    ("- text: Two boys.\n\tremark: old", "- text: Two boys.\n\tremark: old"),
    # A bullet, a soft hyphen and joined letters go; a broken word is for its author.
    ("- • Two arrests.\n•  Three more.\no Four.", "- Two arrests.\n- Three more.\n- Four."),
    ("- >-\n  • The of\ufb01cers of the com\u00admunity\n  met the com- munity.", "- >-\n  The officers of the community\n  met the com- munity."),
    ("- '- A dash.'", "- 'A dash.'"),
    # Of many, also those that are counted and not listed.
    ("- Two\x0bboys\ufeff.\n" * 40, "- Two boys.\n" * 40),
    ("- text: Two boys.\n\tpublic: false\n" * 40, "- text: Two boys.\n  public: false\n" * 40),
]  # fmt: skip


@in_turn(("typed", "fixed"), FIXED)
def test_what_is_certain_is_fixed_and_words_never_are(
    tmp_path: Path, run: Run, typed: str, fixed: str
) -> None:
    """All else of the file stays."""
    [(name, text)] = projects.one_update(typed).items()
    [expected] = projects.one_update(fixed).values()
    text, expected = (x.replace("      \t", "\t") for x in (text, expected))
    folder = projects.write(tmp_path / "p", updates={name: text})
    run("check", folder, "--fix")

    assert (folder / "updates" / name).read_text("utf-8") == expected


def test_a_file_of_several_reports_is_fixed_once(
    tmp_path: Path, run: Run, expect: Expect
) -> None:
    """A house format that two reports read is one file."""
    house = projects.HOUSE + "opening:\n  -Said\u2028so.\n"
    folder = projects.write(tmp_path / "p", house=house)
    (folder / "reports").mkdir()
    (folder / "reports/two.yaml").write_text(projects.REPORT, "utf-8")
    done = run("check", folder, folder, "--fix")

    assert (folder / "house.yaml").read_text("utf-8") == house.replace(
        "-Said\u2028so", "- Said so"
    )
    expect(done.stderr)


def test_letters_that_had_to_be_guessed_are_left(tmp_path: Path, run: Run) -> None:
    """A file that is not UTF-8 is not made to look as if it had been."""
    text = projects.one_update("- The \x93arrests\x94 were\x0bmade.")["2022-23-q4.yaml"]
    folder, path = project(tmp_path / "p", text.encode("latin-1"))
    done = run("check", folder, "--fix")

    assert path.read_bytes() == text.encode("latin-1")
    assert done.returncode == 1


def test_permissions_and_links_stay(tmp_path: Path, run: Run) -> None:
    """The file behind a link is mended, and may be read by whoever might before."""
    folder, path = project(tmp_path / "p", b"")
    path.unlink()
    real = folder / "shared.txt"
    real.write_bytes(UPDATE.encode())
    real.chmod(0o640)
    before = real.stat().st_mode
    projects.link(path, real)
    run("check", folder, "--fix")

    assert path.is_symlink()
    assert real.read_bytes() == MENDED.encode()
    assert real.stat().st_mode == before


def test_a_read_only_file_is_a_sentence(
    tmp_path: Path, run: Run, expect: Expect
) -> None:
    """It stays, the others are mended, and no option is named that check has not."""
    folder, path = project(tmp_path / "p", UPDATE.encode())
    later = folder / "updates/2023-24-q1.yaml"
    later.write_bytes(UPDATE.replace("2022/23 Q4", "2023/24 Q1").encode())
    path.chmod(0o444)
    done = run("check", folder, "--fix")

    assert (done.returncode, path.read_bytes()) == (3, UPDATE.encode())
    expect(done.stderr)
    assert " -o" not in done.stderr

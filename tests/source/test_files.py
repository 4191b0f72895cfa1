"""Files read into sources: sizes, encodings, refusals, folders of updates."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cases import in_turn

from pccreport.source.command_error import UNREADABLE, CommandError
from pccreport.source.files import MAX_BYTES, read_file, update_files


def write(folder: Path, content: bytes) -> Path:
    """A file with the content."""
    path = folder / "q4.yaml"
    path.write_bytes(content)
    return path


@in_turn(
    "content",
    [
        "a: £5\r\n".encode(),
        b"\xef\xbb\xbf" + "a: £5\r\n".encode(),
        b"\xef\xbb\xbf" * 2 + "a: £5\r\n".encode(),
        "a: £5\r\n".encode("utf-16"),
        b"\xfe\xff" + "a: £5\r\n".encode("utf-16-be"),
    ],
)
def test_a_file_is_read(tmp_path: Path, content: bytes) -> None:
    """UTF-8 with and without its mark, or two and UTF-16 with one give the same text."""
    source, findings = read_file(write(tmp_path, content), "q4.yaml")

    assert findings == ()
    assert source is not None
    assert (source.name, source.text) == ("q4.yaml", "a: £5\r\n")


def test_another_encoding_is_a_finding_at_the_first_byte(tmp_path: Path) -> None:
    """A file of old Windows is not read, and is shown as it was meant, at the first odd letter."""
    source, (finding,) = read_file(
        write(tmp_path, b"a: 1\nb: the force\x92s \xa35\n"), "q4"
    )
    span = finding.at.span

    assert source is None
    assert (finding.rule, span.line, span.column) == ("encoding", 2, 13)
    assert span.source.line(2) == "b: the force’s £5"


@in_turn(
    "content",
    [b"\xff\xd8\xff\xe0\x00", b"a: \x81\n", b"\xa3" * 9, b"\xff\xfea\x00:\x00\xd8"],
)
def test_what_is_no_text_is_not_read(tmp_path: Path, content: bytes) -> None:
    """A picture, and what no letters of Windows are, is a finding and nothing more."""
    source, (finding,) = read_file(write(tmp_path, content), "q4.yaml")

    assert (source, finding.rule) == (None, "encoding")


def test_a_file_that_is_too_large_is_a_finding(tmp_path: Path) -> None:
    """Five megabytes are read; one byte more is a finding."""
    full, _ = read_file(write(tmp_path, b"a" * MAX_BYTES), "q4.yaml")
    source, (finding,) = read_file(write(tmp_path, b"a" * (MAX_BYTES + 1)), "q4.yaml")

    assert full is not None
    assert (source, finding.rule) == (None, "too-large")


@in_turn("name", ["none.yaml", "q4.yaml/none.yaml", "", "a\0b"])
def test_what_cannot_be_opened_is_a_failure(tmp_path: Path, name: str) -> None:
    """A missing file, a folder and an impossible name are refused by name."""
    write(tmp_path, b"a: 1\n")
    with pytest.raises(CommandError) as caught:
        read_file(tmp_path / name, f"<{name}>")

    assert caught.value.code == UNREADABLE
    assert f"“<{name}>”" in caught.value.message


def test_the_update_files_of_a_folder(tmp_path: Path) -> None:
    """YAML files in the order of their names and numbers; what looks like a lost one apart."""
    (tmp_path / "old").mkdir()
    for name in [
        "b-10.yaml",
        "b-2.yaml",
        "b-c.yaml",
        "b.yaml",
        "A.YML",
        "a.yaml",
        ".hidden.yaml",
        "~$b.yaml",
        "c.yaml.txt",
        "d.docx",
        "picture.png",
        "LICENCE",
        "old/e.yaml",
    ]:
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "empty").mkdir()
    folder = update_files(tmp_path)

    numbered = ["b.yaml", "b-2.yaml", "b-10.yaml", "b-c.yaml"]
    assert [path.name for path in folder.updates] == ["A.YML", "a.yaml", *numbered]
    assert [path.name for path in folder.strays] == ["c.yaml.txt", "d.docx", "old"]
    assert update_files(tmp_path / "none") == ((), ())

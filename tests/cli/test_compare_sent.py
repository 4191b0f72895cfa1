"""`pccreport compare sent.docx`: what was edited in Word after the build."""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document as word_document
from tests import measured, projects, word_edits
from tests.conftest import EXAMPLE, Run, RunBytes
from tests.draws import seeds
from tests.expect import Expect
from tests.text_records import records
from tests.word_edits import Edited

from pccreport.document.blocks import Document
from pccreport.pipeline.build import build


@pytest.fixture(scope="module")
def document() -> Document:
    """The example, laid out."""
    document = build(EXAMPLE)[0].document
    assert document
    return document


def told(package: bytes, folder: Path, *options: str) -> dict[str, Any]:
    """What compare says of a Word file, as JSON."""
    sent = folder / "sent.docx"
    sent.write_bytes(package)
    done = records("compare", sent, EXAMPLE, *options)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def found(answer: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    """Each change with the places of its old texts."""
    return sorted(
        (change["kind"], tuple(f"{t['file']} {t['where']}" for t in change["old"]))
        for group in answer["groups"]
        for change in group["changes"]
    )


def expected(
    done: list[Edited], document: Document
) -> list[tuple[str, tuple[str, ...]]]:
    """What compare must say of some edits."""

    def place(paragraph: int) -> str:
        origin = document.blocks[paragraph].origin
        assert origin
        return f"{origin.source.name} line {origin.line}"

    return sorted(
        (each.kind, () if each.kind == "added" else tuple(map(place, each.paragraphs)))
        for each in done
    )


@pytest.mark.parametrize("tracked", [False, True], ids=["plain", "tracked"])
@seeds(2, 25)
def test_drawn_edits_are_told_at_their_lines_and_nothing_else(
    built_example: Path, document: Document, tmp_path: Path, *, seed: int, tracked: bool
) -> None:
    """Words, bullets in and out, split, joined and moved: each at its line in the files."""
    package, done = word_edits.drawn_edits(
        built_example.read_bytes(), seed, tracked=tracked
    )

    assert expected(done, document) == found(told(package, tmp_path))


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_drawn_edits_are_told_in_a_file_that_libreoffice_saved(
    built_example: Path, document: Document, tmp_path: Path
) -> None:
    """The same, whatever program saved the file last."""
    original = built_example.read_bytes()
    drawn = [
        word_edits.drawn_edits(original, seed, tracked=tracked)
        for seed in range(100, 104)
        for tracked in (False, True)
    ]
    packages = word_edits.resaved([package for package, _ in drawn], tmp_path)
    for package, (_, done) in zip(packages, drawn, strict=True):
        assert expected(done, document) == found(told(package, tmp_path))


PRIVATE = projects.one_update("""\
- Two arrests were made at a farm near Ashby.
- {text: "The informant lives in the village of Ashby on £4,500.", public: false}""")


def built(
    folder: Path, updates: dict[str, str] | None = None, ending: str = ""
) -> tuple[Path, bytes]:
    """A small project, and the Word file that it makes."""
    house = projects.HOUSE + ending
    project = projects.write(folder / "farm-report", updates=updates, house=house)
    package = build(project)[0].package
    assert package
    return project, package


def edited(
    package: bytes, old: str, new: str, *, part: str = word_edits.BODY, count: int = -1
) -> bytes:
    """A Word file in which some words of a part are others, or only the first of them."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), count)

    return word_edits.with_part(package, part, change)


def test_what_was_edited_is_shown_under_its_key_aim_and_stream(
    run_bytes: RunBytes, tmp_path: Path, expect: Expect
) -> None:
    """Words, a reference changed by hand, a stream's heading; what follows, under its own."""
    ending = "ending: [Write by May., {heading: Help, text: Ring by May.}]\n"
    _, package = built(tmp_path, ending=ending)
    for words in (
        ("Two arrests", "Twelve arrests"),
        ("OMN activities:", "Activities of the Mayor:"),
        ("<w:t>1)</w:t>", "<w:t>3)</w:t>"),
        ("by May.", "by June."),
    ):
        package = edited(package, *words)
    (tmp_path / "sent.docx").write_bytes(package)

    for options in (["--exit-code"], ["--output-format", "markdown"]):
        done = run_bytes("compare", "sent.docx", "farm-report", *options, cwd=tmp_path)
        assert done.returncode == ("--exit-code" in options)
        assert b"edits in: pccreport pull sent.docx farm-report" in done.stderr
        expect(done.stdout.decode())


def test_an_update_that_was_moved_says_where_from(run: Run, tmp_path: Path) -> None:
    """From another stream."""
    project, package = built(tmp_path)
    sent = word_document(BytesIO(package))
    grants, speed = (p for p in sent.paragraphs if p.text[:6] in ("Grants", "Speed "))
    speed._p.addnext(grants._p)
    sent.save(str(tmp_path / "sent.docx"))

    shown = run("compare", tmp_path / "sent.docx", project).stdout
    assert "It was under “1) Fewer thefts from farms – OMN" in shown


def test_nothing_is_told_of_a_file_as_it_was_built(run: Run, tmp_path: Path) -> None:
    """Nor of one for another quarter, if that is given."""
    project, package = built(tmp_path)
    (tmp_path / "sent.docx").write_bytes(package)
    earlier = tmp_path / "q1.docx"
    run("build", project, "--period", "2022/23 Q1", "-o", earlier)

    for words in ((tmp_path / "sent.docx", project), (earlier, project, "2022/23 Q1")):
        done = run("compare", *words, "--exit-code")
        assert done.returncode == 0, done.stdout + done.stderr
        assert "added" not in done.stdout


def test_what_is_private_now_is_not_quoted_from_the_word_file(
    run: Run, tmp_path: Path
) -> None:
    """It is told first, with its place: the file was sent when it was still public."""
    public = {n: t.replace(", public: false", "") for n, t in PRIVATE.items()}
    _, package = built(tmp_path, public)
    sent = tmp_path / "sent.docx"
    tip = edited(package, "Two arrests", "The tip came from a neighbour. Two arrests")
    sent.write_bytes(tip)
    added = "</w:t></w:r></w:p><w:p><w:r><w:t>Somebody told us who hid the van."
    other = tmp_path / "other.docx"
    more = edited(package, "near Ashby.", f"near Ashby.{added}")
    other.write_bytes(edited(more, "Two arrests", "Fully 4,500 arrests"))
    figure = tmp_path / "figure.docx"
    figure.write_bytes(edited(package, "Two arrests", "Exactly 500 arrests"))
    project, _ = built(tmp_path, PRIVATE)

    shown = run("compare", sent, project).stdout
    assert "Private in the project, but in the Word file" in shown
    for form in ("text", "markdown", "html"):
        done = run("compare", sent, project, "--output-format", form)
        assert done.returncode == 0
        assert "informant" not in done.stdout
        # It may be what is private, in other words; a figure alone is not.
        assert "neighbour" not in done.stdout
        done = run("compare", other, project, "--output-format", form)
        assert not any(word in done.stdout for word in ("van", "Fully"))
        done = run("compare", figure, project, "--output-format", form)
        assert "Exactly" in done.stdout
    every = records("compare", sent, project, "--include-private")
    assert "informant" in every.stdout
    assert run("compare", sent, project, "--include-private").returncode == 2


@pytest.mark.parametrize(
    ("public", "private", "secrets"),
    [
        ("North: 295", "North: {value: 295, public: false}", ["295", "705"]),
        ("seen: 92.0", "seen: {value: 92.0, public: false}", ["92.0", "2 missed"]),
        ("seen: 92.0", "seen: {value: 96.0, public: false}", ["92.0", "2 missed"]),
        ("seen: amber", "seen: {status: amber, public: false}", ["At risk"]),
        ("seen: amber", "seen: {status: red, public: false}", ["At risk"]),
        ("{value: 1188,", "{value: 1188, public: false,", ["1,188", "1,150"]),
    ],
)
def test_a_figure_that_is_private_now_is_not_quoted_from_the_word_file(
    public: str, private: str, secrets: list[str], run: Run, tmp_path: Path
) -> None:
    """Nor what is made of it, as a total; another one there may be an earlier one."""
    house = measured.HOUSE + 'opening: ["{statuses.measures.missed} missed"]\n'
    q2, sent = measured.SECOND, tmp_path / "sent.docx"
    q2 = q2.replace("seen: amber", "seen: amber, held: amber")
    project = measured.write(tmp_path / "p", house=house, q2=q2)
    run("build", project, "-o", sent)
    projects.reword(project / "updates/2024-25-q2.yaml", (public, private))

    for form in ("text", "markdown", "html"):
        shown = run("compare", sent, project, "--output-format", form).stdout
        assert [each for each in secrets if each in shown] == []
        assert "not shown: they are private" in shown
        assert ("Private in" in shown) is not ("96.0" in private or "red" in private)


def test_what_is_beside_the_text_is_compared_as_well(run: Run, tmp_path: Path) -> None:
    """The number of a page is no edit, a year typed behind it is, and a picture is named."""
    project, package = built(tmp_path)
    sent, footer, head = tmp_path / "sent.docx", "word/footer.xml", "Headers, footers"
    year = "<w:r><w:t>2023</w:t></w:r></w:p>"
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    picture = f'<w:r><w:drawing><a:blip xmlns:a="{main}"/></w:drawing></w:r></w:p>'
    until = "Embargoed until noon"
    for before, after, part, said in (
        ("Page ", f"{until}, page ", footer, (head, "1 changed", until)),
        ("</w:p>", year, footer, (head, "1 changed", "2023")),
        ("</w:p>", picture, word_edits.BODY, ("1 picture not read.",)),
    ):
        sent.write_bytes(edited(package, before, after, part=part, count=1))
        shown = " ".join(run("compare", sent, project).stdout.split())
        assert [each for each in said if each not in shown] == []
    sent.write_bytes(package)
    assert "picture" not in run("compare", sent, project).stdout


@pytest.mark.parametrize("offset", range(4))
def test_a_word_typed_over_is_told_wherever_it_is(
    built_example: Path, document: Document, tmp_path: Path, offset: int
) -> None:
    """In titles, headings, labels, references and the sign-off, in every fourth paragraph."""
    done: list[Edited] = []

    def change(body: Any) -> None:
        for place, paragraph in enumerate(body.iter(f"{word_edits.W}p")):
            if place % 4 == offset:
                text = next(paragraph.iter(f"{word_edits.W}t"))
                text.text = f"Zebra {text.text.partition(' ')[2]}"
                done.append(Edited("changed", (place,)))

    package = word_edits.with_body(built_example.read_bytes(), change)

    assert expected(done, document) == found(told(package, tmp_path))


def test_a_link_to_another_address_is_told(run: Run, tmp_path: Path) -> None:
    """Nobody sees on the page where it leads; marks that Word makes curly are only counted."""
    farmers = "- The farmers' tips are in [our figures](https://example.org/figures)."
    project, package = built(tmp_path, projects.one_update(farmers))
    links, sent = "word/_rels/document.xml.rels", tmp_path / "sent.docx"
    sent.write_bytes(edited(package, "org/figures", "com/others", part=links))

    done = run("compare", sent, project, "--output-format", "text")

    assert "2022-23-q4.yaml:5 → paragraph" in " ".join(done.stdout.split())
    assert "[-example.org/figures-]{+example.com/others+}" in done.stdout
    assert "links are not carried over" in run("pull", sent, project).stderr
    sent.write_bytes(edited(package, "farmers' tips", "farmers’ tips"))
    done = run("compare", sent, project, "--exit-code")
    assert done.returncode == 0
    assert "Not shown: 1 text with only quotation marks changed" in done.stdout

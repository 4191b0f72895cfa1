"""A publication copy: nothing in the file but what the panel may read."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
import zlib
from pathlib import Path

import pytest
from tests import projects
from tests.conftest import Run
from tests.pdf import Pdf, needs_poppler

CANARY = re.compile("canary[a-z]*")

PLAN = "# canaryplancomment\n" + projects.PLAN
REPORT = "# canaryreportcomment\n" + projects.REPORT
UPDATES = {
    # A name that is no quarter, so that the token may stand in it.
    "canaryfilename.yaml": """\
# canarycomment
period: 2022/23 Q4
from: canarycontributor
updates:
  farms:
    force:
      - id: canaryid # canaryremark
        text: Two arrests were made.
        date: 2022-05-04
        owner: canaryowner
        source: canarysource
        award: {amount: 5, awards: 1, fund: canaryfund, round: canaryround}
        points:
          - {text: canarypoint, public: false}
          - {text: A point., id: canarypointid}
      - {text: canaryprivate, public: false, outcome: canaryoutcome}
      - {id: canarygone, text: canarywithdrawn, withdrawn: canaryreason}
      - {id: canaryrevised, text: Now it is so., continues: canaryid}
      - {see: canaryrevised, year: 2022/23}
      - {see: roads, public: false}
      - {closing: canaryclosing, public: false}
      - {closing: "More [here](https://www.example.gov.uk/)."}
    opcc:
      - {text: canaryalone, public: false}
""",
    "2022-23-q2.yaml": """\
period: 2022/23 Q2
updates:
  farms:
    force:
      - {id: canaryrevised, text: canaryearlier}
      - {id: canaryout, withdrawn: canaryreason, owner: canaryowner}
    property_fund: {nothing: canarynothing, public: false}
""",
    "2024-25-q4.yaml": "period: 2024/25 Q4\nupdates: {farms: {force: [canarylater]}}",
    "2022-23-q1.yaml": """\
period: 2022/23 Q1
updates:
  courtesy: {force: [canaryotherpriority]}
  farms: {force: [{id: canaryout, text: canarytakenout}]}
""",
}


def parts(package: Path) -> dict[str, bytes]:
    """Every part of a Word file, and the file itself."""
    with zipfile.ZipFile(package) as archive:
        return {
            "the file": package.read_bytes(),
            **{name: archive.read(name) for name in archive.namelist()},
        }


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """A file built where every private thing has a token in it."""
    folder = tmp_path_factory.mktemp("canaryfolder")
    projects.write(folder / "canaryproject", plan=PLAN, report=REPORT, updates=UPDATES)
    target = folder / "canarytarget.docx"
    environment = {
        "USER": "canaryuser",
        "LOGNAME": "canaryuser",
        "HOSTNAME": "canaryhost",
    }
    done = run("build", folder / "canaryproject", "-o", target, **environment)
    assert done.returncode == 0, done.stderr
    return target


def test_no_private_thing_is_in_any_part(published: Path) -> None:
    """No token of a private field, id, comment, path, user or other report is in the file."""
    found = {
        name: CANARY.findall(part.decode("latin-1"))
        for name, part in parts(published).items()
    }

    assert {name: tokens for name, tokens in found.items() if tokens} == {}


def test_the_canaries_would_be_found(tmp_path: Path, run: Run) -> None:
    """The same project with its items public does show their tokens."""
    updates = {
        name: text.replace("public: false", "public: true")
        for name, text in UPDATES.items()
    }
    folder = projects.write(
        tmp_path / "project", plan=PLAN, report=REPORT, updates=updates
    )
    folder.joinpath("updates/canaryfilename.yaml").write_text(
        updates["canaryfilename.yaml"].replace(
            "      - {see: roads, public: true}\n", ""
        ),
        encoding="utf-8",
    )
    done = run("build", folder, "-o", tmp_path / "r.docx")
    assert done.returncode == 0, done.stderr
    text = parts(tmp_path / "r.docx")["word/document.xml"].decode()

    expected = {
        "canarypoint",
        "canaryprivate",
        "canaryoutcome",
        "canaryclosing",
        "canaryalone",
        "canarynothing",
    }
    assert expected == set(CANARY.findall(text))


def test_the_file_has_no_unused_part(published: Path) -> None:
    """No comments, custom XML, thumbnail or hidden text."""
    names = "\n".join(parts(published))
    text = b"".join(parts(published).values()).decode("latin-1")

    assert not re.search("comments|customXml|thumbnail|people|webSettings", names)
    assert not re.search(r"w:vanish|w:rsid|updateFields|w:dirty|python-docx", text)


def _pdf_streams(content: bytes) -> bytes:
    """The inflated streams of a PDF, where text and structure are."""
    found = [content]
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            found.append(zlib.decompressobj().decompress(match[1]))
        except zlib.error:
            continue
    return b"\n".join(found)


@needs_poppler
def test_no_private_thing_is_in_a_pdf_of_the_project(
    published: Path, tmp_path: Path, run: Run
) -> None:
    """Nor in its text, as it would be copied, or in what is said of the file."""
    target = tmp_path / "report.pdf"
    done = run("build", published.parent / "canaryproject", "-o", target)
    shown, streams = Pdf(target), _pdf_streams(target.read_bytes()).decode("latin-1")

    assert done.returncode == 0, done.stderr
    assert "Two arrests were made." in shown.text
    assert CANARY.findall(shown.text + shown.facts + streams) == []


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_no_private_thing_is_in_the_pdf(published: Path, tmp_path: Path) -> None:
    """A PDF made of the file holds no token either, in any stream."""
    copy = Path(shutil.copy(published, tmp_path / "report.docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]
    command += [str(tmp_path), str(copy)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    content = _pdf_streams((tmp_path / "report.pdf").read_bytes())

    assert CANARY.findall(content.decode("latin-1")) == []

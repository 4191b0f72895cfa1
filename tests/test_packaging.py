"""What is built is what is run: the wheel, in a clean environment, from elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.slow


def call(*command: str | Path, cwd: Path) -> str:
    """What a command prints, having gone well."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive as an installer would."""
    folder = tmp_path_factory.mktemp("dist")
    source = tmp_path_factory.mktemp("source")
    build = (sys.executable, "-m", "hatchling", "build", "-d", folder, "-t")
    call(*build, "sdist", cwd=ROOT)
    [archive] = folder.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(source, filter="data")
    [unpacked] = source.iterdir()
    call(*build, "wheel", cwd=unpacked)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with the wheel and what it needs, and nothing else."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=True)
    scripts = "Scripts" if sys.platform == "win32" else "bin"
    python = folder / scripts / "python"
    constraints = ROOT / "constraints.txt"
    call(python, "-m", "pip", "install", "-q", "-c", constraints, wheel, cwd=folder)
    return python


def test_the_wheel_holds_all_that_is_looked_up(wheel: Path) -> None:
    """Schemas, house formats, languages and the template are in it; tests are not."""
    names = set(zipfile.ZipFile(wheel).namelist())
    data = [
        "*.yaml",
        "*.json",
        "*.txt",
        "*.cmd",
        "*.css",
        "*.xml",
        "*.rels",
        "py.typed",
    ]
    package = ROOT / "src" / "pccreport"
    kept = {p.relative_to(ROOT / "src") for x in data for p in package.rglob(x)}
    kept |= {
        Path("pccreport") / p.relative_to(ROOT) for p in ROOT.glob("schemas/*.json")
    }

    assert set() == {path.as_posix() for path in kept} - names
    assert [] == [name for name in names if "test" in name or "example" in name]


def test_the_installed_tool_builds_the_example(installed: Path, tmp_path: Path) -> None:
    """From another folder, with only what the wheel brought, the same file comes out."""
    words = ("-m", "pccreport", "build", ROOT / "examples" / "thames-valley", "-o")
    call(installed, *words, "there.docx", cwd=tmp_path)
    call(sys.executable, *words, "here.docx", cwd=tmp_path)

    assert (tmp_path / "here.docx").read_bytes() == (
        tmp_path / "there.docx"
    ).read_bytes()


def test_the_installed_tool_says_what_is_wrong(installed: Path, tmp_path: Path) -> None:
    """The part that is loaded only when something is wrong is there too."""
    from tests import projects  # noqa: PLC0415

    projects.write(
        tmp_path / "project", report=projects.REPORT.replace("panel", "pannel")
    )
    command = [str(installed), "-m", "pccreport", "build", "project"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )

    assert 1 == done.returncode
    assert "“panel”" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a release is made with bash")
def test_a_release_is_the_same_twice_and_its_pyz_builds_the_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One file that IT's own Python starts writes the same document, from any folder."""
    monkeypatch.setenv("SHIV_ROOT", str(tmp_path / "unpacked"))
    first, again = tmp_path / "Büro für Berichte", tmp_path / "again"
    for folder in (first, again):
        call(ROOT / ".ci" / "release", folder, cwd=tmp_path)
    sums = (first / "SHA256SUMS").read_text(encoding="utf-8")
    [pyz] = first.glob("*.pyz")
    example = ROOT / "examples" / "thames-valley"
    call(sys.executable, pyz, "build", example, "-o", "there.docx", cwd=first)
    built = (sys.executable, "-m", "pccreport", "build", example, "-o", "here.docx")
    call(*built, cwd=first)

    assert sums == (again / "SHA256SUMS").read_text(encoding="utf-8")
    assert {".whl", ".gz", ".pyz"} == {Path(row).suffix for row in sums.splitlines()}
    assert (first / "here.docx").read_bytes() == (first / "there.docx").read_bytes()

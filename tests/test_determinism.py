"""Same input, same document: whatever the machine, the clock and the folder."""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.conftest import EXAMPLE, Run


def parts(path: Path) -> list[tuple[str, bytes]]:
    """Return the uncompressed parts of a Word file; the compressed ones depend on zlib."""
    with ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


ENVIRONMENTS = [
    {"PYTHONHASHSEED": "1", "TZ": "America/St_Johns", "LC_ALL": "C", "LANG": "C"},
    {
        **{"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati"},
        **{"LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "1"},
        **{"HOME": "/nonexistent", "USER": "somebody"},
    },
]


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param(ENVIRONMENTS[0], id="west", marks=pytest.mark.slow),
        pytest.param(ENVIRONMENTS[1], id="east"),
    ],
)
def test_the_environment_changes_no_byte(
    built_example: Path, tmp_path: Path, run: Run, environment: dict[str, str]
) -> None:
    """Hash seeds, time zones, locales and users leave the file as it is."""
    target = tmp_path / "other name.docx"
    done = run("build", EXAMPLE, "-o", target, **environment)
    assert done.returncode == 0, done.stderr

    assert built_example.read_bytes() == target.read_bytes()


def test_the_folder_changes_no_byte(
    built_example: Path, tmp_path: Path, run: Run
) -> None:
    """A copy elsewhere, its files made in another order, gives the same file."""
    copy = tmp_path / "Ein anderer Ordner"
    shutil.copytree(EXAMPLE, copy)
    files = list(EXAMPLE.glob("updates/*"))
    random.Random(4).shuffle(files)
    shutil.rmtree(copy / "updates")
    (copy / "updates").mkdir()
    for file in files:
        shutil.copy(file, copy / "updates")
    done = run("build", copy, "-o", tmp_path / "r.docx", PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stderr

    assert built_example.read_bytes() == (tmp_path / "r.docx").read_bytes()


def test_source_date_epoch_dates_the_file(tmp_path: Path, run: Run) -> None:
    """SOURCE_DATE_EPOCH is the moment of making; without it the day of the sign-off."""
    from docx import Document  # noqa: PLC0415

    for environment, made in [
        ({"SOURCE_DATE_EPOCH": "1600000000"}, "2020-09-13 12:26:40+00:00"),
        ({}, "2020-08-26 00:00:00+00:00"),
    ]:
        run("build", EXAMPLE, "-o", tmp_path / "r.docx", **environment)
        properties = Document(str(tmp_path / "r.docx")).core_properties
        assert (made, made) == (str(properties.created), str(properties.modified))


OTHERS = [minor for minor in range(11, 15) if minor != sys.version_info.minor]
"""The Pythons that the tests do not run on: of theirs, `test_packaging.py` compares each byte."""


@pytest.mark.slow
@pytest.mark.parametrize("python", [f"python3.{minor}" for minor in OTHERS])
def test_every_python_makes_the_same_parts(
    built_example: Path, tmp_path: Path, python: str
) -> None:
    """The uncompressed parts are the same on every Python there is."""
    import subprocess  # noqa: PLC0415

    found = shutil.which(python)
    works = found and subprocess.run(
        [found, "-c", "1"], capture_output=True, check=False
    )
    if not found or not works or works.returncode:
        pytest.skip(f"{python} is not installed")
    root = Path(__file__).parents[1]
    venv = tmp_path / "venv"
    subprocess.run([found, "-m", "venv", venv], check=True)
    scripts = venv / ("Scripts" if sys.platform == "win32" else "bin")
    constraints = str(root / "constraints.txt")
    install = [
        str(scripts / "python"),
        "-m",
        "pip",
        "install",
        "-q",
        "-c",
        constraints,
        str(root),
    ]
    subprocess.run(install, check=True, cwd=tmp_path)
    target = tmp_path / "r.docx"
    subprocess.run(
        [scripts / "python", "-m", "pccreport", "build", EXAMPLE, "-o", target],
        check=True,
        capture_output=True,
    )

    assert parts(built_example) == parts(target)

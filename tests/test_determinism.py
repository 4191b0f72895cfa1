"""Same input, same document: whatever the machine and the clock."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import EXAMPLE, Run
from tests.draws import one_in

ENVIRONMENTS = [
    {"PYTHONHASHSEED": "1", "TZ": "America/St_Johns", "LC_ALL": "C", "LANG": "C"},
    {
        **{"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati"},
        **{"LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "1"},
        **{"HOME": "/nonexistent", "USER": "somebody"},
    },
]


@pytest.mark.parametrize("environment", one_in(2, ENVIRONMENTS[::-1]))
def test_the_environment_changes_no_byte(
    built_example: Path, tmp_path: Path, run: Run, environment: dict[str, str]
) -> None:
    """Hash seeds, time zones, locales and users leave the file as it is."""
    target = tmp_path / "other name.docx"
    done = run("build", EXAMPLE, "-o", target, **environment)
    assert done.returncode == 0, done.stderr

    assert built_example.read_bytes() == target.read_bytes()

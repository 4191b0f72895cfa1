"""The page of what changed in a browser: for everybody, and as wide as the window.

AXE_MODULES names the folder with the npm packages axe-core and puppeteer-core.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.writers.comparisons import added, comparison, hostile, of_each_kind, revised
from tests.writers.test_html import reports

from pccreport.layout.changes import lay_out_changes
from pccreport.writers import html

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
MODULES = os.environ.get("AXE_MODULES", "")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (BROWSER and MODULES and shutil.which("node")),
        reason="Chromium, Node.js and axe-core are not installed",
    ),
]

STREAMS = tuple((f"s{i}", f"Activities of stream {i} of the county") for i in range(9))


def test_everybody_can_read_the_page(tmp_path: Path) -> None:
    """WCAG 2.2 AA by axe-core, light and dark, at 320 and 1280 pixels; nothing fetched."""
    told = [
        of_each_kind(),
        comparison(),
        comparison(
            added("one"),
            revised("We met 96 people.", "We met 98 people."),
            streams=(("police", "Police"), *STREAMS),
        ),
        *hostile()[::3],
    ]
    documents = [*map(lay_out_changes, told), *reports()]
    pages = [tmp_path / f"{number}.html" for number in range(len(documents))]
    for page, document in zip(pages, documents, strict=True):
        page.write_text(html.write(document), encoding="utf-8")
    script = Path(__file__).with_name("axe.cjs")
    done = subprocess.run(
        ["node", script, str(BROWSER), *pages],
        env={**os.environ, "NODE_PATH": MODULES},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    seen = [json.loads(each) for each in done.stdout.splitlines()]

    assert 4 * len(pages) == len(seen)
    assert [] == [each for each in seen if each["violations"]]
    assert [] == [each for each in seen if each["wide"] > each["width"]]
    assert [] == [each for each in seen if each["requests"]]
    assert all(each["passes"] > 20 for each in seen)

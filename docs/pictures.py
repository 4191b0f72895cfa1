"""Make the pictures of README.md from what the tool itself writes and prints.

    .venv/bin/python docs/pictures.py

It needs LibreOffice (`soffice`) and poppler (`pdftoppm`). What is drawn is the project in `docs/strip`:
an update file, its first page, a finding, what changed since the quarter before, and who has sent what.
Each picture keeps what it was made of, and `tests/test_pictures.py` holds that to the tool of today.
"""

from __future__ import annotations

import contextlib
import hashlib
import html
import io
import os
import pty
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops, PngImagePlugin
from rich.console import Console
from rich.text import Text

DOCS = Path(__file__).parent
STRIP = DOCS / "strip"
UPDATES = Path("updates/2025-26-q2.yaml")
QUARTERS = ("2025/26 Q1", "2025/26 Q2")
COLUMNS = 84
DOTS_PER_INCH = 110
MADE_OF = "Made of"
"""The key of a PNG's text that has the checksum of the Word file it shows."""

FONT = "ui-monospace, Consolas, 'DejaVu Sans Mono', Menlo, monospace"
WIDTH, HEIGHT, EDGE = 8.43, 19, 14
"""Of a character, of a line, and of the empty edge, in the units of a drawing with 14 a letter."""
INKS = (
    "#1b222c",
    "#b31424",
    "#0b5d33",
    "#7a4e00",
    "#1b3682",
    "#701a75",
    "#005c6e",
    "#3d4852",
)
"""The eight colours of a terminal, each with at least 4.5:1 on white."""


def outputs(folder: Path) -> dict[str, str]:
    """Return what the tool prints of a copy of the strip, by picture, with colours."""
    shutil.copytree(STRIP, folder)
    status = printed("status", cwd=folder)
    updates = folder / UPDATES
    typed = updates.read_text(encoding="utf-8")
    mistyped = typed.replace("see: way_home", "see: way_hom").replace("164", "264")
    updates.write_text(mistyped, encoding="utf-8")
    return {"status": status, "finding": printed("check", cwd=folder)}


def documents(folder: Path) -> dict[str, bytes]:
    """Return the Word files that are shown, by picture."""
    printed("build", STRIP, "-o", "page.docx", cwd=folder)
    printed("compare", STRIP, *QUARTERS, "--redline", "redline.docx", cwd=folder)
    return {
        name: (folder / f"{name}.docx").read_bytes() for name in ("page", "redline")
    }


def printed(*words: str | Path, cwd: Path) -> str:
    """Return what a command prints on a terminal of so many columns."""
    main, side = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "pccreport", *map(str, words)],
        cwd=cwd,
        env={**os.environ, "TERM": "xterm", "COLUMNS": str(COLUMNS)},
        stdout=side,
        stderr=side,
    )
    os.close(side)
    shown = b""
    with contextlib.suppress(OSError):  # raised when the other end is closed
        while read := os.read(main, 65536):
            shown += read
    os.close(main)
    done.wait()
    return shown.decode("utf-8").replace("\r\n", "\n")


def checksum(document: bytes) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(document).hexdigest()


def draw_text(name: str, shown: Text, title: str) -> None:
    """Write what a terminal shows as an SVG; nothing in it is fetched from elsewhere."""
    lines = shown.split("\n")
    width, height = EDGE * 2 + WIDTH * COLUMNS, EDGE * 2 + HEIGHT * len(lines)
    rows = "\n".join(
        f'<text x="{EDGE}" y="{EDGE + HEIGHT * number - 5}" xml:space="preserve">{_spans(line)}</text>'
        for number, line in enumerate(lines, start=1)
    )
    svg = f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img" font-family="{FONT}" font-size="14" fill="{INKS[0]}">
<title>{title}</title>
<rect x="0.5" y="0.5" width="{width - 1:.0f}" height="{height - 1}" rx="6" fill="#ffffff" stroke="#6b7785"/>
{rows}
</svg>
"""
    (DOCS / f"{name}.svg").write_text(svg, encoding="utf-8")


def _spans(line: Text) -> str:
    """Return a line in SVG, with its colours and bold words."""
    spans = []
    for part in line.render(Console(file=io.StringIO())):
        colour = part.style.color if part.style else None
        ink = (
            INKS[(colour.number or 0) % 8] if colour and not colour.is_default else None
        )
        marks = f' fill="{ink}"' if ink else ""
        marks += ' font-weight="bold"' if part.style and part.style.bold else ""
        words = html.escape(part.text, quote=False)
        spans.append(f"<tspan{marks}>{words}</tspan>" if marks else words)
    return "".join(spans).rstrip("\n")


def _yaml(typed: str) -> Text:
    """Return an update file with its keys in colour."""
    shown = Text(typed.rstrip("\n"))
    shown.highlight_regex(r"[a-z_]+:(?= |$)", "blue")
    shown.highlight_regex(r"(?m)^[a-z_ ]+:$", "blue")
    return shown


def draw_page(name: str, document: bytes) -> None:
    """Write the first page of a Word file as a PNG, without its empty foot."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.docx"
        path.write_bytes(document)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        run = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
        ]
        subprocess.run([*run, path], check=True, capture_output=True)
        made = [
            "pdftoppm",
            "-r",
            str(DOTS_PER_INCH),
            "-png",
            "-singlefile",
            "-f",
            "1",
            "-l",
            "1",
        ]
        subprocess.run(
            [*made, path.with_suffix(".pdf"), path.with_suffix("")], check=True
        )
        page = Image.open(path.with_suffix(".png")).convert("RGB")
    empty = Image.new("RGB", page.size, "white")
    box = ImageChops.difference(page, empty).getbbox() or (0, 0, *page.size)
    page = page.crop(
        (
            max(box[0] - 40, 0),
            max(box[1] - 40, 0),
            min(box[2] + 40, page.width),
            box[3] + 40,
        )
    )
    kept = PngImagePlugin.PngInfo()
    kept.add_text(MADE_OF, checksum(document))
    page.quantize(32).save(DOCS / f"{name}.png", pnginfo=kept, optimize=True)


def main() -> None:
    """Make them all."""
    with tempfile.TemporaryDirectory() as folder:
        shown = outputs(Path(folder) / "strip")
        files = documents(Path(folder))
    yaml = (STRIP / UPDATES).read_text(encoding="utf-8")
    draw_text("updates", _yaml(yaml), UPDATES.name)
    for name in shown:
        draw_text(name, Text.from_ansi(shown[name]), name)
    for name, document in files.items():
        draw_page(name, document)


if __name__ == "__main__":
    main()

"""docxtpl filling a prepared template, as its manual has it: template, JSON, output."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate, RichText  # type: ignore[import-untyped]


def enrich(template: DocxTemplate, bullets: list[dict[str, Any]]) -> None:
    """Give the bullets that hold bold or links their rich text, and only those."""
    for bullet in bullets:
        if "runs" in bullet:
            bullet["rich"] = rich = RichText()
            for run in bullet["runs"]:
                if url := run.get("url"):
                    link = template.build_url_id(url)
                    rich.add(run["text"], url_id=link, color="0563C1", underline=True)
                else:
                    rich.add(run["text"], bold=run.get("bold", False))
        enrich(template, bullet["points"])


def main(template_path: str, data_path: str, output: str) -> None:
    """Fill the template and save it."""
    template = DocxTemplate(template_path)
    data = json.loads(Path(data_path).read_text(encoding="utf-8"))
    for aim in data["aims"]:
        for stream in aim["streams"]:
            for label in stream["labels"]:
                enrich(template, label["bullets"])
    template.render(data, autoescape=True)
    template.save(output)


if __name__ == "__main__":
    main(*sys.argv[1:])

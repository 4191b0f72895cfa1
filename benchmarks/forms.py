"""The content of the benchmarks as each tool has it typed, and read back again.

Run as

    forms.py make SIZE FOLDER     writes project/, data.json, template.docx, report.md
    forms.py check SIZE FILE...   reads Word files back, fails where a bullet is missing

A SIZE of `real` is the report of 4 September 2020, which is one of the examples; it has no report.md.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
import zipfile
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Any

from content import (
    AIMS,
    STREAMS,
    YEARS,
    Bullet,
    Cell,
    Part,
    Reference,
    make,
    plain,
    printed,
)

REAL = "real"
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "thames-valley"
# The styles of its first and last paragraphs, with what the template calls these.
FRONT = {
    **dict.fromkeys(("Body Name", "Heading 1", "Subtitle"), "titles"),
    "List Number": "aim_list",
    **dict.fromkeys(("Sign-off", "Sign-off Date"), "sign_off"),
}

# What stands around the bullets, as the panel's house format prints it

TITLES = (
    "Office of the Police & Crime Commissioner for Thames Valley",
    "PCC progress report to the Thames Valley Police and Crime Panel 4th September 2020",
    "Police and Crime Plan Strategic Priority 4: Serious Organised Crime",
)
OPENING = (
    "I ensure delivery of my Police and Crime Plan 2017-2021 objectives by holding to"
    " account the force and other service providers for their delivery of specific"
    " operational policing, crime reduction and community safety objectives.",
    "The Chief Constable produces an Annual Force Delivery Plan which complements and"
    " supports my Police and Crime Plan. I attend monthly Service Improvement Reviews and"
    " Force Performance Group meetings whereby I can witness the Chief Constable holding"
    " operational personnel to account for their performance.",
    "My Police and Crime Plan sets out the following Key Aims for addressing Serious"
    " Organised Crime:",
)
SECTION = "2019/20 progress on delivery of Strategic Priority 4 Key Aims"
SIGN_OFF = ("Alex Example", "Police and Crime Commissioner", "26 August 2020")


# A project of ours

PLAN = """\
title: Police and Crime Plan
years: 2017/18 to 2020/21

body:
  name: Office of the Police & Crime Commissioner for Thames Valley
  short: OPCC
  area: Thames Valley
holder:
  short: PCC
force:
  name: Thames Valley Police
  short: TVP

priorities:
  - number: 4
    title: Serious Organised Crime
    objective: improving the local response
    aims:
"""
REPORT = """\
format: 1
house: house.yaml
priority: 4
period: 2019/20 Q4
until: 2020/21 Q1

panel: Thames Valley Police and Crime Panel
meeting: 2020-09-04

objective: improve the local response
focus:
  - Improving community resilience
  - Improving information sharing

sign_off:
  name: Alex Example
  office: Police and Crime Commissioner
  date: 2020-08-26
"""


HOUSE = "extends: progress-report\nstreams:\n" + "".join(
    f'  {key}: {{heading: "{heading}"}}\n' for key, heading in STREAMS.items()
)


def write_project(cells: Sequence[Cell], folder: Path) -> None:
    """A folder as an officer keeps it: plan, report, a file a quarter."""
    updates = folder / "updates"
    updates.mkdir(parents=True, exist_ok=True)
    aims = (f"      {key}: >-\n{wrapped(text, 8)}" for key, text in AIMS.items())
    write_text(folder / "plan.yaml", PLAN + "".join(aims))
    write_text(folder / "report.yaml", REPORT)
    write_text(folder / "house.yaml", HOUSE)
    for quarters in YEARS.values():
        for quarter in quarters:
            name = quarter.replace("/", "-").replace(" ", "-").lower()
            write_text(updates / f"{name}.yaml", update_file(cells, quarter))


def update_file(cells: Sequence[Cell], quarter: str) -> str:
    """One quarter's file."""
    lines = []
    for aim in AIMS:
        streams = ""
        for cell in cells:
            if cell.aim == aim and (share := share_of(cell, quarter)):
                items = "".join(typed(item, 6) for item in share)
                streams += f"    {cell.stream}:\n{items}"
        if streams:
            lines.append(f"  {aim}:\n{streams}")
    updates = "updates:\n" + "".join(lines) if lines else "updates: {}\n"
    return f"period: {quarter}\n\n{updates}"


def share_of(cell: Cell, quarter: str) -> list[Bullet | Reference]:
    """The part of a cell that is typed into one quarter's file."""
    quarters = YEARS[cell.label]
    if quarter not in quarters:
        return []
    count, index = len(cell.entries), quarters.index(quarter)
    first, end = (count * i // len(quarters) for i in (index, index + 1))
    return cell.entries[first:end]


def typed(item: Bullet | Reference, indent: int) -> str:
    """An entry as it is typed in an update file."""
    lead = f"{' ' * indent}- "
    if isinstance(item, Reference):
        return f"{lead}see: {item.aim}\n"
    text = "".join(marked_up(part, f"[[{part.aim}]]") for part in item.parts)
    if not item.points:
        return f"{lead}>-\n{wrapped(text, indent + 2)}"
    points = "".join(typed(point, indent + 4) for point in item.points)
    below = " " * (indent + 2)
    return f"{lead}text: >-\n{wrapped(text, indent + 4)}{below}points:\n{points}"


def marked_up(part: Part, reference: str) -> str:
    """A stretch of text with the marks that our prose and Markdown share."""
    if part.aim:
        return reference
    if part.url:
        return f"[{part.text}]({part.url})"
    return f"**{part.text}**" if part.bold else part.text


def wrapped(text: str, indent: int) -> str:
    """Lines of a block of text, as an editor breaks them."""
    return (
        textwrap.indent(
            textwrap.fill(
                text, 88 - indent, break_long_words=False, break_on_hyphens=False
            ),
            " " * indent,
        )
        + "\n"
    )


# What docxtpl is given


def data(cells: Sequence[Cell]) -> dict[str, Any]:
    """The report as the template's loops want it."""
    return {
        "titles": TITLES,
        "opening": OPENING,
        "aim_list": list(AIMS.values()),
        "section": SECTION,
        "aims": [
            {
                "text": f"{number}) {text}",
                "streams": [
                    {
                        "heading": heading,
                        "labels": [
                            {
                                "label": cell.label,
                                "bullets": [as_data(item) for item in cell.entries],
                            }
                            for cell in cells
                            if (cell.aim, cell.stream) == (aim, stream) and cell.entries
                        ],
                    }
                    for stream, heading in STREAMS.items()
                ],
            }
            for number, (aim, text) in enumerate(AIMS.items(), start=1)
        ],
        "sign_off": SIGN_OFF,
    }


def as_data(item: Bullet | Reference) -> dict[str, Any]:
    """A bullet for the template: text where it is all plain, else its runs."""
    if isinstance(item, Reference):
        return {"text": item.text, "points": []}
    points = [as_data(point) for point in item.points]
    if not any(part.bold or part.url for part in item.parts):
        return {"text": plain(item.parts), "points": points}
    runs: list[dict[str, Any]] = []
    for part in item.parts:
        special = {"bold": True} if part.bold else {"url": part.url} if part.url else {}
        if runs and not special and runs[-1].keys() == {"text"}:
            runs[-1]["text"] += part.text
        else:
            runs.append({"text": part.text, **special})
    return {"runs": runs, "points": points}


def real_data() -> dict[str, Any]:
    """The real report as the template's loops want it: each paragraph of the example's Word file."""
    from docx import Document  # noqa: PLC0415  # only this and `write_template` need it

    found: dict[str, Any] = {name: [] for name in ("aims", "opening", *FRONT.values())}
    aims = found["aims"]
    for paragraph in Document(str(EXAMPLE / "out" / "report.docx")).paragraphs:
        style, text = str(paragraph.style.name), paragraph.text
        if style in FRONT:
            found[FRONT[style]].append(text)
        elif style == "Heading 2":
            found["section"] = text
        elif style == "Heading 3":
            aims.append({"text": f"{len(aims) + 1}) {text}", "streams": []})
        elif not aims:
            found["opening"].append(text)
        elif style in ("Heading 4", "Heading 5"):
            # What is below a stream's heading, and not below a label, has an empty one.
            if style == "Heading 4":
                aims[-1]["streams"].append({"heading": text, "labels": []})
                text = ""
            above = [list[dict[str, Any]]()]
            label = {"label": text, "bullets": above[0]}
            aims[-1]["streams"][-1]["labels"].append(label)
        else:
            level = int(style[-1]) if style[-1].isdigit() else 1
            bullet = as_bullet(paragraph)
            above[level - 1].append(bullet)
            above[level:] = [bullet["points"]]
    return found


def as_bullet(paragraph: Any) -> dict[str, Any]:
    """A paragraph of a Word file as a bullet for the template; a link inside the file is plain text."""
    runs = [
        {
            "text": part.text,
            **({"url": url} if (url := getattr(part, "url", "")) else {}),
        }
        for part in paragraph.iter_inner_content()
    ]
    if any("url" in run for run in runs):
        return {"runs": runs, "points": []}
    return {"text": paragraph.text, "points": []}


def texts_of(bullets: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The text of each bullet of the template in the order printed."""
    for bullet in bullets:
        runs = bullet.get("runs", [bullet])
        yield "".join(run["text"] for run in runs)
        yield from texts_of(bullet["points"])


def write_template(path: Path) -> None:
    """A Word template with docxtpl's tags, as its manual has them."""
    from docx import Document  # noqa: PLC0415  # only this needs it

    document = Document()

    def add(text: str, style: str = "Normal") -> None:
        document.add_paragraph(text, style=style)

    def each(one: str, many: str, text: str, style: str) -> None:
        add(f"{{%p for {one} in {many} %}}")
        add(text, style)
        add("{%p endfor %}")

    def bullets(name: str, many: str, level: int) -> None:
        style = "List Bullet" if level == 1 else f"List Bullet {level}"
        add(f"{{%p for {name} in {many} %}}")
        add(f"{{%p if {name}.rich %}}")
        add(f"{{{{r {name}.rich }}}}", style)
        add("{%p else %}")
        add(f"{{{{ {name}.text }}}}", style)
        add("{%p endif %}")
        if level < 3:
            bullets("sub" * level + "point", f"{name}.points", level + 1)
        add("{%p endfor %}")

    each("title", "titles", "{{ title }}", "Title")
    each("paragraph", "opening", "{{ paragraph }}", "Body Text")
    each("text", "aim_list", "{{ text }}", "List Number")
    add("{{ section }}", "Heading 1")
    add("{%p for aim in aims %}")
    add("{{ aim.text }}", "Heading 2")
    add("{%p for stream in aim.streams %}")
    add("{{ stream.heading }}", "Heading 3")
    add("{%p for period in stream.labels %}")
    add("{{ period.label }}", "Body Text")
    bullets("bullet", "period.bullets", 1)
    for _ in range(3):
        add("{%p endfor %}")
    each("line", "sign_off", "{{ line }}", "Body Text")
    document.save(str(path))


# What pandoc is given


def markdown(cells: Sequence[Cell]) -> str:
    """The report as Markdown."""
    title, *subtitles = TITLES
    lines = [f"# {title}", *subtitles, *OPENING]
    lines.append("\n".join(f"{n}. {text}" for n, text in enumerate(AIMS.values(), 1)))
    lines.append(f"## {SECTION}")
    for number, (aim, text) in enumerate(AIMS.items(), start=1):
        lines.append(f"### {number}) {text}")
        for stream, heading in STREAMS.items():
            lines.append(f"#### {heading}")
            for cell in cells:
                if (cell.aim, cell.stream) == (aim, stream) and cell.entries:
                    lines += [cell.label, "\n".join(listed(cell.entries, 0))]
    return "\n\n".join([*lines, *SIGN_OFF]) + "\n"


def listed(items: Sequence[Bullet | Reference], indent: int) -> Iterator[str]:
    """The lines of a Markdown list."""
    for item in items:
        if isinstance(item, Reference):
            yield f"{' ' * indent}- {item.text}"
        else:
            text = "".join(marked_up(part, part.text) for part in item.parts)
            yield f"{' ' * indent}- {text}"
            yield from listed(item.points, indent + 4)


# Reading back


def paragraphs(path: Path) -> list[str]:
    """The text of each paragraph of a Word file, cached field results included."""
    with zipfile.ZipFile(path) as package:
        xml = package.read("word/document.xml").decode()
    # Not <w:pPr>: the name ends there or an attribute follows.
    return [
        unescape("".join(re.findall(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>", paragraph)))
        for paragraph in re.split(r"<w:p(?=[\s>])", xml)[1:]
    ]


def check(expected: Sequence[str], path: Path) -> str:
    """Why the file does not say what it should, empty if it does."""
    # Headings may differ from tool to tool, the bullets may not: neither one of them
    # nor their order, and none may stand there twice.
    wanted = set(expected)
    found = [text for text in paragraphs(path) if text in wanted]
    if found == expected:
        return ""
    for number, text in enumerate(expected):
        if number >= len(found) or found[number] != text:
            return f"{path.name}: bullet {number + 1} of {len(expected)} is not: {text}"
    return f"{path.name}: {len(found)} bullets for {len(expected)}"


def write_text(path: Path, text: str) -> None:
    """Write as every tool here reads it."""
    path.write_text(text, encoding="utf-8", newline="\n")


def real_main(command: str, *paths: str) -> int:
    """Make the inputs of the real report in a folder, or check outputs."""
    content = real_data()
    labels = (x for aim in content["aims"] for s in aim["streams"] for x in s["labels"])
    if command == "check":
        return check_all([t for x in labels for t in texts_of(x["bullets"])], paths)
    folder = Path(paths[0])
    without = shutil.ignore_patterns("out", ".*")
    shutil.copytree(EXAMPLE, folder / "project", ignore=without)
    write_text(folder / "data.json", json.dumps(content))
    write_template(folder / "template.docx")
    return 0


def check_all(expected: Sequence[str], paths: Sequence[str]) -> int:
    """Exit code: 0 every file says what it should, 1 not so."""
    faults = [fault for path in paths if (fault := check(expected, Path(path)))]
    sys.stderr.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


def main(command: str, size: str, *paths: str) -> int:
    """Make the inputs in a folder, or check outputs."""
    if size == REAL:
        return real_main(command, *paths)
    cells = make(int(size))
    if command == "check":
        return check_all([t for cell in cells for t in printed(cell.entries)], paths)
    folder = Path(paths[0])
    write_project(cells, folder / "project")
    write_text(folder / "data.json", json.dumps(data(cells)))
    write_text(folder / "report.md", markdown(cells))
    write_template(folder / "template.docx")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""What `check` finds, a line for each finding, made of its JSON."""

from __future__ import annotations

import json
from subprocess import CompletedProcess

from tests.conftest import Run

_ORDER = ("info", "warning", "error")


def check_lines(run: Run, *typed: object) -> CompletedProcess[str]:
    """Run `check` and return it with the lines of its findings, without suggestions unless `--info`."""
    done = run("check", *typed, "--output-format", "json")
    done.stdout = as_lines(done.stdout, infos="--info" in typed)
    return done


def as_lines(text: str, *, infos: bool = False) -> str:
    """Return the findings in JSON as lines, errors last: “q4.yaml:3:5: error: message (help) [rule]”."""
    if not text:
        return ""
    found = [f for f in json.loads(text)["findings"] if f["accepted"] is None]
    shown = [f for f in found if infos or f["severity"] != "info"]
    shown.sort(key=lambda f: _ORDER.index(f["severity"]))
    return "".join(map(_line, shown))


def _line(finding: dict[str, object]) -> str:
    severity = {"info": "suggestion"}.get(str(finding["severity"]), finding["severity"])
    advice = f" ({finding['help']})" if finding["help"] else ""
    related = finding["related"]
    assert isinstance(related, list)
    places = "".join(
        f"; {each['label'] or 'see also'}: {_place(each['place'])}" for each in related
    )
    head = f"{_place(finding['place'])}: {severity}: {finding['message']}"
    return f"{head}{advice} [{finding['rule']}]{places}\n"


def _place(place: object) -> str:
    assert isinstance(place, dict)
    return f"{place['file']}:{place['line']}:{place['column']}"

"""Accepts or rejects all changes of Word files in LibreOffice, and says what is left.

Run by the system's Python, which has LibreOffice's bindings: a list of
[path, "accept", "reject" or ""] as JSON comes in, the paragraphs of each go out.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue

_DEEDS = {
    "accept": ".uno:AcceptAllTrackedChanges",
    "reject": ".uno:RejectAllTrackedChanges",
}


def main() -> None:
    """Judge what comes in."""
    asked = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as profile:
        pipe = f"judge{Path(profile).name}"
        office = subprocess.Popen(
            [
                *("soffice", f"-env:UserInstallation={Path(profile).as_uri()}"),
                *("--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            context = _connected(pipe)
            told = [_judged(context, Path(path), deed) for path, deed in asked]
            _desktop(context).terminate()
            office.wait(timeout=30)
        finally:
            if office.poll() is None:
                office.kill()
    json.dump(told, sys.stdout)


def _connected(pipe: str) -> Any:
    local = uno.getComponentContext()
    name = "com.sun.star.bridge.UnoUrlResolver"
    resolver = local.ServiceManager.createInstanceWithContext(name, local)
    address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    for _ in range(120):
        try:
            return resolver.resolve(address)
        except Exception:  # of its own kind, which nobody can name
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


def _desktop(context: Any) -> Any:
    name = "com.sun.star.frame.Desktop"
    return context.ServiceManager.createInstanceWithContext(name, context)


def _judged(context: Any, path: Path, deed: str) -> list[list[object]]:
    """Of each paragraph its style, the level of its list, its number and its words."""
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    opened = _desktop(context).loadComponentFromURL(
        path.as_uri(), "_blank", 0, (hidden,)
    )
    if deed:
        name = "com.sun.star.frame.DispatchHelper"
        helper = context.ServiceManager.createInstanceWithContext(name, context)
        frame = opened.getCurrentController().getFrame()
        helper.executeDispatch(frame, _DEEDS[deed], "", 0, ())
    opened.refresh()
    told = []
    paragraphs = opened.getText().createEnumeration()
    while paragraphs.hasMoreElements():
        paragraph = paragraphs.nextElement()
        if paragraph.supportsService("com.sun.star.text.TextTable"):
            cells = map(paragraph.getCellByName, sorted(paragraph.getCellNames()))
            told.append(["table", *(cell.getString() for cell in cells)])
            continue
        numbered = bool(paragraph.getPropertyValue("NumberingIsNumber")) and bool(
            paragraph.getPropertyValue("NumberingStyleName")
        )
        told.append(
            [
                paragraph.getPropertyValue("ParaStyleName"),
                paragraph.getPropertyValue("NumberingLevel") if numbered else None,
                paragraph.getPropertyValue("ListLabelString") if numbered else "",
                paragraph.getString(),
            ]
        )
    opened.close(True)
    return told


if __name__ == "__main__":
    main()

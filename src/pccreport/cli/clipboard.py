"""The text on the clipboard, where the system gives it."""

from __future__ import annotations

import shutil
import subprocess
import sys

from pccreport.source.command_error import UNREADABLE, CommandError

_COMMANDS = (
    ("pbpaste",),
    ("wl-paste", "--no-newline"),
    ("xclip", "-selection", "clipboard", "-o"),
    ("xsel", "--clipboard", "--output"),
)
"""Programs of macOS and Linux that print the clipboard, as UTF-8."""
_UNICODE_TEXT = 13
"""CF_UNICODETEXT of the Windows API: UTF-16, ended by a null."""
_SECONDS = 5


def clipboard_text() -> str:
    """Return the text on the clipboard; raise CommandError if there is none."""
    text = _of_windows() if sys.platform == "win32" else _of_program()
    if not text or not text.strip():
        way_out = "copy the text and try again, or give a file, or - for standard input"
        raise CommandError("there is no text on the clipboard", UNREADABLE, way_out)
    return text


def _of_program() -> str:
    for command in _COMMANDS:
        if shutil.which(command[0]):
            try:
                done = subprocess.run(
                    command, capture_output=True, timeout=_SECONDS, check=False
                )
            except (OSError, subprocess.SubprocessError):
                continue
            if done.returncode == 0:
                return done.stdout.decode("utf-8", "replace")
    return ""


def _of_windows() -> str:
    import ctypes  # noqa: PLC0415  # is of use on Windows alone

    if sys.platform != "win32":  # for type checkers elsewhere
        return ""
    user, kernel = ctypes.windll.user32, ctypes.windll.kernel32
    user.GetClipboardData.restype = ctypes.c_void_p
    kernel.GlobalLock.argtypes = kernel.GlobalUnlock.argtypes = [ctypes.c_void_p]
    kernel.GlobalLock.restype = ctypes.c_void_p
    if not user.OpenClipboard(None):
        return ""
    try:
        handle = user.GetClipboardData(_UNICODE_TEXT)
        place = kernel.GlobalLock(handle) if handle else None
        text = ctypes.wstring_at(place) if place else ""
        kernel.GlobalUnlock(handle)
        return text
    finally:
        user.CloseClipboard()

"""The text on the clipboard."""

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
"""Programs of macOS and Linux that print the clipboard as UTF-8."""
_UNICODE_TEXT = 13
"""CF_UNICODETEXT of the Windows API: UTF-16, ended by a null."""
_TIMEOUT = 5


def clipboard_text() -> str:
    """Return the text on the clipboard. Raise CommandError if there is none."""
    text = _read_windows() if sys.platform == "win32" else _read_by_program()
    if not text or not text.strip():
        advice = "copy the text and try again, or give a file, or - for standard input"
        raise CommandError("there is no text on the clipboard", UNREADABLE, advice)
    return text


def _read_by_program() -> str:
    for command in _COMMANDS:
        if shutil.which(command[0]):
            try:
                result = subprocess.run(
                    command, capture_output=True, timeout=_TIMEOUT, check=False
                )
            except (OSError, subprocess.SubprocessError):
                continue
            if result.returncode == 0:
                return result.stdout.decode("utf-8", "replace")
    return ""


def _read_windows() -> str:
    import ctypes  # noqa: PLC0415  # only for Windows

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
        address = kernel.GlobalLock(handle) if handle else None
        text = ctypes.wstring_at(address) if address else ""
        kernel.GlobalUnlock(handle)
        return text
    finally:
        user.CloseClipboard()

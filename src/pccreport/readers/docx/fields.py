"""The fields of a Word file: what each hides, and where its words lead to."""

import re
from collections.abc import Iterator

from pccreport.readers.docx.properties import W
from pccreport.readers.package import Element

FIELD_CHARACTER, INSTRUCTION = f"{W}fldChar", f"{W}instrText"
"""The elements of a run that a field is made of, beside its result."""


class Fields:
    """The fields that are open where a text is read, the outermost first."""

    def __init__(self) -> None:
        self._open: list[tuple[bool, str]] = []
        """Whether each hides what is in it, and its address.

        Hidden is what is before its result, and the page of another place.
        """
        self._instruction = ""
        """What the last field that began says it is."""

    def take(self, piece: Element) -> None:
        """Take the beginning, an instruction, the separator or the end of a field."""
        kind = piece.get(f"{W}fldCharType")
        if piece.tag == INSTRUCTION:
            self._instruction += piece.text or ""
        elif kind == "begin":
            self._open.append((True, ""))
            self._instruction = ""
        elif self._open and kind == "separate":
            is_page = self._instruction.split()[:1] == ["PAGEREF"]
            self._open[-1] = is_page, field_address(self._instruction)
        elif self._open and kind == "end":
            self._open.pop()

    def end_paragraph(self) -> None:
        """End the fields that hide something: their result may never come."""
        self._open = [field for field in self._open if not field[0]]

    @property
    def hide(self) -> bool:
        """True if what is read now is not shown."""
        return any(hides for hides, _ in self._open)

    def addresses(self) -> Iterator[str]:
        """Yield where the words of each lead to, or ""."""
        return (address for _, address in self._open)


def field_address(instruction: str) -> str:
    """Return where a field leads to outside the file, or ""."""
    link = re.match(r'\s*HYPERLINK\s+"([^"]+)"', instruction, re.IGNORECASE)
    place = re.search(r'\\l\s+"([^"]+)"', instruction)
    return f"{link[1]}{f'#{place[1]}' if place else ''}" if link else ""

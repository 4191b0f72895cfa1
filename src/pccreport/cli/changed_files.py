"""Changes of the files of a project: shown as a diff, or written."""

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

from pccreport.cli.output_file import change_files, encode_as_before
from pccreport.findings.text import Source
from pccreport.source.answers import mask_sent_lines, unmask
from pccreport.source.files import read_file
from pccreport.writers.characters import escape_invisible

_LINE = re.compile("[^\r\n]*(?:\r\n|[\r\n])|[^\r\n]+\\Z")
_NOT_SHOWN = "… (private)"


def diff_text(source: Source, text: str, hidden: Collection[str] = ()) -> Iterator[str]:
    """Yield the lines of a unified diff, with invisible characters made visible.

    A line with one of `hidden` is not shown.
    """
    old, new = (_LINE.findall(t) for t in (source.text, text))
    for line in unified_diff(old, new, source.name, source.name, lineterm=""):
        is_hidden = any(piece in line for piece in hidden)
        shown = f"{line[:1]}{_NOT_SHOWN}" if is_hidden else line.rstrip("\r\n")
        yield "\t".join(map(escape_invisible, shown.split("\t"))) + "\n"


def write_changed_files(files: Mapping[Source, str]) -> None:
    """Write files in their old encodings, with their byte order marks: all or none.

    Lines of what was sent keep their words, which are masked where a file is read. Raise
    CommandError if one cannot be written, or was changed meanwhile.
    """
    whole = {_on_disk(s): unmask(text, _on_disk(s).text) for s, text in files.items()}
    change_files([(s, encode_as_before(s, text)) for s, text in whole.items()])


def _on_disk(source: Source) -> Source:
    """Return a file as it is: some of its words may be masked where it was read."""
    whole, _ = read_file(Path(source.name), source.name)
    return whole if whole and mask_sent_lines(whole.text) == source.text else source

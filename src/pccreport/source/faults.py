"""What can be wrong with a text as YAML: rule, words and way out, in one table.

Knows the wording; `characters`, `construct` and `syntax` know when it is true.
"""

from __future__ import annotations

from typing import NamedTuple

from pccreport.findings.finding import WARNING, Diagnostic, Label, Severity
from pccreport.findings.registry import Rule, rule
from pccreport.findings.text import Source, Span

# Long enough to know a sentence by, short enough for a line.
_EXCERPT = 40
_FOLD = "put >- in place of the text, and the text on the next line, further in"


class Fault(NamedTuple):
    """One way of being wrong; `{words}` is filled in with the author's."""

    rule: Rule
    message: str
    help: str
    severity: Severity | None = None
    """None for the usual severity of the rule."""

    def at(
        self,
        source: Source,
        place: tuple[int, int],
        words: str = "",
        related: tuple[Label, ...] = (),
    ) -> Diagnostic:
        """The fault found at a place, which is cut to what the source holds."""
        length = len(source.text)
        start = min(place[0], length)
        span = Span(source, start, min(max(place[1], start), length))
        message = self.message.replace("{words}", words)
        help = self.help.replace("{words}", words)
        return self.rule.finding(message, span, help, related, severity=self.severity)


def excerpt(words: str) -> str:
    """Their words on one line, cut where they are long."""
    line = " ".join(words[: 4 * _EXCERPT].split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 3].rstrip() + "..."


def ending(words: str) -> str:
    """The last of their words on one line."""
    line = " ".join(words[-4 * _EXCERPT :].split())
    return line if len(line) <= _EXCERPT else "..." + line[3 - _EXCERPT :].lstrip()


# Characters
TAB_INDENT = Fault(
    rule("tab-indent"),
    "this line begins with a Tab, and only spaces count here",
    "delete the Tab and press the space bar, twice for each step in",
)
HARD_SPACE_INDENT = Fault(
    rule("hard-space-indent"),
    "this line begins with {words}, and only ordinary spaces count here",
    "delete what stands before the first word and press the space bar",
)
HARD_SPACE = Fault(
    rule("odd-character"),
    "{words} stands behind this sign, and it is read as an ordinary space",
    "delete it and press the space bar",
)
INNER_TAB = Fault(
    rule("odd-character"),
    "there is a Tab inside this line, and it is read as a space",
    "delete the Tab and press the space bar",
)
READ_AS_SPACE = Fault(
    rule("odd-character"),
    "{words} stands here, and it is read as a space",
    "delete it and press the space bar",
)
UNSEEN = Fault(
    rule("odd-character"),
    "{words} stands here: it is not seen, and a search for the word will miss it",
    "delete it",
)
TEXT_DIRECTION = Fault(
    rule("text-direction"),
    "{words} stands here: it is not seen, and it changes the order of the letters after it",
    "delete it, or type the line again",
)
CONTROL_CHARACTER = Fault(
    rule("control-character"),
    "{words} stands here, and a report cannot hold it",
    "delete it and type a space",
)
ESCAPED_CONTROL = CONTROL_CHARACTER._replace(
    help="delete the “\\” and what stands behind it"
)
BROKEN_CHARACTER = Fault(
    rule("broken-character"),
    "{words} stands here, and it cannot be printed",
    "delete it and type the letter again",
)
LOST_LETTER = Fault(
    rule("broken-character"),
    "“\ufffd” stands here, where a letter was lost before this file was saved",
    "type the letter that should stand here",
    WARNING,
)

# What is not taken of YAML
EMPTY_FILE = Fault(
    rule("empty-file"),
    "there is nothing in this file",
    "write its text, or delete the file",
)
TOO_DEEP = Fault(
    rule("too-deep"),
    "more than {words} lists or brackets stand inside each other here",
    "a report needs fewer than ten; look for a bracket that was not meant",
)
TOO_LARGE = Fault(
    rule("too-large"),
    "this file holds more than {words} names and values",
    "put each quarter in a file of its own",
)
DIRECTIVE = Fault(
    rule("directive"),
    "a file cannot begin with “{words}”",
    "delete this line; if it is text, put it in quotes",
)
SECOND_DOCUMENT = Fault(
    rule("second-document"),
    "a second part begins here, and only the first is read",
    "delete the line “---” or “...”, or put what follows in a file of its own",
)
ANCHOR = Fault(
    rule("anchor"),
    "“{words}” cannot stand in front of a value",
    "if it is text, put the whole text in quotes; if not, delete it with its “&”",
)
ALIAS = Fault(
    rule("anchor"),
    "“{words}” cannot stand for text from elsewhere",
    "write out what should stand here",
)
TAG = Fault(
    rule("tag"),
    "“{words}” cannot stand in front of a value",
    "if it is text, put the whole text in quotes; if not, delete it with its “!”",
)
MERGE_KEY = Fault(
    rule("merge-key"),
    "“<<” cannot stand here: nothing is copied from elsewhere",
    "write out what should stand here",
)
DUPLICATE_KEY = Fault(
    rule("duplicate-key"),
    "“{words}” is written twice in one place",
    "delete one of them, or put what both say under the first",
)
QUESTION_MARK = Fault(
    rule("complex-key"),
    "a name cannot begin with a question mark and a space",
    "delete the question mark, or put the text in quotes",
)
BRACKET_NAME = Fault(
    rule("complex-key"),
    "brackets cannot stand where a name is expected",
    "if they belong to the text, put all of it in quotes",
)
MISSING_NAME = Fault(
    rule("missing-name"),
    "there is no name in front of this colon",
    "write the name, or put the text in quotes if the colon belongs to it",
)
JOINED_DASH = Fault(
    rule("dash-without-space"),
    "this dash has no space after it, so the line is read as more of the text above",
    "put a space after the dash if this is a new point",
    WARNING,
)

# What cannot be read
UNCLOSED_QUOTE = Fault(
    rule("unclosed-quote"),
    "the text that begins with this quote does not end with one",
    "put {words} where the text ends, or take this one away",
)
CURLY_QUOTE = Fault(
    rule("curly-quote"),
    "“{words}” is a curly quote, and only straight quotes can hold a text",
    "type straight quotes in its place, or take both away",
)
CURLY_ROUND_TEXT = Fault(
    rule("curly-quote"),
    "curly quotes stand round this whole text, and will be printed with it",
    "type straight quotes if they are only to hold the text together; they are not printed",
    WARNING,
)
BACKSLASH = Fault(
    rule("backslash"),
    "“{words}” has no meaning inside double quotes",
    f"write the backslash twice, or {_FOLD}",
)
TEXT_AFTER_QUOTE = Fault(
    rule("text-after-quote"),
    "the text goes on after its closing quote",
    f"put one pair of quotes round the whole text, or {_FOLD}",
)
APOSTROPHE = TEXT_AFTER_QUOTE._replace(
    help=f"write the apostrophe twice inside single quotes, or {_FOLD}"
)
HASH_IN_TEXT = Fault(
    rule("hash-in-text"),
    "“{words}” is taken for a note to yourself, so the text ends before it",
    _FOLD,
)
SPECIAL_START = Fault(
    rule("special-start"),
    "text cannot begin with “{words}”, which has a meaning of its own there",
    f"put the text in quotes, or {_FOLD}",
)
UNCLOSED_BRACKET = Fault(
    rule("unclosed-bracket"),
    "the list that begins with this bracket cannot be read to its end",
    "put a comma between its parts and “{words}” at its end; if the bracket belongs to "
    "the text, put the whole text in quotes",
)
COLON_IN_TEXT = Fault(
    rule("colon-in-text"),
    "a colon and a space follow “{words}”, so it is taken for a name and not for text",
    f"put the text in quotes, or {_FOLD}",
)
COLON_WITHOUT_SPACE = Fault(
    rule("colon-without-space"),
    "“{words}” has no space after its colon",
    "put a space after the colon",
)
MISSING_COLON = Fault(
    rule("missing-colon"),
    "“{words}” stands where a name and a colon are expected",
    "if it belongs to the text above, begin it further in; if it is a name, put a colon "
    "after it",
)
DASH_WITHOUT_SPACE = Fault(
    rule("dash-without-space"),
    "this dash has no space after it",
    "put a space after the dash",
)
LIST_BESIDE_NAME = Fault(
    rule("list-beside-name"),
    "a list cannot begin on the line of its name",
    "put the dash and what follows it on the next line, further in",
)
NEEDS_TEXT = Fault(
    rule("wrong-indent"),
    "“{words}” belongs to an update whose words begin with text:",
    "write text: before the words of the update",
)
NAME_TOO_FAR_IN = Fault(
    rule("wrong-indent"),
    "“{words}” stands further in than the line above allows",
    "begin it in the same column as the name above it",
)
WRONG_INDENT = Fault(
    rule("wrong-indent"),
    "this line does not begin in the same column as the lines it belongs to",
    "give it as many spaces in front as the line above that it goes with",
)
TEXT_TOO_FAR_OUT = Fault(
    rule("wrong-indent"),
    "this line of a text stands further out than the text may",
    "begin it in the same column as the line above it",
)
READ_AS_TEXT = Fault(
    rule("wrong-indent"),
    "this line stands so far in that it is read as more of the text above",
    "begin it in the same column as the line that it goes with",
)
MAY_BE_READ_AS_TEXT = READ_AS_TEXT._replace(
    severity=WARNING,
    help="begin it further out if it is a new point, and take its dash away if not",
)
RAGGED_TEXT = Fault(
    rule("wrong-indent"),
    "this line stands further in than its text, and so begins a new line in print",
    "begin it in the same column as the first line of its text",
    WARNING,
)
YAML_SYNTAX = Fault(
    rule("yaml-syntax"),
    "this line cannot be read as it stands",
    "look at this line and the one above: each name needs a colon and a space, each "
    "point a dash and a space, and what belongs together begins in one column",
)

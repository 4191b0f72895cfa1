"""The findings about characters and YAML syntax, as templates: rule, message and help."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pccreport.findings.finding import WARNING, Annotation, Diagnostic, Edit, Severity
from pccreport.findings.registry import Rule, rule
from pccreport.findings.text import Source, Span

_EXCERPT = 40
"""Characters: enough to recognise a sentence, in a message of one line."""
MORE = "; there are "
_FOLD = "replace the text with >- and put it on the next line, indented"


class DiagnosticTemplate(NamedTuple):
    """A finding without its span; `{words}` is replaced by text of the author."""

    rule: Rule
    message: str
    help: str
    severity: Severity | None = None
    """None for the usual severity of the rule."""

    def at(
        self,
        source: Source,
        span: tuple[int, int],
        text: str = "",
        related: tuple[Annotation, ...] = (),
    ) -> Diagnostic:
        """Return the finding at a span, which is cut to the length of the source."""
        length = len(source.text)
        start = min(span[0], length)
        at = Span(source, start, min(max(span[1], start), length))
        message = self.message.replace("{words}", text)
        help = self.help.replace("{words}", text)
        return self.rule.finding(message, at, help, related, severity=self.severity)


class FirstOfEachRule:
    """The first findings of each rule; the last of them counts and fixes the rest."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._findings: list[Diagnostic] = []
        self._last: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        self._fixes: dict[str, list[Edit]] = {}

    def wants(self, rule: str, fix: tuple[Edit, ...]) -> bool:
        """Count a finding, and return whether to keep it."""
        count = self._counts[rule] = self._counts.get(rule, 0) + 1
        if count > self._limit:
            self._fixes.setdefault(rule, []).extend(fix)
        return count <= self._limit

    def keep(self, finding: Diagnostic) -> None:
        """Keep a finding."""
        self._last[finding.rule] = len(self._findings)
        self._findings.append(finding)

    def result(self) -> list[Diagnostic]:
        """Return the kept findings in order."""
        for name, index in self._last.items():
            if (more := self._counts[name] - self._limit) > 0:
                last = self._findings[index]
                help = f"{last.help}{MORE}{more:,} more of these in the file"
                fix = (*last.fix, *self._fixes.get(name, ()))
                self._findings[index] = last._replace(help=help, fix=fix)
        return self._findings


def limit_each_rule(findings: Iterable[Diagnostic], limit: int) -> list[Diagnostic]:
    """Return the first findings of each rule; the last of them counts and fixes the rest."""
    limited = FirstOfEachRule(limit)
    for finding in findings:
        if limited.wants(finding.rule, finding.fix):
            limited.keep(finding)
    return limited.result()


def join_anchors(findings: tuple[Diagnostic, ...]) -> Iterator[Diagnostic]:
    """Yield the findings, those about anchors as one: a hostile file has thousands."""
    name = ANCHOR.rule.name
    yield from (finding for finding in findings if finding.rule != name)
    anchors = (finding for finding in findings if finding.rule == name)
    yield from limit_each_rule(anchors, 1)


def excerpt(text: str) -> str:
    """Return the start of a text on one line, cut if it is long."""
    line = " ".join(text[: 4 * _EXCERPT].split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 3].rstrip() + "..."


def end_excerpt(text: str) -> str:
    """Return the end of a text on one line, cut if it is long."""
    line = " ".join(text[-4 * _EXCERPT :].split())
    return line if len(line) <= _EXCERPT else "..." + line[3 - _EXCERPT :].lstrip()


# Characters
TAB_INDENT = DiagnosticTemplate(
    rule("tab-indent"),
    "this line starts with a tab, but only spaces can be used to indent",
    "delete the tab and press the space bar, twice for each level",
)
HARD_SPACE_INDENT = DiagnosticTemplate(
    rule("hard-space-indent"),
    "this line starts with {words}, but only ordinary spaces can be used to indent",
    "delete everything before the first word and press the space bar",
)
HARD_SPACE = DiagnosticTemplate(
    rule("odd-character"),
    "there is {words} after this character; it is read as an ordinary space",
    "delete it and press the space bar",
)
INNER_TAB = DiagnosticTemplate(
    rule("odd-character"),
    "there is a tab in this line; it is read as a space",
    "delete the tab and press the space bar",
)
READ_AS_SPACE = DiagnosticTemplate(
    rule("odd-character"),
    "there is {words} here; it is read as a space",
    "delete it and press the space bar",
)
UNSEEN = DiagnosticTemplate(
    rule("odd-character"),
    "there is {words} here: it is invisible, and a search for the word will miss it",
    "delete it",
)
TEXT_DIRECTION = DiagnosticTemplate(
    rule("text-direction"),
    "there is {words} here: it is invisible and changes the order of the letters after it",
    "delete it, or retype the line",
)
CONTROL_CHARACTER = DiagnosticTemplate(
    rule("control-character"),
    "there is {words} here, which a report cannot contain",
    "delete it and type a space",
)
ESCAPED_CONTROL = CONTROL_CHARACTER._replace(help="delete the “\\” and what follows it")
BROKEN_CHARACTER = DiagnosticTemplate(
    rule("broken-character"),
    "there is {words} here, which cannot be printed",
    "delete it and retype the letter",
)
LOST_LETTER = DiagnosticTemplate(
    rule("broken-character"),
    "“�” shows that a letter was lost before this file was saved",
    "type the letter that should be here",
    WARNING,
)

# YAML that is not allowed
EMPTY_FILE = DiagnosticTemplate(
    rule("empty-file"),
    "this file is empty, or each of its lines is a note",
    "add its text, or delete the # in front of its lines; or delete the file",
)
TOO_DEEP = DiagnosticTemplate(
    rule("too-deep"),
    "more than {words} lists or brackets are nested here",
    "a report needs fewer than ten; look for a stray bracket",
)
TOO_LARGE = DiagnosticTemplate(
    rule("too-large"),
    "this file has more than {words} fields and values",
    "put each quarter in its own file",
)
UNFINISHED_MERGE = DiagnosticTemplate(
    rule("unfinished-merge"),
    "two versions of this file were put together by Git, and neither has been chosen yet",
    "keep the right lines of each version, and delete every line that starts with <<<<<<<, =======, ||||||| or >>>>>>>",
)
DIRECTIVE = DiagnosticTemplate(
    rule("directive"),
    "a file cannot start with “{words}”",
    "delete this line; if it is text, put it in quotes",
)
SECOND_DOCUMENT = DiagnosticTemplate(
    rule("second-document"),
    "a second part starts here, but only the first is read",
    "delete the line “---” or “...”, or put what follows in its own file",
)
ANCHOR = DiagnosticTemplate(
    rule("anchor"),
    "“{words}” is not allowed before a value",
    "if it is text, put the whole text in quotes; if not, delete it with its “&”",
)
ALIAS = DiagnosticTemplate(
    rule("anchor"),
    "“{words}” cannot be used to repeat text from elsewhere",
    "write the text out in full",
)
TAG = DiagnosticTemplate(
    rule("tag"),
    "“{words}” is not allowed before a value",
    "if it is text, put the whole text in quotes; if not, delete it with its “!”",
)
DUPLICATE_KEY = DiagnosticTemplate(
    rule("duplicate-key"),
    "“{words}” appears twice",
    "delete one of them, or put everything under the first",
)
QUESTION_MARK = DiagnosticTemplate(
    rule("complex-key"),
    "a field name cannot start with a question mark and a space",
    "delete the question mark, or put the text in quotes",
)
BRACKET_NAME = DiagnosticTemplate(
    rule("complex-key"),
    "a field name is expected here, not brackets",
    "if they belong to the text, put all of it in quotes",
)
MISSING_NAME = DiagnosticTemplate(
    rule("missing-name"),
    "there is no field name before this colon",
    "add the name, or put the text in quotes if the colon belongs to it",
)
JOINED_DASH = DiagnosticTemplate(
    rule("dash-without-space"),
    "this dash has no space after it, so the line is read as a continuation of the text above",
    "put a space after the dash if this is a new point",
    WARNING,
)

# Syntax errors and misreadings
UNCLOSED_QUOTE = DiagnosticTemplate(
    rule("unclosed-quote"),
    "this quotation mark is never closed",
    "put {words} at the end of the text, or delete this one",
)
CURLY_QUOTE = DiagnosticTemplate(
    rule("curly-quote"),
    "“{words}” is a curly quotation mark; only straight ones can enclose a text",
    "use straight quotes instead, or delete both",
)
CURLY_ROUND_TEXT = DiagnosticTemplate(
    rule("curly-quote"),
    "the curly quotes round this text will be printed with it",
    "use straight quotes if they should not be printed",
    WARNING,
)
BACKSLASH = DiagnosticTemplate(
    rule("backslash"),
    "“{words}” has no meaning inside double quotes",
    f"write the backslash twice, or {_FOLD}",
)
TEXT_AFTER_QUOTE = DiagnosticTemplate(
    rule("text-after-quote"),
    "the text continues after its closing quotation mark",
    f"put one pair of quotes round the whole text, or {_FOLD}",
)
APOSTROPHE = TEXT_AFTER_QUOTE._replace(
    help=f"write the apostrophe twice inside single quotes, or {_FOLD}"
)
HASH_IN_TEXT = DiagnosticTemplate(
    rule("hash-in-text"),
    "“{words}” is read as a note, so the text ends before it",
    _FOLD,
)
HASH_IN_BRACKETS = HASH_IN_TEXT._replace(
    message="“{words}” is read as a note, so the bracket is not closed: a colour needs quotes"
)
SPECIAL_START = DiagnosticTemplate(
    rule("special-start"),
    "text cannot start with “{words}”, which has a special meaning there",
    f"put the text in quotes, or {_FOLD}",
)
UNCLOSED_BRACKET = DiagnosticTemplate(
    rule("unclosed-bracket"),
    "the list that starts with this bracket is not complete",
    "put commas between its parts and “{words}” at the end; if the bracket belongs to the text, put the whole text in quotes",
)
COLON_IN_TEXT = DiagnosticTemplate(
    rule("colon-in-text"),
    "“{words}” is followed by a colon and a space, so it is read as a field name, not as text",
    f"put the text in quotes, or {_FOLD}",
)
COLON_WITHOUT_SPACE = DiagnosticTemplate(
    rule("colon-without-space"),
    "“{words}” has no space after its colon",
    "put a space after the colon",
)
MISSING_COLON = DiagnosticTemplate(
    rule("missing-colon"),
    "expected a field name and a colon here, not “{words}”",
    "if it is a new update or point, start it with a dash and a space; if it belongs to the text above, indent it more; if it is a field name, put a colon after it",
)
DASH_WITHOUT_SPACE = DiagnosticTemplate(
    rule("dash-without-space"),
    "this dash has no space after it",
    "put a space after the dash",
)
BULLET_SIGN = DiagnosticTemplate(
    rule("bullet-sign"),
    "“{words}” does not start an update or a point",
    "start it with a dash and a space",
)
LIST_BESIDE_NAME = DiagnosticTemplate(
    rule("list-beside-name"),
    "a list cannot start on the same line as its field name",
    "move the dash and what follows it to the next line, indented",
)
NEEDS_TEXT = DiagnosticTemplate(
    rule("wrong-indent"),
    "“{words}” can only be added to an update that starts with text:",
    "put text: before the words of the update",
)
NAME_TOO_FAR_IN = DiagnosticTemplate(
    rule("wrong-indent"),
    "“{words}” is indented too far",
    "line it up with the field name above it",
)
WRONG_INDENT = DiagnosticTemplate(
    rule("wrong-indent"),
    "this line is not lined up with the lines it belongs to",
    "indent it by the same number of spaces as the line above that it belongs with",
)
TEXT_TOO_FAR_OUT = DiagnosticTemplate(
    rule("wrong-indent"),
    "this line of text is not indented enough",
    "line it up with the line above it",
)
LOST_UPDATES = DiagnosticTemplate(
    rule("missing-key"),
    "there is no “updates:” above “{words}”",
    "write updates: on a line of its own above it",
)
MISSING_DASH = TEXT_TOO_FAR_OUT._replace(
    message="this line has no dash, so it is not read as an item of the list"
)
READ_AS_TEXT = DiagnosticTemplate(
    rule("wrong-indent"),
    "this line is indented too far, so it is read as a continuation of the text above",
    "line it up with the line that it belongs with",
)
MAY_BE_READ_AS_TEXT = READ_AS_TEXT._replace(
    severity=WARNING,
    help="indent it less if it is a new point, or remove its dash if it is not",
)
RAGGED_TEXT = DiagnosticTemplate(
    rule("wrong-indent"),
    "this line is indented further than its text, so it will start a new line in print",
    "line it up with the first line of its text",
    WARNING,
)
YAML_SYNTAX = DiagnosticTemplate(
    rule("yaml-syntax"),
    "this line cannot be read",
    "check this line and the one above: a field name needs a colon and a space, a point needs a dash and a space, and lines that belong together must line up",
)

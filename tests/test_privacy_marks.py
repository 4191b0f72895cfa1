"""How an office may mark what is private, and what becomes of each way to write it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests import projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.word import Word

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.pipeline.build import BuildOptions, BuildResult, build

SECRET = "Zorblatt"
"""A word that nothing else has: where it is found, something got out."""


def built(
    folder: Path, entries: str, *, draft: bool = False
) -> tuple[BuildResult, tuple[Diagnostic, ...]]:
    """Build a project with these entries, beside a public one of an earlier quarter."""
    updates = {**projects.UPDATES, **projects.one_update(entries)}
    return build(projects.write(folder, updates=updates), BuildOptions(draft=draft))


def printed(folder: Path, made: BuildResult) -> bytes:
    """Return every part of a report, one after the other."""
    assert made.package is not None
    target = folder / "r.docx"
    target.write_bytes(made.package)
    return b"".join(Word(target).parts.values())


def errors(findings: tuple[Diagnostic, ...]) -> list[str]:
    """Return the rules of the errors."""
    return [finding.rule for finding in findings if finding.severity is ERROR]


def together(
    folder: Path, cases: Iterable[str], *, draft: bool = False
) -> tuple[BuildResult, list[list[Diagnostic]]]:
    """Build one project with the entries of each case in a file of its own; its errors by case."""
    folder = projects.write(folder, updates={**projects.UPDATES, **files_of(cases)})
    made, findings = build(folder, BuildOptions(draft=draft))
    found: list[list[Diagnostic]] = [[] for _ in (folder / "updates").glob("case-*")]
    for finding in findings:
        if finding.severity is ERROR:
            [number] = re.findall(r"case-(\d+)", finding.at.span.source.name)
            found[int(number)].append(finding)
    return made, found


def files_of(cases: Iterable[str]) -> dict[str, str]:
    """Return an update file for each case."""
    one = "2022-23-q4.yaml"
    return {
        f"case-{number:03}.yaml": projects.one_update(entries)[one]
        for number, entries in enumerate(cases)
    }


def rules(found: list[list[Diagnostic]]) -> list[str]:
    """Return the rules of the errors of each case."""
    return [" ".join(finding.rule for finding in errors) for errors in found]


def kept_back(made: BuildResult) -> int:
    """Return how many texts are listed as not public."""
    return sum(absence.reason.value == "not public" for absence in made.absences)


def secrets(count: int) -> list[str]:
    """Return a word for each case that nothing else has."""
    return [f"{SECRET}{number:03}" for number in range(count)]


ENTRIES = [
    "text: Zorblatt was seen.",
    "nothing: Zorblatt was not ready.",
    "closing: Zorblatt has more.",
    "see: roads",
]


def test_either_setting_keeps_an_entry_private(tmp_path: Path) -> None:
    """An update, a reason, a closing line and a reference each take both marks."""
    marks = ("public: false", "private: true")
    cases = [f"- One.\n- {entry}\n  {mark}" for entry in ENTRIES for mark in marks]
    made, found = together(tmp_path, cases)

    assert rules(found) == [""] * len(cases)
    assert SECRET.encode() not in printed(tmp_path, made)
    assert kept_back(made) == len(cases)


@pytest.mark.parametrize("mark", ["public: true", "private: false"])
def test_either_setting_makes_an_entry_public(tmp_path: Path, mark: str) -> None:
    """What is not private is printed."""
    made, findings = built(tmp_path, f"- text: {SECRET} was seen.\n  {mark}")

    assert errors(findings) == []
    assert SECRET.encode() in printed(tmp_path, made)


@pytest.mark.parametrize("mark", ["public: false", "private: true"])
def test_either_setting_keeps_points_and_withdrawals_private(
    tmp_path: Path, mark: str
) -> None:
    """A private point is not printed, and a private withdrawal still withdraws."""
    entries = f"- text: One.\n  points:\n  - text: {SECRET}.\n    {mark}"
    entries += f"\n- id: gone\n  withdrawn: {SECRET} asked for it\n  {mark}"
    earlier = {"2022-23-q1.yaml": projects.UPDATES["2022-23-q1.yaml"]}
    earlier["2022-23-q1.yaml"] = earlier["2022-23-q1.yaml"].replace(
        "[Tractors were marked.]", "[{id: gone, text: Tractors were marked.}]"
    )
    updates = {**projects.UPDATES, **earlier, **projects.one_update(entries)}
    made, findings = build(projects.write(tmp_path, updates=updates))

    assert errors(findings) == []
    parts = printed(tmp_path, made)
    assert SECRET.encode() not in parts
    assert b"Tractors" not in parts


@in_turn(
    ("marks", "contradict"),
    [
        ("public: true\n  private: true", True),
        ("private: false\n  public: false", True),
        ("public: false\n  private: true", False),
        ("private: false\n  public: true", False),
    ],
)
def test_settings_that_contradict_each_other_are_an_error(
    tmp_path: Path, marks: str, contradict: bool
) -> None:
    """The error is at private:, with public: as its second place; two that agree pass."""
    _, findings = built(tmp_path, f"- One.\n- text: {SECRET}.\n  {marks}")
    found = [f for f in findings if f.severity is ERROR]

    assert [f.rule for f in found] == ["privacy-conflict"] * contradict
    assert [f.at.span.text for f in found] == ["private"] * contradict
    assert [f.related[0].span.text for f in found] == ["public"] * contradict


PRIVATE, LISTED = "private", "printed, and in no list"
MARKING = "not-for-publication"
"""An error of a rule, and a comment beside it in a draft."""

FORMS = [
    # Marks as they are meant: in the column of text:, or in braces.
    ("- text: {s}\n  public: false", PRIVATE),
    ("- text: {s}\n  private: true", PRIVATE),
    ("- {{text: {s}, public: false}}", PRIVATE),
    ("- public: false\n  text: {s}", PRIVATE),
    ("- text: {s}\n  public:  false", PRIVATE),
    ("- text: {s}\n  public: False", PRIVATE),
    ("- text: {s}\n  public: FALSE", PRIVATE),
    ("- text: {s}\n  public: false   # names", PRIVATE),
    ("- text: {s}\n  public : false", PRIVATE),
    ('- text: {s}\n  "public": false', PRIVATE),
    ("- text: >-\n    {s}\n  private: true", PRIVATE),
    # A field that is not one, or has no value that it can have.
    ("- text: {s}\n  PUBLIC: FALSE", "unknown-key"),
    ("- text: {s}\n  Public: false", "unknown-key"),
    ("- text: {s}\n  pubic: false", "unknown-key"),
    ("- text: {s}\n  publci: false", "unknown-key"),
    ("- text: {s}\n  public: no", "wrong-kind"),
    ("- text: {s}\n  public: 'false'", "wrong-kind"),
    ("- text: {s}\n  public: fasle", "wrong-kind"),
    ("- text: {s}\n  public:", "empty-value"),
    ("- text: {s}\n  private: yes", "wrong-kind"),
    ("- text: {s}\n  privat: true", "unknown-key"),
    ("- text: {s}\n  confidential: true", "unknown-key"),
    ("- text: {s}\n  internal: true", "unknown-key"),
    ("- text: {s}\n  public:false", "colon-without-space"),
    ("- text: {s}\n  public = false", "missing-colon"),
    ("- text: {s}\n  public false", "missing-colon"),
    ("- text: {s}\n  public\uff1a false", "wrong-indent name-in-text"),
    ("- text: {s}\n  [public: false]", "unclosed-bracket"),
    ("- text: {s}\n- public: false", "missing-key"),
    ("- text: {s}\npublic: false", "wrong-indent"),
    ("- text: {s}\n    public: false", "wrong-indent"),
    # A line of a text that is folded, kept as it is, or plain.
    ("- text: >-\n    {s}\n    public: false", "name-in-text"),
    ("- text: >-\n    {s}\n    PUBLIC: FALSE", "name-in-text"),
    ("- text: >-\n    {s}\n    Public: No", "name-in-text"),
    ("- text: >-\n    {s}\n    pubic: false", "name-in-text"),
    ("- text: |\n    {s}\n    public = false", "name-in-text"),
    ("- text: |\n    {s}\n    public == false", "name-in-text"),
    ("- text: >-\n    {s}\n    public false", "name-in-text"),
    ("- text: >-\n    {s}\n    public:false", "name-in-text"),
    ("- text: >-\n    {s}\n    public\uff1afalse", "name-in-text"),
    ("- text: >-\n    {s}\n    public\uff1a false", "name-in-text"),
    ("- text: >-\n    {s}\n    [public: false]", "name-in-text"),
    ("- text: >-\n    {s}\n    (PUBLIC = NO)", "name-in-text"),
    ("- text: >-\n    {s}\n    {{public: false}}", "name-in-text"),
    ("- text: >-\n    {s}\n    **public: false**", "name-in-text"),
    ("- text: >-\n    {s}\n    _public: false_", "name-in-text"),
    ('- text: >-\n    {s}\n    "public": "false"', "name-in-text"),
    ("- text: >-\n    {s}\n    - public: false", "name-in-text"),
    ("- text: >-\n    {s}\n    \u2022 public: false", "name-in-text"),
    ("- text: >-\n    {s}\n    public - false", "name-in-text"),
    ("- text: >-\n    {s}\n    public; false", "name-in-text"),
    ("- text: >-\n    {s}\n    Public? No.", "name-in-text"),
    ("- text: >-\n    {s}\n    public: off", "name-in-text"),
    ("- text: >-\n    {s}\n    PRIVATE: TRUE", "name-in-text"),
    ("- text: >-\n    {s}\n    private yes", "name-in-text"),
    ("- text: >-\n    {s}\n    priavte = true", "name-in-text"),
    ("- text: >-\n    {s}\n    public: false   # names of boys", "name-in-text"),
    ("- text: >-\n    {s}\n    public: maybe", "name-in-text"),
    ("- text: >-\n    {s}\n    publish: no", "name-in-text"),
    ("- text: >-\n    {s}\n    Confidential: yes", "name-in-text"),
    ("- text: >-\n    PUBLIC: FALSE\n    {s}", "name-in-text"),
    ("- text: >-\n    {s}\n    is_public: false", "name-in-text"),
    ("- {s}\n  PUBLIC = FALSE", "name-in-text"),
    ("- {s}\n  public false", "name-in-text"),
    ("- {s}\n  public: false", "wrong-indent"),
    ('- "{s}\n  public: false"', "name-in-text"),
    ("- {s}\n- public false", "name-in-text"),
    ("- {s}\n- text: public = no", "name-in-text"),
    # On the line of the text, where it cannot be prose.
    ("- {s} public:false", "name-in-text"),
    ("- {s} PUBLIC:FALSE", "name-in-text"),
    ('- "{s} [public: false]"', "name-in-text"),
    ('- "{s} (PUBLIC: FALSE)"', "name-in-text"),
    ('- "{s} (private = yes) and more."', "name-in-text"),
    ("- >-\n  {s} Public: no.", "name-in-text"),
    # The markings that offices know.
    ("- text: >-\n    NOT PUBLIC\n    {s}", "name-in-text"),
    ('- "INTERNAL ONLY: {s}"', MARKING),
    ('- "PRIVATE: {s}"', MARKING),
    ('- "CONFIDENTIAL {s}"', MARKING),
    ('- "{s} (not for publication)"', MARKING),
    ('- "{s} - hold this back, please"', MARKING),
    ('- "{s} This must not leave the room."', MARKING),
    ('- "Part 2 (exempt): {s}"', MARKING),
    # A note where it would be printed, and one that has no effect.
    ("- text: >-\n    {s}\n    # public: false", "name-in-text"),
    ("# NFP\n- {s}", "mark-in-note"),
    ("- {s}\n# embargoed until 12 July", "mark-in-note"),
    ("- text: {s}\n  # SLT only", "mark-in-note"),
    ("# public: false\n- {s}", "mark-in-note"),
    ("- {s} # private", "mark-in-note"),
    # What nothing recognises: the office sees that it is in no list.
    ("- {s} (office use)", LISTED),
    ('- "Embargoed: {s}"', LISTED),
    ("- text: {s}\n  owner: private", LISTED),
    ("- text: >-\n    {s}\n    hide: yes", LISTED),
]


def test_each_way_to_write_a_suppression(tmp_path: Path) -> None:
    """What is marked is not printed; anything else is in no list."""
    forms = [(form, fate) for form, fate in FORMS if fate in (PRIVATE, LISTED)]
    words = secrets(len(forms))
    cases = (
        "- One.\n" + form.format(s=f"{word} was seen.")
        for (form, _), word in zip(forms, words, strict=True)
    )
    made, found = together(tmp_path, cases)
    parts = printed(tmp_path, made)

    assert rules(found) == [""] * len(forms)
    assert [
        form for (form, _), w in zip(forms, words, strict=True) if w.encode() in parts
    ] == [form for form, fate in forms if fate == LISTED]
    assert kept_back(made) == sum(fate == PRIVATE for _, fate in forms)


@pytest.mark.parametrize("draft", [False, True])
def test_each_way_to_fail_to_write_a_suppression(tmp_path: Path, draft: bool) -> None:
    """It is the error that it is, and no mistake to draft in spite of."""
    forms = [(form, fate) for form, fate in FORMS if fate not in (PRIVATE, LISTED)]
    cases = ("- One.\n" + form.format(s=f"{SECRET} was seen.") for form, _ in forms)
    made, found = together(tmp_path, cases, draft=draft)

    assert made.package is None
    for (form, fate), of_form in zip(forms, found, strict=True):
        told = [finding for finding in of_form if finding.rule != "unread-private"]
        assert [finding.rule for finding in told] == fate.split(), form
        assert {finding.at.span.line for finding in told} <= set(range(5, 12)), form
        assert (len(told) < len(of_form)) is (draft and fate != MARKING), form


def test_no_draft_shows_what_is_private(tmp_path: Path) -> None:
    """What is marked as it is meant is left out of it."""
    forms = [form for form, fate in FORMS if fate == PRIVATE]
    cases = ("- One.\n" + form.format(s=f"{SECRET} was seen.") for form in forms)
    made, _ = together(tmp_path, cases, draft=True)

    assert SECRET.encode() not in printed(tmp_path, made)


# Lines of a text that are nothing but a mark, and what is said of each.
AS_TYPED = (
    *("Public: fasle", "PUBLIC = FASLE", "public=fales", "PUBLIC: N", "Private: Y"),
    *("Public: 0", "public: on", "pubic: treu", "public - no", "Not public"),
    *("not public", "Not for publication", "Private", "privat", "Confidential"),
    *("Restricted", "public is false", "secret: true", "published: no", "Publish: no"),
    *("do not publish",),
)
LINES = {
    **dict(zip(AS_TYPED, AS_TYPED, strict=True)),
    "Public: False (names of boys)": "Public: False",
    "Public: False [their names].": "Public: False",
    "public: false # names of boys": "public: false",
    "Not public.": "Not public",
    "(private)": "private",
    "[PRIVATE]": "PRIVATE",
    "#private": "private",
    "\uff03 private": "private",
    "For internal use only!": "For internal use only",
    "Please don\u2019t publish.": "Please don\u2019t publish",
    "public: no" + " " * 80: "public: no",
}


SHAPES = {
    "end": "- >-\n  {s}!\n  {line}",
    "beginning": "- text: |\n    {line}\n    {s}.",
    "middle": "- >\n  {s}\n\n  {line}\n  Two came.",
}


def test_a_line_that_is_only_a_mark_is_one_error(tmp_path: Path) -> None:
    """Wherever it is in a text; no draft is made either."""
    forms = [(line, shape) for line in LINES for shape in SHAPES.values()]
    cases = [shape.format(line=line, s=SECRET) for line, shape in forms]
    made, found = together(tmp_path / "report", cases)
    draft, of_draft = together(tmp_path / "draft", cases, draft=True)

    assert (made.package, draft.package) == (None, None)
    for (line, shape), of_form in zip(forms, found, strict=True):
        told = [(f.rule, f.at.span.text) for f in of_form]
        assert told == [("name-in-text", LINES[line])], (line, shape)
    for form, drafted in zip(forms, rules(of_draft), strict=True):
        assert sorted(drafted.split()) == ["name-in-text", "unread-private"], form


def test_a_plain_text_that_goes_on_with_a_mark_is_no_draft(tmp_path: Path) -> None:
    """Also where it is read as words of a line that has no full stop."""
    lines = [
        "private",
        "not public",
        "public is false",
        "publik",
        "# private",
        "public",
    ]
    cases = (f"- {SECRET} was seen\n  {line}\n- txt: One." for line in lines)
    made, found = together(tmp_path, cases, draft=True)

    assert made.package is None
    assert [] == [
        line
        for line, told in zip(lines, rules(found), strict=True)
        if "unread-private" not in told
    ]


@pytest.mark.parametrize("form", ["--draft", "--redline", "json"])
def test_a_mark_that_is_no_field_leaves_no_draft_and_no_comparison(
    tmp_path: Path, run: Run, form: str
) -> None:
    """A lone word in the column of the fields stops whatever is made in spite of errors."""
    lines = [
        *("private", "not public", "public is false", "published: no", "secret: true"),
        *("confidential", "public", "restricted: yes", "private  # their names"),
        *("pvt: x # private", "is_public: no"),
    ]
    cases = files_of(f"- text: {SECRET} was seen.\n  {line}" for line in lines)
    new = projects.write(tmp_path / "n", updates=cases)
    old = projects.write(tmp_path / "o")
    target = tmp_path / ("made.json" if form == "json" else "made.docx")
    words = {
        "--draft": ("build", new, "--draft", "-o", target),
        "--redline": ("compare", old, new, "--redline", target, "--draft"),
        "json": ("compare", old, new, "--output-format", "json", "-o", target),
    }
    done = run(*words[form])
    unread = done.stderr.partition("[unread-private]")[2].partition("\n\n")[0]

    assert done.returncode == 1
    assert {*cases} == {*re.findall(r"case-\d+\.yaml", unread)}
    assert SECRET not in done.stdout
    assert not target.exists()


NOTES = [
    '- "{s}" # private',
    '- "{s} #1" # private',
    '- text: "{s}"  # public: false',
    "- {{text: {s}}} # private",
    "- {s}  # not public",
    "- text: {s} # checked # private",
    "- text: {s} # private (names)",
    "- text: >- # private\n    {s}",
    "- # private\n  text: {s}",
    "# private\n- {s}",
    "  # private\n- {s}",
    "- {s}\n# private",
    "- {s}\n  # private\n- {{text: Two., public: false}}",
    "- text: {s}\n  # confidential\n  owner: Jo",
    "- text: {s}\n  points:\n  - {{text: Two., public: false}}\n  # private\n  lead: true",
    "- text: {s}\n  owner: Jo # not for publication",
    "- {{text: Two., public: false}}\n# private\n- {s}",
    "- text: Two.\n  points:\n  # private\n  - {s}",
    "- closing: {s} # private",
    '- see: "roads" # private',
]


def test_a_note_that_is_a_mark_is_an_error(tmp_path: Path) -> None:
    """Beside an entry that is public, in it, above it or below it."""
    cases = [f"- One.\n{form.format(s=f'{SECRET} was seen.')}" for form in NOTES]
    made, found = together(tmp_path / "report", cases)
    draft, of_draft = together(tmp_path / "draft", cases, draft=True)

    assert (made.package, draft.package) == (None, None)
    for form, told, of_form in zip(NOTES, rules(found), rules(of_draft), strict=True):
        assert told == "mark-in-note", form
        assert "unread-private" in of_form, form


def test_a_note_that_is_a_mark_is_told_with_its_words(tmp_path: Path, run: Run) -> None:
    """And with what it does not do; neither a report nor a draft is written."""
    entries = f"- One.\n- {SECRET} was seen. # private"
    folder = projects.write(tmp_path, updates=projects.one_update(entries))
    done = run("build", folder, "-o", tmp_path / "r.docx")
    draft = run("build", folder, "--draft", "-o", tmp_path / "r.docx")

    assert done.returncode == 1
    assert done.stderr.startswith("error: \u201c# ")
    assert "is only a note, so it keeps nothing private [mark-in-note]" in done.stderr
    assert re.search(r"\n1 error\n.*\nNothing was written\.\n\Z", done.stderr)
    assert draft.returncode == 1
    assert "[unread-private]" in draft.stderr


NO_MARKS = [
    "- {text: Two., public: false} # private",
    "- text: Two. # private\n  public: false",
    "- text: Two.\n  public: false # private",
    "- text: Two.\n  # private\n  public: false",
    "# private\n- {text: Two., public: false}",
    "- {text: Two., public: false}\n# private",
    "# public: false is not needed, because the figures are out\n- Two.",
    "# public: true\n- Two.",
    "# not private\n- Two.",
    "- Two.\n# members of the public",
    '- "Ask for # private"\n- "We are #1 # private"',
]


def test_a_note_beside_what_is_private_or_of_a_sentence_is_none(tmp_path: Path) -> None:
    """Nor is one that says that something is public, nor words in quotes."""
    _, found = together(tmp_path, (f"- One.\n{entries}" for entries in NO_MARKS))

    assert rules(found) == [""] * len(NO_MARKS)


def test_a_mark_below_a_text_without_a_full_stop_is_one(tmp_path: Path) -> None:
    """Only small letters with a full stop may be the end of the sentence."""
    lines = ["private", "Private.", "(not public).", "public is false.", "private: y,"]
    cases = (f"- >-\n  {SECRET} was seen\n  {line}" for line in lines)
    _, found = together(tmp_path, cases)

    assert rules(found) == ["name-in-text"] * len(lines)


def test_a_note_at_the_end_of_a_list_is_about_its_last_entry(tmp_path: Path) -> None:
    """What is private under the next stream does not count."""
    entries = f"- {SECRET}.\n# private"
    text = projects.one_update(entries)["2022-23-q4.yaml"]
    text += "    opcc: [{text: Two., public: false}]\n"
    updates = {**projects.UPDATES, "2022-23-q4.yaml": text}
    _, findings = build(projects.write(tmp_path, updates=updates))

    assert errors(findings) == ["mark-in-note"]


def test_a_note_that_is_a_mark_in_the_plan_is_an_error(tmp_path: Path) -> None:
    """Nothing is private there."""
    plan = projects.PLAN.replace("Safer Together Plan", "Safer Together Plan # private")
    _, findings = build(projects.write(tmp_path, plan=plan))

    assert errors(findings) == ["mark-in-note"]


def test_notes_in_a_private_file_are_no_error(tmp_path: Path) -> None:
    """What lies in updates/private is private, with or without a note."""
    kept = projects.one_update("- One. # private\n# not public\n- Two.")
    updates = {f"private/{name}": text for name, text in kept.items()}
    _, findings = build(
        projects.write(tmp_path, updates={**projects.UPDATES, **updates})
    )

    assert errors(findings) == []


def test_a_hash_in_a_sentence_is_no_error(tmp_path: Path) -> None:
    """A note after a sentence, or on a line of its own, is one."""
    sentence = '- "Dial # and wait"\n- >-\n  Dial # and wait.'
    _, fine = built(tmp_path / "a", sentence)
    notes = (
        '- "Two came. # check"\n- >-\n  Two came.\n  # check\n- |\n  Two # accept x: y'
    )
    _, found = built(tmp_path / "b", notes)

    assert errors(fine) == []
    assert errors(found) == ["note-in-text"] * 3


PROSE = [
    "- >-\n  Members of the public.\n  False reports fell.",
    "- >-\n  It was checked by a\n  private hire driver",
    "- >-\n  Both were heard, the meeting was\n  private.",
    "- >-\n  The hearing was public,\n  not private.",
    "- >-\n  The rooms are small, quiet,\n  private.",
    "- >-\n  It is for members of the\n  public",
    "- >-\n  The company, since 1996, was\n  privatised",
    "- >-\n  The minutes are\n  not public, and will not be.",
    "- >-\n  On the\n  public (and private)\n  roads",
    "- Published.\n- Public.\n- For the public only.",
    "- >-\n  They now feel more\n  confident",
    "- >-\n  Internal: 4\n  Public: 12",
    "- >-\n  Private (hire) drivers came",
    "- Not yet. (private hire)",
    "- >-\n  Calls came from the public: false\n  alarms, all of them.",
    "- >-\n  The meeting is in public: yes, and\n  the papers too.",
    "- >-\n  It was asked to go public, and did so\n  on 3 May.",
    "- >-\n  What was in private hands is now\n  public. No more was said.",
    "- Schools, public and private, were seen.",
    "- >-\n  Public confidence rose, and the\n  lights are on.",
    "- Publication went on.",
    '- "Public: 40 came. Private: 12 came."',
]


def test_a_sentence_is_no_suppression(tmp_path: Path) -> None:
    """Words of a sentence that a mark has as well are printed."""
    _, found = together(tmp_path, PROSE)

    assert rules(found) == [""] * len(PROSE)


def test_words_that_mark_a_text_are_an_error(tmp_path: Path) -> None:
    """In brackets, before a colon or a dash, and after the last sentence."""
    cases = [
        '- "Two boys were found (confidential)."',
        '- "Two boys were found [not public]."',
        '- "Two boys were found. Private."',
        '- "Not public: two boys were found."',
        '- "Strictly confidential: two boys were found."',
        '- "Private and confidential – two boys were found."',
    ]
    made, found = together(tmp_path, cases)

    assert made.package is None
    assert rules(found) == ["not-for-publication"] * len(cases)


def test_a_note_that_says_why_is_a_mark_too(tmp_path: Path) -> None:
    """And the way out is none that would print the text."""
    notes = [
        *("private, names a victim", "public: false - names a victim"),
        *("not for public release", "all of this is private", "do not print this one"),
        *("public: false because of the trial", "NOT PUBLIC - for the office"),
        *("private because it names a victim", "not public until the trial"),
        *("names a victim (private)", "names a victim: not public", "NB: private"),
        *("this must stay private", "private note"),
    ]
    forms = ("- Two boys. # {}", "# {}\n- Two boys.")
    cases = [form.format(note) for form in forms for note in notes]
    made, found = together(tmp_path / "report", cases)
    draft, of_draft = together(tmp_path / "draft", cases, draft=True)

    assert (made.package, draft.package) == (None, None)
    for case, of_case, drafted in zip(cases, found, rules(of_draft), strict=True):
        assert [finding.rule for finding in of_case] == ["mark-in-note"], case
        assert "public: false" in of_case[0].help, case
        assert "unread-private" in drafted, case


def test_a_note_about_it_is_no_mark(tmp_path: Path) -> None:
    """A question, a sentence, a count, and what says the opposite."""
    notes = [
        *("is this private?", "public, not private", "private hire cars were checked"),
        *("public: false is not needed here", "the private sector was asked"),
        *("internal: 3 staff, external: 4", "private: 12 landlords, public: 3"),
    ]
    made, found = together(tmp_path, (f"# {note}\n- Two boys." for note in notes))

    assert rules(found) == [""] * len(notes)
    assert made.package is not None


@in_turn(
    ("file", "old", "new"),
    [
        (
            "plan.yaml",
            "wildlife: ",
            "wildlife: >-\n          Gone.\n          private: true\n        # ",
        ),
        ("report.yaml", "panel: ", "panel: >-\n  Gone\n  not public\n# "),
        ("report.yaml", "panel: ", "# private\npanel: "),
    ],
)
def test_a_mark_where_nothing_can_be_private_is_an_error(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    """In the plan and the report's settings; the way out is to delete it."""
    folder = projects.write(tmp_path)
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    for draft in (False, True):
        made, findings = build(folder, BuildOptions(draft=draft))
        marks = [f for f in findings if f.rule in ("name-in-text", "mark-in-note")]
        assert made.package is None
        assert marks
        assert all("delete" in each.help for each in marks)


@in_turn(
    ("name", "rule"),
    [
        *(("later/2022-23-q4.yaml", "stray-file"), ("2022-23-q4.txt", "stray-file")),
        *(("private.yaml", "mark-in-note"), ("q4 (not public).yaml", "mark-in-note")),
    ],
)
def test_a_file_that_keeps_something_private_in_vain_is_an_error(
    tmp_path: Path, name: str, rule: str
) -> None:
    """In the wrong folder, under a name without .yaml, or by its name alone."""
    lost = "period: 2022/23 Q4\nupdates: {farms: {force: [{id: mill, withdrawn: No.}, A.]}}\n"
    entries = "- {text: Two boys., id: mill}\n- One."
    folder = projects.write(tmp_path, updates=projects.one_update(entries))
    path = folder / "updates" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(lost, encoding="utf-8")
    made, findings = build(folder)

    assert made.package is None
    assert rule in [f.rule for f in findings if f.severity is ERROR]
    path.write_text("a text about the internal audit", encoding="utf-8")
    if not name.endswith(".yaml"):
        assert build(folder)[0].package is not None


@in_turn(
    "name", ["private-hire", "secret-shopper", "non-public-sector", "internal-audit"]
)
def test_a_file_may_be_about_what_is_private(tmp_path: Path, name: str) -> None:
    """A trade or a team; only a name that is or ends in a mark is one."""
    one = {f"2022-23-q4-{name}.yaml": projects.UPDATES[next(iter(projects.UPDATES))]}
    _, findings = build(projects.write(tmp_path, updates=one))
    _, of_mark = build(
        projects.write(
            tmp_path / "m", updates={"q4-force-private.yaml": next(iter(one.values()))}
        )
    )

    assert "mark-in-note" not in errors(findings)
    assert "mark-in-note" in errors(of_mark)


@pytest.mark.parametrize("where", ["updates/private", "private"])
def test_a_text_file_that_keeps_something_back_stops_a_draft(
    tmp_path: Path, where: str
) -> None:
    """In the private folder, or in one beside the updates; a note of one's own does not."""
    entries = "- {text: Two boys., id: mill}\n- One."
    folder = projects.write(tmp_path, updates=projects.one_update(entries))
    path = folder / where / ("2022-23-q4.txt" if where[0] == "u" else "2022-23-q4.yaml")
    path.parent.mkdir(parents=True)
    lost = (
        "period: 2022/23 Q4\nupdates: {farms: {force: [{id: mill, withdrawn: No.}]}}\n"
    )
    path.write_text(lost, encoding="utf-8")
    for draft in (False, True):
        assert build(folder, BuildOptions(draft=draft))[0].package is None
    if path.suffix == ".txt":
        path.write_text("Ring the court on Monday.", encoding="utf-8")
        assert build(folder)[0].package is not None


def test_a_text_with_a_marking_is_in_no_draft(tmp_path: Path) -> None:
    """A draft is passed on, too."""
    assert (
        built(tmp_path, '- "Two boys (confidential)."', draft=True)[0].package is None
    )

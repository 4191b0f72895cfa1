"""How an office may mark what is private, and what becomes of each way to write it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import projects
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


ENTRIES = [
    "text: Zorblatt was seen.",
    "nothing: Zorblatt was not ready.",
    "closing: Zorblatt has more.",
    "see: roads",
]


@pytest.mark.parametrize("mark", ["public: false", "private: true"])
@pytest.mark.parametrize("entry", ENTRIES)
def test_either_setting_keeps_an_entry_private(
    tmp_path: Path, entry: str, mark: str
) -> None:
    """An update, a reason, a closing line and a reference each take both marks."""
    made, findings = built(tmp_path, f"- One.\n- {entry}\n  {mark}")

    assert errors(findings) == []
    assert SECRET.encode() not in printed(tmp_path, made)
    assert [a.reason.value for a in made.absences] == ["not public"]


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


@pytest.mark.parametrize(
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


PRIVATE, ERROR_FOUND, LISTED = "private", "error", "printed, and in no list"
MARKING = "an error, and a comment beside it in a draft"

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
    ("- text: {s}\n  PUBLIC: FALSE", ERROR_FOUND),
    ("- text: {s}\n  Public: false", ERROR_FOUND),
    ("- text: {s}\n  pubic: false", ERROR_FOUND),
    ("- text: {s}\n  publci: false", ERROR_FOUND),
    ("- text: {s}\n  public: no", ERROR_FOUND),
    ("- text: {s}\n  public: 'false'", ERROR_FOUND),
    ("- text: {s}\n  public: fasle", ERROR_FOUND),
    ("- text: {s}\n  public:", ERROR_FOUND),
    ("- text: {s}\n  private: yes", ERROR_FOUND),
    ("- text: {s}\n  privat: true", ERROR_FOUND),
    ("- text: {s}\n  confidential: true", ERROR_FOUND),
    ("- text: {s}\n  internal: true", ERROR_FOUND),
    ("- text: {s}\n  public:false", ERROR_FOUND),
    ("- text: {s}\n  public = false", ERROR_FOUND),
    ("- text: {s}\n  public false", ERROR_FOUND),
    ("- text: {s}\n  public\uff1a false", ERROR_FOUND),
    ("- text: {s}\n  [public: false]", ERROR_FOUND),
    ("- text: {s}\n- public: false", ERROR_FOUND),
    ("- text: {s}\npublic: false", ERROR_FOUND),
    ("- text: {s}\n    public: false", ERROR_FOUND),
    # A line of a text that is folded, kept as it is, or plain.
    ("- text: >-\n    {s}\n    public: false", ERROR_FOUND),
    ("- text: >-\n    {s}\n    PUBLIC: FALSE", ERROR_FOUND),
    ("- text: >-\n    {s}\n    Public: No", ERROR_FOUND),
    ("- text: >-\n    {s}\n    pubic: false", ERROR_FOUND),
    ("- text: |\n    {s}\n    public = false", ERROR_FOUND),
    ("- text: |\n    {s}\n    public == false", ERROR_FOUND),
    ("- text: >-\n    {s}\n    public false", ERROR_FOUND),
    ("- text: >-\n    {s}\n    public:false", ERROR_FOUND),
    ("- text: >-\n    {s}\n    public\uff1afalse", ERROR_FOUND),
    ("- text: >-\n    {s}\n    public\uff1a false", ERROR_FOUND),
    ("- text: >-\n    {s}\n    [public: false]", ERROR_FOUND),
    ("- text: >-\n    {s}\n    (PUBLIC = NO)", ERROR_FOUND),
    ("- text: >-\n    {s}\n    {{public: false}}", ERROR_FOUND),
    ("- text: >-\n    {s}\n    **public: false**", ERROR_FOUND),
    ("- text: >-\n    {s}\n    _public: false_", ERROR_FOUND),
    ('- text: >-\n    {s}\n    "public": "false"', ERROR_FOUND),
    ("- text: >-\n    {s}\n    - public: false", ERROR_FOUND),
    ("- text: >-\n    {s}\n    \u2022 public: false", ERROR_FOUND),
    ("- text: >-\n    {s}\n    public - false", ERROR_FOUND),
    ("- text: >-\n    {s}\n    public; false", ERROR_FOUND),
    ("- text: >-\n    {s}\n    Public? No.", ERROR_FOUND),
    ("- text: >-\n    {s}\n    public: off", ERROR_FOUND),
    ("- text: >-\n    {s}\n    PRIVATE: TRUE", ERROR_FOUND),
    ("- text: >-\n    {s}\n    private yes", ERROR_FOUND),
    ("- text: >-\n    {s}\n    priavte = true", ERROR_FOUND),
    ("- text: >-\n    {s}\n    public: false   # names of boys", ERROR_FOUND),
    ("- text: >-\n    {s}\n    public: maybe", ERROR_FOUND),
    ("- text: >-\n    {s}\n    publish: no", ERROR_FOUND),
    ("- text: >-\n    {s}\n    Confidential: yes", ERROR_FOUND),
    ("- text: >-\n    PUBLIC: FALSE\n    {s}", ERROR_FOUND),
    ("- {s}\n  PUBLIC = FALSE", ERROR_FOUND),
    ("- {s}\n  public false", ERROR_FOUND),
    ("- {s}\n  public: false", ERROR_FOUND),
    ('- "{s}\n  public: false"', ERROR_FOUND),
    ("- {s}\n- public false", ERROR_FOUND),
    ("- {s}\n- text: public = no", ERROR_FOUND),
    # On the line of the text, where it cannot be prose.
    ("- {s} public:false", ERROR_FOUND),
    ("- {s} PUBLIC:FALSE", ERROR_FOUND),
    ('- "{s} [public: false]"', ERROR_FOUND),
    ('- "{s} (PUBLIC: FALSE)"', ERROR_FOUND),
    ('- "{s} (private = yes) and more."', ERROR_FOUND),
    ("- >-\n  {s} Public: no.", ERROR_FOUND),
    # The markings that offices know.
    ("- text: >-\n    NOT PUBLIC\n    {s}", MARKING),
    ('- "INTERNAL ONLY: {s}"', MARKING),
    ('- "PRIVATE: {s}"', MARKING),
    ('- "CONFIDENTIAL {s}"', MARKING),
    ('- "{s} (not for publication)"', MARKING),
    # A note where it would be printed.
    ("- text: >-\n    {s}\n    # public: false", ERROR_FOUND),
    # What nothing recognises: the office sees that it is in no list.
    ("# public: false\n- {s}", LISTED),
    ("- {s} (office use)", LISTED),
    ('- "Embargoed: {s}"', LISTED),
    ('- "{s} - hold this back, please"', LISTED),
    ("- text: {s}\n  owner: private", LISTED),
    ("- text: >-\n    {s}\n    is_public: false", LISTED),
    ("- text: >-\n    {s}\n    hide: yes", LISTED),
    ("- {s} # private", MARKING),
]


@pytest.mark.parametrize(
    ("form", "fate"), FORMS, ids=[form.replace("\n", "/") for form, _ in FORMS]
)
def test_each_way_to_write_a_suppression(tmp_path: Path, form: str, fate: str) -> None:
    """What is marked is not printed or stops the build; anything else is in no list."""
    entries = "- One.\n" + form.format(s=f"{SECRET} was seen.")
    made, findings = built(tmp_path / "report", entries)
    found = [f for f in findings if f.severity is ERROR]

    if fate in (ERROR_FOUND, MARKING):
        assert made.package is None
        assert {finding.at.span.line for finding in found} <= set(range(5, 12))
        return
    assert found == []
    assert (SECRET.encode() in printed(tmp_path, made)) is (fate == LISTED)
    assert len(made.absences) == (fate == PRIVATE)


@pytest.mark.parametrize(
    "form", [form for form, fate in FORMS if fate in (PRIVATE, ERROR_FOUND)]
)
def test_no_draft_shows_what_was_to_be_private(tmp_path: Path, form: str) -> None:
    """A mark that went wrong is no mistake to draft in spite of."""
    entries = "- One.\n" + form.format(s=f"{SECRET} was seen.")
    made, _ = built(tmp_path, entries, draft=True)

    assert made.package is None or SECRET.encode() not in printed(tmp_path, made)


PROSE = [
    "- >-\n  Calls came from the public: false\n  alarms, all of them.",
    "- >-\n  The meeting is in public: yes, and\n  the papers too.",
    "- >-\n  It was asked to go public, and did so\n  on 3 May.",
    "- >-\n  What was in private hands is now\n  public. No more was said.",
    "- Schools, public and private, were seen.",
    "- >-\n  Public confidence rose, and the\n  lights are on.",
    "- Publication went on.",
    '- "Public: 40 came. Private: 12 came."',
]


@pytest.mark.parametrize("entries", PROSE)
def test_a_sentence_is_no_suppression(tmp_path: Path, entries: str) -> None:
    """Words of a sentence that a mark has as well are printed."""
    _, findings = built(tmp_path, entries)

    assert errors(findings) == []

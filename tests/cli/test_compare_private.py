"""`pccreport compare` where something has become private: nothing passed on quotes it."""

from __future__ import annotations

import json
import random
import re
import shutil
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from tests import measured, projects, transform
from tests.compare.passed_on import every_form, words_of
from tests.conftest import EXAMPLE, Run
from tests.draws import seeds
from tests.terminals import on_terminal

from pccreport.pipeline.compare import Operand, compare_reports
from pccreport.writers import changes_json

FORMS = ("text", "json", "markdown", "html", "word")
EVERY_FORM = {*FORMS, "page"}
NEWEST, Q4 = "updates/2023-24-q1.yaml", "updates/2022-23-q4.yaml"
WHOLE_Q4 = "updates/2019-20-q4.yaml"
SECRET = "Quillfeather"
NOTE = "      - text: Ring the hall about the keys.\n        public: false\n"


def changed(project: Path, file: str, old: str, new: str) -> None:
    """Change words of one file of a project."""
    path = project / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def put(project: Path, update: str, file: str = NEWEST, cell: str = "opcc") -> None:
    """Put an update at the head of a file's first cell of a stream."""
    changed(project, file, f"    {cell}:\n", f"    {cell}:\n{update}")


def inside(old: Path, new: Path) -> str:
    """What the office's own screen may show of two projects."""
    compared, _ = compare_reports(Operand(old), Operand(new))
    assert compared.comparison is not None
    return changes_json.write(compared.comparison)


def quoting(forms: dict[str, str], *words: str) -> dict[str, str]:
    """Of some words, the first that each form has, by the form's name."""
    return {
        name: word for name, form in forms.items() for word in words if word in form
    }


REPORT = projects.REPORT + "focus:\n  - Safer barns\n  - Safer bridges\n"
HOUSE = (
    projects.HOUSE
    + """\
opening:
  - "I hold {force.name} to account."
  - {text: "I am to {objective}, with a focus on:", list: focus}
  - {text: "These are the aims:", list: aims}
"""
)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small project to change."""
    return projects.write(tmp_path / "project", report=REPORT, house=HOUSE)


@pytest.fixture
def public(small: Path) -> Path:
    """A copy of the project, to be the side before."""
    return Path(shutil.copytree(small, small.parent / "public"))


WAS = f"{SECRET} told the police of the arson at the old mill in May."
REMOVED = {
    "an update": f"      - {WAS}\n",
    "an update with an id": f"      - text: {WAS}\n        id: mill\n",
    "a point": f"      - text: Patrols went on.\n        points: [{WAS}]\n",
    "an outcome": f"      - text: Patrols went on.\n        outcome: {WAS}\n",
    "a closing line": f"      - closing: {WAS}\n",
    "a closing line that is another now": f"      - closing: {WAS}\n",
    "an outcome that is another now": f"      - {{text: Patrols went on., outcome: {WAS}}}\n",
    "words over points that stay": f"      - {{text: {WAS}, points: [A point stays.]}}\n",
    "the fund of an award": "      - text: A grant was given to the club.\n"
    f"        award: {{amount: 98765, fund: {SECRET} Trust}}\n",
    "the same written twice": f"      - {WAS}\n      - {WAS}\n",
    "with a point that stays": f"      - text: {WAS}\n        points: [A point stays.]\n",
}
STAYS = {
    "an outcome": "      - Patrols went on.\n",
    "a closing line that is another now": "      - closing: More in the autumn.\n",
    "an outcome that is another now": "      - {text: Patrols went on., outcome: Fewer fires.}\n",
    "words over points that stay": "      - {text: A walk., points: [A point stays.]}\n",
    "the fund of an award": "      - A grant was given to the club.\n",
}


WHERE_NOW = (
    ((NEWEST, "opcc"), "A source is known to us for the fire near the river."),
    (
        (Q4, "force"),
        f"The fire-raising was reported by a Ms {SECRET}, who is a neighbour.",
    ),
)
"""Where, and in which words, it is kept now."""


@pytest.mark.parametrize(
    ("what", "where", "now"),
    [
        pytest.param(what, *kept, marks=[pytest.mark.slow] if (nth + n) % 2 else [])
        for nth, what in enumerate(REMOVED)
        for n, kept in enumerate(WHERE_NOW)
    ],
)
def test_what_became_private_in_other_words_is_not_quoted(
    small: Path, public: Path, *, what: str, where: tuple[str, str], now: str
) -> None:
    """However it was printed, and wherever it is kept now."""
    put(public, REMOVED[what])
    if what in STAYS:
        put(small, STAYS[what])
    note = f"      - text: {now}\n        public: false\n"
    put(small, note, *where)

    forms = every_form(public, small)

    assert {} == quoting(forms, SECRET, "old mill")
    # The report prints it once.
    assert '"withheld": 1\n' in forms["json"] or "twice" not in what


Edit = tuple[str, str, str]
"""A file, words of it, and what takes their place."""


def at(update: str, file: str = NEWEST, cell: str = "opcc") -> Edit:
    """An update at the head of a file's first cell of a stream."""
    return file, f"    {cell}:\n", f"    {cell}:\n{update}"


def kept(text: str, more: str = "") -> str:
    """A private update."""
    return f"      - {{text: {text}, public: false{more}}}\n"


MILL = f"      - {{text: {WAS}, id: mill}}\n"
SEEN = at("      - {text: A fire was seen., id: mill}\n", Q4, "force")
GRANT = "      - Grants of £500 went to {} Youth Club in May.\n"
CALL = at("      - {id: call, text: Ring the hall., public: false}\n", Q4, "force")
ANNEX = kept("See the confidential annex.")
RENAMED = [(x, " opcc:", " office:") for x in ("house.yaml", *[Q4] * 2, *[NEWEST] * 3)]
FOCUS = "focus:\n  - Read [Quillfeather](https://example.com/x) on arson.\n  - "
NOT_QUOTED: dict[str, tuple[list[Edit], list[Edit]]] = {
    # What is other in the old project, and in the new one.
    "a caveat": ([(NEWEST, "updates:", f"caveat: {WAS}\nupdates:")], [at(NOTE)]),
    # With the latest version withheld, the one that it replaced is not printed again.
    "an earlier version": (
        [
            at("      - {text: The mill was visited., id: mill}\n"),
            ("updates/2022-23-q1.yaml", "[Tractors were marked.]", f"\n{MILL}"),
            (NEWEST, "period: 2023/24 Q1", "period: 2022/23 Q4"),
        ],
        [at(NOTE)],
    ),
    "the same words": ([at(MILL), SEEN], [at(kept(WAS)), SEEN]),
    "the same id": ([at(MILL), SEEN], [at(kept("Not for print.", ", id: mill")), SEEN]),
    "a private withdrawal and its reason": (
        [at(MILL), SEEN],
        [at(f"      - {{id: mill, withdrawn: {SECRET}, public: false}}\n"), SEEN],
    ),
    # An old text whose partner the measure cannot tell for certain may be another one.
    "what is only probably the same": (
        [at(GRANT.format(SECRET)), at(GRANT.format("Corley"))],
        [at(GRANT.format("Bexton")), at(GRANT.format("Corley")), at(NOTE, Q4, "force")],
    ),
    # Though its id was private before: a note may have grown.
    "a note with new words": (
        [CALL, at(f"      - {WAS}\n")],
        [CALL, (Q4, "Ring the hall.", "A source is known for the fire.")],
    ),
    # Its words are of another quarter: what the old one said may be private now.
    "what carries an old update on": (
        [at(MILL, Q4)],
        [
            at("      - {text: The mill was seen., id: mill}\n", Q4),
            (
                "report.yaml",
                "period: 2022/23 Q4\nuntil: 2023/24 Q1",
                "period: 2023/24 Q1\nsince: 2023/24",
            ),
            at(f"{NOTE}      - {{text: A guard is there now., continues: mill}}\n"),
        ],
    ),
    "an id of another year": (
        [at(MILL, Q4)],
        [at(f"{NOTE}      - {{text: A guard is there., id: mill}}\n")],
    ),
    # Although it was private in another place, and is not there any more.
    "a private text in place of a public one": (
        [at(ANNEX), at(f"      - {WAS}\n", Q4)],
        [at(ANNEX, Q4)],
    ),
    "a private text of another stream than the renamed one": (
        [at(ANNEX, Q4, "force"), at(f"      - {WAS}\n", Q4)],
        [at(ANNEX, Q4), *RENAMED],
    ),
    # Where nearly every word is another, the old ones may be private now.
    "an id alone": (
        [at(MILL)],
        [at(f"{NOTE}      - {{text: Patrols went on near the river., id: mill}}\n")],
    ),
    # Its words are printed without its mark.
    "a focus with a link": ([("report.yaml", "focus:\n  - ", FOCUS)], [at(NOTE)]),
    "an opening in other words": (
        [("house.yaml", "I hold {force.name} to account.", f"{SECRET} is thanked.")],
        [at(NOTE)],
    ),
    # Not in a redline either, where the placeholders of an opening are filled in.
    "an opening that is gone": (
        [
            (
                "house.yaml",
                "opening:\n",
                f"opening:\n  - '{{force.short}} heard of it from {SECRET}.'\n",
            )
        ],
        [at(NOTE)],
    ),
    # It is in the Word file alone.
    "a footer": (
        [("house.yaml", "opening:\n", f"footer: '{SECRET}, {{page}}'\nopening:\n")],
        [at(NOTE)],
    ),
    # Each new private entry counts, whatever is written in place of a public text.
    **{
        name: (
            [at(ANNEX), at(f"      - {WAS}\n", Q4)],
            [at("      - Two came.\n" if "award" in name else ANNEX), at(entry, Q4)],
        )
        for name, entry in {
            "the words of another private text": ANNEX,
            "a private text without words": kept("'…'"),
            "a private reference": "      - {see: farms, public: false}\n",
            "an award": kept(
                "See the confidential annex.", ", award: {amount: 5, fund: Hall}"
            ),
        }.items()
    },
}


WITHOUT_A_NOTE = {
    "an opening in other words": {"html"},
    "an opening that is gone": {"word", "page", "html"},
    "a footer": {"word"},
}
"""Forms that quote it where nothing is private."""


@pytest.mark.parametrize("case", NOT_QUOTED)
def test_what_may_have_become_private_is_not_quoted(
    case: str, small: Path, public: Path
) -> None:
    """Whatever it was, and wherever: no form that is passed on has its words."""
    before, now = NOT_QUOTED[case]
    for edit in before:
        changed(public, *edit)
    if forms := WITHOUT_A_NOTE.get(case):
        assert forms <= {*quoting(every_form(public, small), SECRET)}
    for edit in now:
        changed(small, *edit)

    assert {} == quoting(every_form(public, small), SECRET)


INSIDE: dict[str, tuple[list[Edit], list[Edit]]] = {
    # The words stand in the files as public, but no report prints them.
    "withdrawn, with private words": (
        [at(MILL, Q4)],
        [
            at(f"{MILL}{kept(WAS)}", Q4),
            at("      - {id: mill, withdrawn: entered twice}\n"),
        ],
    ),
    # Where the report prints nothing of that id in the old year any more.
    "private in another year": (
        [at(MILL, Q4)],
        [at(kept("For the courts.", ", id: mill"))],
    ),
    "withdrawn in private": (
        [at(MILL)],
        [
            at(MILL, Q4),
            at("      - {id: mill, withdrawn: for the courts, private: true}\n"),
        ],
    ),
}


@pytest.mark.parametrize("case", INSIDE)
def test_what_is_certainly_private_is_not_on_the_office_s_screen_either(
    case: str, small: Path, public: Path
) -> None:
    """By its words, or by its id."""
    for project, edits in zip((public, small), INSIDE[case], strict=True):
        for edit in edits:
            changed(project, *edit)

    assert SECRET not in inside(public, small)


QUOTED: dict[str, tuple[list[Edit], list[Edit]]] = {
    # Something else may be gone, and is shown.
    "a note that was private already": (
        [at(f"      - {WAS}\n"), at(NOTE, Q4, "force")],
        [at(NOTE, Q4, "force")],
    ),
    "a private note in a renamed stream": (
        [at(f"      - {WAS}\n"), at(NOTE, Q4)],
        [at(NOTE, Q4), *RENAMED],
    ),
    "a private note that was deleted": ([at(f"{NOTE}      - {WAS}\n")], []),
}


@pytest.mark.parametrize("case", QUOTED)
def test_what_makes_nothing_private_withholds_nothing(
    case: str, small: Path, public: Path
) -> None:
    """Each form quotes what is gone."""
    for project, edits in zip((public, small), QUOTED[case], strict=True):
        for edit in edits:
            changed(project, *edit)

    assert EVERY_FORM == {*quoting(every_form(public, small), WAS)}


def test_the_office_sees_on_its_own_screen_what_it_does_not_pass_on(
    run: Run, small: Path, public: Path
) -> None:
    """What was removed is there, with a word that other forms leave it out: each of the command."""
    put(public, f"      - {WAS}\n")
    put(small, NOTE, Q4, "force")
    _, text = on_terminal("compare", public, small, output=True, COLUMNS="400")
    shown = " ".join(text.split())

    assert WAS in shown
    assert "Shown on the screen only: 1 old text" in shown
    assert "keys" not in shown
    for form in FORMS:
        target = small.parent / "changes.docx"
        asked = ("--output-format", form) if form != "word" else ("--redline", target)
        done = run("compare", public, small, *asked)
        answer = done.stdout + done.stderr
        assert done.returncode == 0, answer
        assert SECRET not in answer + (words_of(target) if form == "word" else "")
        assert ('"withheld": 1\n' if form == "json" else "1 old text") in answer


def test_words_struck_out_of_a_text_that_is_still_public_are_shown(
    run: Run, example: Path, tmp_path: Path
) -> None:
    """With two figures changed and an unrelated note, the redline is a whole one."""
    built = [tmp_path / "old.docx", tmp_path / "new.docx"]
    changed(example, WHOLE_Q4, "£87,652", "£91,204")
    changed(example, WHOLE_Q4, "96 people", "98 people")
    put(example, NOTE, WHOLE_Q4, "force")
    target = tmp_path / "changes.docx"
    done = run("compare", EXAMPLE, example, "--redline", target)
    for project, path in zip((EXAMPLE, example), built, strict=True):
        run("build", project, "-o", path)
    old, new = (transform.lines(transform.body(path.read_bytes())) for path in built)
    package = target.read_bytes()
    with ZipFile(target) as archive:
        body = archive.read("word/document.xml").decode()

    assert "Left out" not in done.stderr
    assert ["96", "£87,652"] == re.findall("<w:delText[^>]*>([^<]*)</w:delText>", body)
    assert new == transform.lines(
        transform.body(transform.package(package, accept=True))
    )
    assert old == transform.lines(
        transform.body(transform.package(package, accept=False))
    )


FIGURE = re.compile(r"(?<![\w/.,])£?\d(?:[\d,]*\d)?(?![\w/])")


def another_figure(line: str, nth: int) -> str:
    """A line of an update in which this figure is another, if it has so many."""
    if re.match(r" *(period|amount|awards|round|date):| *#", line):
        return line
    found = [f for f in FIGURE.finditer(line) if not re.fullmatch(r"\d{4}", f[0])]
    if nth >= len(found):
        return line
    end = found[nth].end()
    return line[: end - 1] + ("7" if line[end - 1] == "3" else "3") + line[end:]


def test_every_figure_of_the_example_can_change_beside_a_new_note(
    example: Path,
) -> None:
    """Where each line has another figure, nothing is withheld: the first, and so on."""
    files = {path: path.read_text("utf-8") for path in (example / "updates").iterdir()}
    counted = []
    for nth in count():
        others = {
            path: [another_figure(line, nth) for line in text.split("\n")]
            for path, text in files.items()
        }
        number = sum(
            old != new
            for path, text in files.items()
            for old, new in zip(text.split("\n"), others[path], strict=True)
        )
        if not number:
            break
        for path, lines in others.items():
            path.write_text("\n".join(lines), "utf-8")
        put(example, NOTE, WHOLE_Q4, "force")
        was, now = Operand(EXAMPLE, name="old"), Operand(example, name="new")
        compared = compare_reports(was, now)[0].for_sharing.comparison
        assert compared is not None
        assert (compared.withheld, nth) == (0, nth)
        counted.append(number)

    assert sum(counted) == 15


def test_two_periods_of_one_project_withhold_nothing(run: Run, small: Path) -> None:
    """What is private now was private then: the files are the same."""
    put(small, NOTE)
    put(small, f"      - text: {WAS}\n        withdrawn: it is for the courts\n")
    quarters = ("2022/23 Q4", "2023/24 Q1")
    there = run("compare", small, *quarters, "--output-format", "json")
    back = run("compare", small, *reversed(quarters), "--output-format", "json")

    for done in (there, back):
        assert json.loads(done.stdout)["summary"]["private"]["withheld"] == 0


CONTAINED = {
    "inside a longer text": f"      - Last May, {WAS[:-1]} in the end.\n",
    "in an outcome": f"      - {{text: A walk., outcome: '{WAS} Yes.'}}\n",
    "in capitals and other points": f"      - {WAS.upper()[:-1]}!\n",
}


@pytest.mark.parametrize(
    ("what", "kept"),
    [
        pytest.param(what, kept, marks=pytest.mark.slow if nth != n else ())
        for nth, what in enumerate(CONTAINED)
        for n, kept in enumerate(("a note", "a reason", "a link"))
    ],
)
def test_a_text_with_the_words_of_a_private_one_is_not_quoted(
    small: Path, public: Path, what: str, kept: str
) -> None:
    """Not on the office's own screen either: what is around its words is no cover."""
    notes = {
        "a note": f"      - text: {WAS}\n        public: false\n",
        "a reason": "      - id: mill_walks\n"
        f"        withdrawn: {WAS}\n        private: true\n",
        "a link": f"      - text: '**Note:** [{WAS}](https://example.com/mill)'\n"
        "        public: false\n",
    }
    note = notes[kept].replace("**Note:** ", "")
    walks = "      - text: A walk to the mill took place.\n        id: mill_walks\n"
    put(public, CONTAINED[what] + walks)
    put(small, note)
    put(small, walks.replace("mill took", "hill took"), Q4)
    forms = every_form(public, small)
    forms["inside"] = inside(public, small)

    assert {} == quoting(forms, SECRET, SECRET.upper())


def test_the_focus_and_the_objective_are_not_quoted(small: Path, public: Path) -> None:
    """A focus area that is gone may have become private in any words; an objective in its own."""
    focus = "focus:\n  - Spending on the mill, as Quillfeather asked.\n  - "
    changed(public, "report.yaml", "focus:\n  - ", focus)
    text = (public / "report.yaml").read_text("utf-8")
    was = re.search(r"^objective: [\s\S]*?\n(?=\S)", text, re.MULTILINE)
    changed(public, "report.yaml", was[0] if was else "", f"objective: {WAS}\n")
    compared = every_form(public, small)
    assert EVERY_FORM == {*quoting(compared, WAS)}
    put(small, NOTE + f"      - text: {WAS}\n        public: false\n")
    forms = every_form(public, small)

    assert {} == quoting(forms, SECRET)
    counted = json.loads(forms["json"])["summary"]["private"]
    assert (counted["closed"], counted["withheld"]) == (1, 1)


@pytest.mark.parametrize("where", ["updates/kept.yaml", "updates/private/kept.yaml"])
@pytest.mark.parametrize("kept", ["words", "id"])
def test_a_report_is_redacted_by_all_files_of_its_project(
    run: Run, tmp_path: Path, where: str, kept: str
) -> None:
    """The private words, or the id, are in another file than the public ones."""
    line = f"- {{text: {WAS}, id: mill}}"
    old = projects.write(
        tmp_path / "old", updates=projects.one_update(f"- One.\n{line}")
    )
    text = WAS if kept == "words" else "It was told."
    note = f"- {{text: {text}, public: false{', id: mill' if kept == 'id' else ''}}}"
    new = projects.write(tmp_path / "new", updates=projects.one_update("- One."))
    file = new / where
    file.parent.mkdir(exist_ok=True)
    told = f"period: 2022/23 Q4\nupdates:\n  farms:\n    force:\n      {note}\n"
    file.write_text(told, encoding="utf-8")
    code, screen = on_terminal("compare", old, new, output=True)
    html = run("compare", old, new, "--output-format", "html")

    assert (code, html.returncode) == (0, 0)
    assert SECRET not in screen + html.stdout
    assert "1 line that was public before but not now" in screen


def test_a_fund_or_half_of_the_words_makes_a_partner(small: Path, public: Path) -> None:
    """An award of another fund is another award, and an outcome with fewer words another text."""
    award = "      - text: A grant was given to the club.\n        award: "
    put(public, f"{award}{{amount: 98765, fund: {SECRET} Trust}}\n")
    put(small, f"{NOTE}{award}{{amount: 500, fund: Hall Fund}}\n")
    other = every_form(public, small)
    changed(small, NEWEST, "amount: 500,", "amount: 98765,")
    as_much = every_form(public, small)
    changed(small, NEWEST, "98765, fund: Hall Fund", f"500, fund: {SECRET} Trust")
    same = every_form(public, small)

    assert {} == quoting(other, SECRET, "98,765", "98765")
    assert {} == quoting(as_much, SECRET)
    assert "98765" in same["json"]
    update = "      - {{text: Patrols went on., id: p, outcome: {}}}\n"
    put(public, update.format("quoz blip trum vark"))
    put(small, update.format("quoz blip zent dorf"))
    assert "trum" in every_form(public, small)["json"]
    changed(small, NEWEST, "quoz blip zent dorf", "quoz hemp zent dorf")
    assert {} == quoting(every_form(public, small), "trum")


def test_a_line_that_became_private_is_told_where_another_came_to_light(
    tmp_path: Path, run: Run
) -> None:
    """As many lines are printed as before, and yet something changed."""
    nothing = "- nothing: Nothing took place.\n- text: Two came."
    old = projects.write(tmp_path / "old", updates=projects.one_update(nothing))
    private = f"{nothing}\n  public: false"
    new = projects.write(tmp_path / "new", updates=projects.one_update(private))
    done = run("compare", old, new, "--exit-code")

    assert done.returncode == 1
    assert "1 line that was public before but not now" in done.stdout
    assert "Nothing in the printed report has changed" not in done.stdout


PLACES = [(aim, stream) for aim in ("farms", "roads") for stream in ("force", "opcc")]
VERBS = ["visited", "counted", "mapped", "closed", "opened", "fenced", "lit", "swept"]


def drawn(draw: random.Random, folder: Path) -> tuple[Path, Path, set[str]]:
    """Two projects, and the tokens of what the new one must not let out.

    Each old line has a token of its own. In the new project it stays, has another
    figure, is gone, or is private in other words under any key aim.
    """
    tokens = iter(range(1000, 9999))
    sides: dict[str, dict[tuple[str, str], list[str]]] = {"old": {}, "new": {}}
    secret: set[str] = set()
    for place in PLACES:
        for _ in range(draw.randint(1, 5)):
            token = f"Zeb{next(tokens)}"
            verb, number = draw.choice(VERBS), draw.randint(2, 99)
            text = f"{token} {verb} {number} barns by the {draw.choice(VERBS)} road"
            name = f"\n        id: u{token.lower()}" if draw.random() < 0.3 else ""
            line = f"      - text: {text}{name}"
            lines = sides["old"].setdefault(place, [])
            lines.append(line)
            match draw.choice(("stays", "figure", "gone", "private", "private")):
                case "stays":
                    sides["new"].setdefault(place, []).append(line)
                case "figure":
                    other = line.replace(f" {number} ", f" {number + 1} ")
                    sides["new"].setdefault(place, []).append(other)
                case "private":
                    secret.add(token)
                    there = draw.choice(PLACES)
                    kept = f"Zeb{next(tokens)}"
                    secret.add(kept)
                    note = (
                        f"      - text: On {kept} we say no more\n        public: false"
                    )
                    sides["new"].setdefault(there, []).append(note)
    folders = []
    for side, cells in sides.items():
        told = "period: 2022/23 Q4\nupdates:\n"
        for aim in ("farms", "roads"):
            here = {s: cells[aim, s] for s in ("force", "opcc") if (aim, s) in cells}
            told += f"  {aim}:\n" if here else ""
            for stream, lines in here.items():
                draw.shuffle(lines)
                told += f"    {stream}:\n" + "\n".join(lines) + "\n"
        told += "  wildlife:\n    force: [A kite was released.]\n"
        folders.append(projects.write(folder / side, updates={"q4.yaml": told}))
    return folders[0], folders[1], secret


@seeds(8, 25)
def test_no_token_of_a_drawn_project_gets_out(seed: int, tmp_path: Path) -> None:
    """Whatever became private, in no form that is passed on is a word of it."""
    old, new, secret = drawn(random.Random(seed), tmp_path)
    forms = every_form(old, new)

    assert {} == {name: token for token in secret for name in quoting(forms, token)}


def test_a_withdrawal_that_may_not_count_stops_a_comparison(
    run: Run, tmp_path: Path
) -> None:
    """Its file is of a year that the plan does not have, so what it withdraws is printed."""
    lines = projects.one_update(f"- {{text: {WAS}, id: mill}}\n- One.")
    old = projects.write(tmp_path / "old", updates=lines)
    late = "period: 2039/40 Q1\nupdates:\n  farms:\n    force:\n"
    late += "      - {id: mill, withdrawn: it is for the courts}\n"
    new = projects.write(tmp_path / "new", updates={**lines, "late.yaml": late})
    done = run("compare", old, new)

    assert (done.returncode, done.stdout) == (1, "")
    assert "[unread-private]" in done.stderr
    assert SECRET not in done.stderr


PACE = at(kept("increase the pace of change"))
BARNS = at(kept("The barns of a witness.", ", id: barns"))
VISITED = "      - {{text: {} barns were visited., id: barns}}\n"
STILL_SHOWN: dict[str, tuple[list[Edit], list[Edit], str]] = {
    "printed": ([SEEN], [SEEN, at(kept("No.", ", id: mill"))], "A fire was seen."),
    # An id may be used again in another year, for another update.
    "a revision": (
        [at(VISITED.format("Twelve"), Q4), BARNS],
        [at(VISITED.format("Thirteen"), Q4), BARNS],
        "Twelve",
    ),
    "what the objective says": (
        [at("      - We are to increase the pace of change.\n"), PACE],
        [at("      - We are to increase the pace of change at last.\n"), PACE],
        "increase the pace",
    ),
}


@pytest.mark.parametrize("case", STILL_SHOWN)
def test_what_is_printed_still_is_quoted(case: str, small: Path, public: Path) -> None:
    """An id that is private in another year, or words that are printed, hide nothing."""
    *both, words = STILL_SHOWN[case]
    for project, edits in zip((public, small), both, strict=True):
        for edit in edits:
            changed(project, *edit)

    assert json.loads(inside(public, small))["summary"]["private"]["closed"] == 0
    assert {words} == {*quoting(every_form(public, small), words).values()}


def _compared(run: Run, folder: Path, old: str, new: str) -> Any:
    """What a comparison of two lists of one stream shows where it may be passed on."""
    sides = (
        projects.write(folder / name, updates=projects.one_update(entries))
        for name, entries in (("old", old), ("new", new))
    )
    return json.loads(run("compare", *sides, "--output-format", "json").stdout)


def test_only_what_may_be_a_text_that_became_private_is_withheld(
    run: Run, tmp_path: Path
) -> None:
    """A text that was public in the same words says which; what has none of its words is shown."""
    kept = "Quillwort told us of the fire."
    old = f"- {kept}\n- Six vans were sold.\n- Quillwort lives there.\n- It rained."
    answer = _compared(
        run, tmp_path, old, f"- {{text: {kept}, public: false}}\n- It rained."
    )

    gone = [c["old"]["text"] for c in answer["changes"] if c["kind"] == "missing"]
    assert ["Six vans were sold."] == gone
    assert "Quillwort" not in json.dumps(answer)
    withheld = [each for each in answer["first"] if each["withheld"]]
    assert [True] == [bool(each["file"] and each["line"]) for each in withheld]
    # What was never public may be any text that is gone.
    told = kept.replace("fire", "theft")
    new = f"- {{text: {told}, public: false}}\n- It rained."
    answer = _compared(run, tmp_path, "- Six vans were sold.\n- It rained.", new)
    assert "Six vans" not in json.dumps(answer)


def test_a_private_text_that_is_public_now_is_first_and_certain(
    run: Run, tmp_path: Path
) -> None:
    """Also in other words, and before a figure of deaths."""
    old = "- {text: The tip came from a neighbour of the mill., public: false}\n- {id: a, text: Two died.}"
    new = "- The tip came from the neighbour of the old mill.\n- {id: a, text: Nine died.}"
    first = _compared(run, tmp_path, old, new)["first"]

    assert ["now public", "figures"] == [each["matter"] for each in first]
    assert "perhaps" not in first[0]["told"].lower()


def test_what_a_redline_leaves_out_around_the_updates_is_counted(
    run: Run, tmp_path: Path
) -> None:
    """But not the house format’s words of a table that is gone, which are not left out."""
    opening = """\
opening:
  - {text: "Targets missed:", list: measures, only: missed}
  - {text: "We still have to:", list: promises}
"""
    promise = "{text: We will open a hut., id: hut, due: 2025-03-31}"
    answer = (
        "{text: A source is known., public: false}, {text: It opened., continues: hut}"
    )
    house, start = measured.HOUSE + opening, "crisis: {force: ["
    files = {
        "house": house,
        "report": measured.REPORT.replace("since: 2024/25 Q2", "since: 2024/25 Q1"),
        "q1": measured.FIRST.replace(start, f"{start}{promise}, "),
    }
    old = measured.write(tmp_path / "old", **files)
    new = measured.write(
        tmp_path / "new",
        **files,
        plan=re.sub("target: [0-9]+, ", "", measured.PLAN),
        q2=measured.SECOND.replace(start, f"{start}{answer}, "),
    )
    target = tmp_path / "changes.docx"
    done = run("compare", old, new, "--redline", target)
    rejected = transform.package(target.read_bytes(), accept=False)
    lines = [line.text for line in transform.lines(transform.body(rejected))]

    assert "Left out: 1 old text" in done.stderr
    assert ["We will open a hut."] == [line for line in lines if "a hut" in line]
    assert {"Targets missed:", "Target"} <= {*lines}

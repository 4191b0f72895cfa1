"""`pccreport pull back.docx`: the edits of a Word file come back into the project."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from docx import Document
from ruamel.yaml import YAML
from tests import projects, pull_edits, word_edits
from tests.cases import in_turn
from tests.conftest import ROOT, Run
from tests.word_edits import W, run_of, set_runs, words_of

Q4, Q1 = "2022-23-q4.yaml", "2023-24-q1.yaml"
UPDATES = {
    Q4: """\
period: 2022/23 Q4
updates:
  farms:
    force:   # sent by mail
      - Two arrests were made near the river in March, and both men were charged.
      # counted twice
      - text: >-
          Barns on forty farms were marked with paint that can be seen
          only under a lamp.
        points:
          - Twelve of them are in the north of the county.
      - text: Officers visited every market.
        points:
          - An informant named Smithson keeps watch at Hollow Farm.
          - Each visit lasted an hour.
    opcc: [Grants were given to twelve farms in the valley.]
  roads:
    force:
      - see: farms
    opcc:
      - Speed cameras were paid for in three villages.
""",
    Q1: """\
period: 2023/24 Q1
updates:
  farms:
    force:
      - Tractors were fitted with trackers in the spring.
""",
}
UPDATES[Q4] = UPDATES[Q4].replace(
    "- An informant named Smithson keeps watch at Hollow Farm.",
    "- {text: An informant named Smithson keeps watch at Hollow Farm., public: false}",
)

Change = Callable[[Any], None]


class Back:
    """A project, its report, and what the command does with the report when it is edited."""

    def __init__(self, run: Run, folder: Path, built: bytes) -> None:
        """Write the files."""
        self._run = run
        self.project = projects.write(folder / "farm-report", updates=UPDATES)
        self.sent = folder / "back.docx"
        self.sent.write_bytes(built)

    def edit(self, change: Change) -> None:
        """Edit the body of the report."""
        self.sent.write_bytes(word_edits.with_body(self.sent.read_bytes(), change))

    def pull(self, *options: str) -> CompletedProcess[str]:
        """Run the command."""
        return self._run("pull", self.sent, self.project, *options)

    def takes(self) -> str:
        """Write the files, which must be what the Word file says then; return the update file."""
        done = self.pull("--write")
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        compared = self._run("compare", self.sent, self.project, "--exit-code")
        assert compared.returncode == 0, compared.stdout
        return self.read(Q4)

    def refuses(self, why: str) -> str:
        """Write nothing, for a reason; return what is said."""
        before = files(self.project)
        done = self.pull("--write")
        assert done.returncode == 1
        assert why in done.stderr
        assert before == files(self.project)
        return done.stdout + done.stderr

    def read(self, name: str) -> str:
        """The text of an update file."""
        return (self.project / "updates" / name).read_text("utf-8")


@pytest.fixture(scope="module")
def built(run: Run, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The report of a small project."""
    folder = tmp_path_factory.mktemp("built")
    project = projects.write(folder / "farm-report", updates=UPDATES)
    done = run("build", project, "-o", folder / "report.docx")
    assert done.returncode == 0, done.stderr
    return (folder / "report.docx").read_bytes()


@pytest.fixture
def back(run: Run, tmp_path: Path, built: bytes) -> Back:
    """The small project, and its report to be edited."""
    return Back(run, tmp_path, built)


def files(project: Path) -> dict[str, bytes]:
    """The files of a project."""
    found = sorted(path for path in project.rglob("*") if path.is_file())
    return {str(path.relative_to(project)): path.read_bytes() for path in found}


def at(body: Any, words: str) -> Any:
    """The paragraph that starts with some words."""
    return next(
        p for p in body.iter(f"{W}p") if " ".join(words_of(p)).startswith(words)
    )


def written(words: str, new: str) -> Change:
    """Put other words in place of some, in the first paragraph that has them."""

    def change(body: Any) -> None:
        paragraph = next(
            p for p in body.iter(f"{W}p") if words in " ".join(words_of(p))
        )
        text = " ".join(words_of(paragraph)).replace(words, new)
        set_runs(paragraph, run_of(text))

    return change


def added(after: str, text: str, *, style: str = "") -> Change:
    """Add a paragraph like the one that starts with some words, after it."""

    def change(body: Any) -> None:
        new = deepcopy(at(body, after))
        set_runs(new, run_of(text))
        if style:
            new.find(f"{W}pPr/{W}pStyle").set(f"{W}val", style)
        at(body, after).addnext(new)

    return change


def below_new(heading: str, style: str) -> Change:
    """Add a heading, or a label, and a paragraph below it."""

    def change(body: Any) -> None:
        added("Two arrests", TRAILER)(body)
        added("Two arrests", heading, style=style)(body)

    return change


def deleted(*starts: str) -> Change:
    """Delete the paragraphs that start with some words."""

    def change(body: Any) -> None:
        for found in [at(body, start) for start in starts]:
            found.getparent().remove(found)

    return change


def moved(start: str, after: str) -> Change:
    """Move a paragraph after another."""
    return lambda body: at(body, after).addnext(at(body, start))


def test_a_preview_shows_the_files_as_a_diff_and_writes_nothing(back: Back) -> None:
    """Without --write, the diff has the old and the new line, and the files stay."""
    before = files(back.project)
    back.edit(written("Two arrests", "Twelve arrests"))

    done = back.pull()

    assert done.returncode == 0
    assert "\n-      - Two arrests were made near" in done.stdout
    assert "\n+      - Twelve arrests were made near" in done.stdout
    assert "add --write" in done.stderr
    assert before == files(back.project)


def test_only_what_was_edited_changes(back: Back) -> None:
    """Comments, wrapping, line ends and all other bytes stay; what is added is as it was typed."""
    path = back.project / "updates" / Q4
    path.write_bytes(UPDATES[Q4].replace("\n", "\r\n").encode())
    back.edit(written("forty farms", "four hundred farms"))
    back.edit(added("Two arrests", TRAILER))
    back.takes()

    below = "      # counted twice\n"
    expected = UPDATES[Q4].replace("Barns on forty", "Barns on four hundred")
    expected = expected.replace(below, f"      - >-\n        {TRAILER}\n{below}")
    assert path.read_bytes() == expected.replace("\n", "\r\n").encode()
    assert UPDATES[Q1] == back.read(Q1)


def test_lines_that_print_nothing_stay_or_go_with_their_update(back: Back) -> None:
    """What was sent stays, and is in no diff; what accepts a finding goes: it would accept others."""
    path = back.project / "updates" / Q4
    sent = "#| mail.txt, line 3 (a remark): The landowner is Zebedee Quince.\n"
    accepted = "      # accept says-nothing: as it was sent\n"
    text = UPDATES[Q4].replace("      - Two arrests", f"{accepted}      - Two arrests")
    path.write_text(text + sent, encoding="utf-8")
    back.edit(deleted("Two arrests"))

    assert "Zebedee" not in back.pull().stdout
    written = back.takes()
    assert written.endswith(sent)
    assert "accept" not in written


def test_a_report_of_another_office_or_quarter_is_refused(back: Back, run: Run) -> None:
    """Nothing of it is taken: what its edits would be is the whole report."""
    for words, quarter, said in (
        ((ROOT / "examples/thames-valley",), (), "has too little in common with the current report"),
        ((back.project, "--period", "2022/23 Q4"), (), "has those from 2022/23 Q1 to 2023/24 Q1"),
        ((back.project,), ("2022/23 Q4",), "to 2023/24 Q1, but the report of “farm-report” has"),
        ((back.project,), ("2023/24 Q1",), "seems to be the report for 2022/23 Q4, but was compared with that for 2023/24 Q1"),
        ((back.project, "--period", "2023/24 Q1"), (), "seems to be the report for 2023/24 Q1, but was compared with that for 2022/23 Q4\nhelp: end the command with \"2023/24 Q1\", or leave the quarter out"),
        ((back.project, "--period", "2023/24 Q2"), ("2023/24 Q1",), "seems to be the report for 2023/24 Q2, but was compared with that for 2023/24 Q1"),
        ((back.project, "--period", "2023/24 Q2"), (), "seems to be the report for 2023/24 Q2, but was compared with that for 2022/23 Q4"),
    ):  # fmt: skip
        run("build", *words, "-o", back.sent, "--force")
        done = back.pull(*quarter, "--write")

        assert done.returncode == 2
        assert said in done.stderr
        assert UPDATES[Q4] == back.read(Q4)
    for file in (back.project / "updates").iterdir():
        file.unlink()
    assert back.pull().returncode in (1, 2)  # of a project that has not begun


def test_a_file_of_a_past_quarter_is_named(back: Back, run: Run) -> None:
    """Whether or not it is written, with the others and in the sum."""
    quarters = ("period: 2022/23 Q4\nuntil:", "since: 2022/23 Q4\nperiod:")
    projects.reword(back.project / "report.yaml", quarters)
    run("build", back.project, "-o", back.sent, "--force")
    back.edit(written("Two arrests", "Twelve arrests"))
    back.edit(written("Tractors were", "Vans were"))

    for options in ((), ("--write",)):
        said = back.pull(*options).stderr
        assert said.count("past period") == 2
        assert f"{Q4} is for 2022/23 Q4, a past period" in said
        assert "in 2 files (1 for a past period)." in said


def test_updates_are_added_deleted_moved_split_and_joined(back: Back) -> None:
    """Each comes to its place in the list, with its points."""
    new = "A stolen trailer came back to its owner in May."
    back.edit(added("Two arrests", new))
    back.edit(written("were made near the river in March, and", "were made."))
    back.edit(deleted("Grants were given", "2022/23:"))
    back.edit(added("Twelve of them", "Nine are in the south.", style="ListBullet2"))

    done = back.pull("--write")

    assert new in back.read(Q4)
    assert "          - >-\n            Nine are in the south.\n" in back.read(Q4)
    assert "opcc: [Grants" not in back.read(Q4), done.stderr


def test_the_last_update_of_a_stream_is_deleted(back: Back, run: Run) -> None:
    """What was above it goes, and is named; the header and the comments of a draft are no edits."""
    with (back.project / "house.yaml").open("a", encoding="utf-8") as house:
        house.write("marking: OFFICIAL\nheader: Our report\n")
    run("build", back.project, "-o", back.sent, "--force", "--draft")
    back.edit(deleted("Grants were given"))
    done = back.pull("--write")

    assert "Grants" not in back.read(Q4)
    said = "^No longer printed, .*nothing is left to go with it"
    gone = re.findall(said, done.stderr, re.M)
    assert (done.returncode, len(gone)) == (0, 2)
    assert "1 edit made in 1 file.\n" in done.stderr
    assert "Comment" not in done.stderr


def test_neighbours_change_places_below_a_label(back: Back, run: Run) -> None:
    """A label that was not edited is no reason to keep what was deleted."""
    path = back.project / "updates" / "2023-24-q2.yaml"
    text = UPDATES[Q1].replace("Q1", "Q2").replace("Tractors", "Sheep")
    path.write_text(f"{text}      - Hens were counted.\n", encoding="utf-8")
    dates = ("24 Q1", "24 Q2"), ("07-11", "10-11"), ("07-01", "10-01")
    projects.reword(back.project / "report.yaml", *dates)
    run("build", back.project, "-o", back.sent, "--force")
    back.edit(moved("Sheep were", "Hens were"))
    back.takes()
    assert re.findall("Sheep|Hens", path.read_text("utf-8")) == ["Hens", "Sheep"]

    back.edit(deleted("Sheep were", "Hens were"))
    assert "2 edits made in 1 file" in back.pull("--write").stderr


TRAILER = "A trailer came back in May."
INFORMANT = "An informant named Smithson keeps watch at Hollow Farm."
TEA = "We thank Smithson for the tea in the barn."
OF_HOUSE = "these words come from pccreport or the house format"
NO_LIST = "next to it in the files are at another level"
REFUSED = [
    # An edit, why it is refused, and words that are said with it.
    # In brackets on one line, and the first point of an update: an officer types them.
    (added("Grants were given", TRAILER), NO_LIST, TRAILER),
    (added("Two arrests", TRAILER, style="ListBullet2"), NO_LIST, TRAILER),
    (added("Grants were given", "Wildlife crime taken seriously."), NO_LIST, "1 left out"),
    (written("See update", "Please see the update"), "makes these words from “see:” in ", "Please see the update"),
    (written("Key Aims are", "Main Aims are"), OF_HOUSE, "(built in):"),
    (moved("Tractors were fitted", "Two arrests"), "another quarter", ""),
    *((below_new(*x), "is under, a heading that the report does not have there", TRAILER)
      for x in (("Our wardens", "Heading4"), ("2023/24 (Q4):", "Heading5"), ("OMN activities:", "BodyText"))),
    (added("Two arrests", INFORMANT), "it contains words that are private in the project", ""),
    # A name that only private text has is typed in the files, or not at all.
    (added("Two arrests", TEA), "if it may be printed, put it into the files", ""),
    (written("in March", "on Monday 7 March 2023"), "check would say: the weekday and date", "Left out, 1) Fewer thefts from farms – NP actions, "),
    (written("Two arrests", "*Two* arrests"), "would still differ; make the edit in ", f"{Q4}:5)"),
    (written("11th July", "12th July"), "makes these words from “meeting:” in ", "report.yaml:6)"),
]  # fmt: skip


@in_turn(("change", "why", "words"), REFUSED)
def test_what_cannot_come_back_is_refused_with_the_reason(
    run: Run, tmp_path: Path, built: bytes, *, change: Change, why: str, words: str
) -> None:
    """Nothing is written, and what is private is not shown."""
    back = Back(run, tmp_path, built)
    back.edit(change)
    said = back.refuses(why)

    assert words in said
    assert "Smithson" not in said


def test_titles_headings_and_front_matter_come_back(back: Back) -> None:
    """From where they are; signs that mean something in YAML are words, in brackets too."""
    back.edit(written("Jo Bloggs", "Josephine Bloggs"))
    back.edit(written("twelve farms in", "twelve farms: [six] in"))
    back.edit(written("Tractors were", "Tractors, #1 to #9, were"))
    for _ in range(2):  # under two key aims
        back.edit(written("OMN activities:", "OMN main activities:"))

    assert 'opcc: ["Grants were given to twelve farms: [six] in' in back.takes()
    house = (back.project / "house.yaml").read_text("utf-8")
    assert 'opcc: {heading: "{body.short} main activities:"}' in house
    assert "name: Josephine Bloggs" in (back.project / "report.yaml").read_text("utf-8")


def test_no_private_line_is_in_the_diff_or_cut(back: Back) -> None:
    """Beside a change, or in its line, it makes a line without words; what it is under stays."""
    private = "{text: Harker pays for the hay., public: false}"
    text = back.read(Q4).replace("[Grants", f"[{private}, Grants")
    (back.project / "updates" / Q4).write_text(text, "utf-8")
    back.edit(written("Each visit lasted an hour", "Each visit lasted two hours"))
    back.edit(written("Grants were given", "Many grants were given"))

    done = back.pull()

    assert "+          - Each visit lasted two hours." in done.stdout
    assert done.stdout.count("(private)") == 3
    assert not {"Smithson", "Harker"} & {*re.findall(r"\w+", done.stdout)}

    back.edit(deleted("Officers visited every market", "Each visit lasted"))
    done = back.pull("--write")
    assert done.returncode == 1
    assert "something in it is private" in done.stderr
    assert re.search("Officers visited every.*Smithson", back.read(Q4), re.DOTALL)
    assert "Smithson" not in done.stdout + done.stderr


def test_what_is_not_carried_over_is_named(back: Back) -> None:
    """Comments, with their paragraphs and lines in the files; headers and footers; bold, in each run."""
    report = Document(str(back.sent))
    runs = next(p for p in report.paragraphs if p.text.startswith("Two arrests")).runs
    runs[0].bold = True
    report.add_comment(runs, "Is this right?", "A", "A")
    report.save(str(back.sent))
    pulled = back.pull()
    place = rf"Comment on 1\) Fewer .*, paragraph \d+, .*{Q4}:5: “Is this right\?”"
    assert (pulled.returncode, pulled.stdout) == (0, "")
    assert re.search(place, pulled.stderr)
    assert "Word file.\nBold and italics are not carried over.\n" in pulled.stderr

    report.sections[0].footer.add_paragraph("Ours alone")
    report.save(str(back.sent))
    assert "Ours alone" in back.refuses("footers and notes are not carried over")


@in_turn("place", [0, 1])
def test_a_title_changed_in_one_of_its_places_changes_no_file(
    run: Run, tmp_path: Path, built: bytes, place: int
) -> None:
    """A key aim in the list of them and above its part: changed in both, it is taken."""
    back, whole = Back(run, tmp_path, built), "Fewer thefts from farms"

    def change(body: Any) -> None:
        found = [p for p in body.iter(f"{W}p") if whole in " ".join(words_of(p))]
        words = " ".join(words_of(found[place]))
        set_runs(found[place], run_of(words.replace("Fewer", "No")))

    back.edit(change)
    said = back.refuses("also printed elsewhere")
    assert "0 edits made; 1 left out" in said

    back.edit(written(whole, "No thefts from farms"))
    assert back.pull("--write").returncode == 0
    assert "No thefts from farms" in (back.project / "plan.yaml").read_text("utf-8")


def test_an_award_has_the_sum_of_its_text(back: Back, run: Run) -> None:
    """Its amount changes with the words, or neither does while a table has the old sum."""
    award = "      - {text: Paid now. It was £500., award: {amount: 500.0}}\n"
    table = "opening: [{text: 'Paid:', list: awards, columns: [title, amount]}]\n"
    (back.project / "updates" / Q1).write_text(UPDATES[Q1] + award, "utf-8")
    (back.project / "house.yaml").write_text(projects.HOUSE + table, "utf-8")
    run("build", back.project, "-o", back.sent, "--force")
    back.edit(written("was £500", "was £600"))
    back.refuses("still reads “£500”")
    for _ in range(2):  # in the table, and its total
        back.edit(written("£500", "£600"))
    back.takes()
    assert award.replace("500.0", "600").replace("500", "600") in back.read(Q1)

    back.edit(written("was £600", "was £700 or £800"))
    back.refuses("it is not clear what the new one is")
    back.edit(written(" It was £700 or £800.", ""))
    back.edit(added("Paid now", "It was £600."))
    back.takes()


def test_what_is_under_an_update_goes_or_stays_with_it(back: Back, run: Run) -> None:
    """The award too, if no word of the text is left; what is refused is left out as a whole."""
    path, opened, paid = back.project / "updates" / Q1, "Nine vans.", "Lights (£500)."
    for text, gone, new, left in (
        (paid, ["Outcome: Theft"], opened, 0),
        ("Lights.", ["Outcome: Theft"], opened, 0),
        ("Lights.", [], opened, 0),
        (paid, ["Outcome: Theft"], "Lights: £6 or £7.", 2),
        (paid, [], opened, 1),
    ):
        award = f"{{text: {text}, outcome: Theft fell., award: {{amount: 500}}}}\n"
        path.write_text(f"{UPDATES[Q1]}      - {award}", "utf-8")
        run("build", back.project, "-o", back.sent, "--force")
        back.edit(deleted(*gone))
        back.edit(written(text, new))
        if left:
            said = back.refuses("0 edits made; ")
            assert said.count("Left out, ") == left
            assert said.count("; it goes with an edit that was left out: ") == left - 1
            continue
        back.takes()
        instead = f">-\n        {opened}\n" if gone else award.replace(text, opened)
        assert path.read_text("utf-8") == f"{UPDATES[Q1]}      - {instead}"
    back.edit(written("Theft fell", "Theft rose"))
    assert "1 edit made in 1 file; 1 left out" in back.pull("--write").stderr


def test_a_total_or_share_of_a_changed_figure_is_named(back: Back, run: Run) -> None:
    """Both are as they were; “500” is in no private £4,500, and a private key hides no line."""
    plan = f"{projects.PLAN}measures:\n  tractors: {{title: Thefts, aim: farms}}\n"
    plan += "  vans: {title: Vans, aim: roads, by: [N, S]}\n"
    (back.project / "plan.yaml").write_text(plan, "utf-8")
    text = f"{UPDATES[Q1]}      - {{text: 'It cost £4,500.', public: false}}\n"
    text += "      - Calls rose from 40 to 42 (up 5%). Of 42; 12% were new. In 42"
    text += " of 50 vans and 31 (7%), the loss was 42 (9%).\n"
    text += (
        "      - Half (50%) of the 42 dogs ran. In 1942, 12% fewer; from 42% to 9%.\n"
    )
    text += "      - Sales rose from 40 to 44 (up 5%) at markets.\n"
    text += "measures: {tractors: {value: 28, public: false}, vans: {N: 13, S: 8}}\n"
    (back.project / "updates" / Q1).write_text(text, "utf-8")
    run("build", back.project, "-o", back.sent, "--force")
    back.edit(written("Tractors were", "500 tractors were"))
    assert "500 tractors were" in back.pull().stdout
    back.edit(written("13", "14"))
    assert "still reads “21”" in back.pull().stderr
    back.edit(written("500 tractors", "4500 tractors"))
    assert "if it may be printed, put it into the files" in back.pull().stderr
    for _ in range(2):
        back.edit(written("42", "44"))
    back.edit(written("(9%)", "(8%)"))
    said = back.pull().stderr
    for line in (7, 9):  # the second was so before
        assert f"{Q1}:{line}: “5%” does not fit the figures beside it" in said
    assert re.findall("“(.*)” has not changed, but", said) == ["5%", "50%"]
    assert said.count("Check ") == 5


def test_the_year_of_a_printed_month_is_not_private(back: Back, run: Run) -> None:
    """A private date may have both; its day, a month of its own and other figures are private."""
    private = "{text: 'Seen on 9 May 2023 and in June 2023.', public: false}"
    text = f"{UPDATES[Q1]}      - We may meet on 8 May 2023.\n      - {private}\n"
    (back.project / "updates" / Q1).write_text(text, "utf-8")
    run("build", back.project, "-o", back.sent, "--force")
    built = back.sent.read_bytes()
    for new, code in (("May", 0), ("9 May", 1), ("June", 1), ("2023 sales, May", 1)):
        back.sent.write_bytes(built)
        back.edit(added("Tractors", f"A sale: {new} 2023."))
        assert back.pull().returncode == code, new


def test_a_file_that_is_not_utf_8_stays(back: Back) -> None:
    """Nothing is taken while a file cannot be read as it was written."""
    path = back.project / "updates" / Q4
    path.write_bytes(UPDATES[Q4].replace("river", "riv\xe8re").encode("cp1252"))
    back.edit(written("forty farms", "four hundred farms"))

    assert "Nothing was changed" in back.refuses("[encoding]")


def test_all_files_are_written_or_none(back: Back) -> None:
    """If one of two files cannot be written, the other is not changed either."""
    back.edit(written("Two arrests", "Twelve arrests"))
    back.edit(written("fitted with trackers", "given trackers"))
    before = files(back.project)
    (back.project / "updates" / Q1).chmod(0o444)

    done = back.pull("--write")

    assert done.returncode == 3
    assert "read-only" in done.stderr
    assert before == files(back.project)


# Drawn edits of the examples -------------------------------------------------------

EXAMPLES = ("thames-valley", "eastmere-fire", "westhaven-mayor")


class Drawn:
    """A copy of an example, and what becomes of its report when that is edited."""

    def __init__(self, run: Run, name: str, folder: Path) -> None:
        """Build the report."""
        self._run, self._folder = run, folder
        self.project = shutil.copytree(ROOT / "examples" / name, folder / "as-built")
        done = run("build", self.project, "-o", folder / "built.docx")
        assert done.returncode == 0, done.stderr
        self.built = (folder / "built.docx").read_bytes()

    def pull(self, package: bytes) -> tuple[int, int, Path]:
        """Take edits in; return how many differences there were and are, and the project."""
        project, sent = self._folder / "project", self._folder / "back.docx"
        shutil.rmtree(project, ignore_errors=True)
        shutil.copytree(self.project, project)
        sent.write_bytes(package)
        before = self._differences(sent, project)
        shown = self._run("pull", sent, project)
        assert "Quillon" not in shown.stdout + shown.stderr
        done = self._run("pull", sent, project, "--write")
        assert done.returncode in (0, 1), done.stderr
        return before, self._differences(sent, project), project

    def _differences(self, sent: Path, project: Path) -> int:
        """How many changes compare finds."""
        done = self._run("compare", sent, project)
        counts = re.search(r"^(.*)\b\d+ unchanged$", done.stdout, re.MULTILINE)
        assert counts, done.stderr
        return sum(map(int, re.findall(r"\d+", counts[1])))


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_most_edits_are_taken_and_nothing_else_is_harmed(
    run: Run, tmp_path: Path, name: str
) -> None:
    """The files are sound, and a text that was not edited is as it was."""
    differences = left = 0
    example = Drawn(run, name, tmp_path / name)
    for path in (example.project / "updates").glob("*.yaml"):
        private = r"\1- {text: Quillon met Vexworth., public: false}\n\1- >-"
        text = re.sub(r"( +)- >-", private, path.read_text("utf-8"), count=1)
        path.write_text(text, "utf-8")
    old = texts_of(example.project)
    for seed in range(15, 20):
        package = pull_edits.drawn_at_once(example.built, example.project, seed)

        before, after, project = example.pull(package)

        assert after <= before
        differences, left = differences + before, left + after
        assert run("check", project).returncode == 0
        words = {*pull_edits.words_in(package)}
        new = texts_of(project)
        for text in new:
            known = old.get(text)
            assert known == new[text] if known else {*text.split()} <= words
        for text in old.keys() - new.keys():
            assert "Quillon" not in text
            assert not pull_edits.is_said(text, package)

    assert left <= 0.2 * differences, (left, differences)


def texts_of(project: Path) -> dict[str, set[str]]:
    """The texts of the update files, each with its files."""
    found: dict[str, set[str]] = {}
    for path in sorted((project / "updates").glob("*.yaml")):
        values = [YAML(typ="safe").load(path)]
        while values:
            value = values.pop()
            if isinstance(value, dict):
                values += value.values()
            elif isinstance(value, list):
                values += value
            elif isinstance(value, str) and " " in value.strip():
                plain = pull_edits.folded(re.sub(r"\]\([^)]*\)|[*\[\]]", "", value))
                found.setdefault(plain, set()).add(path.name)
    return found

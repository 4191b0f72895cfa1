"""`pccreport reconcile`: what became of what contributors sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests import projects
from tests.cases import in_turn
from tests.cli.test_paste import LISTS
from tests.conftest import EXAMPLE, Run, RunBytes
from tests.contributions import draw_contributions
from tests.draws import few_and_many
from tests.expect import Expect
from tests.text_records import records

from pccreport.compare.changes import Change, TextComparison
from pccreport.compare.kinds import Kind
from pccreport.intake.grammar import read_sent
from pccreport.intake.words import PlanWords
from pccreport.language.sentences import split_sentences
from pccreport.model import visibility
from pccreport.model.settings import parse_year_or_quarter
from pccreport.model.update import own_texts
from pccreport.pipeline.contributions import Known, sent_texts
from pccreport.pipeline.load import read_folder
from pccreport.pipeline.reconcile import reconcile_files
from pccreport.readers.forms import read_lines

YEAR = "2019/20"
PROJECT = {
    "2022-23-q4.yaml": """\
period: 2022/23 Q4
updates:
  farms:
    force:
      - >-
        Twelve arrests were made in Ashby. Nobody was charged.
        The Rural Crime Team visited 250 farms.
      - We organised three open days.
      - {text: The informant lives in Ashby., public: false}
    opcc:
      - Grants of £12,000 were given to the Ashby Young Farmers.
      - {text: "A shed was bought.", award: {amount: 4500, fund: Safety grants}}
  roads:
    force:
      - The cameras are working well, which saves time.
      - Nothing else happened on the roads.
"""
}
FORCE = """\
Hi Sam,

Here are our updates.

Key Aim 1
- Twelve arrests were made in Ashby. Somebody was not charged.
- The Rural Crime Team visited 205 farms.
- We organized three open days.
- Forty hedges were planted.

Not for publication:
- The informant lives in Ashby.
- Grants of £12,000 were given to the Ashby Young Farmers.

Kind regards
Jo Bloggs
Inspector

On 3 July 2023 Sam Reed wrote:
> Please send your updates by Friday.
"""
OPCC = """\
Key Aim,Update,Award,Publish?
farms,A shed was bought.,"4,500",Yes
roads,The cameras are working well. This saves time.,,Yes
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with a project and what was sent for it."""
    projects.write(tmp_path / "farm-report", updates=PROJECT)
    (tmp_path / "force.txt").write_text(FORCE, encoding="utf-8")
    (tmp_path / "opcc.csv").write_text(OPCC, encoding="utf-8")
    return tmp_path


def test_every_sentence_is_accounted_for(
    run_bytes: RunBytes, office: Path, expect: Expect
) -> None:
    """What was lost, changed, invented, carried; what is private comes first, without words."""
    done = run_bytes("reconcile", "force.txt", "opcc.csv", "farm-report", cwd=office)

    assert done.stderr == b""
    assert done.returncode == 1
    expect(done.stdout.decode())


def test_a_private_text_in_part_of_a_public_one_is_first(office: Path) -> None:
    """Words of it that no sender gave for the public text are said to be public."""
    sent = """Key Aim 1
- Forty hedges were planted by volunteers along the lanes of the north.

Not for publication:
- A dealer from Leeds whom two of us watch by night hides quad bikes in the garage behind the mill.
"""
    public = (
        "Forty hedges were planted by volunteers along the lanes of the north, and the"
        " garage behind the mill was seen."
    )
    (office / "force.txt").write_text(sent, encoding="utf-8")
    update = office / "farm-report" / "updates" / "2022-23-q4.yaml"
    text = PROJECT["2022-23-q4.yaml"].replace("We organised three open days.", public)
    update.write_text(text, encoding="utf-8")

    done = records("reconcile", office / "force.txt", office / "farm-report")

    first, *_ = json.loads(done.stdout)["groups"]
    assert "Marked as not for publication, but public" == first["title"]
    assert "dealer" not in done.stdout


def test_the_result_is_one_for_other_programs(office: Path) -> None:
    """In json every text has its file and place, and the words of what is private are left out."""
    words = (office / "force.txt", office / "opcc.csv", office / "farm-report")
    done = records("reconcile", *words)

    answer = json.loads(done.stdout)
    assert answer["summary"]["not in the report"] == 1
    assert answer["summary"]["changed"] == 2
    assert answer["summary"]["in no contribution"] == 1
    assert answer["summary"]["not for publication, but public"] == 1
    assert "informant" not in done.stdout
    assert "£12,000" not in done.stdout
    shown = records("reconcile", *words, "--include-private")
    assert "£12,000" in shown.stdout


def test_a_heading_is_in_no_text(run: Run, tmp_path: Path) -> None:
    """However many of its words a text of the project has."""
    why = "the Fire and Rescue Service works through the Office of the Mayor"
    streams = (
        "  fire: {heading: What the Fire and Rescue Service did}\n"
        "  opcc: {heading: What the Office of the Mayor did}\n"
    )
    updates = (
        f"period: 2022/23 Q4\nupdates:\n  farms:\n    fire: {{nothing: {why}.}}\n"
        "    opcc: [Forty hedges were planted.]\n"
    )
    project = projects.write(
        tmp_path / "p",
        house=f"extends: progress-report\nstreams:\n{streams}",
        updates={"2022-23-q4.yaml": updates},
    )
    text = "FIRE AND RESCUE SERVICE\n\nOFFICE OF THE MAYOR\n\nAim 1\n\n- Forty hedges were planted.\n"
    (tmp_path / "m.txt").write_text(text, "utf-8")
    done = run("reconcile", tmp_path / "m.txt", project)
    assert "1 in no contribution, 1 unchanged" in done.stdout


def test_a_page_of_the_result_has_no_private_word_and_no_folder(
    run: Run, office: Path
) -> None:
    """Neither what the project keeps private nor what a contributor marked, in no form."""
    words = (office / "force.txt", office / "opcc.csv", office / "farm-report")
    for name in ("page.html", "list.md", "list.txt"):
        done = run("reconcile", *words, "-o", office / name)
        assert done.returncode in (0, 1), done.stderr
        written = (office / name).read_text(encoding="utf-8")
        assert "205" in written  # of a pair that is surely the same
        assert "Forty hedges" not in written  # it may be private, in other words
        assert "informant" not in written
        assert "£12,000" not in written
    assert str(office) not in (office / "page.html").read_text(encoding="utf-8")
    refused = run("reconcile", *words, "--include-private", "-o", office / "page.html")
    assert refused.returncode == 2


def test_what_may_say_what_is_private_is_not_passed_on(run: Run, office: Path) -> None:
    """If the source of something private is not found, no lost sentence is quoted outside."""
    told = FORCE.replace(
        "The informant lives in Ashby.", "Our source is a neighbour there."
    )
    told = told.replace("Not for publication:", "Also:")
    (office / "force.txt").write_text(told, encoding="utf-8")

    done = run(
        "reconcile",
        office / "force.txt",
        office / "farm-report",
        "--output-format",
        "markdown",
    )

    assert "neighbour" not in done.stdout
    assert "Forty hedges" not in done.stdout
    assert "force.txt:9" in done.stdout


@pytest.mark.parametrize(
    ("kept", "sent", "secret"),
    [
        # Another quarter keeps it, whole or by the sentence, in the file or in its folder.
        (
            "2022-23-q3.yaml",
            "The informant is a baker. He lives in Mill Lane.",
            "baker",
        ),
        ("private/q3.yaml", "He lives in Mill Lane.", "Mill Lane"),
        # A second sender tells it in other words, or one tells its half.
        ("private/q4.yaml", "The informant is a baker.", "baker"),
        ("private/q4.yaml", "Our source bakes bread in a village nearby.", "bread"),
        # A changed text has it in front.
        (
            "private/q4.yaml",
            "Our source bakes bread there. The cameras work well.",
            "bread",
        ),
        (
            "private/q4.yaml",
            "As our source, the baker, told us, we organised three open days.",
            "source",
        ),
    ],
)
def test_no_private_word_of_any_quarter_is_passed_on(
    run: Run, office: Path, kept: str, sent: str, secret: str
) -> None:
    """However it was sent; on the screen with --include-private all is shown."""
    period = "2022/23 Q3" if "q3" in kept else "2022/23 Q4"
    entry = "The informant is a baker. He lives in Mill Lane."
    updates = {
        "2022-23-q4.yaml": PROJECT["2022-23-q4.yaml"].replace(
            "      - {text: The informant lives in Ashby., public: false}\n", ""
        ),
        kept: f"""\
period: {period}
updates:
  farms:
    force:
      - {{text: {entry}, public: false}}
""",
    }
    project = projects.write(office / "kept", updates=updates)
    (office / "first.txt").write_text(f"{entry}\n", encoding="utf-8")
    (office / "second.txt").write_text(f"{sent}\n", encoding="utf-8")
    words = (office / "first.txt", office / "second.txt", project)

    for name in ("page.html", "list.md"):
        done = run("reconcile", *words, "-o", office / name)
        assert done.returncode in (0, 1), done.stderr
        assert secret not in (office / name).read_text(encoding="utf-8")
    form = ("--include-private",)
    if "q3" in kept or "bread" in secret:
        assert secret in records("reconcile", *words, *form).stdout


def test_what_is_marked_is_found_where_it_is_public_too(tmp_path: Path) -> None:
    """A text that is kept and printed as well is printed; one in no file is listed apart."""
    entries = "- {text: The tip came from a neighbour., public: false}\n- The tip came from a neighbour."
    project = projects.write(tmp_path / "p", updates=projects.one_update(entries))
    told = "Private:\nThe tip came from a neighbour.\nHe lives at number nine.\n----\n\nAll done here."
    (tmp_path / "a.txt").write_text(told, encoding="utf-8")

    done = records(
        "reconcile",
        tmp_path / "a.txt",
        project,
    )

    groups = {g["title"]: g["changes"] for g in json.loads(done.stdout)["groups"]}
    [public] = groups["Marked as not for publication, but public"]
    assert "line 6" == public["new"][0]["where"]
    kept = groups["Not for publication, and in no file"]
    assert [("line 3", None), ("line 6", None)] == [
        (text["where"], text["text"]) for c in kept for text in c["old"]
    ]
    assert "neighbour" not in done.stdout
    assert done.returncode == 1


def test_what_is_sent_again_is_carried_and_what_is_said_twice_is_counted(
    run: Run, tmp_path: Path
) -> None:
    """A second version of a file says the same; a file that says it twice needs it twice."""
    project = projects.write(
        tmp_path / "p", updates=projects.one_update("- Two arrests were made in Ashby.")
    )
    for name, text in (
        ("first.txt", "Two arrests were made in Ashby."),
        (
            "second.txt",
            "> Two arrests were made in Ashby.\n\nTwo arrests were made in Ashby.\n",
        ),
        (
            "twice.txt",
            "Two arrests were made in Ashby.\n\nTwo arrests were made in Ashby.\n",
        ),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")

    again = run(
        "reconcile",
        tmp_path / "first.txt",
        tmp_path / "second.txt",
        project,
    )
    assert again.returncode == 0, again.stdout
    marked = "Two arrests were made in Ashby. (not for publication)"
    (tmp_path / "second.txt").write_text(marked, encoding="utf-8")
    private = run("reconcile", tmp_path / "first.txt", tmp_path / "second.txt", project)
    assert "Marked as not for publication, but public" in private.stdout
    twice = run("reconcile", "twice.txt", project, cwd=tmp_path)
    assert twice.returncode == 1
    assert "twice.txt:3" in twice.stdout


def test_sentences_of_several_bullets_and_one_entry_are_counted_once(
    tmp_path: Path,
) -> None:
    """Joined, split and joined again: each sentence is in one place."""
    entries = "- We met twelve farmers in Ashby, and they told us about hare coursing. We then met the vet and the vicar."
    project = projects.write(tmp_path / "p", updates=projects.one_update(entries))
    told = (
        "- We met twelve farmers in Ashby. They told us about hare coursing; we then met the vet.\n"
        "- We then met the vicar.\n- We met twelve farmers in Ashby and they told us of hare coursing.\n"
    )
    (tmp_path / "a.txt").write_text(told, encoding="utf-8")

    done = records("reconcile", tmp_path / "a.txt", project)

    assert done.returncode in (0, 1), done.stderr
    places = [
        t["where"]
        for g in json.loads(done.stdout)["groups"]
        for c in g["changes"]
        for t in c["new"]
    ]
    assert len(places) <= 2


def test_the_project_may_be_first_or_an_option(run: Run, office: Path) -> None:
    """As for `paste`, which takes it behind the file too."""
    sent, project = office / "force.txt", office / "farm-report"
    usual = run("reconcile", sent, project).stdout
    pasted = run("paste", sent, "--project", project, "--stream", "force")

    assert run("reconcile", project, sent).stdout == usual
    assert run("reconcile", sent, "--project", project).stdout == usual
    for words in ((sent, project), (project, sent)):
        assert run("paste", *words, "--stream", "force").stdout == pasted.stdout


def test_nothing_to_tell_ends_with_0(run: Run, tmp_path: Path) -> None:
    """A contribution that was carried, with spelling put right and in another order."""
    projects.write(
        tmp_path / "p",
        updates=projects.one_update(
            "- Two arrests were made.\n- We organised a fair, and sold cakes."
        ),
    )
    (tmp_path / "a.txt").write_text(
        "* We organized a fair and sold cakes\n* Two arrests were made.",
        encoding="utf-8",
    )

    done = run("reconcile", tmp_path / "a.txt", tmp_path / "p")

    assert done.returncode == 0
    assert "2 unchanged" in done.stdout
    assert "“organized” → “organised”" in done.stdout


def test_a_file_of_the_project_that_cannot_be_read_is_said(
    run: Run, office: Path
) -> None:
    """Its entries would seem to be missing: a page is not written, and the screen says so."""
    broken = "period: 2022/23 Q4\nupdates:\n  roads:\n    force: [unclosed\n"
    (office / "farm-report" / "updates" / "x.yaml").write_text(broken, encoding="utf-8")
    words = (office / "force.txt", office / "farm-report")

    done = run("reconcile", *words)
    assert done.returncode == 1
    assert "x.yaml" in done.stderr
    assert "Text that could not be read is shown here as missing" in done.stderr
    done = run("reconcile", *words, "-o", office / "page.html")
    assert done.returncode == 1
    assert not (office / "page.html").exists()


def test_nothing_is_shown_if_a_private_file_cannot_be_read(
    run: Run, office: Path
) -> None:
    """What it keeps private would be quoted from the contributions."""
    broken = (
        "period: 2022/23 Q4\nupdates:\n  roads:\n    force: [{text: A, public: false}\n"
    )
    (office / "farm-report" / "updates" / "x.yaml").write_text(broken, encoding="utf-8")

    done = run("reconcile", office / "force.txt", office / "farm-report")

    assert done.returncode == 1
    assert done.stdout == ""
    assert "Nothing was compared." in done.stderr


def entries() -> list[list[str]]:
    """The sentences of each text of the example's year."""
    year = parse_year_or_quarter(YEAR)
    assert year
    updates = read_folder(EXAMPLE)[0].updates
    found = visibility.entries(
        u for u in updates if year.start <= u.period.end <= year.end
    )
    texts = [
        visibility.plain_words(text) for entry, _ in found for text in own_texts(entry)
    ]
    return [[t[start:end] for start, end in split_sentences(t)] for t in texts]


def told(comparison: TextComparison) -> Iterator[Change]:
    """The changes that an officer must look at."""
    groups = (g for g in comparison.groups if not g.title.startswith("Not updates"))
    return (change for group in groups for change in group.changes)


def words(change: Change) -> tuple[str, str]:
    """The texts of both sides."""
    old, new = (
        " ".join(text.text for text in side) for side in (change.olds, change.news)
    )
    return old, new


def reconciled(files: dict[str, bytes], folder: Path) -> tuple[Any, bool]:
    """What became of some contributions to the example's year, and whether to look at it."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    paths = [folder / name for name in files]
    period = parse_year_or_quarter(YEAR)
    found = reconcile_files(paths, EXAMPLE, period)
    comparison, is_finding = found.comparison, found.is_finding
    return comparison, is_finding


@few_and_many(1, 15)
def test_planted_faults_are_all_told_and_fair_editing_is_not(
    tmp_path: Path, draws: int
) -> None:
    """Losses, figures, a dropped “not”, names and inventions, in six formats; and at most one
    false line in 100 that were carried with fair editing.
    """
    every = entries()
    fair, false = 0, list[tuple[int, Change]]()
    for seed in range(1000, 1000 + draws):
        drawn = draw_contributions(every, seed)
        comparison, is_finding = reconciled(drawn.files, tmp_path)
        assert is_finding
        missing = {*drawn.lost, *drawn.invented, *(sent for _, sent in drawn.changed)}
        for change in told(comparison):
            old, new = words(change)
            found = {each for each in missing if each in (old, new) or each in old}
            missing -= found
            if not found and change.kind is not Kind.OPEN:
                false.append((seed, change))
        assert set() == missing, seed
        fair += drawn.fair

    assert fair > 16 * draws
    assert len(false) * 100 <= fair, false


@in_turn(
    ("line", "words"),
    [
        ("Two arrests were made. (not for publication)", "Two arrests were made."),
        ("NFP - the informant lives in Ashby.", "the informant lives in Ashby."),
        ("Private: a neighbour told us.", "a neighbour told us."),
        ("[Internal only] The van was hidden.", "The van was hidden."),
    ],
)
def test_what_a_contributor_marked_is_private_however_it_is_marked(
    line: str, words: str
) -> None:
    """The mark is none of its words: the project keeps it as a mark, too."""
    read = read_lines(
        f"{line}\n\nWe hold private hire checks (12 in May).".encode(), "a.txt"
    )

    names = PlanWords("Key Aim", {}, 0, {}, frozenset())
    texts = sent_texts("a.txt", read_sent(read, names, "*"), Known(()))

    marked, public = (text for text in texts if not text.around)

    assert (words, True) == (marked.text.text, marked.private)
    assert not public.private


def test_a_mark_is_no_text_of_another_contributor(run: Run, tmp_path: Path) -> None:
    """Two files have the same mark, and the text of one of them is public with it."""
    entered = """\
period: 2022/23 Q4
updates:
  farms:
    force:
      - {text: Ada came to the market., public: false}
      - "[Not for publication] The chair is unwell."
"""
    project = projects.write(tmp_path / "p", updates={"2022-23-q4.yaml": entered})
    for name, text in (
        ("a.txt", "Ada came to the market."),
        ("b.txt", "The chair is unwell."),
    ):
        sent = f"Key Aim 1\n\n- [Not for publication] {text}\n"
        (tmp_path / name).write_text(sent, encoding="utf-8")
    done = run("reconcile", tmp_path / "a.txt", tmp_path / "b.txt", project)
    public = done.stdout.partition("Marked as not for publication")[2].partition(
        "\n\n"
    )[0]
    assert "b.txt" in public
    assert "a.txt" not in public


@in_turn(
    ("sent", "entered"),
    [
        ("The grant was £5,000.", "The grant was $5,000."),
        ("Burglary changed by -5% here.", "Burglary changed by 5% here."),
        ("Jurors adopted the rule.", "Jurors adapted the rule."),
        ("The former is committed to it.", "The farmer is committed to it."),
        ("A trail began in the forest.", "A trial began in the forest."),
        ("Ten men were untied there.", "Ten men were united there."),
        ("There is a casual link.", "There is a causal link."),
        ("Teams went out on county lines.", "Teams went out on country lines."),
        ("Speeds on the A34 were measured.", "Speeds on the A35 were measured."),
        ("It was the 3rd such meeting.", "It was the 4th such meeting."),
        ("The work doubled in a year.", "The work trebled in a year."),
    ],
)
def test_another_word_or_sign_is_no_spelling(
    run: Run, tmp_path: Path, sent: str, entered: str
) -> None:
    """Both words are of the language, whichever of them the project has elsewhere."""
    updates = {
        "2022-23-q4.yaml": f"""\
period: 2022/23 Q4
updates:
  farms:
    force:
      - {entered}
"""
    }
    project = projects.write(tmp_path / "farm-report", updates=updates)
    (tmp_path / "sent.txt").write_text(f"{sent}\n", encoding="utf-8")

    done = run("reconcile", tmp_path / "sent.txt", project)

    assert "Changed on the way" in done.stdout
    assert "Only spelt differently" not in done.stdout


def test_another_day_is_another_date(run: Run, tmp_path: Path) -> None:
    """The figures of both texts are the same, and the dates are not."""
    entry = "- The vet and the vicar met on 13 January 2023."
    project = projects.write(tmp_path / "p", updates=projects.one_update(entry))
    sent = "The vet and the vicar met on 3 January 2023.\n"
    (tmp_path / "sent.txt").write_text(sent, encoding="utf-8")

    done = run("reconcile", tmp_path / "sent.txt", project)

    assert "Dates 3 January 2023 → 13 January 2023" in done.stdout


MEASURES = """
measures:
  thefts: {aim: farms, title: Barns broken into, by: [North, East]}
  calls: {aim: roads, title: Calls within a minute, unit: per cent}
"""


def test_the_title_of_a_carried_measure_is_no_lost_sentence(
    run: Run, tmp_path: Path
) -> None:
    """A title with a verb in it reads as a sentence, and is a heading of its figures."""
    title = "Calls to the line answered within a minute"
    measures = f"\nmeasures: {{calls: {{aim: roads, title: {title}}}}}\n"
    updates = {
        "2022-23-q4.yaml": "period: 2022/23 Q4\nmeasures: {calls: 91}\nupdates: {farms: {force: [We met.]}}\n"
    }
    project = projects.write(
        tmp_path / "p", plan=f"{projects.PLAN}{measures}", updates=updates
    )
    rows = f"Measure,2022/23 Q4\n{title},91\n"
    (tmp_path / "sent.csv").write_text(rows, encoding="utf-8")

    done = run("reconcile", tmp_path / "sent.csv", project)

    assert "Not in the report" not in done.stdout
    assert "1 unchanged" in done.stdout


def test_the_amount_of_an_award_is_the_same_without_its_sign(
    run: Run, tmp_path: Path
) -> None:
    """In a cell of its own, which a sheet writes without one."""
    entry = """\
- text: The nets club of Ashby received £18,500 for nets.
        award: {amount: 18500, fund: Nets, round: "1"}"""
    project = projects.write(tmp_path / "p", updates=projects.one_update(entry))
    rows = "Project,Amount\nThe nets club of Ashby: for nets,18500\n"
    (tmp_path / "sent.csv").write_text(rows, encoding="utf-8")

    done = run("reconcile", tmp_path / "sent.csv", project)

    assert "Ashby" in done.stdout
    assert "Figures" not in done.stdout


@pytest.mark.parametrize(
    ("head", "lost"),
    [("Key aim", False), ("Priority", False), ("Arrests", True), ("Knives", True)],
)
def test_a_figure_in_a_cell_is_the_number_of_an_aim_under_such_a_head_only(
    run: Run, office: Path, head: str, lost: bool
) -> None:
    """Elsewhere it is a count, which is shown if it is nowhere."""
    rows = f"{head},Update\n1,We organised three open days.\n"
    (office / "sent.csv").write_text(rows, encoding="utf-8")

    done = run("reconcile", office / "sent.csv", office / "farm-report")

    assert ("not answered for" in done.stdout) is lost


@in_turn("name", [*LISTS, "typed.txt"])
def test_an_item_of_a_list_is_no_heading(tmp_path: Path, name: str) -> None:
    """A sum that is lost is lost, also if it ends in a colon and has a list below it."""
    lost = (
        b"KA2\n\n- \xc2\xa312,400 for speed cameras on the A61:\n    - two at Holme\n"
    )
    entries = "- two at Holme\n- one at Fenwick\n- Bikers’ evening, 80 riders"
    project = projects.write(tmp_path / "p", updates=projects.one_update(entries))
    (tmp_path / name).write_bytes(LISTS.get(name, lost))

    done = records("reconcile", tmp_path / name, project)

    groups = {g["title"]: g["changes"] for g in json.loads(done.stdout)["groups"]}
    [change] = groups["Not in the report"]
    assert "£12,400 for speed cameras on the A61:" in json.dumps(
        change, ensure_ascii=False
    )


TABLE = """\
Ref,Key aim,Stream,Update,Cleared by
NC/1,1,Police,Two vets were paid £400 by the PCC.,Insp Ray
NC/2,2,Police,Mean speeds fell from 57 mph to 48 mph.,Ch Insp Bo
NC/3,2,Police,A grant of up to £900 was offered. The judge met the former mayor in Ashby.,n/a
NC/4,2,Police,The informant of Mill Lane keeps nine grey geese. (not for publication),tbc
NC/5,1,Office,The barn was rebuilt and the vicar opened it.,n/a
"""


@pytest.fixture
def reviewed(tmp_path: Path) -> list[dict[str, Any]]:
    """What became of a table, each change with the title of its group, as json."""
    updates = {
        "2022-23-q4.yaml": """\
period: 2022/23 Q4
updates:
  farms:
    force:
      - Mean speeds fell from 57mph to 48mph.
      - The Commissioner paid two vets £400. Nine grey geese the informant keeps at Mill Lane.
      - The barn was rebuilt and the vicar opened it.
  roads:
    force:
      - A grant of £900 was offered. The judge met the farmer mayor in Ashby.
"""
    }
    plan = projects.PLAN.replace("short: Mayor", "short: PCC")
    house = projects.HOUSE.replace('"{force.short} actions:"', "Police").replace(
        '"{body.short} activities:"', "Office"
    )
    project = projects.write(tmp_path / "p", plan=plan, house=house, updates=updates)
    (tmp_path / "sent.csv").write_text(TABLE, encoding="utf-8")
    form = ("--include-private",)
    done = records("reconcile", tmp_path / "sent.csv", project, *form)
    assert done.returncode == 1
    return [
        {"group": group["title"], **change}
        for group in json.loads(done.stdout)["groups"]
        for change in group["changes"]
    ]


def test_what_is_under_another_aim_or_stream_is_said_with_both(
    reviewed: list[dict[str, Any]],
) -> None:
    """Also if its words are the same."""
    elsewhere = {
        change["old"][0]["where"]: change["remarks"]
        for change in reviewed
        if change["kind"] == "under another key aim or stream"
    }
    assert elsewhere == {
        "row 3": ["sent for Key Aim (2), Police, printed under Key Aim (1), Police"],
        "row 6": ["sent for Key Aim (1), Office, printed under Key Aim (1), Police"],
    }


def test_what_is_private_is_found_in_part_and_in_another_order(
    reviewed: list[dict[str, Any]],
) -> None:
    """Added to another update, whose own sender is not blamed."""
    [public] = (c for c in reviewed if c["kind"] == "not for publication, but public")
    assert public["new"][0]["text"].startswith("Nine grey geese")


def test_words_that_change_little_are_read_last(
    reviewed: list[dict[str, Any]],
) -> None:
    """A limit that was dropped and a word like another first; a unit or a title is no change."""
    changed = {
        change["new"][0]["text"]: (change["group"], change["remarks"])
        for change in reviewed
        if change["kind"] == "changed"
    }
    first = "Changed on the way"
    assert changed.pop("A grant of £900 was offered.") == (
        first,
        ["“up to” is gone"],
    )
    assert changed.pop("The judge met the farmer mayor in Ashby.") == (
        first,
        ["“former” is now “farmer”"],
    )
    assert {group for group, _ in changed.values()} <= {"In other words"}
    assert not any("mph" in text for text in changed)


def reconciled_text(folder: Path, sent: dict[str, str], entries: str) -> str:
    """Return what is shown of a contribution to the farms from the force."""
    updates = {
        "q4.yaml": f"period: 2022/23 Q4\nupdates:\n  farms:\n    force:\n{entries}"
    }
    project = projects.write(folder / "project", updates=updates)
    ((name, text),) = sent.items()
    (folder / name).write_text(text, "utf-8")
    words = (folder / name, project, "--include-private")
    return records("reconcile", *words, "--period", "2022/23 Q4").stdout


OF_FORCE = "WHAT THE FORCE DID\n\nKey Aim 1\n• "
AWARD = "\n        award: {amount: 4500}\n"


@in_turn(
    ("sent", "entry"),
    [
        ("Grant of £4,500 to Ashby Farm Watch for cameras.", "Grant to Ashby Farm Watch for cameras."),
        ("Ashby Farm Watch: £4,500 for cameras at six farms.", "Ashby Farm Watch cameras at six farms."),
        ("Ashby Farm Watch has cameras (£4,500.00) at six farms.", "Ashby Farm Watch has cameras at six farms."),
        ("Ashby Farm Watch has cameras at six farms. They cost £4,500.", "Ashby Farm Watch has cameras at six farms."),
    ],
)  # fmt: skip
def test_an_amount_that_went_under_award_is_carried(
    tmp_path: Path, sent: str, entry: str
) -> None:
    """It is in the files, beside its text; another amount is another figure."""
    for amount in ("4500", "5400", "500"):
        award, is_same = AWARD.replace("4500", amount), amount == "4500"
        entries = f"      - text: {entry}{award}"
        text = reconciled_text(tmp_path, {"s.txt": OF_FORCE + sent}, entries)
        titles = {group["title"] for group in json.loads(text)["groups"]}
        is_carried = titles.isdisjoint(("Not in the report", "Changed on the way"))

        assert is_carried is is_same, text


@pytest.mark.parametrize("head", ["Amount", "Cost"])
def test_an_amount_that_went_into_the_text_is_carried(
    tmp_path: Path, head: str
) -> None:
    """From its own row; what was in another row is another figure."""
    table = (
        f"Key aim,Update,{head}\n1,Cameras at six farms in two parishes.,£4500\n"
        "1,Lamps in the lanes of Ashby were lit.,£2000\n"
    )
    entries = (
        "      - £4,500 for cameras at six farms in two parishes.\n"
        "      - Lamps in the lanes of Ashby were lit with £{}.\n"
    )
    both = (
        reconciled_text(tmp_path, {"s.csv": table}, entries.format(amount))
        for amount in ("2,000", "4,500")
    )
    right, wrong = ([*map(str, json.loads(text)["groups"])] for text in both)

    assert not any("Figures" in group for group in right)
    assert any("Figures" in group for group in wrong)


@in_turn(
    ("sent", "is_part"),
    [
        ("The owner is being watched (not for publication). Two vans were found there.", True),
        ("Two vans were found there. NFP: The owner is being watched.", True),
        ("Two vans were found there. The owner is being watched - not for publication.", True),
        ("NFP: The owner is being watched. Two vans were found there.", False),
        ("The owner is being watched. Two vans were found there. (Not for publication.)", False),
    ],
)  # fmt: skip
def test_what_is_beside_a_mark_can_be_public_if_the_mark_is_kept(
    tmp_path: Path, sent: str, is_part: bool
) -> None:
    """An officer may split it; a mark of all of it is of all of it."""
    private = "      - {text: The owner is being watched., public: false}\n"
    public = "      - Two vans were found there.\n"

    def leaks(entries: str) -> int:
        text = reconciled_text(tmp_path, {"s.txt": OF_FORCE + sent}, entries)
        summary = json.loads(text)["summary"]
        assert not summary["changed"], text
        return int(summary["not for publication, but public"])

    assert leaks(private + public) == (0 if is_part else 1)
    assert leaks(public) == (0 if is_part else 1)  # the rest is in a note
    assert leaks(private.replace("false", "true") + public) == 2


@pytest.mark.parametrize("later", [False, True])
def test_what_is_withdrawn_is_not_carried(
    run: Run, tmp_path: Path, *, later: bool
) -> None:
    """It is so where it is itself, or in a file of a later quarter."""
    told, other = (
        "Two hedges were planted in Ashby.",
        "Three open days were held in Ashby.",
    )
    gone = "withdrawn: it was not so"
    own = f"      - id: hedges\n        text: {told}\n"
    head = "period: 2022/23 {}\nupdates:\n  farms:\n    force:\n".format
    files = {
        "2022-23-q4.yaml": head("Q4") + f"      - {other}\n" + own,
        "2023-24-q1.yaml": head("Q1").replace("2022/23", "2023/24"),
    }
    if later:
        files["2023-24-q1.yaml"] += f"      - {{id: hedges, {gone}}}\n"
    else:
        files["2022-23-q4.yaml"] += f"        {gone}\n"
        del files["2023-24-q1.yaml"]
    project = projects.write(tmp_path / "p", updates=files)
    (tmp_path / "m.txt").write_text(f"Key Aim 1\n\n- {told}\n- {other}\n", "utf-8")
    done = run("reconcile", tmp_path / "m.txt", project)
    assert done.returncode == 1
    assert "1 not in the report" in done.stdout
    assert "1 unchanged" in done.stdout


def test_no_file_of_an_officer_is_overwritten(run: Run, office: Path) -> None:
    """What pccreport did not write is replaced with --force only."""
    page = office / "notes.md"
    page.write_text("Mine.\n", encoding="utf-8")
    words = ("reconcile", office / "force.txt", office / "farm-report", "-o", page)
    refused = run(*words)

    assert refused.returncode == 2
    assert "was not written by pccreport" in refused.stderr
    assert page.read_text(encoding="utf-8") == "Mine.\n"
    assert run(*words, "--force").returncode == 1
    assert "What became of what was sent" in page.read_text(encoding="utf-8")

"""`pccreport reconcile`: what became of what contributors sent."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook
from tests import projects
from tests.cases import in_turn
from tests.cli.test_paste import LISTS
from tests.conftest import EXAMPLE, Run, RunBytes
from tests.contributions import draw_contributions
from tests.draws import few_and_many
from tests.expect import Expect
from tests.text_records import records

from pccreport.compare.changes import Change
from pccreport.compare.kinds import Kind
from pccreport.intake.grammar import read_sent
from pccreport.intake.words import PlanWords
from pccreport.language.texts.sentences import sentences
from pccreport.model import visibility
from pccreport.model.settings import parse_year_or_quarter
from pccreport.model.update import entry_rows, own_texts
from pccreport.pipeline.contributions import KnownTexts, sent_texts
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
- We organized three open days. 58 people came to No. 5 in Ashby.
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
    told = FORCE.replace("The informant lives in Ashby", "Our source is a neighbour")
    told = told.replace("Not for publication:", "Also:")
    (office / "force.txt").write_text(told, encoding="utf-8")
    target = office / "account.md"
    run("reconcile", office / "force.txt", office / "farm-report", "-o", target)
    account = target.read_text("utf-8")

    assert "neighbour" not in account
    assert "Forty hedges" not in account
    assert "force.txt:9" in account


@pytest.mark.parametrize(
    ("kept", "sent", "secret"),
    [
        # Another quarter keeps it, whole or by the sentence, in the file or in its folder.
        ("2022-23-q3.yaml", "The informant is a baker. He lives in Mill Lane.", "baker"),
        ("private/q3.yaml", "He lives in Mill Lane.", "Mill Lane"),
        # A second sender tells it in other words, or one tells its half.
        ("private/q4.yaml", "The informant is a baker.", "baker"),
        ("private/q4.yaml", "Our source bakes bread in a village nearby.", "bread"),
        # A changed text has it in front.
        ("private/q4.yaml", "Our source bakes bread there. The cameras work well.", "bread"),
        ("private/q4.yaml", "As our source, the baker, told us, we organised three open days.", "source"),
    ],
)  # fmt: skip
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
        kept: f"period: {period}\nupdates: {{farms: {{force: [{{text: {entry}, public: false}}]}}}}\n",
    }
    project = projects.write(office / "kept", updates=updates)
    for name, told in (("first.txt", entry), ("second.txt", sent)):
        (office / name).write_text(f"{told}\n", encoding="utf-8")
    words = (office / "first.txt", office / "second.txt", project)

    for name in ("page.html", "list.md"):
        assert run("reconcile", *words, "-o", office / name).returncode in (0, 1)
        assert secret not in (office / name).read_text(encoding="utf-8")
    if "q3" in kept or "bread" in secret:
        assert secret in records("reconcile", *words, "--include-private").stdout


def test_what_is_marked_is_found_where_it_is_public_too(tmp_path: Path) -> None:
    """A text that is kept and printed as well is printed; one in no file is listed apart."""
    entries = "- {text: The tip came from a neighbour., public: false}\n- The tip came from a neighbour."
    project = projects.write(tmp_path / "p", updates=projects.one_update(entries))
    told = "Private:\nThe tip came from a neighbour.\nHe lives at number nine.\n----\n\nAll done here."
    (tmp_path / "a.txt").write_text(told, encoding="utf-8")

    done = records("reconcile", tmp_path / "a.txt", project)

    groups = {g["title"]: g["changes"] for g in json.loads(done.stdout)["groups"]}
    [public] = groups["Marked as not for publication, but public"]
    assert "line 6" == public["new"][0]["where"]
    kept = groups["Marked as not for publication, and in no file"]
    assert [("line 3", None), ("line 6", None)] == [
        (text["where"], text["text"]) for c in kept for text in c["old"]
    ]
    assert "neighbour" not in done.stdout
    assert done.returncode == 1


def test_the_project_may_be_first_or_an_option(run: Run, office: Path) -> None:
    """As for `paste`, which takes it behind the file too."""
    sent, project = office / "force.txt", office / "farm-report"
    usual = run("reconcile", sent, project).stdout
    pasted = run("paste", sent, "--project", project, "--stream", "force")

    assert run("reconcile", project, sent).stdout == usual
    assert run("reconcile", sent, "--project", project).stdout == usual
    for words in ((sent, project), (project, sent)):
        assert run("paste", *words, "--stream", "force").stdout == pasted.stdout


def test_a_file_of_the_project_that_cannot_be_read_is_said(
    run: Run, office: Path
) -> None:
    """As missing, and no page is written; nothing is shown if it has something private."""
    broken = "period: 2022/23 Q4\nupdates:\n  roads:\n    force: ["
    file = office / "farm-report" / "updates" / "x.yaml"
    file.write_text(f"{broken}unclosed\n", encoding="utf-8")
    words = (office / "force.txt", office / "farm-report")

    done = run("reconcile", *words)
    assert done.returncode == 1
    assert "x.yaml" in done.stderr
    assert "Text that could not be read is shown here as missing" in done.stderr
    assert run("reconcile", *words, "-o", office / "page.html").returncode == 1
    assert not (office / "page.html").exists()
    file.write_text(f"{broken}{{text: A, public: false}}\n", encoding="utf-8")
    done = run("reconcile", *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Nothing was compared." in done.stderr


def entries() -> list[list[str]]:
    """The sentences of each text of the example's year."""
    year = parse_year_or_quarter(YEAR)
    assert year
    updates = read_folder(EXAMPLE)[0].updates
    found = entry_rows(u for u in updates if year.start <= u.period.end <= year.end)
    texts = (text for row in found for text in own_texts(row.entry))
    return [sentences(visibility.plain_words(text)) for text in texts]


def drawn_reconciled(files: dict[str, bytes], folder: Path) -> tuple[Any, bool]:
    """What became of some contributions to the example's year, and whether to look at it."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    paths = [folder / name for name in files]
    found = reconcile_files(paths, EXAMPLE, parse_year_or_quarter(YEAR))
    return found.comparison, found.is_finding


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
        comparison, is_finding = drawn_reconciled(drawn.files, tmp_path)
        assert is_finding
        missing = {*drawn.lost, *drawn.invented, *(sent for _, sent in drawn.changed)}
        for change in (x for group in comparison.groups for x in group.changes):
            sides = change.olds, change.news
            old, new = (" ".join(text.text for text in side) for side in sides)
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
    sent = f"{line}\n\nWe hold private hire checks (12 in May)."
    read = read_lines(sent.encode(), "a.txt")
    names = PlanWords("Key Aim", {}, {}, {}, frozenset())
    texts = sent_texts("a.txt", read_sent(read, names, "*"), KnownTexts(()))
    marked, public = (text for text in texts if not text.around)
    assert (words, True) == (marked.text.text, marked.private)
    assert not public.private


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
    assert ("not dealt with" in done.stdout) is lost


@in_turn("name", [*LISTS, "typed.txt"])
def test_an_item_of_a_list_is_no_heading(tmp_path: Path, name: str) -> None:
    """A sum that is lost is lost, also if it ends in a colon and has a list below it."""
    lost = "KA2\n\n- £12,400 for speed cameras on the A61:\n    - two at Holme\n"
    entries = "- two at Holme\n- one at Fenwick\n- Bikers’ evening, 80 riders"
    project = projects.write(tmp_path / "p", updates=projects.one_update(entries))
    (tmp_path / name).write_bytes(LISTS.get(name, lost.encode()))
    done = records("reconcile", tmp_path / name, project)
    groups = {g["title"]: g["changes"] for g in json.loads(done.stdout)["groups"]}
    [change] = groups["Not in the report"]
    assert change["old"][0]["text"] == "£12,400 for speed cameras on the A61:"


def reconciled(
    run: Run, folder: Path, entries: str, sent: str | dict[str, str], **parts: str
) -> tuple[int, str]:
    """The exit code, and what is shown of contributions to a project with these entries."""
    updates = projects.one_update(entries)
    project = projects.write(folder / "project", updates=updates, **parts)
    files = sent if isinstance(sent, dict) else {"sent.txt": OF_FORCE + sent}
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    names = [folder / name for name in files]
    done = run("reconcile", *names, project, "--period", "2022/23 Q4")
    return done.returncode, done.stdout


OF_FORCE = "WHAT THE FORCE DID\n\nKey Aim 1\n• "
CHANGED = [
    # What was sent, what is in the files, and the remark.
    ("Of 540 victims 78% were told, up from 71%.", "Of 540 victims 71% were told, up from 78%.", "(Figures 78%, 71% → 71%, 78%)"),
    ("Vans numbered 30 and carts 12 at the fair.", "Vans numbered 12 and carts 30 at the fair.", "(Figures 30, 12 → 12, 30)"),
    ("Foot patrols rose in the town.", "Foot patrols fell in the town.", "(“rose” is now “fell”)"),
    ("Thefts rose and burglaries fell in May.", "Thefts fell and burglaries rose in May.", "(“rose” is now “fell”)"),
    ("Eleven barns burnt, three fewer than last year.", "Eleven barns burnt, three more than last year.", "(“fewer” is now “more”)"),
    ("The van will be back before the fair.", "The van will be back after the fair.", "(“before” is now “after”)"),
    ("Every one of the 318 drivers took the course.", "Most of the 318 drivers took the course.", "(“every” is now “most”)"),
    ("The forum met on 18 September.", "The forum met on 8 September.", "(Dates 18 September → 8 September)"),
    ("The forum met on 18 January 2022.", "The forum met on 18 January 2023.", "(Dates 18 January 2022 → 18 January 2023)"),
    ("Thieves did not come back to the farm.", "Thieves came back to the farm.", "(“not” is gone)"),
    ("The barn at Little Orrin was rebuilt.", "The barn at Little Ashby was rebuilt.", "(Names Orrin → Ashby)"),
    # Both words are of the language, whichever of them the project has elsewhere.
    ("The grant was £5,000.", "The grant was $5,000.", "£5,000"),
    ("Burglary changed by -5% here.", "Burglary changed by 5% here.", "5%"),
    ("Jurors adopted the rule.", "Jurors adapted the rule.", "adopted"),
    ("Teams went out on county lines.", "Teams went out on country lines.", "county"),
    ("Speeds on the A34 were measured.", "Speeds on the A35 were measured.", "A34"),
    ("It was the 3rd such meeting.", "It was the 4th such meeting.", "3rd"),
]  # fmt: skip


@in_turn(("sent", "entered", "remark"), CHANGED)
def test_another_meaning_has_a_remark_and_ends_with_1(
    run: Run, tmp_path: Path, sent: str, entered: str, remark: str
) -> None:
    """Also where all words of both are the same, in other places; no such word is a spelling."""
    code, shown = reconciled(run, tmp_path, f"- {entered}", sent)

    assert remark in shown.partition("Changed since it was sent")[2]
    assert "Only spelt differently" not in shown
    assert code == 1


CARRIED = [
    ("A bull was found on 9 February near a barn.", "A bull was found on 9 February 2023 near a barn."),
    ("Since March the barn has been open.", "Since March 2023 the barn has been open."),
    ("A gun that had been used to shoot a kite was seized.", "A gun used to shoot a kite was seized."),
    ("Our helpline is now open until midnight.", "The helpline of Ashby Aid is now open until midnight."),
    ("She has asked the vet to look at the farm.", "The Mayor has asked the vet to look at the farm."),
    ("In May 119 gates were mended, on average within 12 days.", "In May 119 gates were mended, within 12 days on average."),
    ("All the barns were searched in the winter.", "Every one of the barns was searched in the winter."),
    ("Their names are on the website at https://a.example/area.", "Their names are on [the website](https://a.example/area)."),
    ("We organized a fair and sold cakes", "We organised a fair, and sold cakes."),
]  # fmt: skip


@in_turn(("sent", "entered"), CARRIED)
def test_a_fair_edit_has_no_remark_and_ends_with_0(
    run: Run, tmp_path: Path, sent: str, entered: str
) -> None:
    """A year of the period, a shorter clause, who “we” are, a link, another spelling."""
    code, shown = reconciled(run, tmp_path, f"- {entered}", sent)

    assert "Changed since it was sent" not in shown
    assert "1 unchanged" in shown or "ther words" in shown
    assert code == 0


@in_turn(
    ("sent", "entry"),
    [
        ("Grant of £4,500 to Ashby Farm Watch for cameras.", "Grant to Ashby Farm Watch for cameras."),
        ("Ashby Farm Watch has cameras (£4,500.00) at six farms.", "Ashby Farm Watch has cameras at six farms."),
        ("Ashby Farm Watch has cameras at six farms. They cost £4,500.", "Ashby Farm Watch has cameras at six farms."),
    ],
)  # fmt: skip
def test_an_amount_that_went_under_award_is_carried(
    run: Run, tmp_path: Path, sent: str, entry: str
) -> None:
    """It is in the files, beside its text; another amount is another figure."""
    for amount, code in ((4500, 0), (5400, 1), (500, 1)):
        entries = f"- text: {entry}\n  award: {{amount: {amount}}}"
        assert reconciled(run, tmp_path, entries, sent)[0] == code, amount


@in_turn("head", ["Amount", "Cost"])
def test_an_amount_that_went_into_the_text_is_carried(
    run: Run, tmp_path: Path, head: str
) -> None:
    """From its own row; what was in another row is another figure."""
    table = (
        f"Key aim,Update,{head}\n1,Cameras at six farms in two parishes.,£4500\n"
        "1,Lamps in the lanes of Ashby were lit.,£2000\n"
    )
    entries = (
        "- £4,500 for cameras at six farms in two parishes.\n"
        "- Lamps in the lanes of Ashby were lit with £{}."
    )
    for amount, is_other in (("2,000", False), ("4,500", True)):
        shown = reconciled(run, tmp_path, entries.format(amount), {"s.csv": table})[1]
        assert ("Figures" in shown) is is_other


@in_turn(
    ("awarded", "text", "lost"),
    [((), "It has 8000 followers.", [2, 3]), ((), "It was given £8,000.", []), ((3,), "Dull.", [2]), ((2,), "Dull.", [3])],
)  # fmt: skip
def test_an_amount_is_carried_only_by_a_sum(
    run: Run, tmp_path: Path, awarded: Sequence[int], text: str, lost: list[int]
) -> None:
    """By the award of its own update, or in pounds in a text: another number is another thing."""
    rows = {2: "Boxing for 75 people in Ashby.", 3: "Lamps in the lanes were lit."}
    award = ", award: {amount: 8000}"
    entries = (f"- {{text: {x}{award * (n in awarded)}}}\n" for n, x in rows.items())
    table = "Key aim,Update,Amount\n1,{},£8000\n1,{},£8000\n".format(*rows.values())
    sent = {"s.csv": table}
    entered = "".join(entries) + f"- {text}"
    shown = " ".join(reconciled(run, tmp_path, entered, sent)[1].split())

    assert [n for n in rows if f"row {n} £8,000" in shown] == lost


def test_a_sentence_is_not_carried_by_the_sum_in_it(run: Run, tmp_path: Path) -> None:
    """Another update of its stream has the same sum."""
    entry, sent = "- Six farms have a grant of £4,500.", "Boxing for 75 people: £4,500."
    assert "Not in the report" in reconciled(run, tmp_path, entry, sent)[1]


def test_a_number_is_carried_only_by_its_row(run: Run, tmp_path: Path) -> None:
    """The same number in another update is of something else; a sum needs no sign in its cell."""
    for of_row, code in (("40 people of ", 0), ("", 1)):
        text = f"A shed was bought for {of_row}the club."
        sent = {"s.csv": f"Key aim,Update,Helped\n1,{text},40\n"}
        entries = f"- {text}\n- Of 40 vans two were seen."
        assert reconciled(run, tmp_path, entries, sent)[0] == code
    entry = "- text: The nets club of Ashby received £18,500 for nets.\n  award: {amount: 18500}"
    sent = {"s.csv": "Project,Amount\nThe nets club of Ashby: for nets,18500\n"}
    shown = reconciled(run, tmp_path, entry, sent)[1]
    assert "Ashby" in shown
    assert "Figures" not in shown


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
    private = "- {text: The owner is being watched., public: false}\n"
    public = "- Two vans were found there."

    def leaks(entries: str) -> int:
        updates = projects.one_update(entries)
        project = projects.write(tmp_path / "p", updates=updates)
        (tmp_path / "s.txt").write_text(OF_FORCE + sent, "utf-8")
        done = records("reconcile", tmp_path / "s.txt", project)
        summary = json.loads(done.stdout)["summary"]
        assert not summary["changed"]
        return int(summary["not for publication, but public"])

    assert leaks(private + public) == (0 if is_part else 1)
    assert leaks(public) == (0 if is_part else 1)  # the rest is in a note
    assert leaks(private.replace("false", "true") + public) == 2


@in_turn(
    ("public", "more", "private"),
    [
        ("Two vets were paid £400 by the council for their work at the fair", "where the informant keeps nine geese", "The informant of Mill Lane keeps nine grey geese."),
        ("Forty hedges were planted by volunteers", "and the garage behind the mill was seen", "A dealer from Leeds whom two of us watch by night hides quad bikes in the garage behind the mill."),
    ],
)  # fmt: skip
def test_a_part_of_what_is_private_is_found_in_another_update(
    run: Run, tmp_path: Path, public: str, more: str, private: str
) -> None:
    """Its words are behind those of another sentence; or it was hidden. That is said first."""
    text = f"{public}.\n• {private} (not for publication)"
    code, shown = reconciled(run, tmp_path, f"- {public}, {more}.", text)

    assert shown.split("\n\n")[2].startswith(
        "Marked as not for publication, but public"
    )
    assert private.split()[3] not in shown
    assert code == 1
    hidden = {"s.html": f"<p hidden>{private}</p>"}
    assert "but public" in reconciled(run, tmp_path, f"- {private}", hidden)[1]


def test_a_mark_is_no_text_of_another_contributor(run: Run, tmp_path: Path) -> None:
    """Two files have the same mark, and the text of one is public; what follows one is kept."""
    kit = "We paid for kit. (Not for publication: Bo sold it.)"
    entered = (
        f'- {{text: "{kit}", public: false}}\n'
        "- {text: Ada came to the market., public: false}\n"
        '- "[Not for publication] The chair is unwell."'
    )
    mark = "Key Aim 1\n\n- [Not for publication]"
    sent = {
        "a.txt": f"{mark} Ada came to the market.\n",
        "b.txt": f"{mark} The chair is unwell.\n",
        "c.txt": kit,
    }
    _, shown = reconciled(run, tmp_path, entered, sent)
    public = shown.partition("Marked as not for publication")[2].partition("\n\n")[0]

    assert "b.txt" in public
    assert "a.txt" not in public
    assert "c.txt 0 2 0 0" in " ".join(shown.split())
    assert "in no file" not in shown
    assert "Changed since" not in shown


def test_what_is_in_the_file_of_another_quarter_is_said(
    run: Run, tmp_path: Path
) -> None:
    """With the name of the file if it is public, and without words if it is private."""
    texts = "Two gates came., Six bells rang., {text: Ada came., public: false}"
    other = f"period: 2022/23 Q2\nupdates: {{farms: {{force: [{texts}]}}}}\n"
    updates = {**projects.one_update("- Nine vans came."), "autumn.yaml": other}
    project = projects.write(tmp_path / "p", updates=updates)
    head, sent = "KA1\nNP actions\n", tmp_path / "m.txt"
    told = f"2022/23 (Q2)\n{head}- Two gates came.\n- Six bells rang (not for publication).\n- Ada came.\n- Bo left.\n"
    sent.write_text(f"{told}2022/23 (Q4)\n{head}- Nine vans came.\n", "utf-8")
    shown = " ".join(run("reconcile", sent, project).stdout.split())

    assert "1 marked private but printed, 1 not in the report, 1 left out, 2" in shown
    assert "m.txt 2 1 1 1" in shown
    assert "(For another period, in autumn.yaml) Two gates came." in shown
    assert "Ada" not in shown


def test_what_is_sent_again_is_carried_and_what_is_said_twice_is_counted(
    run: Run, tmp_path: Path
) -> None:
    """A second version of a file says the same; a file that says it twice needs it twice."""
    text = "Two arrests were made in Ashby."
    first = {"first.txt": text}
    second = {"second.txt": f"> {text}\n\n{text}\n"}
    again = reconciled(run, tmp_path, f"- {text}", {**first, **second})
    marked = {**first, "second.txt": f"{text} (not for publication)"}
    private = reconciled(run, tmp_path, f"- {text}", marked)
    twice = reconciled(run, tmp_path, f"- {text}", {"a.txt": f"{text}\n\n{text}\n"})

    assert again[0] == 0, again
    assert "Marked as not for publication, but public" in private[1]
    assert twice[0] == 1
    assert "a.txt:3" in twice[1]


def test_the_title_of_a_carried_measure_is_no_lost_sentence(
    run: Run, tmp_path: Path
) -> None:
    """A title with a verb in it reads as a sentence, and is a heading of its figures."""
    title = "Calls to the line answered within a minute"
    plan = f"{projects.PLAN}measures: {{calls: {{aim: roads, title: {title}}}}}\n"
    project = projects.write(tmp_path / "project", plan=plan)
    figures = project / "updates/figures.yaml"
    figures.write_text("period: 2022/23 Q4\nmeasures: {calls: 91}\n", "utf-8")
    sent = tmp_path / "sent.csv"
    sent.write_text(f"Measure,2022/23 Q4\n{title},91\n", "utf-8")
    shown = run("reconcile", sent, project, "--period", "2022/23 Q4").stdout

    assert "\n3 in no contribution, 1 unchanged" in shown


GONE = "withdrawn: it was not so"
HEDGES = "- id: hedges\n  text: Two hedges were planted in Ashby.\n"


@in_turn(
    ("entry", "period", "other"),
    [
        (f"{HEDGES}  {GONE}", "2023/24 Q1", "[]"),
        (HEDGES, "2023/24 Q1", f"[{{id: hedges, {GONE}}}]"),
        ("", "2022/23 Q4", "{nothing: Two hedges were planted in Ashby.}"),
    ],
)
def test_what_is_not_printed_is_not_carried(
    run: Run, tmp_path: Path, entry: str, period: str, other: str
) -> None:
    """It is withdrawn there or in a later quarter, or is a reason beside an update."""
    updates = projects.one_update(f"- Three open days were held.\n{entry}")
    after = f"period: {period}\nupdates: {{farms: {{force: {other}}}}}\n"
    project = projects.write(tmp_path / "p", updates={**updates, "z.yaml": after})
    sent = tmp_path / "m.txt"
    text = "- Two hedges were planted in Ashby.\n- Three open days were held.\n"
    sent.write_text(f"Key Aim 1\n\n{text}", "utf-8")
    done = run("reconcile", sent, project)

    assert done.returncode == 1
    assert "1 not in the report, 1 unchanged" in done.stdout


def test_what_is_edited_in_a_copy_of_a_report_is_told(run: Run, tmp_path: Path) -> None:
    """A figure of an earlier quarter, a mark, another key aim: and nothing else, in each format."""
    report = Document(str(EXAMPLE / "out" / "report.docx"))
    lines = [x.text for x in report.paragraphs]
    [line] = [x for x in lines if x.startswith("TVP continues to work on internal")]
    text = "\n\n".join(lines)
    # To another key aim, to another stream, to the end.
    others = "The 'Safeguarding", "A report looking into", "Anthony Stansfeld"
    without = text.replace(f"{line}\n\n", "")
    moved = (without.replace(x, f"{line}\n\n{x}") for x in others)
    figures = "£107,633", "£106.733", "€106,733", "£-106,733"
    for edited, told in (
        *((text.replace("£106,733", x), "1 not in the report, 1") for x in figures),
        (text.replace(line, f"[NFP] {line}"), "2 marked private but printed, 1"),
        *((x, "2 under another key aim or stream, 1") for x in moved),
        (text.replace(line, f"Not for publication:\n\n{line}"), "5 marked private"),
        (f"Please do not publish any of this.\n\n{text}", "63 marked private"),
    ):
        (tmp_path / "copy.txt").write_text(edited, encoding="utf-8")
        done = run("reconcile", tmp_path / "copy.txt", EXAMPLE)
        assert done.stdout.splitlines()[1].startswith(told)
        assert done.returncode == 1
    for name, form, old, new in (
        ("thames-valley", "html", "in cash.", "<s>in cash.</s>"),
        ("thames-valley", "md", "in cash.", "~~in\ncash.~~"),
        ("thames-valley", "txt", "in cash.", "£5."),
        # With numbers before headings and paragraphs, contents, links and tables.
        ("eastmere-fire", "md", "See paragraph 6", "See paragraph 7"),
        ("larkbourne-council", "html", "£4,250", "£4.250"),
        ("larkbourne-council", "md", r"46\.9", r"469"),
    ):
        copy, project = tmp_path / f"whole.{form}", EXAMPLE.parent / name
        run("build", project, "-o", copy, "--force")
        given = ("reconcile", copy, project), ("paste", copy, project)
        whole, refused = (run(*x) for x in given)
        assert (whole.returncode, "kept back" in whole.stdout) == (0, False)
        assert (refused.returncode, "pccreport pull" in refused.stderr) == (2, True)
        projects.retype(copy, old, new)
        assert [run(*x).returncode for x in given] == [1, 0]
    projects.retype(copy, "# ", "Please do not publish this.\n\n# ")
    assert "11 marked private but printed" in run(*given[0]).stdout  # rows as well
    named = tmp_path / "not for publication.txt"
    named.write_text(text, encoding="utf-8")
    assert "kept back" in run("reconcile", named, EXAMPLE).stdout.splitlines()[1]
    [words] = report.paragraphs[lines.index(line)].runs
    copy, book = tmp_path / "copy.docx", Workbook()
    for mark, told in (("strike", "2 not dealt with"), ("hidden", "2 marked private")):
        setattr(words.font, mark, True)
        report.save(str(copy))
        assert run("reconcile", copy, EXAMPLE).stdout.splitlines()[1].startswith(told)
        setattr(words.font, mark, None)
    report.add_comment(words, "Please take this one out, Jo asked", "A", "A")
    report.save(str(copy))
    marked = run("reconcile", copy, EXAMPLE).stdout
    assert "2 marked private" in marked
    assert "not in the report" not in marked  # as nothing of the house is
    for row, words_of_row in enumerate(filter(None, lines), start=1):
        book.active.cell(row, 1, words_of_row)
        book.active.row_dimensions[row].hidden = words_of_row == line
    book.save(tmp_path / "copy.xlsx")
    assert "2 marked" in run("reconcile", tmp_path / "copy.xlsx", EXAMPLE).stdout


@in_turn(
    ("mark", "done", "account"),
    [("", "printed", "2 0 0 0"), (", public: false", "kept back", "0 2 0 0")],
)
def test_what_is_under_another_aim_or_stream_is_said_with_both(
    run: Run, tmp_path: Path, mark: str, done: str, account: str
) -> None:
    """Also if its words are the same, or it is private there."""
    texts = "Mean speeds fell from 57mph to 48mph.", "The barn was rebuilt."
    entries = "".join(f"- {{text: {x}{mark}}}\n" for x in texts)
    rows = (
        "Key aim,Stream,Update\n2,NP actions,Mean speeds fell from 57 mph to 48 mph.\n"
        "1,OMN activities,The barn was rebuilt.\n"
    )
    code, shown = reconciled(run, tmp_path, entries, {"sent.csv": rows})
    said = " ".join(shown.split())

    for sent in ("Key Aim (2), NP actions", "Key Aim (1), OMN activities"):
        assert f"Sent for {sent}, {done} under Key Aim (1), NP actions" in said
    assert f"sent.csv {account}" in said
    assert "mph" not in shown.partition("Changed since it was sent")[2]
    assert code == 1

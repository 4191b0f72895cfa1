"""What `pccreport compare` told wrongly or not at all, each as an officer came upon it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from tests import projects
from tests.cases import in_turn
from tests.compare.books import Edition, write
from tests.compare.pairs import westmark
from tests.conftest import Run

AIMS = {"centres": "Lively town centres.", "roads": "Safe roads."}
Q1, Q2 = "2025-26-q1", "2025-26-q2"
CELL = "  centres:\n    force:\n"


def project(folder: Path, files: dict[str, str], report: str = "") -> Path:
    """A project whose update files say this in one cell; `report` is more of report.yaml."""
    book = westmark(Q1, Q2, aims=AIMS)
    book.report |= {"since": "2025/26 Q1"}
    write(folder, book, Edition.AS_WRITTEN)
    for name, entries in files.items():
        head = f"period: 2025/26 Q{name[-1]}\nupdates:\n{CELL}"
        text = head + "".join(f"      {line}\n" for line in entries.splitlines())
        (folder / "updates" / f"{name}.yaml").write_text(text, "utf-8")
    with (folder / "house.yaml").open("a", encoding="utf-8") as house:
        house.write(report)
    return folder


@pytest.fixture
def changed(run: Run, tmp_path: Path) -> Any:
    """Compares one quarter's entries before and after, and returns the answer in JSON."""

    def compared(before: str, after: str, **earlier: str) -> dict[str, Any]:
        more = {Q1: earlier["q1"]} if earlier else {}
        old = project(tmp_path / "old", {**more, Q2: before})
        more = {Q1: earlier.get("q1_now", earlier["q1"])} if earlier else {}
        new = project(tmp_path / "new", {**more, Q2: after})
        done = run("compare", old, new, "--output-format", "json")
        assert "" == done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    return compared


def shown(answer: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The kind of each change that is shown, and its words before and now."""
    quiet = ("unchanged", "said again", "not due")
    return [
        (
            change["kind"],
            *((change[side] or {}).get("text", "") for side in ("old", "new")),
        )
        for change in answer["changes"]
        if change["kind"] not in quiet
    ]


def test_an_update_that_is_given_an_id_when_it_is_revised_is_revised(
    changed: Any,
) -> None:
    """In other words, and in a later file: the earlier version in the files names it."""
    was, now = "We made 46 arrests.", "Arrests for theft from shops: 48 by June."
    answer = changed(
        "- Kits came.",
        f"- Kits came.\n- {{id: arrests, text: '{now}'}}",
        q1=f"- {was}",
        q1_now=f"- {{id: arrests, text: {was}}}",
    )

    assert [("revised", was, now)] == shown(answer)


@pytest.mark.parametrize(
    ("was", "now", "figures"),
    [
        ("46 arrests were made in all.", "48 arrests were made in all.", ("46", "48")),
        (
            "Forty-six arrests were made in all.",
            "48 arrests were made in all.",
            ("Forty-six", "48"),
        ),
    ],
)
def test_a_figure_that_is_restated_in_a_later_file_has_both_places(
    was: str, now: str, figures: tuple[str, str], changed: Any
) -> None:
    """In digits or in words."""
    before = f"- {{id: arrests, text: {was}}}"
    after = f"- Kits came.\n- {{id: arrests, text: {now}}}"
    [change] = [
        change
        for change in changed("- Kits came.", after, q1=before)["changes"]
        if change["restated"]
    ]

    assert ([figures[0]], [figures[1]]) == (*change["restated"].values(),)
    assert [f"{Q1}.yaml", f"{Q2}.yaml"] == [
        Path(change[side]["file"]).name for side in ("old", "new")
    ]


def test_ids_decide_although_the_points_are_the_same(changed: Any) -> None:
    """A promise is dropped and another made: they are two, and their statuses too."""
    one = "- {id: burnton, text: Fund youth clubs, points: [In progress.]}"
    other = "- {id: cars, text: Buy forty new cars, points: [In progress.]}"

    answer = changed(one, other)

    assert [
        ("missing", "Fund youth clubs", ""),
        ("missing", "In progress.", ""),
        ("added", "", "Buy forty new cars"),
        ("added", "", "In progress."),
    ] == shown(answer)
    assert (
        "Missing: “Fund youth clubs” and 1 of its points" == answer["first"][0]["told"]
    )


CLUBS = "- {text: Fund clubs for the young., points: [%s]}"
CARS = "- {text: Buy forty electric cars., points: [%s]}"


def test_a_status_stays_under_its_commitment(changed: Any) -> None:
    """Though others have the same word, and the commitment has another place."""
    before = "\n".join((CLUBS % "Red", CARS % "Green"))
    after = "\n".join((CARS % "Green", CLUBS % "Green"))
    answer = changed(before, after)

    told = [(kind, old, new) for kind, old, new in shown(answer) if kind != "moved"]
    assert [("revised", "Red", "Green")] == told
    assert (
        "Status Red → Green: “Fund clubs for the young.”" == answer["first"][0]["told"]
    )


LIST = """\
- {text: Fund youth clubs with £2.5m by March 2026., points: [In progress.]}
- {text: Open a custody suite in Burnton., points: [Delayed.]}
- {text: Put ten wardens on the streets of Aldham., points: [On track.]}
- {text: Give every pub a bleed kit., points: [Complete.]}"""
AGAIN = """\
- {text: Fund youth clubs with £2m by March 2026., points: [In progress.]}
- {text: Put ten wardens on the streets of Aldham., points: [Complete.]}
- {text: Give every pub a bleed kit., points: [Complete.]}"""


def test_a_list_that_is_written_again_is_compared_with_the_last(
    run: Run, tmp_path: Path
) -> None:
    """What is said again is counted, and other figures are shown."""
    folder = project(tmp_path / "list", {Q1: LIST, Q2: AGAIN})
    quarters = (folder, "2025/26 Q1", "2025/26 Q2")
    done = run("compare", *quarters, "--output-format", "json")
    answer = json.loads(done.stdout)
    words = {
        "".join(
            f"[{s['old']}|{s['new']}]"
            for s in part["stretches"]
            if s["old"] != s["new"]
        )
        for change in answer["changes"]
        for part in change["words"]
    }

    assert {"[£2.5m|£2m]", "[On track.|Complete.]"} == words
    assert 4 == answer["summary"]["said again"]
    assert 0 == answer["summary"]["added"]
    assert ["figures", "status"] == [e["matter"] for e in answer["first"]]


def test_a_status_goes_with_its_withdrawn_commitment(changed: Any) -> None:
    """It has the reason of that, and nobody is asked for another."""
    before = "- {id: clubs, text: Fund clubs., points: [In progress.]}"
    after = before.replace("points", "withdrawn: no money, points")
    changes = changed(f"- It rained.\n{before}", f"- It rained.\n{after}")["changes"]

    assert [("withdrawn", "no money")] * 2 == [
        (change["kind"], change["reason"]) for change in changes[1:]
    ]


def test_what_may_be_reworded_names_the_other_one(run: Run, tmp_path: Path) -> None:
    """On both sides, with its place."""
    was = "Hospital staff now refer patients on oxygen to us."
    now = "Wards phone the station when somebody with a cylinder goes home."
    around = "- Crews met pupils.\n- {}\n- Bins were chained up."
    old = project(tmp_path / "old", {Q2: around.format(was)})
    new = project(tmp_path / "new", {Q2: around.format(now)})
    said = "".join(run("compare", old, new).stdout.split())

    assert re.search(r"erhapsrewordedas“Wards[^”]*”\([^)]*q2.yaml:6\)", said)
    assert re.search(r"arewordingof“Hospital[^”]*”\([^)]*q2.yaml:6\)", said)


FORMS = ("text", "json", "markdown", "html")


@in_turn("form", FORMS)
def test_what_is_gone_is_missing_in_every_form(
    form: str, run: Run, tmp_path: Path
) -> None:
    """It has a kind of its own, and is the first thing that is read."""
    old = project(tmp_path / "old", {Q2: "- Fund clubs in Aldham.\n- Patrols went on."})
    new = project(tmp_path / "new", {Q2: "- Patrols went on."})
    done = run("compare", old, new, "--output-format", form)
    said = re.sub("<[^>]*>", "", done.stdout)

    assert re.search('1 missing|"missing": 1', said)
    first, counts = said.index("Fund clubs"), re.search("unchanged", said)
    assert counts
    assert "Missing: “" in said[: first + 1]
    assert first < counts.start()


def comments(docx: Path) -> list[list[str]]:
    """The paragraphs of each comment of a Word file."""
    with ZipFile(docx) as package:
        xml = package.read("word/comments.xml").decode()
    return [
        [
            "".join(re.findall("<w:t[^>]*>([^<]*)", p))
            for p in re.findall("<w:p>.*?</w:p>", one)
        ]
        for one in re.findall("<w:comment .*?</w:comment>", xml)
    ]


def test_one_comment_on_the_title_says_what_to_look_at_first(
    run: Run, tmp_path: Path
) -> None:
    """In tracked changes: a comment is in neither version."""
    old = project(
        tmp_path / "old", {Q2: "- Fund clubs in Aldham.\n- 46 arrests were made."}
    )
    new = project(tmp_path / "new", {Q2: "- 48 arrests were made."})
    target = tmp_path / "tracked.docx"
    run("compare", old, new, "--redline", target)
    [comment] = comments(target)

    assert [
        "Look at these first:",
        "1. Missing: “Fund clubs in Aldham.” – Key Aim 1, WP in action, 2025/26 (Q2)",
        "2. Figures 46 → 48: “48 arrests were made.” – Key Aim 1, WP in action, 2025/26 (Q2)",
    ] == comment


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_page_has_the_title_of_the_report_and_no_raw_marks(
    form: str, run: Run, tmp_path: Path
) -> None:
    """The panel, the day of the meeting and the priority; bold is bold."""
    line = "- 'nothing: Figures for **June 2020** are late.'".replace("'", "")
    old = project(tmp_path / "old", {Q2: "- Patrols went on."})
    new = project(tmp_path / "new", {Q2: f"- Patrols went on.\n{line}"})
    done = run("compare", old, new, "--output-format", form)

    assert "**" not in done.stdout
    head = re.search("<h1[^>]*>(.*?)</h1>", done.stdout) if form == "html" else None
    title = head[1] if head else done.stdout.splitlines()[0]
    assert (
        "progress report to the Westmark Police and Crime Panel 14th November 2025"
        in title
    )
    assert "Strategic Priority 1: Safe Places" in done.stdout


MATTERS = (
    (
        "figures",
        "- {id: b, text: Two people died.}",
        "- {id: b, text: Three people died.}",
    ),
    (
        "promise",
        "- {id: f, text: Work goes on. We will finish by May 2026.}",
        "- {id: f, text: Work goes on.}",
    ),
    ("missing", "- {id: a, text: Fund clubs in Aldham.}", ""),
    ("negation", "- {id: d, text: It was not late.}", "- {id: d, text: It was late.}"),
    (
        "figures",
        "- {id: c, text: Nine people came.}",
        "- {id: c, text: Ten people came.}",
    ),
    (
        "name",
        "- {id: g, text: A van for Aldham.}",
        "- {id: g, text: A van for Burnton.}",
    ),
    (
        "date",
        "- {id: k, text: They met on 11 September 2026.}",
        "- {id: k, text: They met on 18 September 2026.}",
    ),
    ("moved", "- {id: h, text: A stall stood there.}", None),
    ("reworded", "- {id: i, text: Talks went on.}", "- {id: i, text: Talks go on.}"),
    ("added", "", "- {id: j, text: A drone was bought.}"),
)


def test_what_matters_most_is_first(changed: Any) -> None:
    """The more its facts weigh together, whatever the order of the report."""
    stays = "- {id: z, text: All was quiet.}"
    before = [old for _, old, _ in reversed(MATTERS) if old]
    after = [new for _, _, new in reversed(MATTERS) if new]
    answer = changed(
        "\n".join((*before, stays)),
        "\n".join((*after, stays, MATTERS[7][1])),
    )

    matters = [each["matter"] for each in answer["first"]]
    assert [
        *[matter for matter, *_ in MATTERS[:8]],
        "reworded",
        "added",
    ] == matters
    assert "Figures Two → Three: “Three people died.”" == answer["first"][0]["told"]
    assert 0 == answer["summary"]["more"]


def test_where_all_is_new_nothing_is_first(changed: Any) -> None:
    """An order of what was only added tells nothing."""
    assert [] == changed("- It rained.", "- It rained.\n- A drone was bought.")["first"]


@in_turn("form", FORMS)
def test_what_is_withheld_is_first_by_its_place_alone(
    form: str, run: Run, tmp_path: Path
) -> None:
    """Something private is new, so what is gone may say the same: its words are left out."""
    old = project(
        tmp_path / "old", {Q2: "- Quillwort told us of the fire.\n- It rained."}
    )
    new = project(
        tmp_path / "new",
        {Q2: "- {text: A source is known., public: false}\n- It rained."},
    )
    done = run("compare", old, new, "--output-format", form)
    said = " ".join(re.sub("<[^>]*>", "", done.stdout).split())

    assert "Quillwort" not in said
    assert "Missing: the old words are left out here" in said
    assert "Key Aim 1, WP in action" in said


def test_where_too_many_are_alike_each_is_compared_with_the_nearest(
    run: Run, tmp_path: Path
) -> None:
    """All of them are told rightly all the same, and it is said."""
    rows = [f"- A grant of £{900 + n} was paid to club {n} for kit." for n in range(90)]
    paid = [row.replace("was paid", "has been given") for row in rows]
    old = project(tmp_path / "old", {Q2: "\n".join(rows)})
    new = project(tmp_path / "new", {Q2: "\n".join(paid)})
    said = " ".join(run("compare", old, new).stdout.split())

    assert " 90 revised" in said
    assert "each was compared only with those that share its rarest words" in said


def test_a_withdrawal_in_place_of_its_text_is_one(tmp_path: Path, run: Run) -> None:
    """The old files have the id: nothing is mistyped, and nothing can be printed by it."""
    old = projects.write(
        tmp_path / "old",
        updates=projects.one_update("- text: Barns were painted.\n  id: barns\n- Two."),
    )
    new = projects.write(
        tmp_path / "new",
        updates=projects.one_update("- id: barns\n  withdrawn: counted twice\n- Two."),
    )
    mistyped = projects.write(
        tmp_path / "mistyped",
        updates=projects.one_update("- id: bans\n  withdrawn: counted twice\n- Two."),
    )

    done = run("compare", old, new, "--output-format", "json")

    assert done.returncode == 0, done.stderr
    kinds = [change["kind"] for change in json.loads(done.stdout)["changes"]]
    assert "withdrawn" in kinds
    assert "counted twice" in done.stdout
    assert "unread-private" in run("compare", old, mistyped).stderr

"""What `reconcile` calls a change of meaning, and what it calls a fair edit."""

from __future__ import annotations

from pathlib import Path

from tests import projects
from tests.cases import in_turn
from tests.conftest import Run

OF_FORCE = "WHAT THE FORCE DID\n\nKey Aim 1\n• "
PERIOD = ("--period", "2022/23 Q4")


def reconciled(run: Run, folder: Path, sent: str, entries: str) -> tuple[int, str]:
    """Return the exit code, and what is shown of a contribution for the farms."""
    updates = {
        "q4.yaml": f"period: 2022/23 Q4\nupdates:\n  farms:\n    force:\n{entries}"
    }
    project = projects.write(folder / "project", updates=updates)
    (folder / "sent.txt").write_text(f"{OF_FORCE}{sent}\n", "utf-8")
    done = run("reconcile", folder / "sent.txt", project, *PERIOD)
    return done.returncode, done.stdout


@in_turn(
    ("sent", "entered", "remark"),
    [
        ("Of 540 victims 78% were told, up from 71%.", "Of 540 victims 71% were told, up from 78%.", "Figures 78%, 71% → 71%, 78%"),
        ("Vans numbered 30 and carts 12 at the fair.", "Vans numbered 12 and carts 30 at the fair.", "Figures 30, 12 → 12, 30"),
        ("Foot patrols rose in the town.", "Foot patrols fell in the town.", "“rose” is now “fell”"),
        ("Thefts rose and burglaries fell in May.", "Thefts fell and burglaries rose in May.", "“rose” is now “fell”"),
        ("Eleven barns burnt, three fewer than last year.", "Eleven barns burnt, three more than last year.", "“fewer” is now “more”"),
        ("The van will be back before the fair.", "The van will be back after the fair.", "“before” is now “after”"),
        ("Every one of the 318 drivers took the course.", "Most of the 318 drivers took the course.", "“every” is now “most”"),
        ("The forum met on 18 September.", "The forum met on 8 September.", "Dates 18 September → 8 September"),
        ("The forum met on 18 January 2022.", "The forum met on 18 January 2023.", "Dates 18 January 2022 → 18 January 2023"),
        ("Thieves did not come back to the farm.", "Thieves came back to the farm.", "“not” is gone"),
        ("The barn at Little Orrin was rebuilt.", "The barn at Little Ashby was rebuilt.", "Names Orrin → Ashby"),
    ],
)  # fmt: skip
def test_another_meaning_has_a_remark_and_ends_with_1(
    run: Run, tmp_path: Path, sent: str, entered: str, remark: str
) -> None:
    """Also where all words of both are the same, in other places."""
    code, shown = reconciled(run, tmp_path, sent, f"      - {entered}\n")

    assert f"({remark})" in shown
    assert code == 1


def test_a_part_of_what_is_private_is_found_in_another_update(
    run: Run, tmp_path: Path
) -> None:
    """Its words were put behind those of another contributor's sentence."""
    public = "Two vets were paid £400 by the council for their work at the fair"
    private = "The informant of Mill Lane keeps nine grey geese. (not for publication)"
    entered = f"      - {public}, where the informant keeps nine geese.\n"

    code, shown = reconciled(run, tmp_path, f"{public}.\n• {private}", entered)

    assert "Marked as not for publication, but public" in shown
    assert "Mill Lane" not in shown
    assert code == 1


@in_turn(
    ("sent", "entered"),
    [
        ("A bull was found on 9 February near a barn.", "A bull was found on 9 February 2023 near a barn."),
        ("Since March the barn has been open.", "Since March 2023 the barn has been open."),
        ("A gun that had been used to shoot a kite was seized.", "A gun used to shoot a kite was seized."),
        ("Our helpline is now open until midnight.", "The helpline of Ashby Aid is now open until midnight."),
        ("She has asked the vet to look at the farm.", "The Mayor has asked the vet to look at the farm."),
        ("In May 119 gates were mended, on average within 12 days.", "In May 119 gates were mended, within 12 days on average."),
        ("All the barns were searched in the winter.", "Every one of the barns was searched in the winter."),
        ("Their names are on the website at https://a.example/area.", "Their names are on [the website](https://a.example/area)."),
    ],
)  # fmt: skip
def test_a_fair_edit_has_no_remark_and_ends_with_0(
    run: Run, tmp_path: Path, sent: str, entered: str
) -> None:
    """A year of the period, a shorter clause, who “we” are, an address as a link."""
    code, shown = reconciled(run, tmp_path, sent, f"      - {entered}\n")

    assert "Changed on the way" not in shown
    assert code == 0

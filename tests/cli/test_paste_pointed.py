"""`pccreport paste` on remarks that keep back other lines by pointing to them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cases import in_turn
from tests.cli.test_paste_as_sent import Read, paste
from tests.conftest import Run

ONE = ("Alpha", "Bravo", "Charlie", "Delta")
LIST = "\n".join(f"- {name} lights were mended." for name in ONE)
OTHER = "Key Aim (2)\n\n- Echo talks were given.\n- Foxtrot talks were given."


def kept(read: Read) -> str:
    """The first letters of the texts that are kept back, in their order."""
    return "".join(sorted(x[0] for own in read.private.values() for x in own))


def all_texts(read: Read) -> list[str]:
    """The texts of both kinds."""
    sides = (*read.public.values(), *read.private.values())
    return [text for side in sides for text in side]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LIST}\n\nThe last bullet is not for publication.", "D"),
        (f"{LIST}\n\nThe last two points are not for\npublication.", "CD"),
        (f"{LIST}\n- The last two points are not for publication.", "CD"),
        (f"{LIST}\n\n(last two are NFP)", "CD"),
        (f"{LIST}\n\nLast bullet - confidential", "D"),
        (f"{LIST}\n\nThe first point is not for publication.", "A"),
        (f"{LIST}\n\nBullet 2 is confidential.", "B"),
        (f"{LIST}\n\nThe second bullet must not leave the room.", "B"),
        (f"{LIST}\n\nThe first and third bullets are private.", "AC"),
        (f"{LIST}\n\nPlease keep bullets 2 and 3 out of the report.", "BC"),
        (f"{LIST}\n\nThe third one is sensitive.", "C"),
        (f"{LIST}\n\n#3 is NFP", "C"),
        (f"{LIST}\n\nLast bullet: NFP", "D"),
        (f"{LIST}\n\nPlease could the second bullet be kept confidential?", "B"),
        (f"{LIST}\n\nPlease ignore the last bullet for the public version.", "D"),
        (f"{LIST}\n\nNothing above is to be published.", "ABCD"),
        # Which is not clear: all may be meant.
        (f"{LIST}\n\nThe bullet about Bravo is not for publication.", "ABCD"),
        (f"{LIST}\n\nThe penultimate bullet is not for publication.", "ABCD"),
        (f"{LIST}\n\nThe last but one point is confidential.", "ABCD"),
        (f"{LIST}\n\nOnly the first bullet can be published.", "ABCD"),
        (f"{LIST}\n\nNone of this is for publication.", "ABCD"),
        (f"{LIST}\n\nThis list is not for publication.", "ABCD"),
        (f"{LIST}\n\nThis document is marked OFFICIAL-SENSITIVE.", "ABCD"),
        (f"{LIST}\n\nOnly the first is public.", "ABCD"),
        (f"{LIST}\n\nPublish the first only.", "ABCD"),
        (f"{LIST}\n\nAll fine to publish except the last.", "ABCD"),
        (f"{LIST}\n\n#2 - private", "B"),
        (f"Items in brackets are not for publication.\n\n{LIST}", "ABCD"),
        (f"{LIST}\n\n{OTHER}\n\nThe whole of this e-mail is confidential.", "ABCDEF"),
        (f"{LIST}\n\nNB the above is confidential.", "ABCD"),
        (f"{LIST}\n\n{OTHER}\n\nNB the above is confidential.", "EF"),
        (f"{LIST}\n\n{OTHER}\n\nAll of the above is off the record.", "ABCDEF"),
        (f"Everything below this line is confidential.\n\n{LIST}\n\n{OTHER}", "ABCDEF"),
        (f"{LIST}\n\nEverything below is confidential.\n\n{OTHER}", "EF"),
        (f"CONFIDENTIAL - the following is not for publication:\n{LIST}\n\n{OTHER}", "ABCD"),
        (f"{LIST}\n\n{OTHER}\n\nRegards\nJo\n\nPS the last bullet is not for publication.", "F"),
    ],
)  # fmt: skip
def test_what_a_remark_points_to_is_kept_back(
    run: Run, tmp_path: Path, text: str, expected: str
) -> None:
    """The remark is no update, and the officer is asked to read it."""
    read = paste(
        run, tmp_path, "x.txt", f"Key Aim (1)\n\n{text}\n", "--stream", "force"
    )
    assert kept(read) == expected
    assert len(all_texts(read)) == len(ONE) + (2 if OTHER in text else 0)
    assert "what it may mean is kept back" in read.account


def test_what_a_remark_says_itself_is_kept_back(run: Run, tmp_path: Path) -> None:
    """Beside what it points to."""
    own = "The last point is NFP. Tango was charged in May."
    text = f"Key Aim (1)\n\n{LIST}\n- {own}\n"
    read = paste(run, tmp_path, "x.txt", text, "--stream", "force")
    assert kept(read) == "DT"


def test_the_paragraph_of_a_statute_is_no_paragraph_of_the_text(
    run: Run, tmp_path: Path
) -> None:
    """A committee's paper says why a part is exempt."""
    why = "Exempt information (paragraph 3 of Part 1) - not for publication"
    text = f"Key Aim (1)\n\n{LIST}\n\n{why}\n\n- Golf lights came.\n"

    assert kept(paste(run, tmp_path, "x.txt", text, "--stream", "force")) == "G"


def test_a_remark_in_a_bullet_keeps_back_both(run: Run, tmp_path: Path) -> None:
    """It is at the end of one of them, and points to the other."""
    text = "- Alpha came.\n- Bravo came. The previous bullet is not for publication.\n- Charlie came.\n"
    read = paste(run, tmp_path, "x.txt", f"Key Aim (1)\n\n{text}", "--stream", "force")
    assert kept(read) == "AB"


@in_turn(
    "text",
    [
        "The text service for young people is confidential.",
        "The one-to-one sessions are in strict confidence.",
        "All bullets found at the scene are confidential until the trial.",
    ],
)
def test_a_private_update_that_is_no_remark_keeps_back_no_other(
    run: Run, tmp_path: Path, text: str
) -> None:
    """It is an update that has a word for a text in it."""
    sent = f"Key Aim (1)\n\n{LIST}\n- {text}\n"
    read = paste(run, tmp_path, "x.txt", sent, "--stream", "force")
    assert all_texts(read)[: len(ONE)] == [
        f"{name} lights were mended." for name in ONE
    ]
    assert not {*kept(read)} & {*"BCD"}
    assert text in all_texts(read)


@in_turn(
    "text",
    [
        "Alpha left in the last two weeks, at the first point of contact.",
        "Bravo opened above the confidential helpline, next to the last shop.",
        "The second part of Charlie was published.",
        "Item 2 of the Delta plan was agreed by the public.",
        "The only point on which all bullets of the Echo plan agreed was publication.",
    ],
)
def test_an_update_that_speaks_of_points_stays_public(
    run: Run, tmp_path: Path, text: str
) -> None:
    """It keeps back nothing."""
    read = paste(
        run, tmp_path, "x.txt", f"Key Aim (1)\n\n- {text}\n", "--stream", "force"
    )
    assert all_texts(read) == [text]
    assert kept(read) == ""


def test_many_texts_that_are_kept_back_are_all_named(run: Run, tmp_path: Path) -> None:
    """Some with their words, and the others with their lines."""
    many = "".join(f"- Lamp {n} was mended.\n" for n in range(20))
    text = f"Key Aim (1)\n\n{many}\nAll of the above is off the record.\n"
    read = paste(run, tmp_path, "x.txt", text, "--stream", "force")
    assert "Kept back with public: false: 20 texts." in read.account
    assert "  and 8 more: line 15-22" in read.account


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            [
                "- Alpha was fined (not for publication",
                "- Bravo",
                "- Charlie)",
                "- Delta",
            ],
            "ABC",
        ),
        (["- Alpha was seen by all [NFP", "", "- Bravo]", "", "- Charlie"], "AB"),
        (
            [
                "- Alpha was fined (private: he is known",
                "- Bravo",
                "",
                "Key Aim (2)",
                "- C",
            ],
            "AB",
        ),
        (
            [
                "- Alpha was fined in May (not public",
                "",
                "Key Aim (2)",
                "",
                "- Bravo)",
                "- Charlie",
            ],
            "AB",
        ),
    ],
)
def test_a_remark_in_brackets_keeps_back_all_that_is_in_them(
    tmp_path: Path, run: Run, text: list[str], expected: str
) -> None:
    """From the bullet in which it begins to its end, or if it has none to the next heading."""
    sent = "\n".join(("Key Aim (1)", "", *text))
    read = paste(run, tmp_path, "m.txt", sent, "--stream", "force")
    assert kept(read) == expected, read.account
    assert read.public

"""Protective markings."""

from __future__ import annotations

from tests.cases import in_turn
from tests.draws import few_and_many, some_of

from pccreport.language.checks.protective_markings import find_markings, markings_in
from pccreport.language.index.patterns import Vocabulary, read_row_lines
from pccreport.language.index.text_index import TextIndex


@in_turn(
    ("text", "words"),
    [
        ("OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"),
        ("OFFICIAL - SENSITIVE: the plan", "OFFICIAL - SENSITIVE"),
        ("Official Sensitive", "Official Sensitive"),
        ("[RESTRICTED] The raid", "RESTRICTED"),
        ("The raid (Confidential) was", "Confidential"),
        ("Confidential: the raid", "Confidential"),
        ("CONFIDENTIAL - not for you", "CONFIDENTIAL"),
        ("TOP SECRET", "TOP SECRET"),
        ("The figures are not for publication until May", "not for publication"),
        ("Not for Publication", "Not for Publication"),
        ("NOT FOR PUBLICATION", "NOT FOR PUBLICATION"),
        ("not-for-publication", "not-for-publication"),
        ("Exempt from publication under paragraph 3", "exempt from publication"),
        ("Done. Please do not publish this", "please do not publish"),
        ("Do not publish: the raid", "do not publish"),
        ("The raid is DO NOT PUBLISH yet", "DO NOT PUBLISH"),
        ("Internal use only", "internal use only"),
        ("NOT PUBLIC The raid", "NOT PUBLIC"),
        ("PRIVATE: the raid", "PRIVATE"),
        ("The raid (INTERNAL ONLY)", "INTERNAL ONLY"),
        ("The hall was sold (commercial-in-confidence).", "commercial-in-confidence"),
        ("The hall was sold - commercially sensitive", "commercially sensitive"),
        ("The hall was sold (staff in confidence).", "staff in confidence"),
        ("The hall was sold. *** DO NOT USE ***", "DO NOT USE"),
        ("The hall was sold (do not quote)", "do not quote"),
        ("The hall was sold. Background only.", "background only"),
        ("PART II - the hall was sold", "PART II"),
        ("Part 2: the hall was sold", "Part 2"),
        ("The hall was sold (Part B).", "Part B"),
        ("Keep this under your hat: the hall was sold", "under your hat"),
        ("The hall (Part 2 - not for the open agenda) was", "not for the open agenda"),
    ],
)
def test_a_marking_is_found(text: str, words: str) -> None:
    """By its capitals, as a label, or by the words."""
    ((start, end),) = find_markings(text)
    assert words.casefold() == " ".join(text[start:end].split()).casefold()


@in_turn(
    "text",
    [
        "a confidential helpline",
        "Confidential helpline opened",
        "CONFIDENTIAL HELPLINE OPENED",
        "they spoke in confidence",
        "the official opening",
        "OFFICIAL",
        "a restricted access area",
        "Restricted access to the site",
        "We do not publish names",
        "It is no secret that",
        "Secret Santa came",
        "prepared for publication",
        "the data are official, sensitive or not",
        "Part 2 of the survey was held, as the Police Reform Act 2002 (Part 2) asks.",
        "The lease falls under the Act 2002 (Part 2).",
        "The talk (part 2) was held",
        "Do not use a phone while driving, the campaign says",
        "Rules on what is commercially sensitive were read",
        "",
    ],
)
def test_the_same_words_in_prose_are_left_alone(text: str) -> None:
    """They say what a thing is, not who may read of it."""
    assert [] == find_markings(text)


@few_and_many(10, 10_000)
def test_what_a_marking_needs_is_never_read_too_narrowly(draws: int) -> None:
    """Each marking is found that its pattern finds alone, in texts with words of all lists."""
    lines = read_row_lines("marks")
    lists = (line.partition("> ")[2][2:] for line in lines if line.startswith("<"))
    sayings = [word.strip() for words in lists for word in words.split(" | ")]
    starts = ("", "Please ", "This one ", "Not for ", "It was done. ")
    texts = [
        f"{start}{words}{end}"
        for words in some_of(sayings, draws)
        for start in starts
        for end in ("", ".")
    ]
    vocabulary = Vocabulary.parse_lists("marks", {})
    patterns = [vocabulary.compile(x[5:]) for x in lines if x[:5] == "find "]
    for text in texts:
        has_mark = any(pattern.search(text) for pattern in patterns)
        assert has_mark is bool(find_markings(text)), text
    index = TextIndex(texts)
    alone = [*map(find_markings, texts)]
    together = markings_in(index)
    assert alone == [together.get(number, []) for number in range(len(texts))]

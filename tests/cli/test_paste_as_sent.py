"""`pccreport paste` on files as people send them: sheets, forms, mails, papers with pages."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from tests import projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.readers.office import p, word
from tests.readers.office_xlsx import row, workbook

TRAILS = "Nine farms had their trailers marked at the Holme show in June."
GATES = "Locking gate posts were lent to 31 farms below the forest."
RIDES = "Two bike patrols a week rode the lanes between Holme and Fenwick."
EGGS = "The egg thief of Gull Rock was fined £900 at Northshire court."
KEPT = "The tenant of Low Barn has told us who took the quad bike."


class Read(NamedTuple):
    """What `paste` made of a file, by key aim and stream, and its account."""

    public: dict[str, list[str]]
    private: dict[str, list[str]]
    account: str
    printed: str


def paste(
    run: Run, folder: Path, name: str, content: bytes | str, *options: str, **parts: Any
) -> Read:
    """Paste a file into a fresh project, or one with other parts."""
    project = projects.write(
        folder / "p", plan=parts.pop("plan", projects.PLAN), **parts
    )
    sent = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(sent)
    period = ("--period", "2023/24 Q2")
    done = run("paste", folder / name, "--project", project, *period, *options)
    assert done.returncode in (0, 1), done.stderr
    found = Read({}, {}, done.stderr, done.stdout)
    updates = YAML(typ="safe").load(done.stdout or "updates: {}")["updates"]
    for aim, streams in updates.items():
        for stream, items in streams.items():
            for item in items:
                is_kept = isinstance(item, dict) and item.get("public") is False
                text = item.get("text", "see") if isinstance(item, dict) else item
                place = found.private if is_kept else found.public
                place.setdefault(f"{aim} {stream}", []).append(text)
    return found


def sheet(*rows: tuple[str, ...]) -> str:
    """The rows of a sheet."""
    return "".join(row(n, *cells) for n, cells in enumerate(rows, start=1))


def table(*rows: tuple[str, ...]) -> str:
    """A table of Word."""
    cells = (
        "".join(f"<w:tc>{''.join(map(p, cell.split('|')))}</w:tc>" for cell in each)
        for each in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{each}</w:tr>' for each in cells)}</w:tbl>"


FORCE = ("--stream", "force")
LONG = "Officers visited the family of the boy at home in May and again in June."
COMMON = "Six new gates were hung on the common at Fenwick."
LONG_TITLES = projects.PLAN.replace(
    "Fewer thefts from farms.",
    "Work together to cut off-road riding and thefts of farm plant.",
).replace("Safer country roads.", "Protect rural roads & lanes.")
POLICE_AND_MAYOR = """\
extends: progress-report
streams:
  police: {heading: What Northshire Police have done}
  mayor: {heading: What the Mayor's office has done}
"""


POLICING = {
    "plan": projects.PLAN.replace("Safer country roads", "Visible rural policing"),
    "house": POLICE_AND_MAYOR,
}


class Sent(NamedTuple):
    """A text, what of it is public and what is kept back, and words of the account."""

    text: str
    public: dict[str, list[str]]
    private: dict[str, list[str]] = {}  # noqa: RUF012  # never changed
    said: str = ""
    options: tuple[str, ...] = FORCE
    parts: dict[str, str] = {}  # noqa: RUF012  # never changed


def headed(heading: str, **parts: str) -> Sent:
    """A heading of the roads, below the list of the farms."""
    text = f"Fewer thefts from farms\n- {TRAILS}\n\n{heading}- {RIDES}\n"
    public = {"farms force": [TRAILS], "roads force": [RIDES]}
    return Sent(text, public, parts=parts)


def marked(line: str, text: str = KEPT) -> Sent:
    """A line with a mark, which is no part of its text."""
    kept = {"roads force": [text]}
    return Sent(f"KA2\n- {TRAILS}\n- {line}\n", {"roads force": [TRAILS]}, kept)


def pointed(said: str, *kept: int) -> Sent:
    """A remark that keeps back some of three updates."""
    every = [TRAILS, EGGS, COMMON]
    bullets = "".join(f"- {each}\n" for each in every)
    public = [each for n, each in enumerate(every) if n not in kept]
    return Sent(
        f"Aim 1\n\n{bullets}\n{said}\n",
        {"farms force": public} if public else {},
        {"farms force": [every[n] for n in kept]},
        said,
    )


def after(line: str, *texts: str, said: str = "", kept: str = "") -> Sent:
    """A line below an update under the first key aim, and what else is public or kept."""
    private = {"farms force": [kept]} if kept else {}
    text = f"Aim 1\n- {GATES}\n\n{line}\n"
    return Sent(text, {"farms force": [GATES, *texts]}, private, said)


TWO = {"farms force": [TRAILS], "roads force": [RIDES]}
PS = "PS Wright met 31 farmers at Holme."
ROADS = "Safer country roads"
WHOLE = {
    "report": projects.REPORT.replace("priority: 2", "priority: all"),
    "house": projects.HOUSE.replace("progress-report", "whole-plan"),
}
PARTS = {
    "plan": projects.PLAN.replace("Fewer thefts from farms.", "{title: Fewer thefts from farms., aims: {lambs: Lambs.}}"),
    "house": f"{projects.HOUSE}numbering: {{aim_2: '{{above}}.{{n}}'}}\n",
}  # fmt: skip
SENT = {
    # A heading has a number, or the words that only one title has.
    **{f"a heading: {each!r}": headed(each) for each in (
        "COUNTRY ROADS\n", "On country roads (2):\n\n", "2 – Roads\n", "Roads + lanes\n\n",
        "Key Aim Two – the roads\n", "2. Country roads\n", f"2 | {ROADS}\n", f"2: {ROADS}\n",
        f"[2] {ROADS}\n", f"B. {ROADS}\n", f"II) {ROADS}\n", f"Section 2 {ROADS}\n", f"Update on {ROADS}\n",
    )},
    "a title without its first words": headed("Rural roads and lanes\n", plan=LONG_TITLES.replace("Work together to cut off-road riding and thefts of farm plant.", "Fewer thefts from farms.")),
    "a title with other hyphens": Sent(f"Wildlife\n- {RIDES}\n\nOffroad riding & thefts of farm plant\n- {TRAILS}\n", {"wildlife force": [RIDES], "farms force": [TRAILS]}, parts={"plan": LONG_TITLES}),
    "a title with its text on the line": Sent(f"Wildlife\n\nRural roads and lanes: {RIDES}\n\nWildlife\n- Rural roads and lanes: {GATES}\n", {"roads force": [RIDES], "wildlife force": [f"Rural roads and lanes: {GATES}"]}, parts={"plan": LONG_TITLES}),
    **{f"a number beside those of parts: {each!r}": Sent(f"{RIDES}\n\n1.1\n- {EGGS}\n1.3 Youth work\n- {KEPT}\n{each}\n- {GATES}\nKey Aim 1\n- {TRAILS}\n", {"lambs force": [EGGS], "roads force": [RIDES, GATES], "farms force": [TRAILS]}, said="line 5, not under a key aim: “1.3 Youth work”", options=(*FORCE, "--aim", "2"), parts=PARTS) for each in ("Key Aim 2", "KA2", "Aim 2:")},
    "a part of a key aim with a number alone": Sent(f"KA2\n- {RIDES}\n2.1 Gates\n- {GATES}\n", {"roads force": [RIDES, GATES]}),
    "a number beside those of parts in a row": Sent(f"KA\tUpdate\tOutcome\n2\t{RIDES}\t\n1\t{TRAILS}\t\n1.1\t{EGGS}\t\n", {"lambs force": [EGGS], **TWO}, parts=PARTS),
    "a number with a stream": Sent(f"Key Aim 1 – Office of the Mayor of Northshire\n- {TRAILS}\n", {"farms opcc": [TRAILS]}, options=()),
    **{f"a title with a word of a stream: {each!r}": Sent(f"The OMN\nKA1\n- {TRAILS}\n{each}\n- {RIDES}\n", {"farms mayor": [TRAILS], f"roads {own}": [RIDES]}, said=said, options=("--stream", "mayor"), parts=POLICING) for own, said, titles in (
        ("mayor", "2 updates under 2 key aims.", ("Rural policing", "Visible rural policing", "2. Visible rural policing", "KA2: Visible rural policing")),
        ("police", "Please check: text that names police is placed there, not under mayor.", ("Visible rural policing – the Northshire Police", "Visible rural policing (Northshire Police)", "KA2 (Police)", "KA2 – Police actions", "KA2: What Northshire Police have done")),
    ) for each in titles},
    "a sum with one decimal place": Sent(f"Key aim\tUpdate\tGrant\n1\t{GATES}\t7350.5\n2\t{EGGS}\t80.0\n", {"farms force": [f"{GATES[:-1]} (£7,350.50)."], "roads force": [f"{EGGS[:-1]} (£80)."]}),  # as a workbook has it
    "a title that is a stream’s name": Sent(f"Police\n- {RIDES}\n", {"roads mayor": [RIDES]}, options=("--stream", "mayor"), parts={**POLICING, "plan": POLICING["plan"].replace("Visible rural policing", "Police")}),
    "a text that begins with a stream": Sent(f"KA9: Northshire Police\n- {COMMON}\nAim 1: Northshire Police visited 31 farms.\n", {"farms mayor": ["Northshire Police visited 31 farms."]}, said="not under a key aim: “KA9: Northshire Police”", options=("--stream", "mayor"), parts=POLICING),
    **{f"a sum in a table: {own} {head!r}": Sent(f"Key aim\tUpdate\tAmount (£)\t{head}\n1\t{GATES}\t300\t\n", {f"farms {own}": [f"{GATES[:-1]}{text}"]}, said=said, options=("--stream", own)) for own, head, text, said in (("force", "Cost", ".", "other column: “Amount (£): 300”"), ("force", "Round", " (£300).", ""), ("safety_fund", "Cost", " (£300).", ""))},
    **{f"a number with other words: {each!r}": Sent(f"Key Aim 1{each}\n- {TRAILS}\n", {"farms force": [TRAILS]}) for each in (" – FFF", ": farm thefts and more")},
    **{f"a label: {each!r}": after(f"{each}: 31 came.", "31 came.") for each in ("Fewer thefts from farms", "Key Aim 1")},
    **{f"a heading above a numbered list: {each!r}": Sent(f"2.1\n- {TRAILS}\n{each}\n1. {RIDES}\n2. {GATES}\n", {**TWO, "roads force": [RIDES, GATES]}, parts=WHOLE) for each in ("2.2", "2.2:", "KA 2.2", "Key Aim 2.2", "2.2 Country roads", f"2.2 {ROADS}", f"2. {ROADS}", f"- {ROADS}", ROADS)},
    **{f"a printed number: {each!r}": Sent(each, TWO, parts=WHOLE) for each in (f"2.1\n- {TRAILS}\n2.2: {RIDES}\n", f"Key Aim\tUpdate\tOutcome\n2.1\t{TRAILS}\t\nAim 2.2\t{RIDES}\t\n")},
    "a printed number below a mark": Sent(f"2.1\n- {TRAILS}\n\nNot for publication\n- {EGGS}\n2.2: {KEPT}\n2.3\n- {GATES}\n2.2 {ROADS}\n1. {RIDES}\n", TWO, {"farms force": [EGGS], "roads force": [KEPT], "wildlife force": [GATES]}, parts=WHOLE),
    "a figure like a printed number": Sent("2.1\n- The cost of each lock rose in the year to\n2.2\n", {"farms force": ["The cost of each lock rose in the year to 2.2"]}, parts=WHOLE),
    "a label with a text behind it": Sent(f"KA1\n2023/24 Q2: we held two sessions\n- {TRAILS}\n", {"farms force": [TRAILS]}, said="heading with more than a title: “2023/24 Q2: we held"),
    "a label of another period": Sent(f"Fewer thefts from farms\nNP actions\n2022/23 (Q3):\n• {TRAILS}\n", {}, said="to place what belongs to another period, add --period and that period"),
    **{f"below what is private: {each!r}": Sent(f"{each}\n- {KEPT}\n\n{end}\n- {RIDES}\n", {"roads force": [RIDES]}, {"farms force": [KEPT]}) for each, end in (
        ("2023/24 Q2 (not for publication)\n\nKA1", "2023/24 Q2\nKA2"), ("2023/24 Q2 (internal, not for publication)\n\nKA1\nNorthshire Police", "September 2023\n\nKA2"),
        ("KA1\n2023/24 Q2 (not for publication)", "KA2"), ("KA1\n2023/24 Q2 (confidential)\nNorthshire Police", "KA2"), ("Key Aim 1 (not for publication)\nNorthshire Police", "KA2"),
    )},
    **{f"a label within a key aim: {each!r}": Sent(each, TWO, said=said) for each, said in (
        (f"KA1\n2022/23 Q4\nTo follow from Jo next week please wait\n\nKA2\n- {RIDES}\n\nKA1\n2023/24 Q2\n- {TRAILS}\n", "Please read line 2: “2022/23 Q4” has no update below it"),
        (f"KA1\n2023/24 Q2\n- {TRAILS}\n2022/23 Q4\n\nKA2\n- {RIDES}\n", "line 4: “2022/23 Q4” has no update below it"),
    )},
    **{f"a private label with nothing below it: {each!r}": Sent(each, {}, {"farms force": [TRAILS]}, "followed by nothing") for each in (f"KA1\n- {TRAILS}\n2023/24 Q2 (confidential)\n", f"KA1\n2023/24 Q2 (confidential)\nKA1\n- {TRAILS}\n")},
    **{f"what is said beside a period: {each!r}": Sent(f"KA1\n- {TRAILS}\n{each}\nKA2\n- {RIDES}\n", TWO, said=f"{why}: “{each}”") for why, texts in (("heading or a few words", ("2022/23: 4,100 visits", "September 2023: 454 (August 350)")), ("heading with more than a title", ("July 2023: Kent 6, Sark 8", "Tarn station opens March 2024", "Holme Club closed in July 2023"))) for each in texts},
    "words beside a figure": Sent("Measure\tQ1 2023/24\tQ2 2023/24\tCommentary\nThefts\t40\t31\tHolme patrols (not for publication)\n", {}, said="1 figure for measures. Kept back (public: false): 1 figure. line 2: “Thefts 40 31 Holme patrols (not for publication)” Not in any update; copied in full below the updates: 1 text. line 2, other column: “Commentary: Holme patrols", parts={"plan": f"{projects.PLAN}measures: {{thefts: {{aim: farms, title: Thefts}}}}\n"}),
    "figures that are not read": Sent("Measure\tHolme\tOrme\nThefts\t40\t31\n", {}, said="figure that was not read: “Thefts / 40 / 31” to place figures, type them", options=(), parts={"plan": f"{projects.PLAN}measures: {{thefts: {{aim: farms, title: Thefts}}}}\n"}),
    "the same label, with its period": Sent(f"Fewer thefts from farms\nNP actions\n2022/23 (Q3):\n• {TRAILS}\n", {"farms force": [TRAILS]}, options=(*FORCE, "--period", "2022/23 Q3")),
    **{f"labels of periods: {each!r}": Sent(each, TWO) for each in (
        f"KA1\n2022/23 Q4\nNP actions\n- {EGGS}\nNP actions\n- {GATES}\n2023/24 Q2\nNP actions\n- {TRAILS}\nKA2\n- {RIDES}\n", f"Return of October 2023\nKA1\n- {TRAILS}\nKA2\n- {RIDES}\n",
        f"2023/24 (Q2)\nKA1\n- {TRAILS}\n2023/24 (Q1)\nKA1\n- {GATES}\n\n---------- Forwarded message ---------\nFrom: Ann <ann@np.example>\nDate: 3 July 2023\n\nKA2\n- {RIDES}\n",
    )},
    "lines without a heading": Sent(f"{RIDES}\n\n{EGGS}\n", {}, said="to place a text, put a line with the key aim’s title and stream’s heading above it, or give --aim and --stream (force, opcc, ", options=()),
    **{f"a title before a number: {each!r}": Sent(f"{each} Fewer thefts from farms\n1. {TRAILS}\n", {"farms force": [TRAILS]}, said="the title was used, not the number", parts=parts) for each, parts in (("Key Aim 2:", {}), ("2.2", WHOLE))},
    **{f"two key aims: {each!r}": Sent(f"{each}\n- {TRAILS}\n", {}, said="it names more than one key aim") for each in ("Key Aims 1 and 2", "KA1 / KA2", "Key Aim 1, 3")},
    **{f"an unknown key aim: {each!r}": Sent(f"KA1\n- {TRAILS}\n\n{each}\n- {GATES}\n\nKA2\n- {RIDES}\n", TWO, said=f"not under a key aim: “- {GATES}” to place a text, put a line with the key aim’s title above it, or give --aim Please read line 4: “{each.removeprefix('7. ')}” (no key aim has this name)") for each in (
        "Key Aim 7: Safer trains", "Key Aim 7 – Cyber", "Key Aim 2: Safer trains", "Safer trains", "KA9", "7. Key Aim 7: Cyber", "7.1 Youth work", "Key Aim 1: Cyber", "KA1 – Youth work", "Key Aim 1 Drones", "Key Aim 7 Drones", "KA 1.7 Drones", "KA1 – XYZ", "KA1 – C(ii",
    )},
    **{f"an unknown printed number: {each!r}": Sent(f"2.1\n- {TRAILS}\n\n{each}\n- {GATES}\n\n2.2\n2.2.1 Cameras\n- {RIDES}\n2.2.2 Gates\n4.5 miles of hedge\n- {EGGS}\n", {**TWO, "roads force": ["Cameras", "Gates 4.5 miles of hedge"]}, said=f"Please read line 4: “{each}” (no key aim has this name)", parts=WHOLE) for each in ("1.9 Youth work", "2.9", "2.9: Youth work", "(2.9) Youth work")},
    "an unknown key aim with a mark": Sent(f"KA1\n- {TRAILS}\n\nKey Aim 7: Cyber (not for publication)\n- {GATES}\n", {}, {"farms force": [TRAILS]}, f"line 5, not under a key aim, not for publication: “- {GATES}”"),
    "an unknown key aim in a row": Sent(f"Key Aim\tUpdate\tOutcome\n1\t{TRAILS}\t\nKey Aim 7: Cyber\t{EGGS}\t\nSafer trains\t{GATES}\t\nKey Aim 2: Drones\t{RIDES}\t\n", {"farms force": [TRAILS]}, said="“Safer trains” (no key aim has this name). Please read line 5: “Key Aim 2: Drones” (no"),
    **{f"a row of an unknown key aim keeps back no other: {each!r}": Sent(f"Key Aim\tWho\tUpdate\nSafer trains\tforce\t{each}\n1\tforce\tGirls trained at Holme.\n", {"farms force": ["Girls trained at Holme."]}, said="Please read line 2: “Safer trains” (no key aim has this name)", options=()) for each in ("Boys trained at Holme.", "NFP: Boys trained at Holme.")},
    **{f"a remark in a row: {each!r}": Sent(f"Key Aim\tUpdate\tPoints\n{each}\t\n1\tGirls trained at Holme.\t\n", {}, {"farms force": ["Girls trained at Holme."]}, "it keeps back line 3") for each in ("Safer trains\tThe girls below trained at Fenwick.", "Note\tGirls trained at Fenwick, and not at Holme.", "Fenwick\tPlease check what the girls trained for at Holme.", "Cyber\tWhat the girls trained for at Holme must not be published.", "Youth work\tWe ask that the girls at Holme are not mentioned in the report.", "Press office\tNothing about the girls at Holme should be printed.", "Legal\tWe would rather the girls at Holme were left out.", "General\tThe girls at Holme are sensitive, not for the panel.")},
    **{f"an unknown key aim as a subject: {each!r}": Sent(f"From: Jo <jo@np.example>\nSubject: {each}\n\n- {TRAILS}\n", {}, said=f"to place a text, put a line with the key aim’s title above it, or give --aim Please read line 2: “{each}” (no key aim has this name)") for each in ("Key Aim 2: Cyber", "KA2: please see below")},
    "a status of withheld in a row": Sent(f"Key Aim\tUpdate\tStatus\n1\t{TRAILS}\tOpen\n1\t{EGGS}\tWithheld\n", {"farms force": [TRAILS]}, {"farms force": [EGGS]}),
    **{f"an earlier message below a reply: {each!r}": Sent(f"KA1\n- {TRAILS}\n\n{each}", {"farms force": [TRAILS]}, said=f"quoted from an earlier message: “{GATES}”") for each in (f"On 1 July 2023 Jo wrote:\n> KA2\n> - {GATES}\n", f"From: Jo\nSent: 1 July 2023\n\nKA2\n- {GATES}\n")},
    "the stream of the key aim before": Sent(f"KA1\nNP actions\n- {TRAILS}\nKA2\n{EGGS}\nNP actions\n- {RIDES}\n", TWO, said="not under a stream: “The egg thief", options=()),
    "an unknown stream, with a label": Sent(f"KA1\nNP actions\n2023/24 (Q2):\n- {TRAILS}\nThe sheriff\n2023/24 (Q2):\n- {GATES}\n", {"farms force": [TRAILS]}, said=f"not under a stream: “- {GATES}”", options=()),
    "a label before a reason and a reference": Sent("KA1\nNP actions\n2023/24 (Q2): Nothing to report: it rained.\nKA2\nNP actions\n2023/24 (Q2): See update under Key Aim (1) above.\n", {"farms force": ["nothing"], "roads force": ["see"]}, options=()),
    # What is around the updates is none.
    **{f"an opening of a list: {each!r}": Sent(f"Aim 1\n{each}\n- {TRAILS}\n", {"farms force": [TRAILS]}, said=f"remark to you: “{each}”") for each in ("Here is ours.", "Here’s ours.", "Here you go.")},
    "a wrapped opening": Sent(f"Hi Tom,\n\nSorry this is a day late, it has been a busy week for us. Here is what we\nhave for the second quarter.\n\nWildlife\n- {TRAILS}\n", {"wildlife force": [TRAILS]}, said="remark to you: “Sorry this is a day late"),
    "a wrapped opening, with a key aim given": Sent(f"Hi Tom,\n\nSorry this is a day late, it has been a busy week for us. Here is what we\nhave for the second quarter.\n\n- {TRAILS}\n", {"wildlife force": [TRAILS]}, options=(*FORCE, "--aim", "wildlife")),
    "a caveat above all": Sent(f"All of these figures are from the portal of the force and they may be\nsubject to change.\n\nWildlife\n- {RIDES}\n", {"wildlife force": [RIDES]}, said="not under a key aim: “All of these"),
    **{f"no update: {each!r}": after(each, said=said) for each, said in (("See you all at the show!\n\nKind regards\nJo", "remark to you: “See you all at the show!”"), ("Aim 7 Officers rode to Holme.", "sentence below a list: “Aim 7"), ("2.1: Victims were called.", "sentence below a list: “2.1: Victims were called.”"))},
    **{f"no content: {each!r}": Sent(f"{each}\n\nAim 1\n- {GATES}\n", {"farms force": [GATES]}, said="for example): 1 line.") for each in ("Lead: NH", "Many thanks for all your help")},
    "a postscript with a key aim": Sent(f"AIM ONE\n- {TRAILS}\n\nBest wishes\nJo\n\nPS – one for Aim Two, sorry:\n{RIDES}\n\nDisclaimer: this is from Jo alone.\n", TWO),
    **{f"a postscript: {each!r}": Sent(f"{TRAILS}\n\n{PS}\n\n{each}\n", {"farms force": [TRAILS, PS]}, said="Yarrow miscounted", options=(*FORCE, "--aim", "farms")) for each in (
        "PS: Sgt Yarrow miscounted the older ones.", "P.S.\nSgt Yarrow miscounted the older ones.",
        "- P.S. Sgt Yarrow miscounted the older ones.", "Sgt Yarrow miscounted the older ones, don’t tell him I said so.",
    )},
    "words to a person": Sent(f"Aim 1\n\n- {TRAILS}\n\nFor Priya\n\n- {EGGS}\n", {"farms force": [TRAILS]}, {"farms force": [EGGS]}),
    # A mark keeps back its own line, and is no part of it.
    **{f"a mark: {each!r}": marked(f"{each}{KEPT}") for each in (
        "{Commercial in confidence, leave out of the public report} ", "<<internal>> ",
        "*** Internal only *** ", "for info only, not for the report: ",
        "keep this out of the report pls: ", "Withhold until after the vote: ", "FYI only: ", "Not to be minuted: ", "(just for you) ",
    )},
    **{f"a mark around a text: {each!r}": marked(each, each) for each in ("Jo was ill. NFP.", "Jo was seen. NFP", f"{EGGS} Status: Withheld", "In confidence, the maker of the locks went bust.", "We fined 20. Don't quote the name of the pub.")},
    "a mark of security": marked(f"Two ponies came. RESTRICTED\n- {TRAILS}", "Two ponies came. RESTRICTED")._replace(public={"roads force": [TRAILS, TRAILS]}),
    "a heading of two marks": Sent(f"Aim 1\n\n- {TRAILS}\n\nConfidential - not to be published\n\n- {KEPT}\n", {"farms force": [TRAILS]}, {"farms force": [KEPT]}),
    "for a person, below the text": Sent(f"Aim 1\n- {LONG}\nFor Ruth only\n", {}, {"farms force": [LONG]}),
    "for a person, behind the text": Sent(f"Aim 1\n- {LONG} (for Ruth only)\n- {GATES}\n", {"farms force": [GATES]}, {"farms force": [LONG]}),
    "for a person, before the text": after(f"For Ruth only: {LONG}", kept=LONG),
    "for a person, of the last one": Sent(f"Aim 1\n- {GATES}\nFor Ruth only: the last one is not agreed yet.\n", {}, {"farms force": [GATES]}),
    "nothing to report": Sent(f"Aim 1\n\n- {TRAILS}\n\nNothing to report this quarter\n", {"farms force": [TRAILS]}, said="“Nothing to report this quarter”"),
    "a correction": Sent(f"Aim 1\n- 46 farms were seen.\n- {GATES}\n\nIt should be 48 farms, not 46.\n", {"farms force": [GATES]}, {"farms force": ["46 farms were seen."]}, "line 5, remark to you; it keeps back line 2: “It should be"),
    "a note below a bullet": Sent(f"KA1\n- {GATES}\n\nKA2\n- {RIDES}\n  NB: this one is not for the public report\n- {EGGS}\n", {"farms force": [GATES], "roads force": [EGGS]}, {"roads force": [RIDES]}),
    # A remark keeps back what it certainly points at, or all of the message.
    **{each: pointed(each, n) for each, n in (("PS the nine farms must not be named", 0), ("Please don't print the second bullet.", 1), ("The second bullet is not for publication yet.", 1), ("Please hold the last point back for now.", 2))},
    **{f"of all, perhaps: {each!r}": pointed(each, 0, 1, 2) for each in (
        "Can you hold this back for now?", "This one is not for the public report.", "The first and third bullets are not for publication.",
        "Only the first bullet can be published.", "Please hold the item on the inquest.", "The fourth bullet is not for publication.",
    )},
}  # fmt: skip


def test_a_heading_and_a_quotation_in_a_page(tmp_path: Path, run: Run) -> None:
    """A heading at the level of streams ends one, a project's does not; what is quoted is in no update."""
    page = f"<h2>Farms<h3>NP actions</h3><h4>Farm Watch</h4><p>{TRAILS}<h3>The sheriff</h3><p>{GATES}"
    page += f"<blockquote style='border:none;border-left:solid'><h2>KA2<h3>NP actions</h3><p>{EGGS}"
    page += "<p>Not for publication:<table><tr><td>Update<td>Outcome<td>Award (£)"
    page += f"<tr><td>{RIDES}<td>Nine lights work now.<td>5432</table></blockquote>"
    read = paste(run, tmp_path, "m.html", page)

    assert read.public == {"farms force": [TRAILS]}
    assert f"not under a stream): {GATES}" in read.printed
    assert f"quoted from an earlier message): {EGGS}" in read.printed
    assert f"not for publication): {RIDES} Nine lights work now. 5432\n" in read.printed


@in_turn("case", SENT)
def test_what_becomes_of_a_text(tmp_path: Path, run: Run, case: str) -> None:
    """Each update is under its key aim and stream, public or kept back; the rest is named."""
    sent = SENT[case]
    read = paste(run, tmp_path, "m.txt", sent.text, *sent.options, **sent.parts)

    assert (read.public, read.private) == (sent.public, sent.private), read.account
    assert sent.said in " ".join(read.account.split())
    is_asked = "not under a key aim" in read.account
    assert not is_asked or not sent.public or "key aim" in sent.said


@in_turn(
    ("name", "text", "stream"),
    [
        ("q2.txt", "Northshire Police, rural desk\n\nKA1\n- One came.\n", ""),
        ("NP return for OMN.txt", "KA1\n- One came.\n", ""),
        ("omn_grants.txt", "KA1\n- One came.\n", "opcc"),
        ("q2.txt", "From: Jo Day, Northshire Police\nKA1\n- One came.\n", "force"),
        ("NP and safety grants.txt", "KA1\n- One came.\n", ""),
    ],
)
def test_whose_a_text_is(
    tmp_path: Path, run: Run, name: str, text: str, stream: str
) -> None:
    """By the name of its file or of its sender; if they name none or two, it is asked."""
    read = paste(run, tmp_path, name, text)

    assert [*read.public] == ([f"farms {stream}"] if stream else [])
    assert ("give --stream (force, opcc," in read.account) is (not stream)
    assert (f"Stream: {stream}, because of" in read.account) is bool(stream)


def test_a_message_is_read_as_its_page_if_that_has_a_table(
    tmp_path: Path, run: Run
) -> None:
    """Its text has lost which cell is below which."""
    made = EmailMessage()
    made["From"], made["Subject"] = "np@a.invalid", "Q2"
    made.set_content(f"Aim\n\nUpdate\n\n1\n\n{TRAILS}\n\n\n\n{GATES}\n" * 9)
    made.add_alternative(
        f"<p>Our table:</p><table><tr><th>Aim</th><th>Update</th></tr>"
        f"<tr><td rowspan=2>1</td><td>{TRAILS}</td></tr><tr><td>{GATES}</td></tr></table>",
        subtype="html",
    )
    read = paste(run, tmp_path, "NP.eml", bytes(made))

    assert read.public == {"farms force": [TRAILS, GATES]}


@in_turn(
    ("name", "above", "stream"),
    [
        ("a.txt", "Mayor’s Office – for the panel\n", "mayor"),
        ("a.txt", "OMN update for the panel\n", "mayor"),
        ("a.txt", "From: Tom Penrose (Mayor's Office)\nTo: Asha\nSubject: Q4\n", "mayor"),
        ("mayors-office.txt", "", "mayor"),
        ("mayors-office.txt", "Northshire Police\n", "police"),
        ("a.txt", "From: Reed, Sam (Northshire Police)\nTo: Panel (Mayor's Office)\nSubject: Q4\n", "police"),
    ],
)  # fmt: skip
def test_whose_text_it_is_by_the_names_of_the_office_and_the_force(
    tmp_path: Path, run: Run, name: str, above: str, stream: str
) -> None:
    """In its heading, its file's name or its sender; what is sent to the office is not from it."""
    mail = f"{above}\nFewer thefts from farms\n• {TRAILS}\n"
    read = paste(run, tmp_path, name, mail, house=POLICE_AND_MAYOR)

    assert read.public == {f"farms {stream}": [TRAILS]}
    assert ("because of" in read.account) is (not above or "From:" in above)


# Tables


@in_turn(
    ("text", "amount", "there"),
    [
        ("Holme Aid: Two advisers on rural crime", 48500, True),
        ("Holme Aid: Two advisers on rural crime (£48,500)", 48500, True),
        ("Holme Aid: Two advisers on rural crime (£45,800)", 45800, False),
        ("Holme Aid: Two advisers on rural crime", 45800, False),
    ],
)
def test_an_award_whose_own_sum_was_typed_is_there(
    tmp_path: Path, run: Run, text: str, amount: int, there: bool
) -> None:
    """Wherever in its text, and with an outcome beside it; another sum is another award."""
    rows = (
        ("Organisation", "Project", "Award"),
        ("Holme Aid", "Two advisers on rural crime", "£48,500"),
    )
    entry = f'- text: "{text}"\n  award: {{amount: {amount}}}\n  outcome: Both began.\n'
    project = projects.write(tmp_path / "p", updates=projects.one_update(entry))
    sent = tmp_path / "a.docx"
    sent.write_bytes(word(p("Fewer thefts from farms") + table(*rows)))
    done = run("paste", sent, "--project", project, *FORCE)

    assert ("Already in" in done.stderr) is there


def test_a_title_as_a_sheet_names_no_stream(tmp_path: Path, run: Run) -> None:
    """Though a word of the title is one."""
    rows = sheet(("Update", "Outcome"), (RIDES, ""))
    book = workbook(("Visible rural policing", rows))
    read = paste(run, tmp_path, "a.xlsx", book, "--stream", "mayor", **POLICING)

    assert read.public == {"roads mayor": [RIDES]}


def test_a_sheet_that_is_not_for_publication_is_so_under_each_key_aim(
    tmp_path: Path, run: Run
) -> None:
    """And no sheet after it is."""
    kept, after = (("Key Aim 1",), (TRAILS,), ("Key Aim 2",), (RIDES,)), ((EGGS,),)
    book = workbook(("Not for publication", sheet(*kept)), ("KA3", sheet(*after)))
    read = paste(run, tmp_path, "a.xlsx", book, *FORCE)

    assert read.private == {"farms force": [TRAILS], "roads force": [RIDES]}
    assert read.public == {"wildlife force": [EGGS]}


def test_each_row_of_an_unknown_table_is_named(tmp_path: Path, run: Run) -> None:
    """With its cells apart; an empty answer whether a row may be printed is said to be one."""
    grid = "Key Aim,Fewer thefts from farms,Safer country roads\nForce,Six came.,Two left.\n"
    asked = f"Key aim,Update,May it be published?\n1,{TRAILS},\n"
    read = paste(run, tmp_path, "g.csv", f"Aim 1\n{grid}", *FORCE)
    other = paste(run, tmp_path, "a.csv", asked, *FORCE)

    assert "“Force / Six came. / Two left.”" in read.account
    assert "“May it be published? (empty)”" in other.account


GRANTS = (
    ("Key aim", "Fund", "What for", "Amount"),
    ("1", "Safety grants", GATES, "£900"),
    ("1", "LOST PROPERTY GRANTS", EGGS, "£700"),
    ("1", "property fund", RIDES, "£70"),
    ("1", "Lost farm grants", TRAILS, "£60"),
)


@in_turn("given", [(), ("--stream", "safety_fund")])
def test_a_grant_is_under_its_own_fund(
    tmp_path: Path, run: Run, given: tuple[str, ...]
) -> None:
    """By its title or key, with a sum or without; what stream is given for the rest is said."""
    content = workbook(("Log", sheet(*(each[:3] for each in GRANTS[:3]))))
    read = paste(run, tmp_path, "g.xlsx", content)
    assert read.public == {"farms safety_fund": [GATES], "farms property_fund": [EGGS]}
    assert "Fund: " not in read.account
    read = paste(run, tmp_path, "g.xlsx", workbook(("Log", sheet(*GRANTS))), *given)
    summed = [f"{x[2][:-1]} ({x[3]})." for x in GRANTS[1:]]
    assert read.public == {
        "farms safety_fund": [summed[0], *(summed[3:] if given else ())],
        "farms property_fund": summed[1:3],
    }
    said = "“LOST PROPERTY GRANTS” is in property_fund, not in safety_fund"
    assert (said in " ".join(read.account.split())) is bool(given)
    assert "Fund: " not in read.account
    assert ("not under a stream: “1 / Lost farm grants" in read.account) is (not given)


# Several files, and a project with errors


def test_several_files_are_pasted_one_after_the_other(tmp_path: Path, run: Run) -> None:
    """Each under its own stream; one that cannot be read stops none of the others.

    Windows leaves *.txt as it is typed; a file by which Word locks another is not meant.
    """
    project = projects.write(tmp_path / "p")
    given = (("NP.txt", RIDES), ("OPCC.txt", EGGS), ("x.pdf", ""), ("~$NP.txt", ""))
    for name, text in given:
        (tmp_path / name).write_text(f"KA2\n- {text}\n", encoding="utf-8")
    names = [tmp_path / name for name in ("NP.txt", "x.pdf", "OPCC.txt")]
    period = ("--project", project, "--period", "2023/24 Q2")
    printed = run("paste", tmp_path / "*.txt", names[1], *period)
    done = run("paste", *names, *period, "--write")

    assert "# NP.txt\nperiod: 2023/24 Q2\n" in printed.stdout
    assert "# OPCC.txt\nperiod: 2023/24 Q2\n" in printed.stdout
    assert "~" not in printed.stdout
    assert "x.pdf:\nerror: " in done.stderr
    assert printed.returncode == done.returncode == 3
    for stream, text in (("force", RIDES), ("opcc", EGGS)):
        file = project / "updates" / f"2023-24-q2-{stream}.yaml"
        assert text in " ".join(file.read_text(encoding="utf-8").split())


@in_turn(
    ("file", "line", "wrong"),
    [
        ("plan.yaml", "title: Safer", "titel: Safer"), ("plan.yaml", "number: 3", "number: x"),
        ("report.yaml", "period: 2022/23 Q4", "period: soon"), ("report.yaml", "priority: 2", "priority: two"),
        ("updates/2022-23-q4.yaml", "period: 2022/23 Q4", "period: [a"),
    ],
)  # fmt: skip
def test_an_error_in_a_file_does_not_hide_what_was_sent(
    tmp_path: Path, run: Run, file: str, line: str, wrong: str
) -> None:
    """What can be read of the plan and the streams is enough; the file is named once."""
    project = projects.write(tmp_path / "p")
    path = project / file
    projects.reword(path, (line, wrong))
    texts = tmp_path / "m.txt", tmp_path / "n.txt"
    for each, text in zip(texts, (TRAILS, EGGS), strict=True):
        each.write_text(f"Fewer thefts from farms.\n- {text}\n", "utf-8")
    words = ("paste", *texts, project, "--stream", "force", "--write")
    done = run(*words, "--period", "2023/24 Q2")

    said = " ".join(done.stderr.split())
    assert (done.returncode, said.count("Wrote ")) == (1, 2), said
    assert said.count(f"Only partly read: {path}; run pccreport check {project}") == 1


@in_turn(
    "line",
    [
        "Northshire Police: 12 arrests", "Northshire Police: June cancelled", "Northshire Police: cancelled",
        "Q2: 12 arrests", "Quarter 2 – 11 raids", "September 2023: 14 fines",
    ],
)  # fmt: skip
def test_what_a_heading_says_besides_is_not_lost(
    tmp_path: Path, run: Run, line: str
) -> None:
    """It is listed, and ends nothing that is kept back."""
    head = "Northshire Police\n\nSafer country roads\n"
    text = f"{head}- {RIDES}\n\nNot for publication\n{KEPT}\n\n{line}\n\n{KEPT}\n"
    read = paste(run, tmp_path, "x.txt", text)

    assert line in " ".join((read.account, *read.private.get("roads force", ())))
    assert KEPT not in str(read.public)

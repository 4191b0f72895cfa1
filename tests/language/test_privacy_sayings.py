"""Who may see a text, where it may go and when: by kinds of saying, for `check`, `paste` and `reconcile`."""

from __future__ import annotations

from tests.cases import in_turn

from pccreport.intake.privacy import says_private
from pccreport.language.checks.protective_markings import find_markings

KEPT = """
Six men were seen. This is for officers’ eyes only.
Six men were seen. For your ears only.
Six men were seen. This is just for you.
Six men were seen. I’d like this kept out of the report.
Six men were seen. We would prefer that this is not made public.
Six men were seen. This should not appear on the website.
Six men were seen, which should not be made public.
Six men were seen, which we do not want made public.
Six men were seen, which should stay private.
Six men were seen. It must not get to the press.
Six men were seen. This is not to leave the office.
Six men were seen. We can’t go public on this yet.
Six men were seen [remove before it goes out]
Six men were seen (delete before publishing)
Six men were seen - subject to legal privilege.
Exempt item: Six men were seen.
Part II (private session): Six men were seen.
Six men were seen. This may not be disclosed until the trial.
Six men were seen. Not to appear in print.
Six men were seen. Please hold until the verdict.
Six men were seen. Wait for the announcement before you use this.
Six men were seen. This is not for external readers.
Six men were seen. This is for you only.
Six men were seen. Strictly private.
Six men were seen. I would rather this did not go in the public report.
Six men were seen. We are not ready to go public with this.
Six men were seen. This must not leave the room.
Six men were seen [redact before publishing]
Six men were seen - legally privileged.
Part 2 (exempt): Six men were seen.
Background for Jo: six men were seen.
Six men were seen. Nobody outside the office should see this.
Six men were seen. Not one for the public version.
Six men were seen. This stays in the building.
Six men were seen. We have not announced this yet.
Six men were seen (strip out of the published copy)
Six men were seen. Don’t let this get out.
Six men were seen. This is only for the Commissioner.
Six men were seen. This point is privileged.
Confidential annex: Six men were seen.
Six men were seen. For internal eyes only.
Six men were seen. Best kept out of print.
Six men were seen. This has not been made public.
Six men were seen. We are holding this back until Monday.
Six men were seen. Under wraps until the launch.
Six men were seen. Please redact.
Six men were seen. This is not something we want in the press.
Six men were seen. The family would rather this was not published.
Six men were seen. Restricted circulation.
Six men were seen. Not to be read out at the panel.
Six men were seen. Pls keep schtum about this one.
Six men were seen. Don't share this with Members.
Six men were seen. This is not for the Panel's ears.
Six men were seen. It is best that this does not appear in the published papers.
Six men were seen. Not for the press at this stage.
Six men were seen. The victim's family has asked that this stays private.
Six men were seen. This has to stay within the office.
Six men were seen. You can use the figure but not the name.
Six men were seen. We'd be grateful if this could be left out of the public version.
Six men were seen. Hold until the verdict is in.
Six men were seen (exempt under paragraph 3).
Six men were seen [SENSITIVE - remove].
Six men were seen. Under embargo until Thursday.
Six men were seen. Please don't let the media have this.
Six men were seen. This information is commercially sensitive.
Six men were seen. Strictly for officers only.
Six men were seen. For the Commissioner only.
Six men were seen. This one's just between us.
Six men were seen. Do not put in the report.
Six men were seen. That is not public yet.
Six men were seen. It isn't public knowledge yet.
Six men were seen. This should go no further.
Six men were seen. (Background - don't publish)
Six men were seen. Please keep in confidence.
Six men were seen. This is privileged and must not be disclosed.
Six men were seen. Can this one stay off the website?
Six men were seen. The name must not be published.
Six men were seen. Not cleared for release.
Six men were seen. I'm sharing this with you on a private basis.
Six men were seen. Only for the eyes of the Chief.
Six men were seen. Please strip this out before it goes to the panel.
Six men were seen. We are not in a position to announce this.
Six men were seen. Leave this one out of the report.
Six men were seen. This is still under wraps.
Six men were seen. Nobody else is to know about this.
Six men were seen. OFFICIAL SENSITIVE – legal.
Six men were seen. Please do not let this reach the papers.
Six men were seen (FYI only).
Six men were seen [TLP:AMBER].
Six men were seen - police eyes only
SLT only: Six men were seen.
[Part 2] Six men were seen.
N.F.P.: Six men were seen.
Six men were seen. Not for wider dissemination.
Six men were seen (reporting restrictions apply).
Six men were seen (operationally sensitive).
Confidentail: six men were seen.
Six men were seen (exempt from FOI).
Six men were seen. This has not been announced.
Six men were seen. These details have not been announced.
Six men were seen. Legal have not cleared this.
Six men were seen. Comms haven’t signed off these.
Six men were seen (not yet approved by comms).
Six men were seen. Awaiting sign-off from comms.
Six men were seen. Subject to clearance by the press office.
Six men were seen. Omit from the final version.
Six men were seen. Only for the Mayor to see.
Six men were seen. Nobody outside the office knows.
Six men were seen. No one else is aware of this.
Six men were seen. She has not consented to being named.
Six men were seen. He hasn’t agreed to be quoted.
Six men were seen. Name to be removed before this goes out.
Six men were seen. Figures to be taken out before this is published.
Six men were seen. Not sure we can say this publicly.
Six men were seen. I don’t think we should use this.
Six men were seen. The press must not get hold of this.
Six men were seen [Vantrosk to be told first]
Six men were seen. The family to be told first.
""".strip().splitlines()

PASTED = """
Office use only - Six men were seen.
Six men were seen (not yet announced).
Six men were seen. Can’t go out before the 12th.
Six men were seen [hold for now]
Six men were seen - not for members
Six men were seen. In confidence.
Leave out: Six men were seen.
Staff only: Six men were seen.
Six men were seen 🔒
Six men were seen #nfp
""".strip().splitlines()

PUBLIC = """
The scheme was announced.
The date of the scheme has not been announced by the Home Office.
It has not been announced when the station will open.
Officers await sign-off of the new station in May.
The business case awaits approval from the Home Office.
The plan was not approved by the board until May.
Victims have consented to being named in the film.
Parents had not agreed to the new route.
Six victims have not consented to sharing data with the clinic.
Graffiti must be removed before the game goes on.
Officers removed the signs before the film goes out.
Names must be deleted before this phone is returned.
The clubs are only for children to enjoy.
Nobody outside the family knows where he lives.
Nobody else was hurt.
Residents were not sure they can use this path safely.
Shop staff don't know what to say in public meetings.
The public must not approach this man.
Members of the public should not have these knives at home.
Victims are to be told first.
New recruits are to be briefed first on the law.
The final version of the plan was sent to councils.
Drivers had not cleared this road of snow.
Private-hire cars were checked at the station.
Private/voluntary partnerships were funded.
Keep out signs were put up at the quarry.
Sickness fell to 4% (officers only).
The refuge (women only) took 14 people.
In camera footage, officers found 12 vehicles.
The plan (LPP) was agreed in May.
Do not disclose your PIN, residents were told.
He was named by the court, but not until after the inquest.
Restrictions: 12 roads were closed.
The first is the Holme scheme, and the second is private land.
The media were told of the appeal on 4 May.
Officers must not release a suspect without a check.
The figures were released in June and are on the website.
The scheme is not for profit.
This is the first time that a public report has been made.
Restricted hours apply to the car park.
It was announced that the station would stay open.
She said that they would like it to be better known.
The room is for members of staff only.
Sensitive cases go to a trained team.
Exempt vehicles were not counted.
The team did not share the building with the council.
They are keeping this under review.
We are holding this year's summit in May.
Private renters were visited.
The press release was not published until the trial had ended.
Members of the public should not be put off by this.
The Panel asked for the report to be made public.
The notes, which must be kept safe, were made public in May.
A public version of the register is on the website.
Nobody should know fear in their home.
The strategy was published in June.
Public confidence in policing rose to 71 per cent.
The confidential helpline took 40 calls.
Part 2 of the programme began in May.
The report was not published until May.
Visitors must not leave the room without a pass.
The Chief Constable went public with the plan on 4 June.
The scheme is for residents only.
The course was open to members only on Tuesdays.
The public report on the inspection was laid before Parliament.
Officers redacted 400 pages before they were disclosed to the court.
Names were removed before publication of the review.
The new website is not for reporting emergencies.
Shops were asked not to sell knives to under-18s.
The building is not to be sold.
A private security firm patrolled the estate.
Legal privilege was discussed at the training day.
Taxis are exempt from the charge.
The exempt vehicles (buses, taxis) were listed on the website.
The restricted parking zone was extended.
The award will be announced in March.
The programme is not yet ready to launch.
We are not ready to close the scheme.
The drivers must not be seen to favour anyone.
The embargo on overtime was lifted.
Young people would rather not go to the police.
Residents said they would prefer this road not to be closed.
This must not happen again.
This should be on the website by April.
The press were invited to the launch.
The room for confidential interviews opened.
Police asked the press not to name the victim.
The secret shopper exercise visited 14 shops.
Members of the public can report in confidence.
Three private hire cars were stopped.
The panel met in public session.
This is only the second time that the force has won.
It is for the Commissioner to decide.
The figures are not for the whole county.
The consultation is not yet closed.
Confidence in policing rose.
The helpline is confidential and free.
This helpline is confidential and free.
These are sensitive cases, so that trained officers take them.
The website was redesigned so that it is not hard to report online.
Victims do not want this to happen to anyone else.
Drivers who leave litter are fined; the press release was read 400 times.
The grant is for members of the board of each club only.
It is not known how many people use the website.
The minutes of the meeting were published. Nobody has asked to see them.
Residents do not want it, and told the press.
We want this to be the safest county, not only in print.
Redacted copies of the review were sent to the family.
The Panel did not publish its report, as the trial had begun.
""".strip().splitlines()


@in_turn("text", KEPT)
def test_a_saying_keeps_a_text_back(text: str) -> None:
    """In a contribution and in a file of the project."""
    assert find_markings(text)
    assert says_private(text)


@in_turn("text", PUBLIC)
def test_a_text_that_speaks_of_publication_is_public(text: str) -> None:
    """It says what was done, and asks nothing."""
    assert [] == find_markings(text)
    assert not says_private(text)


@in_turn("text", PASTED)
def test_what_may_be_the_words_of_a_report_keeps_a_contribution_back(text: str) -> None:
    """It is kept back where it is sent, and is no finding where it is written."""
    assert says_private(text)
    assert [] == find_markings(text)

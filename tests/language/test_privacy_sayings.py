"""Who may see a text, where it may go and when: by kinds of saying, for `check`, `paste` and `reconcile`."""

from __future__ import annotations

import pytest

from pccreport.intake.marks import is_marked
from pccreport.language.protective_markings import find_markings

KEPT = """
Six men were seen. This is for officers’ eyes only.
Six men were seen. For your ears only.
Six men were seen. This is just for you.
Six men were seen. I’d like this kept out of the report.
Six men were seen. We would prefer that this is not made public.
Six men were seen. This should not appear on the website.
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
""".strip().splitlines()

PUBLIC = """
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


@pytest.mark.parametrize("text", KEPT)
def test_a_saying_keeps_a_text_back(text: str) -> None:
    """In a contribution and in a file of the project."""
    assert find_markings(text)
    assert is_marked(text)


@pytest.mark.parametrize("text", PUBLIC)
def test_a_text_that_speaks_of_publication_is_public(text: str) -> None:
    """It says what was done, and asks nothing."""
    assert () == find_markings(text)
    assert not is_marked(text)

"""Personal data: telephone numbers, email addresses, postcodes, crime references.

Every postcode is found, also that of an office, and every email address except those of teams.
Telephone numbers in the ranges of organisations, and numbers published for the public, are not.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, partial
from typing import NamedTuple

from pccreport.language.wordlists import find_pattern, load_wordlists, may_match


class PersonalDataKind(StrEnum):
    """The kind of a personal detail, as messages name it."""

    TELEPHONE = "a telephone number"
    EMAIL = "an email address"
    POSTCODE = "a postcode"
    CRIME_REFERENCE = "a crime reference"


class PersonalDetail(NamedTuple):
    """A personal detail in a text."""

    start: int
    end: int
    kind: PersonalDataKind


_MAILBOX, _DOMAIN = r"[\w.+'-]{1,64}\Z", r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
_LONG_NUMBER = r"\d(?:\D{0,5}\d){8}"
"""What has the digits of a telephone number or of a reference that no word is before."""

_pattern = partial(find_pattern, "personal_data")
_MAX_DISTANCE = 50
"""Characters before a reference in which a word for it is."""


def find_personal_data(
    text: str, language: str = "en-GB"
) -> tuple[PersonalDetail, ...]:
    """Return the personal details in a text, in order."""
    found = [*_emails(text, language)]
    if any(c.isdigit() for c in text):
        found += _numbers(text, language)
    details: list[PersonalDetail] = []
    for detail in sorted(found):
        if not details or details[-1].end <= detail.start:
            details.append(detail)
    return tuple(details)


def _emails(text: str, language: str) -> Iterator[PersonalDetail]:
    """Yield the email addresses that do not contain a word for a team."""
    teams = load_wordlists(language, "personal_data")["mailboxes_of_teams"]
    mailbox, domain = re.compile(_MAILBOX), re.compile(_DOMAIN)
    for at in re.finditer("@", text):
        before = mailbox.search(text, max(0, at.start() - 64), at.start())
        after = domain.match(text, at.end())
        if before and after and not any(team in before[0].casefold() for team in teams):
            start = before.start() + len(before[0]) - len(before[0].lstrip(".'-"))
            yield PersonalDetail(start, after.end(), PersonalDataKind.EMAIL)


def _numbers(text: str, language: str) -> Iterator[PersonalDetail]:
    """Yield the numbers; a pattern is searched only in a text with a sign of it."""
    table = load_wordlists(language, "personal_data")
    if re.search(_LONG_NUMBER, text):
        for match in _pattern("telephone", language).finditer(text):
            digits = re.sub(r"\D", "", match[0])
            digits = re.sub(r"^(?:00)?440?", "0", digits)
            is_open = digits.startswith(_open_numbers(language))
            if len(digits) in {10, 11} and not is_open:
                yield PersonalDetail(*match.span(), PersonalDataKind.TELEPHONE)
    for match in _pattern("postcode", language).finditer(text):
        yield PersonalDetail(*match.span(), PersonalDataKind.POSTCODE)
    references = ["crime"] if re.search(_LONG_NUMBER, text) else []
    if any(letters in text for letters in table["crime_reference_letters"]):
        references.append("lettered")
    for name in references:
        for match in _pattern(name, language).finditer(text):
            yield PersonalDetail(*match.span(), PersonalDataKind.CRIME_REFERENCE)
    if may_match(text, "personal_data", "crime_reference_words", language=language):
        for match in _pattern("reference", language).finditer(text):
            near = max(0, match.start() - _MAX_DISTANCE)
            before = _pattern("before_a_reference", language)
            if before.search(text, near, match.start()):
                yield PersonalDetail(*match.span(), PersonalDataKind.CRIME_REFERENCE)


@cache
def _open_numbers(language: str) -> tuple[str, ...]:
    """Return the beginnings of telephone numbers that are not personal."""
    table = load_wordlists(language, "personal_data")
    published = [re.sub(r"\D", "", n) for n in table["published_telephones"]]
    return (*published, *table["telephones_of_organisations"])

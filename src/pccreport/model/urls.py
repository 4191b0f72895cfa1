"""Checks and encodes the addresses of links: public web pages and mailboxes.

A public document must not have `file:`, hosts of an internal network or passwords in its links. Only
http, https and mailto are allowed.
"""

import re
from collections.abc import Iterator

from pccreport.findings.finding import ERROR, WARNING, Severity

MAX_LENGTH = 2_000
"""Maximum length of an address, in characters: browsers and Word truncate longer ones."""

# These patterns are compiled when a link is found.
_PLACEHOLDER = r"(?i)https?://(www\.)?example\.(com|org|net)/?"
_HOST = r"(?!-)[^\s.@/\\]+(\.[^\s.@/\\]+)+"
_MAILBOX = r"[^\s@/\\<>]+@[^\s@/\\<>.]+(\.[^\s@/\\<>.]+)+(\?[^\s]*)?"
_LOCAL = (
    r"(?i).*\.(?:local|localhost|lan|internal|intranet|home|corp|test)|.*\.\d+|\[.*"
)
_UNSEEN = r"[\s\x00-\x20\x7f-\xa0\xad\\\u200b-\u200f\u2028-\u202e\u2060-\u2069{}]"
_EXAMPLE = "write it like https://www.example.gov.uk/page or mailto:name@example.gov.uk"
_COPY = "copy the address from the browser again"
_URI = "/?#[]:@!$&'()*+,;=~-._%"


UrlProblem = tuple[str, str, Severity]
"""The reason why an address cannot be in the report, the help, and how serious it is."""


def url_problem(href: str) -> UrlProblem | None:
    """Return the problem of an address, or None."""
    return next(_problems(href), None)


def _problems(href: str) -> Iterator[UrlProblem]:
    """Yield the problems of an address, the first of which is the one to name."""
    from urllib.parse import urlsplit  # noqa: PLC0415  # 3 ms, for files with links

    shown = f"“{href[:60]}{'…' if len(href) > 60 else ''}”"
    if re.fullmatch(_PLACEHOLDER, href) or not href:
        message = "this link leads nowhere yet"
        yield message, "add the address of the page", ERROR
    if len(href) > MAX_LENGTH:
        message = f"this link’s address is too long: {len(href):,} characters"
        yield message, _COPY, ERROR
    if re.search(_UNSEEN, href):
        message = (
            f"the address {shown} contains a space, a bracket or an invisible character"
        )
        yield message, _COPY, ERROR
    try:
        parts = urlsplit(href)
        port = parts.port
    except ValueError:
        yield f"{shown} cannot be read as an address", _EXAMPLE, ERROR
        return
    scheme, host = parts.scheme.lower(), parts.hostname or ""
    if scheme == "mailto" and re.fullmatch(_MAILBOX, href[len("mailto:") :]):
        return
    if scheme not in {"http", "https"}:
        yield f"{shown} is not a web page or email address", _EXAMPLE, ERROR
    if parts.username is not None or port == 0:
        message = f"{shown} contains a user name or password"
        yield message, "delete everything before the @", ERROR
    is_open = re.fullmatch(_HOST, host) and not re.fullmatch(_LOCAL, host)
    if not is_open:
        message = f"{shown} is not a website that the public can reach"
        yield message, _EXAMPLE, ERROR
    if not host.isascii() or "xn--" in host:  # a name in Punycode
        message = f"{shown} has letters in its name that may only look like others, so it will not be a link"
        way_out = "use an address with the letters a to z"
        yield message, way_out, WARNING


def encode_url(href: str) -> str:
    """Return an address without problems in ASCII, with other letters percent-encoded."""
    from urllib.parse import quote  # noqa: PLC0415  # as above

    scheme, colon, rest = href.partition(":")
    return f"{scheme.lower()}{colon}{quote(rest, safe=_URI)}"

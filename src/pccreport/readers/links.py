"""Links of what was sent: which of their addresses are printed."""

import re
from urllib.parse import parse_qs, quote, unquote

from pccreport.model.prose import url_problem

_LEADING_ON = (
    r"safelinks\.protection\.outlook\.com|urldefense\.(?:com|proofpoint\.com)"
    r"|linkprotect\.cudasvc\.com|google\.(?:com|co\.uk)/url(?=\?)"
)
"""Mail filters, which lead on from an address that may have the reader's name in it, and a search."""
_SHARED = (
    r"sharepoint\.(?:com|us)|onedrive\.live\.com|1drv\.ms|drive\.google\.com|we\.tl"
    r"|docs\.google\.com(?!/forms/)|dropbox\.com|wetransfer\.com|teams\.microsoft\.com"
    r"|mimecast\.com|mimecastprotect\.com"
)
"""Hosts of what is shared with some people, and of mail filters that do not say where they lead."""
_TRACKING = re.compile(
    r"(?i)(?<=[?&])(?:utm_\w+|mtm_\w+|fbclid|[gd]clid|msclkid|twclid|igshid"
    r"|mc_[ce]id|_hs\w+)=[^&#]*&?"
)
"""Parameters that say where a reader comes from, and never which page it is."""
TYPED = re.compile(r"(?i)\b(?:https?://|www\.)[^\s<>\"“”\[\]]+[^\s<>\"“”\[\].,;:!?)']")


def direct_address(address: str) -> str:
    """Return the address of the page to which one leads, without what says who has sent it."""
    address = address.strip()
    for _ in range(3):  # one may be in another
        is_leading = _is_at_host(_LEADING_ON, address)
        given = parse_qs(address.partition("?")[2]) if is_leading else {}
        led = [x for name in ("url", "q", "a") for x in given.get(name, ())]
        on = (x for x in led if x.lower().startswith(("http://", "https://")))
        address = next(on, address)
    bare = _TRACKING.sub("", address)
    return address if bare == address else re.sub(r"[?&](?=#|\Z)", "", bare)


def _is_at_host(hosts: str, address: str) -> bool:
    """Return whether an address is at one of some hosts, or at a part of one."""
    pattern = rf"https?://(?:[^/?#]+\.)?(?:{hosts})(?=[/:?#]|\Z)"
    return re.match(pattern, address, re.IGNORECASE) is not None


def with_address(words: str, address: str) -> tuple[str, str]:
    """Return the words of a link with its address, and the link if that is not printed."""
    bare, direct = words.strip(), address and direct_address(address)
    is_shown = direct and _without_scheme(bare) == _without_scheme(direct)  # as it is
    if not (direct and any(map(str.isalnum, bare))) or is_shown:
        return words, ""
    is_typed = re.fullmatch(r"(?:\w+://|www\.)\S+", bare)  # and leads elsewhere
    is_of_some = _is_at_host(f"{_SHARED}|{_LEADING_ON}", direct)
    is_of_some = is_of_some or direct.lower().startswith("mailto:")
    if is_typed or is_of_some or url_problem(direct) or not direct.isprintable():
        return words, " ".join(f"{bare}: it leads to {direct}".split())
    # These would end it in a text.
    coded = re.sub(r"[()<>\"'*\[\]|^`]", lambda x: quote(x[0], safe=""), direct)
    has_marks = re.search(r"[\[\]*\\\v]", bare)
    linked = f"{bare} ({coded})" if has_marks else f"[{bare}]({coded})"
    return words.replace(bare, linked), ""


def _without_scheme(address: str) -> str:
    """Return an address without its scheme, "www." and the “/” at its end."""
    bare = re.sub(r"\A(?:\w+://|mailto:)?(?:www\.)?|[/.]+\Z", "", address.strip())
    return unquote(bare).casefold()

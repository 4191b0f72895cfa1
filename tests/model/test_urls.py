"""Where a link may lead."""

from __future__ import annotations

from tests.cases import in_turn

from pccreport.model.prose import url_problem


@in_turn(
    ("href", "why"),
    [
        ("http://127.0.0.1/x", "not a website that the public can reach"),
        ("https://example.gov.uk:0/x", "not a website that the public can reach"),
        ("http://[::1]/", "not a website that the public can reach"),
        ("https://server.local/x", "not a website that the public can reach"),
        ("https://www.g\u043ev.uk/x", "mistaken for others"),
        ("https://xn--gv-xmc.uk", "mistaken for others"),
        ("https://a.uk/x\u00ady", "a space, a backslash, a brace or an invisible"),
        ("https://a.uk/{year}", "a brace"),
        # In the open; below the name of a site, letters can have accents.
        ("https://www.thamesvalley.police.uk/a", ""),
        ("https://a.uk/caf\u00e9", ""),
        ("https://local.gov.uk/x", ""),
        ("https://a.uk:8443/x?y=1", ""),
        ("mailto:grants@example.gov.uk", ""),
    ],
)
def test_only_an_address_in_the_open_is_let_through(href: str, why: str) -> None:
    """None inside a network, with letters that look like others, or still to be filled in."""
    found = url_problem(href)

    assert bool(found) is bool(why)
    assert not found or why in found[0]

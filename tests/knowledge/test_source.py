"""Where something comes from."""

from __future__ import annotations

import pytest

from knowledge.source import Source


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.expertisepuntlob.nl/sectoren/vmbo", "expertisepuntlob.nl"),
        ("http://slo.nl", "slo.nl"),
        ("https://wetten.overheid.nl/BWBR0051614?www.x.nl", "wetten.overheid.nl"),
        ("https://duo.nl/www.html", "duo.nl"),
        ("https://lob.www.nl/", "lob.www.nl"),
    ],
)
def test_the_site_of_an_address_is_its_host_without_www(address: str, site: str) -> None:
    assert Source(address).site == site

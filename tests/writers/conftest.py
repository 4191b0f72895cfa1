"""The real report as a `Document`, and the look that it has."""

from __future__ import annotations

import pytest
from tests.conftest import EXAMPLE

from pccreport.document.blocks import Document
from pccreport.house.stylesheet import StyleSheet
from pccreport.pipeline.build import build
from pccreport.pipeline.house_format import shipped_house


@pytest.fixture(scope="session")
def look() -> StyleSheet:
    """The look of the house format that we ship."""
    return shipped_house("progress-report").look.for_report(whole=False)


@pytest.fixture(scope="session")
def document() -> Document:
    """The example as a document."""
    built, findings = build(EXAMPLE)
    assert built.document is not None, findings
    return built.document

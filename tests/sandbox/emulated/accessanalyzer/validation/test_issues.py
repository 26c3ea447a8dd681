"""The issues, and their names in the documentation."""

from __future__ import annotations

from sandbox.emulated.accessanalyzer.validation.issues import ISSUES, NOT_CHECKED
from tests.repository import CLONE

PAGE = (CLONE / "docs" / "access-analyzer.md").read_text()


def test_the_page_names_every_issue_that_is_not_checked() -> None:
    assert [code for code in NOT_CHECKED if f"`{code}`" not in PAGE] == []
    assert f"{len(ISSUES)} of AWS's checks are found" in PAGE


def test_an_issue_links_to_its_section_of_aws_page() -> None:
    assert ISSUES["CREATE_SLR_WITH_STAR_IN_RESOURCE"].link.endswith(
        "#access-analyzer-reference-policy-checks-general-warning-create-slr-with-star-in-resource"
    )

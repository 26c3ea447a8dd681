"""Each case has the expected decision, layer, blocking layers and trace."""

from __future__ import annotations

import json
import sys
from collections import Counter

import pytest

from sandbox.iam.decide_protocol import answer
from sandbox.iam.policy_warning import WarningName
from tests.sandbox.iam.case import Case, cases, pages

PAGES_AT_LEAST = 300
READ_AT_LEAST = 800
"""The least number of cases whose page was read for them, and is not cited from memory."""
NO_PAGE = ("peers agree", "undecided")


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.topic}: {case.name}") for case in cases()])
def test_the_verdict_equals_that_of_aws(case: Case):
    found = answer(json.dumps(case.request))
    assert (found.get("decision"), found.get("error")) == (case.decision, None), found
    if case.layer is not None:
        assert found["layer"] == case.layer
    if case.blocked_by is not None:
        assert set(found["blocked_by"]) == set(case.blocked_by)
    if case.missing is not None:
        assert set(case.missing) <= set(found["missing_keys"])
    assert (found["message"] or "").endswith(case.message_end)
    remarks = {remark["remark"] for remark in found["remarks"]}
    assert set(case.remarks) <= remarks
    assert not remarks & set(case.absent_remarks)


def test_every_remark_in_a_case_is_defined():
    named = {remark for case in cases() for remark in (*case.remarks, *case.absent_remarks)}
    assert named <= {name.value for name in WarningName}


def test_case_names_are_unique_within_a_topic():
    again = [name for name, times in Counter((case.topic, case.name) for case in cases()).items() if times > 1]
    assert not again


def test_at_least_three_hundred_cases_cite_a_page(capsys: pytest.CaptureFixture[str]):
    topics = Counter(case.topic for case in cases())
    sources = Counter(case.source for case in cases())
    with capsys.disabled():
        sys.stdout.write(f"\n{len(cases())} cases by topic: {_counts(topics)}\nby source: {_counts(sources)}\n")
    assert sum(times for name, times in sources.items() if name not in NO_PAGE) >= PAGES_AT_LEAST


def test_every_cited_page_is_listed_and_every_listed_page_is_cited():
    cited = {case.source for case in cases()} - set(NO_PAGE)
    assert cited == set(pages())


@pytest.mark.parametrize("name", pages())
def test_a_page_has_a_public_address_and_a_copy_if_it_was_read(name: str):
    page = pages()[name]
    assert page.address.startswith(("https://docs.aws.amazon.com/", "https://iam.cloudcopilot.io/resources/"))
    assert (page.read is None) == (page.copy is None)


def test_most_cited_pages_were_read_for_the_case(capsys: pytest.CaptureFixture[str]):
    on_a_page = [case for case in cases() if case.source not in NO_PAGE]
    read = [case for case in on_a_page if pages()[case.source].read]
    with capsys.disabled():
        sys.stdout.write(f"\n{len(read)} of {len(on_a_page)} cases that cite a page cite one that was read for them\n")
    assert len(read) >= READ_AT_LEAST


def _counts(times: Counter[str]) -> str:
    return ", ".join(f"{name} {n}" for name, n in times.most_common())

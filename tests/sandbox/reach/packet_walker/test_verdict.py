from __future__ import annotations

import pytest

from tests.sandbox.reach.expectation import expectation
from tests.sandbox.reach.network_text import read_lines
from tests.sandbox.reach.packet_walker import verdict
from tests.sandbox.reach.textbook_case import TextbookCase, cases

CASES = tuple(cases())


def test_there_are_forty_networks_or_more_and_each_names_its_page() -> None:
    assert len(CASES) >= 40
    assert all(case.page.startswith("https://docs.aws.amazon.com/") and case.expected for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_walker_answers_as_the_documentation(case: TextbookCase) -> None:
    network = read_lines(case.network)
    for line in case.expected:
        expected = expectation(network, line)
        found = verdict(network, expected.query.source, expected.query.destination, expected.query.packet)
        assert found.open == expected.open, f"{line}: {found}"
        if expected.disposition:
            assert expected.disposition in {arrival.end for arrival in found.forward}, f"{line}: {found.forward}"
        passed = {name for arrival in found.forward for _, name in arrival.journey.trail}
        assert passed >= set(expected.via), f"{line}: {passed}"
        assert not passed & set(expected.not_via), f"{line}: {passed}"

from __future__ import annotations

import pytest

from sandbox.reach import Analyzer
from tests.sandbox.reach.expectation import expectation
from tests.sandbox.reach.network_text import read_lines
from tests.sandbox.reach.textbook_case import TextbookCase, cases


@pytest.mark.parametrize("case", tuple(cases()), ids=lambda case: case.name)
def test_the_analyzer_answers_as_the_documentation(case: TextbookCase) -> None:
    analyzer = Analyzer(read_lines(case.network))
    assert case.expected
    for line in case.expected:
        expected = expectation(analyzer.network, line)
        found = analyzer.flow(expected.query.flow())
        assert found.open is expected.open, f"{line}: {found}"
        passed = {hop.id for trace in found.forward for hop in trace.hops}
        assert passed >= set(expected.via), f"{line}: {passed}"
        assert not passed & set(expected.not_via), f"{line}: {passed}"
        if not expected.open:
            assert found.blocks, f"{line}: {found}"
        if expected.disposition:
            assert found.disposition == expected.disposition, f"{line}: {found}"
        if expected.code:
            assert expected.code in {block.code for block in found.blocks}, f"{line}: {found.blocks}"

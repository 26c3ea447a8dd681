from __future__ import annotations

import pytest

from sandbox.reach import Analyzer
from tests.sandbox.reach.expectation import expectation
from tests.sandbox.reach.network_text import read_lines
from tests.sandbox.reach.textbook_case import TextbookCase, cases


@pytest.mark.parametrize("case", tuple(cases())[::6], ids=lambda case: case.name)
def test_an_analyzer_without_explanations_has_the_same_verdicts_and_traces(case: TextbookCase) -> None:
    analyzer = Analyzer(read_lines(case.network))
    verdicts = analyzer.without_explanations()
    for line in case.expected:
        flow = expectation(analyzer.network, line).query.flow()
        full, short = analyzer.flow(flow), verdicts.flow(flow)
        assert (short.open, short.disposition, short.forward, short.back, short.notes) == (
            full.open,
            full.disposition,
            full.forward,
            full.back,
            full.notes,
        )
        assert not short.blocks
        assert short.remedy is None

from __future__ import annotations

from sandbox.reach import Analyzer
from tests.sandbox.reach.comparison import Difference, compare, reduced
from tests.sandbox.reach.expectation import query
from tests.sandbox.reach.network_text import read_lines
from tests.sandbox.reach.packet_walker import verdict
from tests.sandbox.reach.random_network import random_lines, random_queries


def test_the_exact_headers_of_flows_hold_the_packets_that_the_walker_lets_pass() -> None:
    score = compare(range(40), 60)
    assert not score.differences, str(reduced(score.differences[0]))
    assert score.packets > 2000
    assert 0.1 < score.open / score.packets < 0.9


def test_the_answer_to_one_packet_is_the_walkers() -> None:
    answered = 0
    for seed in range(40, 60):
        network = read_lines(random_lines(seed))
        analyzer = Analyzer(network)
        for one in random_queries(network, 10, seed):
            walked = verdict(network, one.source, one.destination, one.packet)
            found = analyzer.flow(one.flow())
            assert found.open is walked.open, f"network {seed}, {one}: {walked}"
            answered += 1
    assert answered > 100


def test_a_difference_is_reduced_to_the_statements_that_it_needs() -> None:
    lines = (
        "vpc vpc-a 10.0.0.0/16",
        "vpc vpc-b 10.1.0.0/16",
        "subnet subnet-a vpc-a 10.0.0.0/24",
        "table rtb-a vpc-a main",
        "group sg-a vpc-a",
        "allow sg-a out all * 0.0.0.0/0",
        "interface eni-a subnet-a 10.0.0.5 groups=sg-a",
        "interface eni-b subnet-a 10.0.0.6",
        "prefix-list pl-a 10.2.0.0/16",
    )
    network = read_lines(lines)
    requested = query(network, "eni-a", "eni-b", ("tcp", "443", 40000))
    walked = verdict(network, requested.source, requested.destination, requested.packet)
    made_up = Difference(0, lines, requested, walked, not walked.open)
    kept = reduced(made_up, analysed=lambda _network, _query: False)
    assert kept.walked.open
    assert "vpc vpc-b 10.1.0.0/16" not in kept.lines
    assert "interface eni-b subnet-a 10.0.0.6" in kept.lines
    assert len(kept.lines) < len(lines)

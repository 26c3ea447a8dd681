"""The matrix of flows as a table, as CSV, as plain values and as a page."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from rich.console import Console

from sandbox.reach.matrix import Matrix, OpenPorts, reach_matrix
from sandbox.report import reach_page
from sandbox.report.reach_matrix import (
    LONGEST_TABLE,
    matrix_csv,
    matrix_json,
    matrix_summary,
    matrix_table,
    traffic_text,
)
from tests.sandbox.reach.network_text import network

NETWORK = """
vpc vpc-a 10.0.0.0/16
subnet subnet-a vpc-a 10.0.0.0/24
table rtb-a vpc-a main
group sg-a vpc-a
allow sg-a out all * 0.0.0.0/0
allow sg-a in tcp 443 sg-a
allow sg-a in icmp 8:-1 sg-a
"""
TCP, ALL = (6, 6), (0, 65535)


def matrix(count: int) -> Matrix:
    lines = (f"interface eni-{n} subnet-a 10.0.0.{n + 10} groups=sg-a\n" for n in range(count))
    return reach_matrix(network(NETWORK + "".join(lines)))


def shown(count: int) -> str:
    console = Console(width=200, file=io.StringIO(), record=True)
    console.print(matrix_table(matrix(count)))
    return console.export_text()


@pytest.mark.parametrize(
    ("opened", "text"),
    [
        ([], ""),
        ([OpenPorts(4, (0, 255), ALL)], "all traffic"),
        ([OpenPorts(4, TCP, (443, 443)), OpenPorts(4, (17, 17), (53, 60))], "tcp 443, udp 53-60"),
        ([OpenPorts(4, TCP, ALL), OpenPorts(6, TCP, ALL)], "tcp"),
        ([OpenPorts(4, TCP, (80, 80)), OpenPorts(6, TCP, (81, 81))], "tcp 80; IPv6: tcp 81"),
        ([OpenPorts(6, (58, 58), (128, 128))], "IPv6: icmpv6 type 128"),
        ([OpenPorts(4, (47, 47), ALL), OpenPorts(4, (50, 60), ALL)], "protocol 47, protocols 50-60"),
    ],
)
def test_the_text_of_open_ports(opened: list[OpenPorts], text: str) -> None:
    assert traffic_text(opened) == text


def test_the_table_lists_the_open_pairs_and_the_summary_counts_all() -> None:
    assert matrix_summary(matrix(2)) == "2 of 6 pairs are open"
    assert shown(2).count("icmp type 8, tcp 443") == 2


def test_a_long_table_ends_with_the_number_of_pairs_left_out() -> None:
    pairs = 24 * 23
    assert f"and {pairs - LONGEST_TABLE} more: --csv lists all" in shown(24)


def test_csv_has_a_line_for_each_range() -> None:
    found = list(csv.DictReader(io.StringIO(matrix_csv(matrix(2)))))
    assert [(line["source_id"], line["destination_id"], line["protocols"], line["ports"]) for line in found] == [
        (one, other, *ports)
        for one, other in (("eni-0", "eni-1"), ("eni-1", "eni-0"))
        for ports in (("icmp", "8"), ("tcp", "443"))
    ]
    assert {line["family"] for line in found} == {"IPv4"}


def test_json_has_the_open_pairs() -> None:
    first = matrix_json(matrix(2))[0]
    assert (first["source"]["id"], first["destination"]["id"]) == ("eni-0", "eni-1")
    assert first["open"][1] == {"family": 4, "protocols": {"first": 6, "last": 6}, "ports": {"first": 443, "last": 443}}


def test_the_page_has_a_row_and_a_column_for_each_end() -> None:
    page = reach_page.matrix_html(matrix(2), "exported/<now>", datetime(2026, 11, 30, 8, 15, tzinfo=UTC))
    assert page.count("<th scope=row>") == 3
    assert page.count("<td class=yes>icmp type 8, tcp 443</td>") == 2
    for fact in ("exported/&lt;now&gt;", "2026-11-30 08:15 UTC", "2 of 6 pairs"):
        assert fact in page


def test_a_large_page_lists_the_open_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach_page, "_LARGEST_GRID", 5)
    page = reach_page.matrix_html(matrix(2), "plan", datetime(2026, 11, 30, tzinfo=UTC))
    assert page.count("<tr data-from=") == 2
    assert "data-to='eni-1'" in page

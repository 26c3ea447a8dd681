"""Tests of `sandbox.snapshot.source_map.json_policies`."""

from __future__ import annotations

import pytest

from sandbox.snapshot.source_map.json_policies import statement_lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('{"Statement": [\n{"Effect": "Allow"},\n{"Effect": "Deny"}]}', [2, 3]),
        ('{"Statement":\n{"Effect": "Allow",\n"Sid": "One"}}', [3]),
        ('{"a": {"Statement": [{}]},\n"b": {"Statement": [{}]}}', [1, 2]),
        ('{"Statement": []}', []),
        ('{"Statement": [7, {}]}', []),
        ('["Statement"]', []),
        ('{"Statement": [{"Effect": ', []),
        ("", []),
    ],
)
def test_each_statement_has_the_line_that_names_it(text: str, lines: list[int]) -> None:
    assert [line for _, line in statement_lines(text)] == lines

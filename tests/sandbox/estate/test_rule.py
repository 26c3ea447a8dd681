from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.estate import rules
from sandbox.estate.rule import Rule, all_rules

TESTS = Path(__file__).parent / "rules"


def test_every_file_of_the_folder_is_a_rule():
    files = {file.stem for file in Path(rules.__path__[0]).glob("*.py")} - {"__init__"}
    assert [rule.name for rule in all_rules()] == sorted(files)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_every_rule_has_a_reason_and_a_reference(rule: Rule):
    assert rule.title
    assert rule.why.endswith(".")
    assert rule.reference == "design" or rule.reference.startswith("https://")


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_every_rule_has_tests_that_accept_and_refuse(rule: Rule):
    text = (TESTS / f"test_{rule.name}.py").read_text()
    assert "assert not" in text
    assert "==" in text

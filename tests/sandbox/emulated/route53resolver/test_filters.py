import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.route53resolver.filters import RULE_FILTERS, matching

RULES = [{"Name": "dc", "RuleType": "FORWARD"}, {"Name": "own", "RuleType": "SYSTEM"}]


@pytest.mark.parametrize("name", ["Type", "TYPE", "type"])
def test_a_filter_name_is_case_insensitive(name: str):
    assert matching(RULES, [{"Name": name, "Values": ["SYSTEM"]}], RULE_FILTERS) == RULES[1:]


def test_all_filters_must_match():
    both = [{"Name": "Type", "Values": ["SYSTEM"]}, {"Name": "Name", "Values": ["dc"]}]
    assert matching(RULES, both, RULE_FILTERS) == []
    assert matching(RULES, [], RULE_FILTERS) == RULES


def test_an_unknown_filter_is_refused_by_name():
    with pytest.raises(AwsError, match="Colour"):
        matching(RULES, [{"Name": "Colour", "Values": ["red"]}], RULE_FILTERS)

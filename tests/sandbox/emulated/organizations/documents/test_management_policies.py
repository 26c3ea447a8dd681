"""Documents of management policies: their validation and inheritance."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.emulated.organizations.documents import check, shapes
from sandbox.emulated.organizations.documents.inheritance import merge

GOOD: dict[str, dict[str, Any]] = {
    "TAG_POLICY": {"tags": {"cc": {"tag_key": {"@@assign": "CC"}, "enforced_for": {"@@append": ["ec2:instance"]}}}},
    "AISERVICES_OPT_OUT_POLICY": {"services": {"default": {"opt_out_policy": {"@@assign": "optOut"}}}},
    "BACKUP_POLICY": {
        "plans": {
            "daily": {
                "regions": {"@@assign": ["us-east-1"]},
                "rules": {"nightly": {"target_backup_vault_name": {"@@assign": "vault"}}},
                "selections": {"tags": {"all": {"tag_key": {"@@assign": "backup"}}}},
            }
        }
    },
    "CHATBOT_POLICY": {"chatbot": {"platforms": {"slack": {"client": {"@@assign": "disabled"}}}}},
    "DECLARATIVE_POLICY_EC2": {"ec2_attributes": {"serial_console_access": {"status": {"@@assign": "disabled"}}}},
    "S3_POLICY": {"s3_attributes": {"public_access_block_configuration": {"@@assign": "all"}}},
    "SECURITYHUB_POLICY": {"securityhub": {"enable_in_regions": {"@@assign": ["ALL_SUPPORTED"]}}},
    "INSPECTOR_POLICY": {"inspector": {"enablement": {"ec2_scanning": {"enable_in_regions": {"@@assign": ["x"]}}}}},
    "UPGRADE_ROLLOUT_POLICY": {"upgrade_rollout": {"default": {"patch_order": {"@@assign": "last"}}}},
    "BEDROCK_POLICY": {"bedrock": {"guardrail_inference": {"us-east-1": {"one": {"identifier": {"@@assign": "g"}}}}}},
    "NETWORK_SECURITY_DIRECTOR_POLICY": {
        "network_security_director": {
            "enablement": {"network_security_scan": {"enable_in_regions": {"@@assign": ["us-east-1"]}}}
        }
    },
}


def test_every_management_policy_type_is_tested():
    assert set(GOOD) == set(shapes())


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_a_valid_policy_is_accepted(kind: str):
    assert check(kind, json.dumps(GOOD[kind])) is None


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_every_type_has_one_top_level_key_with_members(kind: str):
    top = next(iter(GOOD[kind]))
    assert "not allowed here" in str(check(kind, json.dumps(GOOD[kind] | {"other": {}})))
    assert "missing" in str(check(kind, "{}"))
    assert "at least one member" in str(check(kind, json.dumps({top: {}})))
    assert "no such operator" in str(check(kind, json.dumps({top: {"@@replace": "x"}})))


@pytest.mark.parametrize(
    ("kind", "document", "message"),
    [
        ("TAG_POLICY", {"tags": {"cc": {"colour": {"@@assign": "x"}}}}, "tags.cc.colour"),
        ("TAG_POLICY", {"tags": {"cc": {"tag_key": "CC"}}}, "tags.cc.tag_key"),
        ("TAG_POLICY", {"tags": {"cc": {"tag_key": {"@@append": "CC"}}}}, "one value"),
        ("TAG_POLICY", {"tags": {"cc": {"tag_key": {"inner": {}}}}}, "operators only"),
        ("TAG_POLICY", {"tags": {"cc": {"@@assign": "x"}}}, "not to groups"),
        ("TAG_POLICY", {"tags": {"@@operators_allowed_for_child_policies": ["@@some"]}}, "not an operator"),
        ("TAG_POLICY", {"tags": {"cc": {"tag_value": {"@@assign": [{}]}}}}, "a list of values"),
        ("AISERVICES_OPT_OUT_POLICY", {"services": {"rekognition": {"opt_out_policy": {"@@assign": "no"}}}}, "optIn"),
        ("CHATBOT_POLICY", {"chatbot": {"platforms": {"irc": {}}}}, "chatbot.platforms.irc"),
        ("UPGRADE_ROLLOUT_POLICY", {"upgrade_rollout": {"default": {"patch_order": {"@@assign": "third"}}}}, "second"),
        ("UPGRADE_ROLLOUT_POLICY", {"upgrade_rollout": {"tags": {"stage": {"dev": {}}}}}, "tags.stage.dev"),
        ("INSPECTOR_POLICY", {"inspector": {"enablement": {"s3_scanning": {}}}}, "enablement.s3_scanning"),
        ("INSPECTOR_POLICY", {"inspector": {"ec2_scanning": {}}}, "known are enablement"),
        ("NETWORK_SECURITY_DIRECTOR_POLICY", {"network_security_director": {"regions": {}}}, "known are enablement"),
        (
            "BEDROCK_POLICY",
            {"bedrock": {"guardrail_inference": {"us-east-1": {"one": {"input_tags": {"@@assign": "perhaps"}}}}}},
            "honor, ignore",
        ),
    ],
)
def test_an_error_is_named_with_its_path(kind: str, document: dict[str, Any], message: str):
    assert message in str(check(kind, json.dumps(document)))


def _values(*values: str, operator: str = "@@assign", children: str | None = None) -> dict[str, Any]:
    control = {"@@operators_allowed_for_child_policies": [children]} if children else {}
    return {"tags": {"cc": {"tag_value": {operator: list(values), **control}}}}


def _result(*levels: list[dict[str, Any]]) -> Any:
    merged = merge(levels)
    return merged["tags"]["cc"]["tag_value"] if merged else None


def test_a_child_assigns_appends_and_removes():
    assert _result([_values("a")], [_values("b")]) == ["b"]
    assert _result([_values("a")], [_values("b", "a", operator="@@append")]) == ["a", "b"]
    assert _result([_values("a", "b")], [_values("b", operator="@@remove")]) == ["a"]


def test_without_policies_there_is_no_effective_policy():
    assert merge([[], []]) is None


def test_child_control_operators_restrict_children_and_not_peers():
    locked = _values("a", children="@@none")
    assert _result([locked], [_values("b")]) == ["a"]
    assert _result([locked, _values("b", operator="@@append")], []) == ["a", "b"]


def test_a_child_cannot_allow_operators_that_a_parent_forbids():
    only_append = _values("a", children="@@append")
    all_again = _values("b", operator="@@append", children="@@all")
    assert _result([only_append], [all_again], [_values("c")]) == ["a", "b"]


def test_a_restriction_on_a_key_applies_to_all_keys_below():
    locked = {"tags": {"@@operators_allowed_for_child_policies": ["@@none"], "cc": {"tag_key": {"@@assign": "CC"}}}}
    child = {"tags": {"other": {"tag_key": {"@@assign": "Other"}}, "cc": {"tag_key": {"@@assign": "cc"}}}}
    assert merge([[locked], [child]]) == {"tags": {"cc": {"tag_key": "CC"}}}


def test_the_first_of_two_attached_policies_applies():
    assert _result([_values("first"), _values("second")]) == ["first"]


def test_child_control_operators_of_two_peers_both_apply():
    peers = [_values("a", children="@@append"), _values("b", operator="@@append", children="@@remove")]
    assert _result(peers, [_values("c", operator="@@append")], [_values("a", operator="@@remove")]) == ["a", "b"]


VALUES = st.lists(st.sampled_from("abcd"), min_size=1, unique=True)
POLICIES = st.builds(
    lambda values, operator: _values(*values, operator=operator),
    VALUES,
    st.sampled_from(["@@assign", "@@append", "@@remove"]),
)


@given(st.lists(st.lists(POLICIES, max_size=2), max_size=4))
def test_levels_without_policies_change_nothing(levels: list[list[dict[str, Any]]]):
    assert merge(levels) == merge([level for level in levels if level])


@given(st.lists(st.lists(POLICIES, max_size=2), max_size=3), VALUES)
def test_a_last_assignment_overrides(levels: list[list[dict[str, Any]]], values: list[str]):
    assert _result(*levels, [_values(*values)]) == values


@given(st.lists(st.lists(POLICIES, max_size=2), max_size=3), VALUES)
def test_appending_keeps_values_without_duplicates(levels: list[list[dict[str, Any]]], values: list[str]):
    before = _result(*levels) or []
    after = _result(*levels, [_values(*values, operator="@@append")])
    assert after[: len(before)] == before
    assert sorted(after) == sorted({*before, *values})


@given(st.lists(st.lists(POLICIES, max_size=2), min_size=1, max_size=3), VALUES)
def test_a_restricted_value_does_not_change_below(levels: list[list[dict[str, Any]]], values: list[str]):
    lock = {"tags": {"@@operators_allowed_for_child_policies": ["@@none"], "cc": {"tag_value": {"@@assign": values}}}}
    assert _result([lock], *levels) == values


NAMES = ["default", "cc", "tag_key", "@@assign", "@@append", "@@operators_allowed_for_child_policies"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["@@all", "optOut", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=10,
)


@given(st.sampled_from(sorted(GOOD)), JSON)
def test_any_accepted_document_can_be_merged(kind: str, value: object):
    document = {next(iter(GOOD[kind])): value}
    if check(kind, json.dumps(document)) is None:
        merge([[document], [document]])

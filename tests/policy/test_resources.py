from __future__ import annotations

import json
from typing import Any

from pulumi_policy import PolicyCustomTimeouts, PolicyProviderResource, PolicyResource, PolicyResourceOptions
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, unknown_checking_proxy

from policy.resources import planned

PROVIDER = "urn:pulumi:all::causeway::pulumi:providers:aws::mobile"
ROLE = "aws:iam/role:Role"
ORGANIZATION = "aws:organizations/organization:Organization"


def resource(kind: str, props: dict[str, Any]) -> PolicyResource:
    """Return a resource as the pack receives it."""
    options = PolicyResourceOptions(False, [], None, [], PolicyCustomTimeouts(0, 0, 0), [])
    own = unknown_checking_proxy({"region": "us-east-1"})
    provider = PolicyProviderResource("pulumi:providers:aws", own, PROVIDER, "mobile")
    seen = unknown_checking_proxy(props)
    urn = f"urn:pulumi:all::causeway::{kind}::reader"
    return PolicyResource(kind, seen, urn, "reader", options, provider, None, [], {})


def test_the_provider_of_several_resources_is_listed_without_duplicates():
    made = [resource(ROLE, {"name": "reader"}), resource(ORGANIZATION, {})]
    provider, *listed = planned(made)
    assert provider["urn"] == PROVIDER
    assert [raw["type"] for raw in listed] == [ROLE, ORGANIZATION]
    assert {raw["provider"].rpartition("::")[0] for raw in listed} == {PROVIDER}


def test_unknown_values_of_a_preview_stay_unknown():
    seen = resource(
        ROLE, {"tags": {"known": "yes", "later": UNKNOWN_STRING_VALUE}, "paths": ["/", UNKNOWN_STRING_VALUE]}
    )
    _, raw = planned([seen])
    assert raw["inputs"] == {
        "tags": {"known": "yes", "later": UNKNOWN_STRING_VALUE},
        "paths": ["/", UNKNOWN_STRING_VALUE],
    }
    assert json.dumps(raw)


def test_whole_numbers_are_integers():
    *_, planned_rule = planned(
        [resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {"fromPort": 53.0})]
    )
    assert repr(planned_rule["inputs"]["fromPort"]) == "53"

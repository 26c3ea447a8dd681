from __future__ import annotations

from pulumi_policy import PolicyResource, StackValidationArgs
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE

from policy.validate import ROOT, run_policy_tests
from sandbox.policytest.collect import policy_tests
from tests.policy.test_resources import ORGANIZATION, ROLE, resource


def refused(*resources: PolicyResource) -> list[str]:
    messages: list[str] = []

    def report(message: str, urn: str | None = None) -> None:
        assert urn is None
        messages.append(message)

    run_policy_tests(StackValidationArgs(list(resources), {}, {}), report)
    return messages


def test_one_stack_of_a_split_estate_is_one_violation():
    (messages,) = refused(resource(ROLE, {"name": "reader"}))
    assert "no organization" in messages


def test_each_test_that_cannot_be_evaluated_is_a_violation():
    messages = refused(resource(ORGANIZATION, {"featureSet": "ALL", "enabledPolicyTypes": ["SERVICE_CONTROL_POLICY"]}))
    titles = [message.partition("\n")[0] for message in messages]
    assert titles == [test.title for test in policy_tests(ROOT / "tests" / "intents")]
    assert "No account or unit 'departments'." in messages[0]


def test_an_unknown_policy_is_a_violation():
    organization = resource(ORGANIZATION, {"featureSet": "ALL", "enabledPolicyTypes": UNKNOWN_STRING_VALUE})
    assert refused(organization, resource(ROLE, {"name": "reader", "assumeRolePolicy": UNKNOWN_STRING_VALUE}))

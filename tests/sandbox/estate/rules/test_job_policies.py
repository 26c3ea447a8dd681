from __future__ import annotations

from collections.abc import Callable

import pytest

from sandbox.estate.managed_policies import as_of

Breaches = Callable[..., list[tuple[str, str, str]]]

POLICIES = "policies: [ReadOnlyAccess, AmazonSSMFullAccess]"


def test_a_policy_may_be_named_with_its_path(breaches: Breaches):
    assert not breaches((POLICIES, "policies: [job-function/ViewOnlyAccess]"))


@pytest.mark.parametrize(
    ("policy", "suggestion"),
    [
        ("ReadOnlyAcess", "did you mean ReadOnlyAccess? "),
        ("readonlyaccess", "did you mean ReadOnlyAccess? "),
        ("ViewOnlyAccess", "did you mean job-function/ViewOnlyAccess? "),
        ("job-function/ReadOnlyAccess", "did you mean ReadOnlyAccess? "),
        ("Zzzz", ""),
    ],
)
def test_an_unknown_policy_is_refused_with_the_closest_one(breaches: Breaches, policy: str, suggestion: str):
    newer = f"if AWS added it after {as_of()}, write arn:aws:iam::aws:policy/{policy}"
    assert breaches((POLICIES, f"policies: [{policy}]")) == [
        ("jobs.operator.policies.0", f"AWS has no managed policy {policy}", f"{suggestion}{newer}")
    ]


@pytest.mark.parametrize("name", ["NewerThanTheTable", "job-function/NewerThanTheTable", "ReadOnlyAccess"])
def test_a_policy_named_by_its_arn_is_not_looked_up(breaches: Breaches, name: str):
    assert not breaches((POLICIES, f'policies: ["arn:aws:iam::aws:policy/{name}"]'))


@pytest.mark.parametrize(
    "arn",
    ["arn:aws:iam::111122223333:policy/Orders", "arn:aws-cn:iam::aws:policy/ReadOnlyAccess", "arn:aws:s3:::reports"],
)
def test_another_arn_is_refused(breaches: Breaches, arn: str):
    assert breaches((POLICIES, f'policies: ["{arn}"]')) == [
        (
            "jobs.operator.policies.0",
            f"{arn} is none of AWS's own policies",
            "name a policy that AWS manages; their ARNs start with arn:aws:iam::aws:policy/",
        )
    ]


@pytest.mark.parametrize("start", ["", "arn:aws:iam::aws:policy/"])
def test_a_policy_for_service_linked_roles_is_refused(breaches: Breaches, start: str):
    policy = f"{start}aws-service-role/AWSSupportServiceRolePolicy"
    assert breaches((POLICIES, f'policies: ["{policy}"]')) == [
        ("jobs.operator.policies.0", f"IAM attaches {policy} to a service's own role alone", "name another policy")
    ]


def test_a_policy_listed_by_name_and_arn_is_refused(breaches: Breaches):
    found = breaches((POLICIES, 'policies: [ReadOnlyAccess, "arn:aws:iam::aws:policy/ReadOnlyAccess"]'))
    assert found == [
        (
            "jobs.operator.policies.1",
            "arn:aws:iam::aws:policy/ReadOnlyAccess and ReadOnlyAccess are one policy",
            "leave one out",
        )
    ]


def test_more_than_ten_policies_are_refused(breaches: Breaches):
    eleven = ", ".join(f'"arn:aws:iam::aws:policy/Policy{number}"' for number in range(11))
    found = breaches((POLICIES, f"policies: [{eleven}]"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("jobs.operator.policies", "11 policies, but a role takes 10")
    ]


def test_a_policy_name_with_spaces_is_refused(breaches: Breaches):
    found = breaches((POLICIES, "policies: [Read Only]"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("jobs.operator.policies.0", "'Read Only' is not a valid policy name")
    ]

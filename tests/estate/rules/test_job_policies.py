from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_a_policy_may_be_named_with_its_path(breaches: Breaches):
    found = breaches(("policies: [ReadOnlyAccess, AmazonSSMFullAccess]", "policies: [job-function/ViewOnlyAccess]"))
    assert not found


def test_an_arn_is_refused_with_its_name(breaches: Breaches):
    found = breaches(
        ("policies: [ReadOnlyAccess, AmazonSSMFullAccess]", 'policies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"]')
    )
    assert found == [
        (
            "jobs.operator.policies.0",
            "arn:aws:iam::aws:policy/ReadOnlyAccess is an ARN, not a name",
            "write the name alone: ReadOnlyAccess",
        )
    ]


def test_a_role_takes_ten_policies(breaches: Breaches):
    eleven = ", ".join(f"Policy{number}" for number in range(11))
    found = breaches(("policies: [ReadOnlyAccess, AmazonSSMFullAccess]", f"policies: [{eleven}]"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("jobs.operator.policies", "11 policies, but a role takes 10")
    ]


def test_a_name_has_no_spaces(breaches: Breaches):
    found = breaches(("policies: [ReadOnlyAccess, AmazonSSMFullAccess]", "policies: [Read Only]"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("jobs.operator.policies.0", "'Read Only' is no policy's name")
    ]

"""For each condition there is a probe that matches it, and one that does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.access.probes import Context, Probes, sample
from sandbox.iam.conditions.block import operators
from sandbox.iam.document import Kind
from sandbox.iam.glob import matcher, parse_glob
from sandbox.iam.policy_set import Policy, PolicySet
from sandbox.iam.request import Request
from sandbox.iam.statement import Statement

REQUEST = Request.of("arn:aws:sts::111122223333:assumed-role/deployer/s", "s3:GetObject", "*", context={})
VALUES = {
    "String": ["team-*", "b"],
    "Arn": ["arn:aws:iam::*:role/deployer"],
    "Bool": ["true"],
    "Date": ["2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z"],
    "Numeric": ["5", "7.5"],
    "Binary": ["QQ=="],
    "Ip": ["10.0.0.0/8"],
    "NotIp": ["10.0.0.0/8"],
}


def denying(condition: Mapping[str, object], resource: str = "*") -> Statement:
    raw = {"Effect": "Deny", "Action": "*", "Resource": resource, "Condition": condition}
    return PolicySet((Policy("p", {"Version": "2012-10-17", "Statement": [raw]}),), Kind.IDENTITY).statements[0]


def results(statement: Statement) -> set[bool]:
    contexts = Probes(REQUEST).contexts([statement])
    requests = [
        replace(REQUEST, context={key: (str(value),) for key, value in context.items()}) for context in contexts
    ]
    return {statement.holds(request) for request in requests}


@pytest.mark.parametrize("form", ["{}", "{}IfExists", "ForAllValues:{}", "ForAnyValue:{}"])
@pytest.mark.parametrize("operator", sorted(set(operators()) - {"Null"}))
def test_every_operator_has_a_probe_that_matches_and_one_that_does_not(operator: str, form: str):
    values = next(values for start, values in VALUES.items() if operator.startswith(start))
    for wanted in (values, values[:1], list(reversed(values))):
        statement = denying({form.format(operator): {"ec2:Thing": wanted}})
        assert not statement.problems
        assert results(statement) == {True, False}, wanted


@pytest.mark.parametrize("absent", ["true", "false"])
def test_null_has_a_probe_with_the_key_and_one_without(absent: str):
    assert results(denying({"Null": {"ec2:Thing": absent}})) == {True, False}


def test_each_of_several_conditions_fails_alone_in_some_probe():
    several = {"Bool": {"ec2:One": "true"}, "NumericGreaterThan": {"ec2:Two": "3"}, "Null": {"ec2:Three": "true"}}
    contexts = Probes(REQUEST).contexts([denying(several)])
    for failing in ("", *(f"ec2:{key}" for key in ("one", "two", "three"))):
        assert any(_met(context) == {"ec2:one", "ec2:two", "ec2:three"} - {failing} for context in contexts), failing


def _met(context: Context) -> set[str]:
    two = float(str(context.get("ec2:two", "0"))) > 3
    held = {"ec2:one": context.get("ec2:one") == "true", "ec2:two": two, "ec2:three": "ec2:three" not in context}
    return {key for key, is_held in held.items() if is_held}


@given(st.text("ab*?:/", max_size=12), st.sampled_from(["111122223333", "444455556666"]))
def test_a_sample_fits_its_pattern(text: str, account: str):
    pattern = parse_glob(text)
    assert matcher([pattern])(sample(pattern, account))


def test_a_sample_of_an_arn_without_an_account_is_in_the_account_of_the_principal():
    pattern = parse_glob("arn:aws:kms:*:*:key/*")
    assert sample(pattern, "444455556666") == "arn:aws:kms:us-east-1:444455556666:key/any"
    named = denying({}, "arn:aws:sqs:*:*:orders")
    assert Probes(REQUEST).resources([named]) == ("*", "arn:aws:sqs:us-east-1:111122223333:orders")

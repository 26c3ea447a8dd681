"""Each role in a call's parameters needs iam:PassRole for the service that gets it."""

from __future__ import annotations

from sandbox.authorization.call import Requirement
from sandbox.authorization.passed_roles import passed_roles
from sandbox.authorization.service_rules import ServiceRules
from tests.sandbox.authorization.calls import ACCOUNT, call

RULES = ServiceRules(
    passes={"CreateThing": (("Role", "things.amazonaws.com"), ("Targets[].RoleArn", "events.amazonaws.com"))}
)
ARN = f"arn:aws:iam::{ACCOUNT}:role/"


def passing(role: str, service: str) -> Requirement:
    return Requirement("iam:PassRole", role, {"iam:PassedToService": service})


def test_roles_of_all_places_with_their_services() -> None:
    parameters = {"Role": f"{ARN}a", "Targets": [{"RoleArn": f"{ARN}b"}, {"RoleArn": f"{ARN}b"}, {}]}
    assert list(passed_roles(call(parameters=parameters), RULES)) == [
        passing(f"{ARN}a", "things.amazonaws.com"),
        passing(f"{ARN}b", "events.amazonaws.com"),
    ]


def test_a_role_that_is_given_by_name_is_that_of_the_account() -> None:
    found = {("iam:role", "known"): f"{ARN}path/known"}
    for name, arn in (("known", f"{ARN}path/known"), ("unknown", f"{ARN}unknown")):
        given = call(parameters={"Role": name}, find=lambda kind, text: found.get((kind, text)))
        assert list(passed_roles(given, RULES)) == [passing(arn, "things.amazonaws.com")]


def test_other_operations_and_calls_without_a_role_pass_none() -> None:
    assert list(passed_roles(call("DeleteThing", {"Role": f"{ARN}a"}), RULES)) == []
    assert list(passed_roles(call(), RULES)) == []

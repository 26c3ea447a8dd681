"""Policy tests on the resources of a stack, as a Pulumi policy pack gives them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sandbox.policytest.stack import UNKNOWN, failed_policy_tests

ACCOUNT = "111111111111"
PROVIDER = "urn:pulumi:all::shop::pulumi:providers:aws::management"
TEST = """from sandbox.policytest import role


def test_readers_read():
    role("management/reader").can("s3:GetObject")


def test_readers_delete_nothing():
    role("management/reader").cannot("s3:DeleteBucket")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "sandbox.toml").write_text('policy_tests = ["tests/intents"]\nprogram = "."\n')
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    folder = tmp_path / "tests" / "intents"
    folder.mkdir(parents=True)
    (folder / "test_readers.py").write_text(TEST)
    return tmp_path


def resource(kind: str, name: str, /, **inputs: Any) -> dict[str, Any]:
    urn = f"urn:pulumi:all::shop::{kind}::{name}"
    return {"urn": urn, "type": kind, "inputs": inputs, "provider": f"{PROVIDER}::planned"}


def stack(allowed: str) -> list[dict[str, Any]]:
    provider = {"allowedAccountIds": f'["{ACCOUNT}"]'}
    policy = f'{{"Statement": [{{"Effect": "Allow", "Action": "{allowed}", "Resource": "*"}}]}}'
    return [
        {"urn": PROVIDER, "type": "pulumi:providers:aws", "inputs": provider},
        resource("aws:organizations/organization:Organization", "organization", featureSet="ALL"),
        resource("aws:iam/role:Role", "reader", name="reader", path="/", assumeRolePolicy='{"Statement": []}'),
        resource("aws:iam/rolePolicy:RolePolicy", "own", name="own", role="reader", policy=policy),
    ]


def test_tests_that_pass_give_no_text(project: Path) -> None:
    assert list(failed_policy_tests(project, stack("s3:GetObject"), {})) == []


def test_each_test_that_fails_has_its_assertion_and_the_command_for_details(project: Path) -> None:
    (text,) = failed_policy_tests(project, stack("s3:*"), {})
    assert text.splitlines()[0] == "readers delete nothing"
    assert "role management/reader cannot s3:DeleteBucket: it is allowed" in text
    assert "details: pytest tests/intents/test_readers.py::test_readers_delete_nothing" in text


def test_a_stack_without_an_organization_is_one_failure(project: Path) -> None:
    without = [one for one in stack("s3:*") if "organization:Organization" not in one["type"]]
    (text,) = failed_policy_tests(project, without, {})
    assert text.startswith("The stack has no organization")


def test_a_stack_without_the_management_account_keeps_all_from_being_evaluated(project: Path) -> None:
    (text,) = failed_policy_tests(project, stack("s3:*")[1:], {})
    assert text.startswith("The policy tests cannot be evaluated: ")
    assert "it does not name the management account" in text


def test_a_policy_that_a_preview_does_not_know_fails_the_tests_that_depend_on_it(project: Path) -> None:
    unknown = [
        {**one, "inputs": {**one["inputs"], "policy": UNKNOWN}} if "rolePolicy" in one["type"] else one
        for one in stack("s3:*")
    ]
    assert len(list(failed_policy_tests(project, unknown, {}))) == 2

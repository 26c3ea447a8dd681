from __future__ import annotations

from sandbox.snapshot.managed_policies import managed_policy


def test_an_aws_managed_policy_has_its_document() -> None:
    found = managed_policy("arn:aws:iam::aws:policy/AdministratorAccess")
    assert found is not None
    assert found.document == {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
    }


def test_a_name_under_another_path_is_another_policy() -> None:
    assert managed_policy("arn:aws:iam::aws:policy/service-role/AdministratorAccess") is None
    assert managed_policy("arn:aws:iam::aws:policy/NoSuchPolicy") is None

"""AWS managed policies, and their names in an estate."""

from __future__ import annotations

from datetime import date

from sandbox.estate import managed_policies


def test_a_policy_is_named_by_path_and_name_or_by_its_arn():
    for written in ("job-function/ViewOnlyAccess", "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"):
        assert managed_policies.name(written) == "job-function/ViewOnlyAccess"
        assert managed_policies.arn(written) == "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"


def test_common_policies_are_known_with_their_paths():
    used = {"AdministratorAccess", "ReadOnlyAccess", "job-function/Billing", "service-role/AWSLambdaBasicExecutionRole"}
    assert used <= managed_policies.known()
    assert not {"Billing", "", "# As of"} & managed_policies.known()


def test_the_table_has_a_date():
    assert date.fromisoformat(managed_policies.as_of()) >= date(2026, 9, 1)

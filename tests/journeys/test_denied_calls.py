"""A refused call and a refused `sandbox up` are explained with the line of the program and the smallest edit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.journeys.clone import SMALL, Clone

pytestmark = pytest.mark.journey

GUARDRAIL = "accounts/guardrails/deny_leaving.py"
LINE = f"decided at {GUARDRAIL}:12"
LARGER = "larger-budget.yaml"
"""The small estate with another budget."""


@pytest.fixture
def restricted(small: Clone) -> Iterator[Clone]:
    """The small estate under a guardrail that denies changes of budgets, which is removed from the program again."""
    guardrail, estate = small.root / GUARDRAIL, (small.root / SMALL).read_text()
    program = guardrail.read_text()
    assert '"account:CloseAccount"]' in program
    assert "budget: 1000" in estate
    guardrail.write_text(program.replace('"account:CloseAccount"]', '"account:CloseAccount", "budgets:ModifyBudget"]'))
    (small.root / LARGER).write_text(estate.replace("budget: 1000", "budget: 2000"))
    small.output_of("up")
    yield small
    guardrail.write_text(program)
    small.output_of("up", "--estate", SMALL)


def test_a_refused_update_ends_in_its_explanation(restricted: Clone) -> None:
    shown = restricted.refusal_of("up", "--estate", LARGER)
    assert "budgets:ModifyBudget" in shown
    assert LINE in shown
    assert "explicit deny by service control policy" in shown
    assert "smallest edit: in deny-leaving, " in shown
    assert "  with it: allow; " in shown
    named = re.search(r"`sandbox iam explain (\w{8})` shows it whole", shown)
    assert named is not None
    (call,) = json.loads(restricted.output_of("iam", "denied", "--account", "mobile", "--limit", "1", "--json"))
    assert call["id"].startswith(named[1])
    assert call["request"]["principal"].endswith(":assumed-role/OrganizationAccountAccessRole/causeway")


def test_a_refused_call_of_a_job_is_explained_in_the_running_sandbox(small: Clone) -> None:
    keys = small.variables("--account", "mobile", "--role", "deployer")
    organizations = boto3.client(
        "organizations",
        endpoint_url=keys["AWS_ENDPOINT_URL"],
        region_name="us-east-1",
        aws_access_key_id=keys["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=keys["AWS_SECRET_ACCESS_KEY"],
        aws_session_token=keys["AWS_SESSION_TOKEN"],
    )
    with pytest.raises(ClientError, match="explicit deny in a service control policy"):
        organizations.leave_organization()
    assert "mobile/deployer" in small.output_of("iam", "denied", "--account", "mobile", COLUMNS="200")
    shown = small.output_of("iam", "explain")
    assert "action: organizations:LeaveOrganization" in shown
    assert LINE in shown
    assert "smallest edit: in deny-leaving, remove organizations:LeaveOrganization" in shown
    found = json.loads(small.output_of("iam", "explain", "last", "--json"))
    assert (found["confirmed"], found["origin"]) == (True, f"{GUARDRAIL}:12")

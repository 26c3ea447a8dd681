"""A refused call and a refused `sandbox up` are explained with the line of the program and the smallest edit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest
from botocore.exceptions import ClientError

from tests.journeys.clone import SMALL, Clone
from tests.journeys.external_user import EXTERNAL, client, external_user

pytestmark = pytest.mark.journey

GUARDRAIL = "accounts/guardrails/deny_leaving.py"
BOUNDARY = "accounts/boundaries.py:115"
TRUST = "accounts/trust.py:21"
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


@dataclass(frozen=True)
class DeniedJob:
    """A call of a job that a policy of the estate denies, and what is shown of it."""

    job: str
    service: str
    operation: str
    parameters: dict[str, str]
    message: str
    line: str
    edit: str


DENIED_JOBS = (
    DeniedJob(
        "deployer",
        "directconnect",
        "delete_connection",
        {"connectionId": "dxcon-absent00"},
        "explicit deny in a permissions boundary",
        BOUNDARY,
        "smallest edit: in boundary, ",
    ),
    DeniedJob(
        "operator",
        "organizations",
        "leave_organization",
        {},
        "explicit deny in a service control policy",
        f"{GUARDRAIL}:12",
        "smallest edit: in deny-leaving, remove organizations:LeaveOrganization",
    ),
)


@pytest.mark.parametrize("denied", DENIED_JOBS, ids=lambda denied: denied.job)
def test_a_refused_call_of_a_job_is_explained_in_the_running_sandbox(small: Clone, denied: DeniedJob) -> None:
    keys = small.variables("--account", "mobile", "--role", denied.job)
    given = (keys["AWS_ACCESS_KEY_ID"], keys["AWS_SECRET_ACCESS_KEY"], keys["AWS_SESSION_TOKEN"])
    with (
        closing(client(denied.service, keys["AWS_ENDPOINT_URL"], *given)) as called,
        pytest.raises(ClientError, match=denied.message),
    ):
        getattr(called, denied.operation)(**denied.parameters)
    assert f"mobile/{denied.job}" in small.output_of("iam", "denied", "--account", "mobile", COLUMNS="200")
    shown = small.output_of("iam", "explain")
    assert f"decided at {denied.line}" in shown
    assert denied.edit in shown
    found = json.loads(small.output_of("iam", "explain", "last", "--json"))
    assert (found["confirmed"], found["origin"]) == (True, denied.line)


def test_a_user_outside_the_organization_is_refused_by_the_trust_policy(small: Clone) -> None:
    status = small.status()
    endpoint, mobile = status["endpoint"], status["accounts"]["mobile"]["id"]
    refused = "because no role trust policy allows the sts:AssumeRole action"
    with (
        external_user(endpoint) as keys,
        closing(client("sts", endpoint, *keys)) as sts,
        pytest.raises(ClientError, match=refused),
    ):
        sts.assume_role(RoleArn=f"arn:aws:iam::{mobile}:role/deployer", RoleSessionName="external")
    shown = small.output_of("iam", "explain")
    assert f"principal: arn:aws:iam::{EXTERNAL}:user/analyst" in shown
    assert f"decided at {TRUST}" in shown
    assert "smallest edit: in trust, add " in shown
    found = json.loads(small.output_of("iam", "explain", "last", "--json"))
    assert (found["confirmed"], found["origin"]) == (True, TRUST)
    assert found["decision"]["blocked_by"] == ["trust"]

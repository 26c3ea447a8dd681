"""The modes of enforcement apply to assuming a role as to every other call."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from sandbox.engine import Engine
from sandbox.engine.endpoint import enforce
from tests.sandbox.gateway.authorization.people import Client, People, allow, refused

pytestmark = pytest.mark.engine

type SetMode = Callable[[str], None]


@pytest.fixture
def people(client: Client, account: str) -> People:
    return People(client, account)


@pytest.fixture
def mode(engine: Engine) -> Iterator[SetMode]:
    """Set the mode, and the default again at the end."""
    yield lambda name: enforce(engine.endpoint, engine.token, name, account_id_keys=True)
    enforce(engine.endpoint, engine.token, "enforce", account_id_keys=True)


@pytest.fixture
def role(people: People) -> str:
    """A role that trusts another user than ann."""
    people.user("bob", allow("sts:AssumeRole"))
    return people.role("ops", f"arn:aws:iam::{people.account}:user/bob", allow("sqs:*"))


@pytest.mark.parametrize("name", ["audit", "off"])
def test_a_role_that_does_not_trust_the_caller_is_assumed_unless_enforcing(
    people: People, role: str, mode: SetMode, name: str
) -> None:
    ann = people.user("ann", allow("sts:AssumeRole"))
    assert refused(ann("sts").assume_role, RoleArn=role, RoleSessionName="kim")[0] == "AccessDenied"
    mode(name)
    session = people.session(ann("sts"), role)
    session("sqs").list_queues()
    session("sns").list_topics()
    mode("enforce")
    session("sqs").list_queues()
    assert refused(session("sns").list_topics)[0] == "AuthorizationError"


@pytest.mark.parametrize("name", ["audit", "off"])
def test_what_sts_refuses_by_itself_is_refused_in_every_mode(
    people: People, role: str, mode: SetMode, name: str
) -> None:
    ann = people.user("ann", allow("sts:AssumeRole"))
    mode(name)
    absent = role.replace("/ops", "/absent")
    assert refused(ann("sts").assume_role, RoleArn=absent, RoleSessionName="kim")[0] == "AccessDenied"
    code, _ = refused(ann("sts").assume_role, RoleArn=role, RoleSessionName="kim", DurationSeconds=7200)
    assert code == "ValidationError"

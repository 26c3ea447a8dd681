"""The rules of AWS's policy evaluation logic, policy_set test each."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.iam import Decision, Kind, Layer, Layers, PolicySet, Request, Verdict, decide

ACCOUNT, OTHER = "111122223333", "444455556666"
USER = f"arn:aws:iam::{ACCOUNT}:user/ann"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/dev/ann"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/team/dev"
ROOT = f"arn:aws:iam::{ACCOUNT}:root"
FEDERATED = f"arn:aws:sts::{ACCOUNT}:federated-user/ann"
SLR = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
QUEUE = f"arn:aws:sqs:us-east-1:{ACCOUNT}:orders"
FOREIGN = f"arn:aws:sqs:us-east-1:{OTHER}:orders"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1"

ALLOW, EXPLICIT, IMPLICIT, NOT_EVALUABLE = (
    Decision.ALLOW,
    Decision.EXPLICIT_DENY,
    Decision.IMPLICIT_DENY,
    Decision.NOT_EVALUABLE,
)


def statement(effect: str, action: str = "*", resource: str | None = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": effect, "Action": action, **({"Resource": resource} if resource else {}), **more}


def document(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


FULL = document(statement("Allow"))
NOTHING = document(statement("Allow", "none:None"))
DENY = document(statement("Deny"))


def grant(principal: Any, action: str = "*") -> dict[str, Any]:
    return document(statement("Allow", action, Principal=principal))


def verdict(
    principal: str | None = USER,
    action: str = "sqs:SendMessage",
    resource: str = QUEUE,
    *,
    identity: Any = None,
    boundary: Any = None,
    session: Any = None,
    resource_policy: Any = None,
    scps: Any = (),
    rcps: Any = (),
    endpoint: Any = None,
    trust: Any = None,
    **request: Any,
) -> Verdict:
    def policy_set(found: Any, kind: Kind) -> PolicySet | None:
        return PolicySet.of([found], kind) if found else None

    layers = Layers(
        identity=policy_set(identity, Kind.IDENTITY),
        boundaries=(PolicySet.of([boundary], Kind.BOUNDARY),) if boundary else (),
        session=policy_set(session, Kind.SESSION),
        resource=policy_set(trust, Kind.TRUST) or policy_set(resource_policy, Kind.RESOURCE),
        scps=tuple(PolicySet.of(level, Kind.SCP) for level in scps),
        rcps=tuple(PolicySet.of(level, Kind.RCP) for level in rcps),
        endpoint=policy_set(endpoint, Kind.ENDPOINT),
    )
    return decide(Request.of(principal, action, resource, **request), layers)


def test_an_identity_policy_is_enough_within_the_account():
    assert verdict(identity=FULL) == Verdict(ALLOW, Layer.IDENTITY)


def test_a_request_that_no_policy_allows_is_denied():
    assert verdict() == Verdict(IMPLICIT, Layer.IDENTITY, (Layer.IDENTITY,))


@pytest.mark.parametrize(
    ("layer", "policies"),
    [
        (Layer.IDENTITY, {"identity": document(statement("Allow"), statement("Deny"))}),
        (Layer.BOUNDARY, {"boundary": DENY}),
        (Layer.SESSION, {"principal": SESSION, "session": DENY}),
        (Layer.SCP, {"scps": [[FULL], [FULL, DENY]]}),
        (Layer.RCP, {"rcps": [[document(statement("Deny", Principal="*"))]]}),
        (Layer.ENDPOINT, {"endpoint": document(statement("Deny", Principal="*"))}),
        (
            Layer.RESOURCE,
            {
                "resource_policy": document(
                    statement("Deny", Principal={"AWS": USER}), statement("Allow", Principal="*")
                )
            },
        ),
    ],
)
def test_an_explicit_deny_in_any_layer_wins(layer: Layer, policies: dict[str, Any]):
    found = verdict(**{"identity": FULL, **policies})
    assert (found.decision, found.layer) == (EXPLICIT, layer)


@pytest.mark.parametrize(
    ("principal", "granted_to", "limits", "decision"),
    [
        (USER, USER, {}, ALLOW),
        (USER, USER, {"boundary": NOTHING}, ALLOW),
        (SESSION, SESSION, {"boundary": NOTHING, "session": NOTHING}, ALLOW),
        (FEDERATED, FEDERATED, {"session": NOTHING}, ALLOW),
        (SESSION, ROLE, {}, ALLOW),
        (SESSION, ROLE, {"boundary": NOTHING}, IMPLICIT),
        (SESSION, ROLE, {"session": NOTHING}, IMPLICIT),
        (USER, ROOT, {}, IMPLICIT),
        (USER, ACCOUNT, {"identity": FULL}, ALLOW),
        (USER, "*", {"boundary": NOTHING}, ALLOW),
        (USER, f"arn:aws:iam::{ACCOUNT}:user/bob", {}, IMPLICIT),
    ],
)
def test_a_resource_policy_passes_limits_by_the_principal_it_names(
    principal: str, granted_to: str, limits: dict[str, Any], decision: Decision
):
    assert verdict(principal, resource_policy=grant({"AWS": granted_to}), **limits).decision is decision


def test_a_deny_in_a_boundary_overrides_a_grant_to_the_session():
    assert verdict(SESSION, resource_policy=grant({"AWS": SESSION}), boundary=DENY).layer is Layer.BOUNDARY


@pytest.mark.parametrize(
    ("identity", "resource_policy", "blocked_by"),
    [
        (FULL, grant({"AWS": ACCOUNT}), ()),
        (FULL, grant({"AWS": USER}), ()),
        (FULL, None, (Layer.RESOURCE,)),
        (None, grant({"AWS": USER}), (Layer.IDENTITY,)),
        (None, None, (Layer.RESOURCE, Layer.IDENTITY)),
    ],
)
def test_across_accounts_both_sides_must_allow(identity: Any, resource_policy: Any, blocked_by: tuple[Layer, ...]):
    assert verdict(resource=FOREIGN, identity=identity, resource_policy=resource_policy).blocked_by == blocked_by


def test_the_account_root_is_limited_by_scps_alone():
    assert verdict(ROOT).decision is ALLOW
    assert verdict(ROOT, boundary=NOTHING).decision is ALLOW
    assert verdict(ROOT, scps=[[FULL], [NOTHING]]).layer is Layer.SCP


@pytest.mark.parametrize(
    ("levels", "decision"), [([[FULL], [FULL]], ALLOW), ([[FULL], [NOTHING]], IMPLICIT), ([[FULL], []], IMPLICIT)]
)
def test_an_scp_must_allow_at_every_level(levels: list[list[Any]], decision: Decision):
    assert verdict(identity=FULL, scps=levels).decision is decision


@pytest.mark.parametrize(("principal", "request_"), [(SLR, {}), (USER, {"principal_in_management_account": True})])
def test_scps_do_not_apply_to_service_linked_roles_and_the_management_account(principal: str, request_: dict[str, Any]):
    assert verdict(principal, identity=FULL, scps=[[DENY]], **request_).decision is ALLOW


@pytest.mark.parametrize(
    ("action", "resource", "request_", "decision"),
    [
        ("sqs:SendMessage", QUEUE, {}, EXPLICIT),
        ("sqs:SendMessage", QUEUE, {"resource_in_management_account": True}, ALLOW),
        ("ec2:RunInstances", "*", {}, ALLOW),
    ],
)
def test_rcps_apply_by_the_account_and_service_of_the_resource(
    action: str, resource: str, request_: dict[str, Any], decision: Decision
):
    rcps = [[document(statement("Deny", Principal="*"))]]
    assert verdict(USER, action, resource, identity=FULL, rcps=rcps, **request_).decision is decision


def test_rcps_apply_to_anonymous_principals():
    public = grant("*")
    assert verdict(None, resource_policy=public).decision is ALLOW
    assert verdict(None, resource_policy=public, rcps=[[document(statement("Deny", Principal="*"))]]).layer is Layer.RCP


def test_a_service_needs_only_the_resource_policy():
    named = grant({"Service": "sns.amazonaws.com"})
    assert verdict("sns.amazonaws.com", resource_policy=named).decision is ALLOW
    assert verdict("s3.amazonaws.com", resource_policy=named).blocked_by == (Layer.RESOURCE,)


@pytest.mark.parametrize(
    ("policy", "identity", "decision"),
    [
        (grant({"AWS": ROOT}), FULL, ALLOW),
        (grant({"AWS": ROOT}), None, IMPLICIT),
        (grant({"AWS": USER}), None, ALLOW),
        (grant({"AWS": OTHER}), FULL, IMPLICIT),
        (None, FULL, IMPLICIT),
    ],
)
def test_a_kms_key_policy_must_allow_the_request(policy: Any, identity: Any, decision: Decision):
    assert verdict(USER, "kms:Decrypt", KEY, identity=identity, resource_policy=policy).decision is decision


def trust_policy(principal: Any, **more: Any) -> dict[str, Any]:
    return document(statement("Allow", "sts:AssumeRole", None, Principal=principal, **more))


@pytest.mark.parametrize(
    ("principal", "trust", "identity", "decision"),
    [
        (USER, trust_policy({"AWS": ACCOUNT}), FULL, ALLOW),
        (USER, trust_policy({"AWS": ACCOUNT}), None, IMPLICIT),
        (USER, trust_policy({"AWS": USER}), None, ALLOW),
        (USER, trust_policy({"AWS": OTHER}), FULL, IMPLICIT),
        (ROOT, trust_policy({"AWS": ACCOUNT}), None, IMPLICIT),
        ("ec2.amazonaws.com", trust_policy({"Service": "ec2.amazonaws.com"}), None, ALLOW),
    ],
)
def test_a_trust_policy_must_allow_the_request(principal: str, trust: Any, identity: Any, decision: Decision):
    assert verdict(principal, "sts:AssumeRole", ROLE, identity=identity, trust=trust).decision is decision


def test_get_caller_identity_is_always_allowed():
    assert verdict(USER, "sts:GetCallerIdentity", "*", identity=DENY).decision is ALLOW


@pytest.mark.parametrize(
    "broken",
    [
        statement("Allow", Condition={"NumericLessThan": {"aws:MultiFactorAuthAge": "soon"}}),
        statement("Allow", Condition={"DateLessThan": {"aws:CurrentTime": "tomorrow"}}),
        statement("Allow", Condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/64"}}),
        statement("Allow", Condition={"StringResembles": {"aws:SourceIp": "1"}}),
        statement("allow"),
        statement("Allow", Principle="*"),
    ],
)
def test_a_statement_that_cannot_be_evaluated_never_allows(broken: dict[str, Any]):
    assert verdict(identity=document(broken)).decision is NOT_EVALUABLE
    assert verdict(identity=document(broken, statement("Allow"))).decision is NOT_EVALUABLE
    assert verdict(identity=document(broken, statement("Deny"))).decision is EXPLICIT


def test_a_deny_with_not_principal_applies_to_every_principal_with_a_boundary():
    policy = document(statement("Deny", NotPrincipal={"AWS": [USER, ROOT]}))
    assert verdict(identity=FULL, resource_policy=policy).decision is ALLOW
    assert verdict(identity=FULL, resource_policy=policy, boundary=FULL).layer is Layer.RESOURCE


@pytest.mark.parametrize(
    ("not_principals", "decision"), [([SESSION, ROLE, ROOT], ALLOW), ([SESSION], EXPLICIT), ([ROLE, ROOT], EXPLICIT)]
)
def test_not_principal_excludes_a_session_listed_with_its_role_and_account(
    not_principals: list[str], decision: Decision
):
    policy = document(statement("Deny", NotPrincipal={"AWS": not_principals}))
    assert verdict(SESSION, identity=FULL, resource_policy=policy).decision is decision

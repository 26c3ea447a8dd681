"""A policy that does not apply is located at the line that would attach it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.iam import Origin, Policy, Snapshot
from sandbox.iam.snapshot import Account, Node, Resource, UnattachedPolicy
from sandbox.policytest import bucket, everybody, external_principal, role
from sandbox.policytest.evaluate import run
from sandbox.report.failure import Failure
from tests.sandbox.policytest.snapshots import BUCKET, DATA, FULL, policy, small, statement

NETWORK = "777788889999"
ROOT, DEPARTMENTS, HUB, LISTS = (Origin("estate.yaml", line) for line in (10, 12, 13, 9))
RAIL = policy("rail", statement("Deny", "s3:*"))


def tree(
    *, departments: tuple[Policy, ...] = (), hub: tuple[Policy, ...] = (), unattached: UnattachedPolicy | None = None
) -> Snapshot:
    """Return a snapshot with mobile and data in one unit and network in another; each list of policies has a line."""
    snapshot = small()
    nodes = {
        **snapshot.nodes,
        "r-1": replace(snapshot.nodes["r-1"], origin=ROOT),
        "ou-1": replace(snapshot.nodes["ou-1"], scps=(FULL, *departments), origin=DEPARTMENTS),
        "ou-2": replace(snapshot.nodes["ou-2"], scps=(FULL, *hub), origin=HUB),
        NETWORK: Node(NETWORK, "network", "ou-2", scps=(FULL,)),
    }
    reader = next(c for c in snapshot.callers.values() if c.account == DATA)
    router = replace(reader, arn=f"arn:aws:iam::{NETWORK}:role/router", account=NETWORK, origin=Origin("hub.py", 3))
    return replace(
        snapshot,
        nodes=nodes,
        accounts={**snapshot.accounts, NETWORK: Account(NETWORK, "network", NETWORK, origin=Origin("accounts.py", 7))},
        callers={**snapshot.callers, router.arn: router},
        unattached={unattached.name: unattached} if unattached else {},
    )


def failure_of(snapshot: Snapshot, *, of: str = "") -> Failure:
    def test() -> None:
        subject = role(of) if "/" in of else everybody.inside(of) if of else everybody.inside("departments", "empty")
        subject.cannot("s3:GetObject").because_of("rail")

    return run(test, snapshot).access_failures[0]


@pytest.mark.parametrize(
    ("of", "where"),
    [
        ("", ROOT),
        ("departments", DEPARTMENTS),
        ("mobile/deployer", LISTS),
        ("network/router", LISTS),
        ("empty", LISTS),
    ],
)
def test_an_unattached_guardrail_is_located_at_the_list_above_all_principals(of: str, where: Origin):
    failure = failure_of(tree(unattached=UnattachedPolicy("rail", origin=LISTS)), of=of)
    assert failure.where == where
    assert "policy rail is attached to nothing" in failure.headline


@pytest.mark.parametrize("limits_resources", [False, True])
def test_an_unattached_rcp_is_not_located_at_the_list_of_the_principals(limits_resources: bool):
    failure = failure_of(
        tree(unattached=UnattachedPolicy("rail", limits_resources=limits_resources, origin=LISTS)), of="departments"
    )
    assert failure.where == (LISTS if limits_resources else DEPARTMENTS)


@pytest.mark.parametrize(
    ("snapshot", "of", "where"),
    [
        (tree(hub=(RAIL,)), "mobile/deployer", DEPARTMENTS),
        (tree(departments=(RAIL,)), "network/router", HUB),
    ],
)
def test_a_guardrail_on_another_unit_is_located_at_the_list_of_the_principal(
    snapshot: Snapshot, of: str, where: Origin
):
    failure = failure_of(snapshot, of=of)
    assert failure.where == where
    assert "policy rail is attached elsewhere" in failure.headline


def test_an_rcp_on_another_unit_is_located_at_the_list_of_the_resource():
    snapshot = tree()
    hub = replace(snapshot.nodes["ou-2"], rcps=(RAIL,))
    failure = run(
        lambda: external_principal().cannot("s3:GetObject", bucket("gilt-data", "x")).because_of("rail"),
        replace(snapshot, nodes={**snapshot.nodes, "ou-2": hub}),
    ).access_failures[0]
    assert failure.where == DEPARTMENTS


def test_a_bucket_without_its_policy_is_located_at_the_bucket():
    origin = Origin("trail.py", 4)
    snapshot = replace(small(), resources={BUCKET: Resource(BUCKET, DATA, origin=origin)})
    expected = "policy of gilt-data/DenyInsecureTransport"
    failure = run(
        lambda: role("data/reader").cannot("s3:GetObject", f"{BUCKET}/x").because_of(expected), snapshot
    ).access_failures[0]
    assert failure.where == origin

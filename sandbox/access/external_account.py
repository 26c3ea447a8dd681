"""Another organization: somebody whose own account lets them do everything, and roles there that trust everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sandbox.iam import Policy, Snapshot
from sandbox.iam.snapshot import Account, Caller

ACCOUNT = "999999999999"
ARN = f"arn:aws:iam::{ACCOUNT}:user/stranger"
_EVERYTHING = Policy(
    "everything", {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
)
_TRUST = Policy(
    "trust of a stranger",
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
    },
)
_STRANGER = Caller(ARN, ACCOUNT, identity=(_EVERYTHING,))


def with_stranger(world: Snapshot) -> Snapshot:
    """The world and a stranger: what they may do there is what the resources' own side lets them.

    Their account has a role of each name that a role has here, for a policy may name roles of any account.
    """
    return replace(
        world,
        accounts={**world.accounts, ACCOUNT: Account(ACCOUNT, "stranger")},
        callers={**world.callers, ARN: _STRANGER, **{role.arn: role for role in _roles(world)}},
    )


def _roles(world: Snapshot) -> Iterator[Caller]:
    """A role's path goes with its name."""
    for arn in world.callers:
        _, found, name = arn.partition(":role/")
        if found and not name.startswith("aws-service-role/"):
            yield Caller(f"arn:aws:iam::{ACCOUNT}:role/{name}", ACCOUNT, identity=(_EVERYTHING,), trust=_TRUST)

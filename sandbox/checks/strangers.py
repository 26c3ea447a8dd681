"""Somebody of another organization, whose own account lets them do everything."""

from __future__ import annotations

from dataclasses import replace

from sandbox.iam import Policy, World
from sandbox.iam.world import Account, Caller

ACCOUNT = "999999999999"
ARN = f"arn:aws:iam::{ACCOUNT}:user/stranger"
_EVERYTHING = Policy(
    "everything", {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
)
_STRANGER = Caller(ARN, ACCOUNT, identity=(_EVERYTHING,))


def with_stranger(world: World) -> World:
    """The world and a stranger: what they may do there is what the resources' own side lets them."""
    return replace(
        world,
        accounts={**world.accounts, ACCOUNT: Account(ACCOUNT, "stranger")},
        callers={**world.callers, ARN: _STRANGER},
    )

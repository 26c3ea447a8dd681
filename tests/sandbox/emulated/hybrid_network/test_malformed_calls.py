"""Operations of VPN and transit gateways with wrong values in every member: a refusal, and nothing changes."""

from __future__ import annotations

import random
from typing import Any

import botocore.session
import pytest

from sandbox.emulated.ec2.call import Ec2Call
from sandbox.emulated.ec2.request_check import check_request
from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import HOME, NETWORK, OPERATIONS
from tests.sandbox.emulated.hybrid_network.owned_resources import Owned, members, rest

EC2 = botocore.session.get_session().get_service_model("ec2")
NAMES = sorted(name for name, (kind, _) in OPERATIONS.items() if kind is Ec2Call)
TEXTS = (
    "",
    " ",
    "0",
    "x" * 300,
    "10.0.0.0/99",
    "::/129",
    "fd00::1",
    "tgw-",
    "vpn-é",
    "-1",
    "*",
    "\0",
    "${jndi}",
    "a-b-c",
)
NUMBERS = (-1, 0, 1, 2**31, 2**63, 10**30)
ROUNDS = 20
"""Calls of each operation, with another seed each."""


def wrong(shape: Any, known: Any, dice: random.Random, depth: int = 0) -> Any:
    """Return a value of the shape's type, a wrong one mostly, else a known one."""
    kind = shape.type_name
    if known is not None and dice.random() < 0.4:
        return known
    if kind == "structure":
        chosen = [name for name in shape.members if dice.random() < 0.5]
        return {name: wrong(shape.members[name], None, dice, depth + 1) for name in chosen} if depth < 4 else {}
    if kind == "list":
        return [wrong(shape.member, None, dice, depth + 1) for _ in range(dice.choice((0, 1, 2)))]
    if kind == "boolean":
        return dice.random() < 0.5
    if kind in {"integer", "long"}:
        return dice.choice(NUMBERS)
    return dice.choice([*TEXTS, *(shape.enum or ())])


@pytest.mark.parametrize("operation", NAMES)
def test_wrong_values_are_refused_by_a_documented_error(owned: Owned, operation: str):
    model = EC2.operation_model(operation)
    values = rest() | owned.ids
    for seed in range(ROUNDS):
        dice = random.Random(f"{operation}/{seed}")  # noqa: S311 - the same in every run
        request = {
            name: wrong(shape, values.get(name) if name in members(operation) else None, dice)
            for name, shape in model.input_shape.members.items()
            if name != "DryRun" and dice.random() < 0.8
        }
        try:
            call = owned.aws.call(NETWORK, HOME, OPERATIONS[operation][0], request)
            check_request(call, model)
            owned.aws.run(NETWORK, operation, **request)
        except AwsError as refused:
            assert refused.sender_fault or refused.status == 501, (request, refused)  # noqa: PT017 - refused by name
        owned.aws.wait(0.2)


def test_every_operation_of_the_package_is_tried():
    assert {"CreateVpnConnection", "CreateTransitGatewayConnectPeer", "CreateTags"} < set(NAMES)
    assert len(NAMES) > 80

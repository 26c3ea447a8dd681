"""The peers: how each is started, and which requests it supports.

Most peers support some layers only, so a request is reduced to what the peer supports before both evaluate it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sandbox.iam.principal import Principal, PrincipalType
from tests.fuzz.generator import GeneratedRequest
from tests.fuzz.peers.install import node_peers, python_peers
from tests.fuzz.peers.peer import Peer

HERE = Path(__file__).parent / "peers"
_SPECIAL_ACTIONS = ("sts:AssumeRole", "sts:GetCallerIdentity", "kms:Decrypt")
"""Actions that identity-based policies alone never decide."""
_REQUEST = ("principal", "action", "resource", "resource_account", "context")


@dataclass(frozen=True, slots=True)
class PeerDefinition:
    """A peer: its name, what it supports, how to start it, and how to reduce a request to what it supports."""

    name: str
    supports: str
    start: Callable[[], Peer]
    reduce: Callable[[GeneratedRequest], GeneratedRequest | None]


def _iam_simulate() -> Peer:
    return Peer("iam-simulate", ["node", HERE / "iam_simulate.mjs", node_peers()])


def _python(name: str, script: str, *, coarse: bool = False) -> Callable[[], Peer]:
    return lambda: Peer(name, [python_peers(), HERE / script], coarse=coarse)


def _all_layers(request: GeneratedRequest) -> GeneratedRequest:
    return request


def _own_policies(*layers: str) -> Callable[[GeneratedRequest], GeneratedRequest | None]:
    """Return a function that reduces requests of users and roles within their account to these layers."""

    def reduced(request: GeneratedRequest) -> GeneratedRequest | None:
        caller = Principal.parse(request["principal"])
        fits = caller.type in (PrincipalType.USER, PrincipalType.ROLE) and not caller.service_linked
        if not fits or caller.account != request["resource_account"]:
            return None
        if request["action"] in _SPECIAL_ACTIONS:
            return None
        found = {name: request[name] for name in (*_REQUEST, *layers) if name in request}
        return found if any(found.get(name) for name in layers) else None

    return reduced


def _principal_mapper(request: GeneratedRequest) -> GeneratedRequest | None:
    """Reduce a request to users and roles, their boundary and session policy, SCPs and the resource policy.

    Without a resource policy the peer ignores the account of the resource.
    """
    caller = Principal.parse(request["principal"])
    if caller.type not in (PrincipalType.USER, PrincipalType.ROLE) or caller.is_session:
        return None
    elsewhere = caller.account != request["resource_account"] or request["action"] in _SPECIAL_ACTIONS
    if request["action"] == "sts:GetCallerIdentity" or (elsewhere and not request.get("resource_policy")):
        return None
    layers = ("identity", "boundaries", "session", "resource_policy", "scps")
    return {name: request[name] for name in (*_REQUEST, *layers) if name in request}


def _moto(request: GeneratedRequest) -> GeneratedRequest | None:
    """Reduce a request to identity-based policies without conditions, which moto does not evaluate there."""
    found = _own_policies("identity")(request)
    if found is None:
        return None
    plain = [
        {**document, "Statement": [{k: v for k, v in one.items() if k != "Condition"} for one in document["Statement"]]}
        for document in found["identity"]
    ]
    return {**found, "identity": plain, "context": {}}


PEERS = (
    PeerDefinition("iam-simulate", "all layers", _iam_simulate, _all_layers),
    PeerDefinition(
        "principalmapper",
        "users and roles; identity, boundary, session, resource policy, SCPs; allowed or not",
        _python("principalmapper", "principal_mapper.py", coarse=True),
        _principal_mapper,
    ),
    PeerDefinition(
        "ministack",
        "users and roles within an account; identity, boundary, session",
        _python("ministack", "ministack_evaluator.py"),
        _own_policies("identity", "boundaries", "session"),
    ),
    PeerDefinition(
        "moto",
        "users and roles within an account; identity without conditions",
        _python("moto", "moto_access_control.py"),
        _moto,
    ),
)

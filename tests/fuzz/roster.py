"""The peers: how each is started, and which requests it supports.

No peer knows all layers, so a request is reduced to what the peer knows before both decide it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sandbox.iam.principal import Principal, PrincipalType
from tests.fuzz.generator import Question
from tests.fuzz.peers.install import node_peers, python_peers
from tests.fuzz.peers.peer import Peer

HERE = Path(__file__).parent / "peers"
_OWN_RULES = ("sts:AssumeRole", "sts:GetCallerIdentity", "kms:Decrypt")
"""Actions that identity-based policies alone never decide."""
_REQUEST = ("principal", "action", "resource", "resource_account", "context")


@dataclass(frozen=True, slots=True)
class Listed:
    """A peer."""

    name: str
    knows: str
    start: Callable[[], Peer]
    reduced: Callable[[Question], Question | None]


def _iam_simulate() -> Peer:
    return Peer("iam-simulate", ["node", HERE / "iam_simulate.mjs", node_peers()])


def _python(name: str, script: str, *, coarse: bool = False) -> Callable[[], Peer]:
    return lambda: Peer(name, [python_peers(), HERE / script], coarse=coarse)


def _whole(question: Question) -> Question:
    return question


def _own_policies(*layers: str) -> Callable[[Question], Question | None]:
    """Return what reduces requests of users and roles within their account to these layers."""

    def reduce(question: Question) -> Question | None:
        caller = Principal.parse(question["principal"])
        fits = caller.type in (PrincipalType.USER, PrincipalType.ROLE) and not caller.service_linked
        if not fits or caller.account != question["resource_account"]:
            return None
        if question["action"] in _OWN_RULES:
            return None
        found = {name: question[name] for name in (*_REQUEST, *layers) if name in question}
        return found if any(found.get(name) for name in layers) else None

    return reduce


def _principal_mapper(question: Question) -> Question | None:
    """Reduce a request to users and roles, their boundary and session policy, SCPs and the resource policy.

    Without a resource policy the peer ignores the account of the resource.
    """
    caller = Principal.parse(question["principal"])
    if caller.type not in (PrincipalType.USER, PrincipalType.ROLE) or caller.is_session:
        return None
    elsewhere = caller.account != question["resource_account"] or question["action"] in _OWN_RULES
    if question["action"] == "sts:GetCallerIdentity" or (elsewhere and not question.get("resource_policy")):
        return None
    layers = ("identity", "boundaries", "session", "resource_policy", "scps")
    return {name: question[name] for name in (*_REQUEST, *layers) if name in question}


def _moto(question: Question) -> Question | None:
    """Reduce a request to identity-based policies without conditions, which moto does not evaluate there."""
    found = _own_policies("identity")(question)
    if found is None:
        return None
    plain = [
        {**document, "Statement": [{k: v for k, v in one.items() if k != "Condition"} for one in document["Statement"]]}
        for document in found["identity"]
    ]
    return {**found, "identity": plain, "context": {}}


ROSTER = (
    Listed("iam-simulate", "all layers", _iam_simulate, _whole),
    Listed(
        "principalmapper",
        "users and roles; identity, boundary, session, resource policy, SCPs; allowed or not",
        _python("principalmapper", "principal_mapper.py", coarse=True),
        _principal_mapper,
    ),
    Listed(
        "ministack",
        "users and roles within an account; identity, boundary, session",
        _python("ministack", "ministack_evaluator.py"),
        _own_policies("identity", "boundaries", "session"),
    ),
    Listed(
        "moto",
        "users and roles within an account; identity without conditions",
        _python("moto", "moto_access_control.py"),
        _moto,
    ),
)

"""The peers there are: how each is started, and what of a question it can be asked.

None of them knows all layers; a question is reduced to what the peer knows before both answer it.
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
"""Actions that the caller's own policies never settle alone."""
_REQUEST = ("principal", "action", "resource", "resource_account", "context")


@dataclass(frozen=True, slots=True)
class Listed:
    """One peer."""

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
    """Questions of users and roles within their account, with those layers alone."""

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
    """Users and roles, their boundary and session policy, SCPs and the resource's policy.

    Without a resource policy it takes no account of who owns the resource.
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
    """Identity-based policies without conditions, which moto does not read there."""
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

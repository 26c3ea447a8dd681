"""The record of a denied call: who called what, what decided, and the request that was evaluated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Self

from sandbox.iam import EvaluationTrace, Kind, Policy, PolicySet


@dataclass(frozen=True)
class DecidingStatement:
    """A statement that decided: its policy, its Sid or its place in the policy, counted from 0."""

    layer: str
    policy: str
    policy_arn: str | None
    sid: str | None
    statement: int

    def __str__(self) -> str:
        return f"{self.policy}/{self.sid or self.statement + 1}"


@dataclass(frozen=True)
class EvaluatedRequest:
    """One request as `sandbox.iam` evaluated it, and its verdict."""

    principal: str | None
    """ARN of the user or the session, or a service principal; None for an anonymous request."""
    action: str
    resource: str
    resource_account: str | None
    context: Mapping[str, tuple[str, ...]]
    """Condition keys and their values."""
    session_policies: tuple[Policy, ...]
    """Policies that the session was made with, which no snapshot has."""
    decision: str
    layer: str
    deciding: tuple[DecidingStatement, ...]
    """Empty for an implicit denial."""
    blocked_by: tuple[str, ...] = ()
    """Every layer that does not allow the request."""

    @classmethod
    def of(cls, trace: EvaluationTrace) -> Self:
        """Return the request of a trace; names in keys keep their case."""
        request, verdict, session = trace.request, trace.verdict, trace.layers.session
        spelled = {key.lower(): key for key in request.given}
        return cls(
            principal=request.principal.arn,
            action=request.action,
            resource=request.resource,
            resource_account=request.resource_account,
            context={spelled.get(key, key): values for key, values in request.context.items()},
            session_policies=session.policies if session else (),
            decision=verdict.decision.value,
            layer=verdict.layer.value,
            deciding=tuple(
                DecidingStatement(
                    one.layer.value, one.policy.name, one.policy.arn, one.statement.sid, one.statement.index
                )
                for one in trace.deciding
            ),
            blocked_by=tuple(layer.value for layer in verdict.blocked_by),
        )

    @property
    def session(self) -> PolicySet | None:
        """The session policies, compiled; None for a session without any."""
        return PolicySet(self.session_policies, Kind.SESSION) if self.session_policies else None


@dataclass(frozen=True)
class DeniedCall:
    """A call that was refused, or that would have been in mode `audit`."""

    id: str
    """The id of the request, which its response and its CloudTrail event have."""
    time: datetime
    refused: bool
    """False in mode `audit`: the call was executed."""
    account: str | None
    """Of the caller, or of the resource for which a service calls; None for an anonymous caller."""
    service: str
    operation: str
    region: str
    error_code: str
    message: str
    """AWS's message, without what EC2 encodes."""
    request: EvaluatedRequest | None = field(default=None)
    """None where the operation has no mapping to actions, so that nothing was evaluated."""

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        found = asdict(self) | {"time": self.time.isoformat()}
        if self.request is not None:
            found["request"]["session_policies"] = [
                {"name": policy.name, "document": policy.document, "arn": policy.arn}
                for policy in self.request.session_policies
            ]
        return found

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Return the call of plain values."""
        given = values["request"]
        request = given and EvaluatedRequest(
            **{
                **given,
                "context": {key: tuple(texts) for key, texts in given["context"].items()},
                "session_policies": tuple(Policy(**policy) for policy in given["session_policies"]),
                "deciding": tuple(DecidingStatement(**one) for one in given["deciding"]),
                "blocked_by": tuple(given["blocked_by"]),
            }
        )
        return cls(**{**values, "time": datetime.fromisoformat(values["time"]), "request": request})

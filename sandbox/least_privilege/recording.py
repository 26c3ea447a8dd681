"""A recording: what each role and user called, aggregated by action, resource and the condition keys of policies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Self

CONDITION_KEYS: Mapping[str, str] = {
    "ec2:CreateTags": "ec2:CreateAction",
    "iam:CreateServiceLinkedRole": "iam:AWSServiceName",
    "iam:PassRole": "iam:PassedToService",
}
"""Action -> the key that a generated statement tests.

Reference: EC2 user guide, supported-iam-actions-tagging; IAM user guide, id_roles_create-service-linked-role and
id_roles_use_passrole.
"""
_OF_KMS = "kms:ViaService"
"""Of a key that a service uses on behalf of the caller. Reference: KMS developer guide, conditions-kms."""


def condition_key(action: str) -> str | None:
    """Return the key that a generated statement tests for an action, where a request has it; None for none.

    Example:
        >>> condition_key("iam:PassRole")
        'iam:PassedToService'

    """
    return CONDITION_KEYS.get(action) or (_OF_KMS if action.startswith("kms:") else None)


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """One action on one resource that a role or user called, one or more times."""

    principal: str
    """ARN of the role or user."""
    caller: str
    """ARN of the session or user in the example with the keys of `context`; of a federated user, its user's."""
    action: str
    resource: str
    resource_account: str | None
    context: Mapping[str, tuple[str, ...]]
    """Condition keys and their values in the first call that was allowed; without one, in the first call."""
    allowed: int
    """Calls that needed it and were allowed."""
    denied: int
    """Calls that needed it and were denied, because of this or another of their requirements."""
    first: datetime
    last: datetime

    @property
    def calls(self) -> int:
        """The number of calls that needed it."""
        return self.allowed + self.denied

    @property
    def condition(self) -> tuple[str, str] | None:
        """The key that a generated statement tests, and its value; None where the request has none."""
        key = condition_key(self.action)
        value = next((values for name, values in self.context.items() if key and name.lower() == key.lower()), ())
        return (key, value[0]) if key and value else None


_FIELDS = tuple(one.name for one in fields(RecordedRequest))
"""`asdict` copies every value, which takes seconds for a whole recording."""


@dataclass(frozen=True)
class Recording:
    """The calls between a start and a stop."""

    started: datetime
    stopped: datetime | None
    """None while it runs."""
    requests: tuple[RecordedRequest, ...] = ()
    incomplete: Mapping[str, int] = field(default_factory=dict)
    """ARN of a role or user -> its calls that were not kept because the recording had reached its bound."""
    without_policies: int = 0
    """Calls of callers without policies of their own: anonymous, of identity providers, of federated root users."""

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        requests = [
            {name: getattr(one, name) for name in _FIELDS}
            | {"first": one.first.isoformat(), "last": one.last.isoformat()}
            for one in self.requests
        ]
        return {
            "started": self.started.isoformat(),
            "stopped": self.stopped.isoformat() if self.stopped else None,
            "requests": requests,
            "incomplete": dict(self.incomplete),
            "without_policies": self.without_policies,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Return the recording of plain values."""
        requests = (
            RecordedRequest(
                **{
                    **one,
                    "context": {key: tuple(texts) for key, texts in one["context"].items()},
                    "first": datetime.fromisoformat(one["first"]),
                    "last": datetime.fromisoformat(one["last"]),
                }
            )
            for one in values["requests"]
        )
        stopped = values["stopped"] and datetime.fromisoformat(values["stopped"])
        started = datetime.fromisoformat(values["started"])
        return cls(**{**values, "started": started, "stopped": stopped, "requests": tuple(requests)})

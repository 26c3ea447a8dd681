"""One simulation: who would call, with which policies, on resources of which owner. Pure but for the policies given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from sandbox.emulated.policies.written_policy import WrittenPolicy
from sandbox.iam import EvaluationTrace, Kind, Layers, Policy, PolicySet, Request, Snapshot, explain
from sandbox.iam.actions import facts
from sandbox.iam.applicability import must_grant_itself
from sandbox.iam.policy_json import statements
from sandbox.iam.snapshot import Caller
from sandbox.iam.snapshot_keys import SnapshotKeys

_UNKNOWN_CALLER = "simulated"
_OF_THE_CALLER = ("aws:username", "aws:userid", "aws:PrincipalArn", "aws:PrincipalType", "aws:PrincipalAccount")
_NOT_ASSUMED = ("aws:securetransport", "aws:requestedregion")
"""Keys that evaluation takes for granted, and the simulator does not."""


@dataclass(frozen=True)
class Scenario:
    """What all evaluations of one simulation share."""

    partition: str
    account: str
    """Of the caller; without one, of the account that simulates."""
    caller: str | None
    """ARN of a user, or of a role for a session of it; None where policies alone are simulated."""
    identity: tuple[WrittenPolicy, ...]
    boundary: WrittenPolicy | None = None
    resource: WrittenPolicy | None = None
    owner: str | None = None
    """Account of resources whose ARN does not name one; by default the caller's."""
    context: Mapping[str, object] = field(default_factory=dict)
    snapshot: Snapshot = field(default_factory=lambda: Snapshot("simulation"))
    """The caller's organization; empty for one outside any."""
    known: Caller | None = None
    """The user or role behind the caller, for its tags and unique id."""

    @property
    def in_organization(self) -> bool:
        """Whether SCPs may limit the caller."""
        return bool(self.snapshot.path(self.account))

    def evaluate(self, action: str, resource: str) -> EvaluationTrace:
        """Return the evaluation of one action on one resource."""
        request = self._request(action, resource)
        layers = self._layers
        if self.resource is None and request.same_account and must_grant_itself(request):
            # Without a resource policy the simulator decides by identity policies alone, for keys and roles too.
            layers = replace(layers, resource=self._delegating(action))
        return explain(request, layers)

    def _request(self, action: str, resource: str) -> Request:
        management = self.snapshot.accounts.get(self.account)
        bare = Request.of(
            self.caller or f"arn:{self.partition}:iam::{self.account}:user/{_UNKNOWN_CALLER}",
            action,
            resource,
            context=self.context,
            resource_account=self.owner if self._names_no_account(resource) else None,
            principal_in_management_account=management is not None and management.management,
        )
        keys = SnapshotKeys(self.snapshot).of(bare, self.known) if self.caller else dict.fromkeys(_UNSET, ())
        assumed = {key: values for key, values in keys.items() if key not in _NOT_ASSUMED}
        principal = bare.principal
        if self.known is not None:
            principal = replace(principal, unique_id=self.known.unique_id)
        return replace(bare, principal=principal, context={**assumed, **bare.context})

    @staticmethod
    def _names_no_account(resource: str) -> bool:
        parts = resource.split(":")
        return len(parts) <= 4 or not parts[4].isdigit()  # noqa: PLR2004 - an ARN's fifth field is its account

    @cached_property
    def _layers(self) -> Layers:
        return Layers(
            identity=PolicySet([one.policy for one in self.identity], Kind.IDENTITY) if self.identity else None,
            boundaries=(PolicySet([self.boundary.policy], Kind.BOUNDARY),) if self.boundary else (),
            resource=PolicySet([self.resource.policy], Kind.RESOURCE) if self.resource else None,
            scps=self._scps(),
        )

    def _scps(self) -> tuple[PolicySet, ...]:
        levels = [node.scps for node in self.snapshot.path(self.account)]
        if not any(levels):
            return ()
        return tuple(PolicySet(_without_conditions(level), Kind.SCP) for level in levels)

    def _delegating(self, action: str) -> PolicySet:
        statement = {"Effect": "Allow", "Principal": {"AWS": self.account}, "Action": action}
        document = {"Version": "2012-10-17", "Statement": [statement]}
        kind = Kind.TRUST if facts(action).assumes_role else Kind.RESOURCE
        return PolicySet([Policy("delegation to the account", document)], kind)


_UNSET = tuple(key.lower() for key in _OF_THE_CALLER)


def _without_conditions(level: tuple[Policy, ...]) -> list[Policy]:
    """Return the SCPs that the simulator evaluates: it leaves out those that have any condition."""
    return [one for one in level if not any(statement.get("Condition") for statement in statements(one.document))]

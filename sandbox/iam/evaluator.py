"""Decisions about requests in a snapshot: finds the policies that apply and the condition keys that follow.

Keys that AWS fills in from what the snapshot knows (organization, paths, tags, the role's own ARN) are filled in here;
TLS and the home Region are taken for granted where a request does not give them. A request of a role is evaluated for a
session of it, as on AWS: see `role_session`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, lru_cache

from sandbox.iam import cache_sizes
from sandbox.iam.actions import facts
from sandbox.iam.decision import Verdict, decide
from sandbox.iam.document import Kind
from sandbox.iam.evaluation_trace import EvaluationTrace, explain
from sandbox.iam.layers import Layers
from sandbox.iam.policy_set import CompiledDocuments, Policy, PolicySet
from sandbox.iam.principal import Principal, PrincipalType
from sandbox.iam.request import Request
from sandbox.iam.role_session import as_session
from sandbox.iam.snapshot import Caller, Resource, Snapshot
from sandbox.iam.snapshot_keys import SnapshotKeys

_DELEGATED_SERVICES = {"sts:assumeroot": "iam.amazonaws.com"}
"""Action -> the service whose delegated administrator may call it, where it is not the action's own."""


class Evaluator:
    """Decides requests in one snapshot; every set of policies is compiled once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._sets: dict[tuple[int, ...], PolicySet] = {}
        self._documents: CompiledDocuments = {}
        self._around: dict[tuple[Kind, str | None], tuple[PolicySet, ...]] = {}
        self._keys = SnapshotKeys(snapshot)
        self._principals: dict[str | None, tuple[Principal, Caller | None]] = {}

    def of(self, snapshot: Snapshot) -> Evaluator:
        """Return an evaluator of another snapshot that shares compiled policies.

        For snapshots that differ in a policy or two.
        """
        other = Evaluator(snapshot)
        other._sets, other._documents = self._sets, self._documents
        return other

    def with_parts(
        self,
        callers: Mapping[str, Caller],
        resources: Mapping[str, Resource],
        endpoints: Mapping[str, Policy] | None = None,
    ) -> Evaluator:
        """Return an evaluator of the same organization with other principals, resources and VPC endpoints.

        It shares the compiled policies, and what is known of the accounts.
        """
        other = Evaluator(replace(self.snapshot, callers=callers, resources=resources, endpoints=endpoints or {}))
        other._sets, other._documents = self._sets, self._documents
        other._around, other._keys = self._around, self._keys.of_snapshot(other.snapshot)
        return other

    @property
    def compiled_sets(self) -> int:
        """Number of sets of policies that are kept compiled."""
        return len(self._sets)

    def decide(
        self, principal: str | None, action: str, resource: str = "*", context: Mapping[str, object] | None = None
    ) -> Verdict:
        """Return the verdict on one request.

        Args:
            principal: ARN, account id or service of the caller; None for an anonymous request. A role's ARN means a
                session of the role.
            action: The action, as in `s3:GetObject`; without wildcards.
            resource: ARN of the resource, or `*`.
            context: Condition keys and their values, beside those that follow from the snapshot.

        Returns:
            The decision, the layer that it comes from, and every layer that does not allow.

        Raises:
            UnknownPrincipal: The principal is none.
            MalformedAction: The action is not service:Action.
            InvalidRequest: A context value is not a string, number, boolean or list of these.

        Example:
            >>> Evaluator(Snapshot("empty")).decide("arn:aws:iam::111122223333:user/ann", "s3:GetObject").allowed
            False

        """
        return decide(*self.request_and_layers(principal, action, resource, context))

    def explain(
        self, principal: str | None, action: str, resource: str = "*", context: Mapping[str, object] | None = None
    ) -> EvaluationTrace:
        """Return the verdict on one request with the trace of its evaluation.

        Arguments and errors are those of `decide`; the trace holds each statement that covers the action, which of its
        elements matched, and warnings.
        """
        return explain(*self.request_and_layers(principal, action, resource, context))

    def request_and_layers(
        self, principal: str | None, action: str, resource: str, context: Mapping[str, object] | None
    ) -> tuple[Request, Layers]:
        """Return the request and the layers that apply to it; arguments and errors are those of `decide`."""
        behind = self.snapshot.resource_behind(resource)
        bare = Request.of(
            principal,
            action,
            resource,
            context=context,
            resource_account=behind.account if behind else None,
            resource_settings=behind.settings if behind and _same_service(action, behind.arn) else None,
        )
        evaluated, caller = self._principal(principal)
        request = Request(
            evaluated,
            action,
            resource,
            bare.resource_account,
            {**self._keys.of(bare, caller), **bare.context},
            self._is_management(bare.principal.account),
            self._is_management(bare.resource_account),
            self._is_delegated(bare.principal.account, action),
            bare.given,
            bare.settings,
        )
        return request, self._layers(request, caller)

    def caller(self, principal: str | None) -> Caller | None:
        """Return the user or role behind a principal, a session's role; None where the snapshot has none.

        Args:
            principal: As for `decide`.

        Raises:
            UnknownPrincipal: The principal is none.

        """
        return self._principal(principal)[1]

    def _layers(self, request: Request, caller: Caller | None) -> Layers:
        return Layers(
            identity=self.compiled(Kind.IDENTITY, caller.identity) if caller and caller.identity else None,
            boundaries=(self.compiled(Kind.BOUNDARY, (caller.boundary,)),) if caller and caller.boundary else (),
            resource=self._resource_policy(request),
            scps=self._levels(Kind.SCP, request.principal.account),
            rcps=self._levels(Kind.RCP, request.resource_account),
            endpoint=self._endpoint_policy(request),
        )

    def _levels(self, kind: Kind, account: str | None) -> tuple[PolicySet, ...]:
        """One set a level; none where no level has any, for then the organization has not enabled the type."""
        found = self._around.get((kind, account))
        if found is None:
            path = self.snapshot.path(account or "")
            levels = [node.scps if kind is Kind.SCP else node.rcps for node in path]
            found = tuple(self.compiled(kind, policies) for policies in levels) if any(levels) else ()
            self._around[kind, account] = found
        return found

    def _resource_policy(self, request: Request) -> PolicySet | None:
        if facts(request.action).assumes_role:
            role = self.snapshot.callers.get(request.resource)
            return self.compiled(Kind.TRUST, (role.trust,)) if role and role.trust else None
        behind = self.snapshot.resource_behind(request.resource)
        return self.compiled(Kind.RESOURCE, (behind.policy,)) if behind and behind.policy else None

    def _endpoint_policy(self, request: Request) -> PolicySet | None:
        through = request.single("aws:sourcevpce")
        policy = self.snapshot.endpoints.get(through) if through else None
        return self.compiled(Kind.ENDPOINT, (policy,)) if policy else None

    def _principal(self, text: str | None) -> tuple[Principal, Caller | None]:
        """Return the principal for which requests are evaluated, and the user or role behind it."""
        found = self._principals.get(text)
        if found is None:
            parsed = Principal.parse(text)
            caller = self._caller(parsed)
            found = self._principals[text] = (_evaluated(parsed, caller), caller)
        return found

    def _caller(self, principal: Principal) -> Caller | None:
        if principal.arn is None or principal.account is None:
            return None
        return self.snapshot.callers.get(principal.arn) or (
            self._roles.get((principal.account, principal.name or "")) if principal.type is PrincipalType.ROLE else None
        )

    @cached_property
    def _roles(self) -> Mapping[tuple[str, str], Caller]:
        """Roles by account and name: a session's ARN has no path."""
        return {(one.account, one.name): one for one in self.snapshot.callers.values() if ":role/" in one.arn}

    def _is_management(self, account: str | None) -> bool:
        known = self.snapshot.accounts.get(account or "")
        return known is not None and known.management

    def _is_delegated(self, account: str | None, action: str) -> bool | None:
        known = self.snapshot.accounts.get(account or "")
        if known is None:
            return None
        service = _DELEGATED_SERVICES.get(action.lower())
        if service is not None and known.delegated_services is not None:
            return service in known.delegated_services
        return known.delegated_administrator

    def compiled(self, kind: Kind, policies: tuple[Policy, ...]) -> PolicySet:
        """Return the set of these policies; the same objects are compiled once."""
        key = tuple(map(id, (kind, *policies)))  # identities: an enumeration's own hash is slow
        found = self._sets.get(key)
        if found is None:
            found = self._sets[key] = PolicySet(policies, kind, self._documents)
        return found


def _evaluated(principal: Principal, caller: Caller | None) -> Principal:
    """Return a role's session, any other principal itself, with what the snapshot knows of it.

    A role is service-linked by its path; a session's ARN has none, only a name that looks so.
    """
    if caller is None:
        return as_session(principal)
    return _session_of(principal, caller.unique_id, linked=Principal.parse(caller.arn).service_linked)


@lru_cache(maxsize=cache_sizes.SNAPSHOT)
def _session_of(principal: Principal, unique_id: str | None, *, linked: bool) -> Principal:
    return replace(as_session(principal), service_linked=linked, unique_id=unique_id)


def _same_service(action: str, arn: str) -> bool:
    """Whether the resource is the action's own kind: what its service keeps beside it means nothing to others."""
    return arn.split(":")[2:3] == [action.partition(":")[0].lower()]

"""One request: principal, action, resource, and the condition keys that AWS would know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from sandbox.iam import cache_sizes
from sandbox.iam.arn import Arn
from sandbox.iam.errors import InvalidRequest
from sandbox.iam.principal import UNSIGNED, Principal, PrincipalType
from sandbox.iam.requested_region import requested_region
from sandbox.iam.service_registry import registered

type Values = tuple[str, ...]

_BOOL = {True: ("true",), False: ("false",)}


@dataclass(frozen=True, slots=True)
class Request:
    """A request as the policies see it.

    `context` maps condition keys (lower case) to their values; `of` folds and shapes it. Keys that follow from the
    rest of the request are derived where the context lacks them (`values`).
    """

    principal: Principal
    action: str
    resource: str = "*"
    resource_account: str | None = None
    context: Mapping[str, Values] = field(default_factory=dict)
    principal_in_management_account: bool = False
    resource_in_management_account: bool = False
    principal_in_delegated_account: bool | None = False
    """Whether the caller's account is a delegated administrator; None where it is not known."""
    given: Mapping[str, object] = field(default_factory=dict, compare=False)
    """The context as it was given: the names in it that are values elsewhere (tag keys) have case."""
    settings: Mapping[str, object] = field(default_factory=dict)
    """What the resource's service keeps beside its policy (grants, Block Public Access): see `services`."""

    @classmethod
    def of(
        cls,
        principal: str | None,
        action: str,
        resource: str = "*",
        *,
        context: Mapping[str, object] | None = None,
        resource_account: str | None = None,
        principal_in_management_account: bool = False,
        resource_in_management_account: bool = False,
        principal_in_delegated_account: bool | None = False,
        principal_issuer: str | None = None,
        resource_settings: Mapping[str, object] | None = None,
    ) -> Request:
        """Return a request of plain values.

        Args:
            principal: ARN, account id or service of the caller; None for an anonymous request.
            action: The action, as in `s3:GetObject`; one that is malformed is refused when the request is decided.
            resource: ARN of the resource, or `*`.
            context: Condition keys and their values, each a text, number, boolean or a list of these.
            resource_account: Id of the account that owns the resource; by default the ARN's, else the caller's.
            principal_in_management_account: Whether SCPs exempt the caller.
            resource_in_management_account: Whether RCPs exempt the resource.
            principal_in_delegated_account: Whether the caller's account is a delegated administrator of the
                organization; None where that is not known.
            principal_issuer: ARN of the user that asked for a federated user's token.
            resource_settings: What the resource's service keeps beside its policy: see `services`.

        Raises:
            UnknownPrincipal: The principal is none.
            InvalidRequest: A value of the context, the issuer or the settings cannot be one.

        Example:
            >>> Request.of("arn:aws:iam::111122223333:user/ann", "s3:GetObject").values("aws:username")
            ('ann',)

        """
        caller = Principal.parse(principal)
        if principal_issuer is not None:
            caller = replace(caller, issuer=_issuer(caller, principal_issuer))
        if resource_settings:
            rules = registered().get(action.partition(":")[0].lower())
            if rules is None:
                raise InvalidRequest(f"resource_settings: there are none for {action}")
            rules.check_settings(resource_settings)
        given = context or {}
        return cls(
            caller,
            action,
            resource,
            resource_account or _account_in(resource) or caller.account,
            {
                key.lower(): (value,) if type(value) is str else _shape(key, value)  # most values are one text
                for key, value in given.items()
            },
            principal_in_management_account,
            resource_in_management_account,
            principal_in_delegated_account,
            given,
            resource_settings or {},
        )

    def values(self, key: str) -> Values:
        """Values of a condition key (lower case), given or derived; empty where the request lacks it."""
        given = self.context.get(key)
        if given is not None:
            return given
        derive = _derivation(key)
        return derive(self) if derive else ()

    def single(self, key: str) -> str | None:
        """Value of a key for a policy variable; None for a missing one, and for one with several values."""
        values = self.values(key)
        return values[0] if len(values) == 1 else None

    def names_after(self, prefix: str) -> Mapping[str, Values]:
        """Return the keys with a prefix (given in lower case), without it and in their own case, and their values."""
        spelled = {key.lower(): key for key in self.given}
        length = len(prefix)
        return {
            spelled.get(key, key)[length:]: values for key, values in self.context.items() if key.startswith(prefix)
        }

    @property
    def same_account(self) -> bool:
        """Whether the caller's account owns the resource."""
        return self.principal.account is not None and self.principal.account == self.resource_account


@lru_cache(maxsize=cache_sizes.PATTERNS)
def _account_in(resource: str) -> str | None:
    arn = Arn.parse(resource)
    return arn.account if arn and arn.account.isdigit() else None


@lru_cache(maxsize=cache_sizes.KEYS)
def _derivation(key: str) -> Callable[[Request], Values] | None:
    rules = registered().get(key.partition(":")[0])
    return DERIVED.get(key) or (rules.keys.get(key) if rules else None)


def _issuer(caller: Principal, text: str) -> str:
    issuer = Principal.parse(text)
    if caller.type is not PrincipalType.FEDERATED_USER or issuer.type not in (PrincipalType.USER, PrincipalType.ROOT):
        raise InvalidRequest("principal_issuer: a federated user's token comes from an IAM user or the root user")
    return text


def _shape(key: str, value: object) -> Values:
    if value is None:
        return ()
    if isinstance(value, list | tuple):
        return tuple(_text(key, item) for item in value)
    return (_text(key, value),)


def _text(key: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise InvalidRequest(f"context key {key!r}: {value!r} is not a string, number, boolean or list of these")


def _principal_type(request: Request) -> Values:
    kind = request.principal.type
    return () if kind in (PrincipalType.SERVICE, PrincipalType.WEB_OR_SAML) else (kind.value,)


def _user_id(request: Request) -> Values:
    unique_id, session = request.principal.unique_id, request.principal.session_name
    match request.principal.type:
        case PrincipalType.ANONYMOUS:
            return ("anonymous",)
        case PrincipalType.ROOT:
            return (request.principal.account or "",)
        case PrincipalType.FEDERATED_USER:
            return (f"{request.principal.account}:{request.principal.name}",)
    return (f"{unique_id}:{session}" if session else unique_id,) if unique_id else ()


def _region(request: Request) -> Values:
    region = requested_region(request.action, request.resource, request.principal.partition)
    return (region,) if region else ()


def _called_via(place: int) -> Callable[[Request], Values]:
    def derive(request: Request) -> Values:
        chain = request.context.get("aws:calledvia", ())
        return (chain[place],) if chain else ()

    return derive


def _same_as(key: str) -> Callable[[Request], Values]:
    return lambda request: request.context.get(key, ())


def _principal_account(request: Request) -> Values:
    if request.principal.type is PrincipalType.ANONYMOUS:
        return ("anonymous",)
    return (request.principal.account,) if request.principal.account else ()


def _is_service(request: Request) -> Values:
    kind = request.principal.type
    return () if kind in UNSIGNED else _BOOL[kind is PrincipalType.SERVICE]


DERIVED: dict[str, Callable[[Request], Values]] = {
    "aws:principalarn": lambda r: r.principal.shown,
    "aws:principalaccount": _principal_account,
    "aws:principaltype": _principal_type,
    "aws:principalisawsservice": _is_service,
    "aws:principalservicename": lambda r: (r.principal.arn or "",) if r.principal.type is PrincipalType.SERVICE else (),
    "aws:principalservicenameslist": lambda r: (
        (r.principal.arn or "",) if r.principal.type is PrincipalType.SERVICE else ()
    ),
    "aws:userid": _user_id,
    "aws:username": lambda r: (r.principal.name or "",) if r.principal.type is PrincipalType.USER else (),
    "aws:resourceaccount": lambda r: (r.resource_account,) if r.resource_account else (),
    "aws:requestedregion": _region,
    "aws:viaawsservice": lambda r: _BOOL[bool(r.context.get("aws:calledvia"))],
    "aws:calledviafirst": _called_via(0),
    "aws:calledvialast": _called_via(-1),
    "aws:currenttime": _same_as("aws:epochtime"),  # Date operators read both forms
    "aws:epochtime": _same_as("aws:currenttime"),
    "aws:tagkeys": lambda r: tuple(r.names_after("aws:requesttag/")),
}
"""Keys that follow from the request itself. Reference: IAM user guide, reference_policies_condition-keys."""

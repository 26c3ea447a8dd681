"""The caller of a request: what authorization decides about. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class CallerKind(Enum):
    """What a caller is."""

    ANONYMOUS = "anonymous"
    """Nothing was signed: only resource policies can allow the call."""
    ADMINISTRATOR = "administrator"
    """An account id as access key: outside all policies."""
    USER = "user"
    """With a long-term key, or with a session of GetSessionToken."""
    ROLE_SESSION = "role session"
    FEDERATED_USER = "federated user"
    """Of GetFederationToken."""
    WEB_IDENTITY = "web identity"
    """A subject of an OpenID Connect provider, which has a token and no AWS credentials."""
    SAML = "SAML identity"
    """A subject of a SAML provider, which has an assertion and no AWS credentials."""
    SERVICE = "service"
    """A service of AWS by its service principal, on behalf of a resource."""


class Proof(Enum):
    """How a caller is authenticated."""

    NONE = "none"
    HEADER = "Authorization header"
    PRESIGNED_URL = "presigned URL"
    FORM = "form with a signed policy"
    ACCOUNT_ID = "account id as access key"
    """No signature is checked; with the engine's token as secret, where account ids are switched off."""


@dataclass(frozen=True)
class Session:
    """The session of temporary credentials, as STS issued them."""

    name: str
    """Of a role session or a federated user; of a user's own session, the user's name."""
    issuer: str
    """ARN of the role; of a user's own session and a federated user's, of the user or root user that called STS."""
    issued: datetime
    expires: datetime
    policies: tuple[str, ...] = ()
    """Session policies, as JSON."""
    policy_arns: tuple[str, ...] = ()
    """Managed policies given as session policies."""
    tags: Mapping[str, str] = field(default_factory=dict)
    transitive_tags: frozenset[str] = frozenset()
    """Keys, in lower case."""
    source_identity: str | None = None
    mfa_authenticated: bool = False
    """Whether GetSessionToken had a code of an MFA device; sessions of roles never have, as on AWS."""
    provider: str | None = None
    """The identity provider of a role session that a web or SAML identity began: its ARN."""
    keys: Mapping[str, object] = field(default_factory=dict)
    """Condition keys of the identity that began a role session, which calls of the session have too."""
    service: str | None = None
    """The service principal that began a role session: `events.amazonaws.com`."""


@dataclass(frozen=True)
class FederatedIdentity:
    """What a verified token or assertion of an identity provider states."""

    provider: str
    """ARN of the provider in IAM."""
    issuer: str
    """Of OpenID Connect, the URL without https://, with which the provider's condition keys begin."""
    subject: str
    audience: str
    keys: Mapping[str, object] = field(default_factory=dict)
    """Condition keys of what it states."""
    tags: Mapping[str, str] = field(default_factory=dict)
    transitive_tags: tuple[str, ...] = ()
    source_identity: str | None = None


@dataclass(frozen=True)
class Source:
    """The resource for which a service calls.

    Reference: IAM user guide, reference_policies_condition-keys (aws:SourceArn, aws:SourceAccount).
    """

    arn: str | None = None
    account: str | None = None


@dataclass(frozen=True)
class WebIdentity(FederatedIdentity):
    """What a verified token of an OpenID Connect provider states."""


@dataclass(frozen=True)
class SamlIdentity(FederatedIdentity):
    """What a verified assertion of a SAML provider states; its audience is the recipient."""

    session_name: str = ""
    subject_type: str = ""
    """`persistent`, `transient`, or the URI of another format."""
    name_qualifier: str = ""
    session_ends: datetime | None = None
    """When the session of the identity provider ends."""

    @property
    def session_keys(self) -> Mapping[str, object]:
        """Return the condition keys that calls of the role session have too."""
        kept = ("saml:sub", "saml:sub_type", "saml:namequalifier")
        return {key: self.keys[key] for key in kept if key in self.keys}


@dataclass(frozen=True)
class Caller:
    """The caller of a request."""

    kind: CallerKind
    account: str | None = None
    """None for an anonymous caller and for a service."""
    arn: str | None = None
    """Of the user, the role session, the federated user, the account's root user or the identity provider; a service's
    principal, `sns.amazonaws.com`."""
    access_key: str | None = None
    proof: Proof = Proof.NONE
    session: Session | None = None
    identity: FederatedIdentity | None = None
    """Of a web identity or a SAML identity."""
    mfa_code: bool = False
    """Whether the request has a valid code of the user's MFA device."""
    source: Source = Source()
    """The resource for which a service calls."""
    called_via: tuple[str, ...] = ()
    """The services that called on behalf of this caller with its permissions, the first at the left."""

    @property
    def is_root(self) -> bool:
        """Return whether it is the account's root user."""
        return self.kind is CallerKind.ADMINISTRATOR


ANONYMOUS = Caller(CallerKind.ANONYMOUS)

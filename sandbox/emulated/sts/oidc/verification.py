"""Verify the token of AssumeRoleWithWebIdentity against the provider in the role's account.

Reference: STS API reference, AssumeRoleWithWebIdentity (errors); IAM user guide, id_roles_providers_oidc,
reference_policies_iam-condition-keys (OIDC federation) and id_session-tags (OpenID Connect).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moto.iam.models import iam_backends

from sandbox.emulated.caller import WebIdentity
from sandbox.emulated.errors import AwsError
from sandbox.emulated.sts.oidc.json_web_token import ALGORITHMS, JsonWebToken, NotAToken
from sandbox.emulated.sts.oidc.provider_keys import KeysUnavailable, WrongThumbprint, provider_keys

_FORBIDDEN = 403
_REQUIRED = ("iss", "sub", "aud", "exp", "iat")
_SKEW = 300
"""Seconds by which the clock of the provider may be ahead."""
_TAGS = "https://aws.amazon.com/tags"
_SOURCE_IDENTITY = "https://aws.amazon.com/source_identity"
_CONDITION_KEYS = ("sub", "amr", "email")
"""Claims that are condition keys under their own names."""


def verify_token(text: str, account: str, partition: str, now: float) -> WebIdentity:
    """Return what a token states.

    Args:
        text: The token.
        account: The account of the role, whose providers are trusted.
        partition: Its partition.
        now: The time, in seconds since the epoch.

    Raises:
        AwsError: InvalidIdentityToken, ExpiredTokenException, IDPRejectedClaim or IDPCommunicationError.

    """
    try:
        token = JsonWebToken.parse(text)
    except NotAToken as wrong:
        message = "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
        raise _invalid(message) from wrong
    claims = token.claims
    for name in _REQUIRED:
        if not claims.get(name):
            raise _invalid(f"Missing a required claim: {name}")
    provider = _provider(str(claims["iss"]), account, partition)
    audience = _audience(claims, provider.client_id_list)
    _check_signature(token, provider)
    _check_times(claims, now)
    tags, transitive = _tags(claims.get(_TAGS))
    source = claims.get(_SOURCE_IDENTITY)
    return WebIdentity(
        provider=provider.arn,
        issuer=provider.url,
        subject=str(claims["sub"]),
        audience=audience,
        keys=_keys(provider.url, claims, audience) | {"aws:FederatedProvider": provider.arn},
        tags=tags,
        transitive_tags=transitive,
        source_identity=str(source) if source else None,
    )


def _provider(issuer: str, account: str, partition: str) -> Any:
    known = iam_backends[account][partition].open_id_providers if account in iam_backends else {}
    found = next((each for each in list(known.values()) if f"https://{each.url}" == issuer), None)
    if found is None:
        raise _invalid(f"No OpenIDConnect provider found in your account for {issuer}")
    return found


def _audience(claims: Mapping[str, Any], clients: list[str]) -> str:
    """Return the audience that IAM checks: the authorized party where the token names one."""
    given = claims["aud"]
    audiences = [str(each) for each in given] if isinstance(given, list) else [str(given)]
    if claims.get("azp"):
        audiences = [str(claims["azp"])]
    found = next((each for each in audiences if each in clients), None)
    if found is None:
        raise _invalid("Incorrect token audience")
    return found


def _check_signature(token: JsonWebToken, provider: Any) -> None:
    algorithm, wanted = token.header.get("alg"), token.header.get("kid")
    if algorithm not in ALGORITHMS:
        raise _invalid(f"The signature algorithm {algorithm!r} is not supported")
    try:
        keys = provider_keys(f"https://{provider.url}", provider.thumbprint_list)
    except WrongThumbprint as wrong:
        message = "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint"
        raise _invalid(message) from wrong
    except KeysUnavailable as unavailable:
        raise AwsError(
            "IDPCommunicationError",
            "Couldn't retrieve verification key from your identity provider, please reference "
            f"AssumeRoleWithWebIdentity documentation for requirements: {unavailable}",
        ) from unavailable
    candidates = [key for key in keys if wanted is None or key.get("kid") == wanted]
    if not any(token.is_signed_by(key) for key in candidates):
        raise _invalid("The signature of the token is not that of a key of the identity provider")


def _check_times(claims: Mapping[str, Any], now: float) -> None:
    times = {name: claims.get(name, 0) for name in ("exp", "iat", "nbf")}
    for name, value in times.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _invalid(f"The claim {name} is not a number of seconds")
    if now >= times["exp"]:
        expiry = f"must be before the expiration date/time {times['exp']}"
        raise AwsError("ExpiredTokenException", f"Token expired: current date/time {int(now)} {expiry}")
    for name in ("iat", "nbf"):
        if times[name] > now + _SKEW:
            raise AwsError("IDPRejectedClaim", f"The claim {name} of the token lies in the future.", _FORBIDDEN)


def _keys(issuer: str, claims: Mapping[str, Any], audience: str) -> dict[str, object]:
    """Return the condition keys of the provider: `aud` is the authorized party where there is one, `oaud` the rest."""
    found: dict[str, object] = {f"{issuer}:aud": audience}
    if claims.get("azp"):
        found |= {f"{issuer}:azp": str(claims["azp"]), f"{issuer}:oaud": claims["aud"]}
    for name in _CONDITION_KEYS:
        value = claims.get(name)
        if isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value)):
            found[f"{issuer}:{name}"] = value
    return found


def _tags(claim: object) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the session tags of a token; each has one value, in a list."""
    if claim is None:
        return {}, ()
    named = claim.get("principal_tags", {}) if isinstance(claim, Mapping) else None
    transitive = claim.get("transitive_tag_keys", []) if isinstance(claim, Mapping) else None
    if not isinstance(named, Mapping) or not isinstance(transitive, list):
        raise _invalid(f"The claim {_TAGS} is malformed")
    return {str(key): _single(value) for key, value in named.items()}, tuple(map(str, transitive))


def _single(value: object) -> str:
    if isinstance(value, list):
        if len(value) != 1:
            raise _invalid(f"A session tag of the claim {_TAGS} has {len(value)} values; it has one")
        return str(value[0])
    return str(value)


def _invalid(message: str) -> AwsError:
    return AwsError("InvalidIdentityToken", message)

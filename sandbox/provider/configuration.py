"""What the program says to `aws.Provider`: which of it is served, and what it means."""

import ipaddress
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from sandbox.provider.access_key import account_of_key
from sandbox.provider.errors import ConfigurationRefused
from sandbox.provider.values import UNKNOWN, Values, has_unknown

REMOTE: Final = "SANDBOX_REMOTE_ENDPOINT"
"""Names the one host that is not loopback and may be used."""
# They change how upstream talks to AWS's own front doors; an emulator has none of them.
HARMLESS: Final = frozenset(
    [
        "skipCredentialsValidation",
        "skipMetadataApiCheck",
        "skipRegionValidation",
        "skipRequestingAccountId",
        "s3UsePathStyle",
        "s3UsEast1RegionalEndpoint",
        "stsRegion",
        "ec2MetadataServiceEndpoint",
        "ec2MetadataServiceEndpointMode",
        "retryMode",
        "maxRetries",
        "tokenBucketRateLimiterCapacity",
        "userAgents",
        "insecure",
        "version",
        "pluginDownloadURL",
    ]
)
SERVED: Final = frozenset(
    [
        "region",
        "assumeRoles",
        "allowedAccountIds",
        "forbiddenAccountIds",
        "defaultTags",
        "accessKey",
        "secretKey",
        "token",
        "endpoints",
    ]
)
ROLE: Final = frozenset(
    [
        "roleArn",
        "sessionName",
        "externalId",
        "duration",
        "policy",
        "policyArns",
        "tags",
        "transitiveTagKeys",
        "sourceIdentity",
    ]
)


@dataclass(frozen=True)
class AssumedRole:
    """One step of a chain of roles."""

    arn: str
    request: tuple[tuple[str, Any], ...]
    """The rest of STS's AssumeRole request."""

    @property
    def account(self) -> str:
        """Whose role it is."""
        return self.arn.split(":")[4]


@dataclass(frozen=True)
class Credentials:
    """Keys as they were given."""

    access_key: str
    secret_key: str = field(repr=False)
    token: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Configuration:
    """One provider."""

    region: str
    endpoint: str
    credentials: Credentials
    roles: tuple[AssumedRole, ...] = ()
    allowed_accounts: tuple[str, ...] = ()
    forbidden_accounts: tuple[str, ...] = ()
    default_tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def account(self) -> str:
        """The account it works in: the last role's, else the one that the access key was made in."""
        return self.roles[-1].account if self.roles else account_of_key(self.credentials.access_key)


def opened(variables: Values) -> Values:
    """Nested values arrive as JSON in strings, with Python's names where the program gave dicts."""
    values = {name: _opened(value) for name, value in variables.items()}
    if isinstance(values.get("assumeRoles"), list):
        values["assumeRoles"] = [{camel(key): value for key, value in role.items()} for role in values["assumeRoles"]]
    return values


def camel(name: str) -> str:
    """role_arn to roleArn; roleArn stays."""
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


def _opened(value: Any) -> Any:
    if (isinstance(value, str) and value[:1] in ("[", "{", '"')) or value in ("true", "false"):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def problems(given: Values) -> Iterator[ConfigurationRefused]:
    """What of it can't be served, by name."""
    values = opened(given)
    for name, value in values.items():
        if name not in SERVED | HARMLESS:
            yield ConfigurationRefused(name, "is not handled by the sandbox's provider")
        if name == "endpoints" and value is not UNKNOWN and any(part for part in value):
            yield ConfigurationRefused(name, "are not handled one by one; AWS_ENDPOINT_URL is for all services")
        if name == "assumeRoles" and value is not UNKNOWN:
            for index, role in enumerate(value):
                for key in set(role) - ROLE:
                    yield ConfigurationRefused(f"assumeRoles[{index}].{key}", "is not handled here")
                if not role.get("roleArn"):
                    yield ConfigurationRefused(f"assumeRoles[{index}].roleArn", "is required")
        if name == "defaultTags" and value is not UNKNOWN:
            for key in set(value) - {"tags"}:
                yield ConfigurationRefused(f"defaultTags.{key}", "is not handled here")


def configure(given: Values, environment: Mapping[str, str]) -> Configuration:
    """Read it, once; nothing is contacted, so that a preview works with nothing running."""
    for problem in problems(given):
        raise problem
    values = {name: value for name, value in opened(given).items() if not has_unknown(value)}
    region = values.get("region") or environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION")
    if not region:
        raise ConfigurationRefused("region", "is missing: set it on the provider or as AWS_REGION")
    configuration = Configuration(
        region=region,
        endpoint=_endpoint(environment),
        credentials=_credentials(values, environment),
        roles=tuple(_role(role) for role in values.get("assumeRoles") or []),
        allowed_accounts=tuple(values.get("allowedAccountIds") or []),
        forbidden_accounts=tuple(values.get("forbiddenAccountIds") or []),
        default_tags=dict((values.get("defaultTags") or {}).get("tags") or {}),
    )
    account = configuration.account
    if configuration.allowed_accounts and account not in configuration.allowed_accounts:
        raise ConfigurationRefused("allowedAccountIds", f"do not hold {account}, which the credentials belong to")
    if account in configuration.forbidden_accounts:
        raise ConfigurationRefused("forbiddenAccountIds", f"hold {account}, which the credentials belong to")
    return configuration


def _endpoint(environment: Mapping[str, str]) -> str:
    endpoint = environment.get("AWS_ENDPOINT_URL", "")
    if not endpoint:
        raise ConfigurationRefused(
            "endpoint",
            "AWS_ENDPOINT_URL is not set, so this would be AWS itself, which the sandbox's provider never calls. "
            'For the sandbox: eval "$(sandbox env)". For AWS: the upstream plugin (pulumi plugin install resource aws) '
            "in a PULUMI_HOME of its own",
        )
    host = urlsplit(endpoint).hostname or ""
    if not _is_loopback(host) and environment.get(REMOTE) != host:
        raise ConfigurationRefused(
            "endpoint", f"{endpoint} is not on this machine; if that is meant, say so by name: {REMOTE}={host}"
        )
    return endpoint


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _credentials(values: Values, environment: Mapping[str, str]) -> Credentials:
    access_key = values.get("accessKey") or environment.get("AWS_ACCESS_KEY_ID")
    secret_key = values.get("secretKey") or environment.get("AWS_SECRET_ACCESS_KEY")
    if not access_key or not secret_key:
        raise ConfigurationRefused(
            "accessKey", 'no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or eval "$(sandbox env)"'
        )
    return Credentials(access_key, secret_key, values.get("token") or environment.get("AWS_SESSION_TOKEN"))


def _role(given: Values) -> AssumedRole:
    request = {
        "RoleSessionName": given.get("sessionName") or "causeway",
        "ExternalId": given.get("externalId"),
        "DurationSeconds": _seconds(given.get("duration")),
        "Policy": given.get("policy"),
        "PolicyArns": [{"arn": arn} for arn in given.get("policyArns") or []] or None,
        "Tags": [{"Key": key, "Value": value} for key, value in (given.get("tags") or {}).items()] or None,
        "TransitiveTagKeys": given.get("transitiveTagKeys"),
        "SourceIdentity": given.get("sourceIdentity"),
    }
    return AssumedRole(given["roleArn"], tuple((key, value) for key, value in request.items() if value))


def _seconds(duration: str | None) -> int | None:
    """Go's spelling: 1h30m."""
    if not duration:
        return None
    total, number = 0.0, ""
    for character in duration:
        if character.isdigit() or character == ".":
            number += character
        elif character in "hms" and number:
            total += float(number) * {"h": 3600, "m": 60, "s": 1}[character]
            number = ""
        else:
            raise ConfigurationRefused("assumeRoles.duration", f"{duration!r} is not of the form 1h30m")
    return int(total)

"""The configuration of an `aws.Provider`: which properties are served, and their values."""

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
"""Environment variable with the one host other than loopback that may be used."""
# They change how upstream reaches AWS's endpoints; they have no effect here.
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
NOT_SERVED: Final = "is not a property that the sandbox serves"
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
    """One role of a chain of roles."""

    arn: str
    request: tuple[tuple[str, Any], ...]
    """The other members of the AssumeRole request."""

    @property
    def account(self) -> str:
        """Return the account of the role."""
        return self.arn.split(":")[4]


@dataclass(frozen=True)
class Credentials:
    """An access key, and a session token where there is one."""

    access_key: str
    secret_key: str = field(repr=False)
    token: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Configuration:
    """The configuration of one `aws.Provider`."""

    region: str
    endpoint: str
    credentials: Credentials
    roles: tuple[AssumedRole, ...] = ()
    allowed_accounts: tuple[str, ...] = ()
    forbidden_accounts: tuple[str, ...] = ()
    default_tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def account(self) -> str:
        """Return the account of the resources: that of the last role, else that of the access key."""
        return self.roles[-1].account if self.roles else account_of_key(self.credentials.access_key)


def opened(variables: Values) -> Values:
    """Return the values with nested ones decoded: they arrive as JSON text, with Python's names for dict keys."""
    values = {name: _opened(value) for name, value in variables.items()}
    if isinstance(values.get("assumeRoles"), list):
        values["assumeRoles"] = [{camel(key): value for key, value in role.items()} for role in values["assumeRoles"]]
    return values


def camel(name: str) -> str:
    """Return a name in camel case: `roleArn` for `role_arn` and for `roleArn`."""
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
    """Return an error for each property that is not served."""
    values = opened(given)
    for name, value in values.items():
        if name not in SERVED | HARMLESS:
            yield ConfigurationRefused(name, NOT_SERVED)
        if name == "endpoints" and value is not UNKNOWN and any(part for part in value):
            yield ConfigurationRefused(name, "are not served for single services; AWS_ENDPOINT_URL is for all of them")
        if name == "assumeRoles" and value is not UNKNOWN:
            for index, role in enumerate(value):
                for key in set(role) - ROLE:
                    yield ConfigurationRefused(f"assumeRoles[{index}].{key}", NOT_SERVED)
                if not role.get("roleArn"):
                    yield ConfigurationRefused(f"assumeRoles[{index}].roleArn", "is required")
        if name == "defaultTags" and value is not UNKNOWN:
            for key in set(value) - {"tags"}:
                yield ConfigurationRefused(f"defaultTags.{key}", NOT_SERVED)


def configure(given: Values, environment: Mapping[str, str]) -> Configuration:
    """Return the configuration, without a call to AWS: a preview needs no engine. Raises ConfigurationRefused."""
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
        roles=tuple(assumed_role(role) for role in values.get("assumeRoles") or []),
        allowed_accounts=tuple(values.get("allowedAccountIds") or []),
        forbidden_accounts=tuple(values.get("forbiddenAccountIds") or []),
        default_tags=dict((values.get("defaultTags") or {}).get("tags") or {}),
    )
    account = configuration.account
    if configuration.allowed_accounts and account not in configuration.allowed_accounts:
        raise ConfigurationRefused("allowedAccountIds", f"do not contain {account}, the account of the credentials")
    if account in configuration.forbidden_accounts:
        raise ConfigurationRefused("forbiddenAccountIds", f"contain {account}, the account of the credentials")
    return configuration


def _endpoint(environment: Mapping[str, str]) -> str:
    endpoint = environment.get("AWS_ENDPOINT_URL", "")
    if not endpoint:
        raise ConfigurationRefused(
            "endpoint",
            "AWS_ENDPOINT_URL is not set, so this would call AWS itself, which the sandbox's provider never does. "
            'For the sandbox: eval "$(sandbox env)". For AWS: the upstream plugin (pulumi plugin install resource aws) '
            "in a PULUMI_HOME of its own",
        )
    host = urlsplit(endpoint).hostname or ""
    if not _is_loopback(host) and environment.get(REMOTE) != host:
        raise ConfigurationRefused("endpoint", f"{endpoint} is not on this machine; to allow it, set {REMOTE}={host}")
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


def assumed_role(given: Values) -> AssumedRole:
    """Return a role of a provider's `assumeRoles`, whose names are in camel case."""
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
    """Return the seconds of a duration in Go's notation, such as 1h30m."""
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

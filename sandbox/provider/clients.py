"""botocore clients: one loader for the whole process, one set of credentials for each provider."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import botocore.config
import botocore.session
from botocore.credentials import Credentials, RefreshableCredentials
from botocore.loaders import Loader
from botocore.session import Session

from sandbox.provider.configuration import AssumedRole, Configuration

_LOADER = Loader()
_LOCK = threading.Lock()
# Retries are the Api's own, with its clock.
_CONFIG = botocore.config.Config(
    retries={"total_max_attempts": 1},
    connect_timeout=5,
    read_timeout=120,
    max_pool_connections=16,
    s3={"addressing_style": "path"},
    proxies={},  # a proxy would not reach this machine
    inject_host_prefix=False,  # 123456789012.127.0.0.1 is not an address
    ignore_configured_endpoint_urls=True,
)


class AccountClients:
    """The clients of one provider, made at their first use, so that a preview needs no engine."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._made: dict[tuple[str, str], Any] = {}
        self._session: Session | None = None

    def client(self, service: str, region: str) -> Any:
        """Return the client of a service in a Region."""
        with _LOCK:
            key = service, region
            if key not in self._made:
                if self._session is None:
                    self._session = _session(self._credentials())
                self._made[key] = _client(self._session, service, region, self._configuration.endpoint)
            return self._made[key]

    def _credentials(self) -> Credentials:
        given = self._configuration.credentials
        credentials = Credentials(given.access_key, given.secret_key, given.token)
        for role in self._configuration.roles:
            credentials = _assumed(role, credentials, self._configuration)
        return credentials


def _session(credentials: Credentials) -> Session:
    session = botocore.session.Session()
    session.register_component("data_loader", _LOADER)
    session._credentials = credentials  # noqa: SLF001 - botocore takes no credentials object otherwise
    return session


def _client(session: Session, service: str, region: str, endpoint: str) -> Any:
    client = session.create_client(service, region_name=region, endpoint_url=endpoint, config=_CONFIG)

    def keep_host(request: Any, **_: Any) -> None:
        """Remove the account id that S3 Control puts before the host: 123456789012.127.0.0.1."""
        parts = urlsplit(request.url)
        request.url = urlunsplit(parts._replace(netloc=urlsplit(endpoint).netloc))

    if service == "s3control":
        client.meta.events.register("before-sign.s3-control", keep_host)
    return client


def _assumed(role: AssumedRole, before: Credentials, configuration: Configuration) -> Credentials:
    """Return credentials that are fetched at their first use and again before they expire."""
    fetch = _fetcher(role, before, configuration)
    return RefreshableCredentials(
        access_key=None,
        secret_key=None,
        token=None,
        expiry_time=datetime(1970, 1, 1, tzinfo=UTC),
        refresh_using=fetch,
        method="assume-role",
    )


def _fetcher(role: AssumedRole, before: Credentials, configuration: Configuration) -> Callable[[], dict[str, str]]:
    def fetch() -> dict[str, str]:
        client = _client(_session(before), "sts", configuration.region, configuration.endpoint)
        given = client.assume_role(RoleArn=role.arn, **dict(role.request))["Credentials"]
        return {
            "access_key": given["AccessKeyId"],
            "secret_key": given["SecretAccessKey"],
            "token": given["SessionToken"],
            "expiry_time": given["Expiration"].isoformat(),
        }

    return fetch

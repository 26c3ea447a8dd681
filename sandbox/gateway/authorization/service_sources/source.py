"""The source of the calls that a thread makes for a service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from botocore.exceptions import ClientError
from localstack.aws.connect import InternalClientFactory, connect_to
from localstack.utils.patch import patch
from localstack.utils.strings import short_uid

DENIED = frozenset({"AccessDenied", "AccessDeniedException", "AuthorizationError"})
"""Codes by which services deny a call: see `sandbox.gateway.authorization.denial`."""
_source: ContextVar[tuple[str, str] | None] = ContextVar("source", default=None)
"""A service and the ARN of the resource for which it acts."""


@contextmanager
def acting_for(service: str, arn: str) -> Iterator[None]:
    """State for which resource a service acts within the block; `service` as LocalStack names service principals."""
    token = _source.set((service, arn))
    try:
        yield
    finally:
        _source.reset(token)


def act_for(service: str, arn: str) -> None:
    """State for which resource a service acts until the end of the thread, or until another is stated."""
    _source.set((service, arn))


def source_arn(service: str) -> str | None:
    """Return the ARN of the resource for which a service acts now."""
    found = _source.get()
    return found[1] if found is not None and found[0] == service else None


class ServiceClients:
    """LocalStack's clients of calls inside the engine, by a service principal for the resource of the thread.

    Takes the place of `connect_to` in a module of LocalStack that names no service principal.
    """

    def __init__(self, service: str, *, drop_denied: bool, principals: Mapping[str, str] | None = None) -> None:
        """Keep the settings of the clients.

        Args:
            service: The service, as LocalStack names service principals.
            drop_denied: Whether what a policy denies is dropped, since AWS does not refuse the service's own caller.
            principals: Attribute of a called service's client -> the service principal that calls it, where it is not
                that of the service.

        """
        self.service, self.drop_denied, self.principals = service, drop_denied, principals or {}

    def __call__(self, **arguments: Any) -> _Clients:
        """Return clients as `connect_to` does."""
        return _Clients(connect_to(**arguments), self)


class _Clients:
    def __init__(self, clients: Any, settings: ServiceClients) -> None:
        self._clients, self._settings = clients, settings

    def __getattr__(self, name: str) -> Any:
        settings, client = self._settings, getattr(self._clients, name)
        arn = source_arn(settings.service)
        if arn is None:
            return client
        principal = settings.principals.get(name, settings.service)
        named = client.request_metadata(source_arn=arn, service_principal=principal)
        return _DroppingClient(named) if settings.drop_denied else named


class _DroppingClient:
    def __init__(self, client: Any) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:
        return partial(self._call, getattr(self._client, name))

    def _call(self, operation: Any, **parameters: Any) -> Any:
        with dropping_denied():
            return operation(**parameters)


def is_denial(error: BaseException | None) -> bool:
    """Return whether an error is that of a call which a policy denies."""
    return isinstance(error, ClientError) and error.response["Error"]["Code"] in DENIED


@contextmanager
def dropping_denied() -> Iterator[None]:
    """Leave the block where a policy denies a call in it: AWS drops the delivery, and the caller is not refused."""
    try:
        yield
    except ClientError as error:
        if not is_denial(error):
            raise


@patch(InternalClientFactory.with_assumed_role)
def _with_assumed_role(assume: Any, factory: Any, **arguments: Any) -> Any:
    """Assume a role for the resource for which the service acts, which LocalStack leaves out."""
    service = arguments.get("service_principal")
    arn = source_arn(service) if service else None
    if arn is None:
        return assume(factory, **arguments)
    place = {name: arguments[name] for name in ("region_name", "endpoint_url", "config") if name in arguments}
    sts = factory(**place).sts.request_metadata(source_arn=arn, service_principal=service)
    name = arguments.get("session_name") or f"session-{short_uid()}"
    keys = sts.assume_role(RoleArn=arguments["role_arn"], RoleSessionName=name)["Credentials"]
    return factory(
        **place,
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
    )

"""Secrets Manager: the rotation of a secret invokes its function.

Reference: Secrets Manager user guide, rotating-secrets-required-permissions-function (policy of the function).
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from localstack.services.secretsmanager import provider
from localstack.utils.patch import patch
from moto.secretsmanager.models import SecretsManagerBackend

from sandbox.emulated.errors import AwsError
from sandbox.gateway.authorization.service_sources.source import ServiceClients, acting_for, is_denial
from sandbox.gateway.aws_error import exception

_SERVICE = "secretsmanager"
_DENIED = (
    "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the "
    "principal secretsmanager.amazonaws.com."
)

provider.connect_to = ServiceClients(_SERVICE, drop_denied=False)


@patch(SecretsManagerBackend.rotate_secret)
def _rotate_secret(original: Any, backend: SecretsManagerBackend, secret_id: str, *given: Any, **named: Any) -> Any:
    secret = backend.secrets.get(secret_id)
    if secret is None:
        return original(backend, secret_id, *given, **named)
    try:
        with acting_for(_SERVICE, secret.arn):
            return original(backend, secret_id, *given, **named)
    except Exception as error:
        if not is_denial(error) and not is_denial(error.__context__):
            raise
        raise exception(AwsError("AccessDeniedException", _DENIED, HTTPStatus.BAD_REQUEST)) from error

"""Lambda: a function's role reads the source of an event source mapping.

Reference: Lambda developer guide, services-sqs-configure (execution role permissions) and services-kinesis-create.
"""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError
from localstack.aws.api.lambda_ import InvalidParameterValueException
from localstack.services.lambda_.provider import LambdaProvider
from localstack.utils.patch import patch

from sandbox.gateway.authorization.service_sources.source import is_denial

_STREAM = (
    "Cannot access stream {arn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, "
    "ListShards, and ListStreams Actions on your stream in IAM."
)
_QUEUE = "The function execution role does not have permissions to call ReceiveMessage on SQS"


@patch(LambdaProvider.check_service_resource_exists)
def _check_source(original: Any, provider: LambdaProvider, service: str, resource_arn: str, *given: Any) -> None:
    try:
        original(provider, service, resource_arn, *given)
    except ClientError as error:
        if not is_denial(error):
            raise
        text = _QUEUE if service.startswith("sqs") else _STREAM.format(arn=resource_arn)
        raise InvalidParameterValueException(text, Type="User") from error

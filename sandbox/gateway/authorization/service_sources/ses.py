"""SES: a configuration set publishes the events of its messages to a topic.

Reference: SES developer guide, event-publishing-add-event-destination-sns (policy of the topic).
"""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError
from localstack.aws.connect import connect_to
from localstack.services.ses.provider import InvalidSNSDestinationException, SNSEmitter
from localstack.utils.aws.arns import parse_arn
from localstack.utils.patch import patch

from sandbox.gateway.authorization.service_sources.source import is_denial


class _Publisher:
    """A client of SNS that publishes for a configuration set."""

    def __init__(self, client: Any, configuration_set: str) -> None:
        self._client = client
        self._named = client.request_metadata(source_arn=configuration_set, service_principal="ses")

    def publish(self, **parameters: Any) -> Any:
        return self._named.publish(**parameters)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)


def _client_for_topic(emitter: SNSEmitter, topic: str) -> _Publisher:
    context, parts = emitter.context, parse_arn(topic)
    name = context.service_request.get("ConfigurationSetName", "")
    arn = f"arn:{context.partition}:ses:{context.region}:{context.account_id}:configuration-set/{name}"
    return _Publisher(connect_to(region_name=parts["region"], aws_access_key_id=parts["account"]).sns, arn)


SNSEmitter._client_for_topic = _client_for_topic  # noqa: SLF001 - each of its methods publishes by it


@patch(SNSEmitter.emit_create_configuration_set_event_destination_test_message)
def _test(original: Any, emitter: SNSEmitter, topic: str) -> None:
    try:
        original(emitter, topic)
    except ClientError as error:
        if not is_denial(error):
            raise
        raise InvalidSNSDestinationException(f"Could not publish to SNS topic <{topic}>.") from error

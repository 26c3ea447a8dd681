"""SNS: a topic assumes the role of its subscription to a delivery stream.

Reference: SNS developer guide, prereqs-kinesis-data-firehose.
"""

from __future__ import annotations

from typing import Any

from localstack.services.sns.publisher import FirehoseTopicPublisher
from localstack.utils.patch import patch

from sandbox.gateway.authorization.service_sources.source import acting_for


@patch(FirehoseTopicPublisher._publish)  # noqa: SLF001 - the place where LocalStack assumes the role
def _publish(original: Any, publisher: FirehoseTopicPublisher, context: Any, subscriber: Any) -> Any:
    with acting_for("sns", subscriber["TopicArn"]):
        return original(publisher, context, subscriber)

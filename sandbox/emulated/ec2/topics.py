"""Publish to SNS topics on behalf of EC2; a topic that does not exist, or refuses, loses the message as on AWS."""

from __future__ import annotations

import logging

from botocore.exceptions import ClientError
from localstack.aws.connect import connect_to

_LOG = logging.getLogger(__name__)
_SERVICE = "vpce"
"""The service principal is vpce.amazonaws.com."""


def publish_to(topic: str, subject: str, message: str) -> None:
    """Publish a message as the service principal of VPC endpoints."""
    client = connect_to(region_name=topic.split(":")[3]).sns.request_metadata(service_principal=_SERVICE)
    try:
        client.publish(TopicArn=topic, Subject=subject, Message=message)
    except ClientError as refused:
        _LOG.info("%s refused %s: %s", topic, subject, refused)

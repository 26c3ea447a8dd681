"""SQS: attributes, which the output shape does not name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.needs.known import Known


def _attributes(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    if known.type == "aws:sqs/queuePolicy:QueuePolicy":
        response["Attributes"] = {"Policy": "{}"}


RESPONSES = {"GetQueueAttributes": _attributes}

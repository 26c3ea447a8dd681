"""Firehose: a delivery stream assumes the role of its destination.

Reference: Firehose developer guide, controlling-access (confused deputy).
"""

from __future__ import annotations

from typing import Any

from localstack.services.firehose.provider import FirehoseProvider
from localstack.utils.aws.arns import firehose_stream_arn
from localstack.utils.patch import patch

from sandbox.gateway.authorization.service_sources.source import acting_for, dropping_denied


@patch(FirehoseProvider._put_records)  # noqa: SLF001 - the only place where LocalStack delivers records
def _put_records(original: Any, provider: FirehoseProvider, account: str, region: str, name: str, *rest: Any) -> Any:
    with acting_for("firehose", firehose_stream_arn(name, account, region)):
        return original(provider, account, region, name, *rest)


@patch(FirehoseProvider._put_records_to_s3_bucket)  # noqa: SLF001 - the same
def _put_records_to_s3_bucket(original: Any, provider: FirehoseProvider, *given: Any) -> None:
    with dropping_denied():
        original(provider, *given)

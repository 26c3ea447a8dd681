"""Whether the engine answers, for every service that the estate uses."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from sandbox.engine import clients
from sandbox.engine import endpoint as engine_endpoint

PROBE_ACCOUNT = "000000000001"
"""An account that no estate has."""

PROBES: Mapping[str, tuple[str, dict[str, Any]]] = {
    "budgets": ("describe_budgets", {"AccountId": PROBE_ACCOUNT}),
    "cloudtrail": ("describe_trails", {}),
    "cloudwatch": ("describe_alarms", {}),
    "directconnect": ("describe_connections", {}),
    "ec2": ("describe_vpcs", {}),
    "iam": ("list_users", {}),
    "kms": ("list_keys", {}),
    "logs": ("describe_log_groups", {}),
    "organizations": ("describe_organization", {}),
    "ram": ("get_resource_share_invitations", {}),
    "route53": ("list_hosted_zones", {}),
    "route53resolver": ("list_resolver_endpoints", {}),
    "s3": ("list_buckets", {}),
    "sns": ("list_topics", {}),
    "sts": ("get_caller_identity", {}),
}
"""The services of the estate, each with a call that only reads."""

NOT_EMULATED = {"InternalFailure", "501"}
PATIENCE = clients.config(connect_timeout=2, read_timeout=60, retries={"total_max_attempts": 1})


BROKEN = "error"
"""LocalStack's state of a service that failed to load."""


def sound(endpoint: str) -> bool:
    """Return whether LocalStack has every service of the estate, none in state `error`; calls none of them."""
    states = engine_endpoint.states(endpoint)
    return states is not None and all(states.get(name, BROKEN) != BROKEN for name in PROBES)


def silent(endpoint: str, token: str | None = None, region: str = "us-east-1") -> dict[str, str]:
    """Return the services of the estate that do not answer, with the reasons; an error of AWS is an answer.

    `token` is the engine's, the secret of an account id where account ids are no keys for others.
    """
    session = clients.session()
    keys = {"aws_access_key_id": PROBE_ACCOUNT, "aws_secret_access_key": token or "probe"}
    probes = {
        name: session.client(name, endpoint_url=endpoint, config=PATIENCE, region_name=region, **keys)
        for name in PROBES
    }
    with ThreadPoolExecutor(max_workers=4) as pool:
        reasons = dict(zip(PROBES, pool.map(_reason, probes.values(), PROBES.values()), strict=True))
    for client in probes.values():
        client.close()
    return {service: reason for service, reason in reasons.items() if reason}


def _reason(client: Any, probe: tuple[str, dict[str, Any]]) -> str:
    call, arguments = probe
    try:
        getattr(client, call)(**arguments)
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        return str(error) if code in NOT_EMULATED else ""
    except (BotoCoreError, ResponseParserError) as error:
        return str(error)
    return ""

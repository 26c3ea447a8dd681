"""Requests through a VPC endpoint: the client names the endpoint in the URL that it calls.

No request in the sandbox comes out of a VPC, so a client states by which endpoint it calls: by the beginning of the
path, `http://127.0.0.1:4566/_vpce/vpce-0a1b2c3d`, which no bucket's name can have, or by the DNS name of an interface
endpoint under a name of loopback, `vpce-0a1b2c3d.sqs.us-east-1.vpce.localhost`. A signature is of the URL as it is
called. Reference: PrivateLink guide, vpc-endpoints-access and privatelink-access-aws-services (DNS hostnames).
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.policies.organization import organization_keys
from sandbox.emulated.policies.vpc_endpoints import VpcEndpoint, find_endpoint
from sandbox.gateway.aws_error import answer, exception
from sandbox.gateway.refusal import refuse

ENDPOINT = "causeway.vpc-endpoint"
"""Key of a request's environment: the endpoint by which it came."""
TARGET = "causeway.request-target"
"""Key of a request's environment: the request target that was received, where it is changed."""

_ID = r"(vpce-[0-9a-f]+)"
_PATH = re.compile(rf"/_vpce/{_ID}(?=[/?]|$)")
_HOST = re.compile(
    rf"(?:[^.]+\.)*?{_ID}(?:-[a-z0-9-]+)?\.(?P<rest>(?P<service>[a-z0-9.-]+?)\.[a-z0-9-]+)\.vpce\.", re.IGNORECASE
)
_API_HOST = re.compile(rf"[a-z0-9]+-{_ID}\.execute-api\.", re.IGNORECASE)
_EXECUTE_API = "execute-api"
_OTHER_NAMES = {"ecr.api": "ecr", "ecr.dkr": "ecr", "kinesis-firehose": "firehose", "kinesis-streams": "kinesis"}
"""Service of an endpoint -> the service's signing name, where none of botocore's names is the endpoint's."""
_CACHED = ("base_url", "full_path", "root_url", "url")


def identify(chain: Any, context: Any, _response: Any) -> None:
    """Find the endpoint by which a request came, and give the request the target that it has at the service."""
    request = context.request
    raw, host = request.environ.get("RAW_URI", ""), request.host
    in_path = _PATH.match(raw)
    in_host = None if in_path else _HOST.match(host) or _API_HOST.match(host)
    if in_path is None and in_host is None:
        return
    named = str((in_path or in_host)[1])  # type: ignore[index]
    endpoint = find_endpoint(named.lower())
    if endpoint is None:
        refuse(chain, HTTPStatus.NOT_FOUND, f"There is no VPC endpoint {named}. A deleted endpoint has no DNS name.")
        return
    request.environ[ENDPOINT] = endpoint
    if in_path is not None:
        _change_target(request, in_path[0])
    elif in_host is not None and ".vpce." in host and in_host["service"] != _EXECUTE_API:
        request.headers["Host"] = f"{in_host['rest']}.{host.rpartition('.vpce.')[2]}"
        request.__dict__.pop("host", None)


def refuse_other_services(chain: Any, context: Any, response: Any) -> None:
    """Refuse a request to another service, or in another Region, than the endpoint's."""
    endpoint: VpcEndpoint | None = context.request.environ.get(ENDPOINT)
    service = context.service
    if endpoint is None or service is None:
        return
    names = {service.service_name, service.endpoint_prefix, service.signing_name}
    if _OTHER_NAMES.get(endpoint.service, endpoint.service) not in names or context.region != endpoint.region:
        message = _other(endpoint, f"{service.service_name} in {context.region}")
        context.operation = None  # nothing is recorded: the request reaches no service
        answer(context, response, exception(AwsError("UnknownEndpoint", message, HTTPStatus.NOT_FOUND)))
        chain.stop()


def refuse_other_data_planes(chain: Any, request: Any) -> bool:
    """Refuse a request to a data plane through an endpoint that does not serve it; return whether it was refused."""
    endpoint: VpcEndpoint | None = request.environ.get(ENDPOINT)
    if endpoint is None or (endpoint.service == _EXECUTE_API and ".lambda-url." not in request.host):
        return False
    refuse(chain, HTTPStatus.NOT_FOUND, _other(endpoint, request.host))
    return True


def _other(endpoint: VpcEndpoint, what: str) -> str:
    return f"The VPC endpoint {endpoint.id} is for {endpoint.service} in {endpoint.region}, not for {what[:100]}."


def endpoint_keys(request: Any) -> dict[str, object]:
    """Return the condition keys of the endpoint by which a request came; none for one without an endpoint.

    Reference: IAM user guide, reference_policies_condition-keys (properties of the network).
    """
    endpoint: VpcEndpoint | None = request.environ.get(ENDPOINT)
    if endpoint is None:
        return {}
    return {
        "aws:SourceVpce": endpoint.id,
        "aws:SourceVpc": endpoint.vpc,
        "aws:VpcSourceIp": request.remote_addr or "127.0.0.1",
        "aws:VpceAccount": endpoint.account,
        **organization_keys("aws:Vpce", endpoint.account),
    }


def _change_target(request: Any, prefix: str) -> None:
    environ = request.environ
    environ[TARGET] = environ["RAW_URI"]
    rest = environ["RAW_URI"].removeprefix(prefix)
    environ["RAW_URI"] = environ["REQUEST_URI"] = rest if rest.startswith("/") else f"/{rest}"
    environ["PATH_INFO"] = environ["PATH_INFO"].removeprefix(prefix) or "/"
    request.path = request.path.removeprefix(prefix) or "/"
    for name in _CACHED:
        request.__dict__.pop(name, None)

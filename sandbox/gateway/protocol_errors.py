"""The client errors of AWS's protocols for requests without an operation or that cannot be read. Pure.

Sources: "Common Errors" of the services' API references; "Error responses" of Amazon S3 and the EC2 "client error
codes"; Smithy's AWS protocols (https://smithy.io/2.0/aws/protocols/index.html) for JSON, REST and RPC v2.
"""

from __future__ import annotations

from http import HTTPStatus

from sandbox.emulated.errors import AwsError

DETAIL = 300
"""Characters of a parser's message that are passed on: it may quote the whole body."""


def unknown_operation(service: str, protocol: str, name: str) -> AwsError:
    """Return the error for an operation that the service does not have."""
    name = name[:DETAIL]
    if protocol in {"query", "ec2"}:
        return AwsError("InvalidAction", f"Could not find operation {name} for {service}.", HTTPStatus.BAD_REQUEST)
    if service == "s3":
        message = "The specified method is not allowed against this resource."
        return AwsError("MethodNotAllowed", message, HTTPStatus.METHOD_NOT_ALLOWED)
    status = HTTPStatus.NOT_FOUND if protocol.startswith("rest-") else HTTPStatus.BAD_REQUEST
    return AwsError("UnknownOperationException", f"{service} has no operation {name}.", status)


def missing_action(service: str) -> AwsError:
    """Return the error for a query request without an Action."""
    return AwsError("MissingAction", f"The request to {service} is missing an Action.", HTTPStatus.BAD_REQUEST)


def malformed(service: str, protocol: str, detail: str) -> AwsError:
    """Return the error for a request whose parameters or body cannot be read."""
    detail = detail[:DETAIL]
    if protocol == "ec2":
        return AwsError("InvalidParameterValue", detail, HTTPStatus.BAD_REQUEST)
    if protocol == "query":
        return AwsError("MalformedInput", detail, HTTPStatus.BAD_REQUEST)
    if service == "route53":
        return AwsError("InvalidInput", f"Invalid XML ; {detail}", HTTPStatus.BAD_REQUEST)
    if protocol == "rest-xml":
        message = "The XML you provided was not well-formed or did not validate against our published schema"
        return AwsError("MalformedXML", message, HTTPStatus.BAD_REQUEST)
    return AwsError("SerializationException", detail, HTTPStatus.BAD_REQUEST)

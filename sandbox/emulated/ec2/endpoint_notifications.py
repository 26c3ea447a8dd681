"""Notifications of the connections to an endpoint service, or of an endpoint, in an SNS topic.

Source: EC2 API Reference, CreateVpcEndpointConnectionNotification and the operations beside it; AWS PrivateLink guide,
"Receive alerts for endpoint service events".
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2 import endpoint_service_store as services
from sandbox.emulated.ec2 import vpc_endpoint_store as endpoints
from sandbox.emulated.ec2.client_tokens import remember, repeated
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.vpc_endpoint_rules import invalid
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

EVENTS = ("Accept", "Connect", "Delete", "Reject")
NOTIFICATION = backend.Kind(
    "vpce-nfn", "InvalidConnectionNotification", "The connection notification ID '{}' does not exist"
)
_KEPT = "connection_notifications"
"""Attribute of the account's EC2 backend: the notifications by id, in the shape of responses."""
_TOPIC = re.compile(r"arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}")
_LISTING = Listing(
    member="ConnectionNotificationSet",
    fields={
        "connection-notification-arn": member("ConnectionNotificationArn"),
        "connection-notification-id": member("ConnectionNotificationId"),
        "connection-notification-state": member("ConnectionNotificationState"),
        "connection-notification-type": member("ConnectionNotificationType"),
        "service-id": member("ServiceId"),
        "vpc-endpoint-id": member("VpcEndpointId"),
    },
    least=1,
)


def _known(call: Call) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = backend.of(call).__dict__.setdefault(_KEPT, {})
    return found


@operation("CreateVpcEndpointConnectionNotification")
@backend.changing
def create_vpc_endpoint_connection_notification(call: Call) -> dict[str, Any]:
    """Create a notification for a service of the caller's, or for one endpoint."""
    request = call.request
    if earlier := repeated(call):
        return {"ConnectionNotification": dict(_known(call)[earlier]), "ClientToken": request["ClientToken"]}
    service, endpoint = request.get("ServiceId"), request.get("VpcEndpointId")
    if bool(service) == bool(endpoint):
        code = "InvalidParameterCombination" if service else "MissingParameter"
        raise AwsError(code, "The request must contain exactly one of ServiceId and VpcEndpointId")
    subject = {"ServiceId": services.find(call, service).id} if service else {}
    if endpoint:
        subject = {"VpcEndpointId": endpoints.find(call, endpoint).id}
    made: dict[str, Any] = {
        "ConnectionNotificationId": f"vpce-nfn-{call.token(17)}",
        **subject,
        "ConnectionNotificationType": "Topic",
        "ConnectionNotificationArn": _topic(request["ConnectionNotificationArn"]),
        "ConnectionEvents": _events(request["ConnectionEvents"]),
        "ConnectionNotificationState": "Enabled",
        "ServiceRegion": call.region,
    }
    _known(call)[made["ConnectionNotificationId"]] = made
    remember(call, made["ConnectionNotificationId"])
    token = {"ClientToken": request["ClientToken"]} if request.get("ClientToken") else {}
    return {"ConnectionNotification": dict(made), **token}


def _topic(arn: str) -> str:
    if not _TOPIC.fullmatch(arn):
        raise invalid(f"'{arn}' is not the ARN of an SNS topic.")
    return arn


def _events(wanted: Sequence[str]) -> list[str]:
    if not wanted:
        raise AwsError("MissingParameter", "The request must contain the parameter ConnectionEvents")
    if unknown := [each for each in wanted if each not in EVENTS]:
        raise invalid(f"'{unknown[0]}' is not a connection event: {', '.join(EVENTS)}.")
    return sorted(set(wanted))


@operation("DescribeVpcEndpointConnectionNotifications")
def describe_vpc_endpoint_connection_notifications(call: Call) -> dict[str, Any]:
    """Return the caller's notifications."""
    found = list(_known(call).values())
    if wanted := call.request.get("ConnectionNotificationId"):
        found = [_find(call, wanted)]
    return describe(call, _LISTING, [dict(each) for each in found])


def _find(call: Call, id_: str) -> dict[str, Any]:
    found = _known(call).get(id_)
    if found is None:
        raise NOTIFICATION.not_found(id_)
    return found


@operation("ModifyVpcEndpointConnectionNotification")
@backend.changing
def modify_vpc_endpoint_connection_notification(call: Call) -> dict[str, Any]:
    """Change the topic or the events of a notification."""
    found = _find(call, call.request["ConnectionNotificationId"])
    changes: dict[str, Any] = {}
    if arn := call.request.get("ConnectionNotificationArn"):
        changes["ConnectionNotificationArn"] = _topic(arn)
    if events := call.request.get("ConnectionEvents"):
        changes["ConnectionEvents"] = _events(events)
    found.update(changes)
    return {"ReturnValue": True}


@operation("DeleteVpcEndpointConnectionNotifications")
@backend.changing
def delete_vpc_endpoint_connection_notifications(call: Call) -> dict[str, Any]:
    """Delete notifications; those that do not exist are returned."""
    wanted = dict.fromkeys(call.request["ConnectionNotificationIds"])
    absent = [id_ for id_ in wanted if _known(call).pop(id_, None) is None]
    return {"Unsuccessful": [endpoints.unsuccessful(id_, NOTIFICATION.not_found(id_)) for id_ in absent]}


def notify(call: Call, service: Any, endpoint: Any, event: str) -> None:
    """Publish an event of a connection to the topics of the service's owner and of the endpoint's."""
    message = {
        "event": event,
        "vpcEndpointId": endpoint.id,
        "vpcEndpointOwner": endpoint.ec2_backend.account_id,
        "serviceId": service.id,
    }
    for own in {id(it): it for it in (service.ec2_backend, endpoint.ec2_backend)}.values():
        for each in list(own.__dict__.get(_KEPT, {}).values()):
            mine = service.id == each.get("ServiceId") or endpoint.id == each.get("VpcEndpointId")
            if mine and event in each["ConnectionEvents"]:
                call.afterwards.append(_publishing(each["ConnectionNotificationArn"], event, message))


def _publishing(topic: str, event: str, message: dict[str, str]) -> Any:
    def publish() -> None:
        from sandbox.emulated.ec2.topics import publish_to  # noqa: PLC0415 - imports LocalStack

        publish_to(topic, f"VPC endpoint connection: {event}", json.dumps(message))

    return publish

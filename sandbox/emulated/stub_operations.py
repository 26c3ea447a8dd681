"""Which operations does the engine answer with success though nothing of what they say is so? They are refused.

Found by reading LocalStack 4.14 and its moto: a handler that touches no state and answers a constant.
"""

from __future__ import annotations

from collections.abc import Mapping

_NOTHING = "it would be answered though nothing is kept of it"
_ALWAYS_EMPTY = "it would always answer that there are none"
_MADE_UP = "its answer would be made up"
_PEERING = "peering of transit gateways: moto's record of it would take part in no route table"
_NOBODYS = "its credentials would be nobody's"

STAND_INS: Mapping[str, Mapping[str, str]] = {
    "autoscaling": {"DescribeScalingActivities": _ALWAYS_EMPTY},
    "cloudformation": {"RegisterType": _NOTHING},
    "cognito-identity": {"GetCredentialsForIdentity": _NOBODYS},
    "config": {"PutEvaluations": _NOTHING},
    "ec2": {
        "AcceptTransitGatewayPeeringAttachment": _PEERING,
        "CreateTransitGatewayPeeringAttachment": _PEERING,
        "DeleteTransitGatewayPeeringAttachment": _PEERING,
        "DescribeReservedInstances": _MADE_UP,
        "DescribeReservedInstancesOfferings": _MADE_UP,
        "PurchaseReservedInstancesOffering": _NOTHING,
        "RejectTransitGatewayPeeringAttachment": _PEERING,
    },
    "ecs": {"DiscoverPollEndpoint": _MADE_UP},
    "elbv2": {"DescribeCapacityReservation": _MADE_UP},
    "glue": {"GetPartitionIndexes": _ALWAYS_EMPTY},
    "sts": {"GetFederationToken": _NOBODYS, "GetSessionToken": _NOBODYS},
}
"""botocore's name -> operation -> why it is refused."""


def refused(service: str, operation: str) -> str | None:
    """Why the operation is refused; None where it is not."""
    return STAND_INS.get(service, {}).get(operation)

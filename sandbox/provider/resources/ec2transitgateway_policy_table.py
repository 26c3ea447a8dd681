"""Policy tables of transit gateways, and the attachments associated with them."""

from typing import ClassVar

from sandbox.provider.api import Api, unpaired
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.resources.ec2transitgateway import LEFT, Ec2Tagged, described, specification, state_of
from sandbox.provider.value_types import Text
from sandbox.provider.values import Values


class PolicyTable(Ec2Tagged):
    """A policy table."""

    token = "aws:ec2transitgateway/policyTable:PolicyTable"
    identity = "tgw-ptb-{hex17}"
    properties: ClassVar = {
        "transitGatewayId": Input(Text(), "TransitGatewayId", required=True, replaces=True),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:transit-gateway-policy-table/{id}"),
        "state": Output(member="State"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        made = api(
            "CreateTransitGatewayPolicyTable",
            **self.request(inputs),
            TagSpecifications=specification("transit-gateway-policy-table", inputs.get("tagsAll")),
        )
        return str(made["TransitGatewayPolicyTable"]["TransitGatewayPolicyTableId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        api.wait(lambda: _listed(api, identity), state_of, ("available",), ("pending",))

    def read(self, api: Api, identity: str) -> Values | None:
        found = _listed(api, identity)
        if found is None or found["State"] in LEFT:
            return None
        place = api.place
        return {
            **self.state(found),
            "arn": f"arn:{place.partition}:ec2:{place.region}:{place.account}:transit-gateway-policy-table/{identity}",
            "tagsAll": unpaired(found.get("Tags")),
        }

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteTransitGatewayPolicyTable", TransitGatewayPolicyTableId=identity)
        api.wait_gone(lambda: _listed(api, identity), state_of, ("deleted",))


class PolicyTableAssociation(ResourceType):
    """The association of an attachment with a policy table."""

    token = "aws:ec2transitgateway/policyTableAssociation:PolicyTableAssociation"
    service = "ec2"
    identity = "{transitGatewayPolicyTableId}_{transitGatewayAttachmentId}"
    eventual = ("IncorrectState",)
    delete_first = True
    properties: ClassVar = {
        "transitGatewayAttachmentId": Input(Text(), "TransitGatewayAttachmentId", required=True, replaces=True),
        "transitGatewayPolicyTableId": Input(Text(), "TransitGatewayPolicyTableId", required=True, replaces=True),
        "resourceId": Output(member="ResourceId"),
        "resourceType": Output(member="ResourceType"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        api("AssociateTransitGatewayPolicyTable", **self.request(inputs))
        return f"{inputs['transitGatewayPolicyTableId']}_{inputs['transitGatewayAttachmentId']}"

    def _found(self, api: Api, identity: str) -> Values | None:
        table, _, attachment = identity.partition("_")
        listed = api.find("GetTransitGatewayPolicyTableAssociations", TransitGatewayPolicyTableId=table)
        for found in (listed or {}).get("Associations") or []:
            if found["TransitGatewayAttachmentId"] == attachment:
                return dict(found)
        return None

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        api.wait(lambda: self._found(api, identity), state_of, ("associated",), ("associating",))

    def read(self, api: Api, identity: str) -> Values | None:
        found = self._found(api, identity)
        if found is None or found["State"] not in {"associating", "associated"}:
            return None
        return self.state(found)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        table, _, attachment = identity.partition("_")
        api(
            "DisassociateTransitGatewayPolicyTable",
            TransitGatewayPolicyTableId=table,
            TransitGatewayAttachmentId=attachment,
        )
        api.wait_gone(lambda: self._found(api, identity), state_of)


def _listed(api: Api, identity: str) -> Values | None:
    return described(
        api,
        "DescribeTransitGatewayPolicyTables",
        "TransitGatewayPolicyTables",
        TransitGatewayPolicyTableIds=[identity],
    )

"""EC2: customer gateways."""

from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.planning import Plan
from sandbox.provider.properties import Input, Output
from sandbox.provider.resources.ec2_base import TaggedEc2Type
from sandbox.provider.value_types import NumericText, Text
from sandbox.provider.values import Values


def _default_asn(plan: Plan) -> str | None:
    return None if plan.values.get("bgpAsnExtended") else "65000"


class CustomerGateway(TaggedEc2Type):
    """What AWS knows of the customer's VPN device; every change replaces it."""

    token = "aws:ec2/customerGateway:CustomerGateway"
    identity = "cgw-{hex17}"
    tag_kind = "customer-gateway"
    listing = ("DescribeCustomerGateways", "CustomerGateways", "CustomerGatewayIds")
    properties: ClassVar = {
        "type": Input(Text(("ipsec.1",)), "Type", required=True, replaces=True),
        "bgpAsn": Input(NumericText(), "BgpAsn", computed=True, replaces=True, plan=_default_asn),
        "bgpAsnExtended": Input(NumericText(), "BgpAsnExtended", replaces=True),
        "certificateArn": Input(Text(), "CertificateArn", replaces=True),
        "deviceName": Input(Text(), "DeviceName", replaces=True),
        "ipAddress": Input(Text(), "IpAddress", replaces=True),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:customer-gateway/{id}"),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        if inputs.get("bgpAsn") and inputs.get("bgpAsnExtended"):
            return [("bgpAsnExtended", "is given beside bgpAsn; give one of them")]
        return []

    def create(self, api: Api, inputs: Values) -> str:
        made = api("CreateCustomerGateway", **self.request(inputs), TagSpecifications=self.tags_of(inputs))
        return str(made["CustomerGateway"]["CustomerGatewayId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        api.wait(lambda: self.look(api, identity), lambda found: str(found["State"]), ("available",), ("pending",))

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        place = api.place
        return {"arn": f"arn:{place.partition}:ec2:{place.region}:{place.account}:customer-gateway/{identity}"}

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteCustomerGateway", CustomerGatewayId=identity)

"""Route 53: associations of private zones with VPCs of other accounts."""

from typing import ClassVar

from sandbox.provider.api import Api
from sandbox.provider.errors import CallFailed
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.resources.route53 import as_vpc, settle
from sandbox.provider.value_types import Text
from sandbox.provider.values import Values


class _ZoneAndVpc(ResourceType):
    """Base of authorization and association."""

    service = "route53"
    identity = "{zoneId}:{vpcId}:{vpcRegion}"
    regional = False
    delete_first = True
    properties: ClassVar = {
        "zoneId": Input(Text(), required=True, replaces=True),
        "vpcId": Input(Text(), required=True, replaces=True),
        "vpcRegion": Input(Text(), computed=True, replaces=True, plan=lambda plan: plan.place.region),
    }

    def parts(self, identity: str) -> Values:
        """Return the properties that the id contains."""
        zone, vpc, region = identity.split(":")
        return {"zoneId": zone, "vpcId": vpc, "vpcRegion": region}

    def named(self, api: Api, inputs: Values) -> str:
        """Return the id."""
        return f"{inputs['zoneId']}:{inputs['vpcId']}:{inputs.get('vpcRegion') or api.place.region}"


class VpcAssociationAuthorization(_ZoneAndVpc):
    """The authorization for another account to associate its VPC with a zone."""

    token = "aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization"

    def create(self, api: Api, inputs: Values) -> str:
        vpc = as_vpc(api, inputs)
        api("CreateVPCAssociationAuthorization", HostedZoneId=inputs["zoneId"], VPC=vpc)
        return self.named(api, inputs)

    def read(self, api: Api, identity: str) -> Values | None:
        parts = self.parts(identity)
        found = api.find_all("ListVPCAssociationAuthorizations", "VPCs", HostedZoneId=parts["zoneId"])
        return parts if any(each["VPCId"] == parts["vpcId"] for each in found or []) else None

    def delete(self, api: Api, identity: str, state: Values) -> None:
        parts = self.parts(identity)
        api("DeleteVPCAssociationAuthorization", HostedZoneId=parts["zoneId"], VPC=as_vpc(api, parts))


class ZoneAssociation(_ZoneAndVpc):
    """The association of a VPC with a private zone, made by the VPC's account."""

    token = "aws:route53/zoneAssociation:ZoneAssociation"
    # The authorization may be newer than this call.
    eventual = ("NotAuthorizedException",)
    gone = ("InvalidVPCId",)
    seconds = 60
    properties: ClassVar = {**_ZoneAndVpc.properties, "owningAccount": Output()}

    def create(self, api: Api, inputs: Values) -> str:
        settle(api, api("AssociateVPCWithHostedZone", HostedZoneId=inputs["zoneId"], VPC=as_vpc(api, inputs)))
        return self.named(api, inputs)

    def read(self, api: Api, identity: str) -> Values | None:
        parts = self.parts(identity)
        vpc = {"VPCId": parts["vpcId"], "VPCRegion": parts["vpcRegion"]}
        try:
            zones = api.find_all("ListHostedZonesByVPC", "HostedZoneSummaries", **vpc) or []
        except CallFailed as failed:
            if failed.code == "AccessDenied" and "is not owned by you" in str(failed):  # of a VPC that is gone, too
                return None
            raise
        for zone in zones:
            if zone["HostedZoneId"] == parts["zoneId"]:
                return {**parts, "owningAccount": zone["Owner"]["OwningAccount"]}
        return None

    def delete(self, api: Api, identity: str, state: Values) -> None:
        parts = self.parts(identity)
        settle(api, api("DisassociateVPCFromHostedZone", HostedZoneId=parts["zoneId"], VPC=as_vpc(api, parts)))

"""The resource types that RAM shares here, each with AWS's restrictions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class ResourceType:
    """One kind of resource that RAM shares; reference: the RAM user guide's table of shareable resources."""

    name: str
    arn_service: str
    arn_resource: str
    """The part of the ARN between account and id."""
    permission: str
    """Name of its default AWS managed permission."""
    actions: tuple[str, ...]
    """What the default permission allows."""
    scope: Literal["REGIONAL", "GLOBAL"] = "REGIONAL"
    organization_only: bool = False
    """Whether it cannot be shared outside the owner's organization, whatever the share allows."""
    identities: bool = False
    """Whether single roles and users can be named as principals."""

    @property
    def service(self) -> str:
        """Return the service's name as in ListResourceTypes."""
        return self.name.partition(":")[0]


def _ec2(name: str, resource: str, *actions: str, organization_only: bool = False) -> ResourceType:
    return ResourceType(
        name=f"ec2:{name}",
        arn_service="ec2",
        arn_resource=f"{resource}/",
        permission=f"AWSRAMDefaultPermission{name}",
        actions=tuple(f"ec2:{action}" for action in actions),
        organization_only=organization_only,
    )


def _resolver(name: str, resource: str, *actions: str, identities: bool = False) -> ResourceType:
    return ResourceType(
        name=f"route53resolver:{name}",
        arn_service="route53resolver",
        arn_resource=f"{resource}/",
        permission=f"AWSRAMDefaultPermission{name}",
        actions=tuple(f"route53resolver:{action}" for action in actions),
        identities=identities,
    )


RESOURCE_TYPES: tuple[ResourceType, ...] = (
    _ec2("PrefixList", "prefix-list", "DescribeManagedPrefixLists", "GetManagedPrefixListEntries"),
    _ec2("SecurityGroup", "security-group", "DescribeSecurityGroups", "RunInstances", "CreateNetworkInterface",
         organization_only=True),
    _ec2("Subnet", "subnet", "DescribeSubnets", "DescribeVpcs", "DescribeRouteTables", "DescribeNetworkAcls",
         "CreateNetworkInterface", "CreateSecurityGroup", "RunInstances", organization_only=True),
    _ec2("TransitGateway", "transit-gateway", "DescribeTransitGateways", "CreateTransitGatewayVpcAttachment",
         "ModifyTransitGatewayVpcAttachment", "DeleteTransitGatewayVpcAttachment", "DescribeTransitGatewayAttachments",
         "DescribeTransitGatewayVpcAttachments"),
    _ec2("TransitGatewayMulticastDomain", "transit-gateway-multicast-domain",
         "DescribeTransitGatewayMulticastDomains", "AssociateTransitGatewayMulticastDomain"),
    _ec2("TrafficMirrorTarget", "traffic-mirror-target", "DescribeTrafficMirrorTargets", "CreateTrafficMirrorSession"),
    _ec2("CapacityReservation", "capacity-reservation", "DescribeCapacityReservations", "RunInstances"),
    _ec2("DedicatedHost", "dedicated-host", "DescribeHosts", "RunInstances"),
    ResourceType("ec2:IpamPool", "ec2", "ipam-pool/", "AWSRAMDefaultPermissionsIpamPool",
                 ("ec2:AllocateIpamPoolCidr", "ec2:GetIpamPoolCidrs", "ec2:GetIpamPoolAllocations", "ec2:CreateVpc")),
    _resolver("ResolverRule", "resolver-rule", "GetResolverRule", "ListResolverRules", "AssociateResolverRule",
              "DisassociateResolverRule", "ListResolverRuleAssociations"),
    _resolver("FirewallRuleGroup", "firewall-rule-group", "GetFirewallRuleGroup", "ListFirewallRuleGroups",
              "AssociateFirewallRuleGroup", identities=True),
    _resolver("ResolverQueryLogConfig", "resolver-query-log-config", "GetResolverQueryLogConfig",
              "ListResolverQueryLogConfigs", "AssociateResolverQueryLogConfig", identities=True),
    ResourceType("rds:Cluster", "rds", "cluster:", "AWSRAMDefaultPermissionRDSCluster",
                 ("rds:DescribeDBClusters", "rds:RestoreDBClusterToPointInTime")),
    ResourceType("codebuild:Project", "codebuild", "project/", "AWSRAMDefaultPermissionCodeBuildProject",
                 ("codebuild:BatchGetProjects", "codebuild:BatchGetBuilds"), identities=True),
    ResourceType("codebuild:ReportGroup", "codebuild", "report-group/", "AWSRAMDefaultPermissionCodeBuildReportGroup",
                 ("codebuild:BatchGetReportGroups", "codebuild:BatchGetReports"), identities=True),
    ResourceType("acm-pca:CertificateAuthority", "acm-pca", "certificate-authority/",
                 "AWSRAMDefaultPermissionCertificateAuthority",
                 ("acm-pca:DescribeCertificateAuthority", "acm-pca:GetCertificate", "acm-pca:IssueCertificate"),
                 identities=True),
    ResourceType("license-manager:LicenseConfiguration", "license-manager", "license-configuration:",
                 "AWSRAMDefaultPermissionLicenseConfiguration", ("license-manager:GetLicenseConfiguration",)),
    ResourceType("resource-groups:Group", "resource-groups", "group/", "AWSRAMDefaultPermissionResourceGroup",
                 ("resource-groups:GetGroup", "resource-groups:ListGroupResources")),
    ResourceType("network-firewall:FirewallPolicy", "network-firewall", "firewall-policy/",
                 "AWSRAMDefaultPermissionNetworkFirewallPolicy",
                 ("network-firewall:DescribeFirewallPolicy", "network-firewall:AssociateFirewallPolicy"),
                 identities=True),
    ResourceType("networkmanager:CoreNetwork", "networkmanager", "core-network/",
                 "AWSRAMDefaultPermissionsNetworkManagerCoreNetwork",
                 ("networkmanager:GetCoreNetwork", "networkmanager:CreateVpcAttachment"), scope="GLOBAL"),
    ResourceType("glue:Database", "glue", "database/", "AWSRAMDefaultPermissionGlueDatabase",
                 ("glue:GetDatabase", "glue:GetTables"), identities=True),
    ResourceType("vpc-lattice:Service", "vpc-lattice", "service/", "AWSRAMDefaultPermissionVpcLatticeService",
                 ("vpc-lattice:GetService", "vpc-lattice:CreateServiceNetworkServiceAssociation")),
    ResourceType("vpc-lattice:ServiceNetwork", "vpc-lattice", "servicenetwork/",
                 "AWSRAMDefaultPermissionVpcLatticeServiceNetwork",
                 ("vpc-lattice:GetServiceNetwork", "vpc-lattice:CreateServiceNetworkVpcAssociation")),
)  # fmt: skip

BY_NAME = {each.name: each for each in RESOURCE_TYPES}

_ARN = re.compile(r"arn:aws[a-z-]*:(?P<service>[a-z0-9-]+):(?P<region>[a-z0-9-]*):(?P<account>\d{12}):(?P<rest>.+)")


@dataclass(frozen=True)
class SharedResource:
    """A parsed ARN of a resource."""

    arn: str
    type: ResourceType
    region: str
    owner: str

    @property
    def id(self) -> str:
        """Return what follows the kind in the ARN."""
        return self.arn.partition(self.type.arn_resource)[2]


class NotAnArn(ValueError):
    """A text that is not an ARN."""


class NotShareable(ValueError):
    """A resource type that RAM does not share."""


def read_resource(arn: str) -> SharedResource:
    """Return the resource that an ARN names; raise NotAnArn or NotShareable."""
    found = _ARN.fullmatch(arn)
    if found is None:
        raise NotAnArn(arn)
    for each in RESOURCE_TYPES:
        if each.arn_service == found["service"] and found["rest"].startswith(each.arn_resource):
            return SharedResource(arn, each, found["region"], found["account"])
    raise NotShareable(arn)

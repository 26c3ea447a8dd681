"""Route 53 and its resolver."""

from sandbox.provider.values import Values
from tests.sandbox.provider.contract import Case, SampleEnv, sample, some_account
from tests.sandbox.provider.samples.ec2 import another_vpc, security_group, subnet, vpc

ZONE = "mobile.aws.gilt.example"


def zone(env: SampleEnv) -> Values:
    return env.make("aws:route53/zone:Zone", name=ZONE, vpcs=[{"vpcId": vpc(env)["id"]}])


@sample("aws:route53/zone:Zone")
def a_private_zone(env: SampleEnv) -> Case:
    first, second = vpc(env), vpc(env, "10.34.0.0/16")
    return Case(
        {
            "name": ZONE,
            "vpcs": [{"vpcId": first["id"], "vpcRegion": "us-east-1"}],
            "comment": "Names of mobile",
            "tags": {"a": "b"},
        },
        change={"comment": "Names", "vpcs": [{"vpcId": second["id"], "vpcRegion": "us-east-1"}]},
        replace={"name": f"other.{ZONE}"},
    )


@sample("aws:route53/record:Record")
def a_record(env: SampleEnv) -> Case:
    return Case(
        {"zoneId": zone(env)["zoneId"], "name": f"app.{ZONE}", "type": "A", "ttl": 60, "records": ["10.33.0.20"]},
        change={"type": "CNAME", "records": [f"edge.{ZONE}"], "ttl": 300},
        replace={"name": f"web.{ZONE}"},
    )


@sample("aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization")
def an_authorization(env: SampleEnv) -> Case:
    ec2 = env.api("ec2", account=some_account())
    theirs, other = (ec2("CreateVpc", CidrBlock=cidr)["Vpc"]["VpcId"] for cidr in ("10.40.0.0/16", "10.41.0.0/16"))
    return Case({"zoneId": zone(env)["zoneId"], "vpcId": theirs}, change=None, replace={"vpcId": other})


@sample("aws:route53/zoneAssociation:ZoneAssociation")
def an_association_across_accounts(env: SampleEnv) -> Case:
    owner, mine, other = some_account(), vpc(env)["id"], another_vpc(env)
    theirs = env.api("ec2", account=owner)("CreateVpc", CidrBlock="10.40.0.0/16")["Vpc"]["VpcId"]
    route53 = env.api("route53", account=owner)
    made = route53(
        "CreateHostedZone",
        Name=ZONE,
        CallerReference=owner,
        VPC={"VPCId": theirs, "VPCRegion": "us-east-1"},
    )
    zone_id = made["HostedZone"]["Id"].rpartition("/")[2]
    for each in (mine, other):
        allowed = {"VPCId": each, "VPCRegion": "us-east-1"}
        route53("CreateVPCAssociationAuthorization", HostedZoneId=zone_id, VPC=allowed)
    return Case({"zoneId": zone_id, "vpcId": mine}, change=None, replace={"vpcId": other})


def _endpoint(env: SampleEnv) -> tuple[Values, Values, Values, list[str]]:
    network = vpc(env)
    groups = [security_group(env, network)["id"]]
    return network, subnet(env, network), subnet(env, network, "10.33.1.0/24", "use1-az2"), groups


@sample("aws:route53/resolverEndpoint:ResolverEndpoint")
def an_endpoint(env: SampleEnv) -> Case:
    _, one, two, groups = _endpoint(env)
    first, second = {"subnetId": one["id"], "ip": "10.33.0.10"}, {"subnetId": two["id"], "ip": "10.33.1.10"}
    return Case(
        {
            "name": "inbound",
            "direction": "INBOUND",
            "securityGroupIds": groups,
            "ipAddresses": [first, second],
        },
        change={"name": "in", "ipAddresses": [first, {**second, "ip": "10.33.1.11"}]},
        replace={"direction": "OUTBOUND"},
    )


def outbound(env: SampleEnv) -> tuple[Values, Values]:
    network, one, two, groups = _endpoint(env)
    endpoint = env.make(
        "aws:route53/resolverEndpoint:ResolverEndpoint",
        direction="OUTBOUND",
        securityGroupIds=groups,
        ipAddresses=[{"subnetId": one["id"]}, {"subnetId": two["id"]}],
    )
    return network, endpoint


def _target(ip: str, port: int = 53) -> Values:
    return {"ip": ip, "port": port, "protocol": "Do53"}


@sample("aws:route53/resolverRule:ResolverRule")
def a_rule(env: SampleEnv) -> Case:
    _, endpoint = outbound(env)
    return Case(
        {
            "name": "datacentre",
            "domainName": "dc.gilt.example",
            "ruleType": "FORWARD",
            "resolverEndpointId": endpoint["id"],
            "targetIps": [_target("10.0.0.53"), _target("10.0.1.53")],
        },
        change={"name": "dc", "targetIps": [_target("10.0.0.53", 5353)]},
        replace={"domainName": "gilt.example"},
    )


@sample("aws:route53/resolverRuleAssociation:ResolverRuleAssociation")
def a_rule_association(env: SampleEnv) -> Case:
    network, endpoint = outbound(env)
    rule = env.make(
        "aws:route53/resolverRule:ResolverRule",
        domainName="dc.gilt.example",
        ruleType="FORWARD",
        resolverEndpointId=endpoint["id"],
        targetIps=[{"ip": "10.0.0.53"}],
    )
    return Case(
        {"name": "mobile", "resolverRuleId": rule["id"], "vpcId": network["id"]}, change=None, replace={"name": "x"}
    )

"""Endpoint services between accounts: permissions, acceptance, private DNS names, notifications."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from moto.route53.models import route53_backends

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.ec2.in_process import Ec2, code_of
from tests.sandbox.emulated.ec2.vpcs import backend, new_load_balancer, new_subnet, new_vpc

TOPIC = "arn:aws:sns:us-west-2:111111111111:connections"


class Side(NamedTuple):
    """An account with a VPC of one subnet."""

    ec2: Ec2
    vpc: str
    subnet: str


def side(ec2: Ec2, cidr: str) -> Side:
    vpc = new_vpc(ec2, f"{cidr}.0.0/16")
    backend(ec2).vpcs[vpc].enable_dns_hostnames = True
    return Side(ec2, vpc, new_subnet(ec2, vpc, f"{cidr}.1.0/24"))


@pytest.fixture
def provider() -> Side:
    return side(Ec2(), "10.0")


@pytest.fixture
def consumer(provider: Side) -> Side:
    return side(provider.ec2.other(), "10.1")


def new_service(provider: Side, **about: Any) -> dict[str, Any]:
    balancer = new_load_balancer(provider.ec2, provider.subnet)
    request = {"NetworkLoadBalancerArns": [balancer], **about}
    return dict(provider.ec2.create_vpc_endpoint_service_configuration(**request)["ServiceConfiguration"])


def allow(provider: Side, service: dict[str, Any], *principals: str) -> None:
    provider.ec2.modify_vpc_endpoint_service_permissions(
        ServiceId=service["ServiceId"], AddAllowedPrincipals=list(principals)
    )


def root(consumer: Side) -> str:
    return f"arn:aws:iam::{consumer.ec2.account}:root"


def connect(consumer: Side, service: dict[str, Any], **about: Any) -> dict[str, Any]:
    request = {"VpcId": consumer.vpc, "ServiceName": service["ServiceName"], "VpcEndpointType": "Interface", **about}
    return dict(consumer.ec2.create_vpc_endpoint(**{"SubnetIds": [consumer.subnet], **request})["VpcEndpoint"])


def state(consumer: Side, endpoint: dict[str, Any]) -> str:
    (found,) = consumer.ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"]])["VpcEndpoints"]
    return str(found["State"])


def test_a_service_is_seen_and_used_by_its_allowed_principals(provider: Side, consumer: Side):
    service = new_service(provider, AcceptanceRequired=False)
    name = service["ServiceName"]
    describe = consumer.ec2.describe_vpc_endpoint_services
    assert code_of(describe, ServiceNames=[name]) == "InvalidServiceName"
    request = {"VpcId": consumer.vpc, "ServiceName": name, "VpcEndpointType": "Interface"}
    assert code_of(consumer.ec2.create_vpc_endpoint, **request) == "InvalidServiceName"
    allow(provider, service, root(consumer))
    (detail,) = describe(ServiceNames=[name])["ServiceDetails"]
    assert (detail["Owner"], detail["AvailabilityZones"]) == (provider.ec2.account, ["us-west-2a"])
    made = connect(consumer, service)
    assert (made["State"], made["PrivateDnsEnabled"]) == ("pending", False)
    assert made["DnsEntries"][0]["DnsName"].endswith(f".{service['ServiceId']}.us-west-2.vpce.amazonaws.com")
    consumer.ec2.clock.pass_(seconds=1)
    assert state(consumer, made) == "available"


def test_connections_wait_for_their_acceptance(provider: Side, consumer: Side):
    service = new_service(provider)
    id_ = service["ServiceId"]
    allow(provider, service, root(consumer))
    first, second = connect(consumer, service), connect(consumer, service)
    assert {first["State"], second["State"]} == {"pendingAcceptance"}
    (seen, _) = provider.ec2.describe_vpc_endpoint_connections()["VpcEndpointConnections"]
    assert (seen["VpcEndpointOwner"], seen["VpcEndpointState"]) == (consumer.ec2.account, "pendingAcceptance")
    wanted = [first["VpcEndpointId"], "vpce-0123456789abcdef0"]
    failed = provider.ec2.accept_vpc_endpoint_connections(ServiceId=id_, VpcEndpointIds=wanted)["Unsuccessful"]
    assert [each["Error"]["Code"] for each in failed] == ["InvalidVpcEndpointId.NotFound"]
    provider.ec2.reject_vpc_endpoint_connections(ServiceId=id_, VpcEndpointIds=[second["VpcEndpointId"]])
    consumer.ec2.clock.pass_(seconds=1)
    assert (state(consumer, first), state(consumer, second)) == ("available", "rejected")
    again = provider.ec2.accept_vpc_endpoint_connections(ServiceId=id_, VpcEndpointIds=[first["VpcEndpointId"]])
    assert [each["Error"]["Code"] for each in again["Unsuccessful"]] == ["InvalidState"]
    change = {"VpcEndpointId": second["VpcEndpointId"], "AddSubnetIds": []}
    assert code_of(consumer.ec2.modify_vpc_endpoint, **change) == "InvalidState"
    theirs = {"ServiceId": id_, "VpcEndpointIds": [first["VpcEndpointId"]]}
    assert code_of(consumer.ec2.accept_vpc_endpoint_connections, **theirs) == "InvalidVpcEndpointServiceId.NotFound"


def test_a_service_with_connections_is_not_deleted(provider: Side, consumer: Side):
    service = new_service(provider)
    allow(provider, service, "*")
    made = connect(consumer, service)
    delete = provider.ec2.delete_vpc_endpoint_service_configurations
    failed = delete(ServiceIds=[service["ServiceId"], "vpce-svc-0123456789abcdef0"])["Unsuccessful"]
    assert [each["Error"]["Code"] for each in failed] == [
        "ExistingVpcEndpointConnections",
        "InvalidVpcEndpointServiceId.NotFound",
    ]
    consumer.ec2.delete_vpc_endpoints(VpcEndpointIds=[made["VpcEndpointId"]])
    assert delete(ServiceIds=[service["ServiceId"]])["Unsuccessful"] == []
    assert provider.ec2.describe_vpc_endpoint_service_configurations()["ServiceConfigurations"] == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"NetworkLoadBalancerArns": []}, "InvalidParameter"),
        ({"NetworkLoadBalancerArns": ["arn:aws:elasticloadbalancing:x"]}, "InvalidParameter"),
        ({"PrivateDnsName": "not a name"}, "InvalidParameter"),
        ({"SupportedIpAddressTypes": ["ipv5"]}, "InvalidParameter"),
        ({"SupportedRegions": ["mars"]}, "InvalidParameter"),
        ({"TagSpecifications": [{"ResourceType": "vpc", "Tags": []}]}, "InvalidParameterValue"),
    ],
)
def test_wrong_services_are_refused(provider: Side, wrong: dict[str, Any], code: str):
    request = {"NetworkLoadBalancerArns": [new_load_balancer(provider.ec2, provider.subnet)], **wrong}
    assert code_of(provider.ec2.create_vpc_endpoint_service_configuration, **request) == code


def test_a_service_is_behind_one_kind_of_load_balancers(provider: Side, consumer: Side):
    application = new_load_balancer(provider.ec2, provider.subnet, "application", "web")
    create = provider.ec2.create_vpc_endpoint_service_configuration
    assert code_of(create, NetworkLoadBalancerArns=[application]) == "InvalidParameter"
    gateway = new_load_balancer(provider.ec2, provider.subnet, "gateway", "firewall")
    network = new_load_balancer(provider.ec2, provider.subnet, "network", "front")
    both = {"NetworkLoadBalancerArns": [network], "GatewayLoadBalancerArns": [gateway]}
    assert code_of(create, **both) == "InvalidParameter"
    service = create(GatewayLoadBalancerArns=[gateway], AcceptanceRequired=False)["ServiceConfiguration"]
    assert service["ServiceType"] == [{"ServiceType": "GatewayLoadBalancer"}]
    allow(provider, service, root(consumer))
    made = connect(consumer, service, VpcEndpointType="GatewayLoadBalancer")
    assert (made["Groups"], made["DnsEntries"], "PolicyDocument" in made) == ([], [], False)
    assert len(made["NetworkInterfaceIds"]) == 1


def test_a_service_changes_its_settings(provider: Side):
    service = new_service(provider)
    id_ = service["ServiceId"]
    modify = provider.ec2.modify_vpc_endpoint_service_configuration
    second = new_load_balancer(provider.ec2, provider.subnet, "network", "second")
    first = service["NetworkLoadBalancerArns"][0]
    modify(
        ServiceId=id_,
        AcceptanceRequired=False,
        AddNetworkLoadBalancerArns=[second],
        RemoveNetworkLoadBalancerArns=[first],
        AddSupportedRegions=["eu-west-1"],
    )
    (found,) = provider.ec2.describe_vpc_endpoint_service_configurations(ServiceIds=[id_])["ServiceConfigurations"]
    assert (found["AcceptanceRequired"], found["NetworkLoadBalancerArns"]) == (False, [second])
    assert [each["Region"] for each in found["SupportedRegions"]] == ["us-west-2", "eu-west-1"]
    assert code_of(modify, ServiceId=id_, RemoveNetworkLoadBalancerArns=[second]) == "InvalidParameter"
    assert code_of(modify, ServiceId=id_, RemoveNetworkLoadBalancerArns=[first]) == "InvalidParameter"
    assert code_of(modify, ServiceId="vpce-svc-0123456789abcdef0") == "InvalidVpcEndpointServiceId.NotFound"
    payer = provider.ec2.modify_vpc_endpoint_service_payer_responsibility
    assert code_of(payer, ServiceId=id_, PayerResponsibility="Consumer") == "InvalidParameterValue"
    assert payer(ServiceId=id_, PayerResponsibility="ServiceOwner")["ReturnValue"]


def test_a_service_is_used_from_the_regions_that_it_supports(provider: Side, consumer: Side):
    service = new_service(provider, SupportedRegions=["us-west-2", "eu-west-1"], AcceptanceRequired=False)
    allow(provider, service, root(consumer))
    far = side(consumer.ec2.other(consumer.ec2.account, "eu-west-1"), "10.2")
    name = service["ServiceName"]
    assert (
        far.ec2.describe_vpc_endpoint_services(Filters=[{"Name": "owner", "Values": [provider.ec2.account]}])[
            "ServiceDetails"
        ]
        == []
    )
    (detail,) = far.ec2.describe_vpc_endpoint_services(ServiceNames=[name], ServiceRegions=["us-west-2"])[
        "ServiceDetails"
    ]
    assert detail["ServiceRegion"] == "us-west-2"
    request = {"VpcId": far.vpc, "ServiceName": name, "VpcEndpointType": "Interface"}
    assert code_of(far.ec2.create_vpc_endpoint, **request) == "InvalidServiceName"
    made = far.ec2.create_vpc_endpoint(**request, ServiceRegion="us-west-2")["VpcEndpoint"]
    assert made["ServiceRegion"] == "us-west-2"


def test_permissions_have_types_and_wrong_principals_are_refused(provider: Side, consumer: Side):
    service = new_service(provider)
    id_ = service["ServiceId"]
    role = f"arn:aws:iam::{consumer.ec2.account}:role/deployer"
    allow(provider, service, root(consumer), role, "*")
    allowed = provider.ec2.describe_vpc_endpoint_service_permissions(ServiceId=id_)["AllowedPrincipals"]
    assert [each["PrincipalType"] for each in allowed] == ["Account", "Role", "All"]
    modify = provider.ec2.modify_vpc_endpoint_service_permissions
    assert code_of(modify, ServiceId=id_, AddAllowedPrincipals=["someone"]) == "InvalidPrincipal"
    assert code_of(modify, ServiceId=id_, RemoveAllowedPrincipals=["arn:aws:iam::1:root"]) == "InvalidPrincipal"
    assert code_of(modify, ServiceId=id_) == "MissingParameter"
    modify(ServiceId=id_, RemoveAllowedPrincipals=["*", role])
    assert len(provider.ec2.describe_vpc_endpoint_service_permissions(ServiceId=id_)["AllowedPrincipals"]) == 1
    theirs = consumer.ec2.describe_vpc_endpoint_service_permissions
    assert code_of(theirs, ServiceId=id_) == "InvalidVpcEndpointServiceId.NotFound"


def test_a_private_name_is_used_after_its_domain_is_verified(provider: Side, consumer: Side):
    service = new_service(provider, PrivateDnsName="orders.example.com", AcceptanceRequired=False)
    allow(provider, service, root(consumer))
    wanted = service["PrivateDnsNameConfiguration"]
    assert (wanted["State"], wanted["Type"]) == ("pendingVerification", "TXT")
    with pytest.raises(AwsError, match="is not verified"):
        connect(consumer, service, PrivateDnsEnabled=True)
    verify = provider.ec2.start_vpc_endpoint_service_private_dns_verification
    verify(ServiceId=service["ServiceId"])

    def verification() -> str:
        (found,) = provider.ec2.describe_vpc_endpoint_service_configurations()["ServiceConfigurations"]
        return str(found["PrivateDnsNameConfiguration"]["State"])

    assert verification() == "failed"
    zone = route53_backends[provider.ec2.account]["aws"].create_hosted_zone("example.com.", private_zone=False)
    record = f"{wanted['Name']}.orders.example.com"
    zone.add_rrset({"Name": record, "Type": "TXT", "TTL": 60, "ResourceRecords": [{"Value": f'"{wanted["Value"]}"'}]})
    verify(ServiceId=service["ServiceId"])
    assert verification() == "verified"
    made = connect(consumer, service, PrivateDnsEnabled=True)
    assert made["DnsEntries"][-1]["DnsName"] == "orders.example.com"
    provider.ec2.modify_vpc_endpoint_service_configuration(ServiceId=service["ServiceId"], RemovePrivateDnsName=True)
    assert code_of(verify, ServiceId=service["ServiceId"]) == "InvalidParameter"


def test_notifications_are_for_one_service_or_one_endpoint(provider: Side):
    ec2, id_ = provider.ec2, new_service(provider)["ServiceId"]
    create = ec2.create_vpc_endpoint_connection_notification
    about = {"ConnectionNotificationArn": TOPIC, "ConnectionEvents": ["Reject", "Accept"]}
    made = create(ServiceId=id_, **about)["ConnectionNotification"]
    assert (made["ConnectionEvents"], made["ConnectionNotificationState"]) == (["Accept", "Reject"], "Enabled")
    assert code_of(create, **about) == "MissingParameter"
    assert code_of(create, ServiceId=id_, VpcEndpointId="vpce-1", **about) == "InvalidParameterCombination"
    assert code_of(create, ServiceId=id_, **{**about, "ConnectionEvents": ["Open"]}) == "InvalidParameter"
    assert code_of(create, ServiceId=id_, **{**about, "ConnectionNotificationArn": "x"}) == "InvalidParameter"
    notification = made["ConnectionNotificationId"]
    ec2.modify_vpc_endpoint_connection_notification(ConnectionNotificationId=notification, ConnectionEvents=["Connect"])
    (found,) = ec2.describe_vpc_endpoint_connection_notifications()["ConnectionNotificationSet"]
    assert found["ConnectionEvents"] == ["Connect"]
    wanted = [notification, "vpce-nfn-0123456789abcdef0"]
    failed = ec2.delete_vpc_endpoint_connection_notifications(ConnectionNotificationIds=wanted)["Unsuccessful"]
    assert [each["Error"]["Code"] for each in failed] == ["InvalidConnectionNotification"]
    absent = ec2.modify_vpc_endpoint_connection_notification
    assert code_of(absent, ConnectionNotificationId=notification) == "InvalidConnectionNotification"

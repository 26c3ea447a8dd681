"""VPC: rules of security groups."""

from tests.sandbox.provider.contract import Case, SampleEnv, sample
from tests.sandbox.provider.samples.ec2 import security_group, vpc

HTTPS = {"ipProtocol": "tcp", "fromPort": 443, "toPort": 443}


@sample("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
def ingress_rule(env: SampleEnv) -> Case:
    network = vpc(env)
    group, other = security_group(env, network), security_group(env, network, "edge")
    return Case(
        {"securityGroupId": group["id"], **HTTPS, "cidrIpv4": "10.0.0.0/12", "description": "from the data centre"},
        change={"cidrIpv4": "10.0.0.0/8", "fromPort": 80, "description": "from everywhere inside"},
        replace={"securityGroupId": other["id"]},
    )


@sample("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
def egress_rule(env: SampleEnv) -> Case:
    network = vpc(env)
    group, other = security_group(env, network), security_group(env, network, "edge")
    return Case(
        {"securityGroupId": group["id"], "ipProtocol": "-1", "cidrIpv4": "0.0.0.0/0"},
        change={**HTTPS, "cidrIpv4": "10.0.0.0/8"},
        replace={"securityGroupId": other["id"]},
    )

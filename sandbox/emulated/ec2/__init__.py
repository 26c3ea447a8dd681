"""Amazon EC2: the network operations that LocalStack lacks or answers incorrectly."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "localstack"

NOTES = (
    "Availability zone ids are the same in every account, and so are their names: `us-east-1a` is `use1-az6` for all.",
    "Each account finds a default VPC in each Region, as on AWS, with its internet gateway; landing zones delete it.",
    "AWS's quotas of a VPC, route table, ACL, interface and peering hold; those of an account and Region do not.",
    "Ranges of IPAM, of a customer's own pools and of Outposts, and prefixes of interfaces are refused by name.",
    "AWS's own prefix lists have the same ids in every account, made from Region and name: they are not the real ones.",
    "Subnets shared through RAM are listed by RAM, and nothing can be put into them from another account.",
    "Nothing carries packets: routes, ACLs and groups are kept, checked and shown.",
    "A VPN tunnel is down until its far end is described (docs/vpn.md); AWS's ends have addresses of 198.18.0.0/15.",
    "VPN concentrators, pre-shared keys in Secrets Manager and transit gateways' multicast are refused by name.",
    "Metering policies are kept and meter nothing; policy tables have no entries, which Cloud WAN writes.",
    "Reachability Analyzer and Network Access Analyzer analyze IPv4 within one account, without load balancers.",
    "Network Access Analyzer finds one path for each pair of ends and protocol, of 2,000 pairs at most.",
    "AWS's quotas of VPN connections, their routes, and CIDR blocks and Connect peers of transit gateways hold.",
)

"""Amazon EC2: the network operations that LocalStack lacks or answers incorrectly."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "localstack"

NOTES = (
    "Availability zone ids are the same in every account, and so are their names: `us-east-1a` is `use1-az6` for all.",
    "Each account finds a default VPC in each Region, as on AWS, made by LocalStack; landing zones delete it.",
    "AWS's own prefix lists have the same ids in every account, made from Region and name: they are not the real ones.",
    "Subnets shared through RAM are listed by RAM, and nothing can be put into them from another account.",
    "Nothing carries packets: routes, ACLs and groups are kept, checked and shown.",
)

"""Organizations."""

import json

from sandbox.provider.values import Values
from tests.sandbox.provider.contract import Case, World, sample

SCP = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Sid": "Stay", "Effect": "Deny", "Action": "organizations:LeaveOrganization", "Resource": "*"}],
    }
)
RCP = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": "*"}],
    }
)
OTHER_SCP = SCP.replace("Stay", "Remain")
TRAIL = "cloudtrail.amazonaws.com"


def an_organization(world: World) -> Values:
    return world.make(
        "aws:organizations/organization:Organization",
        enabledPolicyTypes=["SERVICE_CONTROL_POLICY"],
        awsServiceAccessPrincipals=[TRAIL, "account.amazonaws.com"],
    )


def a_root(world: World) -> str:
    return str(an_organization(world)["roots"][0]["id"])


def an_account(world: World, name: str) -> str:
    email = f"aws+{name}-{world.account}@contract.example"
    return str(world.make("aws:organizations/account:Account", email=email, name=name, closeOnDeletion=True)["id"])


@sample("aws:organizations/organization:Organization")
def organization(world: World) -> Case:
    return Case(
        {"enabledPolicyTypes": ["SERVICE_CONTROL_POLICY"], "awsServiceAccessPrincipals": [TRAIL]},
        change={
            "enabledPolicyTypes": ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"],
            "awsServiceAccessPrincipals": ["ram.amazonaws.com"],
        },
        replace=None,
    )


@sample("aws:organizations/organizationalUnit:OrganizationalUnit")
def organizational_unit(world: World) -> Case:
    root = a_root(world)
    other = world.make("aws:organizations/organizationalUnit:OrganizationalUnit", name="other", parentId=root)
    return Case({"name": "departments", "parentId": root}, {"name": "teams"}, replace={"parentId": other["id"]})


@sample("aws:organizations/account:Account")
def account(world: World) -> Case:
    unit = world.make("aws:organizations/organizationalUnit:OrganizationalUnit", name="x", parentId=a_root(world))
    email = f"{{}}-{world.account}@contract.example"
    return Case(
        {"email": email.format("mobile"), "name": "mobile", "closeOnDeletion": True},
        change={"parentId": unit["id"], "name": "mobile-shop"},
        replace={"email": email.format("other")},
        again={"email": email.format("again")},
    )


@sample("aws:organizations/policy:Policy")
def policy(world: World) -> Case:
    an_organization(world)
    return Case(
        {"content": SCP, "description": "nobody leaves"},
        change={"content": OTHER_SCP, "name": "stay"},
        replace={"type": "RESOURCE_CONTROL_POLICY"},
        along={"content": RCP},
    )


@sample("aws:organizations/policyAttachment:PolicyAttachment")
def policy_attachment(world: World) -> Case:
    root = a_root(world)
    unit = world.make("aws:organizations/organizationalUnit:OrganizationalUnit", name="x", parentId=root)
    made = world.make("aws:organizations/policy:Policy", content=SCP)
    return Case({"policyId": made["id"], "targetId": unit["id"]}, change=None, replace={"targetId": root})


@sample("aws:organizations/delegatedAdministrator:DelegatedAdministrator")
def delegated_administrator(world: World) -> Case:
    an_organization(world)
    one, other = an_account(world, "one"), an_account(world, "other")
    return Case({"accountId": one, "servicePrincipal": TRAIL}, change=None, replace={"accountId": other})


@sample("aws:organizations/resourcePolicy:ResourcePolicy")
def resource_policy(world: World) -> Case:
    an_organization(world)
    member = an_account(world, "one")
    statement = {
        "Sid": "Look",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{member}:root"},
        "Action": ["organizations:DescribeOrganization"],
        "Resource": "*",
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return Case({"content": document}, change={"content": document.replace("Look", "See")}, replace=None)

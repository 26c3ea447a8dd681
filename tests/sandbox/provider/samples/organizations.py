"""Organizations."""

import json

from sandbox.provider.values import Values
from tests.sandbox.provider.contract import Case, SampleEnv, sample

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


def an_organization(env: SampleEnv) -> Values:
    return env.make(
        "aws:organizations/organization:Organization",
        enabledPolicyTypes=["SERVICE_CONTROL_POLICY"],
        awsServiceAccessPrincipals=[TRAIL, "account.amazonaws.com"],
    )


def a_root(env: SampleEnv) -> str:
    return str(an_organization(env)["roots"][0]["id"])


def an_account(env: SampleEnv, name: str) -> str:
    email = f"aws+{name}-{env.account}@contract.example"
    return str(env.make("aws:organizations/account:Account", email=email, name=name, closeOnDeletion=True)["id"])


@sample("aws:organizations/organization:Organization")
def organization(env: SampleEnv) -> Case:
    return Case(
        {"enabledPolicyTypes": ["SERVICE_CONTROL_POLICY"], "awsServiceAccessPrincipals": [TRAIL]},
        change={
            "enabledPolicyTypes": ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"],
            "awsServiceAccessPrincipals": ["ram.amazonaws.com"],
        },
        replace=None,
    )


@sample("aws:organizations/organizationalUnit:OrganizationalUnit")
def organizational_unit(env: SampleEnv) -> Case:
    root = a_root(env)
    other = env.make("aws:organizations/organizationalUnit:OrganizationalUnit", name="other", parentId=root)
    return Case({"name": "departments", "parentId": root}, {"name": "teams"}, replace={"parentId": other["id"]})


@sample("aws:organizations/account:Account")
def account(env: SampleEnv) -> Case:
    unit = env.make("aws:organizations/organizationalUnit:OrganizationalUnit", name="x", parentId=a_root(env))
    email = f"{{}}-{env.account}@contract.example"
    return Case(
        {"email": email.format("mobile"), "name": "mobile", "closeOnDeletion": True},
        change={"parentId": unit["id"], "name": "mobile-shop"},
        replace={"email": email.format("other")},
        again={"email": email.format("again")},
    )


@sample("aws:organizations/policy:Policy")
def policy(env: SampleEnv) -> Case:
    an_organization(env)
    return Case(
        {"content": SCP, "description": "denies leaving"},
        change={"content": OTHER_SCP, "name": "stay"},
        replace={"type": "RESOURCE_CONTROL_POLICY"},
        along={"content": RCP},
    )


@sample("aws:organizations/policyAttachment:PolicyAttachment")
def policy_attachment(env: SampleEnv) -> Case:
    root = a_root(env)
    unit = env.make("aws:organizations/organizationalUnit:OrganizationalUnit", name="x", parentId=root)
    made = env.make("aws:organizations/policy:Policy", content=SCP)
    return Case({"policyId": made["id"], "targetId": unit["id"]}, change=None, replace={"targetId": root})


@sample("aws:organizations/delegatedAdministrator:DelegatedAdministrator")
def delegated_administrator(env: SampleEnv) -> Case:
    an_organization(env)
    one, other = an_account(env, "one"), an_account(env, "other")
    return Case({"accountId": one, "servicePrincipal": TRAIL}, change=None, replace={"accountId": other})


@sample("aws:organizations/resourcePolicy:ResourcePolicy")
def resource_policy(env: SampleEnv) -> Case:
    an_organization(env)
    member = an_account(env, "one")
    statement = {
        "Sid": "Look",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{member}:root"},
        "Action": ["organizations:DescribeOrganization"],
        "Resource": "*",
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return Case({"content": document}, change={"content": document.replace("Look", "See")}, replace=None)

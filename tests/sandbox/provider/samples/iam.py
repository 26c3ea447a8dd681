"""IAM."""

import json

from tests.sandbox.provider.contract import Case, SampleEnv, sample

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
    }
)
OTHER_TRUST = TRUST.replace("ec2", "lambda")
READ = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*"}]}
)
WRITE = READ.replace("Get", "Put")


@sample("aws:iam/role:Role")
def role(env: SampleEnv) -> Case:
    boundary, other = (env.make("aws:iam/policy:Policy", policy=READ) for _ in range(2))
    kept = {"name": "kept", "policy": READ}
    return Case(
        {
            "managedPolicyArns": [boundary["arn"]],
            "inlinePolicies": [kept, {"name": "dropped", "policy": READ}],
            "assumeRolePolicy": TRUST,
            "path": "/jobs/",
            "permissionsBoundary": boundary["arn"],
            "tags": {"job": "x"},
        },
        change={
            "assumeRolePolicy": OTHER_TRUST,
            "description": "another",
            "managedPolicyArns": [other["arn"]],
            "inlinePolicies": [{**kept, "policy": WRITE}],
            "maxSessionDuration": 7200,
            "permissionsBoundary": None,
        },
        replace={"name": "other", "path": "/"},
    )


@sample("aws:iam/policy:Policy")
def policy(env: SampleEnv) -> Case:
    return Case({"policy": READ, "description": "reads"}, change={"policy": WRITE}, replace={"description": "writes"})


@sample("aws:iam/rolePolicy:RolePolicy")
def role_policy(env: SampleEnv) -> Case:
    made = env.make("aws:iam/role:Role", assumeRolePolicy=TRUST)
    return Case({"role": made["name"], "policy": READ}, change={"policy": WRITE}, replace={"name": "other"})


@sample("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
def role_policy_attachment(env: SampleEnv) -> Case:
    made = env.make("aws:iam/role:Role", assumeRolePolicy=TRUST)
    attached = env.make("aws:iam/policy:Policy", policy=READ)
    return Case(
        {"role": made["name"], "policyArn": attached["arn"]},
        change=None,
        replace={"policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"},
    )


@sample("aws:iam/instanceProfile:InstanceProfile")
def instance_profile(env: SampleEnv) -> Case:
    one = env.make("aws:iam/role:Role", assumeRolePolicy=TRUST)
    other = env.make("aws:iam/role:Role", assumeRolePolicy=TRUST)
    return Case({"role": one["name"]}, change={"role": other["name"]}, replace={"path": "/hosts/"})


@sample("aws:iam/accountAlias:AccountAlias")
def account_alias(env: SampleEnv) -> Case:
    alias = f"causeway-{env.account}"
    return Case({"accountAlias": alias}, change=None, replace={"accountAlias": f"{alias}-2"})


@sample("aws:iam/accountPasswordPolicy:AccountPasswordPolicy")
def account_password_policy(env: SampleEnv) -> Case:
    return Case(
        {"minimumPasswordLength": 14, "requireNumbers": True, "maxPasswordAge": 90, "passwordReusePrevention": 5},
        change={"minimumPasswordLength": 16, "requireSymbols": True},
        replace=None,
    )


@sample("aws:iam/user:User")
def user(env: SampleEnv) -> Case:
    boundary = env.make("aws:iam/policy:Policy", policy=READ)
    return Case(
        {"name": "deployer", "permissionsBoundary": boundary["arn"]},
        change={"name": "builder", "path": "/people/", "permissionsBoundary": None},
        replace=None,
    )


@sample("aws:iam/userPolicyAttachment:UserPolicyAttachment")
def user_policy_attachment(env: SampleEnv) -> Case:
    made = env.make("aws:iam/user:User")
    attached = env.make("aws:iam/policy:Policy", policy=READ)
    return Case(
        {"user": made["name"], "policyArn": attached["arn"]},
        change=None,
        replace={"policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"},
    )


@sample("aws:iam/group:Group")
def group(env: SampleEnv) -> Case:
    return Case({"name": "operators"}, change={"name": "watchers", "path": "/people/"}, replace=None)


@sample("aws:iam/groupPolicyAttachment:GroupPolicyAttachment")
def group_policy_attachment(env: SampleEnv) -> Case:
    made = env.make("aws:iam/group:Group", name="operators")
    attached = env.make("aws:iam/policy:Policy", policy=READ)
    return Case(
        {"group": made["name"], "policyArn": attached["arn"]},
        change=None,
        replace={"policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"},
    )


@sample("aws:iam/serviceLinkedRole:ServiceLinkedRole")
def service_linked_role(env: SampleEnv) -> Case:
    return Case(
        {"awsServiceName": "autoscaling.amazonaws.com", "customSuffix": "one", "description": "scales"},
        change={"description": "scales more"},
        replace={"customSuffix": "two"},
    )


@sample("aws:iam/openIdConnectProvider:OpenIdConnectProvider")
def open_id_connect_provider(env: SampleEnv) -> Case:
    return Case(
        {
            "url": "https://tokens.contract.example/pipelines",
            "clientIdLists": ["sts.amazonaws.com"],
            "thumbprintLists": ["cf23df2207d99a74fbe169e3eba035e633b65d94"],
        },
        change={"clientIdLists": ["sts.amazonaws.com", "other"]},
        replace={"url": "https://other.contract.example"},
    )

"""A policy for each issue, which has it, and policies without any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

TRUST = "AWS::IAM::AssumeRolePolicyDocument"
BUCKET = "AWS::S3::Bucket"
ROLE = "arn:aws:iam::111111111111:role/a"
SESSION = "arn:aws:sts::111111111111:assumed-role/a/s"
SAML = "arn:aws:iam::111111111111:saml-provider/idp"
TAGGED = {"StringEquals": {"aws:ResourceTag/team": "a"}}
LONG = ["s3:GetObject" + "x" * 20 for _ in range(400)]


class Case(NamedTuple):
    """A document and where it is attached."""

    document: Any
    """A text, or an object that is sent as JSON."""
    type: str = "IDENTITY_POLICY"
    resource_type: str | None = None


def policy(*statements: Any, **more: Any) -> dict[str, Any]:
    """Return a document of version 2012-10-17."""
    return {"Version": "2012-10-17", "Statement": list(statements), **more}


def allow(**elements: Any) -> dict[str, Any]:
    """Return a statement that allows s3:GetObject on all resources, with other elements; None leaves one out."""
    whole = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*", **elements}
    return {name: value for name, value in whole.items() if value is not None}


def of_identity(**elements: Any) -> Case:
    """Return an identity-based policy of one statement."""
    return Case(policy(allow(**elements)))


def when(operator: str, key: str, value: Any) -> Case:
    """Return an identity-based policy with a condition."""
    return of_identity(Condition={operator: {key: value}})


def of_resource(resource_type: str | None = None, **elements: Any) -> Case:
    """Return a resource's policy of one statement."""
    return Case(policy(allow(**{"Principal": {"AWS": "111111111111"}, **elements})), "RESOURCE_POLICY", resource_type)


def of_role(**elements: Any) -> Case:
    """Return a trust policy of one statement."""
    return of_resource(TRUST, **{"Action": "sts:AssumeRole", "Resource": None, **elements})


def guardrail(kind: str, **elements: Any) -> Case:
    """Return an SCP or RCP of one statement that denies."""
    base = {"Effect": "Deny", **({"Principal": "*"} if kind == "RESOURCE" else {})}
    return Case(policy(allow(**{**base, **elements})), f"{kind}_CONTROL_POLICY")


BAD: Mapping[str, Case] = {
    "ARN_ACCOUNT_NOT_ALLOWED": of_identity(
        Action="route53:GetHostedZone", Resource="arn:aws:route53::111111111111:hostedzone/Z1"
    ),
    "ARN_REGION_NOT_ALLOWED": of_identity(Action="iam:GetRole", Resource="arn:aws:iam:us-east-1:111111111111:role/a"),
    "DATA_TYPE_MISMATCH": of_identity(Action=7),
    "DUPLICATE_KEYS_WITH_DIFFERENT_CASE": of_identity(
        Condition={"StringEquals": {"aws:username": "a", "aws:UserName": "b"}}
    ),
    "INVALID_ACTION": of_identity(Action="s3:GetObjekt"),
    "INVALID_ARN_ACCOUNT": of_identity(Action="sqs:*", Resource="arn:aws:sqs:us-east-1:1111:a"),
    "INVALID_ARN_PREFIX": of_identity(Resource="s3:a"),
    "INVALID_ARN_REGION": of_identity(Action="sqs:*", Resource="arn:aws:sqs:us-oast-1:111111111111:a"),
    "INVALID_ARN_RESOURCE": of_identity(Action="iam:GetRole", Resource="arn:aws:iam::111111111111:rule/a"),
    "INVALID_ARN_SERVICE_CASE": of_identity(Resource="arn:aws:S3:::a"),
    "INVALID_CONDITION_DATA_TYPE": when("StringEquals", "aws:username", ["a", 7]),
    "INVALID_CONDITION_KEY_FORMAT": when("StringEquals", "username", "a"),
    "INVALID_CONDITION_MULTIPLE_BOOLEAN": when("Bool", "aws:SecureTransport", ["true", "false"]),
    "INVALID_CONDITION_OPERATOR": when("StringIs", "aws:username", "a"),
    "INVALID_EFFECT": of_identity(Effect="allow"),
    "INVALID_GLOBAL_CONDITION_KEY": when("StringEquals", "aws:usernames", "a"),
    "INVALID_PARTITION": of_identity(Resource="arn:azure:s3:::a"),
    "INVALID_POLICY_ELEMENT": of_identity(Effects="Allow"),
    "INVALID_PRINCIPAL_FORMAT": of_resource(Principal="111111111111"),
    "INVALID_PRINCIPAL_KEY": of_resource(Principal={"Aws": "111111111111"}),
    "INVALID_REGION": when("StringEquals", "aws:RequestedRegion", "us-oast-1"),
    "INVALID_SERVICE_CONDITION_KEY": when("StringEquals", "s3:prefixes", "a"),
    "INVALID_SERVICE_IN_ACTION": of_identity(Action="s33:GetObject"),
    "INVALID_SERVICE_PRINCIPAL_FORMAT": of_role(Principal={"Service": "EC2"}),
    "INVALID_VARIABLE_FOR_OPERATOR": when("NumericEquals", "s3:max-keys", "${aws:username}"),
    "INVALID_VERSION": Case({"Version": "2012-10-18", "Statement": allow()}),
    "INVALID_VPCE_FORMAT": when("StringEquals", "aws:SourceVpce", "vpce-1"),
    "INVALID_VPC_FORMAT": when("StringEquals", "aws:SourceVpc", "vpc-1"),
    "JSON_SYNTAX_ERROR": Case('{"Version": "2012-10-17",\n "Statement": [,]}'),
    "MISSING_ACTION": of_identity(Action=None),
    "MISSING_ARN_FIELD": of_identity(Resource="arn:aws:s3:a"),
    "MISSING_BRACE_IN_VARIABLE": of_identity(Resource="arn:aws:s3:::a/${aws:username"),
    "EMPTY_VARIABLE": of_identity(Resource="arn:aws:s3:::a/${}"),
    "MISSING_EFFECT": of_identity(Effect=None),
    "MISSING_PRINCIPAL": of_resource(Principal=None),
    "MISSING_QUALIFIER": when("StringEquals", "aws:TagKeys", "a"),
    "MISSING_QUOTE_IN_VARIABLE": of_identity(Resource="arn:aws:s3:::a/${aws:username, none}"),
    "MISSING_RESOURCE": of_identity(Resource=None),
    "MISSING_STATEMENT": Case({"Version": "2012-10-17"}),
    "MISSING_TAG_KEY_IN_CONDITION": when("StringEquals", "aws:ResourceTag", "a"),
    "MISMATCHED_ACTION_FOR_PRINCIPAL": of_role(Action="sts:AssumeRoleWithWebIdentity", Principal={"Federated": SAML}),
    "FEDERATED_PRINCIPAL_NOT_SUPPORTED": of_resource(BUCKET, Principal={"Federated": SAML}),
    "NULL_WITH_IF_EXISTS": when("NullIfExists", "aws:username", "true"),
    "POLICY_SIZE_EXCEEDS_RCP_QUOTA": guardrail("RESOURCE", Action=LONG),
    "POLICY_SIZE_EXCEEDS_SCP_QUOTA": guardrail("SERVICE", Action=LONG),
    "PRIVATE_IP_ADDRESS": when("IpAddress", "aws:SourceIp", "10.0.0.0/8"),
    "PRIVATE_NOT_IP_ADDRESS": when("NotIpAddress", "aws:SourceIp", ["10.0.0.0/8"]),
    "RCP_SYNTAX_ERROR_ACTION": guardrail("RESOURCE", Action="ec2:RunInstances", Resource="*"),
    "RCP_SYNTAX_ERROR_ALLOW": guardrail("RESOURCE", Effect="Allow"),
    "RCP_SYNTAX_ERROR_NOTACTION": guardrail("RESOURCE", Action=None, NotAction="s3:GetObject"),
    "RCP_SYNTAX_ERROR_PRINCIPAL": guardrail("RESOURCE", Principal={"AWS": "111111111111"}),
    "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL": of_role(Principal=None, NotPrincipal={"AWS": ROLE}),
    "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE": of_role(Resource="*"),
    "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL": of_role(Principal="*"),
    "SCP_SYNTAX_ERROR_PRINCIPAL": guardrail("SERVICE", Principal="*"),
    "TYPE_MISMATCH_IP_RANGE": when("IpAddress", "aws:SourceIp", "203.0.113.0/33"),
    "UNIQUE_SIDS_REQUIRED": Case(policy(allow(Sid="a"), allow(Sid="a"))),
    "UNSUPPORTED_ACTION_IN_POLICY": of_resource(BUCKET, Action="kms:Decrypt"),
    "UNSUPPORTED_ELEMENT_COMBINATION": of_identity(NotAction="s3:PutObject"),
    "UNSUPPORTED_GLOBAL_CONDITION_KEY": when("ArnLike", "aws:ARN", ROLE),
    "UNSUPPORTED_PRINCIPAL": of_identity(Principal="*"),
    "UNSUPPORTED_RESOURCE_ARN_IN_POLICY": of_resource(BUCKET, Resource="arn:aws:sqs:us-east-1:111111111111:a"),
    "UNSUPPORTED_SID": of_identity(Sid="a b"),
    "UNSUPPORTED_WILDCARD_IN_PRINCIPAL": of_resource(Principal={"AWS": "arn:aws:iam::111111111111:role/*"}),
    "VARIABLE_UNSUPPORTED_IN_ELEMENT": of_identity(Action="s3:${aws:username}"),
    "VARIABLE_UNSUPPORTED_IN_VERSION": Case(
        {"Version": "2008-10-17", "Statement": allow(Resource="arn:aws:s3:::a/${aws:username}")}
    ),
    "CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE": of_identity(
        Action=None, NotAction="iam:PassRole", Resource=None, NotResource=ROLE
    ),
    "CREATE_SLR_WITH_NOT_RESOURCE": of_identity(Action="iam:CreateServiceLinkedRole", Resource=None, NotResource=ROLE),
    "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE": of_identity(Action="iam:*", Resource=None, NotResource=ROLE),
    "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE": of_identity(Action="iam:Create*", Resource="*"),
    "CREATE_SLR_WITH_STAR_IN_RESOURCE": of_identity(Action="iam:CreateServiceLinkedRole", Resource="*"),
    "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION": of_identity(Action=None, NotAction="iam:PassRole", Resource="*"),
    "INVALID_DATE_VALUE": when("DateLessThan", "aws:CurrentTime", "1700000000"),
    "INVALID_ROLE_REFERENCE": of_resource(Principal={"AWS": "AROAEXAMPLEID"}),
    "INVALID_USER_REFERENCE": of_resource(Principal={"AWS": "AIDAEXAMPLEID"}),
    "MISSING_VERSION": Case({"Statement": allow()}),
    "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA": of_identity(Action=LONG),
    "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA": of_role(Action=LONG),
    "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY": guardrail(
        "RESOURCE", Condition={"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}
    ),
    "TYPE_MISMATCH": when("NumericEquals", "aws:SecureTransport", 1),
    "TYPE_MISMATCH_BOOLEAN": when("Bool", "aws:SecureTransport", "yes"),
    "TYPE_MISMATCH_DATE": when("DateLessThan", "aws:CurrentTime", "tomorrow"),
    "TYPE_MISMATCH_NUMBER": when("NumericLessThan", "aws:MultiFactorAuthAge", "an hour"),
    "UNIQUE_SIDS_RECOMMENDED": Case(
        policy(allow(Sid="a b", Principal="*"), allow(Sid="a b", Principal="*")), "RESOURCE_POLICY"
    ),
    "WILDCARD_WITHOUT_LIKE_OPERATOR": when("StringEquals", "aws:username", "a*"),
    "ALLOW_WITH_NOT_PRINCIPAL": of_resource(Principal=None, NotPrincipal={"AWS": "111111111111"}),
    "FORALLVALUES_WITH_SINGLE_VALUED_KEY": when("ForAllValues:StringEquals", "aws:username", "a"),
    "MISSING_PAIRED_CONDITION_KEYS": when("IpAddress", "aws:VpcSourceIp", "10.0.0.0/8"),
    "PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE": of_identity(
        Action=None, NotAction="s3:*", Resource=None, NotResource=ROLE
    ),
    "PASS_ROLE_WITH_NOT_RESOURCE": of_identity(Action="iam:PassRole", Resource=None, NotResource=ROLE),
    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE": of_identity(Action="iam:P*", Resource=None, NotResource=ROLE),
    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE": of_identity(Action="*", Resource="*"),
    "PASS_ROLE_WITH_STAR_IN_RESOURCE": of_identity(Action="iam:PassRole", Resource="arn:aws:iam::*:role/*"),
    "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION": of_identity(Action=None, NotAction="s3:*", Resource="*"),
    "EMPTY_ARRAY_ACTION": of_identity(Action=[]),
    "EMPTY_ARRAY_CONDITION": when("StringEquals", "aws:username", []),
    "EMPTY_ARRAY_CONDITION_FORALLVALUES": when("ForAllValues:StringEquals", "aws:TagKeys", []),
    "EMPTY_ARRAY_CONDITION_FORANYVALUE": when("ForAnyValue:StringEquals", "aws:TagKeys", []),
    "EMPTY_ARRAY_CONDITION_IFEXISTS": when("StringEqualsIfExists", "aws:username", []),
    "EMPTY_ARRAY_PRINCIPAL": of_resource(Principal={"AWS": []}),
    "EMPTY_ARRAY_RESOURCE": of_identity(Resource=[]),
    "EMPTY_OBJECT_CONDITION": of_identity(Condition={}),
    "EMPTY_OBJECT_PRINCIPAL": of_resource(Principal={}),
    "EMPTY_SID_VALUE": of_identity(Sid=""),
    "IMPROVE_IP_RANGE": when("IpAddress", "aws:SourceIp", "203.0.113.7/24"),
    "NULL_WITH_QUALIFIER": when("ForAnyValue:Null", "aws:TagKeys", "true"),
    "PRIVATE_IP_ADDRESS_SUBSET": when("IpAddress", "aws:SourceIp", ["10.0.0.0/8", "203.0.113.0/24"]),
    "PRIVATE_NOT_IP_ADDRESS_SUBSET": when("NotIpAddress", "aws:SourceIp", ["10.0.0.0/8", "203.0.113.0/24"]),
    "REDUNDANT_ACTION": of_identity(Action=["s3:Get*", "s3:GetObject"]),
    "REDUNDANT_CONDITION_VALUE_NUM": when("NumericLessThan", "aws:MultiFactorAuthAge", ["2700", "3600"]),
    "REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY": of_role(Principal={"AWS": [ROLE, SESSION]}),
    "UNSUPPORTED_ACTION_FOR_CONDITION_KEY": when("StringLike", "s3:prefix", "home/*"),
    "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY": of_role(Principal={"Service": "rolesanywhere.amazonaws.com"}),
    "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY": of_role(Principal={"Federated": "idp"}),
    "UNSUPPORTED_SPACE_IN_VARIABLE": of_identity(Resource="arn:aws:s3:::a/${aws: username}"),
    "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE": of_identity(
        Effect="Deny", Action="health:DescribeEvents", Resource="*", Condition=TAGGED
    ),
    "DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE": of_identity(
        Effect="Deny", Action=None, NotAction="s3:*", Condition=TAGGED
    ),
    "ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE": of_identity(
        Action="health:DescribeEvents", Resource="*", Condition=TAGGED
    ),
    "ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE": of_identity(
        Action=None, NotAction="s3:*", Condition=TAGGED
    ),
    "REDUNDANT_RESOURCE": of_identity(Resource=["arn:aws:s3:::a/*", "arn:aws:s3:::a/b"]),
}

GOOD: tuple[Case, ...] = (
    of_identity(),
    of_identity(Action=["s3:Get*", "s3:*Object"], Resource="arn:aws:s3:::${aws:PrincipalTag/team, 'none'}/*"),
    of_identity(Action="iam:PassRole", Resource=ROLE),
    of_identity(
        Action="iam:PassRole", Resource="*", Condition={"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}
    ),
    when("ForAllValues:StringEquals", "aws:TagKeys", ["a", "b"]),
    of_identity(Action="s3:ListBucket", Resource="arn:aws:s3:::a", Condition={"StringLike": {"s3:prefix": "home/*"}}),
    of_identity(Action="ec2:StartInstances", Resource="*", Condition=TAGGED),
    when("Null", "aws:ResourceTag/team", "false"),
    when("Bool", "aws:SecureTransport", True),
    when("IpAddress", "aws:SourceIp", ["203.0.113.0/24", "2001:db8::/32"]),
    when("DateGreaterThan", "aws:CurrentTime", "2026-01-01T00:00:00Z"),
    when("StringEquals", "aws:SourceVpc", "vpc-0123456789abcdef0"),
    of_identity(Action="kms:Decrypt", Resource="*", Condition={"StringEquals": {"kms:EncryptionContext:project": "a"}}),
    of_role(
        Principal={"Service": "rolesanywhere.amazonaws.com"},
        Action=["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
    ),
    of_resource(BUCKET, Principal={"Service": "cloudtrail.amazonaws.com"}),
    of_resource(Principal="*", Resource=None),
    of_role(Principal={"Service": "ec2.amazonaws.com"}),
    of_role(Principal={"Federated": SAML}, Action="sts:AssumeRoleWithSAML"),
    guardrail("SERVICE", Action=None, NotAction=["sts:*"], Resource="*"),
    guardrail(
        "RESOURCE",
        Condition={
            "StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-1"},
            "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
        },
    ),
)

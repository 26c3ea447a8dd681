"""A role with its permissions boundary, in the three steps that the test deploys: first, changed, replaced."""

import json

import pulumi
import pulumi_aws as aws

step = pulumi.Config().require("step")
trust = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
allow = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
boundary = aws.iam.Policy("boundary", policy=json.dumps(allow), tags={"purpose": "boundary"})
role = aws.iam.Role(
    "operator",
    name=None if step == "replaced" else "operator",
    assume_role_policy=json.dumps(trust),
    permissions_boundary=boundary.arn,
    description="keeps it running" if step == "changed" else None,
)
aws.iam.RolePolicy("inline", role=role.name, policy=json.dumps(allow))
aws.iam.RolePolicyAttachment("reads", role=role.name, policy_arn="arn:aws:iam::aws:policy/ReadOnlyAccess")
aws.iam.InstanceProfile("operator", role=role.name)
aws.iam.AccountPasswordPolicy("passwords", minimum_password_length=16 if step == "changed" else 14)
pulumi.export("touched", role.arn)

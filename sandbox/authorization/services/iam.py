"""IAM: names become the ARNs of the entities that exist, with their paths; what a call creates gets the path it names.

Reference: Service Authorization Reference, list_awsidentityandaccessmanagementiam; IAM user guide, access_tags.
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.request_tags import request_tags
from sandbox.authorization.service_rules import ServiceRules

_CREATED = {
    "CreateRole": ("role", "RoleName", "TagRole"),
    "CreateUser": ("user", "UserName", "TagUser"),
    "CreateGroup": ("group", "GroupName", None),
    "CreatePolicy": ("policy", "PolicyName", "TagPolicy"),
    "CreateInstanceProfile": ("instance-profile", "InstanceProfileName", "TagInstanceProfile"),
    "CreateVirtualMFADevice": ("mfa", "VirtualMFADeviceName", "TagMFADevice"),
    "UploadServerCertificate": ("server-certificate", "ServerCertificateName", "TagServerCertificate"),
    "CreateSAMLProvider": ("saml-provider", "Name", "TagSAMLProvider"),
}

_WITH_BOUNDARY = ("role", "user")


def _create(call: OperationCall) -> Iterator[Requirement]:
    kind, member, tagging = _CREATED[call.operation]
    path = str(call.parameters.get("Path") or "/").strip("/")
    name = "/".join(filter(None, (path, str(call.parameters.get(member, "*")))))
    arn = _arn(call, f"{kind}/{name}")
    context = (_keys(call) if kind in _WITH_BOUNDARY else {}) | request_tags(call.parameters)
    yield Requirement(f"iam:{call.operation}", arn, context)
    if tagging and "aws:TagKeys" in context:
        yield Requirement(f"iam:{tagging}", arn, context)


def _provider(call: OperationCall) -> Iterator[Requirement]:
    host = str(call.parameters.get("Url", "*")).partition("://")[2]
    context = request_tags(call.parameters)
    yield Requirement(f"iam:{call.operation}", _arn(call, f"oidc-provider/{host}"), context)
    if context:
        yield Requirement("iam:TagOpenIDConnectProvider", _arn(call, f"oidc-provider/{host}"), context)


def _linked_role(call: OperationCall) -> Iterator[Requirement]:
    service = str(call.parameters.get("AWSServiceName", "*"))
    resource = _arn(call, f"role/aws-service-role/{service}/*")
    yield Requirement("iam:CreateServiceLinkedRole", resource, {"iam:AWSServiceName": service})


def _policies_of_principal(call: OperationCall) -> Iterator[Requirement]:
    yield Requirement(f"iam:{call.operation}", str(call.parameters.get("PolicySourceArn", "*")))


def _reported(call: OperationCall) -> Iterator[Requirement]:
    yield Requirement(f"iam:{call.operation}", str(call.parameters.get("Arn", "*")))


def _organizations_report(call: OperationCall) -> Iterator[Requirement]:
    path = str(call.parameters.get("EntityPath", "*"))
    policy = call.parameters.get("OrganizationsPolicyId")
    context = {"iam:OrganizationsPolicyId": policy} if policy else {}
    yield Requirement(f"iam:{call.operation}", _arn(call, f"access-report/{path}"), context)


def _keys(call: OperationCall) -> dict[str, object]:
    """Return the boundary of the request, for what it creates; None where it has none, whatever has its name today."""
    return {"iam:PermissionsBoundary": call.parameters.get("PermissionsBoundary")}


def _arn(call: OperationCall, resource: str) -> str:
    return f"arn:{call.partition}:iam::{call.account}:{resource}"


def _device(serial: str) -> str:
    return serial.partition(":mfa/")[2] or serial


_ENTITIES = {
    "user": ("UserName",),
    "role": ("RoleName",),
    "group": ("GroupName",),
    "instance-profile": ("InstanceProfileName",),
    "server-certificate": ("ServerCertificateName",),
    "mfa": ("SerialNumber", "VirtualMFADeviceName"),
}

RULES = ServiceRules(
    identifiers=_ENTITIES,
    convert={"MfaTokenIdWithPath": _device},
    types={
        "DeleteVirtualMFADevice": ("mfa",),
        "EnableMFADevice": ("user",),
        "DeactivateMFADevice": ("user",),
        "ResyncMFADevice": ("user",),
        "AddUserToGroup": ("group",),
        "RemoveUserFromGroup": ("group",),
        "AddRoleToInstanceProfile": ("instance-profile",),
        "RemoveRoleFromInstanceProfile": ("instance-profile",),
        "AttachUserPolicy": ("user",),
        "DetachUserPolicy": ("user",),
        "AttachRolePolicy": ("role",),
        "DetachRolePolicy": ("role",),
        "AttachGroupPolicy": ("group",),
        "DetachGroupPolicy": ("group",),
        "PutRolePermissionsBoundary": ("role",),
        "PutUserPermissionsBoundary": ("user",),
    },
    # IAM API reference, API_AddRoleToInstanceProfile: the caller must be granted PassRole on the role.
    passes={"AddRoleToInstanceProfile": (("RoleName", "ec2.amazonaws.com"),)},
    behind={
        "GetAccessKeyLastUsed": ("user", "AccessKeyId"),
        "GetServiceLinkedRoleDeletionStatus": ("role", "DeletionTaskId"),
    },
    keys={"iam:PolicyARN": ("PolicyArn",), "iam:PermissionsBoundary": ("PermissionsBoundary",)},
    special={
        **dict.fromkeys(_CREATED, _create),
        "CreateOpenIDConnectProvider": _provider,
        "CreateServiceLinkedRole": _linked_role,
        "GenerateOrganizationsAccessReport": _organizations_report,
        "GenerateServiceLastAccessedDetails": _reported,
        "ListPoliciesGrantingServiceAccess": _reported,
        "GetContextKeysForPrincipalPolicy": _policies_of_principal,
        "SimulatePrincipalPolicy": _policies_of_principal,
    },
)

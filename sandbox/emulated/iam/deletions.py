"""Deletions that what belongs to an entity prevents, with DeleteConflict.

Reference: IAM API reference, DeletePolicy, DeleteUser, DeleteGroup, DeleteRole, DeleteInstanceProfile and
DeleteVirtualMFADevice; the messages are those of AWS's responses.
"""

from __future__ import annotations

from typing import Any

from moto.iam.models import AWSManagedPolicy, iam_backends

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.policies.written_policy import boundary_arn
from sandbox.emulated.service_call import Call

_BAD_REQUEST, _FORBIDDEN, _NOT_FOUND, _CONFLICT = 400, 403, 404, 409
_SERVICE_LINKED = "/aws-service-role/"


@operation("DeletePolicy")
def delete_policy(call: Call) -> dict[str, Any]:
    """Delete a customer managed policy with its default version."""
    iam, arn = iam_backends[call.account][call.partition], call.request["PolicyArn"]
    policy = iam.managed_policies.get(arn)
    if policy is None:
        raise AwsError("NoSuchEntity", f"Policy {arn} was not found.", _NOT_FOUND)
    if isinstance(policy, AWSManagedPolicy):
        raise AwsError("AccessDenied", f"Policy {arn} is an AWS managed policy and cannot be deleted.", _FORBIDDEN)
    holders = [*list(iam.users.values()), *list(iam.groups.values()), *list(iam.roles.values())]
    if any(arn in one.managed_policies or boundary_arn(one) == arn for one in holders):
        raise _conflict("Cannot delete a policy attached to entities.")
    if len(policy.versions) > 1:
        raise _conflict(
            "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. "
            "The default version is deleted with the policy."
        )
    return call.inner(call.request)


@operation("DeleteUser")
def delete_user(call: Call) -> dict[str, Any]:
    """Delete a user without policies, groups and credentials."""
    iam = iam_backends[call.account][call.partition]
    user = iam.users.get(call.request["UserName"])
    if user is not None:
        groups = [one for one in list(iam.groups.values()) if user in one.users]
        _refuse_dependents(
            {
                "must remove users from group": groups,
                "must delete login profile": user.password,
                "must delete access keys": user.access_keys,
                "must delete MFA device": user.mfa_devices,
                "must delete certificates": user.signing_certificates,
                "must remove referenced objects": [*user.ssh_public_keys, *user.service_specific_credentials],
                **_policies(user),
            }
        )
    return call.inner(call.request)


@operation("DeleteGroup")
def delete_group(call: Call) -> dict[str, Any]:
    """Delete a group without members and policies."""
    group = iam_backends[call.account][call.partition].groups.get(call.request["GroupName"])
    if group is not None:
        _refuse_dependents({"must remove users from group": group.users, **_policies(group)})
    return call.inner(call.request)


@operation("DeleteRole")
def delete_role(call: Call) -> dict[str, Any]:
    """Delete a role without policies that no instance profile holds; moto checks both."""
    name, roles = call.request["RoleName"], iam_backends[call.account][call.partition].roles
    role = next((one for one in list(roles.values()) if one.name == name), None)
    if role is not None and role.path.startswith(_SERVICE_LINKED):
        raise AwsError(
            "UnmodifiableEntity",
            f"Cannot perform the operation on the protected role '{name}' - this role is only modifiable by AWS",
            _BAD_REQUEST,
        )
    return call.inner(call.request)


@operation("DeleteVirtualMFADevice")
def delete_virtual_mfa_device(call: Call) -> dict[str, Any]:
    """Delete a virtual MFA device that is not assigned to a user."""
    serial, iam = call.request["SerialNumber"], iam_backends[call.account][call.partition]
    if any(serial in user.mfa_devices for user in list(iam.users.values())):
        raise _conflict("MFA VirtualDevice in use. Must deactivate first.")
    return call.inner(call.request)


def _policies(holder: Any) -> dict[str, Any]:
    return {"must detach all policies": holder.managed_policies, "must delete policies": holder.policies}


def _refuse_dependents(dependents: dict[str, Any]) -> None:
    """Raise at the first kind of which there is something, given what must be done with each kind."""
    for remedy, found in dependents.items():
        if found:
            raise _conflict(f"Cannot delete entity, {remedy} first.")


def _conflict(message: str) -> AwsError:
    return AwsError("DeleteConflict", message, _CONFLICT)

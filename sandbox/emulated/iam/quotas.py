"""IAM's default quotas: names and numbers of entities, attached policies, memberships and tags.

The quotas that an account may have raised are those of a new account.
Reference: IAM user guide, reference_iam-quotas.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from moto.iam.models import AWSManagedPolicy, iam_backends

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

_CONFLICT = 409
_ATTACHED, _GROUPS_OF_USER, _TAGS = 10, 10, 50
_MFA_DEVICES, _SSH_KEYS, _OIDC_PROVIDERS = 8, 5, 100
_IN_ACCOUNT = {"Group": 300, "InstanceProfile": 1_000, "Policy": 1_500, "Role": 1_000, "User": 5_000}
_NAMES = {"InstanceProfile": "Instance Profile"}
_PLURALS = {"Policy": "Policies"}


def check_new(call: Call, kind: str) -> None:
    """Raise the error for one more entity of a kind: a name that differs in case alone, or the account's quota."""
    name, known = str(call.request[f"{kind}Name"]), list(_known(call, kind))
    if any(str(one.name).lower() == name.lower() for one in known):
        raise AwsError("EntityAlreadyExists", f"{_NAMES.get(kind, f'{kind} with name')} {name} already exists.", 409)
    if len(known) >= _IN_ACCOUNT[kind]:
        raise _exceeded(f"{_PLURALS.get(kind, f'{kind}s')}PerAccount", _IN_ACCOUNT[kind])


@operation("CreateGroup", "CreateInstanceProfile", "CreateUser")
def create_entity(call: Call) -> dict[str, Any]:
    """Create a user, group or instance profile."""
    check_new(call, call.operation.removeprefix("Create"))
    return call.inner(call.request)


@operation("AttachGroupPolicy", "AttachRolePolicy", "AttachUserPolicy")
def attach_policy(call: Call) -> dict[str, Any]:
    """Attach a managed policy; to attach it again is not an error."""
    kind = call.operation.removeprefix("Attach").removesuffix("Policy")
    holder = _named(call, kind)
    attached: Mapping[str, Any] = holder.managed_policies if holder is not None else {}
    if call.request["PolicyArn"] not in attached and len(attached) >= _ATTACHED:
        raise _exceeded(f"PoliciesPer{kind}", _ATTACHED)
    return call.inner(call.request)


@operation("AddUserToGroup")
def add_user_to_group(call: Call) -> dict[str, Any]:
    """Make a user a member of a group."""
    user = _named(call, "User")
    groups = iam_backends[call.account][call.partition].get_groups_for_user(user.name) if user is not None else []
    if all(group.name != call.request["GroupName"] for group in groups) and len(groups) >= _GROUPS_OF_USER:
        raise _exceeded("GroupsPerUser", _GROUPS_OF_USER)
    return call.inner(call.request)


@operation("EnableMFADevice", "UploadSSHPublicKey")
def add_credential(call: Call) -> dict[str, Any]:
    """Assign an MFA device or an SSH public key to a user."""
    user = _named(call, "User")
    if user is not None and call.operation == "EnableMFADevice":
        if call.request["SerialNumber"] not in user.mfa_devices and len(user.mfa_devices) >= _MFA_DEVICES:
            raise _exceeded("MFADevicesPerUser", _MFA_DEVICES)
    elif user is not None and len(user.ssh_public_keys) >= _SSH_KEYS:
        raise _exceeded("PublicKeysPerUser", _SSH_KEYS)
    return call.inner(call.request)


@operation("CreateOpenIDConnectProvider")
def create_open_id_connect_provider(call: Call) -> dict[str, Any]:
    """Create an OpenID Connect provider."""
    if len(iam_backends[call.account][call.partition].open_id_providers) >= _OIDC_PROVIDERS:
        raise _exceeded("OpenIdConnectProvidersPerAccount", _OIDC_PROVIDERS)
    return call.inner(call.request)


@operation("TagPolicy", "TagRole", "TagUser")
def tag(call: Call) -> dict[str, Any]:
    """Add or replace tags; keys that differ in case alone are one key."""
    kind = call.operation.removeprefix("Tag")
    held = {key.lower() for key in _tag_keys(call, kind)}
    if len(held | {one["Key"].lower() for one in call.request.get("Tags") or ()}) > _TAGS:
        raise _exceeded(f"TagsPer{kind}", _TAGS)
    return call.inner(call.request)


def _known(call: Call, kind: str) -> Iterable[Any]:
    iam = iam_backends[call.account][call.partition]
    if kind == "Policy":
        return [one for one in list(iam.managed_policies.values()) if not isinstance(one, AWSManagedPolicy)]
    known: Mapping[str, Mapping[str, Any]] = {
        "Group": iam.groups,
        "InstanceProfile": iam.instance_profiles,
        "Role": iam.roles,
        "User": iam.users,
    }
    return list(known[kind].values())


def _named(call: Call, kind: str) -> Any | None:
    """Return the entity that a request names; None for one that does not exist, which moto refuses."""
    return next((one for one in _known(call, kind) if one.name == call.request[f"{kind}Name"]), None)


def _tag_keys(call: Call, kind: str) -> Iterable[str]:
    iam = iam_backends[call.account][call.partition]
    if kind == "Policy":
        found = iam.managed_policies.get(call.request["PolicyArn"])
        return [one["Key"] for one in found.tags.values()] if found is not None else ()
    holder = _named(call, kind)
    if holder is None:
        return ()
    tags = holder.tags if kind == "Role" else iam.tagger.list_tags_for_resource(holder.arn)["Tags"]
    return [one["Key"] for one in tags or ()]


def _exceeded(quota: str, limit: int) -> AwsError:
    return AwsError("LimitExceeded", f"Cannot exceed quota for {quota}: {limit}", _CONFLICT)

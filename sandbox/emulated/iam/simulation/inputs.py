"""What a call of the simulator gives: policies, the caller, the owner of resources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from moto.iam.models import iam_backends

from sandbox.emulated.errors import AwsError
from sandbox.emulated.policies.policy_cache import policy
from sandbox.emulated.policies.written_policy import WrittenPolicy, own_policies
from sandbox.emulated.service_call import Call
from sandbox.iam import Kind
from sandbox.iam.arn import Arn
from sandbox.iam.document_check import check_document

_MISSING = 404


def input_policies(member: str, texts: Iterable[str] | None, kind: Kind) -> tuple[WrittenPolicy, ...]:
    """Return the policies of a member of the request, named by their positions; a malformed one is refused."""
    return tuple(input_policy(f"{member}.{place}", text, kind) for place, text in enumerate(texts or (), 1))


def input_policy(source: str, text: str, kind: Kind) -> WrittenPolicy:
    """Return one policy of the request."""
    problem = check_document(text, kind)
    if problem is not None:
        raise invalid(f"{source}: {problem.message} ({problem.reason})")
    return WrittenPolicy(source, text, policy(source, text))


def principal(call: Call, arn: str) -> tuple[str, Any]:
    """Return the kind of an entity, `user`, `group` or `role`, and moto's object of it."""
    iam = iam_backends[call.account][call.partition]
    named = Arn.parse(arn)
    kind, _, path = named.resource.partition("/") if named is not None and named.service == "iam" else ("", "", "")
    collections: Mapping[str, Mapping[str, Any]] = {"user": iam.users, "group": iam.groups, "role": iam.roles}
    if kind not in collections:
        raise invalid(f"{arn} is not the ARN of a user, group or role.")
    found = next((one for one in list(collections[kind].values()) if one.arn == arn), None)
    if found is None:
        name = path.rpartition("/")[2]
        raise AwsError("NoSuchEntity", f"The {kind} with name {name} cannot be found.", _MISSING)
    return kind, found


def policies_of(call: Call, kind: str, entity: Any) -> tuple[WrittenPolicy, ...]:
    """Return the policies of an entity; a user's include those of its groups."""
    return tuple(_policies(call, kind, entity))


def _policies(call: Call, kind: str, entity: Any) -> Iterator[WrittenPolicy]:
    yield from own_policies(kind, entity)
    if kind == "user":
        for group in iam_backends[call.account][call.partition].get_groups_for_user(entity.name):
            yield from own_policies("group", group)


def account_of(text: str, member: str) -> str:
    """Return the account of an ARN or an account id."""
    arn = Arn.parse(text)
    account = arn.account if arn is not None else text
    if len(account) != 12 or not account.isdigit():  # noqa: PLR2004 - the length of an account id
        raise invalid(f"{member} {text} names no account.")
    return account


def invalid(message: str) -> AwsError:
    """Return the error of an input that IAM refuses."""
    return AwsError("InvalidInput", message)

"""CloudFormation: a stack's resources are made with the permissions of the caller, or of the stack's service role.

Reference: CloudFormation user guide, using-iam-servicerole and control-access-with-iam (condition keys).
"""

from __future__ import annotations

from contextvars import ContextVar, copy_context
from functools import partial
from typing import Any

from botocore.exceptions import ClientError
from localstack.aws.connect import connect_to
from localstack.services.cloudformation import api_utils, resource_provider
from localstack.services.cloudformation.engine import parameters
from localstack.services.cloudformation.engine.v2 import change_set_model_transform, resolving
from localstack.services.cloudformation.stores import get_cloudformation_store
from localstack.services.cloudformation.v2 import provider
from localstack.utils.threads import start_worker_thread

from sandbox.emulated.caller import CallerKind
from sandbox.emulated.errors import AwsError
from sandbox.gateway import enforcement
from sandbox.gateway.authorization.on_behalf import token_for
from sandbox.gateway.aws_error import exception
from sandbox.gateway.enforcement import Mode
from sandbox.iam.arn import Arn

_SERVICE = "cloudformation"
_SESSION = "AWSCloudFormation"
_WITH_ROLE = frozenset({"CreateChangeSet", "CreateStack", "DeleteStack", "ExecuteChangeSet", "UpdateStack"})

type _Credentials = dict[str, str]

_credentials: ContextVar[_Credentials | None] = ContextVar("credentials", default=None)
"""Of the operation that the thread executes; None where they are LocalStack's own."""
_roles: dict[tuple[str, str, str], str] = {}
"""Account, Region and name of a stack -> its service role, which later operations use, too."""


def before_call(context: Any) -> None:
    """State with which credentials the operation makes its calls."""
    if not context.is_internal_call:  # a nested stack has those of the stack around it
        _credentials.set(None if enforcement.current().mode is Mode.OFF else _of_operation(context))


def _of_operation(context: Any) -> _Credentials | None:
    role = _role(context) if context.operation.name in _WITH_ROLE else None
    if role is not None:
        return _assume(context, role)
    caller = getattr(context, "caller", None)
    if caller is None or caller.kind is CallerKind.ADMINISTRATOR:
        return None
    return _named(context.account_id, "test", token_for(caller, f"{_SERVICE}.amazonaws.com"))


def _role(context: Any) -> str | None:
    """Return the role that the request names, else the one that the stack has."""
    request = context.service_request or {}
    stack = (context.account_id, context.region, _stack_name(context, request))
    if request.get("RoleARN"):
        _roles[stack] = request["RoleARN"]
    return _roles.get(stack)


def _stack_name(context: Any, request: dict[str, Any]) -> str:
    named = str(request.get("StackName") or "")
    if not named and context.operation.name == "ExecuteChangeSet":
        known = get_cloudformation_store(context.account_id, context.region).change_sets
        found = known.get(str(request.get("ChangeSetName")))
        return str(found.stack.stack_name) if found is not None else ""
    arn = Arn.parse(named)
    return arn.resource.split("/")[1] if arn is not None else named


def _assume(context: Any, role: str) -> _Credentials:
    name = _stack_name(context, context.service_request or {})
    source = f"arn:{context.partition}:cloudformation:{context.region}:{context.account_id}:stack/{name}/*"
    sts = connect_to(region_name=context.region).sts.request_metadata(source_arn=source, service_principal=_SERVICE)
    try:
        keys = sts.assume_role(RoleArn=role, RoleSessionName=_SESSION)["Credentials"]
    except ClientError as error:
        message = f"Role {role} is invalid or cannot be assumed"
        raise exception(AwsError("ValidationError", message)) from error
    return _named(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])


def _named(key: str, secret: str, token: str) -> _Credentials:
    return {"accessKeyId": key, "secretAccessKey": secret, "sessionToken": token}


class _Clients:
    """Takes the place of `connect_to` where an operation reads templates, parameters and secrets, or calls macros."""

    def __call__(self, **arguments: Any) -> Any:
        found = _credentials.get()
        if found is None:
            return connect_to(**arguments)
        credentials = {
            "aws_access_key_id": found["accessKeyId"],
            "aws_secret_access_key": found["secretAccessKey"],
            "aws_session_token": found["sessionToken"],
        }
        return connect_to(**arguments | credentials)


for module in (api_utils, parameters, change_set_model_transform, resolving):
    module.connect_to = _Clients()

_convert_payload = resource_provider.convert_payload


def _with_credentials(stack_name: str, stack_id: str, payload: Any) -> Any:
    found = _credentials.get()
    if found is not None:
        payload["requestData"]["callerCredentials"] = found
    return _convert_payload(stack_name, stack_id, payload)


resource_provider.convert_payload = _with_credentials


def _start_worker_thread(method: Any, *arguments: Any, **named: Any) -> Any:
    """Start the thread of an operation in the context of the request."""
    return start_worker_thread(partial(copy_context().run, method), *arguments, **named)


provider.start_worker_thread = _start_worker_thread

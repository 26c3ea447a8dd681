"""Step Functions: a state machine assumes its role, or that of a task's credentials.

Reference: Step Functions developer guide, procedure-create-iam-role (confused deputy).
"""

from __future__ import annotations

from typing import Any

from localstack.services.stepfunctions.asl.component.state.state_execution.state_map.item_reader.resource_eval import (
    resource_eval_s3 as reader,
)
from localstack.services.stepfunctions.asl.component.state.state_execution.state_map.result_writer.resource_eval import (  # noqa: E501 - LocalStack's name
    resource_eval_s3 as writer,
)
from localstack.services.stepfunctions.asl.component.state.state_execution.state_task.service.state_task_service import (  # noqa: E501 - LocalStack's name
    StateTaskService,
)
from localstack.services.stepfunctions.asl.component.state.state_execution.state_task.state_task_lambda import (
    StateTaskLambda,
)
from localstack.utils.patch import patch

from sandbox.gateway.authorization.service_sources.source import acting_for

_SERVICE = "states"


@patch(reader.ResourceEvalS3.eval_resource)
def _read(original: Any, resource: Any, env: Any) -> Any:
    with acting_for(_SERVICE, _state_machine(env)):
        return original(resource, env)


@patch(writer.ResourceEvalS3.eval_resource)
def _write(original: Any, resource: Any, env: Any) -> Any:
    with acting_for(_SERVICE, _state_machine(env)):
        return original(resource, env)


@patch(StateTaskService._eval_execution)  # noqa: SLF001 - within which LocalStack assumes the role
def _run_task(original: Any, task: Any, env: Any) -> Any:
    with acting_for(_SERVICE, _state_machine(env)):
        return original(task, env)


@patch(StateTaskLambda._eval_execution)  # noqa: SLF001 - the same
def _invoke(original: Any, task: Any, env: Any) -> Any:
    with acting_for(_SERVICE, _state_machine(env)):
        return original(task, env)


def _state_machine(env: Any) -> str:
    return str(env.states.context_object.context_object_data["StateMachine"]["Id"])

"""Keep lines out of the engine's log that look like faults but are none."""

from __future__ import annotations

import logging
import shlex
import subprocess

from localstack import config
from localstack.utils.container_utils.docker_cmd_client import CmdDockerClient
from localstack.utils.run import run

SURPLUS_MEMBER = "contains a member which is not specified"
"""LocalStack's providers return members that AWS's model lacks; the serializer drops them with a warning."""


def install() -> None:
    """Look for docker without printing an error where it is absent, and drop warnings of surplus members."""
    CmdDockerClient.has_docker = _has_docker
    logging.getLogger("localstack.aws.protocol.serializer").addFilter(
        lambda record: SURPLUS_MEMBER not in str(record.msg)
    )


def _has_docker(_client: CmdDockerClient) -> bool:
    try:
        run([*shlex.split(config.DOCKER_CMD), "ps"], print_error=False)
    except (subprocess.CalledProcessError, FileNotFoundError):
        return False
    return True

"""The environment variables with which plain `pulumi`, `aws` and boto3 use this project's sandbox."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1,localhost,::1"
"""Hosts that are reached without a proxy."""

FOREIGN = ("AWS_", "PULUMI_")
"""Prefixes of variables that are set for real AWS accounts and must not take effect in the sandbox."""

VOLATILE = frozenset(
    (
        "COLORTERM",
        "COLUMNS",
        "LINES",
        "MAKEFLAGS",
        "MAKELEVEL",
        "MFLAGS",
        "OLDPWD",
        "PWD",
        "PYTEST_CURRENT_TEST",
        "PYTEST_VERSION",
        "PYTEST_XDIST_TESTRUNUID",
        "PYTEST_XDIST_WORKER",
        "PYTEST_XDIST_WORKER_COUNT",
        "SHLVL",
        "SSH_CLIENT",
        "SSH_CONNECTION",
        "SSH_TTY",
        "TERM",
        "TERM_PROGRAM",
        "TERM_PROGRAM_VERSION",
        "TERM_SESSION_ID",
        "TMUX",
        "TMUX_PANE",
        "WINDOWID",
        "XDG_SESSION_ID",
        "_",
    )
)
"""Variables that speak of a terminal, a login or a test run and differ from one to the next.

Programs do not get them, so that a plan which is kept need not be made again in another terminal.
"""

ONE_CHECKPOINT = {"PULUMI_SKIP_CHECKPOINTS": "true"}
"""Write the state once, at the end of an update: writing it after every step takes longer than all steps together.

After an update that was killed the state is incomplete; `up` detects that and rebuilds the estate.
"""


@dataclass(frozen=True)
class Keys:
    """Credentials of a user or a role session, or an account id in place of an access key."""

    access_key_id: str
    secret_access_key: str
    session_token: str | None = None


def pulumi(state: Path, backend: Path, tools: Path) -> dict[str, str]:
    """Return the CLI's variables: PATH with the toolchain first, home, backend and passphrase of this project.

    None selects a stack: they take effect in the folders of other Pulumi projects, too.
    """
    return {
        "PATH": _first(str(tools), str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)),
        "PULUMI_HOME": str(home(state)),
        "PULUMI_BACKEND_URL": backend.as_uri(),
        "PULUMI_CONFIG_PASSPHRASE_FILE": str(state / "passphrase"),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS": "true",
        **ONE_CHECKPOINT,
    }


def home(state: Path) -> Path:
    """Return the PULUMI_HOME that holds the sandbox's provider; a run against AWS gets the upstream one."""
    return state / "pulumi-home"


def aws(endpoint: str, region: str, keys: Keys) -> dict[str, str]:
    """Return the variables of the AWS CLI, boto3 and the provider."""
    token = {} if keys.session_token is None else {"AWS_SESSION_TOKEN": keys.session_token}
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": keys.access_key_id,
        "AWS_SECRET_ACCESS_KEY": keys.secret_access_key,
        **token,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": _no_proxy(os.environ),
        "no_proxy": _no_proxy(os.environ),
    }


def confined(endpoint: str) -> dict[str, str]:
    """Settings by which no client reaches anything but loopback, whatever it makes of `AWS_ENDPOINT_URL`.

    Clients that ignore it, wholly or for some services, take the engine for their proxy, which refuses to reach
    another machine: AWS CLI v1 for docdb, emr, health, neptune, rds and sqs; SDKs from before 2023.
    """
    proxy = dict.fromkeys(
        ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"), endpoint
    )
    return {
        **proxy,
        "NO_PROXY": LOOPBACK,  # none of the caller's own: theirs may name AWS's hosts
        "no_proxy": LOOPBACK,
        "NODE_USE_ENV_PROXY": "1",  # Node reads the proxy settings only with this variable
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false",
        "AWS_ENDPOINT_URL_S3_CONTROL": _by_name(endpoint),
        "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",  # `data-127.0.0.1` would be looked up in DNS
        "AWS_ENDPOINT_DISCOVERY_ENABLED": "false",
    }


def _by_name(endpoint: str) -> str:
    """Return the endpoint under a name of loopback's that goes through the proxy, and so is never looked up.

    Clients of S3 Control put the account id before the host: `111111111111.127.0.0.1` counts as 127.0.0.1 in NO_PROXY,
    and would be looked up.
    """
    return f"http://localhost.localstack.cloud:{urlsplit(endpoint).port}"


def foreign(environment: Mapping[str, str]) -> list[str]:
    """Return the caller's variables that speak to AWS's clients; `AWS_ENDPOINT_URL_S3` would win over ours."""
    return [name for name in environment if name.startswith("AWS_")]


def inherited(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the caller's environment as programs get it: nothing of another AWS or Pulumi, nothing volatile."""
    return {name: value for name, value in environment.items() if not name.startswith(FOREIGN) and name not in VOLATILE}


def _first(tools: str, programs: str, path: str) -> str:
    """Return PATH with these folders first and each folder once."""
    return os.pathsep.join(dict.fromkeys([tools, programs, *path.split(os.pathsep)]))


def _no_proxy(environment: Mapping[str, str]) -> str:
    """Return NO_PROXY with loopback added."""
    given = environment.get("no_proxy") or environment.get("NO_PROXY") or ""
    hosts = [host for host in given.split(",") if host]
    return ",".join(dict.fromkeys([*hosts, "127.0.0.1", "localhost"]))

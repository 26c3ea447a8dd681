"""The environment in which plain `pulumi`, `aws` and boto3 speak to this clone's sandbox."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOREIGN = ("AWS_", "PULUMI_")
"""What a person has set for the real AWS must not leak into the sandbox."""


ONE_CHECKPOINT = {"PULUMI_SKIP_CHECKPOINTS": "true"}
"""Write the state once, at an update's end: after every step it costs more than all steps together.

An update that was killed leaves no trustworthy state then; `up` sees that it was, and builds anew.
"""


@dataclass(frozen=True)
class Keys:
    """Credentials: a user's, a role session's, or an account id in the place of an access key."""

    access_key_id: str
    secret_access_key: str
    session_token: str | None = None


def pulumi(state: Path, backend: Path, tools: Path, stack: str | None = None) -> dict[str, str]:
    """What the CLI needs: our tools first on PATH, an own home, state and passphrase of this clone."""
    own = {
        "PATH": _first(str(tools), str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)),
        "PULUMI_HOME": str(home(state)),
        "PULUMI_BACKEND_URL": backend.as_uri(),
        "PULUMI_CONFIG_PASSPHRASE_FILE": str(state / "passphrase"),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS": "true",
        **ONE_CHECKPOINT,
    }
    return own if stack is None else {**own, "PULUMI_STACK": stack}


def home(state: Path) -> Path:
    """The PULUMI_HOME that holds our provider, so that a run against AWS gets the upstream one."""
    return state / "pulumi-home"


def aws(endpoint: str, region: str, keys: Keys) -> dict[str, str]:
    """What the AWS CLI, boto3 and the provider need."""
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


def inherited(environment: Mapping[str, str]) -> dict[str, str]:
    """The caller's environment without anything that speaks of another AWS or another Pulumi."""
    return {name: value for name, value in environment.items() if not name.startswith(FOREIGN)}


def _first(tools: str, programs: str, path: str) -> str:
    """PATH with these folders before all others, and each but once, however often the person asks for it."""
    return os.pathsep.join(dict.fromkeys([tools, programs, *path.split(os.pathsep)]))


def _no_proxy(environment: Mapping[str, str]) -> str:
    """Loopback never goes through a proxy, whatever else does not."""
    given = environment.get("no_proxy") or environment.get("NO_PROXY") or ""
    hosts = [host for host in given.split(",") if host]
    return ",".join(dict.fromkeys([*hosts, "127.0.0.1", "localhost"]))

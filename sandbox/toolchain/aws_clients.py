"""Find AWS clients and settings of this machine that would bypass `AWS_ENDPOINT_URL` and call AWS."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from urllib.parse import urlsplit

from sandbox.doctor.finding import Finding

IGNORED_BY_V1 = "docdb, emr, health, neptune, rds and sqs"
"""Services for which AWS CLI v1 prefers a host name of its own to the setting (`overridesslcommonname.py`)."""

OLDEST = {1: (1, 29), 2: (2, 13)}
"""The first versions of the AWS CLI that support AWS_ENDPOINT_URL, by major version."""

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SECONDS = 10


def aws_cli(search: str | None) -> Finding | None:
    """Return whether the AWS CLI on PATH respects `AWS_ENDPOINT_URL`; None where there is no AWS CLI."""
    program = shutil.which("aws", path=search)
    if program is None:
        return None
    version = _version(program)
    if version is None:
        return Finding("AWS CLI", False, f"{program} prints no version", "Reinstall AWS CLI v2.")
    written = ".".join(map(str, version))
    if version[:2] < OLDEST.get(version[0], (0, 0)):
        detail = f"{written} at {program} does not know AWS_ENDPOINT_URL; inside the sandbox its calls are refused"
        return Finding("AWS CLI", False, detail, "Update it, or give every call --endpoint-url $AWS_ENDPOINT_URL.")
    if version[0] == 1:
        detail = (
            f"{written} at {program}; v1 ignores AWS_ENDPOINT_URL for {IGNORED_BY_V1}, so inside the sandbox those "
            "calls are refused without --endpoint-url $AWS_ENDPOINT_URL"
        )
        return Finding("AWS CLI", True, detail)
    return Finding("AWS CLI", True, f"{written} at {program}")


def environment(given: Mapping[str, str] = os.environ) -> Finding | None:
    """Return the shell's settings that bypass the sandbox; None outside the sandbox's environment."""
    endpoint = given.get("AWS_ENDPOINT_URL", "")
    if (urlsplit(endpoint).hostname or "") not in LOOPBACK:
        return None
    faults = [
        f"{name} is {value}"
        for name, value in given.items()
        if name.startswith("AWS_ENDPOINT_URL_") and not _is_the_engine(value, endpoint)
    ]
    faults += [f"{name} is not {endpoint}" for name in ("HTTPS_PROXY", "HTTP_PROXY") if given.get(name) != endpoint]
    faults += [
        f"{name} lets {host} past the proxy"
        for name in ("NO_PROXY", "no_proxy")
        for host in given.get(name, "").split(",")
        if host and host not in LOOPBACK
    ]
    if given.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "").lower() == "true":
        faults.append("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true")
    if not faults:
        return Finding("Environment", True, f"every AWS client is held to {endpoint}")
    return Finding(
        "Environment",
        False,
        f"calls can leave this machine: {'; '.join(faults)}",
        'Run `eval "$(sandbox env)"` again, or open a new `sandbox shell`.',
    )


def _is_the_engine(url: str, endpoint: str) -> bool:
    parts = urlsplit(url)
    named = parts.hostname in LOOPBACK or parts.hostname == "localhost.localstack.cloud"
    return named and parts.port == urlsplit(endpoint).port


def _version(program: str) -> tuple[int, ...] | None:
    try:
        done = subprocess.run(
            [program, "--version"],
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"aws-cli/(\d+)\.(\d+)\.(\d+)", done.stdout + done.stderr)
    return None if found is None else tuple(map(int, found.groups()))

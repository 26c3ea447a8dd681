from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.deploy.environment import Keys, aws, confined
from sandbox.toolchain import aws_clients

ENDPOINT = "http://127.0.0.1:4566"
INSIDE = {**aws(ENDPOINT, "us-east-1", Keys("a", "b")), **confined(ENDPOINT)}


def has_aws(folder: Path, line: str) -> str:
    (folder / "aws").write_text(f"#!/bin/sh\n{line}\n")
    (folder / "aws").chmod(0o755)
    return str(folder)


def test_without_an_aws_cli_there_is_no_finding(tmp_path: Path) -> None:
    assert aws_clients.aws_cli(str(tmp_path)) is None


@pytest.mark.parametrize(
    ("line", "good", "detail"),
    [
        ("echo aws-cli/2.31.5 Python/3.13.7", True, "2.31.5 at "),
        ("echo aws-cli/1.44.44 Python/3.13.0", True, "v1 ignores AWS_ENDPOINT_URL for docdb, emr"),
        ("echo aws-cli/1.22.34 Python/3.10.4 >&2", False, "does not know AWS_ENDPOINT_URL"),
        ("echo aws-cli/2.9.0 Python/3.9.11", False, "does not know AWS_ENDPOINT_URL"),
        ("exit 1", False, "prints no version"),
    ],
)
def test_an_aws_cli_is_accepted_by_its_version(tmp_path: Path, line: str, good: bool, detail: str) -> None:
    finding = aws_clients.aws_cli(has_aws(tmp_path, line))

    assert finding is not None
    assert finding.good is good
    assert detail in finding.detail
    assert bool(finding.next_step) is not good


def test_outside_the_sandboxs_environment_there_is_no_finding() -> None:
    assert aws_clients.environment({"HTTPS_PROXY": "http://proxy.example:3128"}) is None
    assert aws_clients.environment({"AWS_ENDPOINT_URL": "https://vpce.example"}) is None


def test_the_environment_that_sandbox_env_prints_is_good() -> None:
    finding = aws_clients.environment(INSIDE)

    assert finding is not None
    assert finding.good


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"HTTPS_PROXY": "http://proxy.example:3128"}, "HTTPS_PROXY is not http://127.0.0.1:4566"),
        ({"HTTP_PROXY": ""}, "HTTP_PROXY is not"),
        ({"NO_PROXY": "127.0.0.1,.amazonaws.com"}, "NO_PROXY lets .amazonaws.com past the proxy"),
        ({"AWS_ENDPOINT_URL_SQS": "https://sqs.us-east-1.amazonaws.com"}, "AWS_ENDPOINT_URL_SQS is https://sqs"),
        ({"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true"),
    ],
)
def test_a_variable_that_lets_calls_leave_the_machine_is_named(change: dict[str, str], fault: str) -> None:
    finding = aws_clients.environment({**INSIDE, **change})

    assert finding is not None
    assert not finding.good
    assert fault in finding.detail
    assert "sandbox env" in finding.next_step

"""Clients in the environment of `sandbox env` send no packet to another machine.

They run in a network namespace whose only route is a device that counts packets and delivers none, DNS queries
included.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox import toolchain
from sandbox.deploy import environment
from sandbox.deploy.environment import Keys
from sandbox.settings import Settings

pytestmark = pytest.mark.engine  # for the engine's Python, which has the AWS CLI

PORT = 4599
NAMESPACE = """
set -e
echo nameserver 192.0.2.53 >"$1/resolv.conf"
mount --bind "$1/resolv.conf" /etc/resolv.conf
ip link set lo up
ip link add out type veth peer name nowhere
echo 1 >/proc/sys/net/ipv6/conf/out/disable_ipv6
echo 1 >/proc/sys/net/ipv6/conf/nowhere/disable_ipv6
ip link set nowhere up
ip address add 192.0.2.1/24 dev out
ip link set out up
ip route add default via 192.0.2.254
ip neighbour add 192.0.2.254 lladdr 02:00:00:00:00:01 dev out
ip neighbour add 192.0.2.53 lladdr 02:00:00:00:00:02 dev out
shift
"$@" || true
ip -statistics -json link show out
"""
SERVER = """
import http.server, sys

class Recorder(http.server.BaseHTTPRequestHandler):
    def answer(self):
        print(self.command, self.path, file=sys.stderr, flush=True)
        self.rfile.read(int(self.headers.get("content-length") or 0))
        self.send_response(403)
        self.send_header("content-length", "0")
        self.end_headers()

    do_GET = do_POST = do_PUT = do_HEAD = do_CONNECT = answer

    def log_message(self, *_):
        pass

class Quick(http.server.ThreadingHTTPServer):
    def server_bind(self):
        self.server_name, self.server_port = "localhost", self.server_address[1]
        super(http.server.HTTPServer, self).server_bind()
"""
RUN = """
server = Quick(("127.0.0.1", 4599), Recorder)
import threading
threading.Thread(target=server.serve_forever, daemon=True).start()
"""
AWS_CLI = """
from awscli.clidriver import create_clidriver
calls = [["sqs", "list-queues"], ["rds", "describe-db-instances"], ["docdb", "describe-db-clusters"],
         ["neptune", "describe-db-clusters"], ["health", "describe-events"], ["ec2", "describe-vpcs"],
         ["sts", "get-caller-identity"], ["s3", "ls"], ["s3api", "head-bucket", "--bucket", "b"],
         ["servicediscovery", "discover-instances", "--namespace-name", "n", "--service-name", "s"]]
for call in calls:
    create_clidriver().main([*call, "--region", "us-east-1"])
create_clidriver().main(["emr", "list-clusters", "--region", "eu-west-1"])
"""
BOTO3 = """
import boto3
calls = {
    "cloudfront": ("list_distributions", {}),
    "dynamodb": ("list_tables", {}),
    "health": ("describe_events", {}),
    "iam": ("list_users", {}),
    "organizations": ("list_roots", {}),
    "route53": ("list_hosted_zones", {}),
    "s3": ("list_buckets", {}),
    "s3control": ("list_access_points", {"AccountId": "1" * 12}),
    "servicediscovery": ("discover_instances", {"NamespaceName": "n", "ServiceName": "s"}),
    "sqs": ("list_queues", {}),
    "sts": ("get_caller_identity", {}),
}
for service, (call, arguments) in calls.items():
    try:
        getattr(boto3.client(service), call)(**arguments)
    except Exception as error:
        print(type(error).__name__, error)
"""
OLD_SDK = """
import botocore.config, boto3, urllib.request
ignoring = botocore.config.Config(ignore_configured_endpoint_urls=True)
calls = {"sqs": "list_queues", "sts": "get_caller_identity", "ec2": "describe_vpcs"}
for service, call in calls.items():
    try:
        getattr(boto3.client(service, config=ignoring), call)()
    except Exception as error:
        print(type(error).__name__, error)
for host in ("https://sts.amazonaws.com/", "http://169.254.169.254/latest/", "http://sqs.us-east-1.amazonaws.com/"):
    try:
        urllib.request.urlopen(host, timeout=5)
    except OSError as error:
        print(error)
"""
CLIENTS = {"aws-cli-1": AWS_CLI, "boto3": BOTO3, "sdk-without-endpoint-settings": OLD_SDK}
FOREIGN = {
    "AWS_ENDPOINT_URL_SQS": "https://sqs.us-east-1.amazonaws.com",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
    "NO_PROXY": ".amazonaws.com",
    "no_proxy": ".amazonaws.com",
    "AWS_PROFILE": "production",
}
"""Variables that a user's shell may have."""


def variables(*, confined: bool) -> dict[str, str]:
    """Return the caller's environment after `eval "$(sandbox env)"`."""
    endpoint = f"http://127.0.0.1:{PORT}"
    caller = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "AWS_MAX_ATTEMPTS": "1", **FOREIGN}
    ours = environment.aws(endpoint, "us-east-1", Keys("LKIAQAAAAAAAAAAAAAAA", "secret"))
    if not confined:
        return {**environment.inherited(caller), **ours, "AWS_MAX_ATTEMPTS": "1"}
    left = {name: value for name, value in caller.items() if name not in environment.foreign(caller)}
    return {**left, **ours, **environment.confined(endpoint), "AWS_MAX_ATTEMPTS": "1"}


def sent_by(script: str, folder: Path, python: str, given: dict[str, str]) -> tuple[int, str]:
    """Return the number of packets sent, and the requests to the proxy and endpoint on loopback."""
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        pytest.skip("packets are counted in a network namespace, and there is no `unshare` or `ip` here")
    line = ["unshare", "--map-root-user", "--net", "--mount", "sh", "-c", NAMESPACE, "sh", str(folder)]
    body = SERVER + RUN + script
    done = subprocess.run(
        [*line, python, "-c", body], env=given, capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode:
        pytest.skip(f"this machine allows no network namespace: {done.stderr.strip()[-200:]}")
    counted = json.loads(done.stdout.splitlines()[-1])
    return int(counted[0]["stats64"]["tx"]["packets"]), done.stderr


@pytest.mark.parametrize("name", CLIENTS)
def test_nothing_is_sent_to_another_machine(name: str, settings: Settings, tmp_path: Path) -> None:
    python = str(toolchain.engine_python(settings, print))

    packets, seen = sent_by(CLIENTS[name], tmp_path, python, variables(confined=True))

    assert packets == 0
    assert len([line for line in seen.splitlines() if line.startswith(("GET ", "POST ", "HEAD ", "CONNECT "))]) >= 6


def test_packets_are_counted_without_the_confined_environment(settings: Settings, tmp_path: Path) -> None:
    python = str(toolchain.engine_python(settings, print))
    one = "from awscli.clidriver import create_clidriver\ncreate_clidriver().main(['sqs', 'list-queues'])\n"

    packets, _ = sent_by(one, tmp_path, python, variables(confined=False))

    assert packets > 0


def test_the_callers_aws_variables_are_removed() -> None:
    assert set(environment.foreign({**FOREIGN, "HOME": "/", "AWSOME": "1"})) == {
        "AWS_ENDPOINT_URL_SQS",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        "AWS_PROFILE",
    }


def test_curl_uses_the_engine_as_proxy(tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("there is no `curl` here")
    packets, seen = sent_by(
        "import subprocess; subprocess.run(['curl', '--silent', '--max-time', '5', 'https://sts.amazonaws.com/'])",
        tmp_path,
        sys.executable,
        variables(confined=True),
    )
    assert packets == 0
    assert "CONNECT sts.amazonaws.com:443" in seen

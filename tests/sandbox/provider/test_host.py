"""The plugin that Pulumi starts, and the host process that all plugins share."""

import os
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
import psutil
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from sandbox.provider.host import Host
from sandbox.provider.install import install, stop
from sandbox.provider.plugin import SOCKET
from sandbox.provider.protobuf_values import to_struct

PLANTED = "planted-in-the-environment"
ENVIRONMENT = {
    "AWS_ENDPOINT_URL": "http://127.0.0.1:1",
    "AWS_ACCESS_KEY_ID": "111111111111",
    "AWS_SECRET_ACCESS_KEY": PLANTED,
    "AWS_REGION": "us-east-1",
}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An installed plugin, in a home whose path is longer than a Unix socket allows."""
    home = tmp_path / ("long-" * 20)
    yield install(home, Path(sys.executable))
    stop(home)


def start(folder: Path, **environment: str) -> tuple["subprocess.Popen[str]", int]:
    plugin = subprocess.Popen(
        [str(folder / "pulumi-resource-aws"), "127.0.0.1:1"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **ENVIRONMENT, **environment},
    )
    assert plugin.stdout
    return plugin, int(plugin.stdout.readline())


def end(*plugins: "subprocess.Popen[str]") -> None:
    for plugin in plugins:
        plugin.kill()
        plugin.wait()
        if plugin.stdout:
            plugin.stdout.close()


def host_of(folder: Path) -> psutil.Process:
    return psutil.Process(int((folder / "host.pid").read_text()))


def account_at(port: int) -> str:
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        stub = provider_pb2_grpc.ResourceProviderStub(channel)
        stub.Configure(provider_pb2.ConfigureRequest(args=to_struct({})))
        token = "aws:index/getCallerIdentity:getCallerIdentity"
        answer = stub.Invoke(provider_pb2.InvokeRequest(tok=token, preview=True))
        return str(getattr(answer, "return").fields["accountId"].string_value)


def test_plugins_started_together_share_one_host_with_a_provider_each(folder: Path):
    accounts = [str(111111111111 * number) for number in range(1, 7)]
    with ThreadPoolExecutor(6) as threads:
        started = list(threads.map(lambda account: start(folder, AWS_ACCESS_KEY_ID=account), accounts))
    try:
        assert len({port for _, port in started}) == len(started)
        assert [account_at(port) for _, port in started] == accounts
        assert len([child for child in psutil.process_iter(["cmdline"]) if _is_host(child, folder)]) == 1
    finally:
        end(*(plugin for plugin, _ in started))


def _is_host(process: psutil.Process, folder: Path) -> bool:
    return "sandbox.provider.host" in (process.info["cmdline"] or []) and str(folder) in process.info["cmdline"]


def test_a_provider_ends_with_its_plugin_and_listens_on_loopback_only(folder: Path):
    plugin, port = start(folder)
    host = host_of(folder)
    listening = [link.laddr for link in host.net_connections(kind="tcp") if link.status == psutil.CONN_LISTEN]
    end(plugin)
    assert [(address.ip.removeprefix("::ffff:"), address.port) for address in listening] == [("127.0.0.1", port)]
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not [link for link in host.net_connections(kind="tcp") if link.status == psutil.CONN_LISTEN]:
            return
        time.sleep(0.05)
    pytest.fail("the port is still open")


def test_the_plugin_reports_the_version_of_the_sdk(folder: Path):
    plugin, port = start(folder)
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            version = provider_pb2_grpc.ResourceProviderStub(channel).GetPluginInfo(empty_pb2.Empty()).version
        assert folder.name == f"resource-aws-v{version}"
    finally:
        end(plugin)


def test_credentials_are_in_no_file_and_the_socket_is_private(folder: Path):
    plugin, port = start(folder)
    try:
        account_at(port)
        assert stat.S_IMODE((folder / SOCKET).stat().st_mode) & 0o077 == 0
        assert not [path for path in folder.iterdir() if path.is_file() and PLANTED in path.read_text()]
    finally:
        end(plugin)


def test_stop_ends_the_host_and_the_next_plugin_starts_another(folder: Path):
    plugin, _ = start(folder)
    first = host_of(folder)
    assert stop(folder.parent.parent) == [first.pid]
    assert not first.is_running() or first.status() == psutil.STATUS_ZOMBIE
    assert plugin.wait(timeout=10) == 0
    end(plugin)
    assert stop(folder.parent.parent) == []
    plugin, port = start(folder)
    assert account_at(port) == "111111111111"
    end(plugin)


def test_a_pid_of_another_process_is_not_stopped(folder: Path):
    (folder / "host.pid").write_text(str(os.getpid()))
    assert stop(folder.parent.parent) == []


def test_an_idle_host_exits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(SOCKET)
        listener.listen()
        started = time.monotonic()
        Host("0.0.0", idle_seconds=0.1).serve(listener)
    assert time.monotonic() - started < 5


def test_a_host_that_cannot_start_is_an_error_that_names_the_log(folder: Path):
    (folder / "plugin.py").write_text((folder / "plugin.py").read_text().replace("provider.host", "provider.nowhere"))
    plugin = subprocess.run(
        [str(folder / "pulumi-resource-aws")], capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert plugin.returncode == 1
    assert f"host did not start. See {folder / 'host.log'}" in plugin.stderr
    assert "nowhere" in (folder / "host.log").read_text()

from __future__ import annotations

from pathlib import Path

from sandbox.engine import environment
from sandbox.engine.process import INSTANCE
from sandbox.gateway.internal_endpoints import VARIABLE as TOKEN

STATE = Path("/clone/.sandbox/engine")
CALLER = {
    "PATH": "/bin",
    "HOME": "/home/ada",
    "AWS_PROFILE": "production",
    "AWS_ACCESS_KEY_ID": "AKIA",
    "PERSISTENCE": "1",
    "SERVICES": "s3",
    "PYTHONPATH": "/elsewhere",
    "HTTPS_PROXY": "http://proxy",
}


def test_the_engine_gets_only_path_and_locale_of_the_caller() -> None:
    made = environment.host(CALLER, STATE, 4566, "life", "secret")

    assert made["PATH"] == "/bin"
    assert not set(made) & {"AWS_PROFILE", "AWS_ACCESS_KEY_ID", "PERSISTENCE", "SERVICES", "PYTHONPATH", "HTTPS_PROXY"}


def test_every_folder_of_the_engine_is_under_its_state() -> None:
    made = environment.host(CALLER, STATE, 4566, "life", "secret")

    folders = [value for value in made.values() if value.startswith("/") and value != "/bin"]
    assert len(folders) == 5
    assert all(Path(folder).is_relative_to(STATE) for folder in folders)


def test_the_engine_uses_loopback_and_our_server() -> None:
    made = environment.host(CALLER, STATE, 12345, "life", "secret")

    assert made["GATEWAY_LISTEN"] == made["LOCALSTACK_HOST"] == "127.0.0.1:12345"
    assert made["GATEWAY_SERVER"] == "causeway"
    assert made["IN_MEMORY_CLIENT"] == "1"
    assert made[INSTANCE] == "life"
    assert made[TOKEN] == "secret"


def test_the_engine_makes_no_calls_to_other_hosts() -> None:
    made = environment.host(CALLER, STATE, 4566, "life", "secret")

    assert made["DISABLE_EVENTS"] == made["SKIP_SSL_CERT_DOWNLOAD"] == "1"
    assert made["DNS_ADDRESS"] == "0"

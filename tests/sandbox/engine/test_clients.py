"""The caller's AWS settings do not affect the sandbox's clients."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.engine import clients


@pytest.mark.parametrize("text", ["[default]\nregion = eu-west-1\n", "not TOML, not INI [[["])
def test_no_profile_and_no_file_of_the_caller_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    (tmp_path / "config").write_text(text)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_PROFILE", "of-a-bank")

    made = clients.session()

    assert made.get_credentials() is None
    assert made.region_name is None


def test_no_proxy_of_the_caller_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    client = clients.session().client(
        "sts",
        region_name="us-east-1",
        endpoint_url="http://127.0.0.1:9",
        aws_access_key_id="1",
        aws_secret_access_key="x",
        config=clients.config(connect_timeout=1),
    )
    assert client.meta.config.proxies == {}
    assert client.meta.config.connect_timeout == 1

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sandbox.settings import Settings
from sandbox.toolchain import build, pulumi
from sandbox.toolchain.errors import NoPulumi, PulumiTooOld
from sandbox.toolchain.installed import BESIDE
from sandbox.toolchain.versions import PULUMI

NO_NETWORK = "http://127.0.0.1:9"
"""Nothing listens on the discard port, so requests fail as without a network."""


def test_the_pulumi_on_path_is_preferred(machine: Any, bare_settings: Settings) -> None:
    installed = machine.has_pulumi("v3.250.1")

    tools = pulumi.ensure(bare_settings, machine.messages.append, machine.path, NO_NETWORK)

    assert tools.version == "3.250.1"
    assert tools.pulumi.resolve() == installed
    assert sorted(path.name for path in tools.bin.iterdir()) == sorted(["pulumi", *BESIDE])
    assert machine.messages == []


def test_a_cli_that_was_built_before_is_used_without_a_message(machine: Any, bare_settings: Settings) -> None:
    made = pulumi.made_folder(bare_settings)
    made.mkdir(parents=True)
    for name in ("pulumi", *BESIDE):
        (made / name).touch()

    tools = pulumi.ensure(bare_settings, machine.messages.append, machine.path, NO_NETWORK)

    assert tools.version == PULUMI
    assert tools.pulumi.resolve() == made / "pulumi"
    assert machine.messages == []


def test_a_built_cli_is_preferred_to_an_old_one_on_path(machine: Any, bare_settings: Settings) -> None:
    machine.has_pulumi("v3.100.0")
    made = pulumi.made_folder(bare_settings)
    made.mkdir(parents=True)
    (made / "pulumi").touch()

    assert pulumi.ensure(bare_settings, machine.messages.append, machine.path, NO_NETWORK).version == PULUMI


def test_an_old_cli_without_network_and_go_is_refused_with_all_reasons(machine: Any, bare_settings: Settings) -> None:
    machine.has_pulumi("v3.100.0")

    with pytest.raises(PulumiTooOld) as refused:
        pulumi.ensure(bare_settings, machine.messages.append, machine.path, NO_NETWORK)

    text = str(refused.value)
    assert "is Pulumi 3.100.0; the sandbox needs 3.200.0 or newer" in text
    assert "refused" in text
    assert "there is no `go` on PATH" in text
    assert refused.value.next_step.startswith("Upgrade that CLI to 3.200.0 or newer")


def test_without_cli_network_and_go_the_error_names_what_to_install(machine: Any, bare_settings: Settings) -> None:
    with pytest.raises(NoPulumi, match=r"There is no Pulumi CLI on PATH.*no `go`.*Install Pulumi 3.200.0 or newer"):
        pulumi.ensure(bare_settings, machine.messages.append, machine.path, NO_NETWORK)

    assert not list(bare_settings.cache.glob("*.unfinished"))


def test_a_go_that_is_too_old_is_not_used(machine: Any, bare_settings: Settings) -> None:
    machine.has("go", "echo go version go1.19.2 linux/amd64")

    with pytest.raises(NoPulumi, match=r"go1.19.2 .*the build needs Go 1.24.0"):
        pulumi.ensure(bare_settings, machine.messages.append, machine.path, NO_NETWORK)


def test_a_build_that_fails_without_a_module_proxy_is_quoted(machine: Any, bare_settings: Settings) -> None:
    machine.has(
        "go",
        'case "$1" in version) echo go version go1.26.0 linux/amd64;; '
        "*) echo 'dial tcp: lookup proxy: no such host' >&2; exit 1;; esac",
    )

    with pytest.raises(NoPulumi, match="no such host"):
        pulumi.ensure(bare_settings, machine.messages.append, machine.path, NO_NETWORK)

    assert machine.messages == [
        f"fetching Pulumi {PULUMI}",
        f"building Pulumi {PULUMI} from its Go modules: about three minutes, the first time only",
    ]


def test_links_to_a_cli_that_is_no_longer_used_are_removed(machine: Any, bare_settings: Settings) -> None:
    machine.has_pulumi("v3.250.1")
    stale = bare_settings.state / "bin" / "pulumi-language-ruby"
    stale.parent.mkdir(parents=True)
    stale.symlink_to("/nowhere")

    tools = pulumi.ensure(bare_settings, machine.messages.append, machine.path, NO_NETWORK)

    assert not stale.is_symlink()
    assert (tools.bin / "pulumi").is_symlink()


def test_links_of_the_sandbox_on_path_are_not_an_installation(machine: Any, bare_settings: Settings) -> None:
    real = machine.has_pulumi("v3.250.1")
    outside = pulumi.ensure(bare_settings, machine.messages.append, machine.path, NO_NETWORK)

    inside = pulumi.ensure(bare_settings, machine.messages.append, f"{outside.bin}:{machine.path}", NO_NETWORK)

    assert inside == outside
    assert inside.pulumi.readlink() == real


def test_a_built_cli_is_cached_by_its_sources(bare_settings: Settings, tmp_path: Path) -> None:
    folder = pulumi.made_folder(bare_settings)

    assert folder.parent == tmp_path / "cache"
    assert folder == pulumi.made_folder(bare_settings)
    assert (build.MODULES / "pulumi-language-python" / "go.sum").is_file()

"""Build the Pulumi CLI and its Python language host from their Go modules, pinned by `go.sum`."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from sandbox.toolchain.command import run
from sandbox.toolchain.versions import OLDEST_GO, PULUMI, parse, written

MODULES = Path(__file__).parent / "go"
CLI = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
SDK = "github.com/pulumi/pulumi/sdk/v3"
LANGUAGE_HOST = f"{SDK}/python/cmd/pulumi-language-python"
SCRIPTS = ("python/cmd/pulumi-language-python-exec", "python/dist/pulumi-analyzer-policy-python")
"""Scripts of the SDK module: the language host starts programs and policy packs through them."""

NEEDED_MB = 3500
"""Modules, build cache and the result; all but 100 MB are removed afterwards."""


class NotBuilt(Exception):
    """The tools could not be built; the message says why."""


def go(search: str | None = None) -> Path:
    """Return a Go that is new enough; raises NotBuilt."""
    found = shutil.which("go", path=search)
    if found is None:
        raise NotBuilt("there is no `go` on PATH")
    answer = subprocess.run([found, "version"], capture_output=True, text=True, check=False).stdout
    version = parse(answer)
    if version is None or version < OLDEST_GO:
        raise NotBuilt(f"{found} is {answer.strip() or 'broken'}, and the build needs Go {written(OLDEST_GO)}")
    return Path(found)


def build(target: Path, scratch: Path, search: str | None = None) -> None:
    """Build the tools into the folder; `scratch` holds the downloads until the build is done."""
    compiler = str(go(search))
    scratch.mkdir(parents=True, exist_ok=True)
    cli = _module("pulumi", scratch)
    host = _module("pulumi-language-python", scratch)
    environment = _environment(scratch)
    version = f"-X {SDK}/go/common/version.Version=v{PULUMI}"
    make = [compiler, "build", "-p", "2", "-trimpath"]
    run([*make, "-ldflags", f"-s -w {version}", "-o", str(target / "pulumi"), CLI], where=cli, environment=environment)
    host_binary = str(target / "pulumi-language-python")
    run([*make, "-ldflags", "-s -w", "-o", host_binary, LANGUAGE_HOST], where=host, environment=environment)
    sdk = run([compiler, "list", "-m", "-f", "{{.Dir}}", SDK], where=cli, environment=environment).strip()
    for script in SCRIPTS:
        copy = target / Path(script).name
        shutil.copyfile(Path(sdk) / script, copy)
        copy.chmod(0o755)
    run([compiler, "clean", "-modcache"], where=cli, environment=environment)  # its folders are read-only
    shutil.rmtree(scratch)


def _module(name: str, scratch: Path) -> Path:
    copy = scratch / name
    shutil.copytree(MODULES / name, copy, dirs_exist_ok=True)
    return copy


def _environment(scratch: Path) -> dict[str, str]:
    """Return the caller's environment, so that its module proxy is used, with caches of our own."""
    return {
        **os.environ,
        "GOMODCACHE": str(scratch / "modules"),
        "GOCACHE": str(scratch / "cache"),
        "GOFLAGS": "-mod=readonly -buildvcs=false",
        "GOWORK": "off",
        "CGO_ENABLED": "0",
    }

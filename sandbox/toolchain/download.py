"""Fetch the official release of the Pulumi CLI and verify its checksum."""

from __future__ import annotations

import hashlib
import platform
import tarfile
import urllib.error
import urllib.request
from pathlib import Path

from sandbox.toolchain.versions import PULUMI

RELEASES = "https://get.pulumi.com/releases/sdk"
SECONDS = 15
"""Seconds without a response after which the network counts as absent."""

SYSTEMS = {"Linux": "linux", "Darwin": "darwin"}
MACHINES = {"x86_64": "x64", "AMD64": "x64", "aarch64": "arm64", "arm64": "arm64"}


class NotFetched(Exception):
    """The release could not be fetched; the message says why."""


def fetch(target: Path, base: str = RELEASES) -> None:
    """Unpack the release's tools into the folder; raises NotFetched."""
    name = release_name()
    sums = _get(f"{base}/pulumi-{PULUMI}-checksums.txt").decode()
    wanted = _checksum(sums, name)
    archive = target / name
    archive.write_bytes(_get(f"{base}/{name}"))
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != wanted:
        archive.unlink()
        raise NotFetched(f"{name} has checksum {found[:12]}..., published is {wanted[:12]}...")
    with tarfile.open(archive) as unpacked:
        for member in unpacked.getmembers():
            member.name = Path(member.name).name
            if member.isfile():
                unpacked.extract(member, target, filter="data")
    archive.unlink()


def release_name() -> str:
    """Return the archive's name for this machine; raises NotFetched where there is none."""
    system, machine = platform.system(), platform.machine()
    if system not in SYSTEMS or machine not in MACHINES:
        raise NotFetched(f"Pulumi publishes nothing for {system} on {machine}")
    return f"pulumi-v{PULUMI}-{SYSTEMS[system]}-{MACHINES[machine]}.tar.gz"


def _checksum(sums: str, name: str) -> str:
    for line in sums.splitlines():
        digest, _, file = line.partition(" ")
        if file.strip().lstrip("*") == name:
            return digest.lower()
    raise NotFetched(f"the published checksums do not name {name}")


def _get(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=SECONDS) as answer:  # noqa: S310 - https, or a test's own server
            return bytes(answer.read())
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        reason = getattr(error, "reason", error)
        raise NotFetched(f"the download from {url} failed: {reason}") from error

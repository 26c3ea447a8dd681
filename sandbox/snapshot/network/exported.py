"""A folder of AWS's responses about the network as the AWS CLI prints them, laid out as Batfish's AWS snapshots.

`aws_configs/accounts/ID/REGION/NAME.json`, `aws_configs/REGION/NAME.json` or `aws_configs/NAME.json`; what a file holds
is known by its members (`Vpcs`, `RouteTables`), not by its name. Beside it `datacentre.yaml` or `configs/` with the
configurations of routers. https://batfish.readthedocs.io/en/latest/formats.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.reach.model import Network
from sandbox.snapshot.errors import SourceMissing, SourceUnreadable
from sandbox.snapshot.network.aws_export import Answers, build_network, collect
from sandbox.snapshot.network.routers import read_far_end

FOLDER = "aws_configs"
_ORGANIZATION = "organization"
"""Folder with the responses of Organizations in an export of policies: it names the accounts."""
_ACCOUNT = re.compile(r"\d{12}")
_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")
_HOW = "Write `aws_configs/accounts/ID/REGION/Vpcs.json` and so on; `sandbox iam export FOLDER` shows the files."


@dataclass(frozen=True, slots=True)
class _File:
    """A parsed file with the account and the Region that its path names."""

    name: str
    account: str
    region: str
    response: Mapping[str, Any]


def read(folder: Path) -> Network:
    """Read a folder; raises SourceMissing, SourceUnreadable with file and JSON path or line."""
    if not folder.is_dir():
        raise SourceMissing(str(folder), "there is no such folder", _HOW)
    base = folder / FOLDER if (folder / FOLDER).is_dir() else folder
    files = _with_owners([_file(path, folder) for path in _paths(base)])
    answers = collect(str(folder), ((each.name, each.account, each.region, each.response) for each in files))
    if not answers.of("Vpcs") and not answers.of("Connections"):
        raise SourceMissing(str(folder), "it holds no responses about a network", _HOW)
    return build_network(answers, _names(folder, answers), read_far_end(folder))


def is_of_network(path: Path) -> bool:
    """Return whether a file of an export, given by its path in it, is about the network and holds no policies."""
    return path.parts[0] == FOLDER or (len(path.parts) == 1 and path.stem == "datacentre")


def _paths(base: Path) -> Iterator[Path]:
    for path in sorted(base.rglob("*.json")):
        inside = path.relative_to(base)
        if inside.parts[0] != _ORGANIZATION and inside.name != "datacentre.json":
            yield path


def _file(path: Path, folder: Path) -> _File:
    name = str(path.relative_to(folder))
    place = f"{folder}/{name}"
    try:
        response = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, UnicodeDecodeError) as error:
        raise SourceUnreadable(place, f"it is not JSON ({error})", "Export the file again.") from error
    if not isinstance(response, Mapping):
        raise SourceUnreadable(place, "it is not a response from AWS", "Export the file again.")
    parts = path.relative_to(folder).parts[:-1]
    account = next((part for part in parts if _ACCOUNT.fullmatch(part)), "")
    region = next((part for part in reversed(parts) if _REGION.fullmatch(part)), "")
    return _File(place, account, region, response)


def _with_owners(files: list[_File]) -> list[_File]:
    """Return the files with account and Region: those that their paths do not name are taken from the responses."""
    owners = [str(vpc.get("OwnerId") or "") for each in files for vpc in _list(each, "Vpcs")]
    zones = [str(subnet.get("AvailabilityZone") or "") for each in files for subnet in _list(each, "Subnets")]
    account = next(filter(None, owners), "unknown-account")
    region = next((zone.rstrip("abcdef") for zone in zones if zone), "unknown-region")
    return [_File(each.name, each.account or account, each.region or region, each.response) for each in files]


def _list(file: _File, member: str) -> list[Mapping[str, Any]]:
    found = file.response.get(member)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _names(folder: Path, answers: Answers) -> Mapping[str, str]:
    """Return the names of accounts that Organizations lists."""
    found = {item.text("Id"): item.text("Name") for item in answers.of("Accounts")}
    for path in sorted((folder / _ORGANIZATION).glob("accounts-of-*.json")):
        found |= {str(each.get("Id")): str(each.get("Name")) for each in _list(_file(path, folder), "Accounts")}
    return {identity: name for identity, name in found.items() if identity and name}

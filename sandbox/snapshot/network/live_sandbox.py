"""The running sandbox of a project as a source of networks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from sandbox.deploy import datacentre, deployment
from sandbox.deploy.account_clients import AccountClients
from sandbox.deploy.credentials import existing_deployer, running
from sandbox.estate import Estate
from sandbox.reach.model import Network
from sandbox.settings import Settings
from sandbox.snapshot.aws_calls import pages, plain
from sandbox.snapshot.aws_export.account_state import is_active
from sandbox.snapshot.errors import SourceUnreadable
from sandbox.snapshot.network.aws_export import build_network, collect
from sandbox.snapshot.network.estate_datacentre import estate_far_end, with_estate_lines
from sandbox.snapshot.network.far_end import FarEnd
from sandbox.snapshot.network.live import FOLDER, NetworkLive
from sandbox.snapshot.network.routers.document import read_document

_ACCOUNT, _REGION = 2, 3
"""Places of account and Region in the name of a response's file."""
_DOCUMENT = "datacentre.json"


@dataclass(frozen=True)
class LiveNetwork:
    """The network of a running sandbox: what AWS's operations return, and the data centre."""

    source: NetworkLive
    estate: Estate
    accounts: Mapping[str, str]
    """Id -> name."""
    document: Mapping[str, Any] | None
    """The data centres' document; None for an engine that has none."""

    def responses(self) -> dict[str, Any]:
        """Return the responses by file name, as the AWS CLI would print them; raises SourceUnreadable."""
        return self.source.responses(tuple(self.accounts))

    def files(self) -> dict[str, Any]:
        """Return the files of an export: the responses, and the data centres' document without keys."""
        return {**self.responses(), **({_DOCUMENT: self.document} if self.document else {})}

    def read(self, root: Path) -> Network:
        """Return the network; `root` is the project's folder. Raises SourceUnreadable."""
        place = self.source.endpoint
        rows = []
        for name, response in self.responses().items():
            parts = name.split("/")
            rows.append((f"{place}/{name.removeprefix(f'{FOLDER}/')}", parts[_ACCOUNT], parts[_REGION], response))
        network = build_network(collect(place, rows), self.accounts, self._far_end(root))
        unanswered = (f"{place} does not answer {each}" for each in sorted(self.source.unanswered))
        return replace(network, notes=(*network.notes, *unanswered))

    def _far_end(self, root: Path) -> FarEnd:
        estate = estate_far_end(self.estate, root)
        if not self.document:
            return estate
        far = read_document(json.dumps(self.document), f"{self.source.endpoint}/{_DOCUMENT}")
        return with_estate_lines(far, estate)


def live_network(settings: Settings, named: Estate | None = None) -> LiveNetwork:
    """Return the running sandbox with its estate, or the one named.

    Raises NotRunning, NothingDeployed, OtherEstate, SourceUnreadable.
    """
    at = running(settings)
    _, estate = deployment.estate_in_engine(settings.state, at, named)
    home = estate.organization.home_region
    regions = tuple(dict.fromkeys((home, *estate.organization.allowed_regions)))
    clients = AccountClients(at, existing_deployer(settings, estate, at), home)
    organizations = clients.client("organizations", None, home)
    try:
        management = str(plain(organizations.describe_organization())["Organization"]["MasterAccountId"])
        listed = pages(organizations, "list_accounts", "Accounts")["Accounts"]
    except ClientError as error:
        raise SourceUnreadable(at.endpoint, str(error), "Let the credentials read organizations.") from error
    accounts = {str(each["Id"]): str(each["Name"]) for each in listed if is_active(each)}
    document = datacentre.document(at.endpoint, at.token)
    return LiveNetwork(NetworkLive(at.endpoint, clients, regions, management), estate, accounts, document)

"""The running sandbox of a project as a source of snapshots."""

from __future__ import annotations

from sandbox.deploy import deployment
from sandbox.deploy.account_clients import AccountClients
from sandbox.deploy.credentials import existing_deployer, running
from sandbox.estate import Estate
from sandbox.settings import Settings
from sandbox.snapshot.live import Live


def live(settings: Settings, named: Estate | None = None) -> Live:
    """Return the running sandbox with its estate, or the one named; raises NotRunning, NothingDeployed, OtherEstate."""
    at = running(settings)
    _, estate = deployment.estate_in_engine(settings.state, at, named)
    home = estate.organization.home_region
    regions = tuple(dict.fromkeys((home, *estate.organization.allowed_regions)))
    return Live(at.endpoint, AccountClients(at, existing_deployer(settings, estate, at), home), regions)

"""The denied calls of the running sandbox, and those that made an update fail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sandbox import engine
from sandbox.denials.call import DeniedCall
from sandbox.deploy import deployment
from sandbox.deploy.credentials import running
from sandbox.deploy.errors import DenialsNotKept, Failure, UnknownName
from sandbox.deploy.inventory import account_names
from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.settings import Settings


def denied_calls(settings: Settings) -> tuple[DeniedCall, ...]:
    """Return the denied calls that the running engine keeps, the newest last; raises NotRunning, DenialsNotKept."""
    at = running(settings)
    found = engine.denied_calls(at.endpoint, at.token)
    if found is None:
        raise DenialsNotKept(at.endpoint)
    return tuple(map(DeniedCall.from_json, found))


def names_by_id(settings: Settings) -> dict[str, str]:
    """Return the names of the deployed estate's accounts by their ids; none where no estate is deployed."""
    found = deployment.in_engine(settings.state, running(settings))
    if found is None:
        return {}
    estate = deployment.deployed_estate(settings.state, found)
    return {planned_account_id(email): name for email, name in account_names(estate).items()}


def account_id(name: str, names: dict[str, str]) -> str:
    """Return the id of an account that is given by name or id; raises UnknownName."""
    if name.isdigit():
        return name
    ids = {known: number for number, known in names.items()}
    if name not in ids:
        raise UnknownName("account", name, list(ids))
    return ids[name]


def causes(failures: Iterable[Failure], calls: Sequence[DeniedCall]) -> tuple[DeniedCall, ...]:
    """Return the newest refused call behind each failure that a refusal caused, without repeats."""
    found = (
        next((call for call in reversed(calls) if call.refused and call.message in failure.message), None)
        for failure in failures
    )
    return tuple({call.id: call for call in found if call is not None}.values())

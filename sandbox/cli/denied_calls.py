"""Denied calls on the command line: options, the table, and the explanation of an update that policies refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta

import typer

from sandbox.cli import tables
from sandbox.denials.call import DeniedCall
from sandbox.denials.explanation import explanation
from sandbox.deploy.denied_calls import causes, denied_calls
from sandbox.deploy.errors import UpdateDenied, UpdateFailed
from sandbox.errors import SandboxError
from sandbox.iam import Layer, Principal
from sandbox.iam.message import POLICY_TYPES
from sandbox.report.denied_call import decision_text, edit_text, short_id
from sandbox.settings import Settings
from sandbox.snapshot.loader import load

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_DURATION = re.compile(r"(\d{1,6})([smhd])")


def since(text: str | None, now: datetime) -> datetime | None:
    """Return the time of `--since`: a duration before now (90s, 10m, 2h, 1d), or a time, in UTC without an offset."""
    if text is None:
        return None
    if duration := _DURATION.fullmatch(text):
        return now - timedelta(**{_UNITS[duration[2]]: int(duration[1])})
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is neither a duration such as 10m, 2h or 1d nor a time such as 2026-11-30T12:00:00Z",
            param_hint="--since",
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def show(calls: Iterable[DeniedCall], names: Mapping[str, str]) -> None:
    """Print a table of calls; names are those of accounts, by id."""
    rows = [
        (
            short_id(call),
            f"{call.time:%Y-%m-%d %H:%M:%S}",
            principal_name(call.request.principal if call.request else None, names),
            call.request.action if call.request else f"{call.service}.{call.operation}",
            call.request.resource if call.request else "",
            POLICY_TYPES[Layer(call.request.layer)] if call.request else "no mapping to an action",
            "" if call.refused else "audit",
        )
        for call in calls
    ]
    tables.show_rows(("id", "time (UTC)", "principal", "action", "resource", "denied by", "mode"), rows)


def principal_name(arn: str | None, names: Mapping[str, str]) -> str:
    """Return `account/user`, or `account/role/session`, with the account's id where it has no name here.

    Example:
        >>> principal_name("arn:aws:sts::111122223333:assumed-role/ops/kim", {"111122223333": "mobile"})
        'mobile/ops/kim'

    """
    principal = Principal.parse(arn)
    if arn is None or principal.account is None:
        return arn or "anonymous"
    own = f"{principal.name}/{principal.session_name}" if principal.is_session else principal.name or "root"
    return f"{names.get(principal.account, principal.account)}/{own}"


def explained(settings: Settings, failed: UpdateFailed, notify: Callable[[str], None]) -> UpdateFailed | UpdateDenied:
    """Return the error of an update that policies refused, with the explanation; any other error as it is.

    The first refusal is explained, and the others are named.
    """
    try:
        found = causes(failed.failures, denied_calls(settings))
    except SandboxError:
        return failed  # the engine is gone, which the failure reports
    if not found:
        return failed
    notify("reading the policies that refused it")
    return UpdateDenied(failed, _text(settings, found[0]), [short_id(call) for call in found])


def _text(settings: Settings, call: DeniedCall) -> str:
    if call.request is None:
        return call.message
    try:
        why = explanation(call, call.request, load("live", settings))
    except SandboxError as error:
        decided = ", ".join(map(str, call.request.deciding)) or f"no {POLICY_TYPES[Layer(call.request.layer)]}"
        return f"Decided by {decided}. Its line is unknown: {error.happened}"
    line = [f"decided at {why.where}"] if why.where else []
    return "\n".join((*line, *decision_text(why), *edit_text(why)))

"""Callers as people name them: `mobile/reader`, an ARN, a service, `anonymous`, `mobile/root`."""

from __future__ import annotations

import difflib

from sandbox.facts.action_catalogue import Catalogue
from sandbox.iam.arn import Arn
from sandbox.iam.principal import Principal, PrincipalType
from sandbox.iam.snapshot import Snapshot, UnknownName
from sandbox.snapshot.errors import FactUnknown

ANONYMOUS = "anonymous"


def principal(world: Snapshot, name: str) -> str | None:
    """The principal of a request, None for anonymous; raises UnknownPrincipal, FactUnknown for a name of nobody."""
    if name == ANONYMOUS:
        return None
    if name.startswith("arn:") or name.endswith((".amazonaws.com", ".amazonaws.com.cn")):
        return _spelled(world, name)
    try:
        account, _, rest = name.partition("/")
        if rest == "root":
            return f"arn:aws:iam::{world.account_named(account).id}:root"
        return world.caller_named(name).arn
    except UnknownName as error:
        near = _near(world, name)
        said = f"Did you mean {' or '.join(near)}?" if near else "Name a caller as account/role, or by its ARN."
        raise FactUnknown(
            world.source, f"there is no {error.kind} {error.name!r}" if near else str(error), said
        ) from None


def _spelled(world: Snapshot, name: str) -> str:
    """An ARN or a service as it is; a user or role that its account lacks is a slip."""
    caller = Principal.parse(name)
    known = {(known.account, known.name) for known in world.callers.values()}
    own = caller.type in (PrincipalType.ROLE, PrincipalType.USER) and caller.account in world.accounts
    if own and not caller.service_linked and (caller.account, caller.name) not in known:
        near = _near(world, called(world, name))
        said = f"Did you mean {' or '.join(near)}?" if near else "Name a caller as account/role, or by its ARN."
        raise FactUnknown(world.source, f"there is no role or user {name!r}", said)
    return name


def _near(world: Snapshot, name: str) -> list[str]:
    """Callers of a similar name; those of that very name in whatever account, where only a name is given."""
    known = [called(world, arn) for arn in world.callers]
    if "/" not in name:
        return sorted(short for short in known if short.partition("/")[2] == name)
    return difflib.get_close_matches(name, known, 3, 0.75)


def called(world: Snapshot, principal: str | None) -> str:
    """The short name of a principal."""
    if principal is None:
        return ANONYMOUS
    caller = world.callers.get(principal)
    account = world.accounts.get(principal.split(":")[4]) if principal.startswith("arn:") else None
    if account is None:
        return principal
    return f"{account.name}/{caller.name if caller else principal.rpartition(':')[2].rpartition('/')[2]}"


def action(known: Catalogue, name: str) -> str:
    """An action of a request; raises FactUnknown for one that the reference does not list.

    A pattern stays as it is, for a question to refuse.
    """
    if known.action(name) is None and not any(sign in name for sign in "*?"):
        raise unlisted(known, name)
    return name


def unlisted(known: Catalogue, name: str) -> FactUnknown:
    """What to say of an action, or a pattern, that fits nothing in the reference."""
    service, colon, _ = name.partition(":")
    names = known.names if colon and service.lower() in known.raw else (*known.names, *known.services)
    folded = {listed.lower(): listed for listed in names}
    near = [folded[match] for match in difflib.get_close_matches(name.lower(), folded, 3, 0.8)]
    said = f"Did you mean {' or '.join(near)}? " if near else ""
    newer = "`sandbox iam decide` takes one that is newer than it."
    return FactUnknown(name, "the catalogue lists no such action", said + newer)


def resource(text: str) -> str:
    """A resource of a request, `*` or an ARN; raises FactUnknown."""
    if text != "*" and Arn.parse(text) is None:
        raise FactUnknown(
            text, "it is no ARN", "Write arn:aws:SERVICE:REGION:ACCOUNT:NAME, as in arn:aws:s3:::bucket/key."
        )
    return text

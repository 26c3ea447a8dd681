"""Who a sentence is about: one caller, or all of those who are left when a crowd is narrowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, Self

from sandbox.access import external_account
from sandbox.access.errors import Misread, unknown
from sandbox.iam import Principal, PrincipalType, Snapshot
from sandbox.iam.snapshot import Account, Caller
from sandbox.policytest.assertion import Sentence
from sandbox.policytest.session import current

type Texts = str | Iterable[str]


@dataclass(frozen=True)
class Subject:
    """Callers by their principal; None is an anonymous one."""

    said: str
    callers: tuple[str | None, ...]
    crowd: Literal["one", "nobody", "everybody"] = "one"

    def can(self, action: Texts, resource: Texts | None = None) -> Sentence:
        """Say that each may do it; without a resource: on something."""
        return self._say(action, resource, allowed=self.crowd != "nobody")

    def cannot(self, action: Texts, resource: Texts | None = None) -> Sentence:
        """Say that none may do it; without a resource: on nothing."""
        if self.crowd == "nobody":
            raise Misread(f"`{self.said} cannot` says no twice.", "Say `everybody` with `can`, or with `cannot`.")
        return self._say(action, resource, allowed=False)

    def cannot_escape_boundary(self, *, but: Texts = ()) -> Sentence:
        """Say that none gets out of its boundary by what it may create, change or become.

        `but` names roles (`account/role`) without the boundary that the subject is meant to enter.
        """
        spared = tuple(as_principal(current().world, name) for name in _texts(but))
        said = f"{self.said}.cannot_escape_boundary()"
        return Sentence.spoken(self, self.callers, said, allowed=False, escape=True, spared=tuple(filter(None, spared)))

    def _say(self, action: Texts, resource: Texts | None, *, allowed: bool) -> Sentence:
        verb = "can" if allowed or self.crowd == "nobody" else "cannot"
        actions, resources = _texts(action), None if resource is None else _texts(resource)
        if not actions or resources == ():
            raise Misread(f"`{self.said}.{verb}()` names nothing.", "Give it an action, and a resource or none.")
        on = "" if resources is None else f" on {_listed(resources)}"
        said = f"{self.said} {verb} {_listed(actions)}{on}"
        return Sentence.spoken(self, self.callers, said, allowed=allowed, actions=actions, resources=resources)


@dataclass(frozen=True)
class Crowd(Subject):
    """Everybody or nobody, narrowed by where they are and what they are called."""

    def inside(self, *places: str) -> Self:
        """Those of these accounts or units."""
        accounts = accounts_of(current().world, places)
        return self._narrowed(f"inside {_listed(places)}", lambda who: _account(who) in accounts)

    def outside(self, *places: str) -> Self:
        """Those of other accounts, strangers among them."""
        accounts = accounts_of(current().world, places)
        return self._narrowed(f"outside {_listed(places)}", lambda who: _account(who) not in accounts)

    def named(self, *names: str) -> Self:
        """Roles and users of these names; each name must be somebody's."""
        for name in names:
            if not any(_name(who) == name for who in self.callers):
                unknown("role or user", name, filter(None, map(_name, self.callers)))
        return self._narrowed(f"named {_listed(names)}", lambda who: _name(who) in names)

    def but(self, *names: str) -> Self:
        """All except roles and users of these names (`name` or `account/name`); each must be somebody's."""
        world = current().world
        for name in names:
            if not any(name in _names(world, who) for who in self.callers):
                unknown("role or user", name, (n for who in self.callers for n in _names(world, who)))
        return self._narrowed(f"but {_listed(names)}", lambda who: not set(names) & set(_names(world, who)))

    @property
    def roles_and_users(self) -> Self:
        """Without root users, strangers and the anonymous."""
        return self._narrowed("(roles and users)", lambda who: _name(who) is not None)

    def _narrowed(self, how: str, keep: Callable[[str | None], bool]) -> Self:
        kept = tuple(who for who in self.callers if keep(who))
        if not kept:
            raise Misread(f"{self.said} {how}: that is no one at all.", "A check of no one says nothing.")
        narrowed = replace(self, said=f"{self.said} {how}", callers=kept)
        asked = current()
        asked.heard_of(self)
        asked.subjects.append(narrowed)
        return narrowed


def session(caller: Caller) -> str:
    """The principal that a caller's requests carry: for a role, a session of it."""
    if ":role/" not in caller.arn:
        return caller.arn
    return f"arn:aws:sts::{caller.account}:assumed-role/{caller.name}/check"


def as_principal(world: Snapshot, name: str) -> str | None:
    """The principal of a name as `role(...)` takes it."""
    return session(caller_of(world, name))


def caller_of(world: Snapshot, name: str, kind: str = "role or user") -> Caller:
    """The caller of an ARN or `account/name`; refuses other names with the nearest."""
    if name in world.callers:
        return world.callers[name]
    known = {
        f"{world.accounts[c.account].name}/{c.name}": c
        for c in world.callers.values()
        if c.account in world.accounts and c.account != external_account.ACCOUNT
    }
    wanted = {"role": ":role/", "user": ":user/"}.get(kind, ":")
    fitting = {text: caller for text, caller in known.items() if wanted in caller.arn}
    return fitting[name] if name in fitting else unknown(kind, name, fitting)


def account_of(world: Snapshot, name: str) -> Account:
    """The account of a name or id; `management` is whatever the management account is called."""
    for account in world.accounts.values():
        if name in (account.name, account.id) or (name == "management" and account.management):
            return account
    return unknown("account", name, (account.name for account in world.accounts.values()))


def accounts_of(world: Snapshot, places: Iterable[str]) -> frozenset[str]:
    """Ids of the accounts that are these, or lie in these units."""
    found: set[str] = set()
    for place in places:
        units = {node.id for node in world.nodes.values() if node.name == place and node.id not in world.accounts}
        inside = {a.id for a in world.accounts.values() if units & {node.id for node in world.path(a.id)}}
        if units and not inside:
            raise Misread(f"there is no account in unit {place!r}.", "A check of no one says nothing.")
        found |= inside or {account_of(world, place).id}
    return frozenset(found)


def crowd(word: Literal["nobody", "everybody"]) -> Crowd:
    """All callers of the world; nobody takes in strangers and the anonymous too."""
    world = current().world
    people = [
        c for c in world.callers.values() if "/aws-service-role/" not in c.arn and c.account != external_account.ACCOUNT
    ]
    roots = [f"arn:aws:iam::{account}:root" for account in world.accounts if account != external_account.ACCOUNT]
    outside = (external_account.ARN, None) if word == "nobody" else ()
    return Crowd(word, (*map(session, people), *roots, *outside), word)


def _texts(given: Texts) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(texts)


def _account(who: str | None) -> str | None:
    return Principal.parse(who).account


def _name(who: str | None) -> str | None:
    known = Principal.parse(who)
    own = known.type in (PrincipalType.ROLE, PrincipalType.USER) and known.account != external_account.ACCOUNT
    return known.name if own else None


def _names(world: Snapshot, who: str | None) -> tuple[str, ...]:
    name, account = _name(who), world.accounts.get(_account(who) or "")
    if name is None:
        return ()
    return (name, f"{account.name}/{name}") if account else (name,)

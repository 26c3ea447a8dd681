"""The words that sentences begin with, and short names for what they are about."""

from __future__ import annotations

import re
from typing import Literal

from sandbox.access import external_account
from sandbox.access.errors import Misread, unknown
from sandbox.iam.snapshot import Resource
from sandbox.policytest.assertion import Sentence
from sandbox.policytest.principals import Crowd, Subject, Texts, account_of, accounts_of, caller_of, crowd, session
from sandbox.policytest.session import current

_SERVICE = re.compile(r"[a-z0-9.-]+\.amazonaws\.com")

any_resource = "*"
"""The resource of actions that have none."""


def role(name: str) -> Subject:
    """The role of `account/name`, or of an ARN, at work: a session of it."""
    return _named(Subject(f"role {name}", (session(caller_of(current().world, name, "role")),)))


def user(name: str) -> Subject:
    """The user of `account/name`, or of an ARN."""
    return _named(Subject(f"user {name}", (session(caller_of(current().world, name, "user")),)))


def root(account: str) -> Subject:
    """The root user of an account."""
    return _named(Subject(f"root of {account}", (f"arn:aws:iam::{account_of(current().world, account).id}:root",)))


def service(name: str) -> Subject:
    """An AWS service that acts by itself, by its host name."""
    if not _SERVICE.fullmatch(name):
        raise Misread(f"{name!r} is no service.", "Write it as cloudtrail.amazonaws.com.")
    return _named(Subject(f"service {name}", (name,)))


def stranger() -> Subject:
    """Somebody of another organization, whose own account lets them do everything."""
    return _named(Subject("a stranger", (external_account.ARN,)))


def anonymous() -> Subject:
    """A request without credentials."""
    return _named(Subject("the anonymous", (None,)))


class Everyone:
    """All callers of the world, whichever it is when the sentence is spoken."""

    def __init__(self, word: Literal["nobody", "everybody"]) -> None:
        self._word = word

    def can(self, action: Texts, resource: Texts | None = None) -> Sentence:
        """Say it of all of them."""
        return self._crowd().can(action, resource)

    def cannot(self, action: Texts, resource: Texts | None = None) -> Sentence:
        """Say it of all of them."""
        return self._crowd().cannot(action, resource)

    def inside(self, *places: str) -> Crowd:
        """Those of these accounts or units."""
        return self._crowd().inside(*places)

    def outside(self, *places: str) -> Crowd:
        """Those of other accounts, strangers among them."""
        return self._crowd().outside(*places)

    def named(self, *names: str) -> Crowd:
        """Roles and users of these names."""
        return self._crowd().named(*names)

    def but(self, *names: str) -> Crowd:
        """All except these roles and users."""
        return self._crowd().but(*names)

    def _crowd(self) -> Crowd:
        return crowd(self._word)


everybody = Everyone("everybody")
"""Every role and user of the world, and each account's root user."""

nobody = Everyone("nobody")
"""The same and, beside them, a stranger and the anonymous."""


def accounts(place: str | None = None) -> tuple[str, ...]:
    """Names of the accounts of a unit; without one, of all member accounts."""
    world = current().world
    members = [a for a in world.accounts.values() if not a.management and a.id != external_account.ACCOUNT]
    wanted = accounts_of(world, (place,)) if place else {account.id for account in members}
    names = tuple(account.name for account in members if account.id in wanted)
    if not names:
        raise Misread("there is no member account.", "A check of no one says nothing.")
    return names


def endpoints() -> tuple[str, ...]:
    """Ids of the VPC endpoints that have a policy."""
    if not current().world.endpoints:
        raise Misread("there is no VPC endpoint with a policy.", "A check of none says nothing.")
    return tuple(current().world.endpoints)


def strangers_role(name: str) -> str:
    """ARN of the role of that name in another organization, which trusts everybody; some role here has the name."""
    known = {
        arn.rpartition("/")[2]: arn
        for arn, c in current().world.callers.items()
        if c.account == external_account.ACCOUNT
    }
    return known[name] if f"role/{name}" in known.get(name, "") else unknown("role", name, known)


def account_id(name: str) -> str:
    """Id of an account, to write an ARN with."""
    return account_of(current().world, name).id


def bucket(name: str, key: str | None = None) -> str:
    """ARN of the bucket of that name, or whose name begins so; with a key, of that object in it."""
    found = _resource("bucket", "arn:aws:s3:::", name)
    return found.arn if key is None else f"{found.arn}/{key}"


def key(account: str) -> str:
    """ARN of the one KMS key of an account."""
    owner = account_of(current().world, account)
    found = [
        r.arn for r in current().world.resources.values() if r.account == owner.id and r.arn.startswith("arn:aws:kms:")
    ]
    if len(found) != 1:
        raise Misread(f"{account} has {len(found)} KMS keys.", "Write the ARN instead.")
    return found[0]


def _resource(kind: str, prefix: str, name: str) -> Resource:
    known = {arn.removeprefix(prefix): r for arn, r in current().world.resources.items() if arn.startswith(prefix)}
    fitting = [text for text in known if text == name] or [text for text in known if text.startswith(name)]
    return known[fitting[0]] if len(fitting) == 1 else unknown(kind, name, known)


def _named(subject: Subject) -> Subject:
    current().subjects.append(subject)
    return subject

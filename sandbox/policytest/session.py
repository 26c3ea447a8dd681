"""The world that sentences are spoken about, and the sentences that were spoken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from sandbox.access.errors import NoWorld
from sandbox.access.external_account import with_stranger
from sandbox.access.query import Outcome
from sandbox.iam import Evaluator, Origin, Snapshot


class Named(Protocol):
    """Somebody of whom something may be said."""

    @property
    def said(self) -> str:
        """The words that name them."""


class Spoken(Protocol):
    """A sentence, as far as it is heard and told."""

    @property
    def said(self) -> str:
        """Its words."""

    @property
    def callers(self) -> tuple[str | None, ...]:
        """All whom it is about."""

    @property
    def place(self) -> Origin | None:
        """The line that spoke."""

    @property
    def asking(self) -> Asking:
        """The check that it was spoken in."""

    def judge(self) -> Outcome:
        """Is it true?"""


class Asking:
    """One check under way; the world is read when the first sentence needs it."""

    def __init__(self, evaluator: Callable[[], Evaluator]) -> None:
        self._evaluator = evaluator
        self.sentences: list[Spoken] = []
        self.subjects: list[Named] = []
        """Those named of which nothing has been said."""
        self.looked = False
        """Whether the world was asked for at all."""

    def heard_of(self, subject: Named) -> None:
        """Something is said of somebody who was named."""
        self.subjects = [named for named in self.subjects if named is not subject]

    @property
    def evaluator(self) -> Evaluator:
        """Answers for the world, which one stranger lives beside."""
        self.looked = True
        return self._evaluator()

    @property
    def world(self) -> Snapshot:
        """The world itself."""
        return self.evaluator.world


_CURRENT: ContextVar[Asking] = ContextVar("asking")


def current() -> Asking:
    """The check under way; raises NoWorld."""
    try:
        return _CURRENT.get()
    except LookupError:
        raise NoWorld from None


@contextmanager
def asking(world: Snapshot | Callable[[], Evaluator]) -> Iterator[Asking]:
    """Within this, sentences are about that world."""
    if isinstance(world, Snapshot):
        evaluator = evaluator_of(world)
        begun = Asking(lambda: evaluator)
    else:
        begun = Asking(world)
    token = _CURRENT.set(begun)
    try:
        yield begun
    finally:
        _CURRENT.reset(token)


def evaluator_of(world: Snapshot) -> Evaluator:
    """An evaluator that all checks of one world may share."""
    return Evaluator(with_stranger(world))

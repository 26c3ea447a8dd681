"""The assertion session: the assertions of one policy test, and the snapshot that they are evaluated on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sandbox.access.external_account import with_external_account
from sandbox.iam import Evaluator, Snapshot
from sandbox.policytest.assertion import Assertion
from sandbox.policytest.errors import NoNetwork, NoSession
from sandbox.reach import Analyzer
from sandbox.reach.model import Network


class AssertionSession:
    """The assertions and subjects of one policy test.

    Args:
        evaluator: Returns the evaluator; it is called when the test first needs the snapshot's policies.
        analyzer: Returns the analyzer; it is called when the test first needs the snapshot's network.

    """

    def __init__(self, evaluator: Callable[[], Evaluator], analyzer: Callable[[], Analyzer] | None = None) -> None:
        self._evaluator = evaluator
        self._analyzer = analyzer
        self._assertions: list[Assertion] = []
        self._unused_subjects: dict[int, str] = {}
        self._subjects = 0
        self._snapshot_used = False

    @property
    def evaluator(self) -> Evaluator:
        """The evaluator of the snapshot, to which the external account is added."""
        self._snapshot_used = True
        return self._evaluator()

    @property
    def analyzer(self) -> Analyzer:
        """The analyzer of the snapshot's network.

        Raises:
            NoNetwork: The session has no network.

        """
        self._snapshot_used = True
        if self._analyzer is None:
            raise NoNetwork
        return self._analyzer()

    @property
    def network(self) -> Network:
        """The snapshot's network."""
        return self.analyzer.network

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot."""
        return self.evaluator.snapshot

    @property
    def snapshot_used(self) -> bool:
        """Whether the test has used the snapshot at all."""
        return self._snapshot_used

    @property
    def assertions(self) -> tuple[Assertion, ...]:
        """The assertions, in their order."""
        return tuple(self._assertions)

    @property
    def unused_subjects(self) -> tuple[str, ...]:
        """Descriptions of the subjects that nothing is asserted about."""
        return tuple(self._unused_subjects.values())

    def add_subject(self, description: str) -> int:
        """Register a subject; returns its number."""
        self._subjects += 1
        self._unused_subjects[self._subjects] = description
        return self._subjects

    def use_subject(self, number: int) -> None:
        """Note that something is asserted about a subject."""
        self._unused_subjects.pop(number, None)

    def add_assertion(self, assertion: Assertion) -> int:
        """Record an assertion; returns its number."""
        self._assertions.append(assertion)
        return len(self._assertions) - 1

    def replace_assertion(self, number: int, assertion: Assertion) -> None:
        """Replace a recorded assertion by one that requires more."""
        self._assertions[number] = assertion


_CURRENT: ContextVar[AssertionSession] = ContextVar("assertion_session")


def current_session() -> AssertionSession:
    """Return the session of the policy test that runs.

    Raises:
        NoSession: No policy test runs.

    """
    try:
        return _CURRENT.get()
    except LookupError:
        raise NoSession from None


@contextmanager
def policy_session(
    snapshot: Snapshot | Callable[[], Evaluator], network: Network | Callable[[], Analyzer] | None = None
) -> Iterator[AssertionSession]:
    """Record the assertions that are made within the `with` block.

    Args:
        snapshot: The snapshot that they are about, or a function that returns a `policy_evaluator`.
        network: The network that they are about, or a function that returns its analyzer; None for no network.

    Example:
        >>> with policy_session(snapshot):
        ...     assert role("mobile/reader").can("s3:GetObject")

    """
    session = AssertionSession(_constant_evaluator(snapshot), _constant_analyzer(network))
    token = _CURRENT.set(session)
    try:
        yield session
    finally:
        _CURRENT.reset(token)


def _constant_evaluator(snapshot: Snapshot | Callable[[], Evaluator]) -> Callable[[], Evaluator]:
    if not isinstance(snapshot, Snapshot):
        return snapshot
    evaluator = policy_evaluator(snapshot)
    return lambda: evaluator


def _constant_analyzer(network: Network | Callable[[], Analyzer] | None) -> Callable[[], Analyzer] | None:
    if not isinstance(network, Network):
        return network
    analyzer = Analyzer(network)
    return lambda: analyzer


def policy_evaluator(snapshot: Snapshot) -> Evaluator:
    """Return an evaluator of the snapshot with the external account; all policy tests of a snapshot may share it."""
    return Evaluator(with_external_account(snapshot))

"""The pytest plugin: `--snapshot plan | live | DIR | FILE` names the snapshot; failures show what to change.

The assertions of a test (`from sandbox.policytest import role`) are evaluated when it ends, all of them. Tests in the
folders of the ini option `policy_tests` fail when they assert nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import asdict
from pathlib import Path

import pytest

from sandbox import project
from sandbox.access.errors import AccessError
from sandbox.errors import SandboxError
from sandbox.iam import Evaluator, Origin, Snapshot
from sandbox.policytest.errors import PolicyTestError
from sandbox.policytest.evaluate import PolicyTestResult, evaluate
from sandbox.policytest.session import AssertionSession, policy_evaluator, policy_session
from sandbox.reach import Analyzer
from sandbox.reach.errors import ReachError
from sandbox.reach.model import Network
from sandbox.report import sarif

_EVALUATOR = pytest.StashKey[Evaluator | SandboxError]()
_ANALYZER = pytest.StashKey[Analyzer | SandboxError]()
_RESULT = pytest.StashKey[PolicyTestResult]()
_FOLDERS = pytest.StashKey[tuple[Path, ...]]()
_REPORTED = "policy_results"
"""Attribute of a report that holds the results as plain values: the report may come from another process."""
_HERE = Path(__file__).parent


class PolicyTestFailed(AssertionError):
    """Assertions that do not hold, with the whole text of them."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("causeway", "policy tests")
    group.addoption(
        "--snapshot",
        default="plan",
        metavar="plan|live|DIR|FILE",
        help="what policy tests evaluate: the program's plan (default), the sandbox, exported files, a plan's file",
    )
    group.addoption("--fresh", action="store_true", help="run a new preview instead of using the cached plan")
    group.addoption("--sarif", default=None, metavar="FILE", help="write failed policy tests as SARIF 2.1.0")
    parser.addini("policy_tests", "folders whose tests are policy tests", type="paths", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Write SARIF where it is wanted: in the process that receives the reports of all tests."""
    file = config.getoption("--sarif")
    if file and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Log(Path(file), config.rootpath), "causeway-sarif")


@pytest.fixture(scope="session")
def snapshot(pytestconfig: pytest.Config) -> Snapshot:
    """Return the snapshot of `--snapshot`, read a single time for all tests."""
    return _evaluator(pytestconfig).snapshot


@pytest.fixture(scope="session")
def network(pytestconfig: pytest.Config) -> Network:
    """Return the network of `--snapshot`, read a single time for all tests."""
    return _analyzer(pytestconfig).network


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Record the test's assertions and evaluate them when it ends, whether or not one failed before."""
    config = pyfuncitem.config
    with policy_session(lambda: _evaluator(config), lambda: _analyzer(config)) as session:
        try:
            result = yield
        except AssertionError:
            _evaluate(pyfuncitem, session)
            raise
        _evaluate(pyfuncitem, session)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the text of a failure, or the line that cannot be evaluated, instead of this package's frames."""
    report = yield
    if not isinstance(item, pytest.Function) or call.excinfo is None:
        return report
    error, title = call.excinfo.value, item.function.__doc__
    found: list[sarif.Result] = []
    if isinstance(error, PolicyTestFailed):
        report.longrepr = str(error)
        result = item.stash[_RESULT]
        found = list(sarif.results(item.nodeid, title, result.vacuous, result.failures))
    elif isinstance(error, AccessError | PolicyTestError | ReachError) or _is_unread(item.config, error):
        place, text = _asserting_line(item, call.excinfo)
        report.longrepr = f"{error}\n  asserted at {place}: {text}"
        found = [sarif.not_evaluated(item.nodeid, title, str(error), place)]
    vars(report)[_REPORTED] = [asdict(result) for result in found]
    return report


class _Log:
    """The results of all reports, those of other processes among them."""

    def __init__(self, file: Path, root: Path) -> None:
        self._file, self._root = file, root
        self._results: list[sarif.Result] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what failed."""
        self._results += [sarif.Result.of(raw) for raw in vars(report).get(_REPORTED, ())]

    def pytest_sessionfinish(self) -> None:
        """Write the log; one without results means that every test passed."""
        try:
            sarif.write(self._file, self._results, self._root)
        except OSError as error:
            pytest.exit(f"--sarif {self._file} cannot be written: {error.strerror}", pytest.ExitCode.USAGE_ERROR)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what affects access and was not read; nothing where the tests ran in other processes."""
    evaluator, analyzer = config.stash.get(_EVALUATOR, None), config.stash.get(_ANALYZER, None)
    notes = [
        *(evaluator.snapshot.notes if isinstance(evaluator, Evaluator) else ()),
        *(analyzer.network.notes if isinstance(analyzer, Analyzer) else ()),
    ]
    if notes:
        terminalreporter.section("not read")
        for note in dict.fromkeys(notes):
            terminalreporter.line(note)


def _evaluator(config: pytest.Config) -> Evaluator:
    def read() -> Evaluator:
        from sandbox.snapshot import load  # noqa: PLC0415 - most runs of pytest use no snapshot

        return policy_evaluator(load(config.getoption("--snapshot"), fresh=config.getoption("--fresh")))

    return _cached(config, _EVALUATOR, read)


def _analyzer(config: pytest.Config) -> Analyzer:
    def read() -> Analyzer:
        from sandbox.snapshot import network  # noqa: PLC0415 - most runs of pytest use no network

        return Analyzer(network.load(config.getoption("--snapshot"), fresh=config.getoption("--fresh")))

    return _cached(config, _ANALYZER, read)


def _cached[T](config: pytest.Config, key: pytest.StashKey[T | SandboxError], read: Callable[[], T]) -> T:
    """Return what is read when the first test needs it; after an error, each test fails with it."""
    if key not in config.stash:
        try:
            config.stash[key] = read()
        except SandboxError as error:
            config.stash[key] = error
    found = config.stash[key]
    if isinstance(found, SandboxError):
        raise found.with_traceback(None)
    return found


def _is_unread(config: pytest.Config, error: BaseException) -> bool:
    """Return whether the error is that the snapshot or its network could not be read."""
    return error is config.stash.get(_EVALUATOR, None) or error is config.stash.get(_ANALYZER, None)


def _asserting_line(item: pytest.Function, excinfo: pytest.ExceptionInfo[BaseException]) -> tuple[Origin, str]:
    """Return the line outside this package that made the assertion, and its text; before the test began, its own."""
    entries = list(excinfo.traceback)
    begun = next((n for n, entry in enumerate(entries) if Path(entry.path) == item.path), None)
    if begun is None:
        file, line, _ = item.location
        return Origin(file, (line or 0) + 1), item.name
    within = (n for n, entry in enumerate(entries) if n > begun and Path(entry.path).is_relative_to(_HERE))
    entry = entries[next(within, len(entries)) - 1]
    path, root = Path(entry.path), item.config.rootpath
    inside = path.relative_to(root) if path.is_relative_to(root) else path
    return Origin(str(inside), entry.lineno + 1), str(entry.statement).strip()


def _folders(config: pytest.Config) -> tuple[Path, ...]:
    """Return the folders of policy tests: the ini option's, by default those of the project."""
    if _FOLDERS not in config.stash:
        given = tuple(Path(folder) for folder in config.getini("policy_tests"))
        config.stash[_FOLDERS] = given or project.find(config.rootpath).policy_tests
    return config.stash[_FOLDERS]


def _evaluate(item: pytest.Function, session: AssertionSession) -> None:
    result = evaluate(session, policy_test=any(item.path.is_relative_to(folder) for folder in _folders(item.config)))
    if not session.snapshot_used and result.passed:
        return
    item.user_properties += [("assertions", result.assertions), ("requests evaluated", result.evaluated)]
    for failure in result.failures:
        item.user_properties.append(("line of the program", str(failure.where or failure.asserted_at)))
    item.stash[_RESULT] = result
    if not result.passed:
        raise PolicyTestFailed(result.text)

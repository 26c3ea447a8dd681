"""The pytest plugin: `--world plan | live | DIR | FILE` gives tests a world; failures show what to change.

A test speaks sentences (`from sandbox.policytest import role`); they are judged when it ends, all of them. Tests in the
folders of the ini option `policy_tests` fail when they say nothing.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import asdict
from pathlib import Path

import pytest

from sandbox.access.errors import CheckError
from sandbox.errors import SandboxError
from sandbox.iam import Evaluator, Origin, Snapshot
from sandbox.policytest.evaluate import Judgement, judge
from sandbox.policytest.session import Asking, asking, evaluator_of
from sandbox.report import sarif

_EVALUATOR = pytest.StashKey[Evaluator | SandboxError]()
_JUDGEMENT = pytest.StashKey[Judgement]()
_REPORTED = "policy_results"
"""What a report carries, as plain values: it may come from another process."""
_HERE = Path(__file__).parent


class PolicyTestFailed(AssertionError):
    """Sentences that are not true; its text is the whole account."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("causeway", "policy tests")
    group.addoption(
        "--world",
        default="plan",
        metavar="plan|live|DIR|FILE",
        help="what policy tests ask: the plan (default; a preview makes it), the live sandbox, exported files, a plan",
    )
    group.addoption("--fresh", action="store_true", help="plan anew, whatever plan is kept")
    group.addoption("--sarif", default=None, metavar="FILE", help="write failed policy tests as SARIF 2.1.0")
    parser.addini("policy_tests", "folders whose tests are policy tests", type="paths", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Keep a log where one is asked for: in the process that hears of all tests."""
    file = config.getoption("--sarif")
    if file and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Log(Path(file), config.rootpath), "causeway-sarif")


@pytest.fixture(scope="session")
def world(pytestconfig: pytest.Config) -> Snapshot:
    """The world of `--world`, read once a session."""
    return _evaluator(pytestconfig).world


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Hear what the test says, and judge it when it is through; a sentence may be asserted too."""
    with asking(lambda: _evaluator(pyfuncitem.config)) as asked:
        try:
            result = yield
        except AssertionError:
            _judge(pyfuncitem, asked)
            raise
        _judge(pyfuncitem, asked)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the account of a failure, or the line that cannot be answered, instead of this room's frames."""
    report = yield
    if not isinstance(item, pytest.Function) or call.excinfo is None:
        return report
    error, title = call.excinfo.value, item.function.__doc__
    found: list[sarif.Result] = []
    if isinstance(error, PolicyTestFailed):
        report.longrepr = str(error)
        found = list(sarif.results(item.nodeid, title, item.stash[_JUDGEMENT]))
    elif isinstance(error, CheckError) or error is item.config.stash.get(_EVALUATOR, None):
        place, text = _speaking(item, call.excinfo)
        report.longrepr = f"{error}\n  said at {place}: {text}"
        found = [sarif.unanswered(item.nodeid, title, str(error), place)]
    vars(report)[_REPORTED] = [asdict(result) for result in found]
    return report


class _Log:
    """What failed, heard report by report, so that it is whole where tests run in several processes too."""

    def __init__(self, file: Path, root: Path) -> None:
        self._file, self._root = file, root
        self._results: list[sarif.Result] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what failed."""
        self._results += [sarif.Result.of(raw) for raw in vars(report).get(_REPORTED, ())]

    def pytest_sessionfinish(self) -> None:
        """Write the log; without results it says that everything held."""
        try:
            sarif.write(self._file, self._results, self._root)
        except OSError as error:
            pytest.exit(f"--sarif {self._file} cannot be written: {error.strerror}", pytest.ExitCode.USAGE_ERROR)


def _evaluator(config: pytest.Config) -> Evaluator:
    if _EVALUATOR not in config.stash:
        from sandbox.snapshot import load  # noqa: PLC0415 - most runs of pytest ask no world

        try:
            config.stash[_EVALUATOR] = evaluator_of(
                load(config.getoption("--world"), fresh=config.getoption("--fresh"))
            )
        except SandboxError as error:
            config.stash[_EVALUATOR] = error  # each test is told, and the world is not read for each
    found = config.stash[_EVALUATOR]
    if isinstance(found, SandboxError):
        raise found.with_traceback(None)
    return found


def _speaking(item: pytest.Function, excinfo: pytest.ExceptionInfo[BaseException]) -> tuple[Origin, str]:
    """The line outside of this room that spoke: where it is, and what it says; the test's own before it began."""
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


def _judge(item: pytest.Function, asked: Asking) -> None:
    folders = [Path(folder) for folder in item.config.getini("policy_tests")]
    judgement = judge(asked, policy_test=any(item.path.is_relative_to(folder) for folder in folders))
    if not asked.looked and judgement.held:
        return
    item.user_properties += [("sentences", judgement.sentences), ("requests evaluated", judgement.evaluated)]
    for failure in judgement.failures:
        item.user_properties.append(("line of the program", str(failure.where or failure.sentence.place)))
    item.stash[_JUDGEMENT] = judgement
    if not judgement.held:
        raise PolicyTestFailed(judgement.text)

"""The pytest plugin: `--world plan | live | DIR | FILE` gives tests a world; failures show what to change.

A test speaks sentences (`from sandbox.checks import role`); they are judged when it ends, all of them. Tests in the
folders of the ini option `policy_tests` fail when they say nothing.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from sandbox.checks import sarif
from sandbox.checks.asking import Asking, asking, evaluator_of
from sandbox.checks.judging import Judgement, judge
from sandbox.iam import Evaluator, World

_EVALUATOR = pytest.StashKey[Evaluator]()
_JUDGEMENT = pytest.StashKey[Judgement]()
_RESULTS = pytest.StashKey[list[sarif.Result]]()


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
    group.addoption("--sarif", default=None, metavar="FILE", help="write failed policy tests as SARIF 2.1.0")
    parser.addini("policy_tests", "folders whose tests are policy tests", type="paths", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Begin with no results."""
    config.stash[_RESULTS] = []


@pytest.fixture(scope="session")
def world(pytestconfig: pytest.Config) -> World:
    """The world of `--world`, read once a session."""
    return _evaluator(pytestconfig).world


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Hear what the test says, and judge it when it is through."""
    with asking(lambda: _evaluator(pyfuncitem.config)) as asked:
        result = yield
        _judge(pyfuncitem, asked)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the account of a failure instead of this plugin's frames."""
    report = yield
    if call.excinfo is not None and isinstance(call.excinfo.value, PolicyTestFailed):
        report.longrepr = str(call.excinfo.value)
    del item
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the SARIF log where one is asked for."""
    file = session.config.getoption("--sarif")
    if file:
        found: list[sarif.Result] = session.config.stash[_RESULTS]
        sarif.write(Path(file), found, session.config.rootpath)


def _evaluator(config: pytest.Config) -> Evaluator:
    if _EVALUATOR not in config.stash:
        from sandbox.sources import load  # noqa: PLC0415 - most runs of pytest ask no world

        config.stash[_EVALUATOR] = evaluator_of(load(config.getoption("--world")))
    return config.stash[_EVALUATOR]


def _judge(item: pytest.Function, asked: Asking) -> None:
    folders = [Path(folder) for folder in item.config.getini("policy_tests")]
    judgement = judge(asked, policy_test=any(item.path.is_relative_to(folder) for folder in folders))
    if not asked.looked and judgement.held:
        return
    item.user_properties += [("sentences", judgement.sentences), ("requests evaluated", judgement.evaluated)]
    for failure in judgement.failures:
        item.user_properties.append(("line of the program", str(failure.where or failure.sentence.place)))
    item.config.stash[_RESULTS].extend(sarif.results(item.nodeid, item.function.__doc__, judgement))
    if not judgement.held:
        raise PolicyTestFailed(judgement.text)

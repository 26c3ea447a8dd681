"""What `can` and `cannot` return: an assertion that is recorded in its session and may be narrowed."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from sandbox.access.conditions import condition_keys
from sandbox.access.expected_denial import expected_denial
from sandbox.iam import Origin
from sandbox.policytest.assertion import AccessAssertion, Assertion
from sandbox.policytest.errors import InvalidAssertion
from sandbox.policytest.session import AssertionSession


@dataclass(frozen=True, repr=False)
class RecordedAssertion:
    """An assertion in its session. Its truth value is whether it holds, so it may be used with `assert`."""

    session: AssertionSession
    number: int

    @property
    def assertion(self) -> Assertion:
        """The assertion as it is now."""
        return self.session.assertions[self.number]

    def when(self, **conditions: object) -> Self:
        """Require it of requests with these condition keys.

        Args:
            **conditions: Short names (`mfa`, `region`, `source_ip`, `source_vpc`, `source_vpce`, `source_account`,
                `source_arn`, `secure_transport`, `boundary`, `passed_to`, `external_id`, `tags`, `principal_tags`,
                `resource_tags`) and `keys` with a mapping of any condition keys. None means that the request lacks
                the key, as it lacks all keys that are not given.

        Raises:
            UnknownName: A short name does not exist.
            InvalidAssertion: No condition is given, or the assertion takes none.

        Example:
            >>> role("mobile/reader").cannot("s3:GetObject").when(secure_transport=False)

        """
        assertion = self._access("when", "It searches all conditions itself: leave `when` out.")
        if not conditions:
            raise InvalidAssertion(
                f"`{assertion.description}.when()` names no condition.", "Name one, or leave it out."
            )
        given = ", ".join(f"{name}={value!r}" for name, value in conditions.items())
        context = {**assertion.context, **condition_keys(conditions)}
        return self._replaced(assertion, description=f"{assertion.description} when {given}", context=context)

    def because_of(self, *policies: str) -> Self:
        """Require that each of these policies or statements denies the requests on its own.

        Args:
            *policies: `policy`, or a statement as `policy/Sid`. An Allow that is named denies by not granting.

        Raises:
            UnknownName: A name is misspelt, that is, similar to one that exists. A name that is similar to none is
                taken for a policy that was removed: the assertion then fails.
            InvalidAssertion: No policy is named, or the assertion does not require a denial.

        Example:
            >>> role("mobile/deployer").cannot("iam:DeleteRole").because_of("boundary/DenyBaselineRoleChanges")

        """
        assertion = self._access("because_of", "Write `because_of` after `cannot`.")
        if assertion.allowed:
            raise InvalidAssertion(
                f"`{assertion.description}` requires no denial.", "Write `because_of` after `cannot`."
            )
        if not policies:
            raise InvalidAssertion(
                f"`{assertion.description}.because_of()` names no policy.",
                "Name a policy, or a statement: `policy/Sid`.",
            )
        expected = tuple(expected_denial(self.session.snapshot, text) for text in policies)
        return self._replaced(
            assertion,
            description=f"{assertion.description} because of {', '.join(policies)}",
            expected_denials=(*assertion.expected_denials, *expected),
        )

    def _access(self, method: str, hint: str) -> AccessAssertion:
        assertion = self.assertion
        if not isinstance(assertion, AccessAssertion):
            raise InvalidAssertion(f"`{assertion.description}` takes no `{method}`.", hint)
        return assertion

    def _replaced(self, assertion: AccessAssertion, **changes: Any) -> Self:
        self.session.replace_assertion(self.number, replace(assertion, **changes))
        return self

    def __repr__(self) -> str:
        return f"<{self.assertion.description}>"

    def __bool__(self) -> bool:
        return self.assertion.evaluate(self.session).holds


def record(session: AssertionSession, subject: int, assertion: Assertion) -> RecordedAssertion:
    """Record an assertion about a subject."""
    session.use_subject(subject)
    return RecordedAssertion(session, session.add_assertion(assertion))


def caller_location() -> Origin:
    """Return the line outside this package that called it."""
    frame = sys._getframe()  # noqa: SLF001 - what inspect does, without reading source files
    here = __file__.rpartition("/")[0]
    while frame.f_back is not None and frame.f_code.co_filename.startswith(here):
        frame = frame.f_back
    file, root = Path(frame.f_code.co_filename), Path.cwd()
    return Origin(str(file.relative_to(root) if file.is_relative_to(root) else file), frame.f_lineno)

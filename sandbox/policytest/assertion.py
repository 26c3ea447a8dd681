"""A sentence about who may do what, and whether it is true."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from sandbox.access import action_matching
from sandbox.access.conditions import context
from sandbox.access.errors import Misread, unknown
from sandbox.access.escalation import Escape
from sandbox.access.guards import Guard, guard, silence, silent_guards
from sandbox.access.query import Finding, Outcome, Question
from sandbox.iam import Decision, Evaluator, Origin, Principal, decide
from sandbox.iam.actions import facts
from sandbox.policytest.session import Asking, Named, current


@dataclass(frozen=True, repr=False)
class Sentence:
    """What was said, of whom, and where."""

    said: str
    callers: tuple[str | None, ...]
    allowed: bool
    actions: tuple[str, ...] = ()
    resources: tuple[str, ...] | None = None
    circumstances: Mapping[str, object] = field(default_factory=dict)
    guards: tuple[Guard, ...] = ()
    escape: bool = False
    spared: tuple[str, ...] = ()
    place: Origin | None = None
    asking: Asking = field(kw_only=True, compare=False, repr=False)

    @classmethod
    def spoken(
        cls,
        subject: Named,
        callers: tuple[str | None, ...],
        said: str,
        *,
        allowed: bool,
        actions: tuple[str, ...] = (),
        resources: tuple[str, ...] | None = None,
        escape: bool = False,
        spared: tuple[str, ...] = (),
    ) -> Sentence:
        """Say something of a subject, and be remembered for it."""
        asked = current()
        known = tuple(name for action in actions for name in action_matching.spelled(action))
        if any(facts(name).assumes_role for name in known):
            _there(asked, resources or ())
        made = cls(said, callers, allowed, known, resources, {}, (), escape, spared, _place(), asking=asked)
        asked.heard_of(subject)
        asked.sentences.append(made)
        return made

    def when(self, **words: object) -> Self:
        """Under these circumstances: see `circumstances.WORDS`, and `keys={...}` for any condition key."""
        if self.escape:
            raise Misread(f"`{self.said}` looks at all circumstances itself.", "Leave `when` out.")
        if not words:
            raise Misread(f"`{self.said}.when()` says no circumstance.", "Say one, or leave `when` out.")
        given = ", ".join(f"{word}={value!r}" for word, value in words.items())
        return self._become(said=f"{self.said} when {given}", circumstances={**self.circumstances, **context(words)})

    def because_of(self, *guards: str) -> Self:
        """Each of these, a `policy` or a statement `policy/Sid`, denies it on its own; one that is gone is a failure.

        A name that is misspelt, as one that comes near to it shows, is an error; any other that is not there is gone.
        """
        if self.allowed or self.escape:
            raise Misread(f"`{self.said}` is nothing that a policy denies.", "Say `because_of` after `cannot`.")
        if not guards:
            raise Misread(f"`{self.said}.because_of()` names no guard.", "Name a policy, or a statement: `policy/Sid`.")
        named = tuple(guard(self.asking.world, text) for text in guards)
        return self._become(said=f"{self.said} because of {', '.join(guards)}", guards=(*self.guards, *named))

    def judge(self) -> Outcome:
        """Is it true?"""
        evaluator = self.asking.evaluator
        if self.escape:
            searches = [Escape(evaluator, caller, self.spared) for caller in self.callers]
            found = tuple(finding for search in searches for finding in search.findings())
            return Outcome(sum(search.evaluated for search in searches), found)
        evaluated = 0
        findings: list[Finding] = []
        for caller in self.callers:
            for action in self.actions:
                questions = tuple(self._questions(evaluator, caller, action))
                evaluated += len(questions)
                findings += self._wrong(evaluator, questions)
        return Outcome(evaluated, tuple(findings))

    def _wrong(self, evaluator: Evaluator, questions: tuple[Question, ...]) -> Iterator[Finding]:
        """One witness at most: the first is enough."""
        for question in questions:
            request, layers = question.put(evaluator)
            decision = decide(request, layers).decision
            if self.allowed and decision is Decision.ALLOW:
                return
            if self.allowed:
                continue
            if decision in (Decision.ALLOW, Decision.NOT_EVALUABLE):
                said = "it is allowed" if decision is Decision.ALLOW else "nobody can tell"
                yield self._unrefused(evaluator, question, said)
                return
            for silent in silent_guards(request, layers, self.guards):
                ledger = question.explain(evaluator)
                yield Finding(question, ledger, silence(evaluator.world, ledger, silent), silent)
                return
        if self.allowed and questions:
            yield Finding(questions[0], questions[0].explain(evaluator), "it is refused")

    def _unrefused(self, evaluator: Evaluator, question: Question, said: str) -> Finding:
        """One that goes through; a guard that was to refuse it says why it did not."""
        ledger = question.explain(evaluator)
        silent = next(silent_guards(*question.put(evaluator), self.guards), None)
        because = f"{said}, for {silence(evaluator.world, ledger, silent)}" if silent else said
        return Finding(question, ledger, because, silent)

    def _questions(self, evaluator: Evaluator, caller: str | None, action: str) -> Iterator[Question]:
        account = Principal.parse(caller).account
        places = self.resources or action_matching.places(evaluator.world, account, action)
        for resource in places:
            yield Question(caller, action, resource, self.circumstances)

    def _become(self, **changes: object) -> Self:
        spoken = self.asking.sentences
        changed: Self = replace(self, **changes)  # type: ignore[arg-type]  # names of its own fields
        spoken[next(n for n, sentence in enumerate(spoken) if sentence is self)] = changed
        return changed

    def __repr__(self) -> str:
        return f"<{self.said}>"

    def __bool__(self) -> bool:
        """So that `assert role(...).cannot(...)` means what it says."""
        return self.judge().held


def _there(asked: Asking, roles: tuple[str, ...]) -> None:
    """Who may become a role, its trust says: of one that is not there nothing can be said, so nothing passes."""
    for arn in roles:
        if arn not in asked.world.callers:
            unknown("role", arn, (known for known in asked.world.callers if ":role/" in known))


def _place() -> Origin:
    """The line outside of this folder that spoke."""
    frame = sys._getframe()  # noqa: SLF001 - what inspect does, without reading source files
    here = __file__.rpartition("/")[0]
    while frame.f_back is not None and frame.f_code.co_filename.startswith(here):
        frame = frame.f_back
    file, root = Path(frame.f_code.co_filename), Path.cwd()
    return Origin(str(file.relative_to(root) if file.is_relative_to(root) else file), frame.f_lineno)

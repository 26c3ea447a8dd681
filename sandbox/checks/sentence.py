"""A sentence about who may do what, and whether it is true."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sandbox.checks import vocabulary
from sandbox.checks.asking import Asking, current
from sandbox.checks.circumstances import context
from sandbox.checks.errors import Misread
from sandbox.checks.escape import Escape
from sandbox.checks.guards import silent_guards
from sandbox.checks.question import Finding, Outcome, Question
from sandbox.iam import Decision, Evaluator, Origin, Principal, decide

if TYPE_CHECKING:  # a subject speaks sentences
    from sandbox.checks.subject import Subject


@dataclass(frozen=True)
class Sentence:
    """What was said, of whom, and where."""

    said: str
    callers: tuple[str | None, ...]
    allowed: bool
    actions: tuple[str, ...] = ()
    resources: tuple[str, ...] | None = None
    circumstances: Mapping[str, object] = field(default_factory=dict)
    guards: tuple[str, ...] = ()
    escape: bool = False
    spared: tuple[str, ...] = ()
    place: Origin | None = None
    asking: Asking = field(kw_only=True, compare=False, repr=False)

    @classmethod
    def spoken(
        cls,
        subject: Subject,
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
        known = tuple(name for action in actions for name in vocabulary.spelled(action))
        made = cls(said, subject.callers, allowed, known, resources, {}, (), escape, spared, _place(), asking=asked)
        asked.subjects = [named for named in asked.subjects if named is not subject]
        asked.sentences.append(made)
        return made

    def when(self, **words: object) -> Self:
        """Under these circumstances: see `circumstances.WORDS`, and `keys={...}` for any condition key."""
        if self.escape:
            raise Misread(f"`{self.said}` looks at all circumstances itself.", "Leave `when` out.")
        given = ", ".join(f"{word}={value!r}" for word, value in words.items())
        return self._become(said=f"{self.said} when {given}", circumstances={**self.circumstances, **context(words)})

    def because_of(self, *policies: str) -> Self:
        """Each of these policies, by its name, denies it on its own; one guard that is gone is then a failure."""
        if self.allowed or self.escape:
            raise Misread(f"`{self.said}` is nothing that a policy denies.", "Say `because_of` after `cannot`.")
        return self._become(said=f"{self.said} because of {', '.join(policies)}", guards=policies)

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
                yield self._finding(evaluator, question, said)
                return
            for guard in silent_guards(request, layers, self.guards):
                yield self._finding(evaluator, question, f"{guard} does not refuse it", guard)
                return
        if self.allowed and questions:
            yield self._finding(evaluator, questions[0], "it is refused")

    def _finding(self, evaluator: Evaluator, question: Question, because: str, guard: str | None = None) -> Finding:
        first = guard or (self.guards[0] if self.guards else None)
        return Finding(question, question.explain(evaluator), because, first)

    def _questions(self, evaluator: Evaluator, caller: str | None, action: str) -> Iterator[Question]:
        account = Principal.parse(caller).account
        places = self.resources or vocabulary.places(evaluator.world, account, action)
        for resource in places:
            yield Question(caller, action, resource, self.circumstances)

    def _become(self, **changes: object) -> Self:
        spoken = self.asking.sentences
        changed: Self = replace(self, **changes)  # type: ignore[arg-type]  # names of its own fields
        spoken[next(n for n, sentence in enumerate(spoken) if sentence is self)] = changed
        return changed

    def __bool__(self) -> bool:
        """So that `assert role(...).cannot(...)` means what it says."""
        return self.judge().held


def _place() -> Origin:
    """The line outside of this folder that spoke."""
    frame = sys._getframe()  # noqa: SLF001 - what inspect does, without reading source files
    here = __file__.rpartition("/")[0]
    while frame.f_back is not None and frame.f_code.co_filename.startswith(here):
        frame = frame.f_back
    file, root = Path(frame.f_code.co_filename), Path.cwd()
    return Origin(str(file.relative_to(root) if file.is_relative_to(root) else file), frame.f_lineno)

"""Classes of patterns: one text of each, with and without other wildcards."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sandbox.access.document_checks.pattern_classes import pattern_classes
from sandbox.access.glob_classes import glob_classes
from sandbox.iam.glob import matcher, parse_glob


@given(st.lists(st.text("ab", max_size=3).flatmap(lambda text: st.sampled_from([text, f"{text}*"])), max_size=5))
def test_prefixes_and_literals_have_the_classes_of_the_automaton(texts: list[str]) -> None:
    patterns = [parse_glob(text) for text in texts if text]
    tests = [matcher((pattern,)) for pattern in patterns]

    def classes(found: tuple[str, ...]) -> set[tuple[bool, ...]]:
        return {tuple(test(text) for test in tests) for text in found}

    expected = classes((*glob_classes(frozenset(patterns)).texts, "x"))
    assert classes(pattern_classes(patterns).texts) == expected


def test_a_thousand_names_are_a_class_each() -> None:
    found = pattern_classes([parse_glob(f"s3:Get{n}") for n in range(1000)])
    assert found.complete
    assert len(found.texts) == 1001


def test_a_wildcard_within_is_left_to_the_automaton() -> None:
    found = pattern_classes([parse_glob("a*c"), parse_glob("ab*")])
    assert {(text.startswith("ab"), text.startswith("a") and text.endswith("c")) for text in found.texts} == {
        (False, False),
        (True, False),
        (False, True),
        (True, True),
    }

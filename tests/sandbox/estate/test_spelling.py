from __future__ import annotations

import pytest

from sandbox.estate.spelling import closest, did_you_mean, listed


@pytest.mark.parametrize(
    ("word", "expected"),
    [("acounts", "accounts"), ("ACCOUNTS", "accounts"), ("trasnit", "transit"), ("zzz", None), ("", None)],
)
def test_the_closest_word_is_found_if_one_is_close(word: str, expected: str | None):
    assert closest(word, ["accounts", "transit", "jobs"]) == expected


def test_without_a_close_word_the_known_ones_are_listed():
    assert did_you_mean("jbos", ["jobs"], kind="the keys are") == "did you mean jobs?"
    assert did_you_mean("x", ["jobs", "dns"], kind="the keys are") == "the keys are: jobs, dns"
    assert did_you_mean("x", [], kind="the tables are") == "the tables are: none"


def test_a_long_list_is_truncated():
    assert listed(map(str, range(12))) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11"
    assert listed(map(str, range(13))) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, ..."
    assert listed([]) == "none"


def test_among_equally_close_words_the_likelier_one_is_suggested():
    regions = ["us-west-1", "us-east-1"]
    assert closest("us-est-1", regions) == "us-east-1"
    assert closest("us-est-1", regions, ["us-west-1"]) == "us-west-1"
    assert closest("us-east-1", regions, ["us-west-1"]) == "us-east-1"

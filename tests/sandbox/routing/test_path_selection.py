"""Direct Connect User Guide, "Routing policies and BGP communities"; Site-to-Site VPN User Guide, "Route priority"."""

from __future__ import annotations

import random

import pytest

from sandbox.routing.path_selection import HIGH, LOW, MEDIUM, REMOTE, local_preference, select
from sandbox.routing.routes import Path


def path(via: str, *as_path: int, preference: int = MEDIUM, med: int = 0) -> Path:
    return Path(via=via, session=via, as_path=as_path or (65010,), local_preference=preference, med=med)


@pytest.mark.parametrize(
    ("communities", "location", "rank"),
    [
        ({"7224:7300"}, "us-west-2", HIGH),
        ({"7224:7200"}, "us-west-2", MEDIUM),
        ({"7224:7100"}, "us-east-1", LOW),
        ({"7224:7100", "7224:7300"}, "us-east-1", HIGH),
        (set(), "us-east-1", MEDIUM),
        (set(), "us-west-2", REMOTE),
        ({"65000:1"}, "us-west-2", REMOTE),
        (set(), None, MEDIUM),
    ],
)
def test_a_community_sets_the_rank_and_else_the_distance_does(
    communities: set[str], location: str | None, rank: int
) -> None:
    assert local_preference(frozenset(communities), location, "us-east-1") == rank


@pytest.mark.parametrize(
    ("paths", "used"),
    [
        ([path("a", preference=HIGH), path("b", preference=LOW)], ["a"]),
        ([path("a", 65010, 65010, preference=HIGH), path("b", preference=LOW)], ["a"]),
        ([path("a", 65010, 65010), path("b")], ["b"]),
        ([path("a", med=20), path("b", med=10)], ["b"]),
        ([path("a", 65010, 65010, med=0), path("b", med=10)], ["b"]),
        ([path("a", 65010, med=20), path("b", 65020, med=10)], ["a"]),
        ([path("a"), path("b")], ["a", "b"]),
        ([path("a", 65010), path("b", 65020)], ["a"]),
        ([], []),
    ],
    ids=[
        "higher local preference",
        "local preference before AS path",
        "shorter AS path",
        "lower MED from one neighbour",
        "AS path before MED",
        "MED of different neighbours is not compared",
        "identical AS paths share the traffic",
        "different AS paths of one length do not",
        "no path",
    ],
)
def test_the_better_path_is_used(paths: list[Path], used: list[str]) -> None:
    chosen, backup = select(paths)

    assert [it.via for it in chosen] == used
    assert {it.via for it in (*chosen, *backup)} == {it.via for it in paths}


def test_without_multipath_one_path_is_used() -> None:
    chosen, backup = select([path("b"), path("a")], multipath=False)

    assert ([it.via for it in chosen], [it.via for it in backup]) == (["a"], ["b"])


def test_the_order_of_the_paths_does_not_matter() -> None:
    rng = random.Random(5)  # noqa: S311 - drawn cases, repeatable
    for _ in range(300):
        paths = [
            path(
                f"vif-{n}",
                *rng.choices((65010, 65020, 65030), k=rng.randint(1, 3)),
                preference=rng.choice((LOW, MEDIUM, HIGH)),
                med=rng.choice((0, 10, 20)),
            )
            for n in range(6)
        ]
        shuffled = rng.sample(paths, len(paths))

        assert select(paths) == select(shuffled)

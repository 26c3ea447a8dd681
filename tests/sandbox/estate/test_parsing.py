from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from sandbox.estate import EstateInvalid
from sandbox.estate.parsing import parse
from sandbox.estate.source import Position

FILE = Path("estate.yaml")


def stopped(text: str) -> tuple[int | None, int | None, str]:
    with pytest.raises(EstateInvalid) as invalid:
        parse(text, FILE)
    (problem,) = invalid.value.problems
    return problem.line, problem.column, problem.wrong


def test_scalars_are_read_as_yaml_1_2_reads_them():
    value, _, problems = parse("[yes, true, 0o17, 0x1F, 0b11, 0, -3, 1_000, 1.5, .inf, ~, 2026-01-01, '4']", FILE)
    assert value == ("yes", True, 15, 31, 3, 0, -3, 1000, 1.5, float("inf"), None, "2026-01-01", "4")
    assert not problems


@pytest.mark.parametrize(
    ("text", "decimal"), [("0145", "145"), ("017", "17"), ("-010", "-10"), ("00", "0"), ("089", "89")]
)
def test_a_number_with_a_leading_zero_is_refused_as_yaml_versions_differ(text: str, decimal: str):
    _, _, (problem,) = parse(f"vlan: {text}", FILE)
    assert (problem.line, problem.column, problem.path) == (1, 7, "vlan")
    assert problem.wrong == f"{text} starts with zero: YAML 1.1 reads it as octal, YAML 1.2 as decimal"
    assert problem.right == f'write {decimal}; or, where text is meant, "{text}"'


def test_every_key_and_value_has_its_position():
    _, source, _ = parse("accounts:\n  mobile:\n    vpc: {cidr: 10.0.0.0/16}\nlines:\n  - name: a\n", FILE)
    assert source.keys["accounts", "mobile", "vpc", "cidr"] == Position(3, 11)
    assert source.values["accounts", "mobile", "vpc", "cidr"] == Position(3, 17)
    assert source.keys["lines", 0] == source.values["lines", 0] == Position(5, 5)


def test_every_duplicate_key_is_reported_and_the_first_value_is_kept():
    value, _, problems = parse("a: 1\nb: {c: 1, c: 2}\na: 3\na: 4\n", FILE)
    assert value == {"a": 1, "b": {"c": 1}}
    assert [(each.line, each.column, each.path, each.wrong) for each in problems] == [
        (2, 11, "b.c", "duplicate key c, also on line 2"),
        (3, 1, "a", "duplicate key a, also on line 1"),
        (4, 1, "a", "duplicate key a, also on line 1"),
    ]


def test_surrogate_pairs_are_decoded_and_lone_surrogates_replaced():
    assert parse(r'["\ud83d\ude80", "\ud83d"]', FILE)[0] == ("\N{ROCKET}", "\ufffd")


def test_an_alias_is_read_as_its_anchors_value():
    value, source, _ = parse("a: &x [1]\nb: *x\n", FILE)
    assert value == {"a": (1,), "b": (1,)}
    assert source.keys["b",] == Position(2, 1)


def test_an_anchor_may_be_redefined():
    assert parse("a: &x 1\nb: *x\nc: &x 2\nd: *x\n", FILE)[0] == {"a": 1, "b": 1, "c": 2, "d": 2}


def test_an_alias_bomb_is_refused():
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert stopped("\n".join(lines))[2] == "more than 200000 parts, aliases written out"


def test_a_file_with_too_many_nodes_is_refused_while_it_is_read():
    assert stopped("a: [" + "1, " * 199_999 + "1]") == (1, 599_996, "more than 200000 parts")


@pytest.mark.parametrize("text", ["!!int abc", "!!float abc", "._", "9" * 5000, "0x" + "f" * 5000])
def test_an_invalid_number_is_refused_with_its_position(text: str):
    value, _, problems = parse(f"a:\n  b: {text}\n", FILE)
    plain = text.rpartition(" ")[2]
    assert value == {"a": {"b": plain}}
    assert [(each.line, each.path, each.wrong) for each in problems] == [(2, "a.b", f"{plain} is not a number")]


def test_a_file_that_declares_yaml_1_1_is_refused():
    assert stopped("%YAML 1.1\n---\na: yes\n")[2] == "this is YAML 1.1, in which yes is true and 017 is 15"
    assert parse("%YAML 1.2\n---\na: yes\n", FILE)[0] == {"a": "yes"}


def test_a_recursive_alias_is_refused():
    assert stopped("a: &a [1, *a]") == (1, 4, "alias *a contains itself")


def test_nesting_that_is_too_deep_is_refused():
    assert stopped("[" * 2000)[2] == "lists or mappings are nested too deeply"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: [1", 1, 4),
        ("a: b: c", 1, 5),
        ("a: 1\nb: [1,\n  2\n", 2, 4),
        ("a:\n\tb: 1", 2, 1),
        ("a: 1\n---\nb: 2", 2, 1),
        ("a: *b", 1, 4),
        ("\0", 1, 1),
    ],
)
def test_invalid_yaml_is_refused_with_its_position(text: str, line: int, column: int):
    found = stopped(text)
    assert found[:2] == (line, column)
    assert found[2].startswith("this is not YAML: ")


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n"])
def test_a_file_without_content_is_refused_or_read_as_null(text: str):
    if text == "---\n":
        assert parse(text, FILE)[0] is None
    else:
        assert stopped(text)[2] == "the file is empty"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("<<: {a: 1}", "merge keys are not supported"),
        ("1: a", "the key 1 is not text"),
        ("? [a]\n: b", "the key a list or mapping is not text"),
        ("a: !secret b", "the tag !secret is not supported"),
        ("a: !secret {b: c}", "the tag !secret is not supported"),
        (
            "a: !!python/object/apply:os.system [id]",
            "the tag tag:yaml.org,2002:python/object/apply:os.system is not supported",
        ),
        ("a: !!set {b, c}", "the tag tag:yaml.org,2002:set is not supported"),
    ],
)
def test_unsupported_yaml_features_are_refused_by_name(text: str, wrong: str):
    _, _, problems = parse(text, FILE)
    assert [each.wrong for each in problems] == [wrong]


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters(codec="ascii")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="ascii")), inner),
    max_leaves=20,
)


def frozen(value: object) -> object:
    if isinstance(value, list):
        return tuple(map(frozen, value))
    return {key: frozen(item) for key, item in value.items()} if isinstance(value, dict) else value


def every_key_is_text(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and every_key_is_text(item) for key, item in value.items())
    return not isinstance(value, list) or all(map(every_key_is_text, value))


@example({"?0": None})  # ruamel writes it without quotes, and reads it as the number 0
@given(PLAIN)
def test_yaml_is_read_as_by_ruamel(value: object):
    yaml = YAML(typ="safe", pure=True)
    stream = StringIO()
    yaml.dump(value, stream)
    try:
        read = yaml.load(stream.getvalue())
    except YAMLError:
        with pytest.raises(EstateInvalid):
            parse(stream.getvalue(), FILE)
    else:
        found, _, problems = parse(stream.getvalue(), FILE)
        if every_key_is_text(read):
            assert found == frozen(read)
        else:
            assert any(each.wrong.endswith("is not text") for each in problems)

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox import estate
from sandbox.estate import Estate, EstateInvalid

DEFAULT = Path(__file__).parents[3] / "estate.yaml"


def only(invalid: EstateInvalid) -> estate.Problem:
    (problem,) = invalid.problems
    return problem


def test_the_default_estate_is_valid():
    found = estate.load(DEFAULT)
    assert found.departments == ("common", "mobile", "admin", "personalisation", "data")
    assert len(found.accounts) + 1 == 9


def test_a_part_is_located_in_the_file(load: Callable[[str], Estate], small: str):
    found = load(small)
    lines = small.splitlines()
    for path, start in {
        "accounts.mobile.vpc.cidr": "    vpc: {cidr: 10.33.0.0/20",
        "datacentre.lines.1.interfaces.transit.vlan": "        transit: {vlan: 202",
        "endpoints.mobile/edge": "  mobile/edge:",
        "organization.units.departments.0": "    departments: [mobile]",
    }.items():
        place = found.where(path)
        assert lines[place.line - 1].startswith(start)
        assert place.file.name == "estate.yaml"


def test_a_default_is_located_at_its_parent(load: Callable[[str], Estate], small: str):
    found = load(small)
    assert found.where("accounts.security.internet") == found.where("accounts.security")
    assert found.where("accounts.absent").line == found.where("accounts").line


def test_an_estate_made_in_memory_has_no_locations(load: Callable[[str], Estate], small: str):
    found = load(small)
    with pytest.raises(LookupError, match=r"estate\.load"):
        Estate.model_validate(dict(found)).where("accounts")


def test_files_with_the_same_content_give_equal_estates(load: Callable[[str], Estate], small: str):
    assert load(small) == load(f"# a comment more\n{small}")


def test_an_estate_is_frozen(load: Callable[[str], Estate], small: str):
    with pytest.raises(ValueError, match="frozen"):
        load(small).name = "other"


def test_a_missing_file_is_one_problem_without_a_line(tmp_path: Path):
    with pytest.raises(EstateInvalid) as invalid:
        estate.load(tmp_path / "estate.yaml")
    problem = only(invalid.value)
    assert problem.line is None
    assert str(problem) == (
        f"{tmp_path}/estate.yaml: the file cannot be read: No such file or directory; name an existing estate file"
    )


def test_a_folder_is_refused(tmp_path: Path):
    with pytest.raises(EstateInvalid, match="Is a directory"):
        estate.load(tmp_path)


def test_a_file_that_is_not_utf_8_is_refused_with_the_line(tmp_path: Path):
    file = tmp_path / "estate.yaml"
    file.write_bytes(b"version: 1\nname: kiosk\xe9\n")
    with pytest.raises(EstateInvalid) as invalid:
        estate.load(file)
    assert (only(invalid.value).line, only(invalid.value).wrong) == (2, "byte 22 is not UTF-8")


def test_an_endless_file_is_refused_at_the_size_limit():
    with pytest.raises(EstateInvalid) as invalid:
        estate.load(Path("/dev/zero"))
    assert only(invalid.value).wrong == "the file has more than 4000000 bytes"


def test_a_value_with_invalid_yaml_is_one_problem(load: Callable[[str], Estate], small: str):
    with pytest.raises(EstateInvalid) as invalid:
        load(small.replace("name: kiosk\n", "name: !secret Kiosk\n", 1))
    assert only(invalid.value).wrong == "the tag !secret is not supported"


def test_a_byte_order_mark_is_ignored(tmp_path: Path, small: str):
    file = tmp_path / "estate.yaml"
    file.write_text(small, encoding="utf-8-sig")
    assert estate.load(file).name == "kiosk"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("- version: 1\n", "the file holds a list, not a mapping"),
        ("estate\n", "the file holds a single value, not a mapping"),
        ("---\n", "the file holds a single value, not a mapping"),
    ],
)
def test_a_file_that_is_not_a_mapping_is_refused(load: Callable[[str], Estate], text: str, wrong: str):
    with pytest.raises(EstateInvalid) as invalid:
        load(text)
    assert only(invalid.value).wrong == wrong


def test_problems_are_in_the_files_order_with_clickable_locations(load: Callable[[str], Estate], small: str):
    text = small.replace("table: departments", "table: department").replace("vlan: 101", "vlan: 102")
    text += "accounts: {}\n"
    with pytest.raises(EstateInvalid) as invalid:
        load(text)
    lines = [problem.line or 0 for problem in invalid.value.problems]
    assert lines == sorted(lines)
    assert len(lines) == 3
    first = invalid.value.problems[0]
    assert str(invalid.value).splitlines()[0] == (
        f"{first.file}:{first.line}:{first.column}: datacentre.lines.0.interfaces.transit.vlan: "
        "VLAN 102 is also the legacy interface's on line-east (line 24); give one of them another, 1 to 4094"
    )
    assert (first.path, first.value) == ("datacentre.lines.0.interfaces.transit.vlan", 102)


def test_a_problem_keeps_a_mapping_as_its_value(load: Callable[[str], Estate], small: str):
    with pytest.raises(EstateInvalid) as invalid:
        load(small.replace("bandwidth: 10Gbps", "bandwidth: {speed: 10}", 1))
    assert only(invalid.value).value == {"speed": 10}

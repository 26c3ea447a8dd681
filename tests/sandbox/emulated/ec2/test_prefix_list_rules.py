import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.emulated.ec2.prefix_list_rules import canonical, changed, check_size
from sandbox.emulated.errors import AwsError

ranges = st.sets(st.integers(0, 255).map(lambda octet: f"10.{octet}.0.0/16"), max_size=8)


def entries(cidrs: set[str]) -> list[dict[str, str]]:
    return [{"Cidr": cidr} for cidr in sorted(cidrs)]


@given(ranges, ranges)
def test_what_is_added_is_there_and_what_is_removed_is_not(has: set[str], add: set[str]):
    after = changed(entries(has), entries(add), [], "IPv4")
    assert {each["Cidr"] for each in after} == has | add
    back = changed(after, [], entries(add), "IPv4")
    assert {each["Cidr"] for each in back} == has - add


def test_an_entry_added_again_gets_the_new_description():
    after = changed([{"Cidr": "10.0.0.0/12"}], [{"Cidr": "10.0.0.0/12", "Description": "dc"}], [], "IPv4")
    assert after == [{"Cidr": "10.0.0.0/12", "Description": "dc"}]


def test_a_range_is_written_as_aws_writes_it():
    assert canonical({"Cidr": "10.1.2.3/12"}, "IPv4") == {"Cidr": "10.0.0.0/12"}


@pytest.mark.parametrize(("cidr", "family"), [("10.0.0.0/33", "IPv4"), ("datacentre", "IPv4"), ("10.0.0.0/8", "IPv6")])
def test_what_is_no_range_of_the_family_is_refused(cidr: str, family: str):
    with pytest.raises(AwsError, match="InvalidParameterValue"):
        canonical({"Cidr": cidr}, family)


def test_an_entry_that_is_not_there_cannot_be_removed():
    with pytest.raises(AwsError, match="InvalidPrefixListModification"):
        changed([], [], [{"Cidr": "10.0.0.0/12"}], "IPv4")


def test_a_list_may_be_full_and_not_more():
    check_size(entries({"10.0.0.0/16"}), 1)
    with pytest.raises(AwsError, match="PrefixListMaxEntriesExceeded"):
        check_size(entries({"10.0.0.0/16", "10.1.0.0/16"}), 1)

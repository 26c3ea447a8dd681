import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.emulated.ec2.prefix_list_entries import canonical, changed, check_size
from sandbox.emulated.errors import AwsError

ranges = st.sets(st.integers(0, 255).map(lambda octet: f"10.{octet}.0.0/16"), max_size=8)


def entries(cidrs: set[str]) -> list[dict[str, str]]:
    return [{"Cidr": cidr} for cidr in sorted(cidrs)]


@given(ranges, ranges)
def test_added_entries_exist_and_removed_ones_do_not(has: set[str], add: set[str]):
    after = changed(entries(has), entries(add), [], "IPv4")
    assert {each["Cidr"] for each in after} == has | add
    back = changed(after, [], entries(add), "IPv4")
    assert {each["Cidr"] for each in back} == has - add


def test_an_entry_added_again_gets_the_new_description():
    after = changed([{"Cidr": "10.0.0.0/12"}], [{"Cidr": "10.0.0.0/12", "Description": "dc"}], [], "IPv4")
    assert after == [{"Cidr": "10.0.0.0/12", "Description": "dc"}]


def test_a_range_is_normalized_as_by_aws():
    assert canonical({"Cidr": "10.1.2.3/12"}, "IPv4") == {"Cidr": "10.0.0.0/12"}


@pytest.mark.parametrize(("cidr", "family"), [("10.0.0.0/33", "IPv4"), ("datacentre", "IPv4"), ("10.0.0.0/8", "IPv6")])
def test_a_range_of_another_address_family_is_refused(cidr: str, family: str):
    with pytest.raises(AwsError, match="InvalidParameterValue"):
        canonical({"Cidr": cidr}, family)


def test_a_missing_entry_cannot_be_removed():
    with pytest.raises(AwsError, match="InvalidPrefixListModification"):
        changed([], [], [{"Cidr": "10.0.0.0/12"}], "IPv4")


def test_a_list_takes_no_more_than_its_maximum_of_entries():
    check_size(entries({"10.0.0.0/16"}), 1)
    with pytest.raises(AwsError, match="PrefixListMaxEntriesExceeded"):
        check_size(entries({"10.0.0.0/16", "10.1.0.0/16"}), 1)

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.emulated.ec2.vpn_tunnel_options import (
    CHOICES,
    RANGES,
    RESERVED,
    check_tunnel,
    check_tunnels,
    free_inside,
    free_inside_ipv6,
)
from sandbox.emulated.errors import AwsError


@pytest.mark.parametrize(
    "options",
    [
        {"TunnelInsideCidr": "169.254.10.0/30"},
        {"TunnelInsideIpv6Cidr": "fd00::4/126"},
        {"PreSharedKey": "a.good_key1"},
        {"Phase1LifetimeSeconds": 901, "Phase2LifetimeSeconds": 900},
        {"RekeyMarginTimeSeconds": 1800},
        {"Phase2LifetimeSeconds": 900, "RekeyMarginTimeSeconds": 450},
        {"DPDTimeoutAction": "restart", "StartupAction": "start", "DPDTimeoutSeconds": 30},
        {"IKEVersions": [{"Value": "ikev2"}], "Phase2DHGroupNumbers": [{"Value": 5}]},
        {"LogOptions": {"CloudWatchLogOptions": {"LogEnabled": False}}},
        {
            "LogOptions": {
                "CloudWatchLogOptions": {
                    "LogEnabled": True,
                    "LogGroupArn": "arn:aws:logs:us-east-1:111111111111:log-group:vpn",
                    "LogOutputFormat": "text",
                }
            }
        },
    ],
)
def test_options_within_awss_limits_are_accepted(options: dict[str, Any]):
    check_tunnel(options)


@pytest.mark.parametrize(
    "options",
    [
        {"TunnelInsideCidr": "169.254.10.0/29"},
        {"TunnelInsideCidr": "169.254.10.1/30"},
        {"TunnelInsideCidr": "10.0.0.0/30"},
        {"TunnelInsideCidr": "inside"},
        *({"TunnelInsideCidr": cidr} for cidr in sorted(RESERVED)),
        {"TunnelInsideIpv6Cidr": "fd00::/64"},
        {"TunnelInsideIpv6Cidr": "2001:db8::/126"},
        {"TunnelInsideIpv6Cidr": "169.254.10.0/30"},
        {"PreSharedKey": "0starts_with_0"},
        {"PreSharedKey": "short"},
        {"PreSharedKey": "x" * 65},
        {"PreSharedKey": "has a space"},
        {"Phase1LifetimeSeconds": 899},
        {"Phase1LifetimeSeconds": 28801},
        {"Phase2LifetimeSeconds": 3601},
        {"Phase1LifetimeSeconds": 3600},
        {"RekeyMarginTimeSeconds": 59},
        {"RekeyMarginTimeSeconds": 1801},
        {"RekeyFuzzPercentage": 101},
        {"ReplayWindowSize": 63},
        {"DPDTimeoutSeconds": 29},
        {"DPDTimeoutAction": "maybe"},
        {"StartupAction": "stop"},
        {"IKEVersions": [{"Value": "ikev3"}]},
        {"IKEVersions": [{}]},
        {"Phase1DHGroupNumbers": [{"Value": 5}]},
        {"Phase1EncryptionAlgorithms": [{"Value": "DES"}]},
        {"LogOptions": {"CloudWatchLogOptions": {"LogGroupArn": "vpn"}}},
        {"LogOptions": {"CloudWatchLogOptions": {"LogOutputFormat": "xml"}}},
    ],
)
def test_a_wrong_option_is_refused_without_showing_a_key(options: dict[str, Any]):
    with pytest.raises(AwsError) as refused:
        check_tunnel(options)
    assert refused.value.code == "InvalidParameterValue"
    assert options.get("PreSharedKey", "no key") not in refused.value.message


def test_an_enabled_log_needs_a_group():
    with pytest.raises(AwsError, match="MissingParameter"):
        check_tunnel({"LogOptions": {"CloudWatchLogOptions": {"BgpLogEnabled": True}}})


def test_lifetimes_are_checked_together_with_those_that_a_tunnel_keeps():
    check_tunnel({"Phase2LifetimeSeconds": 1800})
    with pytest.raises(AwsError, match="Phase2LifetimeSeconds"):
        check_tunnel({"Phase2LifetimeSeconds": 1800}, {"Phase1LifetimeSeconds": 1000})


def test_the_tunnels_of_a_connection_have_different_ranges():
    same = {"TunnelInsideCidr": "169.254.10.0/30"}
    with pytest.raises(AwsError, match="different ranges"):
        check_tunnels([same, same])
    with pytest.raises(AwsError, match="has 2"):
        check_tunnels([{}, {}, {}])


@pytest.mark.parametrize("name", sorted(set(RANGES) - {"Phase1LifetimeSeconds"}))
def test_both_ends_of_a_range_are_accepted(name: str):
    for value in (RANGES[name].start, RANGES[name].stop - 1):
        check_tunnel({name: value})


@given(st.integers(0, 65535), st.sets(st.integers(0, 16383), max_size=50))
def test_a_chosen_range_is_free_and_not_reserved(start: int, taken: set[int]):
    used = {f"169.254.{number // 64}.{number % 64 * 4}/30" for number in taken}
    found = free_inside(start, used)
    assert found not in used | RESERVED
    check_tunnel({"TunnelInsideCidr": found})
    check_tunnel({"TunnelInsideIpv6Cidr": free_inside_ipv6(start, set())})


@pytest.mark.parametrize("name", sorted(CHOICES))
def test_every_documented_choice_is_accepted(name: str):
    check_tunnel({name: [{"Value": value} for value in CHOICES[name]]})

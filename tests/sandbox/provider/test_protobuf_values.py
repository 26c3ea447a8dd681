"""Conversion between Pulumi's protobuf structs and plain values."""

from typing import Any

import pytest
from google.protobuf import struct_pb2
from hypothesis import given
from hypothesis import strategies as st

from sandbox.provider.errors import ProviderError
from sandbox.provider.protobuf_values import SIGNATURE, from_struct, from_value, to_struct, to_value
from sandbox.provider.values import UNKNOWN, Secret, has_unknown

plain = st.recursive(
    st.booleans() | st.integers(-(2**50), 2**50) | st.text(max_size=8) | st.just(UNKNOWN),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(min_size=1, max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(min_size=1, max_size=8), plain, max_size=5))
def test_values_round_trip(values: dict[str, Any]):
    assert from_struct(to_struct(values)) == values


def test_a_secret_is_marked_in_the_message_and_unwrapped_when_read():
    sent = to_struct({"word": Secret("sesame")})
    assert sent.fields["word"].struct_value.fields["value"].string_value == "sesame"
    assert from_struct(sent) == {"word": "sesame"}


def test_a_secret_is_not_in_its_representation():
    assert "sesame" not in repr(Secret("sesame"))


def test_none_is_omitted_from_a_struct():
    assert from_struct(to_struct({"a": None, "b": 1})) == {"b": 1}
    assert to_value([None]).list_value.values[0].WhichOneof("kind") == "null_value"


def test_an_asset_is_refused():
    asset = struct_pb2.Struct(fields={SIGNATURE: struct_pb2.Value(string_value="c44067f5952c0a294b673a41bacd8c17")})
    with pytest.raises(ProviderError, match="does not serve assets, archives and resource references"):
        from_value(struct_pb2.Value(struct_value=asset))


def test_a_nested_unknown_value_is_found():
    assert has_unknown({"a": [{"b": UNKNOWN}]})
    assert not has_unknown({"a": [{"b": 1}]})

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.emulated.paging import NotAToken, page


@given(st.lists(st.integers()), st.integers(min_value=1, max_value=7))
def test_all_pages_together_are_the_whole_list(items: list[int], size: int):
    found: list[int] = []
    token = None
    while True:
        piece, token = page(items, token, size)
        found += piece
        if token is None:
            break
        assert len(piece) == size
    assert found == items


@pytest.mark.parametrize("token", ["x", "ZnJvbTp4", "!!!"])
def test_a_token_of_another_origin_is_refused(token: str):
    with pytest.raises(NotAToken):
        page([1, 2, 3], token, 1)

"""How IAM pages its lists."""

from sandbox.emulated.errors import AwsError
from sandbox.emulated.service_call import Paging

PAGING = Paging(
    bad_token=lambda _: AwsError("ValidationError", "Invalid Marker."),
    token_member="Marker",  # noqa: S106 - a member's name
    size_member="MaxItems",
)

"""The gateway's handler of data planes: finds which one a request is for, and has it authorized."""

from __future__ import annotations

from typing import Any

from sandbox.gateway.vpc_endpoints import refuse_other_data_planes

_LABELS = (".lambda-url.", ".s3-website", "execute-api.")
"""Parts of the host names of data planes."""


def authorize_data_plane(chain: Any, context: Any, response: Any) -> None:
    """Answer a request to a function URL or website that is not authorized; examine invocations of REST APIs.

    The services' modules are imported for the first such request: an engine without them starts faster.
    """
    request = context.request
    host, path = request.host, request.path
    in_path = path.startswith(("/restapis/", "/_aws/execute-api/"))
    if not in_path and not any(label in host for label in _LABELS):
        return
    if refuse_other_data_planes(chain, request):
        return
    if ".lambda-url." in host:
        from sandbox.gateway.data_planes import function_urls  # noqa: PLC0415 - see above

        function_urls.authorize(chain, request, response)
    elif ".s3-website" in host:
        from sandbox.gateway.data_planes import websites  # noqa: PLC0415 - see above

        websites.authorize(chain, request, response)
    else:
        from sandbox.gateway.data_planes import rest_apis  # noqa: PLC0415 - see above

        rest_apis.install()

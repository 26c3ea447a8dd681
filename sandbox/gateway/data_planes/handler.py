"""The gateway's handler of data planes: finds which one a request is for, and has it authorized.

The services' modules are imported for the first such request: an engine without them starts faster.
"""

from __future__ import annotations

import sys
from typing import Any

from sandbox.gateway.vpc_endpoints import refuse_other_data_planes

_INVOCATIONS = "localstack.services.apigateway.next_gen.execute_api.handlers"
"""Module that LocalStack imports before it serves REST APIs."""
_PATHS = ("restapis/", "_aws/execute-api/")


def authorize_data_plane(chain: Any, context: Any, response: Any) -> None:
    """Answer a request to a function URL or website that is not authorized; examine invocations of REST APIs."""
    request = context.request
    if _INVOCATIONS in sys.modules:
        from sandbox.gateway.data_planes import rest_apis  # noqa: PLC0415 - see above

        rest_apis.install()
    host = request.host.lower()  # LocalStack's routes match hosts so
    function_url, website = ".lambda-url." in host, ".s3-website." in host
    invocation = "execute-api." in host or request.path.lstrip("/").startswith(_PATHS)
    if not (function_url or website or invocation) or refuse_other_data_planes(chain, request):
        return
    if function_url:
        from sandbox.gateway.data_planes import function_urls  # noqa: PLC0415 - see above

        function_urls.authorize(chain, request, response)
    elif website:
        from sandbox.gateway.data_planes import websites  # noqa: PLC0415 - see above

        websites.authorize(chain, request, response)

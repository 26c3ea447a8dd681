"""A runtime server for LocalStack that listens where it is told to, and trusts nothing that comes from outside."""

from __future__ import annotations

from typing import Any

from localstack.aws.connect import INTERNAL_REQUEST_PARAMS_HEADER
from localstack.aws.serving.twisted import TLSMultiplexerFactory
from localstack.config import HostAndPort
from localstack.runtime.server.core import RuntimeServer, RuntimeServerPlugin
from localstack.runtime.server.twisted import TwistedRuntimeServer
from rolo.gateway import Gateway
from rolo.serving.twisted import TwistedGateway
from twisted.internet import reactor, ssl


class Front:
    """The gateway as the network sees it: without the header by which LocalStack knows its own inner calls.

    With IN_MEMORY_CLIENT=1 inner calls never touch the socket, so whoever sends the header is somebody else.
    """

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def process(self, request: Any, response: Any) -> None:
        """Serve one HTTP request."""
        request.headers.remove(INTERNAL_REQUEST_PARAMS_HEADER)
        self._gateway.process(request, response)

    def accept(self, request: Any) -> None:
        """Serve one websocket request."""
        request.headers.remove(INTERNAL_REQUEST_PARAMS_HEADER)
        self._gateway.accept(request)


class LoopbackServer(TwistedRuntimeServer):
    """LocalStack's own server, but bound to the host of GATEWAY_LISTEN: the stock one binds every address."""

    def register(self, gateway: Gateway, listen: list[HostAndPort], ssl_creds: tuple[str, str] | None = None) -> None:
        """Listen at once, so that a taken port ends the start instead of being logged."""
        factory: Any = TwistedGateway(Front(gateway))
        if ssl_creds:
            certificate, key = ssl_creds
            context = ssl.DefaultOpenSSLContextFactory(key, certificate)
            context.getContext().use_certificate_chain_file(certificate)
            factory = TLSMultiplexerFactory(context, False, factory)
        for address in listen:
            reactor.listenTCP(address.port, factory, interface=address.host)


class LoopbackServerPlugin(RuntimeServerPlugin):
    """Chosen by GATEWAY_SERVER=causeway."""

    name = "causeway"

    def load(self, *_args: Any, **_kwargs: Any) -> RuntimeServer:
        """Make the server."""
        return LoopbackServer()

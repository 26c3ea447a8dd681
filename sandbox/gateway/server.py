"""A runtime server for LocalStack that listens where it is told to, and trusts nothing that comes from outside."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from localstack.aws.serving.twisted import TLSMultiplexerFactory
from localstack.config import HostAndPort
from localstack.http import Response
from localstack.runtime.server.core import RuntimeServer, RuntimeServerPlugin
from localstack.runtime.server.twisted import TwistedRuntimeServer
from rolo.gateway import Gateway
from rolo.gateway.wsgi import WsgiGateway
from rolo.serving.twisted import HeaderPreservingHTTPChannel, HeaderPreservingWSGIResource, TwistedRequestAdapter
from twisted.internet import reactor, ssl
from twisted.web.server import Site

from sandbox.gateway.origin_check import not_for_the_network, refusal

BODY = 5 << 30
"""Bytes; what S3 takes in one PUT, and no operation takes more."""

FORM = 256 << 20
"""Bytes of a POST, which the engine reads into memory whole."""


class Front:
    """The gateway as the network sees it: web pages are refused, and nobody may say what only the engine knows.

    With IN_MEMORY_CLIENT=1 inner calls never touch the socket, so whoever sends the headers is somebody else.

    Nothing here speaks over a websocket, and none is opened: rolo answers it from a worker's thread, which confuses
    twisted's table of sockets, so that calls of others on a number used again are never answered.
    """

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def process(self, request: Any, response: Any) -> None:
        """Serve one HTTP request."""
        why = _examined(request)
        if why is not None:
            response.update_from(_said(why, HTTPStatus.FORBIDDEN))
        elif request.headers.get("Upgrade", "").lower() == "websocket":
            response.update_from(_said("The sandbox has no websockets.", HTTPStatus.NOT_IMPLEMENTED))
        elif _is_too_long(request):
            response.status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        else:
            self._gateway.process(request, response)


def _examined(request: Any) -> str | None:
    for name in not_for_the_network(list(request.headers.keys())):
        request.headers.remove(name)
    return refusal(request.headers)


def _said(why: str, status: HTTPStatus) -> Response:
    return Response.for_json({"error": why}, status=status)


def _is_too_long(request: Any) -> bool:
    return request.method == "POST" and (request.content_length or 0) > FORM


class BoundedRequest(TwistedRequestAdapter):
    """A request whose body is refused as soon as it is known to be too long, before it fills a disk."""

    too_long = False

    def gotLength(self, length: int | None) -> None:  # noqa: N802 - twisted's name
        """The body's length as the head states it; None: it comes in chunks."""
        super().gotLength(length)
        if length is not None and length > BODY:
            self._refuse()

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802 - twisted's name
        """One more piece of the body."""
        if not self.too_long and self.content.tell() + len(data) > BODY:
            self._refuse()
        if not self.too_long:
            super().handleContentChunk(data)

    def _refuse(self) -> None:
        self.too_long = True
        self.channel.transport.write(b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\n\r\n")
        self.channel.loseConnection()


class LoopbackServer(TwistedRuntimeServer):
    """LocalStack's own server, but bound to the host of GATEWAY_LISTEN: the stock one binds every address."""

    def register(self, gateway: Gateway, listen: list[HostAndPort], ssl_creds: tuple[str, str] | None = None) -> None:
        """Listen at once, so that a taken port ends the start instead of being logged."""
        served = HeaderPreservingWSGIResource(reactor, reactor.getThreadPool(), WsgiGateway(Front(gateway)))
        factory: Any = Site(served, requestFactory=BoundedRequest)
        factory.protocol = HeaderPreservingHTTPChannel.protocol_factory
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

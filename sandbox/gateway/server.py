"""The server of LocalStack's gateway: bound to loopback, with a limit on the length of a body."""

from __future__ import annotations

from typing import Any

from localstack.aws.serving.twisted import TLSMultiplexerFactory
from localstack.config import HostAndPort
from localstack.runtime.server.core import RuntimeServer, RuntimeServerPlugin
from localstack.runtime.server.twisted import TwistedRuntimeServer
from rolo.gateway import Gateway
from rolo.gateway.wsgi import WsgiGateway
from rolo.serving.twisted import (
    HeaderPreservingHTTPChannel,
    HeaderPreservingWSGIResource,
    HeaderPreservingWSGIResponse,
    TwistedRequestAdapter,
)
from twisted.internet import reactor, ssl
from twisted.web.server import NOT_DONE_YET, Site

LARGEST_BODY = 5 << 30
"""Largest body that S3 accepts in one PUT; no operation accepts more."""

BODY = "causeway.body"
"""Key of a request's environment: its body as it was received, a seekable file."""

BACKLOG = 1024
"""Backlog of connections to be accepted; with twisted's 50, some of 200 opened at once are reset."""


class BoundedRequest(TwistedRequestAdapter):
    """A request whose body is refused as soon as it is known to be too long, before it fills the disk."""

    too_long = False

    def gotLength(self, length: int | None) -> None:  # noqa: N802 - twisted's name
        """Refuse a body whose declared length is too long; None for a chunked body."""
        super().gotLength(length)
        if length is not None and length > LARGEST_BODY:
            self._refuse()

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802 - twisted's name
        """Add the next part of the body, unless it makes the body too long."""
        if not self.too_long and self.content.tell() + len(data) > LARGEST_BODY:
            self._refuse()
        if not self.too_long:
            super().handleContentChunk(data)

    def _refuse(self) -> None:
        self.too_long = True
        self.channel.transport.write(b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\n\r\n")
        self.channel.loseConnection()


class BodyKeepingResource(HeaderPreservingWSGIResource):
    """The gateway as a resource of twisted; a request's environment has its body, whoever reads its input."""

    def render(self, request: Any) -> Any:
        """Respond to the request in a thread of the pool."""
        response = HeaderPreservingWSGIResponse(self._reactor, self._threadpool, self._application, request)
        response.environ[BODY] = request.content
        response.start()
        return NOT_DONE_YET


class LoopbackServer(TwistedRuntimeServer):
    """LocalStack's own server, but bound to the host of GATEWAY_LISTEN: the original binds every address."""

    def register(self, gateway: Gateway, listen: list[HostAndPort], ssl_creds: tuple[str, str] | None = None) -> None:
        """Listen immediately, so that a taken port ends the start instead of being logged."""
        served = BodyKeepingResource(reactor, reactor.getThreadPool(), WsgiGateway(gateway))
        factory: Any = Site(served, requestFactory=BoundedRequest)
        factory.protocol = HeaderPreservingHTTPChannel.protocol_factory
        if ssl_creds:
            certificate, key = ssl_creds
            context = ssl.DefaultOpenSSLContextFactory(key, certificate)
            context.getContext().use_certificate_chain_file(certificate)
            factory = TLSMultiplexerFactory(context, False, factory)
        for address in listen:
            reactor.listenTCP(address.port, factory, backlog=BACKLOG, interface=address.host)


class LoopbackServerPlugin(RuntimeServerPlugin):
    """Plugin that is selected by GATEWAY_SERVER=causeway."""

    name = "causeway"

    def load(self, *_args: Any, **_kwargs: Any) -> RuntimeServer:
        """Return the server."""
        return LoopbackServer()

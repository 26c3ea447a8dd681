"""An OpenID Connect provider on loopback: a TLS server with a certificate of its own, which signs real tokens."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import ipaddress
import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

CLIENT = "sts.amazonaws.com"


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def number(value: int, size: int) -> str:
    return encoded(value.to_bytes(size, "big"))


class Keys:
    """An RSA key `rsa` and an EC key `ec`, and their signatures."""

    def __init__(self) -> None:
        self.rsa = rsa.generate_private_key(65537, 2048)
        self.ec = ec.generate_private_key(ec.SECP256R1())

    @property
    def published(self) -> list[dict[str, Any]]:
        public, point = self.rsa.public_key().public_numbers(), self.ec.public_key().public_numbers()
        return [
            {"kty": "RSA", "kid": "rsa", "use": "sig", "n": number(public.n, 256), "e": number(public.e, 3)},
            {"kty": "EC", "kid": "ec", "crv": "P-256", "x": number(point.x, 32), "y": number(point.y, 32)},
        ]

    def token(self, claims: dict[str, Any], algorithm: str = "RS256", **header: Any) -> str:
        header = {"alg": algorithm, "typ": "JWT", "kid": "ec" if algorithm == "ES256" else "rsa", **header}
        text = ".".join(encoded(json.dumps(part).encode()) for part in (header, claims))
        if algorithm == "ES256":
            r, s = decode_dss_signature(self.ec.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
            signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
        else:
            signature = self.rsa.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{text}.{encoded(signature)}"


class Issuer:
    """The provider: its URL, its certificate's thumbprint, and its tokens."""

    def __init__(self, url: str, thumbprint: str) -> None:
        self.url, self.thumbprint, self.keys = url, thumbprint, Keys()
        self.documents: dict[str, Any] = {
            "/.well-known/openid-configuration": {"issuer": url, "jwks_uri": f"{url}/keys"},
            "/keys": {"keys": self.keys.published},
        }

    @property
    def name(self) -> str:
        """The URL without its scheme, with which condition keys begin."""
        return self.url.removeprefix("https://")

    def claims(self, **changes: Any) -> dict[str, Any]:
        now = int(time.time())
        made = {"iss": self.url, "sub": "repo:shop", "aud": CLIENT, "iat": now, "exp": now + 300, **changes}
        return {name: value for name, value in made.items() if value is not None}

    def token(self, algorithm: str = "RS256", **changes: Any) -> str:
        return self.keys.token(self.claims(**changes), algorithm)


@contextmanager
def running_issuer(folder: Path) -> Iterator[Issuer]:
    """Run a provider on a free port of 127.0.0.1."""
    thumbprint = _write_certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            document = made.documents.get(self.path)
            body = json.dumps(document).encode()
            self.send_response(404 if document is None else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the overridden method's name
            del format, arguments

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    made = Issuer(f"https://127.0.0.1:{server.server_address[1]}", thumbprint)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _write_certificate(folder: Path) -> str:
    """Write a self-signed certificate and its key; return its thumbprint."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=5))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return hashlib.sha1(certificate.public_bytes(serialization.Encoding.DER), usedforsecurity=False).hexdigest()

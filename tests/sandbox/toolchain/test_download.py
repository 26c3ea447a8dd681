from __future__ import annotations

import hashlib
import io
import socket
import tarfile
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sandbox.toolchain import download
from sandbox.toolchain.versions import PULUMI

TOOLS = {"pulumi/pulumi": b"the command", "pulumi/pulumi-language-python": b"the language host"}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """A folder with a release, laid out like the official one."""
    folder = tmp_path / "releases"
    folder.mkdir()
    with tarfile.open(folder / download.release_name(), "w:gz") as archive:
        for name, content in TOOLS.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), 0o755
            archive.addfile(member, io.BytesIO(content))
    publish(folder, hashlib.sha256((folder / download.release_name()).read_bytes()).hexdigest())
    return folder


def publish(folder: Path, digest: str, name: str | None = None) -> None:
    sums = folder / f"pulumi-{PULUMI}-checksums.txt"
    sums.write_text(f"{'0' * 64}  another.tar.gz\n{digest}  {name or download.release_name()}\n")


@pytest.fixture
def base(releases: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(releases)))
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_release_is_unpacked_into_one_folder(base: str, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()

    download.fetch(target, base)

    assert {path.name: path.read_bytes() for path in target.iterdir()} == {
        Path(name).name: content for name, content in TOOLS.items()
    }
    assert (target / "pulumi").stat().st_mode & 0o111


def test_a_release_with_another_checksum_is_not_unpacked(base: str, releases: Path, tmp_path: Path) -> None:
    publish(releases, "1" * 64)

    with pytest.raises(download.NotFetched, match=r"has checksum .*, published is 111111111111"):
        download.fetch(tmp_path, base)

    assert not (tmp_path / "pulumi").exists()
    assert not (tmp_path / download.release_name()).exists()


def test_a_release_without_a_checksum_is_not_downloaded(base: str, releases: Path, tmp_path: Path) -> None:
    publish(releases, "1" * 64, "some-other-file.tar.gz")

    with pytest.raises(download.NotFetched, match="do not name pulumi-v"):
        download.fetch(tmp_path, base)


def test_an_unpublished_release_is_an_error(base: str, tmp_path: Path) -> None:
    with pytest.raises(download.NotFetched, match="failed: File not found"):
        download.fetch(tmp_path, f"{base}/nowhere")


def test_without_a_network_the_error_names_the_url(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"

        with pytest.raises(download.NotFetched, match=rf"{url}/.* failed: .*refused"):
            download.fetch(tmp_path, url)

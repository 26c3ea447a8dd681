from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sandbox.emulated.input_check import check_input
from sandbox.emulated.registry import DeclarationError, EmulatedService, declaration
from sandbox.emulated.service_call import ServiceCall


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "declared_service"
    folder.mkdir()
    (folder / "__init__.py").write_text('"""A service that only this test has."""\n')
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("declared_service", "declared_service.declaration"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return folder


SERVICE = EmulatedService("declared-service", "none", "declared_service")


def test_a_folder_without_a_declaration_has_the_defaults(package: Path) -> None:
    assert package.exists()
    found = declaration(SERVICE)
    assert (found.make_call, found.check) == (ServiceCall, check_input)


def test_a_service_of_moto_without_a_folder_has_the_defaults() -> None:
    assert declaration(EmulatedService("ecs", "moto", None)).make_call is ServiceCall


def test_a_declaration_is_discovered(package: Path) -> None:
    (package / "declaration.py").write_text(
        "from sandbox.emulated.service_declaration import ServiceDeclaration\n"
        "def make_call(**values): ...\n"
        "DECLARATION = ServiceDeclaration(make_call=make_call)\n"
    )
    assert declaration(SERVICE).make_call.__module__ == "declared_service.declaration"


@pytest.mark.parametrize("content", ["", "DECLARATION = 5\n"])
def test_an_invalid_declaration_is_refused_by_name(package: Path, content: str) -> None:
    (package / "declaration.py").write_text(content)
    with pytest.raises(DeclarationError, match=r"declared_service\.declaration"):
        declaration(SERVICE)

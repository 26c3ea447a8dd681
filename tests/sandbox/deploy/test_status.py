from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import engine as sandbox_engine
from sandbox.deploy.status import status
from sandbox.engine import Engine, token
from tests.conftest import sandbox_at


@pytest.mark.engine
def test_the_status_describes_the_engine_and_leaves_its_token_out(engine: Engine, tmp_path: Path) -> None:
    settings = replace(sandbox_at(tmp_path), engine="attach", endpoint=engine.endpoint)
    secret = str(engine.token)
    token.write(settings, secret)
    running = sandbox_engine.start(settings, print)

    found = status(settings)

    assert running.token == secret
    assert found["endpoint"] == engine.endpoint
    assert found["engine"]["instance"] == engine.instance
    assert "token" not in found["engine"]
    assert secret not in json.dumps(found)

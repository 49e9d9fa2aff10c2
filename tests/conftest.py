"""For all tests: helper modules of every folder, Hypothesis that repeats itself in CI, and no network."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

HERE = Path(__file__).parent
for folder in (HERE.parent, *sorted(p for p in HERE.iterdir() if p.is_dir())):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))

# deadlines say more about a busy machine than about the code; CI must not find a new case on an unchanged tree
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

LOCAL = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Any:
    """The library reads and writes files on this machine; a test that would go out fails."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOCAL:
            raise AssertionError(f"a test reached for the network: {address[0]}")
        return real(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setenv("HF_HUB_OFFLINE", "1")
        yield


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Each test keeps its own between runs: not the user's, and not another test's with its hand-made reviews."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKSLOP_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield

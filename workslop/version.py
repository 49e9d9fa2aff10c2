"""The version, in one place: pyproject.toml takes it from here, and asking the installed package costs 15 ms."""

from __future__ import annotations

VERSION = "0.1.0"

"""What a content repository asks of its texts: workslop.toml, or [tool.workslop] in pyproject.toml (docs/config.md)."""

from __future__ import annotations

from workslop.config.briefs import brief_for
from workslop.config.find import find_config
from workslop.config.read import Config, load_config
from workslop.config.settings import Settings, rows, settings_for
from workslop.config.walk import SettingsOf, settings_finder, texts

__all__ = [
    "Config",
    "Settings",
    "SettingsOf",
    "brief_for",
    "find_config",
    "load_config",
    "rows",
    "settings_finder",
    "settings_for",
    "texts",
]

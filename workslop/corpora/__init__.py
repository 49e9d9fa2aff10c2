"""Corpora: sets of texts as figures. profile.py reads the shipped profiles; a house's own are made by build.py and kept
by store.py (files.py reads the texts, vectors.py their vectors); pull.py places a draft, page.py tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workslop.corpora.profile import Profile, load_profile, percentile, plane_of, profiles_dir, shipped_names

if TYPE_CHECKING:
    from workslop.corpora.store import House, open_profile, read_house

__all__ = [
    "House",
    "Profile",
    "load_profile",
    "open_profile",
    "percentile",
    "plane_of",
    "profiles_dir",
    "read_house",
    "shipped_names",
]


def __getattr__(name: str) -> Any:
    """The store of houses' own profiles, loaded when one is asked for."""
    if name in __all__:
        from workslop.corpora import store

        return getattr(store, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

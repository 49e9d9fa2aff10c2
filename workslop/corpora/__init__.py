"""Corpora: sets of texts as figures. profile.py reads what a corpus looks like, and finds the shipped ones."""

from __future__ import annotations

from workslop.corpora.profile import Profile, load_profile, percentile, profiles_dir

__all__ = ["Profile", "load_profile", "percentile", "profiles_dir"]

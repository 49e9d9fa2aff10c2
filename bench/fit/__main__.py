"""Fits and writes workslop/models/*.json; all steps when none is named.

python -m bench.fit [sentences] [passages] [coverage] [stated] [judged] [profiles] [nuance] [gladness] [gate] [norms]
"""

from __future__ import annotations

import sys
from importlib import import_module

from bench.fit.data import CachedEncoder, fitted_on

STEPS = ("sentences", "passages", "coverage", "stated", "judged", "profiles", "nuance", "gladness", "gate", "norms")


def main(names: list[str]) -> None:
    """Run the named steps in order."""
    docs, encoder = fitted_on(), CachedEncoder()
    print(f"{len(docs)} drafts")
    for step in STEPS:
        if not names or step in names:
            import_module(f"bench.fit.{step}").run(docs, encoder)
            encoder.save()


if __name__ == "__main__":
    main(sys.argv[1:])

"""Path patterns as .gitignore has them, as far as a configuration needs them."""

from __future__ import annotations

import re
from functools import lru_cache

_PART = re.compile(r"\*\*/|\*\*|\*|\?|\[[^\]/]+\]|.", re.S)


def covers(pattern: str, path: str) -> bool:
    """Whether ``pattern`` covers ``path`` (forward slashes, relative to the configuration's folder).

    ``*`` stays within a name, ``**`` crosses folders; a pattern without a slash holds at any depth; a pattern that
    names a folder covers all that is in it.
    """
    return _compiled(pattern).fullmatch(path) is not None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    bare = pattern.removeprefix("./").rstrip("/")
    anywhere = "" if "/" in bare else "(?:.*/)?"
    body = "".join(_translated(part) for part in _PART.findall(bare.removeprefix("/")))
    return re.compile(rf"{anywhere}{body}(?:/.*)?", re.S)


def _translated(part: str) -> str:
    simple = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    if part in simple:
        return simple[part]
    if len(part) > 2 and part[0] == "[":
        negated = part[1] in "!^"
        inside = re.escape(part[2:-1] if negated else part[1:-1]).replace(r"\-", "-")
        return f"[{'^/' if negated else ''}{inside}]" if _fits(inside) else re.escape(part)
    return re.escape(part)


def _fits(inside: str) -> bool:
    """Whether these signs make a class: "z-a" and nothing at all don't."""
    try:
        re.compile(f"[{inside}]")
    except re.error:
        return False
    return bool(inside)

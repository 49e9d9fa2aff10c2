"""Which items stand below, above and beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from workslop.text.brief.units import Unit


class Tree:
    """The items of a brief by depth: asked by index in ``units``."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.parents = frozenset(at for at in range(len(units)) if self._below(at, at + 1))

    def _below(self, at: int, other: int) -> bool:
        if other >= len(self.units):
            return False
        one, two = self.units[at], self.units[other]
        return one.kind == two.kind == "item" and one.group == two.group and two.depth > one.depth

    def children(self, at: int) -> list[int]:
        """The items below this one."""
        out: list[int] = []
        while self._below(at, at + 1 + len(out)):
            out.append(at + 1 + len(out))
        return out

    def parent(self, at: int) -> int | None:
        """The item this one stands below, or None."""
        for above in range(at - 1, -1, -1):
            other = self.units[above]
            if other.kind != "item" or other.group != self.units[at].group:
                return None
            if other.depth < self.units[at].depth:
                return above
        return None

    def beside(self, at: int) -> list[int]:
        """This item and the others of its list, those with items below them left out."""
        group, kind = self.units[at].group, self.units[at].kind
        low = high = at
        while low > 0 and (self.units[low - 1].group, self.units[low - 1].kind) == (group, kind):
            low -= 1
        while high + 1 < len(self.units) and (self.units[high + 1].group, self.units[high + 1].kind) == (group, kind):
            high += 1
        return [one for one in range(low, high + 1) if one not in self.parents]

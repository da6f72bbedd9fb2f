"""Two bills side by side: what each has that the other has not, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ohm_core.budget.plan import Plan


@dataclass(frozen=True)
class Comparison:
    """Totals and, by part, how many each has."""

    a: Plan
    b: Plan
    name_a: str
    name_b: str

    def counts(self) -> dict[str, tuple[int, int]]:
        """Part → pieces in a and in b, where they differ or not, by part."""
        found: dict[str, list[int]] = {}
        for side, plan in enumerate((self.a, self.b)):
            for line in plan.lines:
                found.setdefault(line.part, [0, 0])[side] += line.quantity
        return {part: (n[0], n[1]) for part, n in sorted(found.items())}

    def as_json(self) -> dict[str, Any]:
        rows = [{"part": p, "a": a, "b": b} for p, (a, b) in self.counts().items()]
        only = {"only_a": [r["part"] for r in rows if not r["b"]], "only_b": [r["part"] for r in rows if not r["a"]]}
        totals = {side: {"name": name, "total": plan.total.text(), "currency": plan.total.currency, "basis": plan.basis} for side, name, plan in (("a", self.name_a, self.a), ("b", self.name_b, self.b))}
        return {**totals, "difference": str(self.b.total.amount - self.a.total.amount), "parts": rows, **only}

    def rows(self) -> list[tuple[str, str, str]]:
        """For a table: part, pieces in a, pieces in b; the totals last."""
        return [(p, str(a or "-"), str(b or "-")) for p, (a, b) in self.counts().items()] + [("total", str(self.a.total), str(self.b.total))]

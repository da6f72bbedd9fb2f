"""A thin face on CP-SAT for choices: yes/no variables, exactly one, at most one, implications, a linear cost.

It speaks to the compiled solver directly: the usual Python front imports pandas, which takes longer than solving.
`tests/plan/test_solver.py` is the canary for the names used here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

SECONDS = 2.0


@dataclass
class Choices:
    """A model of named yes/no choices. Solve gives the names that are true, or the wishes that collide."""

    _index: dict[Hashable, int] = field(default_factory=dict)
    _clauses: list[tuple[str, list[int]]] = field(default_factory=list)
    _implied: list[tuple[list[int], int]] = field(default_factory=list)
    _sums: list[tuple[list[tuple[int, int]], int]] = field(default_factory=list)
    _cost: dict[int, int] = field(default_factory=dict)
    _assumed: dict[int, Hashable] = field(default_factory=dict)

    def var(self, name: Hashable) -> int:
        """The variable of this name, made when first named."""
        return self._index.setdefault(name, len(self._index))

    def has(self, name: Hashable) -> bool:
        return name in self._index

    def exactly_one(self, names: Iterable[Hashable], wish: Hashable = None) -> None:
        """Exactly one of these; with WISH, only if that wish is granted (see `collide`)."""
        literals = [self.var(n) for n in names]
        if wish is None:
            self._clauses.append(("exactly_one", literals))
            return
        granted = self.var(("wish", wish))
        self._assumed[granted] = wish
        self._clauses.append(("bool_or", [*literals, -granted - 1]))
        self._clauses.append(("at_most_one", literals))

    def at_most_one(self, names: Iterable[Hashable]) -> None:
        literals = [self.var(n) for n in names]
        if len(literals) > 1:
            self._clauses.append(("at_most_one", literals))

    def implies(self, a: Hashable, b: Hashable) -> None:
        self._clauses.append(("bool_or", [-self.var(a) - 1, self.var(b)]))

    def forbid_together(self, a: Hashable, b: Hashable) -> None:
        self._clauses.append(("bool_or", [-self.var(a) - 1, -self.var(b) - 1]))

    def never(self, name: Hashable) -> None:
        self._clauses.append(("bool_or", [-self.var(name) - 1]))

    def at_most(self, terms: Mapping[Hashable, int], limit: int) -> None:
        """The weighted sum of the true ones is at most LIMIT."""
        self._sums.append(([(self.var(n), w) for n, w in terms.items()], limit))

    def cost(self, name: Hashable, amount: int) -> None:
        """Choosing this costs AMOUNT (may be negative)."""
        index = self.var(name)
        self._cost[index] = self._cost.get(index, 0) + amount

    def solve(self) -> set[Hashable] | None:
        """The names chosen at least cost; None when the choices contradict each other."""
        answer, status = self._run(optimise=True)
        if status not in ("OPTIMAL", "FEASIBLE"):
            return None
        return {name for name, i in self._index.items() if answer.solution[i]}

    def collide(self) -> list[Hashable]:
        """A small set of wishes that cannot all be granted (only after `solve` gave None)."""
        answer, status = self._run(optimise=False)
        core = list(answer.sufficient_assumptions_for_infeasibility) if status == "INFEASIBLE" else []
        return [self._assumed[i] for i in core if i in self._assumed]

    def _run(self, optimise: bool) -> tuple[Any, str]:
        from ortools.sat.python import cp_model_helper as cp

        model = cp.CpModelProto()
        for _ in self._index:
            model.variables.add().domain.extend([0, 1])
        for kind, literals in self._clauses:
            getattr(model.constraints.add(), kind).literals.extend(literals)
        for terms, limit in self._sums:
            linear = model.constraints.add().linear
            linear.vars.extend([v for v, _ in terms])
            linear.coeffs.extend([w for _, w in terms])
            linear.domain.extend([-(2**40), limit])
        if optimise:
            for granted in self._assumed:
                model.constraints.add().bool_or.literals.extend([granted])
            if self._cost:
                model.objective.vars.extend(list(self._cost))
                model.objective.coeffs.extend(list(self._cost.values()))
        else:
            model.assumptions.extend(list(self._assumed))
        return self._solve(cp, model)

    @staticmethod
    def _solve(cp: Any, model: Any) -> tuple[Any, str]:
        wrapper, parameters = cp.SolveWrapper(), cp.SatParameters()
        parameters.num_workers = 1
        parameters.random_seed = 1
        parameters.linearization_level = 2
        parameters.max_time_in_seconds = SECONDS
        wrapper.set_parameters(parameters)
        answer = wrapper.solve(model)
        return answer, str(answer.status).rsplit(".", 1)[-1]

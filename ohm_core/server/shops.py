"""The workshop of whoever asks: the process's own for its owner, one over the same store for everybody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ohm_core.server.callers import Caller
from ohm_core.workshop import Workshop


@dataclass(frozen=True)
class Shops:
    """`here` gives the process's own workshop."""

    here: Callable[[], Workshop]

    def of(self, caller: Caller) -> Workshop:
        """The caller's projects, in the store of this process."""
        own = self.here()
        return own if caller.owner == own.owner else Workshop(own.home, caller.owner)

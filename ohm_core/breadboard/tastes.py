"""Tastes: several ways to weigh what a seat costs. None is best for every circuit; the wires that come of them tell (`trials`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Taste:
    """What a search weighs: LENGTH and DEPTH for each column and row to go, CROWD for a neighbour so near that a name hardly fits
    between (all in tenths of a jumper); TURNED: the controller by half a turn.
    """

    length: float = 0.22
    depth: float = 0.12
    crowd: float = 0.9
    turned: bool = False


PLAIN = Taste()
CLOSE = Taste(length=0.4, depth=0.25)
TURNED = Taste(length=0.4, depth=0.25, turned=True)
AIRY = Taste(crowd=4.0)
TASTES = (PLAIN, TURNED, AIRY, CLOSE)  # the most helpful first: a circuit with many wires has time for some only

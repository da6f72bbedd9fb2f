"""Words → requirements and behaviours: deterministic, no network, no model.

Text becomes tokens, tokens become items with senses, items become clauses, mentions and predicates; frames compose those
into wishes and behaviours. Vocabulary lives in data/lexicon and data/concepts; nothing here knows a particular sentence.
This room holds no facts of parts and picks none: the planner does, from the catalogue.
"""

from __future__ import annotations

from ohm_core.understand.understanding import explain, understand

__all__ = ["explain", "understand"]

"""What a model or person proposes for a design: bills, wires, single parts. Each proposal is resolved against catalogue and
design, judged by the rules, and kept: as the next version, or, where it breaks a rule, as a draft beside it.

Functions here make Designs of Designs and have no store; only `keep.py` writes. Words are understood in `revise`, not here."""

"""Ways to mend a wrong circuit: small changes are tried one by one, and those that the rules then accept are offered.

No rule knows its own repair: a change counts only when the finding goes away and nothing new comes.
"""

from ohm_core.mend.mend import Mended, mend

__all__ = ["Mended", "mend"]

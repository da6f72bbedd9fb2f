"""What a later message changes of what was asked: wishes, limits, times, board, power. Values in, values out; planning follows."""

from ohm_core.project.revise.replan import replan
from ohm_core.project.revise.revise import Revision, revise

__all__ = ["Revision", "replan", "revise"]

"""All cases, in the order of the rooms they are written in."""

from __future__ import annotations

from tests.behaviours.do_lights import LIGHTS
from tests.behaviours.do_moves import MOVING
from tests.behaviours.in_order import ORDER
from tests.behaviours.when_events import EVENTS
from tests.behaviours.when_readings import READINGS

CASES = (*READINGS, *EVENTS, *LIGHTS, *MOVING, *ORDER)
assert len({c.name for c in CASES}) == len(CASES), "two cases have one name"

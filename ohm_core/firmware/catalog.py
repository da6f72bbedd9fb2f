"""Every driver by the name that catalogue parts give."""

from __future__ import annotations

from ohm_core.firmware import drivers_in, drivers_link, drivers_motion, drivers_out, drivers_show
from ohm_core.firmware.spec import Driver

OUTPUT, PWM = drivers_out.OUTPUT, drivers_out.PWM
DIGITAL, GESTURES, SOIL, KNOCK, MATRIX = drivers_in.DIGITAL, drivers_in.GESTURES, drivers_in.SOIL, drivers_in.KNOCK, drivers_show.MATRIX
SHIFT, SHIFT_OUTPUT, SHIFT_DIGIT = drivers_out.SHIFT, drivers_out.SHIFT_OUTPUT, drivers_show.SHIFT_DIGIT
BOARD_SERVO = drivers_link.BOARD_SERVO
HBRIDGE, STEPPER = drivers_motion.HBRIDGE, drivers_motion.STEPPER

ALL: tuple[Driver, ...] = (*drivers_in.READERS, *drivers_link.LINKS, *drivers_out.ACTORS, *drivers_motion.MOVERS, *drivers_show.SHOWERS)
BY_NAME: dict[str, Driver] = {driver.name: driver for driver in ALL}

"""The drivers that move things both ways or by steps."""

from __future__ import annotations

from ohm_core.firmware.spec import Driver, Role, Setting, Site

# Half steps of one turn of a 28BYJ-48: 64 in the rotor, through its gear of about 1:63.7 (commonly taken as 1:64).
HALF_STEPS_28BYJ48 = 4096


def _stepper(site: Site) -> tuple[Setting, ...]:
    return (Setting(HALF_STEPS_28BYJ48, "TURN_STEPS", "half steps of one turn of the shaft"),)


HBRIDGE = Driver("hbridge", "BridgeMotor", "ohm_hbridge", (Role("FORWARD", ("IN1",)), Role("BACKWARD", ("IN2",)), Role("SPEED", ("ENA",), optional=True)),
                 actions=frozenset(("forward", "backward", "stop", "speed", "on", "off", "toggle", "reverse")), rest="stop", stands_for='"L298N" by Andrea Lombardo')
STEPPER = Driver("stepper", "StepMotor", "ohm_stepper", (Role("PINS", ("IN1", "IN2", "IN3", "IN4"), every=True),), _stepper,
                 actions=frozenset(("step", "move", "stop", "forward", "backward", "speed", "on", "off", "toggle")), rest="stop", stands_for='"Stepper" by Arduino, "AccelStepper"')

MOVERS = (HBRIDGE, STEPPER)

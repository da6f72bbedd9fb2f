"""The drivers that act: lights, switches, sounds, motors."""

from __future__ import annotations

from ohm_core.firmware.sites import signal_of
from ohm_core.firmware.spec import Driver, Level, Role, Setting, Site

ON_OFF = frozenset(("on", "off", "toggle", "blink"))


def _on_level(site: Site) -> tuple[Setting, ...]:
    return (Setting(Level(signal_of(site).active == "high"), "ON", "the level that switches it on"),)


OUTPUT = Driver("output", "Output", "ohm_output", (Role(control=True),), _on_level, actions=ON_OFF, rest="off")
PWM = Driver("pwm", "PwmOutput", "ohm_pwm", (Role(control=True),), _on_level, actions=ON_OFF | {"set", "speed"}, rest="off")
BUZZER = Driver("buzzer_active", "Buzzer", "ohm_buzzer", (Role(control=True),), _on_level, actions=ON_OFF | {"beep"}, rest="off",
                extra=("ohm_output",))
SPEAKER = Driver("buzzer_passive", "Speaker", "ohm_tone", (Role(control=True),), actions=ON_OFF | {"beep", "tone", "melody"}, rest="off",
                 stands_for='"ToneESP32", "NonBlockingRtttl"')
SERVO = Driver("servo", "ServoMotor", "ohm_servo", (Role(pins=("SIG", "PWM")),), actions=frozenset(("move", "sweep", "stop")), rest="",
               stands_for='"Servo" by Arduino, "ESP32Servo"')

ACTORS = (OUTPUT, PWM, BUZZER, SPEAKER, SERVO)

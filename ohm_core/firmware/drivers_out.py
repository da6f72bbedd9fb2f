"""The drivers that act: lights, switches, sounds."""

from __future__ import annotations

from ohm_core.circuit.hookup import Signal
from ohm_core.firmware.names import snake
from ohm_core.firmware.sites import attr, signal_of
from ohm_core.firmware.spec import Driver, Level, Role, Setting, Site, Symbol

ON_OFF = frozenset(("on", "off", "toggle", "blink"))
HUES = frozenset(("hue", "next_color", "rainbow"))
SEGMENTS = tuple("ABCDEFG")


def on_level(site: Site) -> tuple[Setting, ...]:
    return (Setting(Level(signal_of(site).active == "high"), "ON", "the level that switches it on"),)


def common(site: Site) -> tuple[Setting, ...]:
    """The level that lights one LED of several with a common pin: low where the common pin is at the supply."""
    anode = "high" in (level for pin, level in site.hookup.ties.items() if pin.upper().startswith("C"))
    return (Setting(Level(not anode), "ON", "common anode: low lights it" if anode else "common cathode: high lights it"),)


def _pixels(site: Site) -> tuple[Setting, ...]:
    count = attr(site, "pixels") or next((int(w) for w in site.part.part.id.split("-") if w.isdigit()), 8)
    return (Setting(int(count), "COUNT", "pixels in the chain"),)


def _bar(site: Site) -> tuple[Setting, ...]:
    return (Setting(10), *common(site))


def _loudness(site: Site) -> tuple[Setting, ...]:
    return (Setting(70.0, "VOLUME_PCT", "how loud it is from the start"),)


def register_of(signal: Signal | None) -> tuple[str, int] | None:
    """The variable of the shift register that a signal comes from, and which of its outputs it is."""
    if signal is None or signal.through is None:
        return None
    return snake(signal.through.ref), int("".join(c for c in signal.through.pin if c.isdigit()) or 0)


def _shifted(site: Site) -> tuple[Setting, ...]:
    found = register_of(site.hookup.control)
    assert found
    return (Setting(Symbol(found[0], found[0])), Setting(found[1]), *on_level(site))


OUTPUT = Driver("output", "Output", "ohm_output", (Role(control=True),), on_level, actions=ON_OFF, rest="off")
PWM = Driver("pwm", "PwmOutput", "ohm_pwm", (Role(control=True),), on_level, actions=ON_OFF | {"set", "speed", "fade", "ramp"}, rest="off")
BUZZER = Driver("buzzer_active", "Buzzer", "ohm_buzzer", (Role(control=True),), on_level, actions=ON_OFF | {"beep"}, rest="off",
                extra=("ohm_output",))
SPEAKER = Driver("buzzer_passive", "Speaker", "ohm_tone", (Role(control=True),), actions=ON_OFF | {"beep", "tone", "melody"}, rest="off",
                 stands_for='"NonBlockingRtttl" by Antoine Beauchamp')
SERVO = Driver("servo", "ServoMotor", "ohm_servo", (Role(pins=("SIG", "PWM")),), actions=frozenset(("move", "sweep", "stop", "on", "off", "toggle")),
               stands_for='"Servo" by Arduino, "ESP32Servo" by Kevin Harrington')
RGB = Driver("rgb", "RgbLed", "ohm_rgb", (Role("RED", ("R",)), Role("GREEN", ("G",)), Role("BLUE", ("B",))), common, actions=ON_OFF | HUES | {"color", "set", "ramp"}, rest="off")
PIXELS = Driver("ws2812", "PixelStrip", "ohm_pixels", (Role(pins=("DIN",)),), _pixels, actions=ON_OFF | HUES | {"color", "set", "ramp", "bar", "clear"}, rest="off",
                stands_for='"Adafruit NeoPixel", "FastLED"')
LED_BAR = Driver("led_bar", "LedBar", "ohm_ledbar", (Role("PINS", tuple(f"A{n}" for n in range(1, 11)), every=True),), _bar,
                 actions=frozenset(("bar", "on", "off")), rest="off", named=False)
CARD = Driver("sd", "CardLog", "ohm_sd", (Role("CS", ("CS",)),), actions=frozenset(("log",)), bus="spi", updates=False,
              families=frozenset(("esp32", "esp8266", "rp2040")), stands_for='"SD" of the board\'s core')
SHIFT = Driver("74hc595", "ShiftRegister", "ohm_shift", (Role("DATA", ("DS",)), Role("CLOCK", ("SHCP",)), Role("LATCH", ("STCP",))), named=False, updates=False,
               stands_for='"ShiftRegister74HC595" by Timo Denk')
SHIFT_OUTPUT = Driver("shift_output", "ShiftOutput", "ohm_shift", (), _shifted, actions=ON_OFF, rest="off", extra=("ohm_output",))
PLAYER = Driver("dfplayer", "TrackPlayer", "ohm_dfplayer", (Role("RX", ("TX",), optional=True), Role("TX", ("RX",))), _loudness, actions=frozenset(("play", "on", "off", "stop", "set")),
                rest="stop", stands_for='"DFRobotDFPlayerMini"')

ACTORS = (OUTPUT, PWM, BUZZER, SPEAKER, SERVO, RGB, PIXELS, LED_BAR, CARD, PLAYER, SHIFT, SHIFT_OUTPUT)

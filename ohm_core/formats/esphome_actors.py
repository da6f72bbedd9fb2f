"""The parts that act and show, as ESPHome's components, each with what it does for every action that a behaviour may ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ohm_core.firmware.devices import Device
from ohm_core.firmware.sites import attr, signal_of
from ohm_core.firmware.spec import Level
from ohm_core.firmware.values import rgb
from ohm_core.formats.esphome_config import Actions, Actor, Config
from ohm_core.formats.esphome_sensors import address, pin_of, setting
from ohm_core.formats.yaml_text import Lambda

if TYPE_CHECKING:
    from ohm_core.formats.esphome_acts import Args

PWM = {"esp32": "ledc", "esp8266": "esp8266_pwm", "rp2040": "rp2040_pwm"}
FOREVER = {"lambda": Lambda("return true;")}


def _is_light(d: Device) -> bool:
    return d.site.part.part.category.startswith("led")


def _switch(c: Config, d: Device) -> None:
    """On and off: a light where it is one, else a switch. A part behind another's pin (a pump at a relay) is commanded as that."""
    if (first := c.driven.get(pin_of(d))) in c.actors:
        c.actors[d.ref] = c.actors[first]
        return
    made, pin = c.id(d.var), c.pin(pin_of(d), inverted=signal_of(d.site).active == "low")
    kind = "switch"
    if _is_light(d):
        kind, out = "light", c.id(f"{made}_output")
        c.add("output", platform="gpio", id=out, pin=pin)
        c.add("light", platform="binary", id=made, name=d.ref, output=out, restore_mode="ALWAYS_OFF")
    else:
        c.add("switch", platform="gpio", id=made, name=d.ref, pin=pin, restore_mode="ALWAYS_OFF")
    c.actors[d.ref] = Actor(_on_off(c, made, {f"{kind}.turn_on": made}, {f"{kind}.turn_off": made}, {f"{kind}.toggle": made}))


def _on_off(c: Config, made: str, on: dict[str, object], off: dict[str, object], toggle: dict[str, object] | None = None) -> dict[str, Callable[[Args], Actions]]:
    """On, off, toggle, and a script that blinks or beeps; what else is asked of the part ends it."""

    def stop() -> Actions:
        return [{"script.stop": s["id"]} for s in c.sections.get("script", []) if s["id"].startswith(f"{made}_blink")]

    def blink(args: Args) -> Actions:
        wanted = args.number("period_s", 1.0, 500.0)
        half = wanted if isinstance(wanted, Lambda) else f"{max(wanted, 10):.0f}ms"
        script = next((s for s in c.sections.get("script", []) if s["id"].startswith(f"{made}_blink") and s["then"][0]["while"]["then"][1]["delay"] == half), None)
        if script is None:
            script = c.add("script", id=c.id(f"{made}_blink"), mode="single", then=[{"while": {"condition": FOREVER, "then": [on, {"delay": half}, off, {"delay": half}]}}])
        return [{"script.execute": script["id"]}]

    done: dict[str, Callable[[Args], Actions]] = {"on": lambda a: [*stop(), on], "off": lambda a: [*stop(), off], "blink": blink, "beep": blink, "stop": lambda a: [*stop(), off]}
    if toggle:
        done["toggle"] = lambda a: [*stop(), toggle]
    return done


def _output(c: Config, wanted: str, pin: str, inverted: bool = False, **more: object) -> str:
    """A PWM output; its id."""
    made = c.id(wanted)
    c.add("output", platform=PWM[c.family], id=made, pin=c.pin(pin), **({"inverted": True} if inverted else {}), **more)
    return made


def _dimmed(c: Config, d: Device) -> None:
    made = c.id(d.var)
    out = _output(c, f"{made}_output", pin_of(d), signal_of(d.site).active == "low")
    if _is_light(d):
        c.add("light", platform="monochromatic", id=made, name=d.ref, output=out, default_transition_length="0s", restore_mode="ALWAYS_OFF")

        def level(args: Args) -> Actions:
            return [{"light.turn_on": {"id": made, "brightness": args.number("level_pct", 100.0, 0.01)}}]

        acts = _on_off(c, made, {"light.turn_on": made}, {"light.turn_off": made}, {"light.toggle": made})
        c.actors[d.ref] = Actor({**acts, "set": level, "fade": lambda a: [{"light.turn_on": {"id": made, "brightness": a.number("level_pct", 100.0, 0.01), "transition_length": "1s"}}]})
        return

    def drive(args: Args) -> Actions:
        return [{"output.set_level": {"id": out, "level": args.number("level_pct", 100.0, 0.01)}}]

    c.actors[d.ref] = Actor({**_on_off(c, made, {"output.turn_on": out}, {"output.turn_off": out}), "set": drive, "speed": drive})


def _speaker(c: Config, d: Device) -> None:
    made = c.id(d.var)
    out = _output(c, f"{made}_output", pin_of(d))
    sound: dict[str, object] = {"output.set_level": {"id": out, "level": 0.5}}

    def tone(args: Args) -> Actions:
        return [{f"output.{PWM[c.family]}.set_frequency": {"id": out, "frequency": args.number("frequency_hz", 440.0, 1.0)}}, sound]

    c.actors[d.ref] = Actor({**_on_off(c, made, sound, {"output.turn_off": out}), "tone": tone})


def _rgb_led(c: Config, d: Device) -> None:
    made = c.id(d.var)
    inverted = any(isinstance(s.value, Level) and not s.value.high for s in d.settings)
    c.add("light", platform="rgb", id=made, name=d.ref, **{color: _output(c, f"{made}_{color}", pin_of(d, color.upper()), inverted) for color in ("red", "green", "blue")}, default_transition_length="0s", restore_mode="ALWAYS_OFF")
    c.actors[d.ref] = Actor(_colored(c, made))


def _colored(c: Config, made: str) -> dict[str, Callable[[Args], Actions]]:
    """What lights of any colour do."""

    def color(args: Args) -> Actions:
        value = rgb(args.plain("color", "white"))
        if not value:
            return [{"light.turn_off": made}]
        return [{"light.turn_on": {"id": made, "brightness": 1.0, **{n: round((value >> shift & 255) / 255, 3) for n, shift in (("red", 16), ("green", 8), ("blue", 0))}}}]

    def on(args: Args) -> Actions:
        return color(args) if args.has("color") else [{"light.turn_on": made}]

    acts = _on_off(c, made, {"light.turn_on": made}, {"light.turn_off": made}, {"light.toggle": made})
    return {**acts, "on": on, "color": color, "clear": acts["off"], "set": lambda a: [{"light.turn_on": {"id": made, "brightness": a.number("level_pct", 100.0, 0.01)}}]}


def _pixels(c: Config, d: Device) -> None:
    made, count, pin = c.id(d.var), setting(d, "COUNT"), c.pin(pin_of(d))
    more: dict[str, object] = {"id": made, "name": d.ref, "pin": pin, "num_leds": count, "effects": [{"addressable_rainbow": {"name": "Rainbow"}}], "default_transition_length": "0s", "restore_mode": "ALWAYS_OFF"}
    if c.family == "esp8266":
        c.add("light", platform="neopixelbus", variant="WS2812", type="GRB", method="bit_bang", **more)
    else:
        c.add("light", platform="rp2040_pio_led_strip" if c.family == "rp2040" else "esp32_rmt_led_strip", rgb_order="GRB", chipset="WS2812", **({"pio": 0} if c.family == "rp2040" else {}), **more)
    rainbow = {"light.turn_on": {"id": made, "effect": "Rainbow"}}
    c.actors[d.ref] = Actor({**_colored(c, made), "rainbow": lambda a: [rainbow]})


def _servo(c: Config, d: Device) -> None:
    made = c.id(d.var)
    c.add("servo", id=made, output=_output(c, f"{made}_output", pin_of(d), frequency="50 Hz"), auto_detach_time="0s")
    off: Actions = [{"servo.detach": made}]

    def move(args: Args) -> Actions:
        return [*still(), {"servo.write": {"id": made, "level": args.number("angle_deg", 90.0, 1 / 90, -1.0)}}]

    def still() -> Actions:
        return [{"script.stop": s["id"]} for s in c.sections.get("script", []) if s["id"].startswith(f"{made}_sweep")]

    def sweep(args: Args) -> Actions:
        ends = [{"servo.write": {"id": made, "level": args.number(name, angle, 1 / 90, -1.0)}} for name, angle in (("from_deg", 0.0), ("to_deg", 180.0))]
        wait = {"delay": f"{args.fixed('period_s', 2.0) * 500:.0f}ms"}
        script = c.add("script", id=c.id(f"{made}_sweep"), mode="single", then=[{"while": {"condition": FOREVER, "then": [ends[0], wait, ends[1], wait]}}])
        return [{"script.execute": script["id"]}]

    c.actors[d.ref] = Actor({"move": move, "sweep": sweep, "off": lambda a: [*still(), *off], "stop": lambda a: [*still(), *off]})


def _bridge(c: Config, d: Device) -> None:
    made = c.id(d.var)
    ways = [c.id(f"{made}_{way}") for way in ("forward", "backward")]
    for out, role in zip(ways, ("FORWARD", "BACKWARD"), strict=True):
        c.add("output", platform="gpio", id=out, pin=c.pin(pin_of(d, role)))
    enable = next((_output(c, f"{made}_speed", at[0]) for r, at in d.pins if r.name == "SPEED" and at), "")
    full: Actions = [{"output.turn_on": enable}] if enable else []
    rest: Actions = [{"output.turn_off": out} for out in ways]

    def drive(way: int) -> Callable[[Args], Actions]:
        return lambda a: [{"output.turn_off": ways[1 - way]}, {"output.turn_on": ways[way]}, *full]

    acts = {"forward": drive(0), "on": drive(0), "backward": drive(1), "stop": lambda a: rest, "off": lambda a: rest}
    if enable:
        acts["speed"] = lambda a: [{"output.set_level": {"id": enable, "level": a.number("level_pct", 100.0, 0.01)}}]
    c.actors[d.ref] = Actor(acts)


def _stepper(c: Config, d: Device) -> None:
    made, pins = c.id(d.var), next(at for _, at in d.pins)
    c.add("stepper", platform="uln2003", id=made, **{f"pin_{x}": c.pin(p) for x, p in zip("abcd", pins, strict=True)}, max_speed="250 steps/s", step_mode="HALF_STEP", sleep_when_done=True)
    steps = 4096 / 360
    c.actors[d.ref] = Actor({"move": lambda a: [{"stepper.set_target": {"id": made, "target": a.whole("angle_deg", 0.0, steps)}}],
                             "stop": lambda a: [{"stepper.set_target": {"id": made, "target": Lambda(f"return id({made}).current_position;")}}]})


LINES = """std::string text = id({text});
size_t at = 0;
for (int line = 0; at < text.size(); line++) {{
  size_t end = text.find('\\n', at);
  if (end == std::string::npos) end = text.size();
  {show}
  at = end + 1;
}}"""


def _screen(c: Config, d: Device, platform: str, show: str, **more: object) -> None:
    """A display that shows a text until another comes."""
    text = c.id(f"{d.var}_text")
    c.add("globals", id=text, type="std::string", initial_value='""')
    printed = "at" if platform in ("tm1637", "max7219") else ""
    drawn = Lambda(f"it.print(id({text}).c_str());") if printed else Lambda(LINES.format(text=text, show=show))
    c.add("display", platform=platform, id=c.id(d.var), update_interval="250ms", **more, **{"lambda": drawn})
    clear: Actions = [{"globals.set": {"id": text, "value": Lambda('return std::string("");')}}]
    c.actors[d.ref] = Actor({"show": lambda a: [{"globals.set": {"id": text, "value": a.text("text")}}], "number": lambda a: [{"globals.set": {"id": text, "value": a.text("value")}}],
                             "clear": lambda a: clear, "off": lambda a: clear})


def _oled(c: Config, d: Device) -> None:
    c.fonts = True
    _screen(c, d, "ssd1306_i2c", "it.print(0, line * 16, id(ohm_font), text.substr(at, end - at).c_str());", model=f"SSD1306 128x{setting(d, 'HEIGHT')}", address=address(d))


def _lcd(c: Config, d: Device) -> None:
    part = d.site.part.part
    size = "20x4" if "2004" in part.id or attr(d.site, "rows") == 4 else "16x2"
    show = "it.print(0, line, text.substr(at, end - at).c_str());"
    if d.driver.bus == "i2c":
        _screen(c, d, "lcd_pcf8574", show, dimensions=size, address=address(d))
    else:
        _screen(c, d, "lcd_gpio", show, dimensions=size, rs_pin=c.pin(pin_of(d, "RS")), enable_pin=c.pin(pin_of(d, "E")), data_pins=[c.pin(pin_of(d, f"D{n}")) for n in range(4, 8)])


def _digits(c: Config, d: Device) -> None:
    if d.driver.name == "tm1637":
        _screen(c, d, "tm1637", "", clk_pin=c.pin(pin_of(d, "CLK")), dio_pin=c.pin(pin_of(d, "DIO")), length=4)
        return
    bus = c.id(f"{d.var}_spi")
    c.add("spi", id=bus, clk_pin=c.pin(pin_of(d, "CLK")), mosi_pin=c.pin(pin_of(d, "DIN")))
    _screen(c, d, "max7219", "", spi_id=bus, cs_pin=c.pin(pin_of(d, "CS")), num_chips=1)


ACTORS: dict[str, Callable[[Config, Device], None]] = {
    "output": _switch, "buzzer_active": _switch, "pwm": _dimmed, "buzzer_passive": _speaker, "rgb": _rgb_led, "ws2812": _pixels, "servo": _servo, "hbridge": _bridge, "stepper": _stepper,
    "ssd1306": _oled, "lcd1602": _lcd, "lcd1602_i2c": _lcd, "tm1637": _digits, "max7219": _digits,
}

"""The bring-up kit's README: what to measure before power, what each test should show, and what to do when it does not."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.firmware.arduino import Sketch
from ohm_core.firmware.devices import Device
from ohm_core.firmware.firmware import Language
from ohm_core.firmware.names import snake
from ohm_core.firmware.sites import net_volts

# A rail may be off by so much before something is wrong: USB allows 4.75 to 5.25 V, regulators are closer.
TOLERANCE = 0.05
LOADS = ("output", "pwm", "servo", "hbridge", "stepper", "ws2812")


def guide(sketch: Sketch, groups: dict[str, tuple[Device, ...]], language: Language) -> str:
    """README.md of the kit."""
    return "\n".join([
        f"# Bring-up of {sketch.title}", "",
        "Go step by step; the first step that fails is the place to look.", "",
        "## 1. Before power", "",
        "- Compare every wire with the wiring table, the polar parts (LED, diode, capacitor, module pins) twice.",
        "- With everything unplugged, set the multimeter to resistance and measure between each supply and GND. A few ohms mean a short circuit: find it before you go on.",
        "", "## 2. Power without program", "", *_rails(sketch),
        "", "## 3. The board alone", "",
        *(_upload_blink(language)),
        "", "## 4. The buses and the parts", "", *_tests(sketch, groups, language),
        "", "## It doesn't work", "", *TROUBLES, *_own_troubles(sketch), "",
    ])


def _rails(sketch: Sketch) -> Iterator[str]:
    """What a multimeter should read on each supply net."""
    circuit = sketch.circuit
    yield "Black probe on GND, red probe on:"
    yield ""
    yield "| where | should read | feeds |"
    yield "| --- | --- | --- |"
    for net in circuit.nets:
        volts = net_volts(circuit, net)
        if net.kind == "supply" and volts is not None:
            fed = sorted({p.ref for p in net.pins if p.ref != circuit.board})
            yield f"| {net.name} | {volts * (1 - TOLERANCE):.2f} to {volts * (1 + TOLERANCE):.2f} V | {', '.join(fed) or 'nothing yet'} |"
    for device in sketch.devices:
        if device.driver.name == "button":
            low = any(s.active == "low" for s in device.site.hookup.signals.values())
            high = f"{device.site.volts:.1f} V"
            yield f"| {device.ref}'s signal (program running) | {high if low else '0 V'} released, {'0 V' if low else high} pressed | |"
    if sketch.uses("i2c"):
        yield f"| SDA and SCL (nothing talking) | near the supply of the bus, never 0 V | {', '.join(d.ref for d in sketch.uses('i2c'))} |"


def _upload_blink(language: Language) -> tuple[str, ...]:
    if language == "micropython":
        return ("Run `mpremote run bringup/blink.py`: the board's own LED blinks once a second.",)
    return ("Upload `bringup/blink`: the board's own LED blinks once a second. Nothing else has to be joined for this.",)


def _tests(sketch: Sketch, groups: dict[str, tuple[Device, ...]], language: Language) -> Iterator[str]:
    if i2c := sketch.uses("i2c"):
        found = ", ".join(f"0x{d.site.hookup.address:02X} ({d.ref})" for d in i2c if d.site.hookup.address)
        yield f"- `{'mpremote run bringup/i2c_scan.py' if language == 'micropython' else 'bringup/i2c_scan'}` must list {found}."
    if language == "arduino" and groups:
        yield "- Upload `bringup/test_parts`, open the serial monitor at 115200 baud and type the letter of a test:"
    for index, (name, members) in enumerate(groups.items()):
        start = f"`mpremote run bringup/test_{snake(name)}.py`" if language == "micropython" else f"`{chr(97 + index)}`"
        yield f"  - {start} {', '.join(d.ref for d in members)}: {_expected(members[0])}"


def _expected(device: Device) -> str:
    name = device.driver.name
    if device.driver.events and not device.driver.fragile:
        return "a line on the serial monitor with each press or change."
    if device.driver.is_sensor:
        return "believable readings that change when you breathe on it, cover it or move it."
    if device.driver.show:
        return "a word or digit that changes every two seconds."
    if name in ("buzzer_active", "buzzer_passive"):
        return "a short beep every two seconds."
    if name == "servo":
        return "the arm goes to and fro every two seconds."
    return "it switches every two seconds."


TROUBLES = (
    "- **Upload fails.** Another cable (many only charge), the right port and board in the tool, nothing wired to the serial pins of the board.",
    "- **Nothing on the serial monitor.** Speed 115200 baud; press reset once.",
    "- **The board gets warm, or its LED goes dark when power comes.** Unplug at once: short circuit or a part the wrong way round.",
    "- **A part is dead in its test.** Measure its supply at its own pins; then its signal while the test runs; then swap the part.",
    "- **It works alone but not with the others.** A common ground is missing, or the supply is too weak for all of them together.",
)


def _own_troubles(sketch: Sketch) -> Iterator[str]:
    """What goes wrong with the parts of this circuit."""
    drivers = {d.driver.name for d in sketch.devices}
    if drivers & set(LOADS):
        yield "- **The board restarts when something moves or lights up.** That part draws more than its supply gives: a supply of its own, grounds joined, a large capacitor across its supply."
    if "lcd1602_i2c" in drivers or "lcd1602" in drivers:
        yield "- **The LCD is lit but empty, or shows boxes.** Turn the contrast screw; for an I2C one try the address 0x3F in the configuration."
    if "dht" in drivers or "ds18b20" in drivers:
        yield "- **\"no answer\" from a temperature sensor.** Data and supply swapped, or the pull-up resistor is missing."
    if "hcsr04" in drivers:
        yield "- **The distance is always 400.** Nothing in reach, or TRIG and ECHO are swapped."
    if "soil" in drivers or "analog" in drivers:
        yield "- **A percentage is stuck or runs the wrong way.** Write down the raw reading at both ends and put them into the configuration."
    if sketch.wireless:
        yield "- **No messages arrive.** The network must be 2.4 GHz; name and password are in the secrets file; the monitor says WIFI=on."

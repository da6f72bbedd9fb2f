"""Which parts the firmware commands or reads, with which driver, on which pins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ohm_core.circuit.circuit import Circuit, Instance
from ohm_core.circuit.hookup import Hookup, Signal, hookups
from ohm_core.design.behaviour import Behaviour, subjects
from ohm_core.firmware.catalog import BOARD_SERVO, BY_NAME, DIGITAL, GESTURES, HBRIDGE, KNOCK, MATRIX, OUTPUT, PWM, SHIFT_DIGIT, SHIFT_OUTPUT, SOIL, STEPPER
from ohm_core.firmware.drivers_out import SEGMENTS
from ohm_core.firmware.firmware import Language
from ohm_core.firmware.names import Names, constant, snake
from ohm_core.firmware.presses import presses
from ohm_core.firmware.sites import NotJoined, wired
from ohm_core.firmware.spec import Driver, Mode, Role, Setting, Site

DIMMED = frozenset(("set", "speed", "fade", "ramp"))
TOGETHER = frozenset(("bar", "chase"))  # several LEDs commanded as one are plainly on or off
BOTH_WAYS = frozenset(("forward", "backward"))


@dataclass(frozen=True)
class Device:
    """One part in the program: its variable, the start of its constants, its driver, the board pins of each role."""

    ref: str
    var: str
    prefix: str
    driver: Driver
    site: Site
    pins: tuple[tuple[Role, tuple[str, ...]], ...]
    settings: tuple[Setting, ...] = ()

    def decimals(self, reading: str) -> int:
        """Digits behind the point that the reading is worth."""
        return DECIMALS.get(reading.rsplit("_", 1)[-1], 1)


DECIMALS = {"pct": 0, "steps": 0, "g": 2, "dps": 0, "v": 2, "a": 3, "hour": 0, "minute": 0, "second": 0, "weekday": 0}


def devices(circuit: Circuit, language: Language) -> tuple[tuple[Device, ...], dict[str, str]]:
    """The devices in the design's order; and by reference why a part is none that behaviours speak of or that is there to serve."""
    board = circuit.parts[circuit.board].part.board
    assert board
    volts = board.reference_v.any() if board.reference_v else None
    wanted, found, why, names = _wanted(circuit.design.behaviours), [], {}, Names()
    joined = hookups(circuit)
    carriers = {ref for h in joined.values() for s in ((h.control,) if h.control else h.signals.values()) for ref in s.via}
    through = {s.through.ref for h in joined.values() for s in (*h.signals.values(), h.control) if s and s.through}
    for ref, hookup in sorted(joined.items(), key=lambda item: item[0] not in through):
        part = circuit.parts[ref]
        site = Site(circuit, part, hookup, board.family, language, volts or 3.3)
        made = _device(site, wanted.get(ref, frozenset()), names, joined)
        if isinstance(made, Device) and (ref in wanted or ref not in carriers):
            found.append(made)
        elif isinstance(made, str) and (ref in wanted or ref not in carriers and _serves(site)):
            why[ref] = made
    if circuit.board in wanted and (onboard := _onboard(circuit, wanted[circuit.board], language, names)):
        found.append(onboard)
    return tuple(found), why


SERVES = frozenset(("sense", "act", "show", "input", "time", "identify", "communicate", "store"))


def _serves(site: Site) -> bool:
    """True for a part that does something for the person and has a wire to the board: firmware must serve it or say that it does not."""
    return bool(site.hookup.signals) and any(p.role in SERVES for p in site.part.part.provides)


ONBOARD = frozenset(("on", "off", "toggle", "blink"))


def _onboard(circuit: Circuit, actions: frozenset[str], language: Language, names: Names) -> Device | None:
    """The board's own LED, where it is asked to do something."""
    board = circuit.parts[circuit.board]
    if not actions & ONBOARD or board.part.board is None:
        return None
    pin, what = next(((p, w) for p, w in board.part.board.onboard.items() if "LED" in w), ("LED_BUILTIN", "LED, high = on"))
    signal = Signal("LED", pin, "low" if "low" in what else "high")
    site = Site(circuit, board, Hookup(board.ref, {"LED": signal}, control=signal), board.part.board.family, language, 3.3)
    return Device(board.ref, names.take(snake(board.ref)), constant(board.ref, "led"), OUTPUT, site, ((OUTPUT.roles[0], (pin,)),), OUTPUT.settings(site))


def _wanted(behaviours: tuple[Behaviour, ...]) -> dict[str, frozenset[str]]:
    """Every reference that behaviours speak of, with the actions asked of it."""
    wanted: dict[str, set[str]] = {}
    for behaviour in behaviours:
        for subject in subjects(behaviour):
            wanted.setdefault(subject.partition(".")[0], set())
        for action in (*behaviour.do, *behaviour.else_):
            wanted.setdefault(action.act, set()).add(action.action)
    return {ref: frozenset(actions) for ref, actions in wanted.items()}


def _device(site: Site, actions: frozenset[str], names: Names, joined: Mapping[str, Hookup]) -> Device | str:
    driver = choose(site, actions)
    if isinstance(driver, str):
        return driver
    if site.family not in driver.families:
        return f"there is no {driver.name} driver for this board"
    if site.language not in driver.languages:
        return f"there is no {driver.name} driver in {'MicroPython' if site.language == 'micropython' else 'Arduino C++'}"
    site = _borrowed(site, driver)
    pins = tuple((role, _pins_of(site, role)) for role in driver.roles)
    missing = [role for role, at in pins if not at and not role.optional]
    if missing:
        return f"{site.part.ref} is not joined to the board" if len(missing) == len(driver.roles) else f"its pin {missing[0].pins[0] if missing[0].pins else missing[0].name} is not joined to the board"
    try:
        settings = driver.settings(site)
    except NotJoined:
        return f"the bus of {site.part.ref} is not joined to the board"
    if site.family in ("avr", "esp8266") and Setting(Mode("down"), "MODE", "the board's own pull-down holds the line") in settings:
        return f"{site.part.ref} needs a resistor of 10 kohm from its signal to ground: this board has no pull-down of its own"
    return Device(site.part.ref, names.take(snake(site.part.ref)), constant(site.part.ref), driver, site, pins, settings)


def choose(site: Site, actions: frozenset[str]) -> Driver | str:
    """The driver for a part at its place and for what is asked of it, or why there is none."""
    part = site.part
    name = part.part.driver
    if name == "switch_output" and _bridge(site):
        return HBRIDGE
    if site.hookup.control and site.hookup.control.through and name in ("led", "switch_output", "buzzer_active"):
        return SHIFT_OUTPUT
    if name == "servo" and any(s.through for s in site.hookup.signals.values()):
        return BOARD_SERVO
    segments = [s for pin, s in site.hookup.signals.items() if pin in SEGMENTS]
    if name == "sevenseg" and segments and all(s.through for s in segments):
        return SHIFT_DIGIT
    if name in ("led", "switch_output"):
        if actions & BOTH_WAYS and name == "switch_output":
            return f"{part.ref} is behind a simple switch and turns one way only"
        return PWM if actions & DIMMED and not actions & TOGETHER and (_can_dim(site) or site.family != "avr") else OUTPUT
    if (name == "button" or name == "digital_in" and "touched" in part.part.events) and presses(site.circuit.design.behaviours, part.ref):
        return GESTURES
    if name == "stepper" or (not name and part.part.switch and part.part.switch.kind == "darlington" and actions):
        return STEPPER
    if part.part.category.startswith("sensor:soil"):
        return SOIL
    if name == "analog" and all(p and p.connect == "digital.in" for p in map(part.pin, site.hookup.signals)):
        return DIGITAL  # only the comparator's output is wired
    if name == "analog" and "knocked" in part.part.events:
        return KNOCK
    if name == "max7219" and "matrix" in part.part.id:
        return MATRIX
    if name == "bmp280":
        name = "bme280"
    if not name:
        return f"{part.part.name} has no firmware driver"
    return BY_NAME.get(name) or f"there is no driver '{name}' yet"


def _can_dim(site: Site) -> bool:
    board = site.circuit.board_instance()
    control = site.hookup.control
    pin = board.pin(control.board_pin) if board and control and control.board_pin else None
    return bool(pin and any(f.startswith("pwm:") for f in pin.functions))


def _bridge(site: Site) -> Instance | None:
    """The H-bridge whose outputs both ends of a motor are on, or None."""
    through = [{ref for ref in s.via if (sw := site.circuit.parts[ref].part.switch) and sw.kind == "hbridge"} for s in site.hookup.signals.values()]
    both = set.intersection(*through) if len(through) == 2 else set()
    return site.circuit.parts[next(iter(both))] if both else None


def _borrowed(site: Site, driver: Driver) -> Site:
    """A motor's or stepper's pins are those of its driver board."""
    if driver is HBRIDGE and (bridge := _bridge(site)):
        from ohm_core.firmware.bridges import motor_hookup

        return Site(site.circuit, site.part, motor_hookup(site, bridge), site.family, site.language, site.volts)
    if driver is STEPPER:
        from ohm_core.firmware.bridges import stepper_hookup

        return Site(site.circuit, site.part, stepper_hookup(site), site.family, site.language, site.volts)
    return site


def _pins_of(site: Site, role: Role) -> tuple[str, ...]:
    """The board pins that fill a role."""
    if role.control:
        return (site.hookup.control.board_pin,) if site.hookup.control and site.hookup.control.board_pin else ()
    named = tuple(s.board_pin for s in wired(site, role.pins))
    if role.every:
        return named if len(named) == len(role.pins) else ()
    if not named and len(role.pins) != 1 and len(site.hookup.signals) == 1:
        named = tuple(s.board_pin for s in site.hookup.signals.values() if s.board_pin)
    return named[:1]



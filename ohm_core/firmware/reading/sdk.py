"""What C programs of the Pico SDK and ESP-IDF say of pins beyond one argument: directions, functions, masks, channels, structures.

Which call and which member means what stands in data/sketches/c_sdk.toml. Nothing is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tree_sitter import Node

from ohm_core.firmware.reading.collect import MODES, Collected
from ohm_core.firmware.reading.cpp_names import Names, Scalar, children, text
from ohm_core.firmware.reading.facts import Pin, Place

Uses = Iterator[tuple[str, tuple[Pin, ...], bool]]  # how, pins, sure
ON, OFF = frozenset({"GPIO_OUT", "true", "1", "GPIO_PULLUP_ENABLE", "GPIO_PULLDOWN_ENABLE"}), frozenset({"GPIO_IN", "false", "0", "GPIO_PULLUP_DISABLE", "GPIO_PULLDOWN_DISABLE"})
FIRST_ADC, LAST_ADC = 26, 29  # RP2040 data sheet, 1.4.3: ADC inputs 0 to 3 are GPIO26 to GPIO29; input 4 is the thermometer
# RP2040 data sheet, 1.4.3, table of functions: which end of which bus a GPIO is.
_ENDS = {"GPIO_FUNC_I2C": ("i2c", ("sda", "scl")), "GPIO_FUNC_UART": ("uart", ("tx", "rx", "", "")), "GPIO_FUNC_SPI": ("spi", ("miso", "cs", "sck", "mosi"))}
_CHANNEL = re.compile(r"(?:ADC[12]?_CHANNEL_|DAC_CHANNEL_|DAC_CHAN_|DAC_CHAN|TOUCH_PAD_NUM|ADC[12]_GPIO|)(\d+)(?:_CHANNEL)?")
_STRUCT = {"mode": "mode", "pull_up_en": "up", "pull_down_en": "down", "pin_bit_mask": "mask"}
CALLS = frozenset({"gpio_config", "adc_oneshot_new_unit", "adc_oneshot_config_channel"})


@dataclass(frozen=True)
class Setting:
    """A member of a structure with the value it is given: `owner` is the variable and its scope."""

    owner: tuple[str, str]
    member: str
    value: Node
    scope: str
    place: Place


def meant(role: str, values: tuple[Scalar, ...], said: Mapping[str, str]) -> Uses:
    """What an argument of ROLE with these VALUES does to which pins; SAID holds the arguments beside it by their roles."""
    pins = tuple(v if isinstance(v, str) else int(v) for v in values)
    if role == "dir":
        word = said.get("diris", "")
        yield ("out" if word in ON else "in" if word in OFF else "data"), pins, True
    elif role == "pulls":
        up, down = said.get("upis", ""), said.get("downis", "")
        yield ("in" if up in OFF and down in OFF else "in_pulldown" if up in OFF else "in_pullup"), pins, up in ON | OFF
    elif role == "func":
        yield from _function(said.get("funcis", ""), pins)
    elif role in ("mask", "outmask"):
        yield ("out" if role == "outmask" else "data"), _bits(values), role == "outmask"
    elif role == "adcinput":
        known = tuple(FIRST_ADC + v for v in pins if isinstance(v, int) and v <= LAST_ADC - FIRST_ADC)
        yield from ((("analog", known, True),) if known or not pins else ())
    elif role in _CHANNELS:
        how, name = _CHANNELS[role]
        yield how, tuple(name.format(_number(v, role)) for v in pins if _number(v, role) is not None), True
    else:
        yield from ((word.rstrip("?"), pins, not word.endswith("?")) for word in role.split("+"))


_CHANNELS = {"adc1": ("analog", "adc:ADC1.{}"), "adc2": ("analog", "adc:ADC2.{}"), "dacchannel": ("dac", "dac:{}"), "touchpad": ("touch", "touch:T{}")}
ROLES = frozenset({"dir", "pulls", "func", "mask", "outmask", "adcinput", *_CHANNELS})


def is_ours(role: str) -> bool:
    """True where a role is read here, not as one plain word."""
    return role in ROLES or "+" in role or role.endswith("?")


def _number(value: Pin, role: str) -> int | None:
    """The channel of `ADC1_CHANNEL_6`; DAC_CHAN_0 of the newer API is DAC_CHANNEL_1 of the older."""
    found = _CHANNEL.fullmatch(str(value))
    return int(found[1]) + (1 if role == "dacchannel" and "CHAN_" in str(value) else 0) if found else None


def _bits(values: tuple[Scalar, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(b for v in values if isinstance(v, int) for b in range(64) if v >> b & 1))


def _function(word: str, pins: tuple[Pin, ...]) -> Uses:
    """gpio_set_function(): a bus takes the end that the pin has there."""
    kind, ends = _ENDS.get("GPIO_FUNC_UART" if word.startswith("UART_FUNCSEL_NUM") else word, ("", ()))
    for pin in pins:
        if kind and isinstance(pin, int) and pin >= 0:
            if end := ends[pin % len(ends)]:
                yield end, (pin,), True
        elif word == "GPIO_FUNC_PWM":
            yield "pwm", (pin,), True
        elif word != "GPIO_FUNC_SIO":
            yield "data", (pin,), False
    if not pins:
        yield "data", (), True


def unit_of(how: str, pin: int) -> tuple[str, str]:
    """The bus and its number that a GPIO of the RP2040 is an end of (data sheet, 1.4.3)."""
    if how in ("sda", "scl"):
        return "i2c", str(pin // 2 % 2)
    if how in ("tx", "rx"):
        return "uart", str((pin + 4) // 8 % 2)
    return "spi", str(pin // 8 % 2)


def settings(node: Node, scope: str, file: str) -> Iterator[Setting]:
    """Members of structures that NODE sets: `x.member = value`, `x->member = value`, `T x = {.member = value}`."""
    place = Place(file, node.start_point[0] + 1)
    if node.type == "assignment_expression":
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is not None and right is not None and left.type == "field_expression":
            yield Setting((scope, text(left.child_by_field_name("argument"))), text(left.child_by_field_name("field")), right, scope, place)
    elif node.type == "initializer_pair":
        name, value = next(children(node, "field_designator"), None), node.child_by_field_name("value")
        if name is not None and value is not None:
            yield Setting((scope, _filled(node)), text(name).lstrip("."), value, scope, place)
    elif node.type == "call_expression" and text(node.child_by_field_name("function")) in CALLS:
        arguments = list(children(node.child_by_field_name("arguments")))
        if len(arguments) > 1 or arguments and text(node.child_by_field_name("function")) == "gpio_config":
            yield Setting((scope, text(arguments[0]).lstrip("&*( ")), text(node.child_by_field_name("function")), arguments[-1 if len(arguments) == 1 else 1], scope, place)


def _filled(pair: Node) -> str:
    """The variable whose initialiser a pair stands in; of lists within lists the list itself."""
    inner = pair.parent
    outer = inner.parent if inner is not None else None
    if outer is not None and outer.type == "init_declarator":
        return text(outer.child_by_field_name("declarator"))
    return f"#{inner.id}" if inner is not None else ""


class Structures:
    """The structures that a program fills, noted when all of it is known."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = fields
        self._by_owner: dict[tuple[str, str], list[Setting]] = {}

    def add(self, setting: Setting) -> None:
        self._by_owner.setdefault(setting.owner, []).append(setting)

    def note(self, names: Names, got: Collected) -> None:
        for settings_of in self._by_owner.values():
            ends: dict[str, Pin] = {}
            for one in settings_of:
                if role := self.fields.get(one.member):
                    values = tuple(v if isinstance(v, str) else int(v) for v in names.values(one.value, one.scope))
                    got.use(role, values, one.member, one.place, "", len(values) == 1, text(one.value))
                    ends |= {role: values[0]} if values and values[0] != -1 else {}
            _bus(ends, settings_of[0].place, got)
            _gpio_config(settings_of, names, got)
        self._adc(names, got)

    def _adc(self, names: Names, got: Collected) -> None:
        """Channels of adc_oneshot_config_channel(handle, channel): the unit is that of the structure the handle was made with."""
        every = [s for found in self._by_owner.values() for s in found]
        of_config = {s.owner: text(s.value) for s in every if s.member == "unit_id"}
        of_handle = {text(s.value).lstrip("&*( "): of_config.get(s.owner, "") for s in every if s.member == "adc_oneshot_new_unit"}
        for one in every:
            if one.member == "adc_oneshot_config_channel":
                unit = {"ADC_UNIT_1": "adc1", "ADC_UNIT_2": "adc2"}.get(of_handle.get(one.owner[1], ""))
                values = names.values(one.value, one.scope)
                for how, pins, sure in meant(unit, values, {}) if unit else (("analog", (), False),):
                    got.use(how, pins, one.member, one.place, "", sure and len(values) == 1, text(one.value))


def _bus(ends: Mapping[str, Pin], place: Place, got: Collected) -> None:
    for kind, needed in (("i2c", ("sda", "scl")), ("spi", ("sck", "mosi", "miso"))):
        found = tuple((e, ends[e]) for e in needed if e in ends)
        if found:
            got.bus(kind, f"{place.file}:{place.line}", found, f"{kind}_config", place)


def _gpio_config(found: list[Setting], names: Names, got: Collected) -> None:
    """gpio_config_t: a mask of pins with their mode and pulls, as they stand where gpio_config() is called. One that is filled
    again is noted as it stands at each call, but not as sure."""
    ours = [s for s in found if s.member in _STRUCT]
    if not ours:
        return
    calls = [s for s in found if s.member == "gpio_config"] or [ours[-1]]
    once = len({s.member for s in ours}) == len(ours)
    for call in calls:
        now = {_STRUCT[s.member]: s for s in ours if call.member != "gpio_config" or s.place.line <= call.place.line}
        if "mask" in now and (how := _how({k: text(s.value) for k, s in now.items()})):
            mask = now["mask"]
            got.use(how, _bits(names.values(mask.value, mask.scope)), "gpio_config", mask.place, "", once, text(mask.value))


def _how(said: Mapping[str, str]) -> str:
    how = MODES.get(said.get("mode", ""), "data" if "mode" in said else "")
    if how == "in":
        return "in_pullup" if said.get("up", "0") not in OFF else "in_pulldown" if said.get("down", "0") not in OFF else "in"
    return how

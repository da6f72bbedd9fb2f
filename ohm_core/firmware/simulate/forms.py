"""The words of a scenario → steps: one function a word. Raises BadInput with the place and what to change."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from ohm_core.errors import BadInput
from ohm_core.firmware.simulate.step import Look, Step

LIMIT_SECONDS = 24 * 3600.0
SERIAL_TIMEOUT_S = 30.0
PIN_TIMEOUT_S = 5.0  # as the wait-pin of wokwi-cli's PCEval edition
_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(us|µs|ms|s|m|min|h)\s*$")
_UNITS = {"us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0}


def step_of(raw: Any, where: str) -> Step:
    """The step that RAW, one item of the list, says."""
    body = mapping(raw, where, "be one step, like `delay: 500ms`")
    if len(body) != 1:
        raise BadInput(f"{where} must be exactly one step, like `delay: 500ms`; it has {len(body)} keys.", where)
    word, value = next(iter(body.items()))
    make = _STEPS.get(str(word))
    if make is None:
        raise BadInput(f"{where}: '{short(word)}' is no step; use {', '.join(_STEPS)}.", where)
    return make(value, f"{where}.{word}")


def _delay(value: Any, where: str) -> Step:
    seconds = duration(value, where)
    return Step("delay", f"delay: {value}", where, seconds=seconds)


def _wait_serial(value: Any, where: str) -> Step:
    body = value if isinstance(value, dict) else {"text": value}
    _keys(body, {"text", "timeout"}, where)
    text = _text(body.get("text"), f"{where}.text", "the text to wait for")
    if not text:
        raise BadInput(f"{where} must name the text to wait for.", where)
    return Step("serial", f'wait-serial: "{text}"', where, seconds=_timeout(body, where, SERIAL_TIMEOUT_S), text=text)


def _write_serial(value: Any, where: str) -> Step:
    if isinstance(value, list):
        if not all(isinstance(x, int) and not isinstance(x, bool) and 0 <= x <= 255 for x in value):
            raise BadInput(f"{where}: a list must hold numbers from 0 to 255.", where)
        return Step("write", f"write-serial: {value}", where, data=bytes(value))
    text = _text(value, where, "text or a list of byte values")
    return Step("write", f'write-serial: "{text}"', where, data=text.encode())


def _set_control(value: Any, where: str) -> Step:
    body = mapping(value, where, "give part-id, control and value")
    _keys(body, {"part-id", "control", "value"}, where)
    part, control = _word(body, "part-id", where), _word(body, "control", where)
    if "value" not in body:
        raise BadInput(f"{where} must give a value.", f"{where}.value")
    setting = _scalar(body["value"], f"{where}.value")
    return Step("set", f"set-control: {part} {control} {body['value']}", where, part=part, control=control, value=setting)


def _expect_pin(value: Any, where: str) -> Step:
    look = _look(value, where, set())
    return Step("expect", f"expect-pin: {look.part} {look.pin}", where, looks=(look,))


def _wait_pin(value: Any, where: str) -> Step:
    look = _look(value, where, {"timeout", "interval"})
    return Step("wait", f"wait-pin: {look.part} {look.pin}", where, seconds=_timeout(value, where, PIN_TIMEOUT_S), looks=(look,))


def _wait_multi_pin(value: Any, where: str) -> Step:
    body = mapping({"pins": value} if isinstance(value, list) else value, where, "list its pins")
    _keys(body, {"pins", "timeout", "interval"}, where)
    pins = body.get("pins")
    if not isinstance(pins, list) or not 1 <= len(pins) <= 64:
        raise BadInput(f"{where}: \"pins\" must be a list of 1 to 64 pins.", f"{where}.pins")
    looks = tuple(_look(p, f"{where}.pins[{i}]", set()) for i, p in enumerate(pins))
    said = ", ".join(f"{look.part} {look.pin}" for look in looks)
    return Step("waitAll", f"wait-multi-pin: {said}", where, seconds=_timeout(body, where, PIN_TIMEOUT_S), looks=looks)


def _screenshot(value: Any, where: str) -> Step:
    body = mapping(value, where, "give part-id")
    if {"save-to", "compare-with"} & set(body):
        raise BadInput(f"{where}: OHM puts the picture into the result and writes no file; to compare use expect-pin with the pin hash.", where)
    _keys(body, {"part-id"}, where)
    part = _word(body, "part-id", where)
    return Step("screenshot", f"take-screenshot: {part}", where, part=part)


_STEPS: Mapping[str, Callable[[Any, str], Step]] = {
    "delay": _delay, "wait-serial": _wait_serial, "expect-pin": _expect_pin, "set-control": _set_control, "write-serial": _write_serial,
    "wait-pin": _wait_pin, "wait-multi-pin": _wait_multi_pin, "take-screenshot": _screenshot,
}


def _look(value: Any, where: str, more: set[str]) -> Look:
    body = mapping(value, where, "give part-id, pin and value")
    _keys(body, {"part-id", "pin", "value", "expected", "tolerance", "min", "max", "contains"} | more, where)
    wanted = body.get("value", body.get("expected"))
    low, high = (_number(body[k], f"{where}.{k}") if k in body else None for k in ("min", "max"))
    if wanted is None and low is None and high is None:
        raise BadInput(f"{where} must give a value, or min and max.", f"{where}.value")
    tolerance = _number(body.get("tolerance", 0), f"{where}.tolerance")
    if tolerance < 0:
        raise BadInput(f"{where}.tolerance must not be negative.", f"{where}.tolerance")
    found = None if wanted is None else _scalar(wanted, f"{where}.value")
    return Look(_word(body, "part-id", where), _word(body, "pin", where), found, tolerance, low, high, bool(body.get("contains", False)))


def duration(value: Any, where: str) -> float:
    """'500ms', '1.5 s', '2m' → seconds. Raises BadInput for anything else, also a bare number."""
    found = _DURATION.match(value) if isinstance(value, str) else None
    if not found:
        raise BadInput(f"{where}: '{short(value)}' is no duration; write it with its unit, like 500ms, 1.5s or 2m.", where)
    seconds = float(found[1]) * _UNITS[found[2]]
    if seconds > LIMIT_SECONDS:
        raise BadInput(f"{where}: {short(value)} is longer than a day.", where)
    return seconds


def _timeout(body: Mapping[str, Any], where: str, default: float) -> float:
    """A time limit with its unit; a bare number is milliseconds, as wokwi-cli takes it."""
    value = body.get("timeout")
    if value is None:
        return default
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return duration(f"{value}ms", f"{where}.timeout")
    return duration(value, f"{where}.timeout")


def mapping(value: Any, where: str, must: str) -> dict[Any, Any]:
    """VALUE when it is a mapping. Raises BadInput: WHERE must MUST."""
    if not isinstance(value, dict):
        raise BadInput(f"{where} must {must}.", where)
    return value


def _keys(body: Mapping[Any, Any], known: set[str], where: str) -> None:
    for key in body:
        if key not in known:
            raise BadInput(f"{where}: '{short(key)}' is unknown here; use {', '.join(sorted(known))}.", where)


def _word(body: Mapping[Any, Any], key: str, where: str) -> str:
    value = body.get(key)
    if isinstance(value, bool):  # YAML reads a bare `on` as true
        return "on" if value else "off"
    if not isinstance(value, (str, int)) or str(value) == "":
        raise BadInput(f"{where} must give {key}.", f"{where}.{key}")
    return str(value)


def _text(value: Any, where: str, what: str) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise BadInput(f"{where} must be {what}.", where)
    return str(value)


def _number(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise BadInput(f"{where} must be a number, not '{short(value)}'.", where)
    return float(value)


def _scalar(value: Any, where: str) -> float | str:
    """A number (true is 1, false 0) or a text."""
    if isinstance(value, bool):
        return float(value)
    return value if isinstance(value, str) else _number(value, where)


def short(value: Any) -> str:
    """As much of a value as fits into a sentence."""
    return str(value)[:40]

"""Scenarios: YAML in the form of Wokwi's automation scenarios → typed steps. Form only; parts and pins are looked up in check.py."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ohm_core.errors import BadInput

LIMIT_BYTES = 100_000
LIMIT_STEPS = 1000
LIMIT_DEPTH = 8
LIMIT_SECONDS = 24 * 3600.0
SERIAL_TIMEOUT_S = 30.0
PIN_TIMEOUT_S = 5.0  # as the wait-pin of wokwi-cli's PCEval edition
_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(us|µs|ms|s|m|min|h)\s*$")
_UNITS = {"us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0}


@dataclass(frozen=True)
class Look:
    """Something to look at and what it must be: `value` (± `tolerance`), or a number from `min` to `max`."""

    part: str
    pin: str
    value: float | str | None = None
    tolerance: float = 0.0
    min: float | None = None
    max: float | None = None
    contains: bool = False

    def expected(self) -> str:
        """What it must be, in words."""
        if self.value is not None:
            text = f"{self.value:g}" if isinstance(self.value, float) else f'"{self.value}"'
            return f"contains {text}" if self.contains else f"{text} ± {self.tolerance:g}" if self.tolerance else text
        low = "" if self.min is None else f"at least {self.min:g}"
        high = "" if self.max is None else f"at most {self.max:g}"
        return " and ".join(x for x in (low, high) if x)


@dataclass(frozen=True)
class Step:
    """One step. `kind`: delay, serial, expect, set, write, wait, waitAll, screenshot; `said` is the step as written."""

    kind: str
    said: str
    where: str
    seconds: float = 0.0
    text: str = ""
    data: bytes = b""
    looks: tuple[Look, ...] = ()
    part: str = ""
    control: str = ""
    value: float | str = 0.0


@dataclass(frozen=True)
class Scenario:
    """A named list of steps."""

    steps: tuple[Step, ...]
    name: str = ""
    author: str = ""


def load_scenario(path: Path) -> Scenario:
    """The scenario in a YAML file. Raises BadInput with the place and what to change."""
    try:
        data = path.read_bytes()
    except OSError:
        raise BadInput(f"The scenario {path.name} cannot be read; give the path of a YAML file.", str(path)) from None
    return parse_scenario(data, path.name)


def parse_scenario(data: bytes | str, name: str = "the scenario") -> Scenario:
    """The scenario in YAML text. Raises BadInput with the place and what to change."""
    body = _mapping(_yaml(data, name), name, "hold `name`, `version` and `steps`")
    unknown = set(body) - {"name", "version", "author", "steps"}
    if unknown:
        raise BadInput(f"{name} has the unknown key '{_short(sorted(map(str, unknown))[0])}'; use name, version, author and steps.", name)
    if body.get("version", 1) not in (1, "1"):
        raise BadInput(f"{name} has version {_short(body['version'])}; OHM reads version 1.", "version")
    steps = body.get("steps")
    if not isinstance(steps, list) or not steps:
        raise BadInput(f"{name} needs \"steps\", a list such as `- delay: 500ms`.", "steps")
    if len(steps) > LIMIT_STEPS:
        raise BadInput(f"{name} has {len(steps):,} steps; the limit is {LIMIT_STEPS:,}.", "steps", "too_large")
    return Scenario(tuple(_step(s, f"steps[{i}]") for i, s in enumerate(steps)), str(body.get("name", "")), str(body.get("author", "")))


def _yaml(data: bytes | str, name: str) -> Any:
    import yaml

    raw = data.encode() if isinstance(data, str) else data
    if len(raw) > LIMIT_BYTES:
        raise BadInput(f"{name} has {len(raw):,} bytes; the limit is {LIMIT_BYTES:,}.", name, "too_large")
    try:
        text = raw.decode("utf-8-sig")
        _refuse_tricks(yaml.parse(text, yaml.SafeLoader), name, yaml)
        return yaml.safe_load(text)
    except UnicodeDecodeError:
        raise BadInput(f"{name} is not text in UTF-8.", name) from None
    except RecursionError:
        raise BadInput(f"{name} is nested too deep.", name) from None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" at line {mark.line + 1}" if mark else ""
        raise BadInput(f"{name} is not valid YAML{place}: {str(getattr(error, 'problem', None) or 'it cannot be read')}.", name) from None


def _refuse_tricks(events: Any, name: str, yaml: Any) -> None:
    """Aliases could grow without limit, deep nesting and foreign tags have no place in a scenario."""
    depth = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            raise BadInput(f"{name} uses a YAML alias (*{_short(event.anchor)}); write the value out.", f"line {event.start_mark.line + 1}")
        tag = getattr(event, "tag", None)
        if tag and not tag.startswith("tag:yaml.org,2002:"):
            raise BadInput(f"{name} uses the YAML tag {_short(tag)}; plain values are enough.", f"line {event.start_mark.line + 1}")
        depth += isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent))
        depth -= isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent))
        if depth > LIMIT_DEPTH:
            raise BadInput(f"{name} is nested too deep.", f"line {event.start_mark.line + 1}")


def _step(raw: Any, where: str) -> Step:
    body = _mapping(raw, where, "be one step, like `delay: 500ms`")
    if len(body) != 1:
        raise BadInput(f"{where} must be exactly one step, like `delay: 500ms`; it has {len(body)} keys.", where)
    word, value = next(iter(body.items()))
    make = _STEPS.get(str(word))
    if make is None:
        raise BadInput(f"{where}: '{_short(word)}' is no step; use {', '.join(_STEPS)}.", where)
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
    body = _mapping(value, where, "give part-id, control and value")
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
    body = _mapping({"pins": value} if isinstance(value, list) else value, where, "list its pins")
    _keys(body, {"pins", "timeout", "interval"}, where)
    pins = body.get("pins")
    if not isinstance(pins, list) or not 1 <= len(pins) <= 64:
        raise BadInput(f"{where}: \"pins\" must be a list of 1 to 64 pins.", f"{where}.pins")
    looks = tuple(_look(p, f"{where}.pins[{i}]", set()) for i, p in enumerate(pins))
    said = ", ".join(f"{look.part} {look.pin}" for look in looks)
    return Step("waitAll", f"wait-multi-pin: {said}", where, seconds=_timeout(body, where, PIN_TIMEOUT_S), looks=looks)


def _screenshot(value: Any, where: str) -> Step:
    body = _mapping(value, where, "give part-id")
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
    body = _mapping(value, where, "give part-id, pin and value")
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
        raise BadInput(f"{where}: '{_short(value)}' is no duration; write it with its unit, like 500ms, 1.5s or 2m.", where)
    seconds = float(found[1]) * _UNITS[found[2]]
    if seconds > LIMIT_SECONDS:
        raise BadInput(f"{where}: {_short(value)} is longer than a day.", where)
    return seconds


def _timeout(body: Mapping[str, Any], where: str, default: float) -> float:
    """A time limit with its unit; a bare number is milliseconds, as wokwi-cli takes it."""
    value = body.get("timeout")
    if value is None:
        return default
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return duration(f"{value}ms", f"{where}.timeout")
    return duration(value, f"{where}.timeout")


def _mapping(value: Any, where: str, must: str) -> dict[Any, Any]:
    if not isinstance(value, dict):
        raise BadInput(f"{where} must {must}.", where)
    return value


def _keys(body: Mapping[Any, Any], known: set[str], where: str) -> None:
    for key in body:
        if key not in known:
            raise BadInput(f"{where}: '{_short(key)}' is unknown here; use {', '.join(sorted(known))}.", where)


def _word(body: Mapping[Any, Any], key: str, where: str) -> str:
    value = body.get(key)
    if isinstance(value, bool) or not isinstance(value, (str, int)) or str(value) == "":
        raise BadInput(f"{where} must give {key}.", f"{where}.{key}")
    return str(value)


def _text(value: Any, where: str, what: str) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise BadInput(f"{where} must be {what}.", where)
    return str(value)


def _number(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise BadInput(f"{where} must be a number, not '{_short(value)}'.", where)
    return float(value)


def _scalar(value: Any, where: str) -> float | str:
    """A number (true is 1, false 0) or a text."""
    if isinstance(value, bool):
        return float(value)
    return value if isinstance(value, str) else _number(value, where)


def _short(value: Any) -> str:
    return str(value)[:40]

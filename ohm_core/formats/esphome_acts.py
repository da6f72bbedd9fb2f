"""Behaviours as ESPHome's automations.

A condition that lasts becomes a (hidden) binary sensor: thresholds with their dead band by `analog_threshold`, the rest by templates.
What happens at an instant is a trigger of its component, of an interval or of the clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from ohm_core.design.behaviour import Action, AllOf, Always, AnyOf, At, Behaviour, Between, Condition, Event, Every, Held, MapOf, Read, Reading, Template, Value
from ohm_core.firmware.conditions import is_moment
from ohm_core.firmware.names import snake
from ohm_core.firmware.values import Unwritable, is_live
from ohm_core.formats.esphome_config import Actions, Config
from ohm_core.formats.yaml_text import Lambda


@dataclass(frozen=True)
class Args:
    """The arguments of one action, as literals where they are fixed and as C++ where they follow a reading."""

    config: Config
    action: Action

    def has(self, name: str) -> bool:
        return self.action.arg(name) is not None

    def fixed(self, name: str, default: float) -> float:
        """A number that is fixed. Raises Unwritable for one that follows a reading."""
        value = self.action.arg(name, default)
        if not isinstance(value, (int, float)):
            raise Unwritable(f"{name} follows a reading, which ESPHome cannot do there")
        return float(value)

    def plain(self, name: str, default: str) -> str:
        value = self.action.arg(name, default)
        if not isinstance(value, str):
            raise Unwritable(f"{name} is no plain word")
        return value

    def number(self, name: str, default: float, scale: float, offset: float = 0.0) -> float | Lambda:
        """value × SCALE + OFFSET."""
        value = self.action.arg(name)
        value = default if value is None else value
        if isinstance(value, (int, float)):
            return round(value * scale + offset, 4)
        return Lambda(f"return {formula(self.config, value)} * {formula(self.config, scale)}{f' + {formula(self.config, offset)}' if offset else ''};".replace(" + -", " - "))

    def whole(self, name: str, default: float, scale: float) -> int | Lambda:
        made = self.number(name, default, scale)
        return Lambda(made.replace("return ", "return (int) (").replace(";", ");")) if isinstance(made, Lambda) else round(made)

    def text(self, name: str) -> Lambda:
        """A text as C++ that gives a std::string; what stands between commas goes on lines of its own."""
        value = self.action.arg(name)
        value = "" if value is None else value
        return Lambda(f"{written(self.config, value)}\nreturn std::string(text);")


def formula(c: Config, value: Value) -> str:
    """A value as a C++ number. Raises Unwritable."""
    if isinstance(value, (int, float)):
        return f"{float(value):.6g}f" if "." in f"{float(value):.6g}" or "e" in f"{float(value):.6g}" else f"{float(value):.6g}.0f"
    if isinstance(value, Template) and (inner := re.fullmatch(r"\s*\{([^{}]+)\}\s*", value.text)):
        value = Read(inner[1])
    if isinstance(value, Read):
        return c.number(value.read)
    if isinstance(value, MapOf):
        (a, b), (low, high) = value.from_, value.to
        if a == b:
            raise Unwritable("a range without width cannot be mapped")
        slope = (high - low) / (b - a)
        return f"std::clamp<float>({formula(c, low)} + ({c.number(value.map)} - {formula(c, a)}) * {formula(c, slope)}, {formula(c, min(low, high))}, {formula(c, max(low, high))})"
    raise Unwritable(f"{value!r} is no number that ESPHome can have")


def written(c: Config, value: Value) -> str:
    """C++ that puts a text with its readings into a `text` of its own. What stands between commas goes on lines of its own."""
    if isinstance(value, MapOf):
        return printed("%.1f", [formula(c, value)])
    template = value.text if isinstance(value, Template) else f"{{{value.read}}}" if isinstance(value, Read) else f"{value:g}" if isinstance(value, (int, float)) else value
    if not isinstance(template, str):
        raise Unwritable("a text chosen at random is not written for ESPHome")
    text, found = "", list[str]()
    for i, piece in enumerate(re.split(r"\{([^{}]+)\}", template.replace(", ", "\n"))):
        if i % 2 == 0:
            text += piece.replace("%", "%%")
        elif piece in c.texts:
            text, found = text + "%s", [*found, f"{c.texts[piece]}.c_str()"]
        else:
            now = c.number(piece)
            text, found = text + ("%.1f" if now.endswith(".state") and not piece.endswith("_pct") else "%.0f"), [*found, now if ".state" in now else f"(float) {now}"]
    return printed(text, found)


def printed(text: str, values: list[str]) -> str:
    """Formatted into a buffer that holds four lines of any display."""
    return f"char text[128];\nsnprintf(text, sizeof(text), {', '.join([quoted(text), *values])});"


def quoted(text: str) -> str:
    """A string literal of C++."""
    plain = "".join(ch if ch.isprintable() or ch == "\n" else " " for ch in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


class Automations:
    """Writes behaviours into a configuration."""

    def __init__(self, config: Config, behaviours: tuple[Behaviour, ...]) -> None:
        self.config, self._all = config, behaviours
        self._known: dict[str, str] = {}

    def write(self, b: Behaviour) -> None:
        """One behaviour. Raises Unwritable, with nothing half written but hidden sensors."""
        name = snake(b.id)
        first, last = self._actions(b.do, name), self._actions(b.else_, f"{name}_else")
        if isinstance(b.when, Always):
            self._always(b, first)
        elif is_moment(b.when):
            self._moment(b.when, name, first)
        else:
            sensor = self._state(b.when, name)
            if "internal" not in self.config.component(sensor):  # a part's own sensor: its events must not come at the start, this must
                sensor = self.config.template(f"{name}_when", f"id({sensor}).state")
            self.config.component(sensor)["trigger_on_initial_state"] = True
            self.config.trigger(sensor, "on_press", first)
            self.config.trigger(sensor, "on_release", last)

    def _always(self, b: Behaviour, actions: Actions) -> None:
        """Once at the start; again and again where it follows a reading."""
        if any(is_live(v) for a in b.do for _, v in a.args):
            self.config.add("interval", interval="200ms", then=actions)
        else:
            self.config.sections["esphome"].setdefault("on_boot", []).append({"priority": -100, "then": actions})

    def _moment(self, when: Condition, name: str, actions: Actions) -> None:
        if isinstance(when, AnyOf):
            for inner in when.any:
                self._moment(inner, name, actions) if is_moment(inner) else self.config.trigger(self._state(inner, name), "on_press", actions)
        elif isinstance(when, AllOf):
            moments = [x for x in when.all if is_moment(x)]
            if len(moments) > 1 and all(isinstance(x, Event) for x in moments):
                moments = moments[-1:]
            if len(moments) != 1:
                raise Unwritable("several instants never come together")
            lasting = [Reading(x.event, "==", 1) if isinstance(x, Event) else x for x in when.all if x is not moments[0]]
            held = " && ".join(f"id({self._state(x, name)}).state" for x in lasting)
            self._moment(moments[0], name, [{"if": {"condition": {"lambda": Lambda(f"return {held};")}, "then": actions}}])
        elif isinstance(when, Event):
            component, triggers = self._event(when.event)
            for trigger in triggers:
                self.config.trigger(component, trigger, actions)
        elif isinstance(when, Every):
            self.config.add("interval", interval=f"{when.every_s * 1000:.0f}ms", then=actions)
        elif isinstance(when, At):
            self._at(when.at, actions)

    def _event(self, subject: str) -> tuple[str, tuple[str, ...]]:
        if subject not in self.config.events:
            raise Unwritable(f"ESPHome has no trigger for {subject} here")
        return self.config.events[subject]

    def _at(self, at: str, actions: Actions) -> None:
        match = re.fullmatch(r"(\d{1,2}):(\d{2})", at)
        if not match:
            raise Unwritable(f"'{at}' needs the place on earth; add ESPHome's `sun:` with yours")
        self._clock().setdefault("on_time", []).append({"seconds": 0, "minutes": int(match[2]), "hours": int(match[1]), "then": actions})

    def _clock(self) -> dict[str, Any]:
        clock: dict[str, Any] | None = next(iter(self.config.sections.get("time", [])), None)
        if clock is None:
            if "wifi" not in self.config.sections:
                raise Unwritable("nothing tells the time of day: the board has no Wi-Fi and the design no clock")
            clock = self.config.add("time", platform="sntp", id=self.config.id("clock_time"))
        return clock

    def _hours(self, when: Between) -> str:
        """A lambda's truth value for a stretch of the day; false while the time is not known."""
        times = [re.fullmatch(r"(\d{1,2}):(\d{2})", t) for t in when.between]
        if not all(times):
            raise Unwritable("sunrise and sunset need the place on earth; add ESPHome's `sun:` with yours")
        first, last = (int(t[1]) * 60 + int(t[2]) for t in times if t)
        now = f"id({self._clock()['id']}).now()"
        minute = f"({now}.hour * 60 + {now}.minute)"
        return f"{now}.is_valid() && ({minute} >= {first} {'&&' if first <= last else '||'} {minute} < {last})"

    def _state(self, when: Condition, name: str) -> str:
        """The id of the binary sensor that is this condition."""
        key = repr(when)
        if key not in self._known:
            self._known[key] = self._made(when, name)
        return self._known[key]

    def _made(self, when: Condition, name: str) -> str:
        c = self.config
        if isinstance(when, (AllOf, AnyOf)):
            inner = when.all if isinstance(when, AllOf) else when.any
            joined = (" && " if isinstance(when, AllOf) else " || ").join(f"id({self._state(x, name)}).state" for x in inner)
            return c.template(f"{name}_when", joined)
        if isinstance(when, Held):
            return c.template(f"{name}_lasting", f"id({self._state(when.held, name)}).state", filters=[{"delayed_on": f"{when.for_s:g}s"}])
        if isinstance(when, Between):
            return c.template(f"{name}_hours", self._hours(when))
        if isinstance(when, Event):
            return self._state(Reading(when.event, "==", 1), name)
        if not isinstance(when, Reading):
            raise Unwritable("this condition does not last")
        if when.read in c.states:
            wanted = (when.op == "==") == (when.value in (1, True))
            return c.states[when.read] if wanted else c.template(f"{name}_not", f"!id({c.states[when.read]}).state")
        return self._threshold(when, name)

    def _threshold(self, when: Reading, name: str) -> str:
        c = self.config
        plain = re.fullmatch(r"id\((\w+)\)\.state", c.number(when.read))
        if not isinstance(when.value, (int, float)) or when.op in ("==", "!=") or not plain:
            return c.template(f"{name}_when", f"{c.number(when.read)} {when.op} {formula(c, when.value)}")
        above = when.op.startswith(">")
        low, high = (when.value - when.hysteresis, when.value) if above else (when.value, when.value + when.hysteresis)
        made = c.id(f"{name}_when")
        c.add("binary_sensor", platform="analog_threshold", id=made, internal=True, sensor_id=plain[1], threshold={"upper": float(high), "lower": float(low)}, **({} if above else {"filters": [{"invert": None}]}))
        return made

    def _actions(self, actions: tuple[Action, ...], name: str) -> Actions:
        if any(a.turn is not None for a in actions):
            return self._turns(actions, name)
        made: Actions = []
        for seconds in dict.fromkeys(a.for_s for a in actions):
            group = [a for a in actions if a.for_s == seconds]
            done = [x for a in group for x in self._one(a)]
            if seconds is None:
                made += done
                continue
            script = self.config.add("script", id=self.config.id(f"{name}_for_a_while"), mode="restart", then=[*done, {"delay": f"{seconds:g}s"}, *(x for a in group for x in self._undone(a))])
            made.append({"script.execute": script["id"]})
        return made

    def _turns(self, actions: tuple[Action, ...], name: str) -> Actions:
        """Each time the actions of the next turn; a counter remembers which."""
        turns = sorted({a.turn or 1 for a in actions})
        counter = self.config.id(f"{name}_turn")
        self.config.add("globals", id=counter, type="int", initial_value=str(0))
        made: Actions = [{"lambda": Lambda(f"id({counter}) = id({counter}) % {len(turns)} + 1;")}]
        for n, turn in enumerate(turns, 1):
            inner = self._actions(tuple(replace(a, turn=None) for a in actions if (a.turn or 1) == turn), f"{name}_{n}")
            made.append({"if": {"condition": {"lambda": Lambda(f"return id({counter}) == {n};")}, "then": inner}})
        return made

    def _one(self, action: Action) -> Actions:
        if action.act == "board" or action.action in ("log", "publish"):
            return self._told(action)
        actor = self.config.actors.get(action.act)
        if actor is None:
            raise Unwritable(f"ESPHome cannot command {action.act} here")
        if action.action not in actor.does:
            raise Unwritable(f"ESPHome has no '{action.action}' for {action.act}")
        return actor.does[action.action](Args(self.config, action))

    def _told(self, action: Action) -> Actions:
        """A line in the log; what is published goes to Home Assistant as an event."""
        value = next((v for k, v in action.args if k in ("text", "message", "value")), None)
        if value is None or action.action not in ("log", "publish", "say"):
            raise Unwritable(f"ESPHome has no '{action.action}' for the board")
        code = written(self.config, value)
        if action.action == "publish" and "wifi" in self.config.sections:
            self.config.sections.setdefault("api", {})
            return [{"homeassistant.event": {"event": "esphome.message", "data": {"message": Lambda(f"{code}\nreturn std::string(text);")}}}]
        return [{"lambda": Lambda(f'{code}\nESP_LOGI("ohm", "%s", text);')}]

    def _undone(self, action: Action) -> Actions:
        """What ends an action that lasts for a while: the part's rest, as the design says it, else off."""
        rest = next((a for b in self._all if isinstance(b.when, Always) for a in b.do if a.act == action.act), None)
        if rest is not None:
            return self._one(rest)
        actor = self.config.actors.get(action.act)
        if actor is None or "off" not in actor.does:
            raise Unwritable(f"nothing says what {action.act} does afterwards")
        return self._one(replace(action, action="off", args=(), for_s=None))


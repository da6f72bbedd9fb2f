"""Actions in the words parts declare: what "on", "beep" or "move" becomes for a lamp, a buzzer, a servo, a display."""

from __future__ import annotations

from ohm_core.design.behaviour import Action, MapOf, Template, Value
from ohm_core.understand.drafts import Draft, Pool
from ohm_core.understand.subjects import span

Args = tuple[tuple[str, Value], ...]


def family(pool: Pool, draft: Draft) -> str:
    """The general effect a draft has: the one whose actions it takes."""
    order = ("light_bar", "pixel_light", "colored_light", "illumination", "tone", "sound", "angle", "exact_turns", "spin", "water_flow", "air_flow", "haptic", "lock", "display", "switched_power", "heat")
    found = next((c for c in order if pool.lexicon.is_a(draft.concept, c)), draft.concept)
    return "angle" if found == "lock" and draft.part.startswith("servo") else found


def same_family(pool: Pool, draft: Draft, other: str) -> bool:
    """True where DRAFT takes the same actions as the draft of the id OTHER, so that what the one does the other can."""
    twin = next((d for d in pool.drafts if d.id == other), None)
    return twin is not None and family(pool, twin) == family(pool, draft)


def action(pool: Pool, draft: Draft, name: str, args: Args = (), for_s: float | None = None) -> Action:
    """NAME done by DRAFT, in the word and arguments its kind takes."""
    kind = family(pool, draft)
    word, more = _translated(kind, name, args)
    known = dict(more)
    known.update({k: v for k, v in args if k in _KEEPS.get(word, ()) or word == name and word not in _KEEPS and not (k == "angle_deg" and kind != "angle")})
    return Action(draft.id, word, tuple(known.items()), for_s)


_KEEPS = {"move": ("angle_deg",), "tone": ("frequency_hz",), "blink": ("period_s",), "color": ("color",), "beep": ("duration_s", "period_s")}


def _translated(kind: str, name: str, args: Args) -> tuple[str, Args]:
    """(action, arguments) for a kind of thing."""
    turns: dict[str, dict[str, tuple[str, Args]]] = {
        "angle": {"on": ("move", (("angle_deg", 90.0),)), "off": ("move", (("angle_deg", 0.0),)), "toggle": ("toggle", ()), "alert": ("sweep", ()), "beep": ("sweep", ()), "open": ("move", (("angle_deg", 90.0),)), "close": ("move", (("angle_deg", 0.0),))},
        "tone": {"on": ("tone", (("frequency_hz", 440.0),)), "off": ("off", ()), "alert": ("beep", (("duration_s", 0.5),)), "blink": ("beep", (("period_s", 1.0),)), "melody": ("melody", (("name", "happy"),)), "toggle": ("beep", (("duration_s", 0.2),)), "move": ("beep", ()), "show": ("beep", (("duration_s", 0.2),))},
        "sound": {"alert": ("beep", (("duration_s", 0.5),)), "melody": ("beep", (("duration_s", 0.5),)), "tone": ("beep", (("duration_s", 0.2),)), "blink": ("beep", (("period_s", 1.0),)), "show": ("beep", (("duration_s", 0.2),))},
        "illumination": {"alert": ("blink", (("period_s", 0.5),)), "beep": ("blink", (("period_s", 0.5),)), "color": ("on", ()), "rainbow": ("chase", (("period_s", 0.3),)), "move": ("on", ())},
        "colored_light": {"alert": ("blink", (("period_s", 0.5),)), "beep": ("blink", (("period_s", 0.5),)), "move": ("on", ())},
        "light_bar": {"alert": ("on", ()), "beep": ("on", ()), "blink": ("on", ()), "fade": ("on", ()), "color": ("on", ()), "toggle": ("on", ()), "chase": ("bar", (("level_pct", 100.0),)), "move": ("on", ())},
        "pixel_light": {"chase": ("rainbow", ()), "alert": ("blink", (("period_s", 0.5),)), "beep": ("blink", (("period_s", 0.5),)), "move": ("on", ())},
        "exact_turns": {"on": ("forward", ()), "off": ("stop", ()), "alert": ("step", (("steps", 100.0),)), "reverse": ("backward", ()), "open": ("step", (("steps", 2048.0),))},
        "spin": {"alert": ("on", ()), "move": ("on", ()), "sweep": ("forward", ()), "reverse": ("backward", ()), "open": ("on", ()), "blink": ("on", ())},
        "haptic": {"alert": ("on", ()), "beep": ("on", ()), "blink": ("on", ())},
        "lock": {"on": ("on", ()), "move": ("on", ()), "open": ("on", ()), "close": ("off", ())},
        "display": {"on": ("show", (("text", "On"),)), "off": ("clear", ()), "alert": ("show", (("text", "Alert!"),)), "beep": ("show", (("text", "Alert!"),)), "blink": ("show", (("text", "Alert!"),)), "toggle": ("show", (("text", "Hello"),)), "move": ("show", ()), "melody": ("show", ())},
    }
    turns["publish"] = dict.fromkeys(("alert", "beep", "on", "blink", "play", "melody", "tone"), ("publish", (("text", "Alert!"),)))
    for like in ("water_flow", "air_flow", "switched_power", "heat"):
        turns[like] = {"alert": ("on", ()), "move": ("on", ()), "beep": ("on", ()), "blink": ("blink", (("period_s", 1.0),)), "open": ("on", ()), "close": ("off", ()), "reverse": ("toggle", ())}
    return turns.get(kind, {}).get(name, (name, ()))


OPPOSITE = {"on": "off", "off": "on", "blink": "off", "beep": "off", "tone": "off", "fade": "off", "chase": "off", "rainbow": "off", "color": "off", "forward": "stop", "melody": "off", "sweep": "stop", "bar": "off", "set": "off", "speed": "off"}


def opposite(done: Action) -> Action | None:
    """What ends an action when its condition ends; None where it ends by itself or has no end."""
    if done.for_s is not None or done.act == "board" or done.action == "fade" and done.arg("to_pct") == 0:
        return None
    if done.action == "move":
        at = done.arg("angle_deg")
        return Action(done.act, "move", (("angle_deg", 90.0 if at == 0.0 else 0.0),))
    return Action(done.act, OPPOSITE[done.action]) if done.action in OPPOSITE else None


def steered(pool: Pool, draft: Draft, reading: str, concept: str, inverse: bool, manner: str = "") -> Action:
    """DRAFT driven by a reading: what of it changes, from the reading's usual span onto its own."""
    low, high = span(pool, concept)
    kind = family(pool, draft)
    name, arg, to = _dial(kind, concept, manner)
    if kind == "illumination" and draft.count > 2 and name == "set" and manner[:6] not in ("bright", "dimmer", "dim"):
        name = "bar"  # of several lamps, so many are lit
    if kind == "display":
        return Action(draft.id, "show", (("text", Template(f"{{{reading}}}")),))
    ends = (to[1], to[0]) if inverse else to
    return Action(draft.id, name, ((arg, MapOf(reading, (float(low), float(high)), (float(ends[0]), float(ends[1])))),))


def _dial(kind: str, concept: str, manner: str) -> tuple[str, str, tuple[float, float]]:
    """(action, argument, its two ends) by which a kind of thing is steered."""
    if kind == "sound" or kind == "tone" and manner in ("faster", "slower", "rate") or kind == "tone" and concept in ("distance", "obstacle") and manner == "beep":
        return "beep", "period_s", (0.05, 1.0)
    if kind == "exact_turns" and manner == "speed":
        return "speed", "speed_pct", (0.0, 100.0)
    if kind == "illumination" and manner in ("faster", "slower", "rate"):
        return "blink", "period_s", (0.1, 1.0)
    return {
        "tone": ("tone", "frequency_hz", (200.0, 2000.0)), "angle": ("move", "angle_deg", (0.0, 180.0)), "illumination": ("set", "level_pct", (0.0, 100.0)),
        "colored_light": ("color", "hue_deg", (0.0, 360.0)), "pixel_light": ("bar", "level_pct", (0.0, 100.0)), "light_bar": ("bar", "level_pct", (0.0, 100.0)), "spin": ("speed", "speed_pct", (0.0, 100.0)), "air_flow": ("speed", "speed_pct", (0.0, 100.0)),
        "exact_turns": ("move", "angle_deg", (0.0, 360.0)), "water_flow": ("speed", "speed_pct", (0.0, 100.0)), "haptic": ("speed", "speed_pct", (0.0, 100.0)),
    }.get(kind, ("set", "level_pct", (0.0, 100.0)))

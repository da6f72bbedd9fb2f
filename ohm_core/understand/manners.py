"""How a deed is done: so many times, slowly to a level; and which kind of press is meant."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.design.behaviour import Action, Condition, Event, Held, Reading, Value
from ohm_core.understand.actions import family
from ohm_core.understand.page import Page
from ohm_core.understand.quantities import number_at
from ohm_core.understand.scene import Scene
from ohm_core.understand.schedule import time_at

_TWICE = {"twice": 2, "thrice": 3, "double": 2, "triple": 3}
_SOUNDS = frozenset(["beep", "flash", "blink", "buzz", "chirp", "bleep", "pulse", "ring", "tone", "wink", "signal", "peep", "honk", "toot", "vibration", "time", "x"])
_OFTEN = frozenset(["a", "an", "per", "every", "each"])
_RHYTHM_S = 0.4  # from one beep or blink to the next, where several are asked for

_SLOWLY = frozenset(["slowly", "gradually", "gently", "softly", "smoothly", "slow"])
_OVER = frozenset(["over", "within", "in", "for", "during", "across", "of", "takes", "lasting", "about", "around"])
_DARKER = frozenset(["out", "off", "down", "away", "darker", "dimmer", "dims", "dim", "sunset"])
_BRIGHTER = frozenset(["up", "on", "in", "brighter", "brighten", "brightens", "brightening", "sunrise", "wake", "light", "full"])
_BREATH = frozenset(["breathe", "breathes", "breathing", "pulse", "pulses", "pulsate", "pulsates", "pulsing"])
_LIGHTS = ("illumination", "colored_light", "pixel_light")
RAMP_S = 5.0  # a slow way nobody gave a time for
PIXELS_PCT = 30.0  # full white of a whole strip asks more than USB can give

_PRESSED = ("pressed", "touched")


def with_manner(scene: Scene, start: int, end: int, actions: list[Action]) -> list[Action]:
    """ACTIONS as tokens [start, end) say they are done: so often, or slowly."""
    often = times(scene.page, start, end)
    done = [_counted(a, often) if often else a for a in actions]
    return [_slow(scene, start, end, a) for a in done]


def times(page: Page, start: int, end: int) -> int:
    """How often something is done at once ("three times", "2x", "three short beeps"); 0 where nothing is said."""
    for j in range(start, end):
        word = page.low(j)
        if word in _TWICE and page.low(j + 1) not in _OFTEN and (word != "double" or page.low(j + 1).rstrip("s") in _SOUNDS):
            return _TWICE[word]
        quantity, spoken = page.quantity_at.get(j), number_at(page.tokens, j, page.lexicon)
        if spoken is None or quantity is not None and quantity.kind not in ("number", "other") or not 1 < spoken[0] <= 50 or spoken[0] % 1:
            continue
        after = next((k for k in range(spoken[1], min(end, spoken[1] + 3)) if page.low(k).rstrip("s") in _SOUNDS or page.lemma_in(k, _SOUNDS)), None)
        if after is not None and page.low(after + 1) not in _OFTEN:
            return int(spoken[0])
    return 0


def _counted(done: Action, often: int) -> Action:
    known: dict[str, Value] = {k: v for k, v in done.args if k not in ("period_s", "duration_s", "frequency_hz")}
    match done.action:
        case "beep" | "tone":
            return replace(done, action="beep", args=(*known.items(), ("duration_s", _RHYTHM_S / 2), ("times", float(often))), for_s=None)
        case "blink":
            return replace(done, args=(*known.items(), ("period_s", done.arg("period_s") or 1.0), ("times", float(often))), for_s=None)
    return done


def _slow(scene: Scene, start: int, end: int, done: Action) -> Action:
    """A light that goes on or off slowly goes to a level and stays; one that breathes goes on as it does."""
    page = scene.page
    if done.action not in ("fade", "on", "off", "set") or any(not isinstance(v, (int, float, str)) for _, v in done.args):
        return done
    draft = next((d for d in scene.pool.drafts if d.id == done.act), None)
    if draft is None or family(scene.pool, draft) not in _LIGHTS:
        return done
    words = [page.low(j) for j in range(start, end)]
    seconds = _over(page, start, end)
    slowly = bool(_SLOWLY & set(words)) or done.action == "fade"
    if not slowly and (seconds is None or page.low(seconds[1] - 1) not in ("over", "within")) or _BREATH & set(words) or _in_and_out(words):
        return done
    down = done.action == "off" or done.action == "fade" and bool(_DARKER & set(words)) and not _rises(words)
    if done.action == "fade" and not down and not _BRIGHTER & set(words):
        return done
    full = PIXELS_PCT if family(scene.pool, draft) == "pixel_light" else 100.0
    level = done.arg("level_pct") if done.action == "set" else 0.0 if down else full
    if seconds is None:
        scene.pool.note(f"How slowly is not said: {RAMP_S:g} seconds; change {draft.id.upper()}_DURATION_S.")
    return replace(done, action="fade", args=(("to_pct", level if level is not None else full), ("duration_s", seconds[0] if seconds else RAMP_S)), for_s=None)


def _rises(words: list[str]) -> bool:
    return bool(set(words) & {"up", "in", "brighter", "brighten", "brightens", "sunrise", "on"}) and not set(words) & {"out", "off", "away", "darker", "dimmer", "sunset"}


def _in_and_out(words: list[str]) -> bool:
    """"fades in and out", "up and down": again and again."""
    return any(words[i : i + 3] in (["in", "and", "out"], ["up", "and", "down"], ["on", "and", "off"]) for i in range(len(words)))


def _over(page: Page, start: int, end: int) -> tuple[float, int] | None:
    """The seconds of "over 30 minutes", "within a minute" said in [start, end), and where they stand."""
    for j in range(start, end):
        time = time_at(page, j)
        if time is not None and (page.low(j - 1) in _OVER or page.low(j - 1) in ("least", "approximately")):
            return time[0], j
    return None


def press_kind(page: Page, start: int, end: int) -> str:
    """"long_pressed" or "double_pressed" where words in [start, end) say that a press is one of those, else ""."""
    words = [page.low(j) for j in range(start, end)]
    for i, word in enumerate(words):
        two = words[i : i + 2]
        pressed = {"press", "presses", "pressed", "click", "clicks", "clicked", "tap", "taps", "tapped", "push", "pushed", "touch", "touched", "hold", "held"}
        near = pressed & set(words[max(0, i - 5) : i + 5])
        if word in ("twice",) and near or word in ("dbl", "doubleclick") or two in (["two", "times"], ["2", "times"], ["double", "press"], ["double", "click"], ["double", "tap"], ["double", "clicks"], ["double", "taps"]):
            return "double_pressed"
        if word == "double" and near or word.startswith(("double-", "doubleclick", "doubletap", "doublepress")):
            return "double_pressed"
        if word in ("long", "longer") and near and (i == 0 or words[i - 1] not in ("as", "so", "how")) and two != ["longer", "than"] or word.startswith(("long-press", "longpress")):
            return "long_pressed"
    return ""


def held_for(scene: Scene, start: int, end: int, made: Condition | None) -> Condition | None:
    """"Holding the button for three seconds switches …": a press that lasts so long."""
    page = scene.page
    for j in range(start, end):
        if page.low(j) in ("holding", "hold", "held", "holds") and isinstance(made, Event) and made.event.endswith(_PRESSED):
            time = next((t for k in range(j + 1, min(end, j + 7)) if page.low(k - 1) == "for" and (t := time_at(page, k)) is not None), None)
            return Held(Reading(made.event, "==", 1), time[0]) if time is not None else made
    return made


def told_apart(made: Condition | None, kind: str) -> Condition | None:
    """The event of a press as one of KIND."""
    if kind and isinstance(made, Event) and made.event.endswith(_PRESSED):
        return Event(f"{made.event.rpartition('.')[0]}.{kind}")
    return made

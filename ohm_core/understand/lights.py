"""What green, yellow and red mean where nothing else is said: stages of a reading, a verdict on a card or code, a traffic light."""

from __future__ import annotations

from ohm_core.design.behaviour import Action, AllOf, Always, Behaviour, Condition, Reading
from ohm_core.understand.drafts import Draft
from ohm_core.understand.scene import Scene
from ohm_core.understand.subjects import own_concept, reading, span

_ORDER = ("green", "yellow", "orange", "red")
_ALARMING_LOW = ("distance", "soil_moisture", "light", "voltage", "obstacle", "humidity")
STAGE_S, YELLOW_S = 5.0, 2.0  # the stages of a toy traffic light


def _idle_lights(scene: Scene) -> list[Draft]:
    """Idle LEDs of signal colours, from harmless to alarming."""
    touched = scene.touched()
    found = [d for d in scene.pool.live() if d.color in _ORDER and d.id not in touched and scene.pool.lexicon.is_a(d.concept, "illumination")]
    return sorted(found, key=lambda d: _ORDER.index(d.color)) if len({d.color for d in found}) == len(found) > 1 else []


def verdicts(scene: Scene) -> None:
    """Green says that the code or card is right, red that it is not."""
    checks = [b.when for b in scene.behaviours if isinstance(b.when, Reading) and isinstance(b.when.value, str) and b.when.op == "=="]
    lights = _idle_lights(scene)
    if not checks or not lights:
        return
    for light, op in ((lights[0], "=="), (lights[-1], "!=")):
        scene.add(Behaviour(scene.free_id(f"{light.id}_on"), Reading(checks[0].read, op, checks[0].value), (Action(light.id, "on", (), 2.0),)))
    scene.pool.note("The green light shows for 2 seconds that it is right, the red one that it is not.")


def stages(scene: Scene) -> None:
    """Each light has its share of a reading's usual span, red where it is alarming."""
    lights = _idle_lights(scene)
    source = next((d for d in scene.sensed() if own_concept(scene.pool, d, d.kinds) not in ("motion", "tilt", "touch", "identity_tag", "wall_clock", "fingerprint")), None)
    if not lights or source is None:
        return
    concept = own_concept(scene.pool, source, source.kinds)
    low, high = span(scene.pool, concept)
    ordered = lights[::-1] if concept in _ALARMING_LOW else lights
    step = (high - low) / len(ordered)
    name = reading(scene.pool, source, concept)
    for n, light in enumerate(ordered):
        parts: list[Condition] = [Reading(name, ">", round(low + n * step, 1))] if n else []
        parts += [Reading(name, "<=", round(low + (n + 1) * step, 1))] if n < len(ordered) - 1 else []
        when = parts[0] if len(parts) == 1 else AllOf(tuple(parts))
        scene.add(Behaviour(scene.free_id(f"{light.id}_on"), when, (Action(light.id, "on"),), (Action(light.id, "off"),)))
    scene.pool.note(f"The lights share the {concept.replace('_', ' ')} from {low:g} to {high:g} evenly; change LIMITS.")


def turns(scene: Scene) -> None:
    """Red, green and yellow with nothing to show take turns, as at a crossing."""
    lights = _idle_lights(scene)
    if [d.color for d in lights] != ["green", "yellow", "red"] or scene.sensed():
        return
    order = ((lights[2], STAGE_S), (lights[0], STAGE_S), (lights[1], YELLOW_S))
    row = tuple(Action(light.id, "on", (), seconds, None, n) for n, (light, seconds) in enumerate(order, 1))
    scene.add(Behaviour(scene.free_id("traffic_light"), Always(), row, again=True))
    scene.pool.note(f"Red and green last {STAGE_S:g} seconds each, yellow after green {YELLOW_S:g}; change the figures of TRAFFIC_LIGHT.")

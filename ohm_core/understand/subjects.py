"""What a wish can be asked and told: readings, events and usual limits by concept, in the names its parts declare."""

from __future__ import annotations

from dataclasses import dataclass

from ohm_core.design.behaviour import Condition, Event, Reading
from ohm_core.understand.drafts import Draft, Pool

# Usual span of a reading in everyday use, for mapping it onto something else (SI units as the reading's name says).
SPANS: dict[str, tuple[float, float]] = {
    "distance": (5, 100), "light": (0, 100), "temperature": (15, 35), "humidity": (30, 90), "soil_moisture": (0, 100), "knob": (0, 100), "rotary_steps": (0, 100),
    "joystick": (0, 100), "sound_level": (0, 100), "weight": (0, 1000), "gas": (0, 100), "co2": (400, 2000), "pressure": (980, 1040), "tilt": (0, 1), "acceleration": (-1, 1),
    "water_level": (0, 100), "force": (0, 100), "bend": (0, 100), "heart_rate": (50, 150), "rotation_rate": (-180, 180), "heading": (0, 360), "flow": (0, 10), "voltage": (0, 5),
    "electric_current": (0, 2), "knock": (0, 100), "vibration": (0, 1), "uv": (0, 11), "dust": (0, 100), "wind": (0, 20), "rpm": (0, 300), "rain": (0, 100), "touch": (0, 1), "ph": (0, 14),
}
EVENTS: dict[str, str] = {"press": "pressed", "touch": "touched", "motion": "motion", "tilt": "tilted", "knock": "knocked", "key_entry": "key_pressed", "identity_tag": "tag_read",
                          "remote_command": "code_received", "vibration": "vibration", "fingerprint": "finger_read", "gesture": "gesture", "toggle_switch": "closed", "contact": "pressed"}
STATES: dict[str, str] = {"press": "pressed", "touch": "touched", "motion": "motion", "tilt": "tilted", "vibration": "vibration", "toggle_switch": "closed", "flame": "flame",
                          "magnetic_field": "magnet", "beam": "beam_broken", "obstacle": "obstacle", "line": "line", "contact": "closed"}
_FALLBACK_READING = {"knob": "position_pct", "rotary_steps": "position_steps", "joystick": "x_pct", "acceleration": "accel_x_g", "rotation_rate": "gyro_x_dps", "wall_clock": "time_text"}


@dataclass(frozen=True)
class Limit:
    """Where something counts as having happened: `meaning` is the assumption, with the constant to change."""

    op: str
    value: float
    meaning: str


LIMITS: dict[str, Limit] = {
    "distance": Limit("<", 30, "Near means closer than 30 cm; change NEAR_CM."), "obstacle": Limit("<", 30, "Near means closer than 30 cm; change NEAR_CM."),
    "light": Limit("<", 50, "A shadow means below 50 % light; change LIGHT_PCT."), "sound_level": Limit(">", 60, "Loud means above 60 % on the microphone; change LOUD_PCT."),
    "gas": Limit(">", 50, "Gas means above 50 % of the sensor's range; change GAS_PCT."), "smoke": Limit(">", 50, "Smoke means above 50 % of the sensor's range; change SMOKE_PCT."),
    "co2": Limit(">", 1000, "Bad air means above 1000 ppm CO2; change CO2_PPM."), "soil_moisture": Limit("<", 30, "Dry means below 30 % soil moisture; change DRY_PCT."),
    "temperature": Limit(">", 28, "Hot means above 28 °C; change HOT_C."), "humidity": Limit(">", 65, "Humid means above 65 % humidity; change HUMID_PCT."),
    "water_level": Limit(">", 50, "Water means above 50 % on the level sensor; change WATER_PCT."), "rain": Limit(">", 30, "Rain means above 30 % on the rain sensor; change RAIN_PCT."),
    "weight": Limit(">", 50, "Something on the scale means more than 50 g; change WEIGHT_G."), "force": Limit(">", 30, "Pressed means above 30 % force; change FORCE_PCT."),
    "acceleration": Limit(">", 1.5, "A shake means more than 1.5 g; change SHAKE_G."), "heart_rate": Limit(">", 100, "A high pulse means above 100 per minute; change PULSE_BPM."),
    "knock": Limit(">", 40, "A knock means above 40 % on the sensor; change KNOCK_PCT."), "rpm": Limit(">", 0, "Turning means more than 0 rpm."), "dust": Limit(">", 50, "Dusty means above 50 µg/m³; change DUST_UGM3."),
    "voltage": Limit("<", 3.3, "Low means below 3.3 V; change LOW_V."), "flow": Limit(">", 0.1, "Flowing means above 0.1 L/min; change FLOW_LPM."), "uv": Limit(">", 6, "Strong sun means a UV index above 6; change UV_MAX."),
    "wind": Limit(">", 10, "Windy means above 10 m/s; change WIND_MS."), "bend": Limit(">", 50, "Bent means above 50 %; change BEND_PCT."), "electric_current": Limit(">", 1, "A high current means above 1 A; change CURRENT_A."),
}
# What is switched to raise or lower a quantity, the most usual first.
RAISES: dict[str, tuple[str, ...]] = {"temperature": ("heat", "switched_power"), "soil_moisture": ("water_flow", "switched_power"), "humidity": ("switched_power",), "light": ("illumination",), "water_level": ("water_flow", "switched_power")}
LOWERS: dict[str, tuple[str, ...]] = {"temperature": ("air_flow", "cooling"), "humidity": ("air_flow",), "gas": ("air_flow",), "co2": ("air_flow",), "water_level": ("water_flow",)}
HYSTERESIS = {"temperature": 1.0, "humidity": 3.0, "soil_moisture": 5.0, "light": 5.0, "distance": 2.0, "water_level": 5.0, "gas": 5.0, "sound_level": 5.0}


def reading(pool: Pool, draft: Draft, concept: str = "") -> str:
    """`id.reading` of DRAFT for CONCEPT (its own unless told), in the name the likely part declares."""
    for wanted in (concept, draft.concept, *draft.kinds):
        hit = pool.names.best(wanted, draft.part) if wanted else None
        if hit and hit[1].reading:
            return f"{draft.id}.{hit[1].reading}"
    known = pool.lexicon.concepts.get(concept or draft.concept)
    return f"{draft.id}.{_FALLBACK_READING.get(concept or draft.concept) or (known.reading if known else '') or 'value'}"


def event(pool: Pool, draft: Draft, concept: str = "", name: str = "") -> str:
    """`id.event` of DRAFT: the one its part declares, else the usual one of the concept."""
    hit = pool.names.best(concept or draft.concept, draft.part)
    usual = EVENTS.get(concept or draft.concept, "")
    return f"{draft.id}.{(hit[1].event if hit and hit[1].event else '') or usual or name or 'changed'}"


def own_concept(pool: Pool, draft: Draft, wanted: tuple[str, ...]) -> str:
    """Which of the WANTED concepts DRAFT serves, else its own."""
    return next((c for c in wanted if pool.provides(draft, c)), draft.concept)


def happening(pool: Pool, draft: Draft, concept: str, held: bool = False, name: str = "") -> Condition:
    """The condition that CONCEPT occurs at DRAFT: an event, a state that is held, or a reading past its usual limit."""
    if name == "released":
        return Event(f"{draft.id}.released")
    if name in ("opened", "shut") and concept in ("magnetic_field", "contact"):
        return Reading(_state(pool, draft, concept), "==", int(name == "shut"))  # a closed door holds its magnet at the switch
    if name == "opened" and concept == "light":
        pool.note("Open means above 50 % light; change LIGHT_PCT.")
        return Reading(reading(pool, draft, concept), ">", 50, HYSTERESIS["light"])
    if name == "ended" and concept in STATES:
        return Reading(_state(pool, draft, concept), "==", 0)
    if held and concept in STATES:
        return Reading(_state(pool, draft, concept), "==", 1)
    if concept in EVENTS and (concept in ("press", "touch", "key_entry", "identity_tag", "remote_command", "motion", "tilt", "knock", "fingerprint", "gesture") or not _state_reading(pool, draft, concept)):
        return Event(event(pool, draft, concept, name))
    if concept in LIMITS and not _is_state(pool, draft, concept):
        limit = LIMITS[concept]
        pool.note(limit.meaning)
        return Reading(reading(pool, draft, concept), limit.op, limit.value, HYSTERESIS.get(concept, 0.0))
    if concept in STATES:
        return Reading(_state(pool, draft, concept), "==", 1)
    return Event(event(pool, draft, concept, name))


def _state(pool: Pool, draft: Draft, concept: str) -> str:
    return _state_reading(pool, draft, concept) or f"{draft.id}.{STATES[concept]}"


def _state_reading(pool: Pool, draft: Draft, concept: str) -> str:
    hit = pool.names.best(concept, draft.part)
    return f"{draft.id}.{hit[1].reading}" if hit and hit[1].reading else ""


def _is_state(pool: Pool, draft: Draft, concept: str) -> bool:
    """True where the part that will likely serve gives only yes or no."""
    return concept in STATES and not _state_reading(pool, draft, concept).endswith(("_cm", "_pct"))


def span(pool: Pool, concept: str) -> tuple[float, float]:
    """The usual range of a concept's reading."""
    while concept:
        if concept in SPANS:
            return SPANS[concept]
        concept = pool.lexicon.concepts[concept].is_ if concept in pool.lexicon.concepts else ""
    return (0, 100)

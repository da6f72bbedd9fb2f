"""Showing, logging, printing and sending: which values go where."""

from __future__ import annotations

import re
from dataclasses import replace

from ohm_core.design.behaviour import Action, Template
from ohm_core.understand.acting import beside
from ohm_core.understand.actions import action, steered
from ohm_core.understand.drafts import Draft
from ohm_core.understand.page import Page
from ohm_core.understand.predicates import Arg, Predicate
from ohm_core.understand.scene import Scene
from ohm_core.understand.schedule import duration
from ohm_core.understand.subjects import STATES, reading

UNITS = {"temperature": "°C", "humidity": "% RH", "pressure": "hPa", "distance": "cm", "soil_moisture": "%", "light": "%", "weight": "g", "water_level": "%", "gas": "%", "co2": "ppm",
         "voltage": "V", "electric_current": "A", "heart_rate": "bpm", "sound_level": "%", "knob": "%", "flow": "L/min", "uv": "UV", "wind": "m/s", "dust": "µg/m³"}


def reported(scene: Scene, p: Predicate) -> list[Action]:
    """The actions of a show, log, print or send; what it needs joins the drafts."""
    assert p.frame is not None
    values = values_of(scene, p)
    beside(scene, p)
    channel = _channel(scene, p)
    if channel == "display":
        named = any(a.item.sort == "phenomenon" or a.item.sense is not None and a.item.sense.role in ("sense", "input") for a in p.args)
        if p.frame.key == "see" and (not values or scene.page.lemma_in(p.item.end - 1, {"know", "wonder", "find", "discover", "learn"}) and not any(a.item.sort in ("phenomenon", "state") or a.item.sort == "thing" and a.item.sense is not None and a.item.sense.sense for a in p.args)) and not any(scene.pool.lexicon.is_a(c, "display") for a in p.args for c in a.concepts):
            return []  # "I want to know": nothing that could be shown
        lit = [d for d in _displays(scene, p)]
        words = _told(scene, p)
        if words:
            values = []
        length = duration(scene.page, p.clause.start, p.clause.end)
        made = [shown(scene, d, values if named or scene.pool.lexicon.is_a(d.concept, "display") else [], words or "Hello") for d in lit]
        return [replace(a, for_s=length) if length and a.action in ("show", "number") else a for a in made]
    if channel == "data_log":
        return _logged(scene, p, values)
    if channel == "mobile_network":
        scene.pool.serve("communicate", ("mobile_network",), scene.page.said(p.start, p.end), p.item.start)
        return []
    if channel == "serial_log":
        scene.features["serial"] = True
        return [Action("board", "log", (("text", Template(template(scene, values, _text(scene, p, values)))),))]
    if any(a.item.sense is not None and a.item.sense.role == "communicate" and a.item.sort == "device" and a.item.sense.concept in ("infrared_send", "remote_command", "rf433", "radio") for a in p.args):
        return []
    if not any(d.role == "communicate" for d in scene.pool.live()) and not scene.features.get("bluetooth"):
        scene.features["wifi"] = True
    plain = [v for v in values if v[1] not in STATES] if not _named(p) else values  # "tell me when it opens" needs no "magnet 0"
    return [Action("board", "publish", (("text", Template(template(scene, [] if _told(scene, p) else plain, _told(scene, p) or "Alert!"))),))]


def _named(p: Predicate) -> bool:
    return any(a.item.sort == "phenomenon" and not a.left for a in p.args)


def _channel(scene: Scene, p: Predicate) -> str:
    """Where it goes: what the arguments name beats what the verb means."""
    sorts = {a.item.sort for a in p.args if a.prep in ("on", "to", "via", "over", "in", "through", "with", "into", "at", "from", "onto", "using")}
    concepts = {c for a in p.args if a.item.sort == "device" for c in a.concepts}
    if p.frame is not None and p.frame.channel == "publish" and any(scene.page.low(j) in ("sms", "gsm", "gprs") for j in range(p.clause.start, p.clause.end)):
        return "mobile_network"
    assert p.frame is not None
    if any(scene.pool.lexicon.is_a(c, "display") for c in concepts) and p.frame.channel in ("display", "serial_log", "publish"):
        return "display"
    if "data_log" in concepts:
        return "data_log"
    if "serial" in sorts and p.frame.channel != "publish":
        return "serial_log"
    if "wifi" in sorts or "bluetooth" in sorts:
        return "publish"
    if p.frame.channel == "display" and web_page(scene) and not scene.pool.serving(("display",)):
        return "publish"
    if p.frame.channel == "data_log" and not scene.pool.serving(("data_log",)) and (scene.features.get("wifi") or scene.features.get("bluetooth")):
        return "publish"
    if p.frame.channel == "publish" and not scene.features.get("wifi") and "mobile_network" in {d.concept for d in scene.pool.live()}:
        return "publish"
    return p.frame.channel


_PAGES = frozenset(["web", "webpage", "website", "webserver", "browser", "app", "phone", "smartphone", "dashboard", "blynk", "thingspeak", "assistant", "grafana", "telegram", "mobile", "tablet", "android", "iphone", "interface"])


def web_page(scene: Scene) -> bool:
    """True when the request names a page or app on which values can be looked at."""
    page = scene.page
    return bool(scene.features.get("wifi") or scene.features.get("bluetooth")) and any(x.sort == "wifi" and {page.low(j) for j in range(x.start, x.end)} & _PAGES for x in page.items)


def values_of(scene: Scene, p: Predicate) -> list[tuple[Draft, str]]:
    """The readings a report speaks of: quantities beside the verb, else those said before, else all."""
    found: list[tuple[Draft, str]] = []
    passive = scene.page.low(p.item.end - 1).endswith(("ed", "wn", "nt"))
    for arg in p.args:
        if arg.left and not passive:
            continue
        if arg.item.sort == "phenomenon" and arg.item.sense is not None and not arg.item.sense.board_reading:
            if arg.item.sense.wifi:
                scene.features["wifi"] = True
                continue
            if arg.item.concepts[0] == "wall_clock" and scene.timed():
                continue
            draft = scene.pool.serve("time" if arg.item.concepts[0] == "wall_clock" else "sense", arg.item.concepts, scene.page.said(arg.item.start, arg.item.end), arg.item.start)
            found += [(draft, _concept(scene, draft, arg))] if draft else []
        elif arg.item.sort == "device" and arg.item.sense is not None and arg.item.sense.role in ("sense", "input", "time"):
            found += [(d, d.concept) for d in scene.drafts_of(arg.item)]
    if found:
        return found
    return [(d, c) for d in scene.sensed() for c in _kinds(scene, d)]


def _concept(scene: Scene, draft: Draft, arg: Arg) -> str:
    return next((c for c in arg.item.concepts if scene.pool.provides(draft, c)), draft.concept)


def _kinds(scene: Scene, draft: Draft) -> list[str]:
    """What of a combined sensor is worth showing: all it was chosen for."""
    if draft.part and not draft.generic:
        kinds = [k for k in draft.kinds if scene.pool.names.best(k, draft.part)]
        return kinds or [draft.concept]
    return [draft.concept]


def _displays(scene: Scene, p: Predicate) -> list[Draft]:
    named = [d for a in p.args if a.item.sort == "device" for d in scene.drafts_of(a.item) if scene.pool.lexicon.is_a(d.concept, "display")]
    if named:
        return named[:1]
    if any(a.item.key == "pointer" and a.prep in ("with", "by", "on", "using") for a in p.args):
        draft = scene.pool.serve("act", ("angle",), scene.page.said(p.start, p.end), p.item.start)
        return [draft] if draft else []
    subject = [d for a in p.args if a.left and a.item.sort == "device" for d in scene.drafts_of(a.item) if scene.out(d)]
    if subject:
        return subject
    lights = [d for a in p.args if a.item.sort == "device" for d in scene.drafts_of(a.item) if scene.pool.lexicon.is_a(d.concept, "illumination")]
    if lights:
        return lights
    lights = [d for x in scene.page.nouns_in(p.clause.start, p.clause.end) if x.sort == "device" for d in scene.drafts_of(x) if scene.pool.lexicon.is_a(d.concept, "illumination")]
    if lights and not scene.pool.serving(("display",)):
        return lights[:1]
    if scene.pool.serving(("display",)):
        return scene.pool.serving(("display",), p.item.start)[:1]
    teller = _teller(scene, p)
    if teller:
        return teller[:1] if len(teller) == 1 and scene.pool.lexicon.is_a(teller[0].concept, "light_bar") else []
    pixels = [d for d in scene.acting() if d.count > 1 or scene.pool.lexicon.is_a(d.concept, "colored_light")]
    if pixels and p.frame is not None and p.frame.key == "show":
        return pixels[:1]
    if (p.frame is not None and p.frame.key == "see" or scene.page.low(p.clause.start) == "so") and any(d.role == "store" for d in scene.pool.live()):
        return []
    if "show" in scene.pool.lacking:
        return []  # the display that is named is one the catalogue lacks; another would not be what was asked for
    draft = scene.pool.serve("show", ("text_display", "graphic_display"), scene.page.said(p.start, p.end), p.item.start)
    return [draft] if draft else []


def _teller(scene: Scene, p: Predicate) -> list[Draft]:
    """The lights of "three LEDs, green, yellow and red, tell the driver when to stop", "a LED bar with 10 segments to show how full": they tell it, no display."""
    page = scene.page
    before = next((x for x in reversed(page.items) if x.end <= p.item.start and x.sort == "device" and x.start not in page.aside), None)
    if before is None or before.end < next((s for s, e in page.sentences if s <= p.item.start < e), 0) or p.item.start - before.end > 9:
        return []
    between = range(before.end, p.item.start)
    if any(page.is_(n, j) for j in between for n in ("condition", "held", "relative")) or page.verbs_in(before.end, p.item.start) or page.low(p.item.start - 1) == "and":
        return []
    return [d for d in scene.drafts_of(before) if scene.pool.lexicon.is_a(d.concept, "illumination") or d.concept == "light_bar"]


def _logged(scene: Scene, p: Predicate, values: list[tuple[Draft, str]]) -> list[Action]:
    draft = scene.pool.serve("store", ("data_log",), scene.page.said(p.start, p.end), p.item.start)
    return [Action(draft.id, "log", (("text", Template(template(scene, values, ""))),))] if draft else []


def shown(scene: Scene, display: Draft, values: list[tuple[Draft, str]], text: str) -> Action:
    """VALUES or TEXT on a display, as its kind shows them: digits, words, a bar of lights."""
    if not scene.pool.lexicon.is_a(display.concept, "display"):
        if values:
            return steered(scene.pool, display, reading(scene.pool, *values[0]), values[0][1], False)
        return action(scene.pool, display, "on" if scene.pool.lexicon.is_a(display.concept, "illumination") else "alert")
    if display.concept == "number_display" and values:
        return Action(display.id, "number", (("value", Template(f"{{{reading(scene.pool, *values[0])}}}")),))
    return Action(display.id, "show", (("text", Template(template(scene, values, text))),))


def template(scene: Scene, values: list[tuple[Draft, str]], text: str) -> str:
    """"Temperature {dht.temperature_c} °C, humidity {…} % RH"; TEXT where there are no values."""
    parts = [f"{c.replace('_', ' ')} {{{reading(scene.pool, d, c)}}} {UNITS.get(c, '')}".strip() for d, c in _unique(values)]
    joined = ", ".join(parts)
    return (joined[:1].upper() + joined[1:]) or text or "OK"


def _unique(values: list[tuple[Draft, str]]) -> list[tuple[Draft, str]]:
    return list({(d.id, c): (d, c) for d, c in values}.values())


def _text(scene: Scene, p: Predicate, values: list[tuple[Draft, str]]) -> str:
    """What is written: a text said in the clause, else a short one of its words."""
    return _told(scene, p) or "Hello"


_NOTICES = {"warning": "Warning!", "alert": "Alert!", "alarm": "Alarm!", "smiley": ":)", "error": "Error", "greeting": "Hello"}


def _told(scene: Scene, p: Predicate) -> str:
    """The text that the clause says: in quotes, in capitals ("show GAS on the display"), or as a notice ("show a warning"); "" for none."""
    page = scene.page
    quoted = _quoted(page, p)
    if quoted:
        return quoted
    shouted = [t.text for j, t in enumerate(page.tokens[p.item.end : p.clause.end], p.item.end) if len(t.text) > 1 and t.text.isalpha() and t.text.isupper() and (j not in page.at or page.at[j].sort in ("phenomenon", "state", "verb", "thing"))]
    if shouted and not page.text.isupper():
        return " ".join(shouted)
    return next((_NOTICES[page.low(j)] for j in range(p.item.end, p.end) if page.low(j) in _NOTICES), "")


def _quoted(page: Page, p: Predicate) -> str:
    stretch = page.text[page.tokens[p.start].start : page.tokens[max(p.end, p.clause.end) - 1].end]
    quoted = re.search(r"[\"“'‘]([^\"”’]{1,60})[\"”’']", stretch)
    return quoted[1].strip() if quoted else ""

"""Mentions that are no things of their own: pieces of another, a model beside its kind."""

from __future__ import annotations

import re
from dataclasses import replace

from ohm_core.understand.mentions import Mention
from ohm_core.understand.page import Page


def absorbed(page: Page, found: list[Mention]) -> list[Mention]:
    """The mentions without those that only count another's pieces: the LEDs of "a ring of 16 LEDs", "16 LED ring"."""
    kept: list[Mention] = []
    for mention in found:
        before = page.at.get(mention.start - 1) or page.at.get(mention.start - 2)
        touching = any(m.item.end == mention.start and m.item.sense is not None and m.item.sense.bundle for m in kept)
        inside = touching or before is not None and before.sort == "device" and before.sense is not None and before.sense.bundle and page.low(mention.start - 1) in ("of", "with", "(")
        after = page.at.get(mention.item.end)
        leads = after is not None and after.sort == "device" and after.sense is not None and after.sense.bundle and after.start == mention.item.end
        if _own_button(page, kept, mention):
            continue
        if mention.item.key == "led" and (inside or leads or _pieces(page, found, mention)) or _modifies(page, mention):
            continue
        if mention.item.key in ("cooler", "heater", "mains_fan", "appliance", "mains_lamp") and any(m.item.key == "other_remote" and 0 < m.start - mention.item.end < 8 for m in found):
            continue  # "the AC has only an IR remote": what is built is the remote
        if mention.item.key == "remote_generic" and any(m.item.key in ("ir_led", "ir_code", "other_remote") for m in found):
            continue  # the remote is what is built
        if mention.item.key == "pixels" and any(m.item.key in ("ring_word", "pixel_ring") and m.item.end == mention.start - 1 and page.low(m.item.end) in ("of", "with", "(") for m in found):
            continue
        if mention.item.key == "water_level_sensor" and kept and kept[-1].item.key == "ultrasonic" and mention.item.start == kept[-1].item.end:
            continue  # "an ultrasonic level sensor": the one looks at the water from above
        if mention.item.key == "speaker" and any(m.item.sense is not None and m.item.sense.concept == "audio_playback" and m.status == "wanted" for m in found):
            continue  # a player brings the speaker it plays over
        twin = kept[-1] if kept and _same_thing(page, kept[-1], mention) else None
        if mention.item.key == "max7219" and twin is None and any(m.item.key == "led_matrix" and not _same_thing(page, mention, m) for m in found):
            continue  # the chip that drives the matrix
        if twin is not None:
            kept[-1] = mention if _other_display(page, twin, mention) else max(twin, mention, key=lambda m: bool(m.item.sense and re.search(r"\d", m.item.sense.part)) and bool(re.search(r"\d", page.said(m.item.start, m.item.end))))
            kept[-1] = replace(kept[-1], groups=twin.groups, plural=twin.plural or mention.plural, start=twin.start, definite=twin.definite, specs=twin.specs | mention.specs)
            continue
        kept.append(mention)
    return kept


def _same_thing(page: Page, one: Mention, two: Mention) -> bool:
    """"BH1750 light sensor", "OLED (SSD1306)": a kind and a model of it side by side."""
    gap = page.said(one.item.end, two.item.start)
    a, b = one.item.sense, two.item.sense
    side = two.item.start - one.item.end == 0 or two.item.start - one.item.end == 1 and page.low(one.item.end) in ("(", "/", ":")
    return a is not None and b is not None and side and gap in ("", "(", "/") and a.role == b.role and a.key != b.key and (any(page.lexicon.kin(x, y) for x in a.concepts for y in b.concepts) or page.lexicon.is_a(a.concept, "display") and page.lexicon.is_a(b.concept, "display")) and a.key not in ("led", "lamp") and b.key not in ("led", "lamp")


def _other_display(page: Page, one: Mention, two: Mention) -> bool:
    """"max7219 dot matrix": the chip, then what kind of display it drives."""
    a, b = one.item.sense, two.item.sense
    return a is not None and b is not None and page.lexicon.is_a(a.concept, "display") and page.lexicon.is_a(b.concept, "display") and not page.lexicon.kin(a.concept, b.concept)


def _own_button(page: Page, kept: list[Mention], mention: Mention) -> bool:
    """The button of "rotary encoder with button": a piece of the encoder itself."""
    if mention.item.key != "button" or not kept or kept[-1].item.key not in ("encoder", "joystick"):
        return False
    return all(page.low(j) in ("with", "a", "its", "integrated", "built", "in", "push", "and") for j in range(kept[-1].item.end, mention.item.start)) and page.low(kept[-1].item.end) in ("with", "button", "push")


def _pieces(page: Page, found: list[Mention], mention: Mention) -> bool:
    """"LED strip (WS2812, 60 leds)": a number of LEDs told right after a strip."""
    if not any(g.count for g in mention.groups):
        return False
    near = [m for m in found if 0 < mention.start - m.item.end <= 4 and m.item.sense is not None and m.item.sense.bundle]
    return bool(near) and not any(page.low(j) in ("and", ".", ";", "plus") or j in page.at and page.at[j].as_verb for j in range(near[-1].item.end, mention.start))


def _modifies(page: Page, mention: Mention) -> bool:
    """The "light" of "light theremin": a lamp's word right before a product's name."""
    after = page.at.get(mention.item.end)
    return mention.item.key in ("lamp", "mains_light") and after is not None and after.sort == "product" and after.start == mention.item.end

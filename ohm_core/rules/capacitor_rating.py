"""Capacitors on more voltage than they are made for."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict, volts

RATINGS = (6.3, 10, 16, 25, 35, 50, 63, 100)


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        if not item.part.category.startswith("passive:capacitor"):
            continue
        spec = item.part.attrs.get("voltage_v")
        rated = item.use.attr("voltage_v", spec.default if spec else None)
        tops = [at.max for p in item.part.pin if (at := scene.electric.volts(scene.net(item.ref, p.name))) is not None and at.max]
        top = max(tops, default=0.0)
        if isinstance(rated, (int, float)) and top > rated:
            better = next((r for r in RATINGS if r >= top * 1.5), 100)
            yield rule.finding("error", (item.ref,), f"{item.ref} is rated {volts(rated)} but hangs on {volts(top)}.", f"Use one of at least {better:g} V.")


RULE = Rule("capacitor_rating", "A capacitor is rated above the voltage it gets.", "Above its rating an electrolytic capacitor heats up and bursts, a ceramic one breaks through.", "the capacitor's data sheet, rated voltage", judge, ("short_circuit",))

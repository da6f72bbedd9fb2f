"""Motors behind driver boards: the pins that command them, under the names of the driver board's first channel."""

from __future__ import annotations

from ohm_core.circuit.circuit import Instance
from ohm_core.circuit.hookup import Hookup, Signal, hookup, loads
from ohm_core.firmware.spec import Site


def motor_hookup(site: Site, bridge: Instance) -> Hookup:
    """A motor's own hookup in terms of IN1 (plus side), IN2 (minus side) and ENA of the channel pair it is on."""
    load = loads(site.part)[0]
    own = site.hookup.signals
    signals = {"IN1": own[load.plus], "IN2": own[load.minus]}
    enable = hookup(site.circuit, bridge).signals.get(_enable_of(site, bridge))
    if enable:
        signals["ENA"] = enable
    return Hookup(site.part.ref, signals)


def _enable_of(site: Site, bridge: Instance) -> str:
    """ENA for OUT1 and OUT2, ENB for OUT3 and OUT4: the enable pin in the same half of the channels."""
    assert bridge.part.switch
    outs = [out for _, out in bridge.part.switch.channels]
    plus = site.circuit.net_at(site.part.ref, loads(site.part)[0].plus)
    at = next((i for i, out in enumerate(outs) if plus and site.circuit.net_at(bridge.ref, out) is plus), 0)
    enables = [p.name for p in bridge.part.pin if p.connect == "pwm.out"]
    return enables[min(at // 2, len(enables) - 1)] if enables else ""


def stepper_hookup(site: Site) -> Hookup:
    """A stepper's four signals IN1 to IN4, in the order of its driver's channels; of the driver board itself, its own."""
    circuit, part = site.circuit, site.part
    if part.part.switch:
        return site.hookup
    driver = _driver_of(site)
    if driver is None or driver.part.switch is None:
        return Hookup(part.ref)
    joined = hookup(circuit, driver)
    controls = [control for control, out in driver.part.switch.channels if _feeds(site, driver, out)]
    signals: dict[str, Signal] = {f"IN{i + 1}": joined.signals[c] for i, c in enumerate(controls[:4]) if c in joined.signals}
    return Hookup(part.ref, signals)


def _driver_of(site: Site) -> Instance | None:
    refs = [ref for s in site.hookup.signals.values() for ref in s.via if site.circuit.parts[ref].part.switch]
    return site.circuit.parts[refs[0]] if refs else None


def _feeds(site: Site, driver: Instance, out: str) -> bool:
    net = site.circuit.net_at(driver.ref, out)
    return net is not None and any(p.ref == site.part.ref for p in net.pins)

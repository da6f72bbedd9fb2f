"""A scenario against a circuit: every part, pin, control and observable it names is there. Gives the steps the runner takes."""

from __future__ import annotations

from collections.abc import Iterable

from ohm_core.catalogue.catalogue import nearest
from ohm_core.circuit.circuit import Circuit, Instance
from ohm_core.errors import BadInput
from ohm_core.firmware.simulate.facts import Json
from ohm_core.firmware.simulate.models import model_of
from ohm_core.firmware.simulate.scenario import Scenario
from ohm_core.firmware.simulate.step import Look, Step

METERS = ("volts", "duty", "frequency")


def steps_for(circuit: Circuit, scenario: Scenario) -> list[Json]:
    """The steps as the runner takes them. Raises BadInput with the place of an unknown part, pin, control or value."""
    return [_step(circuit, step) for step in scenario.steps]


def _step(circuit: Circuit, step: Step) -> Json:
    if step.kind == "delay":
        return {"kind": "delay", "us": step.seconds * 1e6}
    if step.kind == "serial":
        return {"kind": "serial", "text": step.text, "timeout_us": step.seconds * 1e6}
    if step.kind == "write":
        return {"kind": "write", "bytes": list(step.data)}
    if step.kind == "set":
        return _set(circuit, step)
    if step.kind == "screenshot":
        return {"kind": "screenshot", "part": _part(circuit, step.part, step.where).ref}
    looks = [_look(circuit, look, step.where) for look in step.looks]
    if step.kind == "waitAll":
        return {"kind": "waitAll", "pins": looks, "timeout_us": step.seconds * 1e6}
    return {"kind": step.kind, **looks[0], "timeout_us": step.seconds * 1e6}


def _set(circuit: Circuit, step: Step) -> Json:
    instance = _part(circuit, step.part, step.where)
    model = model_of(instance.part)
    if model is None:
        raise BadInput(f"{step.where}: {instance.ref} ({instance.part.name}) is not simulated, so nothing of it can be set.", step.where)
    found = model.control(step.control, instance)
    if found is None:
        offer = _offer(model.control_names(instance), "controls")
        raise BadInput(f"{step.where}: {instance.ref} has no control '{step.control[:40]}'; {offer}.", f"{step.where}.control")
    name, control, factor = found
    if control.text:
        return {"kind": "set", "part": instance.ref, "control": name, "value": f"{step.value:g}" if isinstance(step.value, float) else step.value}
    number = _number(step, control.text) * factor
    if (control.low is not None and number < control.low - 1e-9) or (control.high is not None and number > control.high + 1e-9):
        raise BadInput(f"{step.where}: {instance.ref} {name} takes {control.low:g} to {control.high:g} {control.unit}".rstrip() + f", not {step.value}.", f"{step.where}.value")
    return {"kind": "set", "part": instance.ref, "control": name, "value": number}


def _number(step: Step, text: bool) -> float:
    try:
        return float(step.value)
    except ValueError:
        raise BadInput(f"{step.where}: {step.control} takes a number, not '{str(step.value)[:40]}'.", f"{step.where}.value") from None


def _look(circuit: Circuit, look: Look, where: str) -> Json:
    instance = _part(circuit, look.part, where)
    body: Json = {"part": instance.ref, "pin": _observable(instance, look, where)}
    body |= {key: found for key in ("value", "min", "max") if (found := getattr(look, key)) is not None}  # 0 is a value too
    body |= {key: found for key in ("tolerance", "contains") if (found := getattr(look, key))}
    return body


def _observable(instance: Instance, look: Look, where: str) -> str:
    """An observable of the part's model, or a pin with or without a meter (`D9`, `D9:volts`)."""
    model = model_of(instance.part)
    if model and model.observes(look.pin, instance):
        return look.pin
    name, colon, meter = look.pin.rpartition(":")
    pin = instance.pin(name if colon and meter in METERS else look.pin)
    if pin is None:
        names = [p.name for p in instance.part.pin] + [n for own in (model.observables if model else ()) for n in own.split("|")]
        raise BadInput(f"{where}: {instance.ref} has no pin or observable '{look.pin[:40]}'; {_offer(names, 'names', look.pin)}.", f"{where}.pin")
    if isinstance(look.value, str):
        raise BadInput(f"{where}: a pin's level is a number, not '{look.value[:40]}'.", f"{where}.value")
    return f"{pin.name}:{meter}" if colon and meter in METERS else pin.name


def _part(circuit: Circuit, ref: str, where: str) -> Instance:
    if ref not in circuit.parts:
        near = nearest(ref, circuit.parts) or list(circuit.parts)[:8]
        raise BadInput(f"{where}: the circuit has no part '{ref[:40]}'; {_offer(near, 'references')}.", f"{where}.part-id")
    return circuit.parts[ref]


def _offer(names: Iterable[str], what: str, like: str = "") -> str:
    known = list(dict.fromkeys(names))
    best = nearest(like, known) if like else []
    shown = best or known[:12]
    return f"its {what} are {', '.join(shown)}" if shown else f"it has no {what}"

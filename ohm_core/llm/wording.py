"""What a person is told when no model answers: who failed, why, and what to do."""

from __future__ import annotations

from ohm_core.errors import ProviderDown
from ohm_core.llm.failures import Failure
from ohm_core.llm.models import Provider
from ohm_core.llm.ring import Ring
from ohm_core.llm.values import Rotation

WHY = {
    "bad_key": "refused the key",
    "quota": "says that the account has no money or allowance left",
    "rate": "is asked too often",
    "timeout": "did not answer in time",
    "unreachable": "cannot be reached or broke off",
    "refused": "refused the request",
}


def no_key(served_by: Provider, ring: Ring) -> ProviderDown:
    """Nothing to ask with: no key at all, or only keys that are out or rest."""
    if not ring.has(served_by.id):
        return ProviderDown(f"There is no key for {served_by.name}: {served_by.remedy}.", where=served_by.id, kind="no_key")
    kinds = next((s.kinds for s in ring.states() if s.id == served_by.id), ())
    kind = next((k for k in ("rate", "timeout", "unreachable", "refused") if k in kinds), "quota" if "quota" in kinds else "bad_key")
    return ProviderDown(f"{served_by.name} {WHY[kind]}. {what_to_do(served_by, ring)}", where=served_by.id, kind=kind)


def down(served_by: Provider, model: str, failure: Failure, ring: Ring) -> ProviderDown:
    """The error of the first model that was asked; the provider's own words stand in it without keys."""
    remedy = what_to_do(served_by, ring) if failure.fault == "key" else "Choose another model." if failure.fault == "model" else "Change the request, or choose another model."
    words = ring.scrubbed(failure.said).rstrip(" .")
    return ProviderDown(f"{served_by.name} {WHY[failure.kind]} ({words}). {remedy}" if words else f"{served_by.name} {WHY[failure.kind]}. {remedy}", where=model, kind=failure.kind)


def all_exhausted(served_by: Provider, failed: int, ring: Ring) -> Rotation:
    """No key of a provider is left for now."""
    what = f"{served_by.name}: nothing answers." if served_by.own else f"No key of {served_by.name} is left."
    return Rotation("all_keys_exhausted", failed, None, 0, f"{what} {what_to_do(served_by, ring)}")


def what_to_do(served_by: Provider, ring: Ring) -> str:
    """One sentence by how its keys stand."""
    kinds = {k for s in ring.states() if s.id == served_by.id for k in s.kinds}
    rest = ring.soonest(served_by.id)
    if served_by.own and "unreachable" in kinds:
        return f"See whether the server at {served_by.address} is running."
    if rest is not None and rest > 0:
        return f"Wait {max(1, round(rest))} s and try again" + ("." if served_by.own else f", or add a key to {served_by.variables[0]}.")
    if rest == 0:
        return "Try again."
    place = f"{served_by.variables[0]} or {served_by.keys[0]}" if served_by.keys else served_by.variables[0]
    if kinds <= {"quota", ""}:
        return f"Add credit at {served_by.name}, or another key to {served_by.variables[0]}."
    return f"Set a key that is valid in {place}."

"""Scenarios: YAML in the form of Wokwi's automation scenarios → typed steps. Form only; parts and pins are looked up in check.py."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ohm_core.errors import BadInput
from ohm_core.firmware.simulate.forms import mapping, short, step_of
from ohm_core.firmware.simulate.step import Step

LIMIT_BYTES = 100_000
LIMIT_STEPS = 1000
LIMIT_DEPTH = 8


@dataclass(frozen=True)
class Scenario:
    """A named list of steps."""

    steps: tuple[Step, ...]
    name: str = ""
    author: str = ""


def load_scenario(path: Path) -> Scenario:
    """The scenario in a YAML file. Raises BadInput with the place and what to change."""
    try:
        data = path.read_bytes()
    except OSError:
        raise BadInput(f"The scenario {path.name} cannot be read; give the path of a YAML file.", str(path)) from None
    return parse_scenario(data, path.name)


def parse_scenario(data: bytes | str, name: str = "the scenario") -> Scenario:
    """The scenario in YAML text. Raises BadInput with the place and what to change."""
    body = mapping(_yaml(data, name), name, "hold `name`, `version` and `steps`")
    unknown = set(body) - {"name", "version", "author", "steps"}
    if unknown:
        raise BadInput(f"{name} has the unknown key '{short(sorted(map(str, unknown))[0])}'; use name, version, author and steps.", name)
    if body.get("version", 1) not in (1, "1"):
        raise BadInput(f"{name} has version {short(body['version'])}; OHM reads version 1.", "version")
    steps = body.get("steps")
    if not isinstance(steps, list) or not steps:
        raise BadInput(f"{name} needs \"steps\", a list such as `- delay: 500ms`.", "steps")
    if len(steps) > LIMIT_STEPS:
        raise BadInput(f"{name} has {len(steps):,} steps; the limit is {LIMIT_STEPS:,}.", "steps", "too_large")
    return Scenario(tuple(step_of(s, f"steps[{i}]") for i, s in enumerate(steps)), str(body.get("name", "")), str(body.get("author", "")))


def _yaml(data: bytes | str, name: str) -> Any:
    import yaml

    raw = data.encode() if isinstance(data, str) else data
    if len(raw) > LIMIT_BYTES:
        raise BadInput(f"{name} has {len(raw):,} bytes; the limit is {LIMIT_BYTES:,}.", name, "too_large")
    try:
        text = raw.decode("utf-8-sig")
        _refuse_tricks(yaml.parse(text, yaml.SafeLoader), name, yaml)
        return yaml.safe_load(text)
    except UnicodeDecodeError:
        raise BadInput(f"{name} is not text in UTF-8.", name) from None
    except RecursionError:
        raise BadInput(f"{name} is nested too deep.", name) from None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" at line {mark.line + 1}" if mark else ""
        raise BadInput(f"{name} is not valid YAML{place}: {getattr(error, 'problem', None) or 'it cannot be read'!s}.", name) from None


def _refuse_tricks(events: Any, name: str, yaml: Any) -> None:
    """Aliases could grow without limit, deep nesting and foreign tags have no place in a scenario."""
    depth = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            raise BadInput(f"{name} uses a YAML alias (*{short(event.anchor)}); write the value out.", f"line {event.start_mark.line + 1}")
        tag = getattr(event, "tag", None)
        if tag and not tag.startswith("tag:yaml.org,2002:"):
            raise BadInput(f"{name} uses the YAML tag {short(tag)}; plain values are enough.", f"line {event.start_mark.line + 1}")
        depth += isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent))
        depth -= isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent))
        if depth > LIMIT_DEPTH:
            raise BadInput(f"{name} is nested too deep.", f"line {event.start_mark.line + 1}")

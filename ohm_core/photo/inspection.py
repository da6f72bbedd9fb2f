"""What a model says of a picture of a circuit, in the contract's form (`ohm inspect`), held against the design net by net.

A model proposes: what it saw, and how sure it was. Which nets there are and what each must join is the design's. A net it said
nothing of cannot be told, and a net that is not there is not taken over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ohm_core.circuit.circuit import Circuit, Net

Word = Literal["matches", "differs", "cannot_tell"]
LONGEST, MOST = 600, 60
NO_FORM = "The model did not answer in the agreed form; its words stand under suggestions."


@dataclass(frozen=True)
class Verdict:
    """One net: `expected` are its pins by the design, `seen` the model's words, `confidence` from 0 to 1 as the model gave it."""

    net: str
    verdict: Word
    expected: tuple[str, ...]
    seen: str = ""
    confidence: float = 0.0


@dataclass(frozen=True)
class Issue:
    """What could do harm: `net` "" where it is about none of the design's."""

    net: str
    message: str
    remedy: str = ""


@dataclass(frozen=True)
class Inspection:
    """A model's word on a picture. `notes` tell what of it was not taken over."""

    usable: bool
    why_not: str = ""
    parts: tuple[str, ...] = ()
    connections: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    issues: tuple[Issue, ...] = ()
    suggestions: tuple[str, ...] = ()
    confidence: float = 0.0
    notes: tuple[str, ...] = field(default=())

    def counted(self) -> dict[Word, int]:
        """How many nets match, differ, cannot be told."""
        words: tuple[Word, ...] = ("matches", "differs", "cannot_tell")
        return {word: sum(v.verdict == word for v in self.verdicts) for word in words}

    def as_json(self) -> dict[str, Any]:
        """The object that `ohm inspect` prints."""
        return {
            "usable": self.usable, "why_not": self.why_not or None, "observed": {"parts": list(self.parts), "connections": list(self.connections)},
            "verdicts": [{"net": v.net, "verdict": v.verdict, "expected": list(v.expected), "seen": v.seen or None, "confidence": v.confidence} for v in self.verdicts],
            "criticalIssues": [{"net": i.net or None, "message": i.message, "remedy": i.remedy} for i in self.issues], "suggestions": list(self.suggestions), "confidence": self.confidence}


class _Form(BaseModel):
    """What models write; fields nobody knows are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


def _sure(value: Any) -> float:
    """From 0 to 1; a percentage as one. What is no number is 0: not sure."""
    try:
        number = float(str(value).strip().removesuffix("%"))
    except ValueError:
        return 0.0
    number = number / 100 if 1 < number <= 100 else number
    return round(number, 3) if 0 <= number <= 1 else 0.0


class _Verdict(_Form):
    net: str = Field(max_length=120)
    verdict: str = ""
    seen: Any = ""
    confidence: Any = 0


class _Issue(_Form):
    net: str | None = None
    message: str
    remedy: str | None = None


class _Observed(_Form):
    parts: list[Any] = Field(default_factory=list)
    connections: list[Any] = Field(default_factory=list)


class _Answer(_Form):
    usable: bool = True
    why_not: str | None = None
    observed: _Observed = _Observed()
    verdicts: list[_Verdict] = Field(default_factory=list)
    criticalIssues: list[_Issue | str] = Field(default_factory=list)
    suggestions: list[Any] = Field(default_factory=list)
    confidence: Any = 0

    @field_validator("suggestions", mode="before")
    @classmethod
    def _one_is_a_list(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value or []


def inspection(answer: str, circuit: Circuit) -> Inspection:
    """The model's ANSWER about a picture of CIRCUIT. One that is not in the form leaves every net untold, with the words as a suggestion."""
    read = _read(answer)
    if read is None:
        words = (_plain(answer),) if answer.strip() else ()
        return Inspection(False, NO_FORM, verdicts=tuple(_verdicts(circuit, {})), suggestions=words)
    by_net, strange = dict[str, _Verdict](), list[str]()
    for one in read.verdicts[:MOST * 2]:
        net = net_named(one.net, circuit)
        if net is None:
            strange.append(one.net)
        else:
            by_net.setdefault(net.name, one)
    issues = [i if isinstance(i, _Issue) else _Issue(message=i) for i in read.criticalIssues[:MOST]]
    notes = (f"It spoke of nets that the design does not have: {_plain(', '.join(strange[:6]))}.",) if strange else ()
    verdicts = tuple(_verdicts(circuit, by_net if read.usable else {}))
    return Inspection(read.usable, _plain(read.why_not or ""), _words(read.observed.parts), _words(read.observed.connections), verdicts,
                      tuple(Issue(found.name if i.net and (found := net_named(i.net, circuit)) else "", _plain(i.message), _plain(i.remedy or "")) for i in issues if i.message.strip()),
                      _words(read.suggestions), _sure(read.confidence), notes)


def net_named(said: str, circuit: Circuit) -> Net | None:
    """The net of this name, or the one that a pin so called is in."""
    word = said.strip().casefold()
    named = next((n for n in circuit.nets if n.name.casefold() == word), None)
    return named or next((n for n in circuit.nets if any(word in (str(p).casefold(), circuit.say(p).casefold()) for p in n.pins)), None)


def _verdicts(circuit: Circuit, said: Mapping[str, _Verdict]) -> Iterable[Verdict]:
    for net in circuit.nets:
        expected = tuple(circuit.say(p) for p in net.pins)
        blank = Verdict(net.name, "cannot_tell", expected)
        one = said.get(net.name)
        if one is None:
            yield blank
            continue
        word = re.sub(r"[\s-]+", "_", one.verdict.strip().lower())
        known: Word = "matches" if word in ("matches", "match") else "differs" if word in ("differs", "differ") else "cannot_tell"
        yield replace(blank, verdict=known, seen=_plain(one.seen), confidence=_sure(one.confidence))


def _read(answer: str) -> _Answer | None:
    """The JSON object in a model's answer, wherever it stands in it; None where there is none in the form."""
    for start in (m.start() for m in re.finditer(r"\{", answer[:20_000])):
        try:
            raw, _ = json.JSONDecoder().raw_decode(answer[start:])
        except (ValueError, RecursionError):
            continue
        if isinstance(raw, dict) and {"usable", "verdicts", "criticalIssues"} & set(raw):
            try:
                return _Answer.model_validate(raw)
            except ValidationError:
                return None
    return None


def _words(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(text for v in list(values)[:MOST] if (text := _plain(v)))


def _plain(value: Any) -> str:
    """One line of at most LONGEST characters."""
    text = value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False, default=str)
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST - 1]}…"

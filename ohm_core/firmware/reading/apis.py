"""Which argument of which call is a pin, an address or a bus: data/sketches as tables."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ohm_core.catalogue.catalogue import data_dir
from ohm_core.errors import BadInput


@dataclass(frozen=True)
class Call:
    """Forms of one call: for each, what every argument is ("_" is nothing of ours). `rest` repeats the last for all that follow."""

    forms: tuple[tuple[str, ...], ...]

    @property
    def keywords(self) -> Mapping[str, str]:
        """Roles of arguments given by name: `sda=sda` in a form."""
        return dict(word.split("=", 1) for form in self.forms for word in form if "=" in word)  # type: ignore[misc]

    def roles(self, count: int) -> tuple[str, ...]:
        """The roles of COUNT arguments: the form of that length, else the longest that is shorter, else the first."""
        for form in self.forms:
            if len(form) == count or form and form[-1].endswith("…") and count >= len(form):
                return _spread(form, count)
        shorter = [f for f in self.forms if len(f) < count]
        return _spread(max(shorter, key=len) if shorter else self.forms[0], count)


@dataclass(frozen=True)
class Api:
    """A class (or the free functions, name ""): its calls, the bus an object of it sits on, the address it speaks to unless told."""

    name: str
    calls: Mapping[str, Call] = field(default_factory=dict)
    bus: str = ""
    unit: str = ""
    address: int | None = None
    feature: str = ""
    source: str = ""


@dataclass(frozen=True)
class Apis:
    """The calls of one language. `objects` are names that exist without being declared (Wire, Serial1)."""

    functions: Mapping[str, Call]
    classes: Mapping[str, Api]
    objects: Mapping[str, str]
    headers: Mapping[str, str]  # library header or module → feature
    fields: Mapping[str, str] = field(default_factory=dict)  # member of a C structure → role
    constants: Mapping[str, int | str] = field(default_factory=dict)  # names that headers define

    def radio(self, header: str) -> str | None:
        """The radio that a header turns on, "" for none; None where nobody here knows it. The longest entry that it begins with counts."""
        if (found := self.headers.get(header, self.headers.get(header.rpartition("/")[2]))) is not None:
            return found
        begins = [h for h in self.headers if h.endswith("/") and header.startswith(h)]
        return self.headers[max(begins, key=len)] if begins else None

    def with_those_of(self, other: Apis) -> Apis:
        """The calls of both languages."""
        return Apis({**self.functions, **other.functions}, {**self.classes, **other.classes}, {**self.objects, **other.objects}, {**self.headers, **other.headers}, {**self.fields, **other.fields}, {**self.constants, **other.constants})


@cache
def apis(language: str) -> Apis:
    """The tables of data/sketches/LANGUAGE.toml. Raises BadInput with the file where it is wrong."""
    path = data_dir() / "sketches" / f"{language}.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        functions = {name: _call(forms) for name, forms in data.get("functions", {}).items() if name != "source"}
        classes = {api.name: api for names, table in data.get("class", {}).items() for api in _classes(names, table)}
        return Apis(functions, classes, dict(data.get("objects", {})), dict(data.get("headers", {})), dict(data.get("fields", {})), dict(data.get("constants", {})))
    except (tomllib.TOMLDecodeError, TypeError, AttributeError) as error:
        raise BadInput(f"{path.name} is not a table of calls: {error}.", str(path)) from None


def _classes(names: str, table: Mapping[str, Any]) -> list[Api]:
    known = ("bus", "unit", "address", "feature", "source")
    calls = {name: _call(forms) for name, forms in table.items() if name not in known}
    return [Api(name.strip(), calls, **{k: table[k] for k in known if k in table}) for name in names.split(",")]


def _call(forms: str | list[str]) -> Call:
    return Call(tuple(tuple(f.split()) for f in ([forms] if isinstance(forms, str) else forms)))


def _spread(form: tuple[str, ...], count: int) -> tuple[str, ...]:
    if form and form[-1].endswith("…"):
        last = form[-1].rstrip("…")
        form = (*form[:-1], *[last] * max(1, count - len(form) + 1))
    return (*form, *["_"] * (count - len(form)))[:count]

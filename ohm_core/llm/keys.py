"""Keys of providers: where they are read from, and how they are kept from being seen. Which of them is used is `health.py`'s."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from ohm_core.errors import BadInput
from ohm_core.llm.models import Provider, provider, providers

HIDDEN = "[key]"
SHORTEST_ECHO = 6
# What keys of the usual providers look like, also half hidden by stars; and what stands after a word that announces one.
LOOKS_LIKE_A_KEY = re.compile(
    r"\b(?:sk|pk|rk|gsk|xai|nvapi|hf|r8|AIza|ya29|AKIA|eyJ)[-_]?[\w.*-]{8,}|(?<=[Bb]earer )\S{6,}|(?<=api_key=)\S{6,}|(?<=key: )[\w.*-]{8,}|(?<=provided: )[\w.*-]{8,}"
)


@dataclass(frozen=True, repr=False)
class Key:
    """One key of a provider, told by its index. Its text is only for the provider: no repr, no pickle."""

    provider: str
    index: int
    _secret: str

    def __repr__(self) -> str:
        return f"Key({self.provider!r}, {self.index})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A key is not to be stored.")

    @property
    def anywhere(self) -> Key:
        """The same key at no place, by which it is known again when others before it come or go."""
        return Key(self.provider, -1, self._secret)

    def reveal(self) -> str:
        """The key itself, for the provider it belongs to; "" where the provider needs none."""
        return self._secret


Keys = Mapping[str, tuple[Key, ...]]


def read_keys(environ: Mapping[str, str], secrets: Mapping[str, object], asked: Iterable[str] = ()) -> Keys:
    """The keys of each provider that has any, or needs none and is set up; without doubles, those of OHM_KEYS_… first, the environment's before the secrets'.

    Of providers that models.toml does not name, those in ASKED are looked at, and those with an OHM_KEYS_… of their own.
    """
    named = (name.removeprefix("OHM_KEYS_").lower() for name in (*environ, *secrets) if name.startswith("OHM_KEYS_"))
    looked_at = dict.fromkeys([*providers(), *(provider(id) for id in (*named, *asked))])
    found = {p.id: tuple(dict.fromkeys(_keys_of(p, environ, secrets))) for p in looked_at}
    return {id: tuple(Key(id, i, text) for i, text in enumerate(texts)) for id, texts in found.items() if texts}


def _keys_of(served_by: Provider, environ: Mapping[str, str], secrets: Mapping[str, object]) -> list[str]:
    if served_by.address and not address(served_by, environ, secrets):
        return []
    keys = [k for names in (served_by.variables, served_by.keys) for source in (environ, secrets) for n in names for k in _several(source.get(n))]
    free = bool(served_by.address) or bool(served_by.needs) and all(_several(environ.get(n)) for n in served_by.needs)
    return keys or [""] * free


def address(served_by: Provider, environ: Mapping[str, str], secrets: Mapping[str, object]) -> str:
    """Where it is served, as the person set it; "" where nothing is set or nothing need be."""
    said = environ.get(served_by.address) or secrets.get(served_by.address) or "" if served_by.address else ""
    return str(said).strip()


def _several(value: object) -> list[str]:
    """The keys in a value: a text with commas, or a list of texts."""
    texts = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return [t.strip() for t in texts if isinstance(t, str) and t.strip()]


def secrets_files() -> tuple[Path, ...]:
    """Where Streamlit looks for secrets: the folder it is started in, then the person's own."""
    return Path.cwd() / ".streamlit" / "secrets.toml", Path.home() / ".streamlit" / "secrets.toml"


def read_secrets(paths: Iterable[Path]) -> Mapping[str, object]:
    """What stands at the top of these TOML files, the first one's first; a file that is not there says nothing. BadInput for one that is no TOML."""
    merged: dict[str, object] = {}
    for path in paths:
        try:
            said = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError:
            continue
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            place = re.search(r"line \d+", str(error))
            raise BadInput(f"The secrets file {path} cannot be read as TOML{', ' + place[0] if place else ''}.", where=str(path)) from None
        merged = {**said, **merged}
    return merged


def scrub(text: str, keys: Iterable[Key]) -> str:
    """TEXT without keys: neither whole, nor a piece of one six characters or longer, nor anything that looks like one."""
    text = LOOKS_LIKE_A_KEY.sub(HIDDEN, text)
    for key in keys:
        text = _without(text, key.reveal())
    return text


def _without(text: str, secret: str) -> str:
    size = min(SHORTEST_ECHO, len(secret))
    if not size:
        return text
    pieces = {secret[i : i + size] for i in range(len(secret) - size + 1)}
    spoilt = {at + n for at in range(len(text) - size + 1) if text[at : at + size] in pieces for n in range(size)}
    return re.sub(r"\0+", HIDDEN, "".join("\0" if at in spoilt else c for at, c in enumerate(text)))

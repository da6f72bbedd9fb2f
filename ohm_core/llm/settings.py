"""What can be set about the asking of models, with where each setting comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ohm_core.errors import BadInput


@dataclass(frozen=True)
class Settings:
    """Seconds unless the name says otherwise. `fallbacks` None: the default model of each other provider that has a key."""

    model: str = ""
    fallbacks: tuple[str, ...] | None = None
    silence_s: float = 60.0
    # How long one request waits, in all, for its only keys to have rested, and how often it tries one again.
    patience_s: float = 8.0
    again: int = 2
    # How often a stream that broke after its first words is asked to go on.
    continuations: int = 2
    # Pieces that come closer together than this are handed on as one: the eye sees no difference, the work is less.
    gather_s: float = 0.04
    # An answer longer than any model's own limit ends here, so that a server that never stops fills no memory.
    most_characters: int = 2_000_000
    # The model for vectors of texts, none or "" for that of the provider that answers; what it has not given in so many seconds is done without.
    embedding: str = ""
    embedding_s: float = 2.0

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Settings:
        """OHM_MODEL, OHM_MODEL_FALLBACKS (names with commas, or none), OHM_MODEL_SILENCE_S, OHM_EMBEDDING_MODEL (a name, or none), OHM_EMBEDDING_S. BadInput where one cannot be read."""
        said = environ.get("OHM_MODEL_FALLBACKS", "").strip()
        names = None if not said else () if said.lower() == "none" else tuple(n.strip() for n in said.split(",") if n.strip())
        return cls(model=environ.get("OHM_MODEL", "").strip(), fallbacks=names, silence_s=_seconds(environ, "OHM_MODEL_SILENCE_S", cls.silence_s),
                   embedding=_embedding(environ), embedding_s=_seconds(environ, "OHM_EMBEDDING_S", cls.embedding_s))


def _embedding(environ: Mapping[str, str]) -> str:
    said = environ.get("OHM_EMBEDDING_MODEL", "").strip()
    if said and said.lower() != "none" and not all(said.partition("/")):
        raise BadInput(f"OHM_EMBEDDING_MODEL must be none or have the form provider/model; it is {said[:100]!r}.", where="OHM_EMBEDDING_MODEL")
    return "none" if said.lower() == "none" else said


def _seconds(environ: Mapping[str, str], name: str, usual: float) -> float:
    said = environ.get(name, "").strip()
    try:
        seconds = float(said) if said else usual
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86_400:
        raise BadInput(f"{name} must be a number of seconds above 0; it is {said!r}.", where=name)
    return seconds

"""Every error OHM raises on purpose, by who must act.

    OhmError
    ├── BadInput        the user: the sentence says what to change          exit 2
    ├── Missing         the user: a tool, key or browser is not there       exit 3
    ├── Locked          the user: the project or the pin is fixed           exit 2
    ├── ModelMistake    the model: it may read the message and try again
    ├── ProviderDown    the provider: wait, or use another key
    ├── LimitReached    the budget: steps, tokens, time or money are used up
    └── Bug             us: should never be seen

An error is one plain sentence. A wrong circuit is not an error: it is findings.
"""

from __future__ import annotations


class OhmError(Exception):
    """One plain sentence for a person, with the place it speaks of.

    `kind` is a short stable word for programs, `where` a file, field, line or option ("" where none applies).
    """

    kind = "error"
    exit_code = 2

    def __init__(self, message: str, where: str = "", kind: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        if kind:
            self.kind = kind

    def as_json(self) -> dict[str, str]:
        """The object that stands under "error" in the command line's and the server's JSON."""
        return {"kind": self.kind, "message": self.message, "where": self.where}


class BadInput(OhmError):
    """Something the user gave cannot be used; the sentence says what to change."""

    kind = "bad_input"


class Missing(OhmError):
    """Something needed is not installed or set; the sentence gives the exact command or setting that supplies it."""

    kind = "missing"
    exit_code = 3


class Locked(OhmError):
    """The project is locked, or a person fixed what this change would move."""

    kind = "locked"


class ModelMistake(OhmError):
    """A language model sent something unusable; it may read the message and try again."""

    kind = "model_mistake"


class ProviderDown(OhmError):
    """A language model's provider refused or did not answer."""

    kind = "provider_down"
    exit_code = 3


class LimitReached(OhmError):
    """A limit of steps, tokens, time or money was reached."""

    kind = "limit"
    exit_code = 1


class Bug(OhmError):
    """An inner promise was broken."""

    kind = "bug"
    exit_code = 70

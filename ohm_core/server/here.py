"""The one workshop of this process, shared by the pages and the HTTP routes, and how it wakes up."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import cache

from ohm_core.errors import OhmError
from ohm_core.flows import engine
from ohm_core.store.journal import Entry
from ohm_core.workshop import Workshop


def workshop() -> Workshop:
    """The workshop of OHM_HOME as it is set now."""
    return _workshop(os.environ.get("OHM_HOME", ""))


@cache
def _workshop(home: str) -> Workshop:
    return Workshop(home or None)


def watch(entry: Entry) -> None:
    """Takes an event into the process's figures."""
    from ohm_core.server.metrics import watched

    watched([entry])


class Waking:
    """Opens the store and loads what the first page needs, in a thread: the server answers meanwhile.

    `address` is told to other processes. `trouble` is what kept the store shut; `give_up` is called then.
    """

    def __init__(self) -> None:
        self.address = ""
        self.trouble: OhmError | None = None
        self.give_up: Callable[[], None] = lambda: None

    def start(self) -> threading.Thread:
        """Begins and returns at once."""
        thread = threading.Thread(target=self._wake, name="waking", daemon=True)
        thread.start()
        return thread

    def _wake(self) -> None:
        try:
            shop = workshop()
            shop.turns.journal.tap = watch
            shop.turns.recover()
            if self.address:
                shop.store.announce(self.address)
            shop.turns.speakers.gateway.warm()
            if engine.left_some(shop.store):
                engine.in_background(lambda: engine.launch(shop.store))
        except OhmError as error:
            self.trouble = error
            self.give_up()


waking = Waking()

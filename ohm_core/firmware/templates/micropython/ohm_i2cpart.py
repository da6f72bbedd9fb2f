"""A chip on I2C that is read at intervals and may be silent."""

from ohm_log import log_problem
from ohm_timing import Every


class I2cPart:
    """Subclasses write `_read()`, and `_connect()` where the chip wants to be set up; both may raise OSError."""

    def __init__(self, name, i2c, address, every_ms):
        self._name = name
        self._i2c = i2c
        self._address = address
        self._tick = Every(every_ms)
        self._ready = False
        self._reported = False

    def begin(self):
        self._try(self._connect)

    def update(self):
        if not self._tick.due():
            return
        if self._ready:
            self._try(self._read)
        else:
            self._try(self._connect)  # plugged in again: the first values come with the next tick

    def _try(self, step):
        try:
            step()
            self._ready = True
            self._reported = False
        except OSError:
            self._ready = False
            self._forget()
            if not self._reported:
                log_problem(self._name, "no answer on I2C; check SDA, SCL, supply and address")
            self._reported = True

    def _connect(self):
        self._i2c.writeto(self._address, b"")

    def _read(self):
        pass

    def _forget(self):
        pass

    def _register(self, register, count):
        return self._i2c.readfrom_mem(self._address, register, count)

    def _set(self, register, value):
        self._i2c.writeto_mem(self._address, register, bytes([value]))

"""Temperature, air pressure and (BME280 only) humidity from Bosch's BME280 or BMP280 on I2C.

Datasheets: Bosch BST-BME280-DS002, sections 4.2.3 and 5; BST-BMP280-DS001, section 3.11.
"""

from struct import unpack

from ohm_i2cpart import I2cPart

NAN = float("nan")
ID_BME280, ID_BMP280 = 0x60, 0x58


class AirSensor(I2cPart):
    def __init__(self, name, i2c, address):
        super().__init__(name, i2c, address, 1000)
        self._has_humidity = False
        self._forget()

    def temperature(self):
        return self._temperature

    def humidity(self):
        return self._humidity

    def pressure(self):
        """In hPa."""
        return self._pressure

    def _forget(self):
        self._temperature = self._humidity = self._pressure = NAN

    def _connect(self):
        chip = self._register(0xD0, 1)[0]
        if chip not in (ID_BME280, ID_BMP280):
            raise OSError
        self._t_p = unpack("<HhhHhhhhhhhh", self._register(0x88, 24))
        self._has_humidity = chip == ID_BME280
        if self._has_humidity:
            h = self._register(0xE1, 7)
            h2, h3 = unpack("<hB", h[:3])
            signed = unpack("bbbb", h[3:])
            self._h = (self._register(0xA1, 1)[0], h2, h3, signed[0] * 16 | h[4] & 15, signed[2] * 16 | h[4] >> 4, signed[3])
            self._set(0xF2, 1)  # each value measured once
        self._set(0xF5, 5 << 5)  # a measurement a second
        self._set(0xF4, 1 << 5 | 1 << 2 | 3)

    def _read(self):
        d = self._register(0xF7, 8 if self._has_humidity else 6)
        fine = self._take_temperature(d[3] << 12 | d[4] << 4 | d[5] >> 4)
        self._take_pressure(d[0] << 12 | d[1] << 4 | d[2] >> 4, fine)
        if self._has_humidity:
            self._take_humidity(d[6] << 8 | d[7], fine)

    # The datasheet's compensation formulas in floating point.

    def _take_temperature(self, raw):
        t1, t2, t3 = self._t_p[:3]
        fine = (raw / 16384 - t1 / 1024) * t2 + (raw / 131072 - t1 / 8192) ** 2 * t3
        self._temperature = fine / 5120
        return fine

    def _take_pressure(self, raw, fine):
        p1, p2, p3, p4, p5, p6, p7, p8, p9 = self._t_p[3:]
        a = fine / 2 - 64000
        b = (a * a * p6 / 32768 + a * p5 * 2) / 4 + p4 * 65536
        a = (1 + (p3 * a * a / 524288 + p2 * a) / 524288 / 32768) * p1
        if a:
            p = (1048576 - raw - b / 4096) * 6250 / a
            self._pressure = (p + (p9 * p * p / 2147483648 + p * p8 / 32768 + p7) / 16) / 100

    def _take_humidity(self, raw, fine):
        h1, h2, h3, h4, h5, h6 = self._h
        x = fine - 76800
        x = (raw - (h4 * 64 + h5 / 16384 * x)) * (h2 / 65536 * (1 + h6 / 67108864 * x * (1 + h3 / 67108864 * x)))
        self._humidity = min(max(x * (1 - h1 * x / 524288), 0), 100)

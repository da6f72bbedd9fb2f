"""A passive buzzer or small loudspeaker: the board makes the tone, so it can play notes."""

from time import ticks_diff, ticks_ms

from machine import PWM, Pin
from ohm_log import log_state
from ohm_timing import Timed

STANDARD_HZ = 2000
LOWEST_HZ = 31
WHOLE_NOTE_MS = 1600
SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


class Speaker(Timed):
    def __init__(self, name, pin):
        self._name = name
        self._pwm = PWM(Pin(pin), freq=STANDARD_HZ, duty_u16=0)
        self._hz = 0
        self._half_period = 0  # 0: no rhythm
        self._flipped_at = 0
        self._notes = []
        self._note_ends_in = 0

    def begin(self):
        self._sound(0)

    def update(self):
        if self._end_is_due():
            self.off()
        elapsed = ticks_diff(ticks_ms(), self._flipped_at)
        if self._note_ends_in and elapsed >= self._note_ends_in:
            self._next_note()
        elif self._half_period and elapsed >= self._half_period:
            self._flipped_at = ticks_ms()
            self._sound(0 if self._hz else STANDARD_HZ)
            if not self._hz and self._was_last_time():
                self.off()

    def on(self):
        self.tone(STANDARD_HZ)

    def off(self):
        if self._hz or self._half_period or self._note_ends_in:
            log_state(self._name, "off")
        self._rest()
        self._sound(0)

    def toggle(self):
        if self._hz or self._half_period or self._note_ends_in:
            self.off()
        else:
            self.on()

    def tone(self, frequency_hz):
        """A tone until told otherwise. A frequency that is not known is silence."""
        if frequency_hz != frequency_hz or frequency_hz < LOWEST_HZ:
            return self.off()
        if not self._hz:
            log_state(self._name, "on")
        self._rest()
        self._sound(int(frequency_hz))

    def beep(self, duration_ms, times=1):
        """One that ends by itself, or several with pauses as long as they are."""
        if times > 1:
            return self.blink(2 * duration_ms, times)
        self.on()
        self.end_after(duration_ms)

    def blink(self, period_ms, times=0):
        """Beeps in a rhythm, so many times, 0 until told otherwise. May be called again with another period at any time."""
        if period_ms != period_ms:  # not known
            return self.off()
        running = self._half_period
        self._rest()
        self._times_left = times
        if not running:
            log_state(self._name, "blink")
            self._flipped_at = ticks_ms()
            self._sound(STANDARD_HZ)
        self._half_period = max(10, int(period_ms) // 2)

    def melody(self, tune):
        """Notes are letter, '#' or not, octave, ':' and length as a part of a whole note: "F#4:8 R:4" (R is a rest)."""
        log_state(self._name, "melody")
        self._rest()
        self._notes = tune.split()
        self._next_note()

    def _next_note(self):
        if not self._notes:
            return self.off()
        pitch, _, part = self._notes.pop(0).partition(":")
        self._note_ends_in = WHOLE_NOTE_MS // int(part or 4)
        self._flipped_at = ticks_ms()
        if pitch[0] not in SEMITONES:
            return self._sound(0)
        semitone = SEMITONES[pitch[0]] + (1 if "#" in pitch else 0)
        # 440 Hz is A4; each semitone is the twelfth root of two.
        self._sound(int(440 * 2 ** ((semitone - 9) / 12 + int(pitch[-1]) - 4) + 0.5))

    def _rest(self):
        self._stay()
        self._half_period = 0
        self._note_ends_in = 0
        self._notes = []

    def _sound(self, hz):
        if hz == self._hz:
            return
        self._hz = hz
        if hz:
            self._pwm.freq(hz)
        self._pwm.duty_u16(32768 if hz else 0)

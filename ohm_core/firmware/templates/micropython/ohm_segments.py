"""Which of seven segments (bit 0 = A to bit 6 = G) make a digit or letter."""

DIGITS = b"\x3f\x06\x5b\x4f\x66\x6d\x7d\x07\x7f\x6f"
# A to Z, as well as seven segments can.
LETTERS = b"\x77\x7c\x39\x5e\x79\x71\x3d\x76\x06\x1e\x75\x38\x15\x54\x5c\x73\x67\x50\x6d\x78\x3e\x1c\x2a\x76\x6e\x5b"


def segments_of(letter):
    if "0" <= letter <= "9":
        return DIGITS[ord(letter) - 48]
    upper = letter.upper()
    if "A" <= upper <= "Z":
        return LETTERS[ord(upper) - 65]
    return {"-": 0x40, "_": 0x08, "\u00b0": 0x63}.get(letter, 0)


def fit_number(value, width):
    """A number right-aligned in so many places; "-" in each where it does not fit, one where it is not known."""
    text = "-" if value != value else str(round(value))
    if len(text) > width:
        return "-" * width
    return " " * (width - len(text)) + text

"""Our own drawings of parts, one function a part, one family of looks. `art_of` finds the drawing of a part."""

from ohm_core.render.art.catalogue import art_of, legs_of

__all__ = ["art_of", "legs_of"]

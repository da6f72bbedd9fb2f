"""Circuit → holes, jumpers and build steps on breadboards; one colour a net. Draws nothing: pictures are in `render`."""

from ohm_core.breadboard.colors import Color, net_colors
from ohm_core.breadboard.export import layout_json
from ohm_core.breadboard.layout import layout
from ohm_core.breadboard.model import Layout, Place, Step, Wire

__all__ = ["Color", "Layout", "Place", "Step", "Wire", "layout", "layout_json", "net_colors"]

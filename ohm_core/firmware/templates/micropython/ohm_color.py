"""Colours as 0xRRGGBB."""


def color_of_hue(degrees):
    """Round the colour circle: 0 red, 120 green, 240 blue, 360 red again."""
    third, within = divmod(int(degrees) % 360, 120)
    rising = within * 255 // 120
    falling = 255 - rising
    return (falling << 16 | rising << 8, falling << 8 | rising, rising << 16 | falling)[third]

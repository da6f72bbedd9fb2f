"""The paths of wires: from pad or hole to hole along channels and lanes, chosen wire by wire from a few plain shapes.

Straight where nothing is in the way; else up, along and down, with the run in a channel beside the board, between two rows, in the
gutter, or between rails and rows. Short wires are laid first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ohm_core.breadboard import Layout
from ohm_core.render.scene import CLEAR, TRACK, Scene
from ohm_core.render.tracks import Ground, Point

Path = tuple[Point, ...]
LANES = (-5.0, -2.0, -1.5, -1.0, -0.5, 0.5, 1.5, 2.5, 3.5, 4.6, 5.2, 5.8, 6.4, 7.5, 8.5, 9.5, 10.5, 11.5, 12.0, 12.5, 13.0, 16.0)
SHIFTS = (0.0, 0.5, -0.5, 1.0, -1.0, 1.5, -1.5, 2.5, -2.5)


@dataclass(frozen=True)
class End:
    """An end of a wire: where it is, and for a pin beside the board the side it leaves on and the box it leaves from."""

    at: Point
    side: str = ""
    ref: str = ""


def routes(layout: Layout, scene: Scene) -> list[Path]:
    """A path for every wire of the layout, in its order."""
    ends = [(_end(w.start, scene), _end(w.end, scene)) for w in layout.wires]
    holes = {e.at for pair in ends for e in pair if not e.side} | {p for s in scene.sprites.values() if s.on_board for p in s.pins.values()}
    ground = Ground([s.reach for s in scene.sprites.values()], holes)
    order = sorted(range(len(ends)), key=lambda i: (bool(ends[i][0].side or ends[i][1].side), _far(*ends[i]), i))
    made: dict[int, Path] = {}
    for i in order:
        made[i] = _best(ground, ends[i], scene)
        ground.lay(made[i])
    return [made[i] for i in range(len(ends))]


def _end(end: str, scene: Scene) -> End:
    if end in scene.field.spots:
        x, y = scene.field.spots[end]
        return End((float(x), float(y)))
    ref, _, pin = end.partition(".")
    sprite = scene.sprites[ref]
    return End(sprite.at(pin), sprite.side(pin), ref)


def _far(a: End, b: End) -> float:
    return abs(a.at[0] - b.at[0]) + abs(a.at[1] - b.at[1])


def _best(ground: Ground, pair: tuple[End, End], scene: Scene) -> Path:
    best: Path = (pair[0].at, pair[1].at)
    low = float("inf")
    for points in _options(*pair, scene, ground):
        path = _tidy(points)
        cost = ground.cost(path, low)
        if cost < low - 1e-6:
            best, low = path, cost
    return best


def _tidy(points: list[Point]) -> Path:
    """Without points that stand twice or lie on a straight line."""
    out: list[Point] = []
    for p in points:
        if out and abs(out[-1][0] - p[0]) < 0.01 and abs(out[-1][1] - p[1]) < 0.01:
            continue
        if len(out) > 1 and ((abs(out[-2][0] - out[-1][0]) < 0.01 and abs(out[-1][0] - p[0]) < 0.01) or (abs(out[-2][1] - out[-1][1]) < 0.01 and abs(out[-1][1] - p[1]) < 0.01)):
            out[-1] = p
            continue
        out.append(p)
    return tuple(out)


def _options(a: End, b: End, scene: Scene, ground: Ground) -> Iterator[list[Point]]:
    if not a.side and not b.side:
        yield from _between_holes(a.at, b.at, scene)
    elif a.side and b.side:
        yield from _between_pads(a, b, scene, ground)
    else:
        pad, hole = (a, b) if a.side else (b, a)
        for points in _pad_to_hole(pad, hole.at, scene, ground):
            yield points if a.side else points[::-1]


def _lanes(scene: Scene) -> list[float]:
    tops = [scene.field.top(i) for i in range(max(len(scene.boards), 1))]
    return [t + lane for t in tops for lane in LANES]


def _between_holes(a: Point, b: Point, scene: Scene) -> Iterator[list[Point]]:
    """Straight, or along a lane between rows, or out past the end of the board."""
    if a[0] == b[0] or a[1] == b[1] or (abs(a[0] - b[0]) <= 1 and abs(a[1] - b[1]) > 2):
        yield [a, b]
    near = sorted(_lanes(scene), key=lambda y: abs(y - a[1]) + abs(y - b[1]))[:16]
    for lane in near:
        yield [a, (a[0], lane), (b[0], lane), b]
    yield from _past_bodies(a, b, scene)
    for shift in SHIFTS[1:5]:
        for lane in near[:6]:
            yield [a, (a[0], a[1] + 0.5), (b[0] + shift, a[1] + 0.5), (b[0] + shift, lane), (b[0], lane), b]
            yield [a, (a[0], a[1] - 0.5), (b[0] + shift, a[1] - 0.5), (b[0] + shift, lane), (b[0], lane), b]


def _past_bodies(a: Point, b: Point, scene: Scene) -> Iterator[list[Point]]:
    """Round the left or right end of a module that lies between two holes."""
    low, high = min(a[1], b[1]), max(a[1], b[1])
    between = [s.box for s in scene.sprites.values() if s.on_board and s.box[2] - s.box[0] > 4 and low < (s.box[1] + s.box[3]) / 2 < high]
    for box in between:
        for k in range(4):
            for x in (box[2] + 0.5 + k * 0.5, box[0] - 0.5 - k * 0.5):
                for first in (a[1] + 0.5, a[1] - 0.5):
                    for last in (b[1] + 0.5, b[1] - 0.5):
                        yield [a, (a[0], first), (x, first), (x, last), (b[0], last), b]


def _channel(scene: Scene, ref: str) -> list[float]:
    """Tracks of the channel that faces a part, from the board outwards; for a part on the board the one above."""
    sprite = scene.sprites[ref]
    top = sprite.box[3] <= scene.top_channel[0] + 0.1
    low, high = scene.top_channel if top or sprite.on_board else scene.bottom_channel
    count = max(1, int((high - low - 2 * CLEAR) / TRACK) + 1)
    tracks = [low + CLEAR + i * TRACK for i in range(count)]
    return tracks[::-1] if top and scene.boards else tracks


def _escapes(end: End, tracks: list[float], scene: Scene, ground: Ground) -> list[list[Point]]:
    """Ways from a pad to a point from which its channel is open: at once where it faces it, else round the part's side, the two
    clearest ones."""
    x, y = end.at
    box = scene.sprites[end.ref].reach
    if end.side == ("bottom" if tracks[0] > box[3] else "top"):
        return [[end.at]]
    ways: list[list[Point]] = []
    for k in range(7):
        off = 0.9 + TRACK * k
        for side in (box[0] - off, box[2] + off):
            if end.side in ("top", "bottom"):
                out = box[3] + off if end.side == "bottom" else box[1] - off
                ways.append([end.at, (x, out), (side, out), (side, tracks[0])])
            elif (end.side == "left") == (side < x):
                ways.append([end.at, (side, y), (side, tracks[0])])
    ways.sort(key=lambda way: ground.cost(way, 1e9))
    left = [w for w in ways if w[-1][0] < x][:1]
    right = [w for w in ways if w[-1][0] >= x][:1]
    return [w[:-1] for w in (*left, *right)]


def _pad_to_hole(pad: End, hole: Point, scene: Scene, ground: Ground) -> Iterator[list[Point]]:
    tracks = _channel(scene, pad.ref)
    for start in _escapes(pad, tracks, scene, ground):
        x = start[-1][0]
        for track in tracks:
            yield [*start, (x, track), (hole[0], track), hole]
        for track in tracks[::2]:
            for shift in SHIFTS[1:]:
                for lane in (hole[1] - 0.5, hole[1] + 0.5):
                    yield [*start, (x, track), (hole[0] + shift, track), (hole[0] + shift, lane), (hole[0], lane), hole]
        yield from _round_to_hole(start, hole, tracks, scene)


def _round_to_hole(start: list[Point], hole: Point, tracks: list[float], scene: Scene) -> Iterator[list[Point]]:
    """Past an end of the board and in from the far side: for holes behind a module."""
    if not scene.boards:
        return
    x = start[-1][0]
    left, right = scene.boards[0][0], scene.boards[0][2]
    top, bottom = scene.boards[0][1], scene.boards[-1][3]
    beyond = top - 0.8 if tracks[0] > bottom - 1 else bottom + 0.8
    for k in range(6):
        for side in (left - 0.8 - k * TRACK, right + 0.8 + k * TRACK):
            for lane in (hole[1] - 0.5, hole[1] + 0.5, beyond - k * TRACK if beyond < top else beyond + k * TRACK):
                track = tracks[min(k, len(tracks) - 1)]
                yield [*start, (x, track), (side, track), (side, lane), (hole[0], lane), hole]


def _between_pads(a: End, b: End, scene: Scene, ground: Ground) -> Iterator[list[Point]]:
    ours, theirs = _channel(scene, a.ref), _channel(scene, b.ref)
    for start in _escapes(a, ours, scene, ground):
        for end in _escapes(b, theirs, scene, ground):
            if ours == theirs:
                for track in ours:
                    yield [*start, (start[-1][0], track), (end[-1][0], track), *end[::-1]]
            else:
                yield from _round_the_board(start, end, ours, theirs, scene)


def _round_the_board(start: list[Point], end: list[Point], ours: list[float], theirs: list[float], scene: Scene) -> Iterator[list[Point]]:
    left, right = (scene.boards[0][0], scene.boards[0][2]) if scene.boards else (scene.extent[0], scene.extent[2])
    for k in range(4):
        for side in (left - 0.8 - k * TRACK, right + 0.8 + k * TRACK):
            for mine in ours[:8:2]:
                for other in theirs[:8:2]:
                    yield [*start, (start[-1][0], mine), (side, mine), (side, other), (end[-1][0], other), *end[::-1]]

"""The ends of jumpers: of all holes and pins that would do as well, those between which the wires lie shortest and cross least.

What is one net stays one net and takes as many jumpers. Each is taken out in turn, which leaves the net in two, and led anew among
all the other wires from any free hole of the one part to any of the other; it keeps the ends of the cheapest way.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from functools import cached_property

from ohm_core.breadboard.bench import Bench
from ohm_core.breadboard.joints import At, joined_to, twin_pins, twin_strips
from ohm_core.breadboard.maze import Maze
from ohm_core.breadboard.routes import End, Path, end_of, lay, led, manhattan, maze_of
from ohm_core.breadboard.scene import Scene
from ohm_core.breadboard.wiring import Run
from ohm_core.design.values import PinRef

ALONG_RAIL = 3    # columns to either side of what a jumper joins that its end may lie on a rail; a wire from beside the board may come in anywhere


@dataclass
class Settling:
    """Jumpers on their way to better ends, round by round."""

    bench: Bench
    scene: Scene
    runs: list[Run]
    _spent: dict[int, float] = field(default_factory=dict)
    _paths: dict[int, Path] = field(default_factory=dict)

    @cached_property
    def maze(self) -> Maze:
        """The ground with the wires as they lie."""
        every = [self._named(at) for i, run in enumerate(self.runs) for some in ((run.start, run.end), *self._options(i)) for at in some]
        maze = maze_of(every, self.scene, [self._named(at).at for run in self.runs for at in (run.start, run.end) if not isinstance(at, PinRef)])
        for run in self.runs:
            lay(maze, None, self._pair(run), 1)
        return maze

    @cached_property
    def order(self) -> list[int]:
        """Short wires first."""
        return sorted(range(len(self.runs)), key=lambda i: (manhattan(*self._pair(self.runs[i])), i))

    def settle(self, looks: float, rounds: int = 1) -> float:
        """Leads every run once among the others, in each of ROUNDS; returns how many places were reached, LOOKS or little more at most."""
        before = self.maze.seen
        for i in itertools.chain(*[self.order] * rounds):
            if self.maze.seen - before >= looks:
                break
            self._move(self.maze, i)
        return self.maze.seen - before

    @property
    def paths(self) -> tuple[Path, ...]:
        """The paths of all runs, as far as they were led."""
        return tuple(self._paths.get(i, ()) for i in range(len(self.runs)))

    @property
    def price(self) -> float:
        """What all ways cost, in pitches: lengths, bends, crossings and what they run over."""
        return sum(self._spent.values())

    def _move(self, maze: Maze, i: int) -> None:
        """Takes a wire out and lays it anew between the best of all ends that would do."""
        run = self.runs[i]
        lay(maze, self._paths.get(i), self._pair(run), -1)
        starts, ends = ([at, *(o for o in some if maze.free(self._named(o).at))] for at, some in zip((run.start, run.end), self._options(i), strict=True))
        self._spent[i], path, (first, last) = led(maze, [self._named(at) for at in starts], [self._named(at) for at in ends])
        self._swap(maze, run.start, starts[first])
        self._swap(maze, run.end, ends[last])
        run.start, run.end = starts[first], ends[last]
        self._paths[i] = path
        lay(maze, path, self._pair(run), 1)
    def _swap(self, maze: Maze, old: At, new: At) -> None:
        if not isinstance(old, PinRef):
            del self.bench.used[old]
            maze.use(self._named(old).at, -1)
        if not isinstance(new, PinRef):
            self.bench.used[new] = "wire"
            maze.use(self._named(new).at)

    def _pair(self, run: Run) -> tuple[End, End]:
        return self._named(run.start), self._named(run.end)

    def _named(self, at: At) -> End:
        return end_of(str(at) if isinstance(at, PinRef) else self.bench.field.name[at], self.scene)

    # -- what would do as well

    def _options(self, i: int) -> tuple[list[At], list[At]]:
        """What would do instead of either end of a run."""
        run, rest = self.runs[i], [r for k, r in enumerate(self.runs) if k != i]
        strips = [self._strips(at, rest, run.net) for at in (run.start, run.end)]
        if {*strips[0]} & {*strips[1]}:
            return [], []  # joined without it (inside a board that stands in two rails): it stays where it is
        holes = [[s for name in names if name not in self.bench.rails for s in self.bench.free(name)] for names in strips]
        out: list[list[At]] = []
        for at, names, mine, others, other in ((run.start, strips[0], holes[0], holes[1], run.end), (run.end, strips[1], holes[1], holes[0], run.start)):
            if isinstance(at, PinRef):
                out.append([*twin_pins(self.bench.task.circuit, at, self.runs)])
                continue
            rails = [name for name in names if name in self.bench.rails]
            near = {at[0], *(s[0] for s in others), *(() if isinstance(other, PinRef) else (other[0],))}
            along = [s for name in rails for s in self.bench.free(name) if isinstance(other, PinRef) or any(abs(s[0] - x) <= ALONG_RAIL for x in near)]
            out.append([*(along if rails else mine)])
        return out[0], out[1]

    def _strips(self, at: At, rest: list[Run], net: str) -> list[str]:
        """The strips from which the same part of the net is reached as from AT; of a net with rails, what lies on a rail stays there."""
        if isinstance(at, PinRef):
            return []
        strip = self.bench.field.strip[at]
        group = joined_to(self.bench, strip, rest, net)
        if strip in self.bench.rails:
            return [name for name in group if name in self.bench.rails]
        return [name for name in group if name not in self.bench.rails] + (twin_strips(self.bench, strip, rest) if len(group) == 1 else [])

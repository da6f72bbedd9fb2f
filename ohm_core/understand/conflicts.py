"""Wishes that contradict each other: what is refused in one place and asked for in another becomes a question."""

from __future__ import annotations

from ohm_core.understand.drafts import Draft
from ohm_core.understand.scene import Scene
from ohm_core.understand.status import status_of

_RADIO = ("wifi", "bluetooth", "serial")


def contradictions(scene: Scene) -> None:
    """Asks about every thing, power source or radio that the request both wants and refuses."""
    for refused in [d for d in scene.pool.drafts if d.status == "negated"]:
        wanted = next((d for d in scene.pool.live() if _same(scene, refused, d)), None)
        if wanted is not None:
            _ask(scene, _with_no(scene, refused), wanted.said, True)
    for sort in ("power", *_RADIO):
        items = [x for x in scene.page.items if x.sort == sort and x.start not in scene.page.told]
        no = [x for x in items if status_of(scene.page, x, scene.page.phrase_start(x)) == "negated"]
        said = {scene.page.said(x.start, x.end).lower() for x in no}
        yes = [x for x in items if status_of(scene.page, x, scene.page.phrase_start(x)) in ("wanted", "owned") and any(_kin(n.key, x.key) for n in no)]
        if sort in _RADIO:
            yes = [x for x in yes if scene.page.said(x.start, x.end).lower() in said]
        if no and yes:
            words = scene.page.said
            _ask(scene, words(no[0].start - 1, no[0].end), words(yes[0].start, yes[0].end), sort == "power" or bool(scene.features.get(sort)))


def _with_no(scene: Scene, refused: Draft) -> str:
    """The words of what is refused with the "no" or "without" before them."""
    page = scene.page
    no = next((j for j in range(refused.at, max(-1, refused.at - 6), -1) if page.is_("negation", j)), refused.at)
    return page.said(no, page.at[refused.at].end) if no < refused.at else refused.said


def _kin(a: str, b: str) -> bool:
    """True for the same source of power or radio, or one that is a kind of the other ("battery", "battery_9v")."""
    return a.split("_")[0] == b.split("_")[0]


def _same(scene: Scene, refused: Draft, wanted: Draft) -> bool:
    """True where what is wanted is the very kind that is refused: not the red LED beside "no green LED", not the OLED beside "no LCD"."""
    lexicon = scene.pool.lexicon
    same = refused.key == wanted.key or lexicon.is_a(wanted.concept, refused.concept) and refused.concept in ("display", "sound", "key_entry", "press", "switched_power")
    return same and not (refused.color or wanted.color) and (not wanted.implied or refused.concept == "display") and wanted.at != refused.at


def _ask(scene: Scene, no: str, yes: str, planned: bool) -> None:
    scene.pool.ask(f"The request says '{no}' and also '{yes}': which of the two holds? {'The second' if planned else 'The first'} is planned.")

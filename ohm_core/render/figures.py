"""Plotly figures: cost by group, cost against the budget, current by part. A figure answers one question, which is its title.

Plotly loads when a figure is first made. Rows are (label, value) or (label, value, note): the note shows on hover.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ohm_core.render.palette import Theme, theme_of
from ohm_core.units import CURRENCIES, show_si

Row = tuple[str, float] | tuple[str, float, str]
FONT = "DejaVu Sans, Verdana, Segoe UI, Arial, sans-serif"


def cost_by_group_figure(rows: Iterable[Row], currency: str = "USD", *, theme: str = "light", estimate: bool = True) -> Any:
    """What each group of parts costs, the dearest on top, amounts written at the bars. ROWS are (group, amount)."""
    ordered = sorted(rows, key=lambda r: r[1])
    total = sum(r[1] for r in ordered)
    about = "about " if estimate else ""
    return _bars(ordered, [money(r[1], currency) for r in ordered], f"What costs most? Total {about}{money(total, currency)}", theme_of(theme))


def budget_figure(spent: float, target: float | None, rows: Iterable[Row] = (), currency: str = "USD", *, theme: str = "light", estimate: bool = True) -> Any:
    """Cost against the target: one bar made of ROWS (or of SPENT alone), the target as a line."""
    import plotly.graph_objects as go

    look = theme_of(theme)
    pieces = sorted(rows, key=lambda r: -r[1]) or [("Parts", spent)]
    shades = _shades(look, len(pieces))
    figure = go.Figure()
    for row, shade in zip(pieces, shades, strict=True):
        share = row[1] / spent if spent else 0
        name = str(row[0])
        figure.add_bar(y=["cost"], x=[row[1]], orientation="h", name=name, marker={"color": shade, "line": {"color": look.paper, "width": 1}}, text=[f"{name}<br>{money(row[1], currency)}" if share > 0.14 else ""],
                       textposition="inside", insidetextanchor="middle", textangle=0, hovertemplate=f"{_plain(name)}: {money(row[1], currency)}<extra></extra>")
    if target is not None:
        over = spent > target
        figure.add_vline(x=target, line={"color": look.bad if over else look.good, "width": 2, "dash": "dot"}, annotation_text=f"target {money(target, currency)}", annotation_position="top right" if not over else "top left")
    figure.update_layout(barmode="stack", showlegend=False)
    return _dress(figure, _verdict(spent, target, currency, estimate), look, height=190, hide_y=True, prefix=CURRENCIES.get(currency, ""))


def power_figure(rows: Iterable[Row], *, limit_a: float | None = None, theme: str = "light", battery_life_h: float | None = None) -> Any:
    """Which part draws how much current, in amperes; LIMIT_A is what the supply gives."""
    ordered = sorted(rows, key=lambda r: r[1])
    total = sum(r[1] for r in ordered)
    title = f"What draws the current? Together {show_si(total, 'A')}"
    if limit_a is not None:
        title += f" of {show_si(limit_a, 'A')} there is" if total <= limit_a else f", more than the {show_si(limit_a, 'A')} there is"
    if battery_life_h is not None:
        title += f"; the battery lasts about {hours(battery_life_h)}"
    return _bars(ordered, [show_si(r[1], "A") for r in ordered], title, theme_of(theme))


def spending_figure(rows: Iterable[Row], *, theme: str = "light") -> Any:
    """What language models cost each day, the newest on top. ROWS are (day, US dollars)."""
    ordered = sorted(rows)
    return _bars(ordered, [f"${r[1]:.4f}" if r[1] < 0.1 else money(r[1]) for r in ordered], f"What did the models cost? Together {money(sum(r[1] for r in ordered))}", theme_of(theme))


def money(amount: float, currency: str = "USD") -> str:
    """'$12.40', '12.40 CHF'."""
    sign = CURRENCIES.get(currency, "")
    return f"{sign}{amount:,.2f}" if sign and not sign.isalpha() else f"{amount:,.2f} {currency}"


def hours(value: float) -> str:
    """'9 hours', '3 days', '5 weeks', in whole units."""
    for size, word in ((24 * 60, "month"), (24 * 14, "week"), (48, "day")):
        if value >= size:
            count = round(value / {"month": 730, "week": 168, "day": 24}[word])
            return f"{count} {word}{'s' if count != 1 else ''}"
    return f"{value:.0f} hours" if value >= 2 else f"{value * 60:.0f} minutes"


def _verdict(spent: float, target: float | None, currency: str, estimate: bool) -> str:
    about = "about " if estimate else ""
    if target is None:
        return f"What does it cost? {about.capitalize()}{money(spent, currency)}"
    left = target - spent
    return f"Does it fit the budget? {'Yes' if left >= 0 else 'No'}: {about}{money(abs(left), currency)} {'left' if left >= 0 else 'over'}"


def _bars(rows: Sequence[Row], words: Sequence[str], title: str, look: Theme) -> Any:
    import plotly.graph_objects as go

    names = [str(r[0]) for r in rows]
    hover = [f"{_plain(n)}: {w}" + (f"<br>{_plain(str(r[2]))}" if len(r) > 2 else "") for n, w, r in zip(names, words, rows, strict=True)]
    figure = go.Figure(go.Bar(x=[r[1] for r in rows], y=names, orientation="h", text=list(words), textposition="outside", cliponaxis=False, marker={"color": look.accent}, hovertext=hover, hovertemplate="%{hovertext}<extra></extra>"))
    figure.update_xaxes(range=[0, max((r[1] for r in rows), default=1) * 1.22 or 1])
    return _dress(figure, title, look, height=110 + 34 * max(len(rows), 1))


def _plain(words: str) -> str:
    """Text for a hover label: its pseudo-HTML never taken from users."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("%{", "% {")


def _shades(look: Theme, count: int) -> list[str]:
    """Copper towards paper, in steps that stay apart."""
    def mix(share: float) -> str:
        a, b = (tuple(int(c[i:i + 2], 16) for i in (1, 3, 5)) for c in (look.accent, look.paper))
        return "#" + "".join(f"{round(x + (y - x) * share):02X}" for x, y in zip(a, b, strict=True))

    return [mix(min(0.72, 0.72 * i / max(count - 1, 1))) for i in range(count)]


def _dress(figure: Any, title: str, look: Theme, height: int, hide_y: bool = False, prefix: str = "") -> Any:
    """Our theme: paper, ink, no frame, few grid lines."""
    figure.update_layout(
        title={"text": _plain(title), "x": 0, "xanchor": "left", "font": {"size": 15}}, height=height, paper_bgcolor=look.paper, plot_bgcolor=look.paper,
        font={"family": FONT, "size": 12, "color": look.ink}, margin={"l": 8, "r": 24, "t": 52, "b": 36}, bargap=0.35, hoverlabel={"font": {"family": FONT}},
    )
    figure.update_xaxes(showgrid=True, gridcolor=look.line, zeroline=False, color=look.soft, tickprefix=prefix, automargin=True)
    figure.update_yaxes(showgrid=False, color=look.ink, automargin=True, visible=not hide_y)
    return figure

"""The catalogue: search, groups, and one part with its picture, pins and facts."""

from __future__ import annotations

import streamlit as st

from ohm_core.agents.facts import part_facts
from ohm_core.catalogue.catalogue import Catalogue, Entry, load
from ohm_core.catalogue.schema import Fact, Part, Pin, group_of
from ohm_core.project.citing import fact_text, source_of
from ohm_core.project.documents import inline
from ohm_core.project.wording import subject
from ohm_core.understand.finding_parts import search_parts
from ohm_core.units import parse_money
from panels import table
from panels.state import state, theme
from panels.table import Cell, Column, Detail, Row
from panels.text import http
from panels.trouble import sentences

ALL = "all"


def show() -> None:
    """Draws list and part."""
    known = load()
    state.part = st.query_params.get("part", state.part)
    left, right = st.columns([2, 3], gap="large")
    with left:
        _list(known)
    with right:
        if state.part in known:
            with st.container(key="part_shown"):
                part(known.part(state.part))
        else:
            st.caption("Choose a part to see its facts, each with the document and page it stands in.")


def _list(known: Catalogue) -> None:
    words = st.text_input("Search", key="parts_words", placeholder="a name or what it does, like dht22 or thermometer", icon=":material/search:", max_chars=80)
    groups = [ALL, *sorted({group_of(e.category) for e in known.entries()})]
    group = st.selectbox("Group", groups, key="parts_group")
    found = [e for e in _entries(known, words) if group in (ALL, group_of(e.category))]
    st.caption(f"{len(found)} of {len(known)} parts")
    with st.container(height=560, border=False, key="tree-parts", gap=None):
        for entry in found:
            st.button(inline(entry.name), key=f"part-{entry.id}", type="primary" if entry.id == state.part else "tertiary", on_click=_choose, args=(entry.id,))
    if not found:
        st.caption("Nothing by that name. A project may still use it as a part of your own.")


def _entries(known: Catalogue, words: str) -> list[Entry]:
    by_id = {e.id: e for e in known.entries()}
    return [by_id[p.id] for p in search_parts(words, known)] if words.strip() else list(by_id.values())


def _choose(part_id: str) -> None:
    state.part = part_id
    st.query_params["part"] = part_id


def part(shown: Part) -> None:
    """One part: what it is, its picture, its facts, pins, ordering."""
    st.subheader(inline(shown.name), anchor=False)
    if shown.summary:
        st.markdown(inline(shown.summary))
    with sentences():
        _picture(shown)
    st.caption(inline(f"{shown.category} · {shown.id}" + (f" · also called {', '.join(shown.aliases[:6])}" if shown.aliases else "")))
    for title, rows in (("Facts", _facts(shown)), ("What it does", _does(shown))):
        if rows:
            st.markdown(f"##### {title}")
            table.show((Column(""), Column(""), Column("Source")), rows, key=f"{title}-{shown.id}")
    st.markdown("##### Pins")
    table.show((Column("Pin", mono=True), Column("Also", mono=True, wide=True), Column("Kind"), Column("Joins")), [_pin(shown, p) for p in shown.pin], key=f"pins-{shown.id}")
    _buy(shown)
    _notes(shown)


def _picture(shown: Part) -> None:
    from ohm_core.render import part_svg

    st.image(part_svg(shown, theme=theme()), width=320, alt=f"Drawing of {shown.name}")


def _facts(shown: Part) -> list[Row]:
    rows = [_fact(shown, label, fact, unit) for label, fact, unit in part_facts(shown)]
    for name, reading in shown.readings.items():
        if reading.min is not None or reading.max is not None:
            rows.append(Row(f"r{name}", (Cell(f"Reads {subject('.' + name)}"), Cell(f"{reading.min:g} to {reading.max:g} {reading.unit.replace('deg', '°')}" if None not in (reading.min, reading.max) else ""), Cell("", "quiet"))))
    if shown.i2c:
        rows.append(Row("i2c", (Cell("I2C address"), Cell(", ".join(f"0x{a:02X}" for a in shown.i2c.addresses)), Cell(shown.source[shown.i2c.doc].title if shown.i2c.doc in shown.source else "", "quiet"))))
    return rows


def _fact(shown: Part, label: str, fact: Fact, unit: str) -> Row:
    source = shown.source.get(fact.doc)
    details = tuple(Detail(name, text, href=http(href)) for name, text, href in (
        ("Quote", f"“{fact.quote}”" if fact.quote else "", ""), ("Document", source.title if source else "", source.url if source else ""), ("Where", fact.at, "")) if text)
    said = "our estimate" if fact.basis == "estimate" or not fact.doc else f"{source.publisher if source and source.publisher else fact.doc}, {fact.at}"
    return Row(label, (Cell(label[:1].upper() + label[1:]), Cell(("≈ " if fact.basis == "estimate" else "") + fact_text(fact, unit).replace("\\", "")), Cell(said, "quiet")), details)


def _does(shown: Part) -> list[Row]:
    return [Row(f"{p.role}{p.concept}{i}", (Cell(p.role), Cell(p.concept.replace("_", " ")), Cell(", ".join(f"{k} {v}" for k, v in p.conditions.items()), "quiet"))) for i, p in enumerate(shown.provides)]


def _pin(shown: Part, pin: Pin) -> Row:
    about = [Detail(label, fact_text(fact, "V" if unit == "V" else "A").replace("\\", ""), source_of(shown, fact).replace("\\", "")) for label, fact, unit in (
        ("Reads low up to", pin.vil_v, "V"), ("Reads high from", pin.vih_v, "V"), ("Most it stands", pin.abs_max_v, "V"), ("Gives at most", pin.source_a, "A"), ("Takes at most", pin.sink_a, "A")) if fact and not fact.unknown]
    if pin.functions:
        about.append(Detail("Can do", ", ".join(pin.functions)))
    if pin.caution:
        about.append(Detail("Mind", pin.caution, tone="warning"))
    return Row(pin.name, (Cell(pin.name), Cell(", ".join(pin.aliases), "quiet"), Cell(pin.type.replace("_", " ")), Cell(pin.connect.replace(".", " "))), tuple(about))


def _buy(shown: Part) -> None:
    order = shown.ordering
    price = parse_money(order.price.value, order.price.currency) if order.price else None
    said = [f"{'about ' if order.price and order.price.basis == 'estimate' else ''}{price}" if price else "", f"{order.manufacturer} {order.mpn}".strip(), f"search for: {order.search}" if order.search else ""]
    if any(said):
        st.markdown("##### Buying")
        st.markdown(" · ".join(inline(s) for s in said if s))
    for number in order.orders:
        if http(number.url):
            st.link_button(inline(f"{number.supplier} {number.sku}"), number.url)


def _notes(shown: Part) -> None:
    notes = [shown.recognise, shown.sides, *shown.tips]
    if any(notes):
        st.markdown("##### Good to know")
        st.markdown("\n".join(f"- {inline(n)}" for n in notes if n))

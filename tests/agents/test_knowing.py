"""What is looked up before a model answers: told to the readers, kept as steps, given to the model as material."""

from __future__ import annotations

from ohm_core.agents.builtin import Builtin
from ohm_core.agents.events import Analysis, SearchComplete, Text, event_from
from ohm_core.agents.modelled import Modelled
from ohm_core.agents.turns import Turns
from ohm_core.llm.gateway import Gateway
from ohm_core.llm.scripted import Scripted, says
from ohm_core.llm.settings import Settings
from ohm_core.project.retrieval import Source, analysed, passage, ranked, search
from ohm_core.store import messages, steps, usage
from tests.llm.fault_server import FaultServer


def ask(shop, words: str, project=None):
    models, project = Scripted(says("It is so.")), project or shop.create()
    turns = Turns(shop.store, Modelled(models, "some/model", Builtin()))
    run = turns.start(shop.shelf, project, words)
    return list(turns.events(shop.shelf, run, 0)), models.requests[0].messages[0].text, run


def test_a_question_brings_facts_with_their_source_to_the_model_before_it_speaks(shop):
    events, told, run = ask(shop, "What supply voltage does the BME280 want?")
    found = next(e for e in events if isinstance(e, SearchComplete))
    assert found.count == len(found.sources) > 0 and found.sources[0]["kind"] == "part" and "bme280" in found.sources[0]["id"]
    assert "## Looked up" in told and "supply voltage" in told.lower() and "BME280" in told
    kinds = [type(e) for e in events]
    assert kinds.index(SearchComplete) < kinds.index(Analysis) < kinds.index(Text)
    kept = steps.listed(shop.store, "local", run.id)
    assert [(s.name, s.status) for s in kept] == [("search", "completed"), ("analyze", "completed")] and kept[1].output["summary"].startswith("Found ")
    assert [event_from(e.as_json()) for e in events] == events


def test_what_asks_for_nothing_looks_up_nothing(shop):
    events, told, _ = ask(shop, "a red light that blinks")
    assert not any(isinstance(e, SearchComplete) for e in events) and "## Looked up" not in told


def test_what_was_said_and_written_in_the_project_is_found_again_and_nobody_elses(shop):
    project, other = shop.create(), shop.create()
    messages.add(shop.store, "local", project, "user", "The greenhouse belongs to grandmother Ottilie and has a leaking roof.")
    messages.add(shop.store, "local", other, "user", "Ottilie is a secret of the other project.")
    found = [s for s in search(shop.shelf, project, "who is Ottilie?") if s.kind == "message"]
    assert len(found) == 1 and "leaking roof" in found[0].text


def test_rare_words_count_more_than_common_ones():
    texts = [Source("message", str(n), "", "", t) for n, t in enumerate(("the pump the pump the pump", "the pump and the zeppelin", "nothing of it"))]
    assert [s.id for s in ranked("pump zeppelin", texts)] == ["1", "0"]


def test_a_long_text_is_shown_where_it_fits():
    text = "\n".join(["padding words here"] * 60 + ["the fuse is 2 amperes"] + ["more padding"] * 60)
    assert passage(text, ["fuse"]).startswith("the fuse is 2 amperes") and len(passage(text, ["fuse"])) <= 400


def test_nothing_found_is_said_so():
    assert analysed(()) == {"summary": "Nothing was found about this."}


def test_a_model_at_an_address_with_embeddings_is_told_what_words_do_not_share_and_it_is_counted(shop):
    project = shop.create()
    messages.add(shop.store, "local", project, "user", "The hut was seeping again.")
    with FaultServer() as server:
        gateway = Gateway(Settings(embedding="compatible/meaning", embedding_s=30.0), {"OHM_OPENAI_BASE": server.url}, ())
        turns = Turns(shop.store, Modelled(gateway, "compatible/m", Builtin()))
        run = turns.start(shop.shelf, project, "Where did the cabin drip?")
        events = list(turns.events(shop.shelf, run, 0))
        told = str(server.calls[-1].messages)
    found = next(e for e in events if isinstance(e, SearchComplete))
    assert [s["foundBy"] for s in found.sources if s["kind"] == "message"] == [["meaning"]] and "The hut was seeping again." in told.partition("## Looked up")[2]
    summed = {r["key"]: r["promptTokens"] for r in usage.summed(shop.store, "local")}
    assert summed["compatible/meaning"] == 3 * sum(len(c.body["input"]) for c in server.embedded) and "compatible/m" in summed

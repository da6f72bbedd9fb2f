"""Every way a provider fails, over real HTTP through real litellm: what comes out of the gateway for each."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest

from ohm_core.errors import BadInput, ProviderDown
from ohm_core.llm.values import Coming, End, Picture, Piece, Request, Said, Usage
from tests.llm.asking import FAST, Asked, Came, K, until
from tests.llm.fault_server import FaultServer, Reply, asks, drop, error_event, garbage, rest_of, status, text, tokens, unfinished, wait

GONE_ON = [("key_rotated", 0, 1, 1)]
ANSWER = "First the resistor, then the LED, then ground."


def test_text_comes_piece_by_piece_with_the_providers_count(asked: Asked, server: FaultServer) -> None:
    server.when(text(ANSWER, pause=0.02))
    came = asked()
    assert came.text == ANSWER and came.end == "stop" and came.rotations == []
    assert came.usage == Usage("compatible/m", 7, 5, None)
    assert sum(isinstance(c, Piece) for c in came.all) > 3
    assert [type(c).__name__ for c in came.all[-2:]] == ["Usage", "End"]


def test_calls_side_by_side_come_whole_and_as_they_were_written(asked: Asked, server: FaultServer) -> None:
    server.when(text("Looking. ") + asks(("read_file", '{"path": "bom"}'), ("no_such_tool", "{}"), ("read_file", '{"path": "wi')))
    came = asked(tools=True)
    assert came.text == "Looking. " and came.end == "tools"
    assert came.asks == [("read_file", '{"path": "bom"}'), ("no_such_tool", "{}"), ("read_file", '{"path": "wi')]
    assert server.calls[0].tools == ["read_file"]


@pytest.mark.parametrize("code", [401, 402, 403, 429, 500, 503])
def test_a_refused_key_is_followed_by_the_next_at_once(asked: Asked, server: FaultServer, code: int) -> None:
    server.when(status(code), key=K[0]).when(text(ANSWER))
    came = asked()
    assert (came.text, came.rotations, server.keys()) == (ANSWER, GONE_ON, [K[0], K[1]])
    assert came.usage and came.usage.counted
    asked()
    assert server.keys() == [K[0], K[1], K[1]], "the key that worked stays in use"


@pytest.mark.parametrize(("code", "message", "kind"), [
    (401, "", "bad_key"), (402, "", "quota"), (429, "You exceeded your current quota, please check your plan and billing details.", "quota"),
    (400, "Your credit balance is too low to access the API.", "quota"), (400, "API key not valid. Please pass a valid API key.", "bad_key"),
])
def test_a_key_that_is_refused_for_good_stays_out_until_it_is_changed(asked: Asked, server: FaultServer, code: int, message: str, kind: str) -> None:
    server.when(status(code, message), key=K[0]).when(text(ANSWER))
    asked()
    assert asked.failures == [("compatible", 0, kind)]
    state = next(s for s in asked.gateway.providers() if s.id == "compatible")
    assert (state.total, state.healthy, state.kinds) == (2, 1, (kind, ""))
    asked.environ["OHM_KEYS_COMPATIBLE"] = f"{K[2]},{K[1]}"
    assert next(s for s in asked.gateway.providers() if s.id == "compatible").healthy == 2


def test_a_key_rests_as_long_as_the_provider_says(asked: Asked, server: FaultServer) -> None:
    server.when(status(429, retry_after=0.3), text(ANSWER), key=K[0]).when(status(429, retry_after=30), key=K[1])
    came = asked()
    assert came.text == ANSWER and came.rotations == [*GONE_ON, ("key_rotated", 1, 0, 1)]
    assert server.keys() == [K[0], K[1], K[0]] and server.calls[2].at - server.calls[0].at >= 0.3


def test_with_one_key_a_passing_fault_is_tried_again_after_a_rest(server: FaultServer) -> None:
    asked = Asked(server, {"OHM_OPENAI_BASE": server.url, "OHM_OPENAI_KEY": K[0]})
    server.when(status(503), text(ANSWER))
    came = asked()
    assert came.text == ANSWER and came.rotations == [], "nothing was rotated"
    assert server.calls[1].at - server.calls[0].at >= 1.0


@pytest.mark.parametrize("broken", [drop(), unfinished(), error_event(), error_event("Rate limit reached", 429), garbage()],
                         ids=["dropped", "without end", "error event", "429 as event", "garbage"])
def test_a_stream_that_breaks_goes_on_where_it_was(asked: Asked, server: FaultServer, broken: Reply) -> None:
    server.when(text(ANSWER[:25]) + wait(0.2) + broken, rest_of(ANSWER))
    came = asked()
    assert (came.text, came.end, came.rotations) == (ANSWER, "stop", GONE_ON)
    assert [m["role"] for m in server.calls[1].messages] in (["user", "assistant", "user"], ["user"])
    assert came.usage and (not came.usage.counted or len(server.calls[1].messages) == 1), "what the broken part took was never told"


def test_a_stream_that_falls_silent_goes_on_where_it_was(impatient: Asked, server: FaultServer) -> None:
    server.when(text(ANSWER[:25]) + wait(60), rest_of(ANSWER))
    came = impatient()
    assert (came.text, came.end, came.rotations, impatient.failures) == (ANSWER, "stop", GONE_ON, [("compatible", 0, "timeout")])


def test_what_the_model_says_again_at_the_seam_is_said_once(asked: Asked, server: FaultServer) -> None:
    server.when(text(ANSWER[:25]) + unfinished(), text(ANSWER[6:34]) + unfinished(), text(ANSWER))
    assert asked().text == ANSWER and len(server.calls) == 3


def test_a_break_before_the_first_word_is_no_seam(asked: Asked, server: FaultServer) -> None:
    server.when(drop(), text(ANSWER))
    came = asked()
    assert came.text == ANSWER and len(server.calls[1].messages) == 1


def test_half_a_tool_call_is_forgotten_when_the_stream_breaks(asked: Asked, server: FaultServer) -> None:
    whole = asks(("read_file", '{"path": "bom"}'))
    server.when(text("Let me see. ") + replace(whole, finish=None) + unfinished(), whole)
    came = asked(tools=True)
    assert came.text == "Let me see. " and came.asks == [("read_file", '{"path": "bom"}')] and came.end == "tools"


def test_a_stream_that_keeps_breaking_ends_broken_and_keeps_what_came(asked: Asked, server: FaultServer) -> None:
    server.when(text("one ") + unfinished(), text("two ") + unfinished(), text("three ") + unfinished(), text("four"))
    came = asked()
    assert (came.text, came.end, len(server.calls)) == ("one two three ", "broken", 3)
    assert came.error is None and came.usage


def test_a_model_that_says_the_same_for_ever_is_not_asked_to_go_on(asked: Asked, server: FaultServer) -> None:
    server.when(text("again " * 400))
    came = asked()
    assert came.end == "broken" and came.text.startswith("again again ") and len(server.calls) == 1


def test_keys_that_refuse_to_go_on_are_no_breaks(server: FaultServer) -> None:
    asked = Asked(server, {"OHM_OPENAI_BASE": server.url, "OHM_KEYS_COMPATIBLE": ",".join([*K, "sk-test-delta-4444dddd"])})
    server.when(text(ANSWER[:25]) + unfinished(), status(503), status(503), rest_of(ANSWER))
    came = asked()
    assert (came.text, came.end) == (ANSWER, "stop") and [r[1:3] for r in came.rotations] == [(0, 1), (1, 2), (2, 3)]


def test_a_slow_first_token_counts_as_silence(impatient: Asked, server: FaultServer) -> None:
    server.when(wait(60) + text("late"), key=K[0]).when(text(ANSWER))
    came = impatient()
    assert came.text == ANSWER and impatient.failures == [("compatible", 0, "timeout")]


def test_all_keys_refused_says_so_and_a_key_added_later_works(asked: Asked, server: FaultServer) -> None:
    server.when(status(401, f"Incorrect API key provided: {K[0][:9]}*****{K[0][-4:]}.")).rules[0].key = ""
    came = asked()
    assert came.rotations == [("key_rotated", 0, 1, 1), ("all_keys_exhausted", 1, None, 0)]
    assert isinstance(came.error, ProviderDown) and came.error.kind == "bad_key" and "OHM_KEYS_COMPATIBLE" in came.error.message
    before = len(server.calls)
    assert asked().error and len(server.calls) == before, "keys that are out are not tried again"
    server.forget()
    asked.environ["OHM_KEYS_COMPATIBLE"] += f",{K[2]}"
    came = asked()
    assert came.text == "ok" and server.keys() == [K[2]]


def test_a_cut_connection_is_said_and_works_again_when_it_is_back(asked: Asked, server: FaultServer) -> None:
    server.cut()
    came = asked()
    assert isinstance(came.error, ProviderDown) and came.error.kind == "unreachable" and "OHM_OPENAI_BASE" in came.error.message
    server.start()
    assert asked().text == "ok"


def test_a_connection_cut_in_the_middle_is_taken_up_when_it_is_back(asked: Asked, server: FaultServer) -> None:
    server.when(text(ANSWER[:25]) + wait(60), rest_of(ANSWER))
    heard = ""
    for coming in asked.gateway.stream(Request("compatible/m", (Said("user", "hello"),)), lambda: False):
        heard += coming.text if isinstance(coming, Piece) else ""
        if heard == ANSWER[:25] and len(server.calls) == 1:
            server.cut()
            server.start()
    assert heard == ANSWER and coming == End("stop")


def test_stop_keeps_what_came_and_hangs_up(asked: Asked, server: FaultServer) -> None:
    server.when(text("one two ") + text("".join(f"{i} " for i in range(2_000)), pause=0.05))
    came = asked(stopped=lambda: server.calls != [] and time.monotonic() - server.calls[0].at > 0.5)
    assert came.text.startswith("one two ") and came.end == "stop" and came.seconds < 50, "the whole would take 100 s"
    assert until(lambda: server.calls[0].cut)


def test_stop_works_while_nothing_comes_at_all(asked: Asked, server: FaultServer) -> None:
    asked = Asked(server, asked.environ, replace(FAST, silence_s=60.0))
    server.when(wait(60) + text("late"))
    came = asked(stopped=lambda: server.calls != [])
    assert (came.text, came.end) == ("", "stop") and came.seconds < 30


def test_a_reader_that_leaves_hangs_up(asked: Asked, server: FaultServer) -> None:
    server.when(text("".join(f"{i} " for i in range(2_000)), pause=0.02))
    stream = asked.gateway.stream(Request("compatible/m", (Said("user", "hello"),)), lambda: False)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert until(lambda: server.calls[0].cut)


def test_an_answer_that_never_ends_is_ended(server: FaultServer) -> None:
    asked = Asked(server, {"OHM_OPENAI_BASE": server.url}, replace(FAST, most_characters=5_000))
    server.when(tokens(1_000_000))
    came = asked()
    assert came.end == "length" and 5_000 < len(came.text) < 10_000


def test_a_long_answer_comes_whole(asked: Asked, server: FaultServer) -> None:
    server.when(tokens(3_000))
    came = asked()
    assert came.text == "".join(f"t{i} " for i in range(3_000))
    assert 3 < sum(isinstance(c, Piece) for c in came.all) < 1_500, "waiting words are handed over together"


def test_the_token_limit_is_told(asked: Asked, server: FaultServer) -> None:
    server.when(replace(text("and then"), finish="length"))
    assert asked().end == "length"


def test_the_providers_filter_leaves_the_answer_broken(asked: Asked, server: FaultServer) -> None:
    server.when(replace(text("and then"), finish="content_filter"))
    came = asked()
    assert came.end == "broken" and len(server.calls) == 1


def test_without_a_count_it_is_estimated(asked: Asked, server: FaultServer) -> None:
    server.when(replace(text("word " * 80), usage=None))
    usage = asked().usage
    assert usage and not usage.counted and usage.completion_tokens == 100


def test_a_fault_of_the_request_blames_no_key(asked: Asked, server: FaultServer) -> None:
    server.when(status(400, "tools[0].function.parameters is no schema"))
    came = asked()
    assert came.error and came.error.kind == "refused" and "no schema" in came.error.message and server.keys() == [K[0]]
    assert next(s for s in asked.gateway.providers() if s.id == "compatible").healthy == 2


def test_the_next_model_answers_when_the_first_has_no_key_left(server: FaultServer) -> None:
    asked = Asked(server, {"OHM_OPENAI_BASE": server.url, "OHM_KEYS_COMPATIBLE": f"{K[0]},{K[1]}"}, replace(FAST, fallbacks=("compatible/second",)))
    server.when(text(ANSWER[:25]) + drop(), status(404), model="m").when(rest_of(ANSWER), model="second")
    came = asked()
    assert came.text == ANSWER and came.usage and came.usage.model == "compatible/second"


def test_another_providers_model_answers_and_is_named(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    asked = Asked(server, {"OHM_OPENAI_BASE": server.url, "OHM_OPENAI_KEY": K[0], "OPENAI_API_KEY": K[1]}, replace(FAST, fallbacks=("openai/gpt-6-luna",)))
    server.when(status(402), key=K[0]).when(text(ANSWER))
    came = asked()
    assert came.text == ANSWER and came.rotations == [("all_keys_exhausted", 0, None, 0)]
    assert came.usage == Usage("openai/gpt-6-luna", 7, 5, pytest.approx(7 * 0.1e-6 + 5 * 0.5e-6))
    assert server.calls[1].model == "gpt-6-luna"


def test_an_unknown_model_names_the_nearest(server: FaultServer) -> None:
    asked = Asked(server, {"OPENAI_API_KEY": K[0]})
    came = asked(model="gpt-6-lunar")
    assert isinstance(came.error, BadInput) and "openai/gpt-6-luna" in came.error.message
    came = asked(model="openai/gpt-6-luna", tools=True)
    assert isinstance(came.error, ProviderDown), "loopback only: OpenAI itself cannot be reached from here"


def test_the_default_of_an_own_address_is_the_first_model_it_serves(asked: Asked, server: FaultServer) -> None:
    assert asked.gateway.default_model() == "compatible/default" and asked.gateway.served("compatible") == ()
    assert asked(model="").usage.model == "compatible/default", "a server that tells no names minds none"  # type: ignore[union-attr]
    server.models = ["qwen3-8b", "other"]
    assert asked.gateway.served("compatible") == ("compatible/qwen3-8b", "compatible/other")
    assert asked(model="compatible/default").usage.model == "compatible/qwen3-8b"  # type: ignore[union-attr]
    assert server.calls[-1].model == "qwen3-8b" and asked.gateway.served("openai") == ()
    server.cut()
    assert asked.gateway.served("compatible") == ()


def test_pictures_go_along_as_parts_of_the_message(asked: Asked, server: FaultServer) -> None:
    asked("what is this?", pictures=(Picture("image/png", b"\x89PNG"), Picture("image/jpeg", b"\xff\xd8")))
    parts = server.calls[0].messages[0]["content"]
    assert [p["type"] for p in parts] == ["text", "image_url", "image_url"] and parts[1]["image_url"]["url"].startswith("data:image/png;base64,")


def test_many_streams_at_once_lose_nothing(asked: Asked, server: FaultServer) -> None:
    server.when(text("one two three four five six seven eight ", pause=0.01))
    came: list[Came] = []
    threads = [threading.Thread(target=lambda: came.append(asked())) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [c.text for c in came] == ["one two three four five six seven eight "] * 20


def test_no_key_is_ever_seen(asked: Asked, server: FaultServer, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    caplog.set_level(0)
    server.when(status(401, f"Incorrect API key provided: {K[0]}; Authorization: Bearer {K[1]}; org {K[1][-8:]}"))
    came = asked()
    coming: list[Coming] = came.all
    out = capfd.readouterr()
    seen = f"{coming!r} {came.error!r} {came.error.__context__!r} {asked.gateway.providers()!r} {vars(asked.gateway)!r} {asked.gateway._ring!r} {caplog.text} {out.out} {out.err}"
    for key in K[:2]:
        assert not any(key[i : i + 8] in seen for i in range(len("sk-test-"), len(key) - 7)), key


def test_a_rehearsal_that_fails_keeps_nobody_from_asking(asked: Asked, server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    from ohm_core.llm import litellm_door

    async def broken(litellm: object) -> None:
        raise ConnectionError("two threads imported the same thing")

    monkeypatch.setattr(litellm_door, "_rehearse", broken)
    monkeypatch.setattr(litellm_door, "_importing", None)
    server.when(text(ANSWER))
    assert asked().text == ANSWER

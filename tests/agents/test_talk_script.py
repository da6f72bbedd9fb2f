"""The script that talks with a model served by llama.cpp, here against a server on loopback that answers as it is told."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from scripts.talk_llama_cpp import main
from tests.llm.conftest import server as server
from tests.llm.fault_server import FaultServer, asks, status, text


def spoken(server: FaultServer, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    server.models = ["/somewhere/small.gguf"]
    assert main(["--url", server.url, "--say", "which LED is there?", *more]) == 0
    return capsys.readouterr().out


def test_the_report_tells_tools_their_outcome_and_what_was_stored(server: FaultServer, capsys, tmp_path: Path):
    server.when(asks(("search_parts", '{"words": "led"}'), ("no_such_tool", "{}")), text("A red one."))
    before = dict(os.environ)
    told = spoken(server, capsys, "--out", str(tmp_path / "report.md"))
    assert "search_parts ok, no_such_tool failed" in told and "The model called 2 tools; 1 of 2 did what was asked." in told
    assert "> A red one." in told and "1 answers, the same as what was streamed; the journal read again gives the same" in told and "tool calls in the log: 2" in told
    assert "| model | small.gguf |" in told and "/somewhere" not in told and (tmp_path / "report.md").read_text() == told[:-1]
    assert dict(os.environ) == before and server.calls[0].model == "/somewhere/small.gguf" and "search_parts" in server.calls[0].tools


def test_a_model_that_calls_no_tool_is_told_as_such(server: FaultServer, capsys):
    server.when(text("I would use a red LED."))
    assert "**The model called no tool**" in spoken(server, capsys)


def test_the_built_in_engine_s_answer_is_not_taken_for_the_model_s(server: FaultServer, capsys):
    server.when(status(400, "the request exceeds the available context size"))
    told = spoken(server, capsys)
    assert "**The model answered nothing**" in told and "| the built-in engine |" in told


def test_without_a_server_or_its_file_one_sentence_says_what_to_do(capsys, tmp_path: Path):
    assert main(["--url", "http://127.0.0.1:9/v1"]) == 2 and "start llama-server" in capsys.readouterr().err
    assert main(["--server", sys.executable]) == 2 and "together" in capsys.readouterr().err
    assert main(["--server", sys.executable, "--model", str(tmp_path / "none.gguf")]) == 2 and "--model must be a file" in capsys.readouterr().err


def test_a_server_of_its_own_is_started_and_ended(capsys, tmp_path: Path):
    program, model = tmp_path / "llama-server", tmp_path / "m.gguf"
    program.write_text(f"#!{sys.executable}\nimport os, sys, time\nsys.path.insert(0, {str(Path.cwd())!r})\nfrom tests.llm.fault_server import FaultServer\n"
                       f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\nserver = FaultServer(int(sys.argv[sys.argv.index('--port') + 1]))\nserver.models = ['m.gguf']\nserver.start()\ntime.sleep(60)\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    model.write_bytes(b"GGUF")
    assert main(["--server", str(program), "--model", str(model), "--say", "hello"]) == 0
    assert "> ok" in capsys.readouterr().out
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)

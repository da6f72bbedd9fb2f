"""The server's own start: its port, its files, its settings."""

from __future__ import annotations

import socket

import pytest

from ohm_core.errors import BadInput
from ohm_core.server.run import app_folder, bind, flat


def test_a_taken_port_is_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(BadInput, match="is in use") as error:
            bind(taken.getsockname()[1])
    assert error.value.kind == "port_in_use"


@pytest.mark.parametrize("port", [-1, 65536])
def test_what_is_no_port_is_refused(port):
    with pytest.raises(BadInput, match="not a port"):
        bind(port)


def test_only_this_machine_is_listened_to():
    with bind(0) as made:
        assert made.getsockname()[0] == "127.0.0.1" and made.getsockname()[1] >= 8501


def test_the_dashboards_files_are_found():
    assert (app_folder() / "pages" / "build.py").is_file() and (app_folder() / ".streamlit" / "config.toml").is_file()


def test_nested_settings_become_dotted_names():
    assert dict(flat({"theme": {"light": {"x": 1}, "y": 2}})) == {"theme.light.x": 1, "theme.y": 2}

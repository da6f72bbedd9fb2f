"""Our own server: the dashboard, its routes and its settings in one uvicorn process on this machine alone.

`streamlit run app.py` works too, but its connections answer in 40 ms instead of under one, so `ohm` starts this. It is the
one place outside `app.py` and `pages/` that imports Streamlit: late, for its settings and its uvicorn arguments.
"""

from __future__ import annotations

import contextlib
import importlib.util
import socket
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from ohm_core.errors import BadInput, Missing
from ohm_core.server import logs
from ohm_core.server.here import waking

PORT = 8501
TRIES = 50


def serve(port: int = 0, open_browser: bool = False, say: Callable[[str], None] = print) -> None:
    """Runs the dashboard until it is stopped, at PORT, or at the first free one from 8501 on when that is 0.

    Prints its address. Raises BadInput when the port is taken or no port at all, Missing when the app's files are not there,
    Locked when another process holds the store.
    """
    logs.begin()
    listening = bind(port)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    settings(listening.getsockname()[1])
    app = load_app(app_folder())
    server = _server(app, address, open_browser, say)
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    if waking.trouble:
        raise waking.trouble


def bind(port: int) -> socket.socket:
    """A socket listening on this machine only. Raises BadInput."""
    if not 0 <= port <= 65535:
        raise BadInput(f"{port} is not a port; use 1 to 65535.", "--port")
    for wanted in [port] if port else range(PORT, PORT + TRIES):
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            made.bind(("127.0.0.1", wanted))
            made.listen(256)
            return made
        except OSError:
            made.close()
    raise BadInput(f"Port {port} is in use; choose another with --port." if port else f"No port from {PORT} to {PORT + TRIES - 1} is free.", "--port", "port_in_use")


def app_folder() -> Path:
    """Where app.py, pages/ and .streamlit/ are: beside the package in a checkout, inside it when installed. Raises Missing."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "app", package.parent):
        if (folder / "app.py").is_file() and (folder / "pages" / "_frame.py").is_file():
            return folder
    raise Missing("The dashboard's files are not installed; run `pip install --force-reinstall ohm-hardware`.", "app.py")


def settings(port: int) -> None:
    """Streamlit's settings from our own file, whatever folder OHM was started in."""
    from streamlit import config

    config.get_config_options(force_reparse=True)
    for name, value in flat(tomllib.loads((app_folder() / ".streamlit" / "config.toml").read_text(encoding="utf-8"))):
        config.set_option(name, value)
    config.set_option("server.port", port)


def flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """{'theme': {'light': {'x': 1}}} → ('theme.light.x', 1)."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def load_app(folder: Path) -> Any:
    """The `app` of FOLDER/app.py."""
    spec = importlib.util.spec_from_file_location("ohm_dashboard_app", folder / "app.py")
    assert spec and spec.loader
    module: ModuleType = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.app


def _server(app: Any, address: str, open_browser: bool, say: Callable[[str], None]) -> Any:
    import uvicorn
    from streamlit.web.server.starlette.starlette_server import _get_uvicorn_config_kwargs

    class Server(uvicorn.Server):
        """A uvicorn that says where it is once it answers, and stops when the store cannot be opened."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            waking.address, waking.give_up = address, self.give_up
            await super().startup(sockets)
            say(f"OHM is at {address} (stop it with Ctrl+C)")
            if open_browser:
                import webbrowser

                webbrowser.open(address)

        def give_up(self) -> None:
            self.should_exit = True

    return Server(uvicorn.Config(app, timeout_graceful_shutdown=2, log_level="warning", **_get_uvicorn_config_kwargs()))

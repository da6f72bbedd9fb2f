"""The dashboard and its HTTP routes in one process. `ohm` serves it; `streamlit run app.py` works too."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(p) for p in (HERE,) if str(p) not in sys.path]

from ohm_core.server.here import waking, workshop  # noqa: E402
from ohm_core.server.mcp import Mounted  # noqa: E402
from ohm_core.server.routes import routes  # noqa: E402
from ohm_core.server.shops import Shops  # noqa: E402


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Opens the store while the server already answers, and closes the file when it stops."""
    thread = waking.start()
    yield
    thread.join()
    await mounted.close()
    workshop().turns.halt()
    workshop().store.close()


mounted = Mounted(Shops(workshop))
app = st.App(str(HERE / "pages" / "_frame.py"), routes=routes(workshop, mounted), lifespan=lifespan)

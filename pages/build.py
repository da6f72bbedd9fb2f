"""Build: say what you want, and see it become parts, wires, code and cost."""

from panels import chat, dock, ideas, topbar
from panels.shown import Shown
from panels.state import state
from panels.trouble import pending, sentences

with sentences():
    project = state.project()
    shown = Shown(project) if project else None
    topbar.show(shown)
    pending()
    if shown:
        dock.show(shown)
        chat.show(shown.project)
    else:
        ideas.show()

"""Settings: which model speaks for whom, how far a turn may go, what agents may do, what it has cost."""

from panels import settings
from panels.trouble import sentences

with sentences():
    settings.show()

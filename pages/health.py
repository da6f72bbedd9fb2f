"""Health: whether everything OHM needs is there, and what runs."""

from panels import health
from panels.trouble import sentences

with sentences():
    health.show()

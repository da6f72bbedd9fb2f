"""Check: a circuit from anywhere under the rules, its picture with the findings lit, and repairs to try."""

from panels import checking
from panels.trouble import pending, sentences

with sentences():
    pending()
    checking.show()

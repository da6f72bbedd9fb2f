"""Parts: search the catalogue, and read each fact with where it stands."""

from panels import catalogue
from panels.trouble import pending, sentences

with sentences():
    pending()
    catalogue.show()

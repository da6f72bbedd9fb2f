"""The dashboard's process: HTTP routes beside the pages, and the server that carries both. It judges nothing itself."""

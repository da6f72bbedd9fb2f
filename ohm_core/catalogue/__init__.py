"""Facts about parts and boards, each with its source: read from data/, found by name, pin or alias. It judges nothing."""

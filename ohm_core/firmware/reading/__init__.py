"""Sketches read for what they do with pins, buses, addresses and libraries.

Arduino C++ is parsed by tree-sitter, MicroPython and CircuitPython by `ast`; which argument of which call is a pin stands in
data/sketches. Nothing is run. What could not be worked out is said, never guessed.
"""

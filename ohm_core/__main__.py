"""`python -m ohm_core`: the command `ohm`."""

from ohm_core.cli import main

main()

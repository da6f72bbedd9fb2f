"""A design with the catalogue's facts: nets, supplies and their voltages, currents, what pins present. It judges nothing."""

"""What a design costs: its bill of materials, prices as estimates or offers, and totals. It changes no design."""

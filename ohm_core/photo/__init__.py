"""Photos: checked and made small on their arrival, and what a model said it saw in one held against the design.

Decoding happens in a process of its own with limits of time and memory. What a picture shows is never decided here: that is a
model's word, which stays marked as one.
"""

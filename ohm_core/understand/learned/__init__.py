"""What words ask for by resemblance: learned from labelled requests (data/requests), read from `weights.tsv`, which scripts/train_asked.py writes.

It knows no grammar and no parts: for each word it tells how likely it is part of a stretch that asks for a concept. What becomes of that
is decided by the rules around it.
"""

"""Work in several steps that outlives its process: each step's output is kept, progress is told, a failed step is tried again alone.

DBOS keeps the order of steps and takes up what a killed process left (its own SQLite file, or the store's PostgreSQL). What steps
did stands in the store's tables `runs` and `steps`, for people and SQL.
"""

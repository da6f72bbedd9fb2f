"""Projects, chats, the journal, versions and runs, kept in DuckDB (or PostgreSQL by URL). Rows in, rows out.

This is the only room that knows duckdb or SQLAlchemy. It decides nothing about a project: locks, checks and what a
version holds are `project`'s. Every function takes the owner, and another owner's rows are not there.
"""

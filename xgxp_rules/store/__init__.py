"""Where cases are kept: an append-only log in SQLite or PostgreSQL, through SQLAlchemy (the extra `cases`).

Nothing here knows a policy: what may be recorded is decided before, and the log is only ever added to.
"""

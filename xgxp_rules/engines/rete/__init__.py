"""Processes and event patterns on durable-rules, the forward-chaining engine for what happens over time.

Only checked, flat facts of whole numbers reach it, and only rules of positive parts: everything else it does wrongly or
not at all. The log of events is the truth; the engine draws conclusions from it and keeps nothing.
"""

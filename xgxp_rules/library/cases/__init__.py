"""Cases over time: opened under a process of a policy, fed with entries, and seen as of any day.

The log of entries is the truth. What a case has come to is drawn from it anew each time: the interpreter decides
guards, durable-rules draws the conclusions.
"""

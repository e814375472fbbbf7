"""What is said about the names, the structure and the meaning of a policy file: the four tables, read in as one.

Where a code has a mend, it is the text to write instead; the excerpt that is printed with a problem shows where.
"""

from xgxp_rules.language import condition_messages, fact_messages, meaning_messages, name_messages

TABLES = (name_messages, fact_messages, condition_messages, meaning_messages)

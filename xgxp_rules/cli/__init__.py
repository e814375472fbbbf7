"""The command line: reads what was typed, asks the tools, prints what they say."""

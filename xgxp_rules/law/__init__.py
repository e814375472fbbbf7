"""National law that every policy stands on: retirement ages and working days, as pure functions of dates."""

"""Engines turn a policy and a record into a decision; the interpreter defines the meaning, others agree or refuse."""

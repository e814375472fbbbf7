"""What a policy is: frozen data and pure functions, no input or output."""

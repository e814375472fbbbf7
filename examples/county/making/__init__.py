"""How the sample county is made: its people, what happens to everybody and to few, and its tables."""

"""Decisions about whole rosters: columns instead of objects, the same answers.

A decision depends on a record only through its *leaves*: the supplied facts and the facts made from lists. Each leaf
becomes a column (filters, joins, group-bys), and each column is cut into the cells between which no test can tell a
difference, by bisecting the interpreter's own functions. What is left of a row is a short tuple of cells, its
*profile*. Each different profile is settled once, by the interpreter, and its answer joined back to every row that has
it. So truth, precedence, guards, offers and open facts have one meaning, and a roster costs what its columns cost.
"""

"""A whole roster from spreadsheets: read, checked cell by cell, decided, and written back as a workbook.

`sheets` and `workbooks` read files, `tables` finds out what each sheet is, `cells` reads the values, `gathering` puts
them together, `deciding` answers, `counting` counts the quotas, `telling` says why, and the others write what came out.
Good rows are decided although others are bad; nothing is dropped in silence.
"""

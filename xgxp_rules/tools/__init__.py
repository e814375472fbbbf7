"""Questions about policies and their answers: everything the front doors show is made here."""

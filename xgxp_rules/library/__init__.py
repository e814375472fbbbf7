"""The front of the library: find the version in force, decide, and hold on to nothing that changes."""

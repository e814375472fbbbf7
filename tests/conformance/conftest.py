"""The case files here are run by the tests beside them, with a catalog made of these files."""

collect_ignore_glob = ["shapes/*.test.yaml", "kinds/*.test.yaml"]

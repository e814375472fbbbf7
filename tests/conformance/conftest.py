"""The case files here are run by the tests beside them, with a catalog made of all the shapes together."""

collect_ignore_glob = ["shapes/*.test.yaml"]

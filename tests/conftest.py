"""What every test shares: generated examples are the same in every run and are never judged by the clock.

These machines are shared and noisy, so a slow draw says nothing about the code; limits of time belong in benchmarks/.
"""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    max_examples=60,
)
settings.load_profile("steady")

collect_ignore_glob = ["conftest.py", "*/conftest.py"]
"""Shared set-up is loaded, never collected: the search for doctests would import two files of one name."""

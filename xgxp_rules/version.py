"""The version of the engine, pinned in every decision."""

ENGINE_VERSION = "0.1.0"

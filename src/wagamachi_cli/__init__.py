"""The register and report writer of a Japanese community-welfare coordinator."""

__version__ = "0.1.0"

"""HTTP to addresses that somebody else chose: tenants' model servers and the like."""

from autofix.adapters.http.addresses import AddressRefused, Endpoint, check_url
from autofix.adapters.http.client import open_client
from autofix.adapters.http.connections import Bounds, TooMuch

__all__ = ["AddressRefused", "Bounds", "Endpoint", "TooMuch", "check_url", "open_client"]

"""The tests of SecureChat."""

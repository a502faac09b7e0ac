"""The Python mirror of SecureChat's encryption scheme."""

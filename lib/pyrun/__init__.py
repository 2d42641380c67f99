"""Python code that belongs to pyrun itself, frozen into the binary."""

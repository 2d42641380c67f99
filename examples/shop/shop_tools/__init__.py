"""One module per subcommand, and what they share."""

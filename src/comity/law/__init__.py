"""Law: editions of the rules as data, and the pure functions that read them."""

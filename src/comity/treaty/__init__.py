"""Treaty: States, instruments, declarations and decisions; status on any date."""

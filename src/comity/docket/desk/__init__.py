"""The registry's and the Secretary-General's work: who is in charge, who covers whom, notes, owners of open values."""

"""People: accounts, entities, mandates: who may speak and sign for whom, from when to when."""

"""Opening: from the draft of a request to registration, or to a refusal with reasons."""

"""What people is known about people."""

"""Documents: what was received becomes texts with what is known of them."""

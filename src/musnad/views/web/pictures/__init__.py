"""Pictures of an account as plain numbers: what stands where, for the templates to draw. Nothing here knows of HTML."""

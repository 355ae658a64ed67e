"""The site: pages over one archive, served on this machine alone (``musnad serve``)."""

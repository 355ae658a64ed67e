"""The pages, a module for each part of the site; each has a ``router`` that ``views.web.app`` takes in."""

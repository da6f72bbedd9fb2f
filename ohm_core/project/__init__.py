"""Every operation on one project, in one place: owned, refused when locked, versioned. Pages, agents, command line and
HTTP change a project through these functions and no others."""

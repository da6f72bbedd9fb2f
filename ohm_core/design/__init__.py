"""Pure values: the Design, behaviours, wishes, findings, their JSON form and their differences. No catalogue, no files."""

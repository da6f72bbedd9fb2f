"""Requirements → parts → supporting parts → pins → a Design. Physics asks, the catalogue answers, a solver decides."""

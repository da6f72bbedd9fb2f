"""Other tools' files, in and out: Wokwi diagrams, tables, firmware projects, the build guide."""

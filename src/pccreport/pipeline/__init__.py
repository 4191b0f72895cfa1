"""The stages of the program in order; `build` is the module to read first."""

"""One element system: phases, energies, and the minimum of the Gibbs energy."""

"""What runs on this machine: the toolchain, the engine, the emulated services, the provider and the command."""
